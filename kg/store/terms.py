"""Terms of pyoxigraph as ours, and ours as pyoxigraph's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.facts import Node
from kg.rdf.terms import IRI, Literal, Triple
from kg.store.store import BLANK

if TYPE_CHECKING:
    import pyoxigraph


# Slots of a literal, filled without the checks of its constructor: those take longer than all else that is done with a term.
_set_value, _set_datatype, _set_language = (getattr(Literal, name).__set__ for name in ("value", "datatype", "language"))


class _Repeated(dict[str, IRI]):
    """IRIs of which there are few and which come again and again (predicates, datatypes): each is made once."""

    def __missing__(self, value: str) -> IRI:
        if len(self) > _MOST_REPEATED:
            self.clear()
        found = self[value] = trusted(value)
        return found


_MOST_REPEATED = 10_000
_repeated = _Repeated()


def to_node(term: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple) -> Node:
    """A term of pyoxigraph as one of ours; it has been checked when it was loaded."""
    import pyoxigraph

    if isinstance(term, pyoxigraph.NamedNode):
        return trusted(term.value)
    if isinstance(term, pyoxigraph.Literal):
        return trusted_literal(term.value, _repeated[term.datatype.value], term.language)
    return trusted(BLANK + str(getattr(term, "value", term)))


def to_predicate(term: pyoxigraph.NamedNode) -> IRI:
    """A predicate of pyoxigraph as an IRI, the same object each time."""
    return _repeated[term.value]


def trusted_literal(value: str, datatype: IRI, language: str | None = None) -> Literal:
    """A literal that needs no check: it has been checked when it was loaded, or is made of what has been."""
    found: Literal = object.__new__(Literal)
    _set_value(found, value)
    _set_datatype(found, datatype)
    _set_language(found, (language or "").lower())
    return found


def to_triple(quad: pyoxigraph.Quad) -> Triple | None:
    """A quad as a triple of ours; None for what has a blank node or a triple term, which is of another make."""
    import pyoxigraph

    if not isinstance(quad.subject, pyoxigraph.NamedNode) or not isinstance(quad.object, (pyoxigraph.NamedNode, pyoxigraph.Literal)):
        return None
    return Triple(trusted(quad.subject.value), to_predicate(quad.predicate), to_node(quad.object))


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
