"""Dates as people read them, and as points on a line: xsd:date, xsd:gYearMonth, xsd:gYear and EDTF level 1 (ISO 8601-2)."""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from functools import lru_cache
from typing import NamedTuple

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_DATE = re.compile(r"(?P<year>-?[0-9X]{4,6})(?:-(?P<month>[0-9]{2}))?(?:-(?P<day>[0-9]{2}))?(?P<doubt>[~?%])?")

# The days before each month and in it, of common years and of leap years.
_MONTHS = tuple(
    tuple((sum(monthrange(year, earlier)[1] for earlier in range(1, month)), monthrange(year, month)[1]) for month in range(1, 13))
    for year in (2001, 2000)
)
_MEMBERS = re.compile(r",|\.\.")


class Stretch(NamedTuple):
    """From ``low`` to ``high``, in years with fractions (331 BC is -330)."""

    low: float
    high: float


class _Parts(NamedTuple):
    """A date in parts; ``open_digits`` counts the X at the end of its year."""

    year: int
    month: int
    day: int
    open_digits: int
    approximate: bool


def _read(text: str) -> _Parts | None:
    match = _DATE.fullmatch(text)
    if not match or not (1 <= int(match["month"] or 1) <= 24) or not match["year"].rstrip("X").lstrip("-"):
        return None
    year = match["year"].rstrip("X")
    digits = len(match["year"]) - len(year)
    if "X" in year:
        return None
    return _Parts(int(year) * 10**digits, int(match["month"] or 0), int(match["day"] or 0), digits, bool(match["doubt"]))


def show_year(year: int) -> str:
    """A year in words, as show_date has it."""
    return show_date(f"{year:05d}" if year < 0 else f"{year:04d}")


@lru_cache(maxsize=4096)
def show_date(text: str) -> str:
    """A date, interval or set of EDTF in words ("4–13 May 1701", "c. 331 BC", "1250 or 1251"); what is none is shown as it stands."""
    if text.startswith("["):
        return _show_set(text)
    if "/" not in text:
        parts = _read(text)
        return _show(parts) if parts else text
    first, _, last = text.partition("/")
    start, end = _read(first), _read(last)
    if last == "..":
        return f"{_show(start)} – ongoing" if start else text
    if start and end:
        return _show_interval(start, end)
    if start:
        return f"{_show(start)} – unknown"
    return f"until {_show(end)}" if end else text


def _show_set(text: str) -> str:
    """The members of a set of which one is meant, or its two ends."""
    first, span, last = text.strip("[]").partition("..")
    if not span:
        return " or ".join(show_date(member) for member in first.split(","))
    if first and last:
        return f"between {show_date(first)} and {show_date(last)}"
    return f"{show_date(first)} or later" if first else f"{show_date(last)} or earlier"


def _show_interval(start: _Parts, end: _Parts) -> str:
    whole = not (start.approximate or end.approximate) and start.year == end.year and start.day and end.day
    if whole and start.month == end.month:
        return f"{start.day}–{_show(end)}"
    if whole:
        return f"{start.day} {MONTHS[start.month - 1]} – {_show(end)}"
    return f"{_show(start)} – {_show(end)}"


def _show(parts: _Parts | None) -> str:
    if parts is None:
        return ""
    year = str(parts.year) if parts.year > 0 else f"{1 - parts.year} BC"
    if parts.open_digits:
        words = f"the {year}s"
    elif parts.month in _SEASONS:
        words = f"{_SEASONS[parts.month]} {year}"
    elif parts.month:
        words = " ".join(filter(None, (str(parts.day or ""), MONTHS[min(parts.month, 12) - 1], year)))
    else:
        words = year
    return f"c. {words}" if parts.approximate else words


@lru_cache(maxsize=4096)
def locate(text: str) -> Stretch | None:
    """The stretch of time that a date covers: a day, month or year; an interval from the beginning of the first to the end of the last."""
    if text.startswith("["):
        members = [stretch for member in _MEMBERS.split(text.strip("[]")) if (stretch := locate(member))]
        return Stretch(min(one.low for one in members), max(one.high for one in members)) if members else None
    if "/" in text:
        first, _, last = text.partition("/")
        start, end = locate(first), locate(last)
        return Stretch(start.low, end.high) if start and end else start or end
    parts = _read(text)
    if parts is None:
        return None
    if parts.open_digits:
        return Stretch(parts.year, parts.year + 10**parts.open_digits)
    if not 1 <= parts.month <= 12:
        return Stretch(parts.year, parts.year + 1)
    if not parts.day:
        return Stretch(_point(parts.year, parts.month, 1), _point(parts.year, parts.month, 32))
    return Stretch(_point(parts.year, parts.month, parts.day), _point(parts.year, parts.month, parts.day + 1))


def _point(year: int, month: int, day: int) -> float:
    """The beginning of a day as a year with its fraction; days after the month's last are the next month's first."""
    leap = isleap(year)
    before, length = _MONTHS[leap][month - 1]
    return year + (before + min(day - 1, length)) / (366 if leap else 365)
