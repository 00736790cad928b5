"""What tables tell of other conflicts than the one a page is about: sides, result, figures that add up, places; made once for all pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from typing import NamedTuple

from kg.pages.parts.summary_rows import SummaryRows
from kg.rdf.terms import CK
from kg.values import dataclass

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
    empty: Container[str]

    def of(self, conflict: str) -> Summary:
        """The summary of a conflict; an empty one for those that nothing is known of."""
        return self.conflicts.get(conflict, _NOTHING)

    def parts_of(self, conflict: str) -> dict[str, str]:
        """The conflicts that are part of one, directly or by way of others, each with that which it is a part of."""
        return _reach(conflict, self.parts)

    def wholes_of(self, conflict: str) -> dict[str, str]:
        """The conflicts that one is part of, directly or by way of others."""
        found: dict[str, str] = {}
        waiting = [conflict]
        for part in waiting:
            for whole in self.of(part).wholes:
                if whole not in found and whole != conflict:
                    found[whole] = part
                    waiting.append(whole)
        return found

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


def make_summaries(rows: SummaryRows, names: Mapping[str, str]) -> Summaries:
    """The summaries of a graph; ``names`` gives the main name of each thing that has one."""
    related: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for conflict, what, value in sorted(rows.relations):
        related[what][conflict].append(value)
    wholes, places, kinds = (related[CK.term(name)] for name in ("partOf", "place", "resultKind"))
    sides = _sides(rows, {value for values in related[CK.term("victor")].values() for value in values})
    conflicts = {
        iri: Summary(tuple(kind.removeprefix(CK) for kind in kinds[iri]), sides.get(iri, ()), tuple(places[iri]), tuple(wholes[iri]))
        for iri in sorted({*wholes, *places, *kinds, *sides})
    }
    # A graph without claims tells nothing of what pages would hold.
    empty = frozenset(set(names) - rows.told - set(conflicts)) if rows.told else frozenset[str]()
    return gather_summaries(conflicts, rows.within, names, empty)


def gather_summaries(
    conflicts: Mapping[str, Summary], within: Iterable[tuple[str, str]], names: Mapping[str, str], empty: Container[str] = frozenset()
) -> Summaries:
    """Summaries with what leads to them; ``within`` are pairs of a place and a larger one."""
    parts = _turn((iri, whole) for iri, summary in conflicts.items() for whole in summary.wholes)
    at = _turn((iri, place) for iri, summary in conflicts.items() for place in summary.places)
    return Summaries(conflicts, parts, at, _turn(within), names, empty)


def _turn(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one, other in sorted(set(pairs)):
        found[other].append(one)
    return {other: tuple(ones) for other, ones in found.items()}


def _sides(rows: SummaryRows, victors: set[str]) -> dict[str, tuple[SideSummary, ...]]:
    members: dict[str, set[str]] = defaultdict(set)
    measures: dict[str, set[str]] = defaultdict(set)
    for pairs, found in ((rows.members, members), (rows.measures, measures)):
        for side, value in pairs:
            found[side].add(value.removeprefix(CK))
    sums = _sums(rows)
    sides: dict[str, dict[str, SideSummary]] = defaultdict(dict)
    for conflict, side, number, label in rows.sides:
        if number.isdecimal() and side not in sides[conflict]:
            told = {total.category for total in sums[side]}
            gaps = {what for what in measures[side] if not ("" in told if what == "strength" else told - {""})}
            own = tuple(sorted(members[side]))
            sides[conflict][side] = SideSummary(
                side, int(number), label or f"Side {number}", side in victors, own, tuple(sums[side]), frozenset(gaps)
            )
    return {conflict: tuple(sorted(found.values(), key=lambda side: side.number)) for conflict, found in sides.items()}


def _sums(rows: SummaryRows) -> dict[str, list[Sum]]:
    """The figures that add up, by their owner, in the order of categories."""
    found: dict[str, list[Sum]] = defaultdict(list)
    for owner, category, low, high, about in sorted(set(rows.sums)):
        found[owner].append(Sum(category.removeprefix(CK), _number(low), _number(high), about == "true"))
    for sums in found.values():
        sums.sort(key=lambda total: ("", *CATEGORIES).index(total.category))
    return found


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None
