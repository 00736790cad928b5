"""A graph by its nodes: what is said of each. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.rdf.terms import IRI, RDF_TYPE, Literal, Triple

Node = IRI | Literal
Properties = dict[IRI, list[Node]]


def gather(triples: Iterable[Triple]) -> dict[IRI, Properties]:
    """What is said of each subject, by property."""
    found: dict[IRI, Properties] = {}
    for subject, predicate, value in triples:
        found.setdefault(subject, {}).setdefault(predicate, []).append(value)
    return found


def spread(subject: IRI, said: Properties) -> Iterator[Triple]:
    """The triples of a node."""
    return (Triple(subject, predicate, value) for predicate, values in said.items() for value in values)


def only(said: Properties, predicate: IRI) -> Node | None:
    """The one value of a property; None where there is none, or more than one."""
    values = said.get(predicate, ())
    return values[0] if len(values) == 1 else None


def only_iri(said: Properties, predicate: IRI) -> IRI | None:
    """The one value of a property where that is an IRI."""
    value = only(said, predicate)
    return value if isinstance(value, IRI) else None


def only_text(said: Properties, predicate: IRI) -> str | None:
    """The text of the one value of a property where that is a literal."""
    value = only(said, predicate)
    return value.value if isinstance(value, Literal) else None


def is_only(said: Properties, kind: IRI) -> bool:
    """Whether a node has this class and no other."""
    return said.get(RDF_TYPE) == [kind]
