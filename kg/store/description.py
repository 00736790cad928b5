"""What a graph says about one thing: its own statements, the claims behind them, their evidence, and the names of all it mentions."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from kg.graph.facts import GraphIndex
from kg.rdf.terms import CK, DCT, IRI, RDF, RDF_TYPE, RDFS, Triple, sort_triples
from kg.store.evidence import look_up_evidence, look_up_words
from kg.store.store import Store
from kg.values import dataclass

MOST_MENTIONS = 5000
_CLAIM_SUBJECT, _CLAIM_OBJECT = RDF.term("subject"), RDF.term("object")
_INNER = ("side/", "strength/", "losses/", "geometry")
_TO_PARTS = frozenset(CK.term(name) for name in ("hasSide", "strength", "losses")) | {IRI("http://www.opengis.net/ont/geosparql#hasGeometry")}
_EVIDENCE, _REFERENCE = CK.term("evidence"), CK.term("reference")
_NAMING = (RDFS.term("label"), RDF_TYPE, CK.term("wikipediaTitle"), CK.term("number"), DCT.term("title"), *sorted(_TO_PARTS))
_SHOWN = (RDFS.term("label"), RDF_TYPE, CK.term("number"), DCT.term("title"))


@dataclass(frozen=True)
class Description:
    """All that is said about ``iri``; ``complete`` is false where more mention it than a description holds.

    ``found`` are the triples in any order, some of them more than once: pages need no order of the whole.
    """

    iri: IRI
    found: tuple[Triple, ...]
    complete: bool = True

    @cached_property
    def triples(self) -> tuple[Triple, ...]:
        """The triples in order, each once."""
        return sort_triples(self.found)

    @cached_property
    def index(self) -> GraphIndex:
        """The triples to look along; kg.graph.facts.read_facts reads the claims of it."""
        return GraphIndex.of_any(self.found)


def describe(store: Store, iri: IRI, most_mentions: int = MOST_MENTIONS, *, for_page: bool = False) -> Description | None:
    """Describe a thing; None where the store says nothing about it.

    In the description are: the thing and its parts (sides, estimates, geometry); whatever points to them; the claims about them, with
    qualifiers and evidence; type and name of everything mentioned. Costs some seven look-ups in bulk, so that it serves a distant store too.
    ``for_page`` leaves out what pages do not show of evidence (kg.store.evidence) and of what is mentioned.
    """
    own = list(store.about([iri]))
    parts = _gather_parts(store, own)
    subjects = [iri, *dict.fromkeys(triple.subject for triple in parts)]
    mentions = list(store.mentions(subjects, most_mentions + 1))
    if not own and not mentions:
        return None
    told = mentions[:most_mentions]
    claims = {triple.subject for triple in told if triple.predicate in (_CLAIM_SUBJECT, _CLAIM_OBJECT)}
    described = [*own, *parts, *store.about(sorted(claims))]
    described += _evidence(store, (*described, *told), for_page=for_page)
    found = [*described, *told]
    found += _names(store, found, {triple.subject for triple in described}, _SHOWN if for_page else _NAMING)
    return Description(iri, tuple(found), len(mentions) <= most_mentions)


def _gather_parts(store: Store, own: Iterable[Triple]) -> list[Triple]:
    """The triples of sides, estimates and geometries, at most two steps away."""
    found: list[Triple] = []
    step = list(own)
    for _ in range(2):
        step = list(store.about(sorted(_parts(step) - {triple.subject for triple in found})))
        found += step
    return found


def _parts(triples: Iterable[Triple]) -> set[IRI]:
    return {triple.object for triple in triples if triple.predicate in _TO_PARTS and isinstance(triple.object, IRI)}


def _evidence(store: Store, triples: Iterable[Triple], *, for_page: bool) -> list[Triple]:
    """Evidence, its selectors and passages, and the references that are cited."""
    leading: dict[IRI, set[IRI]] = {_EVIDENCE: set(), _REFERENCE: set()}
    for triple in triples:
        if triple.predicate in leading and isinstance(triple.object, IRI):
            leading[triple.predicate].add(triple.object)
    look_up = look_up_words if for_page else look_up_evidence
    return [*look_up(store, leading[_EVIDENCE]), *look_up_evidence(store, leading[_REFERENCE])]


def _names(store: Store, triples: Iterable[Triple], described: set[IRI], naming: tuple[IRI, ...]) -> Iterable[Triple]:
    """Type and names of all that is mentioned, or mentions what is described, and is not described itself."""
    nodes = {node for t in triples for node in (t.subject, t.object) if isinstance(node, IRI) and not node.startswith(CK)}
    return store.about(sorted(nodes - described), naming)
