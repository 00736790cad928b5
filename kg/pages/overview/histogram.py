"""A histogram of the years in which conflicts began."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from kg.pages.catalogue import Entry
from kg.pages.parts.dates import show_year

_SPANS = (1, 5, 10, 25, 50, 100, 250, 500, 1000)
_MOST_COLUMNS = 40
# So many years have room under a narrow chart and under a wide one, and so many numbers over their columns.
_NARROW_LABELS, _WIDE_LABELS, _NARROW_NUMBERS = 6, 14, 12
_STEPS = (1, 2, 5)


class Column(NamedTuple):
    """The conflicts that began in a span of years: ``x``, ``width`` and ``height`` in hundredths of the chart.

    ``label`` is the year under its beginning ("": no room); ``minor`` ones have room on a wide chart only.
    """

    first: int
    last: int
    conflicts: int
    x: float
    width: float
    height: float
    words: str
    label: str = ""
    minor: bool = False


class Histogram(NamedTuple):
    """The columns, the lines behind them (number, height in hundredths), and how many conflicts have no date; ``dense`` numbers need a wide chart."""

    columns: tuple[Column, ...]
    lines: tuple[tuple[int, float], ...]
    undated: int
    dense: bool


def draw_histogram(entries: Iterable[Entry]) -> Histogram | None:
    """The chart, in at most forty columns of round spans of years; None where no conflict has a date."""
    every = [entry.year for entry in entries]
    years = [math.floor(year) for year in every if year is not None]
    if not years:
        return None
    span = next((s for s in _SPANS if max(years) // s - min(years) // s < _MOST_COLUMNS), 5000)
    counted = Counter(year // span for year in years)
    first, last, most = min(counted), max(counted), max(counted.values())
    step = _line_step(most)
    columns = tuple(_column(n, span, counted[n], (first, last), most) for n in range(first, last + 1))
    lines = tuple((number, round(100 * number / most, 2)) for number in range(step, most + 1, step))
    return Histogram(columns, lines, len(every) - len(years), len(columns) > _NARROW_NUMBERS)


def _line_step(most: int) -> int:
    """A round step that makes two to four lines, or one for each where these are few."""
    scale = int("1".ljust(len(str(most)), "0"))
    return next((max(step * scale // 10, 1) for step in (*_STEPS, 10, 20, 50) if most / max(step * scale // 10, 1) <= 4), scale)


def _column(number: int, span: int, conflicts: int, ends: tuple[int, int], top: int) -> Column:
    count, at = ends[1] - ends[0] + 1, number - ends[0]
    width, every = 100 / count, [math.ceil(count / room) for room in (_NARROW_LABELS, _WIDE_LABELS)]
    label = show_year(number * span) if at % every[0] == 0 or at % every[1] == 0 else ""
    x, height = round(at * width, 3), round(100 * conflicts / top, 2)
    words = show_year(number) if span == 1 else f"{show_year(number * span)}–{show_year(number * span + span - 1)}"
    return Column(number * span, number * span + span - 1, conflicts, x, round(width * 0.86, 3), height, words, label, at % every[0] != 0)
