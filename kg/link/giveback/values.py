"""Values as Wikidata writes them: times with a precision, points, items. Pure."""

from __future__ import annotations

import re
from typing import Any

from kg.values import dataclass

YEAR, MONTH, DAY = 9, 10, 11
_DATE = re.compile(r"(-?\d{4,})(?:-(\d\d))?(?:-(\d\d))?")
_TIME = re.compile(r"([+-]\d+)-(\d\d)-(\d\d)T")
_POINT = re.compile(r"POINT ?\((-?[\d.]+) (-?[\d.]+)\)")
_GREGORIAN = "http://www.wikidata.org/entity/Q1985727"
# Days between the Julian and the Gregorian calendar, at most, in the centuries that articles tell of.
_CALENDARS_APART = 13


@dataclass(frozen=True, slots=True)
class Time:
    """A date of the calendar it is told in; year astronomical, month and day 0 below the precision (YEAR, MONTH or DAY)."""

    year: int
    month: int
    day: int
    precision: int
    julian: bool = False

    def __str__(self) -> str:
        year = f"{self.year:04d}" if self.year >= 0 else f"-{-self.year:04d}"
        return "-".join([year, f"{self.month:02d}", f"{self.day:02d}"][: self.precision - YEAR + 1])

    @property
    def wikidata(self) -> str:
        """The form of Wikidata: 331 BC is -0331."""
        year = self.year if self.year > 0 else self.year - 1
        return f"{'+' if year > 0 else '-'}{abs(year):04d}-{self.month:02d}-{self.day:02d}T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Place:
    """A point in degrees."""

    latitude: float
    longitude: float

    def __str__(self) -> str:
        return f"{self.latitude:g}, {self.longitude:g}"


Value = Time | Place | int


def time_of_literal(text: str) -> Time | None:
    """The time of an xsd:date, xsd:gYearMonth or xsd:gYear; None for anything else."""
    match = _DATE.fullmatch(text)
    if not match:
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    return Time(year, month, day, DAY if day else MONTH if month else YEAR)


def place_of_literal(text: str) -> Place | None:
    """The point of a geo:wktLiteral; None for anything else."""
    match = _POINT.fullmatch(text)
    return Place(float(match[2]), float(match[1])) if match else None


def read_value(datavalue: dict[str, Any]) -> Value | None:
    """A data value of Wikidata's JSON; None for types that are not compared and for times less precise than a year."""
    value = datavalue["value"]
    if not isinstance(value, dict):
        return None
    if "time" in value:
        match = _TIME.match(value["time"])
        precision = min(value.get("precision", 0), DAY)
        if not match or precision < YEAR:
            return None
        year = int(match[1])
        month, day = (int(match[2]) if precision >= MONTH else 0), (int(match[3]) if precision >= DAY else 0)
        return Time(year if year > 0 else year + 1, month, day, precision, value.get("calendarmodel", _GREGORIAN) != _GREGORIAN)
    if "latitude" in value:
        return Place(float(value["latitude"]), float(value["longitude"]))
    if str(value.get("id", "")).startswith("Q"):
        return int(value["id"][1:])
    return None


def same_time(ours: Time, theirs: Time) -> bool:
    """Whether two times agree as far as both are precise; days of different calendars may lie as far apart as these."""
    precision = min(ours.precision, theirs.precision)
    if theirs.julian and precision == DAY:
        return abs(_days(ours) - _days(theirs)) <= _CALENDARS_APART
    parts = precision - YEAR + 1
    return (ours.year, ours.month, ours.day)[:parts] == (theirs.year, theirs.month, theirs.day)[:parts]


def _days(time: Time) -> int:
    """A count of days that is good enough to tell how far apart two days are."""
    return time.year * 365 + time.month * 31 + time.day
