"""Dates in running text and in brackets. All names are invented."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from cells import article_of, context_of
from small_pack import small_pack, speak

from kg.extract.context import Context
from kg.extract.dates.text import find_dates, read_qualifier_dates
from kg.model.finding import Date, Period
from kg.model.text import Text


def verbatim(shown: str) -> Text:
    return Text.verbatim(shown, 0, len(shown))


CONFLICT = Period(Date(2017, 1, 20), Date(2017, 3, 9))


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("part of the league since 26 January", ["2017-01-26"]),
        ("from 12 December", ["2016-12-12"]),
        ("since 1 September", []),
        ("On 7 February 2017 it broke out, by 9 February it was over", ["2017-02-07", "2017-02-09"]),
        ("he died in May", ["2017-05"]),
        ("he may march", []),
        ("1943", ["1943"]),
        ("1500 men", []),
        ("a force of 1500 men", []),
        ("in 1941 they left", ["1941"]),
        ("Invasion (2001):", ["2001"]),
        ("in June, 1200 men", []),
        ("300,000 men", []),
        ("since the 1990s", ["199X"]),
        ("until late 1943", ["1943"]),
        ("31 February 2017", []),
        ("27 Feb.–6 Mar.", ["2017-02-27/2017-03-06"]),
    ],
)
def test_find_dates_completes_years_from_the_conflict(shown: str, expected: list[str]) -> None:
    context = Context(article_of({}), CONFLICT)
    found = find_dates(verbatim(shown), context)
    assert [one.value.edtf for one in found] == expected
    assert all(0 <= one.start < one.end <= len(shown) for one in found)


@pytest.mark.parametrize(
    ("shown", "start", "until", "as_of"),
    [
        ("(Until 7 February)", None, "2017-02-07", None),
        ("part of the league since 26 January", "2017-01-26", None, None),
        ("from 1941", "1941", None, None),
        ("1941 onwards", "1941", None, None),
        ("to 1943", None, "1943", None),
        ("(1941–43)", "1941", "1943", None),
        ("27 Feb.–6 Mar.", "2017-02-27", "2017-03-06", None),
        ("from 4 to 8 March", "2017-03-04", "2017-03-08", None),
        ("from 4 February until 8 March", "2017-02-04", "2017-03-08", None),
        ("split as of 2 March", None, None, "2017-03-02"),
        ("in 1944", None, None, "1944"),
        ("1943", None, None, "1943"),
        ("2011–present", "2011", None, None),
        ("no date here", None, None, None),
    ],
)
def test_read_qualifier_dates(shown: str, start: str | None, until: str | None, as_of: str | None) -> None:
    found = read_qualifier_dates(verbatim(shown), Context(article_of({}), CONFLICT))
    assert tuple(value.edtf if value else None for value in found) == (start, until, as_of)
    assert bool(found) == any((start, until, as_of))


def test_years_are_completed_only_where_one_fits() -> None:
    long = context_of(article_of({}))
    long = replace(long, period=Period(Date(1700, 1, 1), Date(1709, 12, 31)))
    assert find_dates(verbatim("since 26 January"), long) == ()
    turn = replace(long, period=Period(Date(1700, 12, 20), Date(1701, 2, 10)))
    assert [found.value.edtf for found in find_dates(verbatim("from 28 December until 4 January"), turn)] == ["1700-12-28/1701-01-04"]


@pytest.mark.parametrize(
    ("shown", "start", "until", "as_of"),
    [
        ("ab 3. Fero", "1702-03-03", None, None),
        ("dis zu 3. Fero", None, "1702-03-03", None),
        ("3. Fero dis 4. Mavo", "1702-03-03", "1702-05-04", None),
        ("ab 1702 Omos", "1702", None, None),
        ("1702 Omos", None, None, None),
        ("since 1702", None, None, None),
    ],
)
def test_bounds_are_words_of_the_language(
    shown: str, start: str | None, until: str | None, as_of: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak(small_pack(tmp_path), monkeypatch)
    found = read_qualifier_dates(verbatim(shown), Context(article_of({}), Period(Date(1702, 3, 1), Date(1702, 9, 30))))
    assert tuple(value.edtf if value else None for value in found) == (start, until, as_of)
