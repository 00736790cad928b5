"""Ranges whose bounds have words of their own between them. All names are invented."""

from __future__ import annotations

import pytest
from cells import article_of, context_of, text_of
from figure_cells import estimates

from kg.extract.dates.years import find_date_ranges
from kg.extract.figures.items import split_counts
from kg.extract.figures.ranges import join_ranges
from kg.language.language import english


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("11,132 men - 20,000", [(11132, 20000, "men", "casualties")]),
        ("11,132 men{note:x} – 20,000 men", [(11132, 20000, "men", "casualties")]),
        ("From 7,166 dead to 11,000 killed (Varn estimate)", [(7166, 11000, None, "killed")]),
        ("40 tanks to 60 tanks lost", [(40, 60, "tanks", "destroyed")]),
        ("between 40 killed and 60 killed", [(40, 60, None, "killed")]),
        ("300 wounded — c. 400", [(300, 400, None, "wounded")]),
        ("40 killed and 60 killed", [(40, 40, None, "killed"), (60, 60, None, "killed")]),
        ("40 killed – 60 wounded", [(40, 40, None, "killed"), (60, 60, None, "wounded")]),
        ("60 killed – 40", [(60, 60, None, "killed"), (40, 40, None, "casualties")]),
        ("3 battalions – 9", [(3, 3, "battalions", "destroyed"), (9, 9, None, "casualties")]),
        ("3 guns – 400 men", [(3, 3, "guns", "destroyed"), (400, 400, "men", "casualties")]),
        ("40 killed, 60", [(40, 40, None, "killed"), (60, 60, None, "casualties")]),
    ],
)
def test_one_range_or_two_figures(written: str, expected: list[tuple[int, int, str | None, str]]) -> None:
    assert [(e.low, e.high, e.counts, e.category) for e in estimates(written)] == expected


def test_parts_stay_parts_of_a_range() -> None:
    text = text_of("40 men – 60 (including 5 scouts), 7 guns")
    counts = join_ranges(split_counts(text, find_date_ranges(text, context_of(article_of({}))), english()), text.shown, english())
    assert [(count.amount.low, count.amount.high, count.parent) for count in counts] == [(40, 60, None), (5, 5, 0), (7, 7, None)]
