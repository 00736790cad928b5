"""Dates of unequal precision as days, and how long something lasted."""

from __future__ import annotations

import datetime

import pytest

from kg.tables.dates import count_days, count_duration, stretch_of


@pytest.mark.parametrize(
    ("date", "found"),
    [
        ("1944-06-06", ("day", "1944-06-06", "1944-06-06")),
        ("1944-02", ("month", "1944-02-01", "1944-02-29")),
        ("1900-02", ("month", "1900-02-01", "1900-02-28")),
        ("1944", ("year", "1944-01-01", "1944-12-31")),
        ("-0331-10", ("month", "-0331-10-01", "-0331-10-31")),
        ("0955", ("year", "0955-01-01", "0955-12-31")),
        ("1944-13", None),
        ("1944-02-30", None),
        ("194X", None),
        ("", None),
    ],
)
def test_a_date_means_some_days(date: str, found: tuple[str, str, str] | None) -> None:
    stretch = stretch_of(date)
    assert (stretch and stretch[:3]) == found


@pytest.mark.parametrize("day", ["0001-01-01", "1582-10-15", "1600-02-29", "1899-12-31", "1900-03-01", "2000-02-29", "2026-11-29"])
def test_days_are_counted_as_the_calendar_of_python_does(day: str) -> None:
    date = datetime.date.fromisoformat(day)
    assert count_days(date.year, date.month, date.day) - count_days(1, 1, 1) == date.toordinal() - 1


def test_days_are_counted_over_the_year_0() -> None:
    assert count_days(1, 1, 1) - count_days(0, 1, 1) == 366
    assert count_days(0, 1, 1) - count_days(-1, 1, 1) == 365


@pytest.mark.parametrize(
    ("start", "end", "when", "days"),
    [
        ("1944-06-06", "1944-06-06", "1944-06-06", (1, 1)),
        ("1944-06-06", "1944-06-30", None, (25, 25)),
        ("1944-06", "1944-06", None, (1, 30)),
        ("1944-05", "1944-07", "1944-05/1944-07", (32, 92)),
        ("1939", "1945-05-08", None, (1956, 2320)),
        ("1944-06-06", None, "1944-06-06/..", (None, None)),
        ("1944-05", "1944-07", "1944-05~/1944-07", (None, None)),
        ("1944-07-01", "1944-06-01", None, (None, None)),
    ],
)
def test_how_long_it_lasted(start: str, end: str | None, when: str | None, days: tuple[int | None, int | None]) -> None:
    assert count_duration(start, end, when) == days
