"""Terms of pyoxigraph as ours, and ours as pyoxigraph's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.facts import Node
from kg.rdf.terms import IRI, Literal, Triple
from kg.store.store import BLANK

if TYPE_CHECKING:
    import pyoxigraph


def to_node(term: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple) -> Node:
    """A term of pyoxigraph as one of ours; it has been checked when it was loaded."""
    import pyoxigraph

    if isinstance(term, pyoxigraph.NamedNode):
        return trusted(term.value)
    if isinstance(term, pyoxigraph.Literal):
        return Literal(term.value, trusted(term.datatype.value), term.language or "")
    return trusted(BLANK + str(getattr(term, "value", term)))


def to_triple(quad: pyoxigraph.Quad) -> Triple | None:
    """A quad as a triple of ours; None for what has a blank node or a triple term, which is of another make."""
    import pyoxigraph

    if not isinstance(quad.subject, pyoxigraph.NamedNode) or not isinstance(quad.object, (pyoxigraph.NamedNode, pyoxigraph.Literal)):
        return None
    return Triple(trusted(quad.subject.value), trusted(quad.predicate.value), to_node(quad.object))


def to_quad(triple: Triple, graph: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.DefaultGraph) -> pyoxigraph.Quad:
    """A triple of ours in a graph, as a quad."""
    import pyoxigraph

    value = triple.object
    if isinstance(value, Literal):
        datatype = None if value.language else pyoxigraph.NamedNode(value.datatype)
        node: pyoxigraph.NamedNode | pyoxigraph.Literal = pyoxigraph.Literal(value.value, datatype=datatype, language=value.language or None)
    else:
        node = pyoxigraph.NamedNode(value)
    return pyoxigraph.Quad(pyoxigraph.NamedNode(triple.subject), pyoxigraph.NamedNode(triple.predicate), node, graph)


def trusted(value: str) -> IRI:
    """An IRI that has been checked when it was loaded."""
    return str.__new__(IRI, value)
