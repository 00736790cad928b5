"""The canonical form of a graph and its hash, which is one whatever syntax the graph came in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from kg.rdf.ntriples import to_lines
from kg.rdf.terms import Triple


def canonical_text(triples: Iterable[Triple]) -> str:
    """Canonical N-Quads by RDFC-1.0: without blank nodes, the distinct lines in code point order."""
    return "".join(sorted(set(to_lines(triples))))


def canonical_hash(triples: Iterable[Triple]) -> str:
    """The sha256 of the canonical form in UTF-8, in hexadecimal."""
    return hashlib.sha256(canonical_text(triples).encode()).hexdigest()
