"""Days of the calendar that a date may mean, and the year that a date without one must have."""

from __future__ import annotations

from datetime import date, timedelta

from kg.extract.dates.partial import PartialDate
from kg.model.finding import Date, Period

# A date without a year that lies further than this from the conflict is left alone.
_REACH = timedelta(days=92)
# From the reform of the calendar to the last country that joined it.
_TWO_CALENDARS = range(1583, 1924)
_YEAR = timedelta(days=364)


def complete_date(part: PartialDate, period: Period, *, evident: bool = False) -> Date | None:
    """Give a date the one year that puts it into the period, or else within a season of it; None where none or several do.

    While the conflict goes on, several always do; ``evident`` takes the one of its first twelve months where it began on a known day or month.
    """
    if part.year is not None:
        return part.to_date()
    if part.month is None or period.start is None or (period.ongoing and period.start.precision == "year"):
        return None
    low, high = first_day(period.start), last_day(period.end or period.start)
    if low is None or high is None:
        return None
    years = range(max(low.year - 1, 1), min(high.year + 1, 9998) + 1) if high.year - low.year < 50 else range(0)
    candidates = [part._replace(year=year) for year in years]
    if period.ongoing and evident:
        high = low + _YEAR
    for reach in (timedelta(0), _REACH) if not period.ongoing else (timedelta(0),):
        fits = [dated for one in candidates if (dated := one.to_date()) and _touches(dated, low, high, reach)]
        if fits:
            return fits[0] if len(fits) == 1 else None
    return None


def _touches(value: Date, low: date, high: date, reach: timedelta) -> bool:
    start, end = first_day(value), last_day(value)
    return start is not None and end is not None and end + reach >= low and start - reach <= high


def first_day(value: Date) -> date | None:
    """The first day that a date may mean; None where the calendar of Python has none (before 1 AD, no such day)."""
    month = 1 if value.precision == "year" else value.month or 1
    return _day(value.first_year, month, value.day or 1)


def last_day(value: Date) -> date | None:
    """The last day that a date may mean; None where the calendar of Python has none."""
    if value.precision == "day":
        return first_day(value)
    year, month = (value.year, value.month or 1) if value.precision == "month" else (value.last_year, 12)
    after = _day(year + month // 12, month % 12 + 1, 1)
    return after - timedelta(days=1) if after else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # before 1 AD, after 9999, or no such day
        return None


def is_same_day(old: Date, new: Date) -> bool:
    """Whether two days are one, the first in the Julian, the second in the Gregorian calendar, at a time when both were in use."""
    if (old.precision, new.precision) != ("day", "day") or old.year not in _TWO_CALENDARS:
        return False
    julian, gregorian = first_day(old), first_day(new)
    return julian is not None and gregorian is not None and (gregorian - julian).days == gregorian.year // 100 - gregorian.year // 400 - 2


def sort_key(value: Date, end: int) -> tuple[int, int, int]:
    """Order dates by their first day (``end`` 0) or their last (1); any year is fine."""
    month = value.month if value.month and value.month <= 12 else (1, 12)[end]
    return (value.first_year, value.last_year)[end], month, value.day or (1, 31)[end]
