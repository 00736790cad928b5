"""What Wikidata has of what a linked graph says: agrees, coarser, contradicts, missing. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from kg.graph.facts import GraphIndex, plain
from kg.graph.iris import digest
from kg.link.giveback.properties import Property, load_properties
from kg.link.giveback.values import Place, Time, Value, place_of_literal, read_value, same_time, time_of_literal
from kg.link.index.sources import statement_values
from kg.link.triples import SEMAPV, SSSOM, wikidata_graph_name
from kg.rdf.graph import ArticleGraph
from kg.rdf.terms import CK, DCT, GEO, IRI, OA, OWL, RDF, RDF_TYPE, SKOS, WD, XSD, Namespace, Triple
from kg.rdf.terms import Literal as Text
from kg.values import dataclass

Verdict = Literal["agrees", "coarser", "contradicts", "missing"]
COLUMNS = ("label", "item", "property", "wikidata", "ours", "theirs", "verdict", "subject", "claims")
WDT = Namespace("http://www.wikidata.org/prop/direct/")
_CC0 = IRI("https://creativecommons.org/publicdomain/zero/1.0/")
_NEAR = 0.15  # Degrees: coordinates of battles rarely mean a place more exactly.
_WITHIN = ("P131", "P17", "P361", "P276")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A statement of ours beside Wikidata's: ``ours`` is its value (an item by number), ``node`` the value in the graph."""

    subject: IRI
    label: str
    qid: int
    property: Property
    ours: Value
    node: IRI | Text
    theirs: tuple[Value, ...]
    verdict: Verdict
    claims: tuple[IRI, ...]

    def cells(self) -> tuple[str, ...]:
        """The row of the table."""
        name = self.property.ours.rpartition("#")[2]
        theirs = "; ".join(map(show_value, self.theirs))
        claims = " ".join(self.claims)
        return self.label, f"Q{self.qid}", name, self.property.wikidata, show_value(self.ours), theirs, self.verdict, self.subject, claims


def show_value(value: Value) -> str:
    """A value in a table."""
    return f"Q{value}" if isinstance(value, int) else str(value)


class Links:
    """The links of a graph: items by entity; ``trusted`` are those that a human accepted or that pages tell."""

    def __init__(self, index: GraphIndex) -> None:
        self.items: dict[str, int] = {}
        self.trusted: set[str] = set()
        for subject in index.subjects():
            for predicate in (SKOS.term("exactMatch"), OWL.term("sameAs")):
                for node in index.all(subject, predicate):
                    if isinstance(node, IRI) and node.startswith(WD) and node.removeprefix(WD)[1:].isdecimal():
                        self.items[subject] = int(node.removeprefix(WD)[1:])
            if index.all(subject, OWL.term("sameAs")):
                self.trusted.add(subject)
            source = index.one(subject, OWL.term("annotatedSource"))
            if source and SEMAPV.term("BackgroundKnowledgeBasedMatching") in index.all(subject, SSSOM.term("mapping_justification")):
                self.trusted.add(plain(source))


def compare(triples: Iterable[Triple], entities: Mapping[int, Mapping[str, Any]]) -> tuple[Comparison, ...]:
    """Compare the linked entities of a graph with Wikidata's (entities of its JSON dump by number); those not in it are left out."""
    index = GraphIndex(triples)
    links = Links(index)
    claims = _claims(index)
    found: list[Comparison] = []
    for subject, qid in sorted(links.items.items()):
        if qid in entities:
            for rule in load_properties():
                found += _compare_property(subject, qid, rule, index, links, entities, claims)
    return tuple(found)


def _claims(index: GraphIndex) -> dict[tuple[str, ...], list[IRI]]:
    """Stated claims by subject, predicate and object."""
    found: dict[tuple[str, ...], list[IRI]] = defaultdict(list)
    for claim in index.claims():
        if index.text(claim, CK.term("certainty")) == "Stated":
            parts = (index.one(claim, RDF.term(part)) for part in ("subject", "predicate", "object"))
            found[tuple(plain(part) if part is not None and not isinstance(part, IRI) else str(part) for part in parts)].append(IRI(claim))
    return found


