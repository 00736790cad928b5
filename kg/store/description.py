"""What a graph says about one thing: its own statements, the claims behind them, their evidence, and the names of all it mentions."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from kg.graph.facts import GraphIndex
from kg.rdf.terms import CK, DCT, IRI, OA, RDF, RDF_TYPE, RDFS, Triple, sort_triples
from kg.store.store import Store
from kg.values import dataclass

MOST_MENTIONS = 5000
_CLAIM_SUBJECT, _CLAIM_OBJECT = RDF.term("subject"), RDF.term("object")
_INNER = ("side/", "strength/", "losses/", "geometry")
_TO_PARTS = frozenset(CK.term(name) for name in ("hasSide", "strength", "losses")) | {IRI("http://www.opengis.net/ont/geosparql#hasGeometry")}
_NAMING = frozenset({RDFS.term("label"), RDF_TYPE, CK.term("wikipediaTitle"), CK.term("number"), DCT.term("title"), *_TO_PARTS})


@dataclass(frozen=True)
class Description:
    """All that is said about ``iri``, sorted; ``complete`` is false where more mention it than a description holds."""

    iri: IRI
    triples: tuple[Triple, ...]
    complete: bool = True

    @cached_property
    def index(self) -> GraphIndex:
        """The triples to look along; kg.graph.facts.read_facts reads the claims of it."""
        return GraphIndex(self.triples)


def describe(store: Store, iri: IRI, most_mentions: int = MOST_MENTIONS) -> Description | None:
    """Describe a thing; None where the store says nothing about it.

    In the description are: the thing and its parts (sides, estimates, geometry); whatever points to them; the claims about them, with
    qualifiers and evidence; type and name of everything mentioned. Costs some seven look-ups in bulk, so that it serves a distant store too.
    """
    own = set(store.about([iri]))
    parts = _gather_parts(store, own)
    subjects = [iri, *dict.fromkeys(triple.subject for triple in parts)]
    mentions = list(store.mentions(subjects, most_mentions + 1))
    if not own and not mentions:
        return None
    claims = {triple.subject for triple in mentions[:most_mentions] if triple.predicate in (_CLAIM_SUBJECT, _CLAIM_OBJECT)}
    claimed = set(store.about(sorted(claims)))
    described = own | parts | claimed
    described |= _evidence(store, described | set(mentions[:most_mentions]))
    found = described | set(mentions[:most_mentions])
    found |= _names(store, found, {triple.subject for triple in described})
    return Description(iri, sort_triples(found), len(mentions) <= most_mentions)


def _gather_parts(store: Store, own: Iterable[Triple]) -> set[Triple]:
    """The triples of sides, estimates and geometries, at most two steps away."""
    found: set[Triple] = set()
    step = set(own)
    for _ in range(2):
        step = set(store.about(sorted(_parts(step) - {triple.subject for triple in found})))
        found |= step
    return found


def _parts(triples: Iterable[Triple]) -> set[IRI]:
    return {triple.object for triple in triples if triple.predicate in _TO_PARTS and isinstance(triple.object, IRI)}


def _evidence(store: Store, triples: Iterable[Triple]) -> set[Triple]:
    """Evidence, its selectors and passages, and the references that are cited."""
    leading = (CK.term("evidence"), CK.term("reference"))
    evidence = {t.object for t in triples if t.predicate in leading and isinstance(t.object, IRI)}
    found = set(store.about(sorted(evidence)))
    selectors = {t.object for t in found if t.predicate in (OA.term("hasSelector"), CK.term("passage")) and isinstance(t.object, IRI)}
    return found | set(store.about(sorted(selectors)))


def _names(store: Store, triples: set[Triple], described: set[IRI]) -> set[Triple]:
    """Type and names of all that is mentioned, or mentions what is described, and is not described itself."""
    nodes = {node for t in triples for node in (t.subject, t.object) if isinstance(node, IRI) and not node.startswith(CK)}
    return {triple for triple in store.about(sorted(nodes - described)) if triple.predicate in _NAMING}
