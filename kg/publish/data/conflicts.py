"""Which conflicts the claims of an article are about: articles that share one are told of together in tables. Pure."""

from __future__ import annotations

from hashlib import blake2b

from kg.graph.adding import MEASURES
from kg.graph.facts import NAMING
from kg.rdf.graph import ArticleGraph
from kg.rdf.terms import CK, IRI, RDF, RDF_TYPE, Literal

_SUBJECT, _PREDICATE = RDF.term("subject"), RDF.term("predicate")
_HAS_SIDE, _CONFLICT = CK.term("hasSide"), CK.term("Conflict")
_MEASURES = frozenset(CK.term(measure) for measure in MEASURES)


def told_conflicts(graph: ArticleGraph) -> frozenset[bytes]:
    """Hashes of the conflicts that the claims of an article are about, and of what its figures are of."""
    subjects: dict[IRI, IRI | Literal] = {}
    predicates: dict[IRI, IRI | Literal] = {}
    conflicts: dict[IRI | Literal, IRI] = {}
    for subject, predicate, value in graph.triples:
        if predicate == _SUBJECT:
            subjects[subject] = value
        elif predicate == _PREDICATE:
            predicates[subject] = value
        elif predicate == _HAS_SIDE:
            conflicts[value] = subject
        elif predicate == RDF_TYPE and value == _CONFLICT:
            conflicts[subject] = subject
    told: set[str] = set()
    for claim, of in subjects.items():
        about = predicates.get(claim)
        if isinstance(of, IRI) and about not in NAMING and (of in conflicts or about in _MEASURES):
            told.add(conflicts.get(of, of))
    return frozenset(blake2b(iri.encode(), digest_size=8).digest() for iri in told)