def _compare_property(
    subject: str,
    qid: int,
    rule: Property,
    index: GraphIndex,
    links: Links,
    entities: Mapping[int, Mapping[str, Any]],
    claims: Mapping[tuple[str, ...], list[IRI]],
) -> Iterator[Comparison]:
    theirs = _their_values(entities[qid], rule)
    holders = [subject, *(str(side) for side in index.all(subject, CK.term("hasSide")))] if rule.ours == CK.term("belligerent") else [subject]
    approximate = "~" in (index.text(subject, CK.term("when")) or "") or "X" in (index.text(subject, CK.term("when")) or "")
    done = set()
    for holder in holders:
        for node in index.all(holder, rule.ours):
            ours = _our_value(node, rule, index, links)
            key = (holder, str(rule.ours), str(node) if isinstance(node, IRI) else plain(node))
            if ours is None or ours in done or key not in claims or (approximate and isinstance(ours, Time)):
                continue
            done.add(ours)
            verdict = _judge(ours, theirs, rule, entities)
            yield Comparison(IRI(subject), index.label(IRI(subject)), qid, rule, ours, node, theirs, verdict, tuple(claims[key]))


def _our_value(node: IRI | Text, rule: Property, index: GraphIndex, links: Links) -> Value | None:
    if rule.type == "time":
        return time_of_literal(node.value) if isinstance(node, Text) else None
    if rule.type == "point":
        text = index.text(node, GEO.term("asWKT")) if isinstance(node, IRI) else None
        return place_of_literal(text) if text else None
    return links.items.get(str(node)) if isinstance(node, IRI) else None


def _their_values(entity: Mapping[str, Any], rule: Property) -> tuple[Value, ...]:
    claims = dict(entity.get("claims") or {})
    found = [value for name in (rule.wikidata, *rule.also) for data in statement_values(claims, name) if (value := read_value(data)) is not None]
    return tuple(dict.fromkeys(found))


def _judge(ours: Value, theirs: tuple[Value, ...], rule: Property, entities: Mapping[int, Mapping[str, Any]]) -> Verdict:
    if not theirs:
        return "missing"
    if isinstance(ours, Time):
        same = [value for value in theirs if isinstance(value, Time) and same_time(ours, value)]
        if not same:
            return "contradicts"
        return "agrees" if any(value.precision >= ours.precision for value in same) else "coarser"
    if isinstance(ours, Place):
        near = any(isinstance(v, Place) and max(abs(v.latitude - ours.latitude), abs(v.longitude - ours.longitude)) <= _NEAR for v in theirs)
        return "agrees" if near else "contradicts"
    if ours in theirs:
        return "agrees"
    claims = dict(entities.get(ours, {}).get("claims") or {})
    around = {value for name in _WITHIN for data in statement_values(claims, name) if isinstance(value := read_value(data), int)}
    return "coarser" if around & set(theirs) else "contradicts" if rule.single else "missing"


def comparison_graph_name(base: str) -> IRI:
    """The graph that comparisons stand in."""
    return IRI(f"{base}graph/comparison")


def make_comparison_graphs(found: Iterable[Comparison], base: str) -> tuple[ArticleGraph, ArticleGraph]:
    """The verdicts as web annotations on our claims, and what Wikidata says of the same in its own graph under CC0."""
    name, theirs = comparison_graph_name(base), wikidata_graph_name(base)
    triples, facts = [], [Triple(theirs, DCT.term("license"), _CC0)]
    for each in found:
        node = IRI(f"{base}comparison/{digest(each.subject, each.property.ours, show_value(each.ours))}")
        triples += [
            Triple(node, RDF_TYPE, OA.term("Annotation")),
            Triple(node, OA.term("motivatedBy"), OA.term("assessing")),
            Triple(node, OA.term("bodyValue"), Text(each.verdict)),
            Triple(node, DCT.term("relation"), WD.term(each.property.wikidata)),
            *(Triple(node, OA.term("hasTarget"), claim) for claim in each.claims),
        ]
        facts += [_fact(each, value) for value in each.theirs]
    return ArticleGraph.of(name, triples, "comparison"), ArticleGraph.of(theirs, facts, "wikidata")


def _fact(each: Comparison, value: Value) -> Triple:
    subject, predicate = WD.term(f"Q{each.qid}"), WDT.term(each.property.wikidata)
    if isinstance(value, int):
        return Triple(subject, predicate, WD.term(f"Q{value}"))
    if isinstance(value, Place):
        return Triple(subject, predicate, Text(f"POINT({value.longitude:g} {value.latitude:g})", str(GEO.term("wktLiteral"))))
    types = {9: "gYear", 10: "gYearMonth", 11: "date"}
    return Triple(subject, predicate, Text(str(value), str(XSD.term(types[value.precision]))))
