"""The sides at a glance: who won, how many, at what cost, in the figures of people that the article gives for a whole side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.pages.parts.sides import Item, Row, Side

_MOST = 3


class Tally(NamedTuple):
    """The figures of people to show first, how many more there are below, and whether the article says that they are unknown."""

    items: tuple[Item, ...] = ()
    more: int = 0
    unknown: tuple[Item, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether the article gives no figure at all."""
        return not (self.items or self.unknown or self.more)


class Score(NamedTuple):
    """A side with its figures."""

    side: Side
    strength: Tally
    losses: Tally


def read_scores(sides: tuple[Side, ...], rows: tuple[Row, ...]) -> tuple[Score, ...]:
    """A score for each side, from the rows of the page."""
    by_heading = {row.heading: row for row in rows}
    strength, losses = by_heading.get("Strength"), by_heading.get("Casualties and losses")
    return tuple(Score(side, _tally(side, strength), _tally(side, losses)) for side in sides)


def _tally(side: Side, row: Row | None) -> Tally:
    """The figures that add up, or else the first of those that count people of the whole side, by phase; of a phase with totals, these alone.

    A side that is called by one party has the figures of that. Where all figures of people are those of parties, these stand for the side, each with
    the name of its party.
    """
    if row is None:
        return Tally()
    found = list(_items(side.number, row))
    counted = [item for item in found if item.figure]
    of_all = [item for item in counted if item.depth == 0 and item.figure and item.figure.counts_people]
    people = [item for item in of_all if item.figure and (not item.figure.of or item.figure.of_name == side.name)] or of_all
    whole = [item for item in people if item.figure and item.figure.adds_up]
    totals = {item.figure.scope for item in people if item.figure and item.figure.total}
    summed = [item for item in people if item.figure and (item.figure.total or item.figure.scope not in totals)]
    shown = (whole or summed)[:_MOST]
    return Tally(tuple(shown), len(counted) - len(shown), tuple(item for item in found if not item.figure))


def _items(side: int, row: Row) -> Iterator[Item]:
    """The items of a side in all bands; at a glance, each tells its phase."""
    for band in row.bands:
        for cell in band.cells:
            if cell.side == side:
                yield from (item._replace(scope=True) for group in cell.groups for item in group.items)
