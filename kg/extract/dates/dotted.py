"""Dates that are written with full stops, day before month: "10.08 – 30.09.43". Figures of armies are often copied with such dates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.extract.context import Context
from kg.extract.dates.calendar import first_day
from kg.extract.dates.text import QualifierDates, read_qualifier_dates
from kg.model.finding import Date
from kg.model.text import Text
from kg.patterns import lazy_pattern

_DOTTED = lazy_pattern(
    r"(?<![\w.,])(?:(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.?(?P<year>\d{4}|\d{2})?\s*[-–—]\s*)?"
    r"(?P<day2>\d{1,2})\.(?P<month2>\d{1,2})\.(?P<year2>\d{4}|\d{2})(?!\w|[.,]\d)"
)


class DottedDates(NamedTuple):
    """A date or a range with the offsets of its words."""

    dates: QualifierDates
    start: int
    end: int


def find_dotted(shown: str, context: Context) -> Iterator[DottedDates]:
    """Find the dates; a year of two digits lies in the century of the conflict. What is no date of the calendar is left out."""
    for match in _DOTTED.finditer(shown):
        last = _date(match["day2"], match["month2"], match["year2"], context)
        first = _date(match["day"], match["month"], match["year"] or match["year2"], context) if match["day"] else None
        if last and first:
            yield DottedDates(QualifierDates(start=first, until=last), *match.span())
        elif last and not match["day"]:
            yield DottedDates(QualifierDates(as_of=last), *match.span())


def read_dates(text: Text, context: Context) -> QualifierDates:
    """Read when a statement holds, of dates with words and of those with full stops."""
    return read_qualifier_dates(text, context) or next((found.dates for found in find_dotted(text.shown, context)), QualifierDates())


def _date(day: str, month: str, year: str, context: Context) -> Date | None:
    number = int(year)
    if len(year) < 4:
        known = context.period.start or context.period.end
        if known is None or known.year < 1000:
            return None
        number += known.year // 100 * 100
    date = Date(number, int(month), int(day))
    return date if 1 <= int(month) <= 12 and first_day(date) else None
