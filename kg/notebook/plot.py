"""Conflicts drawn with matplotlib."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple, Protocol

from kg.notebook.extras import need
from kg.notebook.values import ConflictSide, Figure

What = Literal["losses", "strength"]
_DATE = re.compile(r"(-?\d{4,})(?:-(\d\d))?(?:-(\d\d))?")
_TALL = 0.4
_NARROWEST = 0.004


class Drawable(Protocol):
    """What is drawn of a conflict (kg.notebook.conflict.Conflict)."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def start(self) -> str:
        """When it began, as precise as the article is."""

    @property
    def end(self) -> str:
        """When it ended."""

    @property
    def sides(self) -> tuple[ConflictSide, ...]:
        """Its sides."""

    @property
    def whole(self) -> ConflictSide:
        """What is said of all sides together."""


class Bar(NamedTuple):
    """A bar: sure up to ``low``, possible up to ``high``; None where no upper bound is given."""

    label: str
    low: int
    high: int | None


class Stretch(NamedTuple):
    """A time from ``start`` to ``end`` in years and parts of years."""

    label: str
    start: float
    end: float


def make_bars(conflict: Drawable, what: What, category: str = "") -> tuple[Bar, ...]:
    """The figures of all sides as bars; those without any bound are left out."""
    sides = (*conflict.sides, conflict.whole)
    return tuple(
        Bar(_label(side.name, figure, category), figure.low or 0, figure.high)
        for side in sides
        for figure in getattr(side, what)
        if (figure.low is not None or figure.high is not None) and category in ("", figure.category)
    )


def _label(side: str, figure: Figure, category: str) -> str:
    told = dict.fromkeys(filter(None, (figure.counts, figure.category if figure.category != category else "")))
    return f"{figure.of or side}: {' '.join(told)}" if told else figure.of or side


def plot_figures(conflict: Drawable, what: What, category: str = "", axes: Any = None) -> Any:
    """Draw losses or strength of a conflict; the axes. ValueError where there is nothing to draw."""
    if what not in ("losses", "strength"):
        raise ValueError(f"losses or strength are drawn, not {what!r}")
    bars = make_bars(conflict, what, category)
    if not bars:
        raise ValueError(f"{conflict.name}: the graph has no figures of {category or what}")
    axes = axes or _new_axes(len(bars))
    places = range(len(bars))
    bounds = [max((bar.high if bar.high is not None else bar.low) - bar.low, 0) for bar in bars]
    axes.barh(places, [bar.low for bar in bars], xerr=[[0] * len(bars), bounds], capsize=3)
    unbounded = [place for place in places if bars[place].high is None]
    axes.plot([bars[place].low for place in unbounded], unbounded, linestyle="", marker=">", color="black")
    axes.set_yticks(places, [_plain(bar.label) for bar in bars])
    axes.invert_yaxis()
    axes.set_xlim(left=0)
    axes.set_title(_plain(f"{conflict.name}: {category or what}"))
    return axes


def plot_timeline(conflicts: Iterable[Drawable], *, axes: Any = None) -> Any:
    """Draw when conflicts were, the earliest first; the axes of matplotlib.

    ValueError where none has a date, MissingExtraError without matplotlib.
    """
    stretches = make_stretches(conflicts)
    if not stretches:
        raise ValueError("none of the conflicts has a date")
    axes = axes or _new_axes(len(stretches))
    least = (max(s.end for s in stretches) - min(s.start for s in stretches)) * _NARROWEST
    axes.barh(range(len(stretches)), [max(s.end - s.start, least) for s in stretches], left=[s.start for s in stretches])
    axes.set_yticks(range(len(stretches)), [_plain(s.label) for s in stretches])
    axes.invert_yaxis()
    axes.ticklabel_format(axis="x", useOffset=False)
    axes.set_xlabel("year")
    return axes


def make_stretches(conflicts: Iterable[Drawable]) -> tuple[Stretch, ...]:
    """The times of conflicts by their beginning; a date of a year or a month lasts to the end of it."""
    found = []
    for conflict in conflicts:
        first, last = _span(conflict.start or conflict.end), _span(conflict.end or conflict.start)
        if first and last:
            found.append(Stretch(conflict.name, first[0], max(first[0], last[1])))
    return tuple(sorted(found, key=lambda stretch: (stretch.start, stretch.end, stretch.label)))


def _span(text: str) -> tuple[float, float] | None:
    match = _DATE.fullmatch(text)
    if not match:
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if not month:
        return float(year), year + 1.0
    start = year + (month - 1) / 12
    return (start + (day - 1) / 372, start + day / 372) if day else (start, start + 1 / 12)


def _new_axes(count: int) -> Any:
    pyplot = need("matplotlib.pyplot", "plot")
    _, axes = pyplot.subplots(figsize=(8, 1.2 + _TALL * count), layout="constrained")
    return axes


def _plain(text: str) -> str:
    """A text that matplotlib shall not read as a formula."""
    return text.replace("$", r"\$")
