"""A victory that the lead gives to another side."""

from __future__ import annotations

import pytest
from cells import brief
from leads import AT, STATED, group, read_stated

from kg.extract.lead.result import load_victory_words
from kg.language.language import Language, english
from kg.model.finding import CONFLICT, Finding, Phrase, Side
from kg.model.issue import Issue

VICTORY = (
    *STATED,
    Finding(Side(2), "belligerent", group("Kingdom of Norland"), AT, "belligerent"),
    Finding(CONFLICT, "outcome", Phrase("Decisive Varnish victory"), AT, "outcome"),
)


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("It ended in a decisive Norlander victory.", ["decisive Norlander victory"]),
        ("The battle was a Norland victory.", ["Norland victory"]),
        ("It ended in a Varnish victory.", []),
        ("It ended in an Eskish victory.", []),
        ("It ended in a draw.", []),
    ],
)
def test_a_victory_of_the_other_side_is_told_beside_an_issue(lead: str, expected: list[str]) -> None:
    found = read_stated(lead, VICTORY)
    assert [f[2] for f in brief(found) if f[1] == "outcome"] == expected
    assert len([i for i in found if isinstance(i, Issue) and i.code == "lead-contradicts-infobox"]) == len(expected)


@pytest.mark.parametrize(
    ("outcome", "victor"), [("Decisive Varnish victory", "Varnish"), ("Norland triumph", "Norland"), ("varnish victory", None), ("Draw", None)]
)
def test_the_victor_of_an_outcome(outcome: str, victor: str | None) -> None:
    match = load_victory_words(english()).victory.search(outcome)
    assert (match["victor"] if match else None) == victor


def test_a_pack_without_words_knows_no_victory(empty_pack: Language) -> None:
    assert load_victory_words(empty_pack).victory.search("Varnish victory") is None
