"""Why claims differ, as far as the graphs tell: by the bytes of the article, the version of the software, and that of the ontology. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kg.diff.difference import (
    ARTICLE_ADDED,
    ARTICLE_CHANGED,
    ARTICLE_REMOVED,
    EXTRACTOR,
    MERGE,
    ONTOLOGY,
    UNEXPLAINED,
    order_causes,
)
from kg.diff.pages import Said, Statement, Version
from kg.diff.renames import Renames
from kg.graph.facts import Node, plain
from kg.rdf.terms import CK, OWL, Triple

# What kg merge and kg link make of names stands on these bases.
_MERGED = frozenset({"redirect", "item"})

_OF_MERGE = frozenset({CK.term("writtenAs"), CK.term("basis"), CK.term("certainty")})

Terms = Mapping[str, Said]
"""What an ontology says of each of its terms."""


def read_terms(triples: Iterable[Triple]) -> Terms:
    """What an ontology says of its terms."""
    found: dict[str, set[tuple[str, Node]]] = defaultdict(set)
    for triple in triples:
        if triple.subject.startswith(CK):
            found[triple.subject].add((triple.predicate, triple.object))
    return {term: frozenset(said) for term, said in found.items()}


def read_ontology(triples: Iterable[Triple]) -> dict[str, Terms]:
    """An ontology by the IRI of its version; nothing where it names none."""
    known = tuple(triples)
    return {str(triple.object): read_terms(known) for triple in known if triple.predicate == OWL.term("versionIRI")}


def changed_terms(old: Terms, new: Terms) -> frozenset[str]:
    """The terms that only one of two ontologies has, or that they describe otherwise."""
    return frozenset(term for term in {*old, *new} if old.get(term) != new.get(term))


class Grounds(NamedTuple):
    """Why two versions of a page may differ (no cause: the graphs tell nothing), and the terms in which their ontologies differ (None: not known)."""

    causes: frozenset[str]
    terms: frozenset[str] | None = None


class Reasons:
    """What causes are told by: the renames of both sides, and the ontologies that are at hand, by their version."""

    def __init__(self, renames: Renames, ontologies: Mapping[str, Terms]) -> None:
        self.renames = renames
        self._ontologies = ontologies
        self._changed: dict[tuple[str, str], frozenset[str]] = {}

    def of_versions(self, old: Version | None, new: Version | None) -> Grounds:
        """Why two versions of a page may differ."""
        if old is None or new is None:
            return Grounds(frozenset({ARTICLE_ADDED if old is None else ARTICLE_REMOVED}))
        pairs = ((old.software, new.software, EXTRACTOR), (old.ontology, new.ontology, ONTOLOGY))
        told = {cause for before, after, cause in pairs if before and after and before != after}
        causes = frozenset(told | ({ARTICLE_CHANGED} if old.sha256 != new.sha256 else set()))
        return Grounds(causes, self._terms(old.ontology, new.ontology) if ONTOLOGY in causes else None)

    def _terms(self, old: frozenset[str], new: frozenset[str]) -> frozenset[str] | None:
        """The terms in which two versions of the ontology differ; None where one of them is not at hand."""
        if len(old) != 1 or len(new) != 1 or not (old | new) <= self._ontologies.keys():
            return None
        pair = next(iter(old)), next(iter(new))
        if pair not in self._changed:
            self._changed[pair] = changed_terms(*(self._ontologies[version] for version in pair))
        return self._changed[pair]

    def of_claims(self, grounds: Grounds, old: Statement | None, new: Statement | None) -> tuple[str, ...]:
        """Why a claim differs, of the grounds on which its article's graphs may."""
        claims = [claim for claim in (old, new) if claim]
        touched = any(self.renames.touches(*_nodes(claim)) for claim in claims)
        if old and new and touched and _differ_by_merge(old, new):
            return (MERGE,)
        merged = self.renames.differ and len({_merging(claim) for claim in (old, new)}) > 1
        return settle(grounds, {term for claim in claims for term in _terms(claim)}, merged=touched or merged)


def settle(grounds: Grounds, terms: Iterable[str], *, merged: bool = False) -> tuple[str, ...]:
    """The causes that remain: the ontology is none where it has not changed in the terms that are used, and another cause is there."""
    causes, changed = grounds
    if changed is not None and len(causes) > 1 and changed.isdisjoint(terms):
        causes -= {ONTOLOGY}
    return order_causes(causes | ({MERGE} if merged else set()) or {UNEXPLAINED})


def _differ_by_merge(old: Statement, new: Statement) -> bool:
    """Whether making things one explains all: both have the IRI of what was first said in the article version."""
    return old.iri == new.iri and old.quotes == new.quotes and {name for name, _ in old.details ^ new.details} <= _OF_MERGE


def _merging(claim: Statement | None) -> Said:
    """What making things one has said of a claim."""
    said = claim.details if claim else frozenset()
    return frozenset((name, node) for name, node in said if name == CK.term("writtenAs") or (name == CK.term("basis") and plain(node) in _MERGED))


def _nodes(claim: Statement) -> list[Node]:
    return [claim.subject, claim.object, *(node for _, node in claim.details), *(node for _, node in claim.content)]


def _terms(claim: Statement) -> set[str]:
    """The terms of the ontology that a claim uses."""
    used = {claim.predicate, *_nodes(claim), *(name for name, _ in claim.details), *(name for name, _ in claim.content)}
    return {str(term) for term in used if isinstance(term, str) and term.startswith(CK)}
