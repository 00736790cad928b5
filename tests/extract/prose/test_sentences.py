"""Sentences of prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.prose.sentences import is_abbreviation, sentences
from kg.language.language import english
from kg.model.text import Text


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("One fled. Two stayed.", ["One fled.", "Two stayed."]),
        ("Lt. Col. Otto Hars fell. He rose.", ["Lt. Col. Otto Hars fell.", "He rose."]),
        ("It met J. B. Hars. The end.", ["It met J. B. Hars.", "The end."]),
        ("The U.S. Army came to the U.S. The end.", ["The U.S. Army came to the U.S.", "The end."]),
        ("The 24. Division fled.", ["The 24. Division fled."]),
        ("It fell in 1701. Esk burned.", ["It fell in 1701.", "Esk burned."]),
        ("It fell.[3] [4] Esk burned.", ["It fell.[3] [4]", "Esk burned."]),
        ("“It fell.” Esk burned!", ["“It fell.”", "Esk burned!"]),
        ("It fell (at 5 p.m. or so). esk burned.", ["It fell (at 5 p.m. or so). esk burned."]),
        ("Esk\n\nburned", ["Esk", "burned"]),
        (" \n ", []),
    ],
)
def test_sentences(shown: str, expected: list[str]) -> None:
    text = Text.verbatim(f"--{shown}", 2, 2 + len(shown))
    found = sentences(text, english())
    assert [sentence.shown for sentence in found] == expected
    assert [f"--{shown}"[slice(*sentence.span())] for sentence in found] == expected


@given(st.text(alphabet="ab AB.!?\n\"'()[]1", max_size=80))
def test_sentences_lose_no_word(source: str) -> None:
    found = sentences(Text.verbatim(source, 0, len(source)), english())
    assert "".join("".join(one.shown.split()) for one in found) == "".join(source.split())
    assert list(found) == sorted(found, key=lambda one: one.span().start)


@pytest.mark.parametrize(
    ("word", "expected"), [("Gen", True), ("U.S", True), ("J", True), ("J.-P", True), ("gen", False), ("Esk", False), ("JP", False), ("", False)]
)
def test_abbreviations(word: str, expected: bool) -> None:
    assert is_abbreviation(word, english()) is expected
