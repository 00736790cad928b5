"""Graph files of any profile that keeps claims, as full graphs."""

from __future__ import annotations

import os

from kg.profiles.claims import ProfileError
from kg.profiles.convert import expand
from kg.rdf.formats import Format
from kg.rdf.nquads_reading import Quad
from kg.rdf.reading import GraphReadError, read_graph, read_quads
from kg.rdf.terms import IRI, Triple


def read_expanded(path: str | os.PathLike[str], form: Format | None = None) -> tuple[Triple, ...]:
    """The triples of a graph file, as kg.rdf.reading.read_graph gives them; what is compact is expanded. GraphReadError also where that fails."""
    triples = read_graph(path, form)
    try:
        return expand(triples)
    except ProfileError as error:
        raise GraphReadError(os.fspath(path), str(error)) from error


def read_expanded_quads(path: str | os.PathLike[str]) -> tuple[Quad, ...]:
    """The statements of a graph file, as kg.rdf.reading.read_quads gives them; each graph that is compact is expanded. GraphReadError likewise."""
    graphs: dict[IRI | None, dict[Triple, None]] = {}
    for triple, name in read_quads(path):
        graphs.setdefault(name, {})[triple] = None
    try:
        return tuple(Quad(triple, name) for name, triples in graphs.items() for triple in expand(triples))
    except ProfileError as error:
        raise GraphReadError(os.fspath(path), str(error)) from error
