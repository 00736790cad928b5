"""All ways to share a row out to the columns are weighed: the fast sums are those of weighing each way by itself."""

from __future__ import annotations

from itertools import combinations_with_replacement, pairwise
from math import exp, log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lost_columns import WEIGHTS, pieces_of

from kg.columns.cells import is_flat, score_cells
from kg.columns.search import Odds, Problem, weigh_total, weigh_ways

CELLS = WEIGHTS.cells
VALUES = st.sampled_from(
    ["Otto Rein", "Unknown", "80 killed", "(claim)", "* 9 men", "12 civilians", "Total: 9", "Holm:", "about 9", "\n", "\n\n", "\n\n\n", "\u00a0"]
)


def problem_of(value: str, columns: int, joint: tuple[int, ...] = (), double: bool = False) -> Problem:
    """A row without votes."""
    pieces = pieces_of(value, "casualties")
    flat = is_flat(pieces, double)
    return Problem(pieces, columns, ((0.0,) * (columns + 1),) * len(pieces), joint, double, score_cells(pieces, double, flat, CELLS), CELLS.empty)


def weigh_each(problem: Problem) -> Odds:
    """The odds by weighing each way by itself, for rows without a part of all sides."""
    size = len(problem.pieces)
    shares, total = [[0.0] * (problem.columns + 1) for _ in range(size)], 0.0
    for cuts in combinations_with_replacement(range(size + 1), problem.columns - 1):
        weight = 0.0
        for column, (start, end) in enumerate(pairwise((0, *cuts, size))):
            if start == end:
                weight += CELLS.empty
            else:
                cell = problem.cells.last[end][start] if end == size else problem.cells.inner[end][start]
                weight += cell + sum(votes[column] for votes in problem.votes[start:end])
        total += exp(weight)
        for column, (start, end) in enumerate(pairwise((0, *cuts, size))):
            for index in range(start, end):
                shares[index][column] += exp(weight)
    return Odds(tuple(tuple(share / total for share in row) for row in shares), log(total))


@settings(deadline=None, max_examples=60)
@given(st.lists(VALUES, min_size=1, max_size=7).map(" ".join).filter(str.strip), st.integers(2, 4), st.booleans(), st.data())
def test_odds_are_those_of_all_ways(value: str, columns: int, double: bool, data: st.DataObject) -> None:
    problem = problem_of(value, columns, double=double)
    votes = tuple(tuple(data.draw(st.floats(-5, 5)) for _ in range(columns + 1)) for _ in problem.pieces)
    problem = Problem(problem.pieces, columns, votes, (), double, problem.cells, CELLS.empty)
    odds, expected = weigh_ways(problem, CELLS), weigh_each(problem)
    assert odds.total == pytest.approx(expected.total) == weigh_total(problem, CELLS)
    assert [list(row) for row in odds.pieces] == [pytest.approx(list(row), abs=1e-6) for row in expected.pieces]


@settings(deadline=None, max_examples=40)
@given(st.lists(VALUES, min_size=1, max_size=8).map(" ".join).filter(str.strip), st.integers(2, 4), st.data())
def test_odds_are_probabilities(value: str, columns: int, data: st.DataObject) -> None:
    row = problem_of(value, columns)
    votes = tuple(tuple(data.draw(st.floats(-5, 5)) for _ in range(columns + 1)) for _ in row.pieces)
    odds = weigh_ways(Problem(row.pieces, columns, votes, (len(row.pieces) - 1,), False, row.cells, CELLS.empty), CELLS)
    assert all(sum(shares) == pytest.approx(1) and min(shares) >= -1e-9 for shares in odds.pieces)
    assert all(one[0] >= other[0] - 1e-9 for one, other in pairwise(odds.pieces))


def test_a_part_of_all_sides_is_weighed_against_none() -> None:
    value = "80 killed 70 killed 12 civilians"
    without, among = (weigh_ways(problem_of(value, 2, joint), CELLS) for joint in ((), (2,)))
    assert [row[2] for row in without.pieces] == [0.0, 0.0, 0.0]
    assert [row[2] for row in among.pieces[:2]] == [0.0, 0.0]
    joint = weigh_ways(problem_of("80 killed 70 killed", 2), CELLS).total + CELLS.joint + problem_of(value, 2).pieces[2].border
    assert among.pieces[2][2] == pytest.approx(exp(joint) / (exp(joint) + exp(without.total)))


def test_a_whole_row_of_all_sides_tells_one_thing_several_times() -> None:
    for value, again in (("80 killed 9 wounded 7 missing", 0), ("80 killed 90 killed 95 killed", 1), ("80 killed 90 killed 95 killed 99 killed", 2)):
        joint = exp(CELLS.all_joint + again * CELLS.all_joint_again)
        expected = joint / (joint + exp(weigh_ways(problem_of(value, 2), CELLS).total))
        assert [row[2] for row in weigh_ways(problem_of(value, 2, (0,)), CELLS).pieces] == pytest.approx([expected] * (3 + (again > 1)))


def test_a_row_without_pieces_has_no_odds() -> None:
    assert weigh_ways(problem_of("", 2), CELLS) == Odds((), 0.0)
