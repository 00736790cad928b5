"""Time lines of participation: bars on a common axis."""

from __future__ import annotations

import math
from calendar import isleap, monthrange
from collections.abc import Iterable
from typing import NamedTuple

from kg.pages.parts.dates import MONTHS, Stretch, locate, show_date, show_year

_MOST_TICKS = 7
# Pixels: of a narrow axis and of a wide one, of a letter of a label, of the gap between labels.
_NARROW, _WIDE, _LETTER, _GAP = 176, 480, 6.6, 8
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)


class Presence(NamedTuple):
    """The presence of a participant: dates as in the graph ("": not stated); ``href`` is its page."""

    name: str
    href: str
    side: int
    what: str
    start: str = ""
    until: str = ""
    as_of: str = ""


class Track(NamedTuple):
    """One line: a bar from ``x`` over ``width`` in hundredths of the axis; a point if ``width`` is 0."""

    presence: Presence
    x: float
    width: float
    open_start: bool
    open_end: bool
    words: str


class Tick(NamedTuple):
    """A tick of the axis: ``x`` in hundredths; ``anchor`` is the alignment of its label, which is "" where none has room.

    ``minor`` labels have room on a wide axis only.
    """

    x: float
    label: str
    anchor: str
    minor: bool = False


class Timeline(NamedTuple):
    """The lines, and the ticks above them."""

    tracks: tuple[Track, ...]
    ticks: tuple[Tick, ...]


def draw_timeline(span: Stretch | None, presences: Iterable[Presence]) -> Timeline | None:
    """Draw presences on an axis that covers ``span`` (the dates of the conflict) and all of them; None if no presence has dates of its own."""
    dated = [p for p in presences if p.start or p.until or p.as_of]
    found = [s for p in dated for text in (p.start, p.until, p.as_of) if text and (s := locate(text))]
    if not found:
        return None
    low = min(s.low for s in (*found, *((span,) if span else ())))
    high = max(s.high for s in (*found, *((span,) if span else ())))
    if high - low < 1 / 366:
        return None
    tracks = tuple(_draw(presence, low, high) for presence in sorted(dated, key=_beginning))
    return Timeline(tracks, draw_ticks(low, high))


def _beginning(presence: Presence) -> tuple[int, float, str]:
    first = locate(presence.start or presence.as_of)
    return presence.side, first.low if first else -math.inf, presence.name


def _draw(presence: Presence, low: float, high: float) -> Track:
    def at(year: float) -> float:
        return round(100 * (year - low) / (high - low), 2)

    start, until, point = locate(presence.start), locate(presence.until), locate(presence.as_of)
    if point and not (start or until):
        return Track(presence, at(point.low), 0, False, False, f"as of {show_date(presence.as_of)}")
    first, last = at(start.low) if start else 0.0, at(until.high) if until else 100.0
    return Track(presence, first, max(round(last - first, 2), 0.6), start is None, until is None, period_words(presence.start, presence.until))


def period_words(start: str, until: str) -> str:
    """From and until in words."""
    if start and until:
        return show_date(f"{start}/{until}") if start != until else show_date(start)
    return f"from {show_date(start)}" if start else f"until {show_date(until)}" if until else ""


def draw_ticks(low: float, high: float) -> tuple[Tick, ...]:
    """At most a handful of marks at round years, months or days."""
    span = high - low
    if span > 2:
        step = next((step for step in _STEPS if span / step <= _MOST_TICKS), 5000)
        years = range(math.ceil(low / step) * step, math.floor(high) + 1, step)
        points = [(float(year), show_year(year)) for year in years]
    else:
        points = _months(low, high) if span > 0.12 else _days(low, high)
    return _thin_out([_tick(round(100 * (point - low) / span, 2), label) for point, label in points])


def _tick(x: float, label: str) -> Tick:
    return Tick(x, label, "start" if x < 8 else "end" if x > 92 else "middle")


def _thin_out(ticks: list[Tick]) -> tuple[Tick, ...]:
    """The ticks without the labels that would run into each other: first for a narrow axis, then what has room on a wide one besides."""
    major = _with_room(ticks, [], _NARROW)
    minor = _with_room([tick for tick in ticks if tick not in major], major, _WIDE)
    return tuple(tick if tick in major else tick._replace(minor=True) if tick in minor else tick._replace(label="") for tick in ticks)


def _with_room(ticks: list[Tick], others: list[Tick], width: int) -> list[Tick]:
    """The ticks whose labels do not overlap others or those before them, on an axis of some pixels."""
    found: list[Tick] = []
    for tick in ticks:
        low, high = _reach(tick, width)
        if all(high < left or right < low for left, right in (_reach(other, width) for other in (*others, *found))):
            found.append(tick)
    return found


def _reach(tick: Tick, width: int) -> tuple[float, float]:
    """From where to where a label reaches, in hundredths of an axis of some pixels."""
    length = 100 * (_LETTER * len(tick.label) + _GAP) / width
    start = tick.x - {"start": 0, "middle": length / 2, "end": length}[tick.anchor]
    return start, start + length


def _months(low: float, high: float) -> list[tuple[float, str]]:
    count = math.ceil((high - low) * 12)
    step = next(step for step in (1, 2, 3, 6) if count / step <= _MOST_TICKS or step == 6)
    found = []
    for number in range(math.floor(low) * 12, math.floor(high) * 12 + 12, step):
        year, month = divmod(number, 12)
        point = locate(f"{year:04d}-{month + 1:02d}") if 0 <= year <= 9999 else None
        if point and low <= point.low <= high:
            found.append((point.low, f"{MONTHS[month][:3]} {year}"))
    return found


def _days(low: float, high: float) -> list[tuple[float, str]]:
    days = round((high - low) * 366)
    step = next((step for step in (1, 2, 5, 7, 10) if days / step <= _MOST_TICKS), 14)
    first = math.floor(low)
    found = [
        (point.low, f"{day} {MONTHS[month - 1][:3]}")
        for year in (first, first + 1)
        for month in range(1, 13)
        if 0 <= year <= 9999 and (whole := locate(f"{year:04d}-{month:02d}")) and whole.low <= high and low <= whole.high
        for day in range(1, monthrange(2000 if isleap(year) else 2001, month)[1] + 1)
        if (point := locate(f"{year:04d}-{month:02d}-{day:02d}")) and low - 1e-9 <= point.low <= high
    ]
    return found[::step]
