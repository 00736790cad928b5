"""Profiles of a graph: full, compact (the same, told in fewer triples), and facts (no claims)."""

FULL, COMPACT, FACTS = "full", "compact", "facts"
PROFILES = (FULL, COMPACT, FACTS)
