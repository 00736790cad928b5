"""Pieces make a cell or part: what is told twice, values that are whole cells, and the setting of lines."""

from __future__ import annotations

import pytest
from lost_columns import WEIGHTS, pieces_of

from kg.columns.cells import is_flat, score_cells

CELLS = WEIGHTS.cells


def last_of(value: str, field: str = "casualties", double: bool = False) -> dict[tuple[int, int], float]:
    """What each run of pieces weighs as the last cell, but for those that weigh nothing."""
    pieces = pieces_of(value, field)
    cells = score_cells(pieces, double, False, CELLS)
    return {(start, end): weight for end, row in enumerate(cells.last) for start, weight in enumerate(row) if weight}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("80 killed 9 wounded", {(0, 1): CELLS.one_value, (1, 2): CELLS.one_value}),
        ("80 killed 70 killed", {(0, 1): CELLS.one_value, (0, 2): CELLS.repeat, (1, 2): CELLS.one_value}),
        ("80 killed\n70 killed", {(0, 2): CELLS.repeat_on_lines}),
        ("Killed: 80\nKilled: 70", {(0, 2): CELLS.repeat}),
        ("Of Varn:\nOf Varn:\nOf Varn:", {(0, 2): CELLS.repeat, (0, 3): 2 * CELLS.repeat, (1, 3): CELLS.repeat}),
        ("80 killed\nUnknown", {(0, 2): CELLS.whole_with_others}),
        ("Unknown\n80 killed", {(0, 2): CELLS.whole_with_others}),
        ("Unknown", {}),
        ("80 killed\n* Unknown", {}),
    ],
)
def test_what_pieces_weigh_as_one_cell(value: str, expected: dict[tuple[int, int], float]) -> None:
    assert last_of(value) == expected


def test_what_stands_under_two_headings_is_said_twice_of_one_side() -> None:
    found = last_of("At first:\n80 men\nIn all:\n90 men\nAt first:\n70 men\nIn all:\n75 men", "strength")
    assert (0, 4) not in found
    assert found[0, 6] == pytest.approx(CELLS.repeat + CELLS.repeat_on_lines)


def borders_of(value: str, double: bool, field: str = "strength") -> dict[tuple[int, int], float]:
    """What the setting of lines adds to a border after each cell, by where the cell begins and ends."""
    pieces = pieces_of(value, field)
    cells = score_cells(pieces, double, is_flat(pieces, double), CELLS)
    return {
        (start, end): round(weight - cells.last[end][start] - pieces[end].border, 6)
        for end, row in enumerate(cells.inner)
        for start, weight in enumerate(row)
    }


@pytest.mark.parametrize(
    ("value", "double", "expected"),
    [
        ("80 90", False, {(0, 1): 0.0}),
        ("80\n90\n95", False, {
            (0, 1): CELLS.single_one_line + CELLS.single_tight_everywhere,
            (0, 2): CELLS.single_tight_everywhere,
            (1, 2): CELLS.single_one_line + CELLS.single_tight_everywhere,
        }),
        ("80\n90\n\n95", False, {
            (0, 1): CELLS.single_one_line + CELLS.single_tight, (0, 2): CELLS.single_gap, (1, 2): CELLS.single_one_line + CELLS.single_gap,
        }),
        ("80\n\n90", False, {(0, 1): CELLS.single_one_line + CELLS.single_gap_everywhere}),
        ("80\n\n90 95", False, {(0, 1): CELLS.single_one_line + CELLS.single_gap_everywhere, (0, 2): CELLS.single_mid_line, (1, 2): 0.0}),
        ("80\n90\n\n95", True, {(0, 1): CELLS.double_tight, (0, 2): CELLS.double_usual_everywhere, (1, 2): CELLS.double_usual_everywhere}),
        ("80\n\n90\n\n\n95", True, {(0, 1): CELLS.double_usual, (0, 2): 0.0, (1, 2): 0.0}),
        ("80\n\n\n90", True, {(0, 1): CELLS.double_first_line}),
        ("Varn:\n\n\n90\n\n\n95", True, {(0, 1): CELLS.after_heading + CELLS.double_first_line, (0, 2): 0.0, (1, 2): 0.0}),
    ],
)  # fmt: skip
def test_how_lines_are_set(value: str, double: bool, expected: dict[tuple[int, int], float]) -> None:
    assert borders_of(value, double) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("value", "double", "expected"),
    [
        ("80\n\n90\n\n95", True, True),
        ("80\n\n90\n\n\n95", True, False),
        ("80\n\n90\n\n95", False, True),
        ("80\n90\n95", False, True),
        ("80\n90\n\n95", False, False),
        ("", True, True),
    ],
)
def test_lines_that_all_stand_equally_far_apart(value: str, double: bool, expected: bool) -> None:
    assert is_flat(pieces_of(value, "strength"), double) == expected


def test_cells_are_the_same_by_start_and_by_end() -> None:
    cells = score_cells(pieces_of("80 killed 70 killed\n9 wounded\n\nUnknown", "casualties"), False, False, CELLS)
    by_end = {(start, end): weight for end, row in enumerate(cells.inner) for start, weight in enumerate(row)}
    assert by_end == {(start, start + 1 + after): weight for start, row in enumerate(cells.outer) for after, weight in enumerate(row)}
    assert len(by_end) == 6
