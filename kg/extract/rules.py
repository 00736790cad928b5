"""The table of rules: how each field of the infobox that all conflicts share is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from kg.extract.context import Context
from kg.extract.dates import row as date
from kg.extract.figures import counts
from kg.extract.figures.uncounted import state_uncounted
from kg.extract.parsed import Parsed
from kg.extract.rows import belligerents, commanders, outcome, part_of, place, title, units
from kg.model.article import Row
from kg.model.finding import Finding
from kg.model.issue import Issue

Result = Finding | Issue


def _as_it_stands(row: Row, context: Context) -> Row:
    """A row whose lines are read in one go: nothing else asks what stands in it."""
    return row


class _Strength(NamedTuple):
    """A row of strength: its figures, and the formations that it lists."""

    figures: Parsed[counts.Counted]
    formations: Parsed[units.Formation]


def _parse_strength(row: Row, context: Context) -> _Strength:
    return _Strength(counts.parse_figures(row, context), units.parse_units(row, context))


def _state_strength(parsed: _Strength, context: Context) -> Iterator[Result]:
    """Figures, formations that are listed without any, and what the other words say."""
    found = (*counts.state_figures(parsed.figures, "strength", context), *units.state_listed_units(parsed.formations, context))
    yield from state_uncounted(parsed.figures.row, found, "strengthRemark", context)


def _state_casualties(parsed: Parsed[counts.Counted], context: Context) -> Iterator[Result]:
    """Figures, and what the other words say."""
    yield from state_uncounted(parsed.row, counts.state_figures(parsed, "losses", context), "lossesRemark", context)


class Rule(NamedTuple):
    """How a row is read: ``parse`` takes it apart once, before parties and formations are known; ``state`` makes findings of that."""

    state: Callable[[Any, Context], Iterable[Result]]
    parse: Callable[[Row, Context], Any] = _as_it_stands


RULES: dict[str, Rule] = {
    "title": Rule(title.read_title),
    "part_of": Rule(part_of.read_part_of),
    "date": Rule(date.read_date),
    "place": Rule(place.read_place),
    "coordinates": Rule(place.read_coordinates),
    "outcome": Rule(outcome.read_outcome),
    "territory": Rule(outcome.read_territory),
    "cause": Rule(outcome.read_cause),
    "notes": Rule(outcome.read_notes),
    "belligerents": Rule(belligerents.state_belligerents, belligerents.parse_belligerents),
    "commanders": Rule(commanders.state_commanders, commanders.parse_commanders),
    "units": Rule(units.state_units, units.parse_units),
    "strength": Rule(_state_strength, _parse_strength),
    "casualties": Rule(_state_casualties, counts.parse_figures),
}
