"""Dates of unequal precision as days: the first and the last day that one may mean, and how long a time lasted, in bounds."""

from __future__ import annotations

from calendar import isleap, monthrange
from typing import NamedTuple

from kg.patterns import lazy_pattern

_DATE = lazy_pattern(r"(-?\d{4,})(?:-(\d\d))?(?:-(\d\d))?")
_IN_DOUBT = lazy_pattern(r"[~?%X\[\]{}]|\.\.")
_DAYS_OF_ERA = 146_097
_PRECISIONS = ("year", "month", "day")


class Stretch(NamedTuple):
    """The precision of a date (day, month, year), and the first and last day that it may mean, in ISO 8601 and as numbers of days."""

    precision: str
    earliest: str
    latest: str
    first: int
    last: int


def stretch_of(date: str) -> Stretch | None:
    """The days that a date may mean ("1944-06": 1944-06-01 to 1944-06-30); None for what is no date."""
    match = _DATE.fullmatch(date)
    if not match or not 1 <= int(match[2] or 1) <= 12:
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if day and day > _length(year, month):
        return None
    low = (year, month or 1, day or 1)
    high = (year, month or 12, day or _length(year, month or 12))
    return Stretch(_PRECISIONS[bool(month) + bool(day)], _iso(*low), _iso(*high), count_days(*low), count_days(*high))


def _length(year: int, month: int) -> int:
    if month == 2:
        return 29 if isleap(year) else 28
    return monthrange(2001, month)[1]


def _iso(year: int, month: int, day: int) -> str:
    return f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{day:02}"


def count_days(year: int, month: int, day: int) -> int:
    """The number of a day, so that the difference of two numbers is the days between them (proleptic Gregorian calendar, year 0 is 1 BC)."""
    year -= month <= 2
    era, of_era = divmod(year, 400)
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * _DAYS_OF_ERA + of_era * 365 + of_era // 4 - of_era // 100 + of_year


def count_duration(start: str | None, end: str | None, when: str | None) -> tuple[int | None, int | None]:
    """How many days a time lasted, at least and at most, its first and last day counted; None where that cannot be told.

    ``when`` is the whole time as EDTF: what it calls approximate, open or one of several has no bounds.
    """
    first, last = (stretch_of(date) if date else None for date in (start, end))
    if first is None or last is None or last.last < first.first or (when and _IN_DOUBT.search(when)):
        return None, None
    return max(1, last.first - first.last + 1), last.last - first.first + 1
