"""One date as far as its words go."""

from __future__ import annotations

import pytest

from kg.extract.dates.partial import read_partial
from kg.extract.dates.tokens import split_tokens
from kg.language.language import english
from kg.model.finding import Date


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("4 May 1701", Date(1701, 5, 4)),
        ("May 4, 1701", Date(1701, 5, 4)),
        ("c. May 1701", Date(1701, 5, approximate=True)),
        ("AD 9", Date(9)),
        ("1 BC", Date(0)),
        ("1701-05-04", Date(1701, 5, 4)),
        ("4th century", Date(300, unspecified=2)),
        ("1st century", Date(1, unspecified=2)),
        ("4th century BC", Date(-300, unspecified=2)),
        ("1st century BC", Date(0, unspecified=2)),
        ("1790s", Date(1790, unspecified=1)),
        ("320s", Date(320, unspecified=1)),
        ("320s BC", Date(-319, unspecified=1)),
        ("4 May", None),
    ],
)
def test_read_partial(shown: str, expected: Date | None) -> None:
    assert read_partial(split_tokens(shown, english())).to_date() == expected


@pytest.mark.parametrize(
    ("shown", "exists"), [("29 February 1704", True), ("29 February 1701", False), ("31 April", False), ("0.5.1701", False), ("1701", True)]
)
def test_days_that_the_calendar_has(shown: str, exists: bool) -> None:
    assert read_partial(split_tokens(shown, english())).exists is exists
