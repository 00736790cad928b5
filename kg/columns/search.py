"""The likeliest way to share the pieces of a row out to the columns: all ways are weighed, each piece gets its odds.

Columns follow one another, so that a way is a choice of borders. The weight of a way is a sum (of logarithms of odds) over its
cells and borders; sums over all ways are made by going forward and backward over the pieces (a semi-Markov chain, see
Sarawagi and Cohen, "Semi-Markov Conditional Random Fields for Information Extraction", 2004).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from math import exp, inf, log
from typing import NamedTuple

from kg.columns.cells import Cells, is_flat, score_cells
from kg.columns.pieces import Piece
from kg.columns.weights import CellWeights
from kg.values import dataclass

_TOLD_TWICE = 2
_LEAST = -20
# Below _LEAST by more than errors of rounding: no single way can then be above it.
_FAR_LESS = _LEAST - 0.001
_NEGLIGIBLE = 1e-6


@dataclass(frozen=True, slots=True)
class Problem:
    """The pieces of a row, what votes for which column, how the rendering sets lines, and what its cells weigh (kg.columns.cells).

    ``votes[i][k]`` speaks for piece i in column k + 1, and ``votes[i][columns]`` for its being of all sides together; ``joint``
    are the pieces with which such a last part may begin. ``double`` tells renderings that part lines by blank lines; ``empty`` is what a column
    without a value weighs.
    """

    pieces: tuple[Piece, ...]
    columns: int
    votes: tuple[tuple[float, ...], ...]
    joint: tuple[int, ...]
    double: bool
    cells: Cells
    empty: float


class Odds(NamedTuple):
    """For each piece its probability in each column (the last: all sides together), and the logarithm of the sum of all ways."""

    pieces: tuple[tuple[float, ...], ...]
    total: float


def weigh_total(problem: Problem, weights: CellWeights) -> float:
    """The logarithm of the sum of all ways, which costs less than the odds of the pieces."""
    runs = (*problem.joint, len(problem.pieces)) if problem.joint else (len(problem.pieces),)
    return _log_sum([_Columns(problem, start, weights).total + _joint_score(problem, start, weights) for start in runs])


def weigh_ways(problem: Problem, weights: CellWeights) -> Odds:
    """Weigh all ways to cut a row into columns; empty cells are possible, but dear."""
    size, columns = len(problem.pieces), problem.columns
    if not problem.joint:
        alone = _Columns(problem, size, weights)
        return Odds(tuple((*shares, 0.0) for shares in alone.pieces()), alone.total)
    runs = [(start, _Columns(problem, start, weights)) for start in (*problem.joint, size)]
    totals = [run.total + _joint_score(problem, start, weights) for start, run in runs]
    total = _log_sum(totals)
    mixed = [[0.0] * (columns + 1) for _ in range(size)]
    for (start, run), weight in zip(runs, totals, strict=True):
        share = exp(weight - total)
        if share < _NEGLIGIBLE:
            continue
        pieces = run.pieces()
        for index in range(size):
            if index >= start:
                mixed[index][columns] += share
            else:
                for column in range(columns):
                    mixed[index][column] += share * pieces[index][column]
    return Odds(tuple(tuple(row) for row in mixed), total)


def _joint_score(problem: Problem, start: int, weights: CellWeights) -> float:
    """Weight of all pieces from ``start`` on being of all sides together."""
    if start == len(problem.pieces):
        return 0.0
    if start == 0:
        keys = Counter(piece.key for piece in problem.pieces if piece.key)
        return weights.all_joint + weights.all_joint_again * max(0, max(keys.values(), default=0) - _TOLD_TWICE)
    first = problem.pieces[start]
    shape = 0.0
    if problem.double and not (first.leads and first.gap):
        shape = weights.joint_not_apart
    elif first.leads and first.gap == 0 and not problem.double:
        shape = weights.joint_on_next_line
    elif not first.leads:
        shape = first.border
    return weights.joint + shape + sum(problem.votes[index][problem.columns] for index in range(start, len(problem.pieces)))


class _Columns:
    """The ways to share the first ``size`` pieces of a row out to the columns."""

    def __init__(self, problem: Problem, size: int, weights: CellWeights) -> None:
        flat = is_flat(problem.pieces[:size], problem.double)
        self.cells = problem.cells if flat == problem.cells.flat else score_cells(problem.pieces[:size], problem.double, flat, weights)
        self.sums = [[0.0, *accumulate(votes[column] for votes in problem.votes[:size])] for column in range(problem.columns)]
        self.size = size
        self.empty = problem.empty if size else 0.0
        self.forward = _go_forward(self.cells, self.sums, size, self.empty)
        self.total = _log_sum([self.forward[-1][size] + self.empty, *_into(self.forward[-1], self.cells, self.sums[-1], size, size)])

    def pieces(self) -> tuple[tuple[float, ...], ...]:
        """The probability of each piece in each column."""
        backward = _go_backward(self.cells, self.sums, self.size, self.empty)
        return _piece_odds(self.forward, backward, self.cells, self.sums, self.total)


def _go_forward(cells: Cells, sums: Sequence[Sequence[float]], size: int, empty: float) -> list[list[float]]:
    """For each column and piece: all ways to share what stands before the piece out to the columns before; but for the last column."""
    layers = [[0.0] + [-inf] * size]
    for column in range(len(sums) - 1):
        before = layers[-1] if column else layers[-1][:1]
        layers.append([_log_sum([layers[-1][end] + empty, *_into(before, cells, sums[column], end, size)]) for end in range(size + 1)])
    return layers


def _into(before: Sequence[float], cells: Cells, sums: Sequence[float], end: int, size: int) -> list[float]:
    """The ways whose last cell ends before piece ``end``, by the piece with which that cell begins."""
    weights, here = cells.last[end] if end == size else cells.inner[end], sums[end]
    return [way + weight + here - there for way, weight, there in zip(before, weights, sums, strict=False)]


def _go_backward(cells: Cells, sums: Sequence[Sequence[float]], size: int, empty: float) -> list[list[float]]:
    """For each column and piece: all ways to share what stands from the piece on out to the columns after; that of all columns is left out."""
    layers = [[-inf] * size + [0.0]]
    for column in range(len(sums) - 1, 0, -1):
        after = layers[-1]
        only_last = column == len(sums) - 1
        layers.append([_log_sum([after[start] + empty, *_from(after, cells, sums[column], start, size, only_last)]) for start in range(size + 1)])
    return layers[::-1]


def _from(after: Sequence[float], cells: Cells, sums: Sequence[float], start: int, size: int, only_last: bool) -> list[float]:
    """The ways whose first cell begins with piece ``start``, by its end; in the last column there is only the end of the row."""
    if start == size:
        return []
    here = sums[start]
    ends = () if only_last else zip(after[start + 1 : size], cells.outer[start], sums[start + 1 :], strict=False)
    return [*(way + weight + there - here for way, weight, there in ends), after[size] + cells.last[size][start] + sums[size] - here]


def _piece_odds(
    forward: Sequence[Sequence[float]], backward: Sequence[Sequence[float]], cells: Cells, sums: Sequence[Sequence[float]], total: float
) -> tuple[tuple[float, ...], ...]:
    size, columns = len(sums[0]) - 1, len(sums)
    odds = [[0.0] * columns for _ in range(size + 1)]
    for column, (own, before, after) in enumerate(zip(sums, forward, backward, strict=True)):
        for start in range(size if column else min(1, size)):
            way, here = before[start], own[start]
            if column and way + backward[column - 1][start] - total < _FAR_LESS:
                continue
            ends = () if column == columns - 1 else zip(cells.outer[start], own[start + 1 : size], after[start + 1 :], strict=False)
            found = [way + weight + there - here + rest - total for weight, there, rest in ends]
            found.append(way + cells.last[size][start] + own[size] - here + after[size] - total)
            for end, weight in enumerate(found, size + 1 - len(found)):
                if weight > _LEAST:
                    share = exp(weight)
                    odds[start][column] += share
                    odds[end][column] -= share
    for index in range(1, size):
        for column in range(columns):
            odds[index][column] += odds[index - 1][column]
    return tuple(tuple(row) for row in odds[:size])


def _log_sum(terms: Sequence[float]) -> float:
    top = max(terms)
    return top if top == -inf else top + log(sum([exp(term - top) for term in terms]))
