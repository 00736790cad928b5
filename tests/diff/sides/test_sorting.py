"""Lines are sorted as a whole, however many fit into memory."""

from __future__ import annotations

import random

import pytest

from kg.diff.sides.sorting import sort_lines

LINES = [f"{number:03} é\u2028 \U0001f600\n" for number in range(200)]


@pytest.mark.parametrize("run", [1, 100, 1 << 20])
def test_lines_are_sorted(run: int) -> None:
    shuffled = LINES[:]
    random.Random(7).shuffle(shuffled)
    assert list(sort_lines(shuffled, run)) == LINES
    assert list(sort_lines([], run)) == []
