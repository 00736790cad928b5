"""From findings to claims to triples, with the IRIs of what they name."""
