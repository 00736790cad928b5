"""The page of the ontology: every term with its definition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.graph.facts import GraphIndex, plain, spaced
from kg.pages.parts.statements import name_of, plain_iri
from kg.pages.render import Page
from kg.rdf.terms import CK, DCT, IRI, RDF_TYPE, RDFS, SKOS

ONTOLOGY = CK.removesuffix("#")


class Term(NamedTuple):
    """A term of the ontology: its local name, label, kind, definition, and related terms."""

    name: str
    label: str
    kind: str
    definition: str
    links: tuple[tuple[str, str, str], ...]


def ontology_page(index: GraphIndex) -> Page:
    """The page of an ontology's triples."""
    return Page("ontology.html", {"title": _title(index, IRI(ONTOLOGY)), "about": _definition(index, ONTOLOGY), "terms": tuple(_terms(index))})


def _terms(index: GraphIndex) -> Iterator[Term]:
    """The terms of the ontology in the order of kind and name."""
    found = [subject for subject in index.subjects() if subject.startswith(CK)]
    for subject in sorted(found, key=lambda s: (_kind(index, s), s)):
        links = tuple(
            (spaced(plain(predicate).rpartition("#")[2]), plain_iri(node), name_of(index, node))
            for predicate in (RDFS.term("subClassOf"), RDFS.term("subPropertyOf"), RDFS.term("domain"), RDFS.term("range"))
            for node in index.all(subject, predicate)
            if isinstance(node, IRI)
        )
        yield Term(subject.removeprefix(CK), _title(index, IRI(subject)), _kind(index, subject), _definition(index, subject), links)


def _kind(index: GraphIndex, subject: str) -> str:
    kinds = {plain_iri(node).rpartition("#")[2] for node in index.all(subject, RDF_TYPE)}
    return "class" if "Class" in kinds else "property" if any(kind.endswith("Property") for kind in kinds) else "value"


def _definition(index: GraphIndex, subject: str) -> str:
    return next((text for p in (SKOS.term("definition"), DCT.term("description"), RDFS.term("comment")) if (text := index.text(subject, p))), "")


def _title(index: GraphIndex, subject: IRI) -> str:
    return index.text(subject, RDFS.term("label")) or subject.rpartition("#")[2]
