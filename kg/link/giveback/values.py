"""Values as Wikidata writes them: times with a precision, points, quantities, items. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from kg.values import dataclass

YEAR, MONTH, DAY = 9, 10, 11
_DATE = re.compile(r"(-?\d{4,})(?:-(\d\d))?(?:-(\d\d))?")
_TIME = re.compile(r"([+-]\d+)-(\d\d)-(\d\d)T")
_POINT = re.compile(r"POINT ?\((-?[\d.]+) (-?[\d.]+)\)")
_GREGORIAN = "http://www.wikidata.org/entity/Q1985727"
# Days between the Julian and the Gregorian calendar, at most, in the centuries that articles tell of.
_CALENDARS_APART = 13
_GREGORIAN_FROM = (1582, 10, 15)
_GREGORIAN_IN_BRITAIN = (1752, 9, 14)


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


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of people, by its bounds; both are the same for an exact one."""

    low: int
    high: int

    def __str__(self) -> str:
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"

    @property
    def doubled(self) -> tuple[int, int]:
        """Twice the middle and twice its distance from the bounds, which are whole numbers."""
        return self.low + self.high, self.high - self.low


Value = Time | Place | Quantity | int


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
    if "amount" in value:
        return _quantity(value)
    if str(value.get("id", "")).startswith("Q"):
        return int(value["id"][1:])
    return None


def _quantity(value: dict[str, Any]) -> Quantity | None:
    """A number without a unit, as far as it is whole."""
    try:
        low, high = (float(value.get(bound) or value["amount"]) for bound in ("lowerBound", "upperBound"))
    except (ValueError, TypeError):
        return None
    if str(value.get("unit", "1")) != "1" or not (low.is_integer() and high.is_integer()):
        return None
    return Quantity(int(low), int(high))


def in_calendar_of_the_time(time: Time) -> Time:
    """A date as it is told of its time: days before 15 October 1582, when the Gregorian calendar began, are of the Julian one."""
    return replace(time, julian=(time.year, time.month or 1, time.day or 1) < _GREGORIAN_FROM)


def is_unsettled(time: Time) -> bool:
    """Whether it is not settled in which calendar a day is told: one of the times when Europe had both, until Britain changed."""
    return time.precision == DAY and _GREGORIAN_FROM <= (time.year, time.month, time.day) < _GREGORIAN_IN_BRITAIN


def same_time(ours: Time, theirs: Time) -> bool:
    """Whether two times agree as far as both are precise; days of different calendars may lie as far apart as these."""
    precision = min(ours.precision, theirs.precision)
    if theirs.julian != ours.julian and precision == DAY:
        return abs(_days(ours) - _days(theirs)) <= _CALENDARS_APART
    parts = precision - YEAR + 1
    return (ours.year, ours.month, ours.day)[:parts] == (theirs.year, theirs.month, theirs.day)[:parts]


def _days(time: Time) -> int:
    """A count of days that is good enough to tell how far apart two days are."""
    return time.year * 365 + time.month * 31 + time.day
