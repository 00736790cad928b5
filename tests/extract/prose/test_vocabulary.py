"""The words that make up names."""

from __future__ import annotations

import pytest

from kg.extract.prose.vocabulary import is_of_people, is_proper, kind_of_name, load_name_words, shape, stems, strip_possessive
from kg.language.language import Language, english


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Battle of Loft", "conflict"),
        ("Varnish civil war", "conflict"),
        ("Loft Operations Command", "group"),
        ("Jabhat Nahr", "group"),
        ("NRA", "group"),
        ("Loft River", "place"),
        ("King Knud", "person"),
        ("Loft", None),
        ("", None),
    ],
)
def test_kinds_of_names(name: str, kind: str | None) -> None:
    assert kind_of_name(name, english()) == kind


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Battle of Loft", {"loft"}), ("Varnish civil war", {"varni", "civil"}), ("Varn Offensive", {"varn"}), ("The War", set())],
)
def test_stems_tell_events_apart(name: str, expected: set[str]) -> None:
    assert stems(name, english()) == expected


@pytest.mark.parametrize(
    ("word", "letter"),
    [
        ("von", "i"),
        ("of", "j"), ("war", "e"), ("civil", "c"), ("5th", "O"), ("1/3rd", "O"), ("First", "O"), ("No.", "O"), ("The", "x"), ("fled", "x"),
        ("Army", "H"), ("Battle", "H"), ("Varn", "P"), ("al-Esk", "P"),
    ],
)  # fmt: skip
def test_the_shape_of_words(word: str, letter: str) -> None:
    assert shape(word, load_name_words(english())) == letter


@pytest.mark.parametrize(("word", "expected"), [("Varn", True), ("al-Esk", True), ("3rd", True), ("fled", False), ("", False)])
def test_words_that_may_begin_a_name(word: str, expected: bool) -> None:
    assert is_proper(word, load_name_words(english())) is expected


@pytest.mark.parametrize(("word", "expected"), [("Dutch", True), ("Varnish", True), ("Eskian", True), ("Varn", False)])
def test_adjectives_of_peoples(word: str, expected: bool) -> None:
    assert is_of_people(word, load_name_words(english())) is expected


@pytest.mark.parametrize(("word", "expected"), [("Varn's", "Varn"), ("Varn’s", "Varn"), ("Hars'", "Hars"), ("Varn", "Varn"), ("'s", "")])
def test_possessives_are_taken_off(word: str, expected: str) -> None:
    assert strip_possessive(word, load_name_words(english())) == expected


def test_a_pack_without_words_knows_names_by_their_capitals(empty_pack: Language) -> None:
    words = load_name_words(empty_pack)
    assert [shape(word, words) for word in ("Battle", "of", "5th", "war", "Varn's")] == ["P", "x", "x", "x", "P"]
    assert strip_possessive("Varn's", words) == "Varn's"
