"""Dates among counts, and the numbers of formations. All names are invented."""

from __future__ import annotations

import pytest
from cells import article_of, context_of, text_of

from kg.extract.dates.years import find_date_ranges, load_year_words
from kg.language.language import english


@pytest.mark.parametrize(
    ("written", "dates"),
    [
        ("40 men on 4 May 1943", ["4 May 1943"]),
        ("40 (1943)", ["1943"]),
        ("40 (as estimated in 1943 est.)", ["1943"]),
        ("40 men in 1943", ["1943"]),
        ("1943: 40 men", ["1943"]),
        ("1942 Esk offensive:", ["1942"]),
        ("40 in the 1943 Esk offensive", ["1943"]),
        ("1943 men", []),
        ("40 men in 1701", []),
        ("(1701–1705) 40 men", ["1701–1705"]),
    ],
)
def test_dates_count_no_one(written: str, dates: list[str]) -> None:
    text = text_of(written)
    assert [text.shown[start:end] for start, end in find_date_ranges(text, context_of(article_of({}), year=1943))] == dates


def test_the_number_of_a_formation() -> None:
    words = load_year_words(english())
    assert words.numbered.match(" Commando Brigade")
    assert not words.numbered.match(" commandos")
    assert words.headed.match(" panzer army: 765 killed")
    assert not words.headed.match(" tanks: 12")
