"""The likeliest way to share the pieces of a row out to the columns: all ways are weighed, each piece gets its odds.

Columns follow one another, so that a way is a choice of borders. The weight of a way is a sum (of logarithms of odds) over its
cells and borders; sums over all ways are made by going forward and backward over the pieces (a semi-Markov chain, see
Sarawagi and Cohen, "Semi-Markov Conditional Random Fields for Information Extraction", 2004).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf, log
from typing import NamedTuple

from kg.columns.pieces import Piece
from kg.columns.words import load_column_words

_EMPTY = -4.0
_JOINT = -1.5
_ALL_JOINT = -6.0
_REPEAT = 2.0
_REPEAT_ON_LINES = 1.2
_WHOLE = 2.5


@dataclass(frozen=True, slots=True)
class Problem:
    """The pieces of a row, what votes for which column, and how the rendering sets lines.

    ``votes[i][k]`` speaks for piece i in column k + 1, and ``votes[i][columns]`` for its being of all sides together; ``joint``
    are the pieces with which such a last part may begin. ``double`` tells renderings that part lines by blank lines.
    """

    pieces: tuple[Piece, ...]
    columns: int
    votes: tuple[tuple[float, ...], ...]
    joint: tuple[int, ...]
    double: bool


class Odds(NamedTuple):
    """For each piece its probability in each column (the last: all sides together), and the logarithm of the sum of all ways."""

    pieces: tuple[tuple[float, ...], ...]
    total: float


def weigh_ways(problem: Problem) -> Odds:
    """Weigh all ways to cut a row into columns; empty cells are possible, but dear."""
    size, columns = len(problem.pieces), problem.columns
    runs = [(start, _columns_only(problem, start)) for start in (*problem.joint, size)]
    weights = [odds.total + _joint_score(problem, start) for start, odds in runs]
    total = _log_sum(weights)
    mixed = [[0.0] * (columns + 1) for _ in range(size)]
    for (start, odds), weight in zip(runs, weights, strict=True):
        share = exp(weight - total)
        for index in range(size):
            if index >= start:
                mixed[index][columns] += share
            else:
                for column in range(columns):
                    mixed[index][column] += share * odds.pieces[index][column]
    return Odds(tuple(tuple(row) for row in mixed), total)


def _joint_score(problem: Problem, start: int) -> float:
    """Weight of all pieces from ``start`` on being of all sides together."""
    if start == len(problem.pieces):
        return 0.0
    if start == 0:
        keys = Counter(piece.key for piece in problem.pieces if piece.key)
        return _ALL_JOINT + 1.5 * max(0, max(keys.values(), default=0) - 2)
    first = problem.pieces[start]
    shape = 0.0
    if problem.double and not (first.leads and first.gap):
        shape = -6.0
    elif first.leads and first.gap == 0 and not problem.double:
        shape = 0.5
    elif not first.leads:
        shape = first.border
    return _JOINT + shape + sum(problem.votes[index][problem.columns] for index in range(start, len(problem.pieces)))


def _columns_only(problem: Problem, size: int) -> Odds:
    """Weigh the ways to share the first ``size`` pieces out to the columns."""
    columns = problem.columns
    cells = _cell_scores(problem, size)
    sums = _vote_sums(problem, size)
    forward = [[-inf] * (size + 1) for _ in range(columns + 1)]
    forward[0][0] = 0.0
    for column in range(columns):
        for end in range(size + 1):
            terms = [forward[column][end] + (_EMPTY if size else 0.0)]
            terms += [
                forward[column][start] + cells[start][end] + sums[column][end] - sums[column][start]
                for start in range(end)
                if forward[column][start] > -inf
            ]
            forward[column + 1][end] = _log_sum(terms)
    backward = [[-inf] * (size + 1) for _ in range(columns + 1)]
    backward[columns][size] = 0.0
    for column in reversed(range(columns)):
        for start in range(size + 1):
            terms = [backward[column + 1][start] + (_EMPTY if size else 0.0)]
            terms += [
                backward[column + 1][end] + cells[start][end] + sums[column][end] - sums[column][start]
                for end in range(start + 1, size + 1)
                if backward[column + 1][end] > -inf
            ]
            backward[column][start] = _log_sum(terms)
    total = forward[columns][size]
    return Odds(_piece_odds(forward, backward, cells, sums, total, size, columns), total)


def _piece_odds(
    forward: list[list[float]], backward: list[list[float]], cells: list[list[float]], sums: list[list[float]], total: float, size: int, columns: int
) -> tuple[tuple[float, ...], ...]:
    odds = [[0.0] * columns for _ in range(size + 1)]
    for column in range(columns):
        for start in range(size):
            before = forward[column][start]
            if before == -inf:
                continue
            for end in range(start + 1, size + 1):
                weight = before + cells[start][end] + sums[column][end] - sums[column][start] + backward[column + 1][end] - total
                if weight > -20:
                    odds[start][column] += exp(weight)
                    odds[end][column] -= exp(weight)
    for index in range(1, size):
        for column in range(columns):
            odds[index][column] += odds[index - 1][column]
    return tuple(tuple(row) for row in odds[:size])


def _vote_sums(problem: Problem, size: int) -> list[list[float]]:
    sums = [[0.0] for _ in range(problem.columns)]
    for column, row in enumerate(sums):
        for index in range(size):
            row.append(row[-1] + problem.votes[index][column])
    return sums


def _cell_scores(problem: Problem, size: int) -> list[list[float]]:
    """Weight of pieces start to end being one cell, with the border after it; without votes."""
    pieces = problem.pieces[:size]
    earlier: dict[str, list[int]] = {}
    previous = [-1] * size
    third = [-1] * size
    for index, piece in enumerate(pieces):
        if piece.key:
            before = earlier.setdefault(piece.key, [])
            previous[index] = before[-1] if before else -1
            third[index] = before[-2] if len(before) > 1 else -1
            before.append(index)
    scores = [[-inf] * (size + 1) for _ in range(size + 1)]
    wholes = [piece.depth == 0 and piece.shown.casefold() in load_column_words().whole for piece in pieces]
    flat = problem.double and all(piece.gap < 2 or not piece.leads for piece in pieces[1:])
    for start in range(size):
        against = 0.0
        whole = False
        for end in range(start + 1, size + 1):
            if previous[end - 1] >= start and third[end - 1] < start:  # what comes thrice is a list
                against += _REPEAT if not pieces[end - 1].leads or ":" in pieces[end - 1].shown else _REPEAT_ON_LINES
            whole = whole or wholes[end - 1]
            border = _border_score(pieces, start, end, problem.double, flat) if end < size else 0.0
            scores[start][end] = border - against - (_WHOLE if whole and end > start + 1 else 0.0)
    return scores


def _border_score(pieces: Sequence[Piece], start: int, end: int, double: bool, flat: bool) -> float:
    """How the setting of lines speaks for a border before piece ``end`` when the cell before it begins with piece ``start``.

    ``flat`` is a row whose lines all stand equally far apart.
    """
    first, after = pieces[start], pieces[end]
    score = after.border - (8.0 if pieces[end - 1].shown.endswith(":") else 0.0)
    if double:
        if after.leads:
            score += 4.0 if after.gap == 0 else (-5.0 if flat else -2.0) if after.gap == 1 else -2.5 if end == 1 else 0.0
        return score
    if not after.leads:
        return score if first.line == after.line else score - 6.0
    if first.line == pieces[end - 1].line:
        score -= 4.0
    return score - 3.0 if after.gap == 0 else score


def _log_sum(terms: Sequence[float]) -> float:
    top = max(terms)
    return top if top == -inf else top + log(sum(exp(term - top) for term in terms))
