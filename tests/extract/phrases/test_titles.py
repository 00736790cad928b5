"""Titles before and behind the names of linked people. All names are invented."""

from __future__ import annotations

import pytest

from kg.extract.phrases.titles import load_titles, match_titles, names_title
from kg.language.language import Language, english


@pytest.mark.parametrize(
    ("words", "rank"),
    [
        ("Sultan", "Sultan"),
        ("sultan", "sultan"),
        ("Duke of Esk", "Duke of Esk"),
        ("Prince-Bishop of Upper Esk", "Prince-Bishop of Upper Esk"),
        ("King of Esk and Varn", "King of Esk and Varn"),
        ("Lieutenant-Colonel Count", "Lieutenant-Colonel Count"),
        ("Field Marshal, Prince", "Field Marshal, Prince"),
        ("Lt. Gen. Sir", "Lt. Gen."),
        ("Sir", ""),
        ("Grand Vizier", "Grand Vizier"),
        ("Duke of", None),
        ("Duke de", None),
        ("Otto", None),
        ("Kingston", None),
        ("King Otto", None),
        ("", None),
    ],
)
def test_words_before_a_name_are_a_rank_as_a_whole_or_none(words: str, rank: str | None) -> None:
    place = match_titles(words, english())
    assert (words[slice(*place)] if place is not None else None) == rank


@pytest.mark.parametrize(
    ("page", "expected"), [("Horka (title)", True), ("Marshal (military rank)", True), ("Horka (village)", False), ("Title", False)]
)
def test_pages_about_titles(page: str, expected: bool) -> None:
    assert names_title(page, english()) is expected


def test_the_words_come_from_the_pack(wordless: Language) -> None:
    assert (match_titles("Sultan", wordless), load_titles(wordless).plural.match("kings of")) == (None, None)
