"""The rows of an infobox weighed together: how many sides there are, which parties stand on one, and what follows for the other rows.

The row of the parties says what a side is. Each likely way to part it (a partition) is taken for granted in turn; given one, the other rows are
weighed each for itself, with what their words say of the parties. A partition is as likely as all that together says; what it
says of a row counts as much as it is likely. So evidence that is one and the same is never counted twice, and two parties that are said to be
enemies are not put on one side by the other rows' needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, combinations_with_replacement, pairwise
from math import exp, log
from typing import NamedTuple

from kg.columns.cells import Cells
from kg.columns.names import Link, Place
from kg.columns.pieces import Piece
from kg.columns.search import Odds, Problem, weigh_total, weigh_ways
from kg.columns.weights import Weights
from kg.values import dataclass

MOST_COLUMNS = 4
PARTIES = "belligerents"
_FORMATIONS = "units"
_MOST_HEADS = {2: 80, 3: 24, 4: 14}
_KEPT = 10
_FAR = 9.0
_TWO = 2
_NEGLIGIBLE = 1e-4
_LEAST_TEMPER = 0.1


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row to be weighed: its pieces and their weights as cells; by the number of columns, its own votes and where a joint part may begin."""

    pieces: tuple[Piece, ...]
    double: bool
    cells: Cells
    votes: Mapping[int, tuple[tuple[float, ...], ...]]
    joint: Mapping[int, tuple[int, ...]]


class Partition(NamedTuple):
    """The row of the parties cut into columns: for each piece its column from 0, and how far its own words and the lead speak for that."""

    columns: int
    sides: tuple[int, ...]
    weight: float


class Weighed(NamedTuple):
    """For each row the shares of its pieces by column (the last: all sides together), and how likely each number of columns is."""

    shares: dict[str, tuple[tuple[float, ...], ...]]
    columns: dict[int, float]


def weigh_rows(rows: Mapping[str, RowProblem], links: Sequence[Link], priors: Mapping[int, float], weights: Weights) -> Weighed:
    """Weigh all rows together; ``priors`` speak for each number of columns that is possible."""
    search = _Search(rows, links, weights)
    ways = [partition for columns in priors for partition in search.partitions(columns)]
    scores = [way.weight + search.weigh_others(way) + priors[way.columns] for way in ways]
    sums = {columns: _log_sum([score for way, score in zip(ways, scores, strict=True) if way.columns == columns]) for columns in priors}
    columns = _share(sums, weights.sides.temper)
    rates = [columns[way.columns] * exp(score - sums[way.columns]) for way, score in zip(ways, scores, strict=True)]
    mixed = {field: [[0.0] * (MOST_COLUMNS + 1) for _ in row.pieces] for field, row in rows.items()}
    kept = [(way, rate) for way, rate in zip(ways, rates, strict=True) if rate >= _NEGLIGIBLE]
    whole = sum(rate for _, rate in kept)
    for way, rate in kept:
        for field, shares in search.share_out(way).items():
            for index, share in enumerate(shares):
                for column, part in enumerate(share[:-1]):
                    mixed[field][index][column] += part * rate / whole
                mixed[field][index][-1] += share[-1] * rate / whole
    return Weighed({field: tuple(map(tuple, shares)) for field, shares in mixed.items()}, columns)


def _share(sums: Mapping[int, float], temper: float) -> dict[int, float]:
    """How likely each number of columns is, by the logarithms of the sums of its ways."""
    top = max(sums.values())
    rates = {columns: exp((score - top) / max(temper, _LEAST_TEMPER)) for columns, score in sums.items()}
    whole = sum(rates.values())
    return {columns: rate / whole for columns, rate in rates.items()}


def _log_sum(terms: Sequence[float]) -> float:
    top = max(terms)
    return top + log(sum(exp(term - top) for term in terms))


