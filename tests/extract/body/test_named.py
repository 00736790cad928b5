"""The one party that a sentence names."""

from __future__ import annotations

import pytest
from wiki_pages import read

from kg.extract.article import extract
from kg.extract.body.named import know_parties
from kg.extract.context import Context
from kg.model.finding import Date, Period
from kg.model.text import Text

DAY = Date(1942, 5, 4)
PAGE = """{{Infobox military conflict
| conflict = Battle of Esk
| date = 4 May 1942
| combatant1 = [[Nazi Germany]]
| combatant2 = [[United Kingdom]]<br>[[Canada]]
| commander2 = [[Ada Storm]]
| units2 = [[Fen Rifles]]
}}
The '''Battle of Esk''' was a battle.
"""


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The Germans lost 45 killed.", (1, "nazi germany", True, False)),
        ("The British lost 45 killed.", (2, "united kingdom", False, False)),
        ("Allied losses were 45 killed.", (2, "", True, False)),
        ("The British reported 45 killed.", (2, "united kingdom", False, True)),
        ("The British and Canadians lost 45 killed.", None),
        ("The Germans and the British lost 45 killed.", None),
        ("The British supposedly lost 45 killed.", None),
        ("The British 3rd Division lost 45 killed.", None),
        ("The British under Ada Storm lost 45 killed.", None),
        ("The British Fen Rifles lost 45 killed.", None),
        ("They lost 45 killed.", None),
    ],
)
def test_who_is_named(sentence: str, expected: tuple[int, str, bool, bool] | None) -> None:
    article = read(PAGE)
    parties = know_parties(extract(article).findings, Context(article, period=Period(DAY, DAY)))
    named = parties.name_one(Text.verbatim(sentence, 0, len(sentence)))
    assert (named and (named.side.number, named.party, named.whole, named.attributed)) == expected
