"""Dates with full stops in figures."""

from __future__ import annotations

import pytest
from cells import article_of, context_of, text_of

from kg.extract.dates.dotted import find_dotted, read_dates
from kg.model.finding import Date

CONTEXT = context_of(article_of({}), year=1943)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("10.08 – 30.09.43: 765", [(Date(1943, 8, 10), Date(1943, 9, 30), None)]),
        ("10.08.1942-30.09.1943", [(Date(1942, 8, 10), Date(1943, 9, 30), None)]),
        ("(30.09.1943)", [(None, None, Date(1943, 9, 30))]),
        ("31.02.1943", []),
        ("30.13.43", []),
        ("10.08", []),
        ("version 1.10.08.43", []),
        ("1.500 men", []),
    ],
)
def test_find_dotted(shown: str, expected: list[tuple[Date | None, Date | None, Date | None]]) -> None:
    assert [tuple(found.dates) for found in find_dotted(shown, CONTEXT)] == expected


@pytest.mark.parametrize(("shown", "expected"), [("30.09.43", Date(1943, 9, 30)), ("30 September 1943", Date(1943, 9, 30)), ("3.5 men", None)])
def test_read_dates(shown: str, expected: Date | None) -> None:
    assert read_dates(text_of(shown), CONTEXT).as_of == expected
