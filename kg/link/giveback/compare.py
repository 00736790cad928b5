"""What Wikidata has of what a linked graph says: agrees, coarser, contradicts, missing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from kg.graph.facts import GraphIndex, local_name
from kg.graph.iris import digest
from kg.link.giveback.candidates import APPLIES_TO_PART, Candidate, Claims, read_statements
from kg.link.giveback.figures import read_figures
from kg.link.giveback.links import Links
from kg.link.giveback.properties import Property
from kg.link.giveback.values import Place, Quantity, Time, Value, read_value, same_time, time_of_literal
from kg.link.index.sources import statement_values
from kg.link.triples import wikidata_graph_name
from kg.rdf.graph import ArticleGraph
from kg.rdf.terms import CK, DCT, GEO, IRI, OA, RDF_TYPE, WD, XSD, Namespace, Triple
from kg.rdf.terms import Literal as Text
from kg.values import dataclass

Verdict = Literal["agrees", "coarser", "contradicts", "missing"]
COLUMNS = ("label", "item", "property", "wikidata", "ours", "theirs", "verdict", "subject", "claims")
WDT = Namespace("http://www.wikidata.org/prop/direct/")
_CC0 = IRI("https://creativecommons.org/publicdomain/zero/1.0/")
_NEAR = 0.15  # Degrees: coordinates of battles rarely mean a place more exactly.
# Inception and birth; dissolution and death.
_LIFE = (("P571", "P569"), ("P576", "P570"))
_WITHIN = ("P131", "P17", "P361", "P276")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A candidate beside what Wikidata has of the same.

    ``timely`` is False where an item that the candidate names ended before the conflict or began after it, as Wikidata has it.
    """

    candidate: Candidate
    ours: Value
    theirs: tuple[Value, ...]
    verdict: Verdict
    timely: bool = True

    def cells(self) -> tuple[str, ...]:
        """The row of the table."""
        one = self.candidate
        theirs, claims = "; ".join(map(show_value, self.theirs)), " ".join(one.claims)
        return (
            one.label, f"Q{one.qid}", local_name(one.rule.ours), one.rule.wikidata, show_value(self.ours), theirs, self.verdict, one.subject, claims
        )  # fmt: skip


def show_value(value: Value) -> str:
    """A value in a table."""
    return f"Q{value}" if isinstance(value, int) else str(value)


def read_candidates(index: GraphIndex, links: Links) -> tuple[Candidate, ...]:
    """All that a linked graph could tell Wikidata, what cannot be told with its obstacle."""
    claims = Claims(index)
    return (*read_statements(index, links, claims), *read_figures(index, links, claims))


def compare(candidates: Iterable[Candidate], entities: Mapping[int, Mapping[str, Any]], index: GraphIndex) -> tuple[Comparison, ...]:
    """Compare candidates with Wikidata's entities (of its JSON dump, by number); what has an obstacle, or whose item is not there, is left out."""
    found = []
    for one in candidates:
        if one.value is not None and one.obstacle is None and one.qid in entities:
            theirs = _their_values(entities[one.qid], one)
            found.append(Comparison(one, one.value, theirs, _judge(one.value, theirs, one.rule, entities), _is_timely(one, entities, index)))
    return tuple(found)


def _is_timely(one: Candidate, entities: Mapping[int, Mapping[str, Any]], index: GraphIndex) -> bool:
    """Whether the items that a candidate names were there when its conflict was, as far as both are known."""
    times = [time for name in ("start", "end") if (text := index.text(one.subject, CK.term(name))) and (time := time_of_literal(text))]
    if not times:
        return True
    first, last = min(time.year for time in times), max(time.year for time in times)
    named = (value for value in (one.value, *(value for _, value in one.qualifiers)) if isinstance(value, int))
    return all(_lasted(dict(entities.get(qid, {}).get("claims") or {}), first, last) for qid in named)


def _lasted(claims: dict[str, Any], first: int, last: int) -> bool:
    began, ended = (
        [value.year for name in names for data in statement_values(claims, name) if isinstance(value := read_value(data), Time)] for names in _LIFE
    )
    return not (began and min(began) > last) and not (ended and max(ended) < first)


def _their_values(entity: Mapping[str, Any], one: Candidate) -> tuple[Value, ...]:
    """Wikidata's values of the same; of figures only those of the same party."""
    claims, rule = dict(entity.get("claims") or {}), one.rule
    if rule.type == "quantity":
        statements = (s for s in claims.get(rule.wikidata, ()) if _party_of(s) == one.party)
        datas = [data for statement in statements for data in statement_values({rule.wikidata: [statement]}, rule.wikidata)]
    else:
        datas = [data for name in (rule.wikidata, *rule.also) for data in statement_values(claims, name)]
    return tuple(dict.fromkeys(value for data in datas if (value := read_value(data)) is not None))


def _party_of(statement: Mapping[str, Any]) -> int | None:
    """The item of the part that a statement applies to; 0 for several or an unknown one."""
    values = [read_value(snak["datavalue"]) if "datavalue" in snak else None for snak in (statement.get("qualifiers") or {}).get(APPLIES_TO_PART, ())]
    if not values:
        return None
    return values[0] if len(values) == 1 and isinstance(values[0], int) else 0


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
    if isinstance(ours, Quantity):
        return "agrees" if any(isinstance(v, Quantity) and v.low <= ours.high and ours.low <= v.high for v in theirs) else "contradicts"
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
        one = each.candidate
        node = IRI(f"{base}comparison/{digest(one.subject, one.rule.ours, show_value(each.ours), *map(repr, one.qualifiers))}")
        triples += [
            Triple(node, RDF_TYPE, OA.term("Annotation")),
            Triple(node, OA.term("motivatedBy"), OA.term("assessing")),
            Triple(node, OA.term("bodyValue"), Text(each.verdict)),
            Triple(node, DCT.term("relation"), WD.term(one.rule.wikidata)),
            *(Triple(node, OA.term("hasTarget"), claim) for claim in one.claims),
        ]
        facts += [_fact(each, value) for value in each.theirs]
    return ArticleGraph.of(name, triples, "comparison"), ArticleGraph.of(theirs, facts, "wikidata")


def _fact(each: Comparison, value: Value) -> Triple:
    subject, predicate = WD.term(f"Q{each.candidate.qid}"), WDT.term(each.candidate.rule.wikidata)
    if isinstance(value, int):
        return Triple(subject, predicate, WD.term(f"Q{value}"))
    if isinstance(value, Place):
        return Triple(subject, predicate, Text(f"POINT({value.longitude:g} {value.latitude:g})", str(GEO.term("wktLiteral"))))
    if isinstance(value, Quantity):
        return Triple(subject, predicate, Text(f"{value.doubled[0] / 2:g}" if value.low != value.high else str(value.low), str(XSD.term("decimal"))))
    types = {9: "gYear", 10: "gYearMonth", 11: "date"}
    return Triple(subject, predicate, Text(str(value), str(XSD.term(types[value.precision]))))