class _Search:
    """What the weighing of an article's rows goes by; ``odds`` and ``totals`` keep what was weighed before with the same votes."""

    def __init__(self, rows: Mapping[str, RowProblem], links: Sequence[Link], weights: Weights) -> None:
        self.rows, self.weights = rows, weights
        self.inner = [link for link in links if link.one[0] == link.other[0] == PARTIES]
        self.votes: dict[str, list[tuple[int, Place, float]]] = {field: [] for field in rows}
        for link in links:
            for (field, index), other in ((link.one, link.other), (link.other, link.one)):
                if other[0] == PARTIES != field or (other[0] == _FORMATIONS and field not in (PARTIES, _FORMATIONS)):
                    self.votes[field].append((index, other, link.weight))
        self.odds: dict[tuple[str, tuple[tuple[float, ...], ...]], Odds] = {}
        self.totals: dict[tuple[str, tuple[tuple[float, ...], ...]], float] = {}

    def partitions(self, columns: int) -> list[Partition]:
        """The likeliest ways to part the parties; one without parties where there is no such row."""
        if PARTIES not in self.rows:
            return [Partition(columns, (), 0.0)]
        found = sorted(self._all_partitions(columns), key=lambda partition: -partition.weight)
        return [partition for partition in found[:_KEPT] if partition.weight > found[0].weight - _FAR]

    def _all_partitions(self, columns: int) -> Iterator[Partition]:
        pieces = self.rows[PARTIES].pieces
        size = len(pieces)
        if size <= columns:
            yield from (self._partition(columns, (0, *cuts, size)) for cuts in combinations_with_replacement(range(size + 1), columns - 1))
            return
        heads = sorted(sorted(range(1, size), key=lambda index: -pieces[index].border)[: _MOST_HEADS[columns]])
        for cuts in combinations(heads, columns - 1):
            yield self._partition(columns, (0, *cuts, size))
        for cuts in combinations(heads, columns - 2):
            bounds = (0, *cuts, size)
            yield from (self._partition(columns, (*bounds[: place + 1], *bounds[place:])) for place in range(columns))

    def _partition(self, columns: int, bounds: Sequence[int]) -> Partition:
        weight = self.weights.cells.empty_parties * sum(start == end for start, end in pairwise(bounds))
        row = self.rows[PARTIES]
        size = len(row.pieces)
        sides: list[int] = []
        for column in range(columns):
            start, end = bounds[column], bounds[column + 1]
            sides += [column] * (end - start)
            if end > start:
                weight += row.cells.last[size][start] if end == size else row.cells.inner[end][start]
        for (_, one), (_, other), speaks in self.inner:
            if (sides[one] == sides[other]) != (speaks > 0):
                weight -= abs(speaks)
        return Partition(columns, tuple(sides), weight)

    def weigh_others(self, way: Partition) -> float:
        """How far the other rows speak for a partition."""
        given = self._given(way)
        return self.weights.sides.row * sum(self._total_of(field, way.columns, given) for field in self.rows if field != PARTIES)

    def share_out(self, way: Partition) -> dict[str, tuple[tuple[float, ...], ...]]:
        """The shares of all pieces by column, given a partition."""
        given = self._given(way)
        return given | {field: self._odds_of(field, way.columns, given).pieces for field in self.rows if field not in given}

    def _given(self, way: Partition) -> dict[str, tuple[tuple[float, ...], ...]]:
        """What is known of the pieces of the rows that others look to: those of the parties, and of the formations."""
        given: dict[str, tuple[tuple[float, ...], ...]] = {}
        if way.sides:
            given[PARTIES] = tuple(tuple(float(column == side) for column in range(way.columns + 1)) for side in way.sides)
        if _FORMATIONS in self.rows:
            given[_FORMATIONS] = self._odds_of(_FORMATIONS, way.columns, given).pieces
        return given

    def _problem(self, field: str, columns: int, given: Mapping[str, Sequence[Sequence[float]]]) -> Problem:
        row = self.rows[field]
        votes = [list(own) for own in row.votes[columns]]
        for index, (other, there), weight in self.votes[field]:
            if other in given:
                for column, share in enumerate(given[other][there][:columns]):
                    votes[index][column] -= weight * (1 - share) if weight > 0 else -weight * share
        return Problem(row.pieces, columns, tuple(map(tuple, votes)), row.joint[columns], row.double, row.cells, self._empty(field, columns))

    def _empty(self, field: str, columns: int) -> float:
        weights = self.weights.cells
        return (weights.empty_units if field == _FORMATIONS else weights.empty) + weights.empty_of_three * (columns > _TWO)

    def _odds_of(self, field: str, columns: int, given: Mapping[str, Sequence[Sequence[float]]]) -> Odds:
        problem = self._problem(field, columns, given)
        key = (field, problem.votes)
        if key not in self.odds:
            self.odds[key] = weigh_ways(problem, self.weights.cells)
        return self.odds[key]

    def _total_of(self, field: str, columns: int, given: Mapping[str, Sequence[Sequence[float]]]) -> float:
        problem = self._problem(field, columns, given)
        key = (field, problem.votes)
        if key in self.odds:
            return self.odds[key].total
        if key not in self.totals:
            self.totals[key] = weigh_total(problem, self.weights.cells)
        return self.totals[key]
