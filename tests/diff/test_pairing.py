"""Which claims are told as one that changed, and which as one that went and one that came."""

from __future__ import annotations

import pytest
from diff_sides import ZELL, build, differences

from kg.diff.difference import Difference

Row = tuple[str, str, str | None, str | None, tuple[str, ...]]
TITLE = "Raid on Zell"


def facts(found: list[Difference]) -> list[Row]:
    return [(d.change, d.property, d.old_value, d.new_value, d.aspects) for d in found if d.kind == "fact" and d.property != "hasSide"]


def of(before: str, after: str) -> list[Row]:
    """The facts that differ where words of the article are others."""
    assert before in ZELL
    return facts(differences([build(TITLE, ZELL)], [build(TITLE, ZELL.replace(before, after))]))


CASES: list[tuple[str, str, list[Row]]] = [
    ("3,000", "3,000–4,000", [("changed", "strength", "3000", "3000–4000", ("value", "words"))]),
    ("3,000", "3,000<br>40 ships", [("added", "strength", None, "40 ships", ())]),
    ("40 killed<br>12 wounded", "41 killed<br>13 wounded", [
        ("changed", "losses", "12 wounded", "13 wounded", ("value", "words")), ("changed", "losses", "40 killed", "41 killed", ("value", "words")),
    ]),
    ("40 killed<br>12 wounded", "40 killed<br>12 captured", [
        ("added", "losses", None, "12 captured", ()), ("removed", "losses", "12 wounded", None, ()),
    ]),
    ("40 killed<br>12 wounded", "40 killed<br>41 killed", [
        ("added", "losses", None, "41 killed", ()), ("removed", "losses", "12 wounded", None, ()),
    ]),
    ("[[Ada Storm]] {{POW}}", "Adm. [[Ada Storm]] {{POW}}", [("changed", "commander", "Ada Storm", "Ada Storm", ("rank", "words"))]),
    ("[[Ada Storm]] {{POW}}", "[[Knud Hars]] {{POW}}", [
        ("added", "commander", None, "Knud Hars", ()), ("removed", "commander", "Ada Storm", None, ()),
    ]),
    ("Gen. [[Otto Rein]]\n| commander2 = [[Ada Storm]] {{POW}}", "[[Ada Storm]] {{POW}}\n| commander2 = Gen. [[Otto Rein]]", [
        ("changed", "commander", "Ada Storm (side 2)", "Ada Storm (side 1)", ("side",)),
        ("changed", "commander", "Otto Rein (side 1)", "Otto Rein (side 2)", ("side",)),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "expected"), CASES, ids=[case[1][:20] for case in CASES])
def test_what_changed_and_what_came_and_went(before: str, after: str, expected: list[Row]) -> None:
    assert sorted(of(before, after), key=repr) == sorted(expected, key=repr)


def test_words_that_moved_in_the_text_are_no_difference() -> None:
    moved = ZELL.replace("| combatant1", "<!-- a comment that moves all that follows -->\n| combatant1")
    assert facts(differences([build(TITLE, ZELL)], [build(TITLE, moved)])) == []
