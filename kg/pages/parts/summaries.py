"""What tables tell of other conflicts than the one a page is about: sides, result, figures that add up, places; read once for a whole store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kg.graph.facts import Node
from kg.pages.parts.dates import Stretch, locate
from kg.rdf.terms import CK, IRI, PREFIXES
from kg.store.store import Store
from kg.values import dataclass

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
# Losses of people, in the order of tables.
CATEGORIES = ("casualties", "killed", "wounded", "missing", "captured")


class Sum(NamedTuple):
    """The one figure of people that a side has for a measure: its category of loss ("" for strength), bounds (None: none given)."""

    category: str
    low: int | None
    high: int | None
    approximate: bool


class SideSummary(NamedTuple):
    """A side: its number and name, whether it is called victorious, its belligerents, its figures that add up.

    ``gaps`` are the measures, strength and losses, of which there are figures of people, none of which is the one of the side.
    """

    iri: str
    number: int
    name: str
    victor: bool
    members: tuple[str, ...]
    sums: tuple[Sum, ...]
    gaps: frozenset[str]


class Summary(NamedTuple):
    """A conflict: kinds of its result, sides, places, and the larger conflicts it is part of."""

    results: tuple[str, ...] = ()
    sides: tuple[SideSummary, ...] = ()
    places: tuple[str, ...] = ()
    wholes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Summaries:
    """The summaries of all conflicts that have any, and what leads to them: parts of a conflict, conflicts at a place, places within a place.

    ``names`` has the main name of everything that is searched for, ``empty`` those of which no claim says anything but their name.
    """

    conflicts: Mapping[str, Summary]
    parts: Mapping[str, tuple[str, ...]]
    at: Mapping[str, tuple[str, ...]]
    inside: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    empty: frozenset[str]

    def of(self, conflict: str) -> Summary:
        """The summary of a conflict; an empty one for those that nothing is known of."""
        return self.conflicts.get(conflict, _NOTHING)

    def parts_of(self, conflict: str) -> dict[str, str]:
        """The conflicts that are part of one, directly or by way of others, each with that which it is a part of."""
        return _reach(conflict, self.parts)

    def places_in(self, place: str) -> dict[str, str]:
        """The places within one, directly or by way of others, each with that which it is in."""
        return _reach(place, self.inside)


_NOTHING = Summary()
NO_SUMMARIES = Summaries({}, {}, {}, {}, {}, frozenset())


def _reach(beginning: str, steps: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Everything that steps lead to, nearest first, without the beginning itself."""
    found: dict[str, str] = {}
    waiting = [beginning]
    for whole in waiting:
        for part in steps.get(whole, ()):
            if part not in found and part != beginning:
                found[part] = whole
                waiting.append(part)
    return found


def read_summaries(store: Store, names: Mapping[str, str]) -> Summaries:
    """The summaries of a store, in eight queries."""
    related: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for conflict, what, value in _rows(store, _RELATIONS):
        related[what][conflict].append(value)
    wholes, places, kinds = (related[CK.term(name)] for name in ("partOf", "place", "resultKind"))
    victors = {value for values in related[CK.term("victor")].values() for value in values}
    sides = _read_sides(store, victors)
    conflicts = {
        iri: Summary(tuple(kind.removeprefix(CK) for kind in sorted(kinds[iri])), sides.get(iri, ()), tuple(places[iri]), tuple(wholes[iri]))
        for iri in sorted({*wholes, *places, *kinds, *sides})
    }
    inside = [(place, whole) for place, whole in _rows(store, _WITHIN)]
    told = {thing for query in (_OBJECTS, _SUBJECTS) for (thing,) in _rows(store, query)}
    # A graph without claims tells nothing of what pages would hold.
    empty = frozenset(set(names) - told - set(conflicts)) if told else frozenset[str]()
    parts, at = (_turn((one, other) for one, others in pairs.items() for other in others) for pairs in (wholes, places))
    return Summaries(conflicts, parts, at, _turn(inside), names, empty)


def _turn(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one, other in sorted(pairs):
        found[other].append(one)
    return {other: tuple(ones) for other, ones in found.items()}


def _read_sides(store: Store, victors: set[str]) -> dict[str, tuple[SideSummary, ...]]:
    members, sums, gaps = defaultdict(list), *_read_figures(store)
    for side, member in _rows(store, _MEMBERS):
        members[side].append(member)
    found: dict[str, dict[str, SideSummary]] = defaultdict(dict)
    for conflict, side, number, label in _rows(store, _SIDES):
        if number.isdecimal() and side not in found[conflict]:
            told = {total.category for total in sums[side]}
            open_measures = {what for what in gaps[side] if not ("" in told if what == "strength" else told - {""})}
            found[conflict][side] = SideSummary(
                side,
                int(number),
                label or f"Side {number}",
                side in victors,
                tuple(sorted(members[side])),
                tuple(sums[side]),
                frozenset(open_measures),
            )
    return {conflict: tuple(sorted(sides.values(), key=lambda side: side.number)) for conflict, sides in found.items()}


def _read_figures(store: Store) -> tuple[dict[str, list[Sum]], dict[str, set[str]]]:
    """The figures of soldiers that add up, by their owner, and the measures of which an owner has any figure of people."""
    sums: dict[str, list[Sum]] = defaultdict(list)
    measures: dict[str, set[str]] = defaultdict(set)
    for owner, what in _rows(store, _MEASURES):
        measures[owner].add(what.removeprefix(CK))
    for owner, category, low, high, about in _rows(store, _SUMS):
        sums[owner].append(Sum(category.removeprefix(CK), _number(low), _number(high), about == "true"))
    for found in sums.values():
        found.sort(key=lambda total: ("", *CATEGORIES).index(total.category))
    return sums, measures


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


def _rows(store: Store, query: str) -> Iterator[tuple[str, ...]]:
    """The rows of an answer as text, sorted; "" for what is not bound."""
    yield from sorted(tuple(map(_text, row)) for row in store.select(_PREFIXES + query).rows)


def _text(node: Node | None) -> str:
    return "" if node is None else node if isinstance(node, IRI) else node.value


def span_of(start: str, end: str, when: str) -> Stretch | None:
    """The stretch of time of a conflict, from the dates that the graph has of it."""
    return locate(when) or locate("/".join(filter(None, (start, end))))
