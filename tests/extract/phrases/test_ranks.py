"""Ranks and titles before names, and what goes on with a name behind a comma. All names are invented."""

from __future__ import annotations

import pytest
from cells import text_of

from kg.extract.phrases.ranks import (
    begins_name,
    continues_name,
    find_rank_borders,
    is_rank,
    is_title,
    match_rank,
    split_rank,
    strip_titles,
)
from kg.language.language import Language, english


@pytest.mark.parametrize(
    ("words", "rank", "name"),
    [
        ("Field Marshal Wend", "Field Marshal", "Wend"),
        ("Vice-Admiral Otto Rein", "Vice-Admiral", "Otto Rein"),
        ("Gen.Maj. Schmal", "Gen.Maj.", "Schmal"),
        ("Brig. Gen. Otto Rein", "Brig. Gen.", "Otto Rein"),
        ("Generalfeldmarschall Otto Rein", "Generalfeldmarschall", "Otto Rein"),
        ("Colonel General Otto Rein", "Colonel General", "Otto Rein"),
        ("Lieutenant général François Rein", "Lieutenant général", "François Rein"),
        ("Generals Otto Rein", "", "Generals Otto Rein"),
        ("Coline Rein", "", "Coline Rein"),
        ("General of Esk", "", "General of Esk"),
        ("Major", "Major", ""),
        ("gen Otto", "gen", "Otto"),
        ("ac Otto", "", "ac Otto"),
        ("Major-Domo Rein", "", "Major-Domo Rein"),
        ("[[Colonel|Col.]] [[Otto Rein]]", "Col.", "Otto Rein"),
        ("Gen.Otto Rein", "Gen.", "Otto Rein"),
        ("Lt.Col.O. Rein", "Lt.Col.", "O. Rein"),
        ("Air Mshl Otto Rein", "Air Mshl", "Otto Rein"),
        ("Gen.otto", "", "Gen.otto"),
    ],
)
def test_a_rank_is_parted_from_the_name(words: str, rank: str, name: str) -> None:
    found = split_rank(text_of(words), english())
    assert (found[0].shown, found[1].shown) == (rank, name)
    assert is_rank(words, english()) is (bool(rank) and not name)


@pytest.mark.parametrize(("words", "length"), [("Lt. Col. Wend", 8), ("Colonel's men", 0), ("Captain", 7), ("Wend", 0)])
def test_the_length_of_a_rank(words: str, length: int) -> None:
    assert match_rank(words, english()) == length


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Sir Karl Wend", "Karl Wend"),
        ("Prince Sir Karl Wend", "Karl Wend"),
        ("Lord Esk", "Lord Esk"),
        ("Duke of Esk", "Duke of Esk"),
        ("Sirius Wend", "Sirius Wend"),
        ("King", "King"),
    ],
)
def test_titles_of_honour_are_taken_off_a_name_of_two_words(name: str, expected: str) -> None:
    assert strip_titles(name, english()) == expected


def test_bare_titles() -> None:
    words = ["Comte", "King", "Comte Otto", "Wend", ""]
    assert [word for word in words if is_title(word, english())] == words[:2]


def test_what_goes_on_with_a_name_after_a_comma() -> None:
    words = ["Duke of Esk", "Jr.", "1st Baron Varn", "marquis d'Esk", "commander", "Otto Rein", "1st Brigade"]
    assert [word for word in words if continues_name(word, english())] == words[:4]


def test_how_names_begin() -> None:
    words = ["Wend", "von Wend", "al-Rein", "Östen", "the Red", "1st", "“Red”"]
    assert [word for word in words if begins_name(word, english())] == words[:4]


def test_the_words_come_from_the_pack(lomnish: Language, wordless: Language) -> None:
    names = ["Vic-Polkar Karl Wend", "Polkar ze skib Wend", "PLK Wend", "XK-Polkar Wend", "General Wend", "Polkar ze Esk"]
    assert [tuple(part.shown for part in split_rank(text_of(name), lomnish)) for name in names] == [
        ("Vic-Polkar", "Karl Wend"),
        ("Polkar ze skib", "Wend"),
        ("PLK", "Wend"),
        ("XK-Polkar", "Wend"),
        ("", "General Wend"),
        ("", "Polkar ze Esk"),
    ]
    assert [split_rank(text_of(name), wordless)[0].shown for name in names] == [""] * len(names)
    assert [strip_titles("Knez Karl Wend", language) for language in (lomnish, wordless)] == ["Karl Wend", "Knez Karl Wend"]
    assert [is_title("Knez", language) for language in (lomnish, wordless)] == [True, False]
    for words in ("Mlad", "Veli Knez"):
        assert [continues_name(words, language) for language in (lomnish, wordless)] == [True, False]
    assert [begins_name("zu Wend", language) for language in (lomnish, wordless)] == [True, False]


def test_borders_between_people_whom_only_a_rank_parts(lomnish: Language, wordless: Language) -> None:
    shown = "Karl Wend Polkar Otto Rein Vojar Knud Hars"
    assert [start for start, _ in find_rank_borders(shown, lomnish)] == [9]
    assert [start for start, _ in find_rank_borders(shown, wordless)] == []
