"""Days of the calendar that a date may mean."""

from __future__ import annotations

from datetime import date

import pytest

from kg.extract.dates.calendar import complete_date, first_day, is_same_day, last_day, sort_key
from kg.extract.dates.partial import PartialDate
from kg.model.finding import Date, Period


@pytest.mark.parametrize(
    ("dated", "first", "last"),
    [
        (Date(1701, 5, 4), date(1701, 5, 4), date(1701, 5, 4)),
        (Date(1701, 2), date(1701, 2, 1), date(1701, 2, 28)),
        (Date(1704, 2), date(1704, 2, 1), date(1704, 2, 29)),
        (Date(1701, 12), date(1701, 12, 1), date(1701, 12, 31)),
        (Date(1701), date(1701, 1, 1), date(1701, 12, 31)),
        (Date(1701, 24), date(1701, 1, 1), date(1701, 12, 31)),
        (Date(1790, unspecified=1), date(1790, 1, 1), date(1799, 12, 31)),
        (Date(-43), None, None),
        (Date(1701, 2, 30), None, None),
    ],
)
def test_first_and_last_day(dated: Date, first: date | None, last: date | None) -> None:
    assert (first_day(dated), last_day(dated)) == (first, last)


PERIOD = Period(Date(1700, 12, 20), Date(1701, 2, 10))


@pytest.mark.parametrize(
    ("month", "day", "period", "expected"),
    [
        (12, 28, PERIOD, Date(1700, 12, 28)),
        (1, None, PERIOD, Date(1701, 1)),
        (4, 1, PERIOD, Date(1701, 4, 1)),
        (7, 1, PERIOD, None),
        (4, 1, Period(Date(1700, 12, 20), Date(1701, 2, 10), True), None),
        (1, 26, Period(Date(1700), Date(1709)), None),
        (1, 26, Period(Date(1600), Date(1709)), None),
        (1, 26, Period(None, None), None),
        (2, 30, PERIOD, None),
        (None, 4, PERIOD, None),
    ],
)
def test_a_year_is_added_only_where_one_fits(month: int | None, day: int | None, period: Period, expected: Date | None) -> None:
    assert complete_date(PartialDate(0, 1, None, month, day), period) == expected


OPEN = Period(Date(1701, 2, 21), None, True)


@pytest.mark.parametrize(
    ("month", "day", "period", "expected"),
    [
        (9, 30, OPEN, Date(1701, 9, 30)),
        (1, 5, OPEN, Date(1702, 1, 5)),
        (3, None, Period(Date(1701, 2), None, True), Date(1701, 3)),
        (9, 30, Period(Date(1701), None, True), None),
        (9, 30, Period(Date(1701, 2, 21), Date(1709, 5)), None),
        (9, 30, Period(Date(1701, 2, 21), None), None),
    ],
)
def test_the_evident_year_while_the_conflict_goes_on(month: int, day: int | None, period: Period, expected: Date | None) -> None:
    assert complete_date(PartialDate(0, 1, None, month, day), period, evident=True) == expected
    assert complete_date(PartialDate(0, 1, None, month, day), period) is None


def test_a_date_with_a_year_stays_as_it_is() -> None:
    assert complete_date(PartialDate(0, 1, 1702, 5, 4), PERIOD) == Date(1702, 5, 4)


@pytest.mark.parametrize(
    ("dated", "first", "last"),
    [
        (Date(1701, 5, 4), (1701, 5, 4), (1701, 5, 4)),
        (Date(1701), (1701, 1, 1), (1701, 12, 31)),
        (Date(1701, 21), (1701, 1, 1), (1701, 12, 31)),
        (Date(0, unspecified=2), (-99, 1, 1), (0, 12, 31)),
        (Date(-100, unspecified=2), (-199, 1, 1), (-100, 12, 31)),
        (Date(1, unspecified=2), (1, 1, 1), (99, 12, 31)),
        (Date(1790, unspecified=1), (1790, 1, 1), (1799, 12, 31)),
    ],
)
def test_sort_key(dated: Date, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert (sort_key(dated, 0), sort_key(dated, 1)) == (first, last)


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        (Date(1719, 5, 24), Date(1719, 6, 4), True),
        (Date(1719, 5, 24), Date(1719, 6, 5), False),
        (Date(1917, 10, 25), Date(1917, 11, 7), True),
        (Date(1942, 10, 25), Date(1942, 11, 7), False),
        (Date(1501, 5, 24), Date(1501, 6, 3), False),
        (Date(1719, 5), Date(1719, 6), False),
    ],
)
def test_one_day_in_two_calendars(old: Date, new: Date, same: bool) -> None:
    assert is_same_day(old, new) is same
