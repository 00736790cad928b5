"""Which dates of a row are those of the conflict."""

from __future__ import annotations

import pytest

from kg.extract.dates.choose import choose_dates
from kg.extract.dates.grammar import scan_dates
from kg.language.language import english


@pytest.mark.parametrize(
    ("shown", "dates", "others", "closed"),
    [
        ("4 May 1701 (main phase 5 May 1701)", ["4 May 1701"], [], False),
        ("(4 May 1701)", ["4 May 1701"], [], False),
        ("4 May 1701\nraids since 1700", ["4 May 1701"], [], False),
        ("24 May 1719 (4 June 1719)", ["4 June 1719"], [], False),
        ("24 May 1719 (3 June 1719)", ["24 May 1719"], [], False),
        ("4 June 1719 N.S.\n24 May 1719", ["4 June 1719"], [], False),
        ("4 May 1701 (ratified 8 June 1701)", ["4 May 1701"], ["8 June 1701"], False),
        ("4 May 1701, ratified on 8 June 1701, 9 July 1701", ["4 May 1701", "9 July 1701"], ["8 June 1701"], False),
        ("4 May 1701\nTreaty of Esk: 8 June 1701", ["4 May 1701"], ["8 June 1701"], False),
        ("War declared: 4 May 1701\nTreaty of Esk: 8 June 1701", ["4 May 1701"], ["8 June 1701"], True),
        ("4–6 May 1701\nTreaty of Esk: 8 June 1701", ["4–6 May 1701"], ["8 June 1701"], False),
        ("Treaty of Esk: 8 June 1701", ["8 June 1701"], [], False),
    ],
)
def test_choose_dates(shown: str, dates: list[str], others: list[str], closed: bool) -> None:
    chosen = choose_dates(list(scan_dates(shown, english())), shown, english())
    assert [shown[one.start : one.end] for one in chosen.dates] == dates
    assert ([shown[one.start : one.end] for one in chosen.others], chosen.closed) == (others, closed)
