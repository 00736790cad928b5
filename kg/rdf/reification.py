"""Statements about triples: nodes with rdf:subject, rdf:predicate and rdf:object in RDF 1.1, reifiers of triple terms in RDF 1.2. Pure.

The same IRI is the statement in the one and the reifier in the other, and all else that is said of it stays as it is, so both say the same and
each is made of the other without loss (RDF 1.2 Concepts, "Triple Terms and Reification").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.rdf.terms import IRI, RDF, Literal, Triple

REIFIES = RDF.term("reifies")
PARTS = (RDF.term("subject"), RDF.term("predicate"), RDF.term("object"))


class ReificationError(ValueError):
    """A reifier that RDF 1.1 has no statement for; the message names it."""


def find_statements(triples: Iterable[Triple]) -> dict[IRI, Triple]:
    """The nodes that state one triple, with it: those with one rdf:subject, one rdf:predicate and one rdf:object, of which the first two are IRIs."""
    said: dict[IRI, dict[IRI, list[IRI | Literal]]] = {}
    for node, predicate, value in triples:
        if predicate in PARTS:
            said.setdefault(node, {}).setdefault(predicate, []).append(value)
    found: dict[IRI, Triple] = {}
    for node, parts in said.items():
        if parts.keys() == set(PARTS) and all(len(values) == 1 for values in parts.values()):
            (subject,), (property_,), (value,) = (parts[part] for part in PARTS)
            if isinstance(subject, IRI) and isinstance(property_, IRI):
                found[node] = Triple(subject, property_, value)
    return found


def split_statements(triples: Iterable[Triple]) -> tuple[tuple[Triple, ...], dict[IRI, Triple]]:
    """What RDF 1.2 says with triples alone, and the triple that each reifier reifies."""
    known = tuple(triples)
    stated = find_statements(known)
    return tuple(triple for triple in known if triple.predicate not in PARTS or triple.subject not in stated), stated


def statement_triples(reifier: IRI, stated: Triple) -> Iterator[Triple]:
    """A reifier and its triple as RDF 1.1 has them."""
    return (Triple(reifier, part, value) for part, value in zip(PARTS, stated, strict=True))


class Reifiers:
    """The reifiers of a text that is being read; each may reify one triple within a graph, since a statement of RDF 1.1 states one."""

    def __init__(self) -> None:
        self._known: dict[tuple[IRI | None, IRI], Triple] = {}

    def read(self, reifier: IRI, predicate: IRI, stated: Triple, graph: IRI | None = None) -> Iterator[Triple]:
        """The statement that stands for a triple whose object is a triple term. ReificationError where there is none."""
        if predicate != REIFIES:
            raise ReificationError(f"a triple term is read as the object of rdf:reifies only, not of {predicate}")
        if self._known.setdefault((graph, reifier), stated) != stated:
            raise ReificationError(f"{reifier} reifies two triples; a statement of RDF 1.1 can only stand for one")
        return statement_triples(reifier, stated)
