"""What summaries of conflicts are made of: rows of a graph, asked of a store or collected from triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from kg.graph.facts import GraphIndex, Node
from kg.pages.parts.statements import plain_iri
from kg.rdf.terms import CK, IRI, PREFIXES, RDF, RDF_TYPE, RDFS, SCHEMA, SKOS, Triple
from kg.store.store import Store

_PREFIXES = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("ck", "rdf", "rdfs", "skos", "schema"))
_SIDES = "SELECT ?conflict ?side ?number ?label { ?conflict ck:hasSide ?side . ?side ck:number ?number OPTIONAL { ?side rdfs:label ?label } }"
_MEMBERS = "SELECT ?side ?member { ?side ck:belligerent ?member }"
_RELATIONS = "SELECT ?conflict ?what ?value { VALUES ?what { ck:victor ck:resultKind ck:place ck:partOf } ?conflict ?what ?value }"
_PEOPLE = """VALUES ?what { ck:strength ck:losses } ?owner ?what ?figure .
  OPTIONAL { ?figure ck:countedKind ?kind } FILTER(!BOUND(?kind) || ?kind = ck:personnel)
  OPTIONAL { ?figure ck:category ?category }
  FILTER(!BOUND(?category) || ?category IN (ck:casualties, ck:killed, ck:wounded, ck:missing, ck:captured))"""
_MEASURES = f"SELECT DISTINCT ?owner ?what {{ {_PEOPLE} }}"
_SUMS = f"""SELECT ?owner ?category ?low ?high ?about {{ {_PEOPLE} ?figure ck:addsUp true .
  OPTIONAL {{ ?figure ck:atLeast ?low }} OPTIONAL {{ ?figure ck:atMost ?high }} OPTIONAL {{ ?figure ck:approximate ?about }} }}"""
_WITHIN = "SELECT ?place ?whole { ?place schema:containedInPlace ?whole }"
_OBJECTS = "SELECT DISTINCT ?thing { ?claim rdf:object ?thing FILTER(isIRI(?thing)) }"
_SUBJECTS = """SELECT DISTINCT ?thing { VALUES ?kind { ck:Group ck:Person ck:Place } ?thing a ?kind ; ?what ?value .
  FILTER(?what NOT IN (rdf:type, rdfs:label, skos:altLabel, ck:wikipediaTitle)) }"""
_RELATED = tuple(CK.term(name) for name in ("victor", "resultKind", "place", "partOf"))
_COUNTED = (CK.term("strength"), CK.term("losses"))
_LOSSES = frozenset(CK.term(name) for name in ("casualties", "killed", "wounded", "missing", "captured"))
_NAMING = frozenset({RDF_TYPE, RDFS.term("label"), SKOS.term("altLabel"), CK.term("wikipediaTitle")})
_NAMED = frozenset(CK.term(name) for name in ("Group", "Person", "Place"))
_OF_SUMMARIES = frozenset(
    (*_RELATED, *_COUNTED, RDFS.term("label"), SCHEMA.term("containedInPlace"),
     *(CK.term(name) for name in ("hasSide", "number", "belligerent", "countedKind", "category", "addsUp", "atLeast", "atMost", "approximate")))
)  # fmt: skip


class SummaryRows(NamedTuple):
    """Rows of text, "" for what the graph does not have.

    ``sides``: conflict, side, number, label. ``members``: side, belligerent. ``relations``: conflict, property, value. ``measures``: owner of a
    figure of soldiers, property. ``sums``: owner, category, bounds, approximate, of those that add up. ``within``: place, larger place.
    ``told``: the things that claims tell anything of but their names.
    """

    sides: tuple[tuple[str, ...], ...] = ()
    members: tuple[tuple[str, str], ...] = ()
    relations: tuple[tuple[str, str, str], ...] = ()
    measures: tuple[tuple[str, str], ...] = ()
    sums: tuple[tuple[str, str, str, str, str], ...] = ()
    within: tuple[tuple[str, str], ...] = ()
    told: frozenset[str] = frozenset()


def read_rows(store: Store) -> SummaryRows:
    """The rows of a store, in eight queries."""

    def pairs(query: str) -> tuple[tuple[str, str], ...]:
        return tuple((one, other) for one, other in _rows(store, query))

    return SummaryRows(
        tuple(_rows(store, _SIDES)), pairs(_MEMBERS), tuple((a, b, c) for a, b, c in _rows(store, _RELATIONS)), pairs(_MEASURES),
        tuple((a, b, c, d, e) for a, b, c, d, e in _rows(store, _SUMS)), pairs(_WITHIN),
        frozenset(thing for query in (_OBJECTS, _SUBJECTS) for (thing,) in _rows(store, query)),
    )  # fmt: skip


def _rows(store: Store, query: str) -> Iterator[tuple[str, ...]]:
    """The rows of an answer as text, sorted; "" for what is not bound."""
    yield from sorted(tuple(map(_text, row)) for row in store.select(_PREFIXES + query).rows)


def _text(node: Node | None) -> str:
    return "" if node is None else plain_iri(node)


def collect_rows(triples: Iterable[Triple]) -> SummaryRows:
    """The same rows of a graph without a store; those of a site are joined from its articles."""
    found = frozenset(triples)
    named = {t.subject for t in found if t.predicate == RDF_TYPE and t.object in _NAMED}
    told = {t.object for t in found if t.predicate == RDF.term("object") and isinstance(t.object, IRI)}
    told |= {t.subject for t in found if t.subject in named and t.predicate not in _NAMING}
    known = sorted(t for t in found if t.predicate in _OF_SUMMARIES)
    index = GraphIndex(known)

    def text(subject: str, predicate: IRI) -> str:
        return _text(index.one(subject, predicate))

    sides = [(t.subject, plain_iri(t.object)) for t in known if t.predicate == CK.term("hasSide")]
    figures = [(t.subject, t.predicate, plain_iri(t.object)) for t in known if t.predicate in _COUNTED]
    people = [row for row in figures if _counts_soldiers(text(row[2], CK.term("countedKind")), text(row[2], CK.term("category")))]
    sums = [(owner, figure) for owner, _, figure in people if text(figure, CK.term("addsUp")) == "true"]
    parts = tuple(CK.term(name) for name in ("category", "atLeast", "atMost", "approximate"))
    return SummaryRows(
        tuple(sorted((conflict, side, text(side, CK.term("number")), text(side, RDFS.term("label"))) for conflict, side in sides)),
        tuple((t.subject, plain_iri(t.object)) for t in known if t.predicate == CK.term("belligerent")),
        tuple(sorted((t.subject, str(t.predicate), plain_iri(t.object)) for t in known if t.predicate in _RELATED)),
        tuple(sorted({(owner, str(what)) for owner, what, _ in people})),
        tuple(sorted((owner, *(text(figure, part) for part in parts)) for owner, figure in sums)),  # type: ignore[misc]
        tuple((t.subject, plain_iri(t.object)) for t in known if t.predicate == SCHEMA.term("containedInPlace")),
        frozenset(told),
    )


def join_rows(graphs: Iterable[SummaryRows]) -> SummaryRows:
    """The rows of several graphs together."""
    known = tuple(graphs)
    whole = chain.from_iterable
    return SummaryRows(
        tuple(whole(rows.sides for rows in known)), tuple(whole(rows.members for rows in known)), tuple(whole(rows.relations for rows in known)),
        tuple(whole(rows.measures for rows in known)), tuple(whole(rows.sums for rows in known)), tuple(whole(rows.within for rows in known)),
        frozenset(whole(rows.told for rows in known)),
    )  # fmt: skip


def _counts_soldiers(kind: str, category: str) -> bool:
    return kind in ("", CK.term("personnel")) and (not category or category in _LOSSES)
