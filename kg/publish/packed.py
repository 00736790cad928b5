"""Graphs in the work folder: packed so that reading one again takes less than a tenth of parsing it.

Only the process that made them, or its successor of the same version on the same machine, reads them; they are no format to exchange.
"""

from __future__ import annotations

import marshal
from functools import partial
from pathlib import Path

from kg.rdf.graph import ArticleGraph
from kg.rdf.terms import IRI, Literal, Triple


def pack(graph: ArticleGraph) -> bytes:
    """A graph as bytes: its terms, each once, and the triples as numbers of terms."""
    terms: dict[IRI | Literal, int] = {}
    numbers = [terms.setdefault(term, len(terms)) for triple in graph.triples for term in triple]
    told = [(str(term.value), str(term.datatype), str(term.language)) if isinstance(term, Literal) else str(term) for term in terms]
    return marshal.dumps((str(graph.name), str(graph.title), told, numbers))


def unpack(data: bytes) -> ArticleGraph:
    """The graph again."""
    name, title, told, numbers = marshal.loads(data)
    terms = [Literal(*term) if isinstance(term, tuple) else _trusted(term) for term in told]
    parts = iter([terms[number] for number in numbers])
    make = partial(tuple.__new__, Triple)  # What Triple._make does, without a call of Python for each triple.
    return ArticleGraph(_trusted(name), tuple(map(make, zip(parts, parts, parts, strict=True))), title)


def _trusted(text: str) -> IRI:
    """An IRI that was one when it was packed."""
    return str.__new__(IRI, text)


def write_packed(graph: ArticleGraph, path: Path) -> None:
    """Write a graph into a file."""
    path.write_bytes(pack(graph))


def read_packed(path: Path) -> ArticleGraph:
    """Read a graph from a file."""
    return unpack(path.read_bytes())
