"""The names of people: which words are one, and how several on a line are parted. All names are invented."""

from __future__ import annotations

import pytest
from cells import text_of

from kg.extract.names.people import is_full_name, names_nobody, plain_name, split_at_ranks
from kg.language.language import Language, english


def test_full_names() -> None:
    words = ["Karl Wend", "Col. Wend", "[[Wend]]", "al-Rein Hars", "Otto Van Fleet"]
    none = ["Wend", "Duke of Esk", "Red Brigade", "commander", "the Red Duke", "Jr.", "1st Rifles", ""]
    assert [word for word in (*words, *none) if is_full_name(text_of(word), english())] == words


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Col. Karl Wend Maj. Otto Rein", ["Col. Karl Wend", "Maj. Otto Rein"]),
        ("Karl Wend Col. Otto Rein Gen. Knud Hars", ["Karl Wend", "Col. Otto Rein", "Gen. Knud Hars"]),
        ("Lt. Gen. Karl Wend", ["Lt. Gen. Karl Wend"]),
        ("Maj. Karl Wend 1st Lt. Otto Rein", ["Maj. Karl Wend", "1st Lt. Otto Rein"]),
        ("2nd Lt. Karl Wend Vice Adm. Otto Rein", ["2nd Lt. Karl Wend", "Vice Adm. Otto Rein"]),
        ("Karl Wend 1st Baron", ["Karl Wend 1st Baron"]),
        ("Karl Major Otto", ["Karl Major Otto"]),
        ("[[Karl Wend Maj. Otto Rein]]", ["Karl Wend Maj. Otto Rein"]),
        ("Karl Wend", ["Karl Wend"]),
    ],
)
def test_people_whom_only_ranks_part(line: str, people: list[str]) -> None:
    assert [part.shown.strip() for part in split_at_ranks(text_of(line), english())] == people


def test_words_that_stand_like_a_name_and_are_none() -> None:
    words = ["2nd Brigade", "Comte", "Unknown", "None", "See below", "Deputy Defence Minister", "Governor of Loft", "Killed in action", "POW"]
    assert [word for word in (*words, "Karl Wend", "Otto Van Fleet") if names_nobody(word, english())] == words


@pytest.mark.parametrize(
    ("words", "name", "also"),
    [
        ('Karl Wend "Karmo"', "Karl Wend", ('Karl Wend "Karmo"', "Karmo")),
        ('"Karmo" Karl Wend', "Karl Wend", ('"Karmo" Karl Wend', "Karmo")),
        ("Karl Wend a.k.a. Otto the Red", "Karl Wend", ("Otto the Red",)),
        ("Karl Wend, alias “Falcon”", "Karl Wend", ("Falcon",)),
        ('Karl "Karmo" Wend', 'Karl "Karmo" Wend', ('Karl "Karmo" Wend', "Karmo", "Karl Wend")),
        ("Sir Karl Wend", "Sir Karl Wend", ("Karl Wend",)),
        ("Karl Wend", "Karl Wend", ()),
    ],
)
def test_a_name_and_its_other_forms(words: str, name: str, also: tuple[str, ...]) -> None:
    found = plain_name(text_of(words), english())
    assert (found[0].shown, found[1]) == (name, also)


def test_the_words_come_from_the_pack(lomnish: Language, wordless: Language) -> None:
    line = text_of("Karl Wend Polkar Otto Rein")
    assert [[part.shown for part in split_at_ranks(line, language)] for language in (lomnish, wordless)] == [
        ["Karl Wend", "Polkar Otto Rein"],
        [line.shown],
    ]
    for words in ("Rudi Brigo", "Nevem", "Knez"):
        assert [names_nobody(words, language) for language in (lomnish, wordless)] == [True, False]
    told = [plain_name(text_of("Knez Karl Wend, hin Sokol"), language) for language in (lomnish, wordless)]
    assert [(name.shown, also) for name, also in told] == [
        ("Knez Karl Wend", ("Sokol", "Karl Wend")),
        ("Knez Karl Wend, hin Sokol", ()),
    ]
    assert [is_full_name(text_of("Karl Wend"), language) for language in (lomnish, wordless)] == [True, True]
