"""What looks like a date in the date row and is none."""

from __future__ import annotations

import pytest

from kg.extract.dates.mask import mask_row
from kg.language.language import english


@pytest.mark.parametrize(
    ("shown", "left"),
    [
        ("4 May 1701, 05:30", "4 May 1701,"),
        ("4–9 May 1701 (5 days)", "4–9 May 1701"),
        ("Monday, 4 May 1701", "      , 4 May 1701"),
        ("4 May 1701 (1701-05-04)", "4 May 1701"),
        ("4 June 1719 (24 May O.S.)", "4 June 1719"),
        ("1804 (1219 AH)", "1804"),
        ("4 May 1701[b]", "4 May 1701"),
        ("24 May (4 June) 1719", "24 May /4 June  1719"),
        ("24 May (5 June) 1719", "24 May (5 June) 1719"),
        ("4, 6 May 1701", "4& 6 May 1701"),
        ("May 4, 1701", "May 4, 1701"),
    ],
)
def test_mask_row(shown: str, left: str) -> None:
    masked = mask_row(shown, english())
    assert (masked.rstrip(), len(masked)) == (left, len(shown))
