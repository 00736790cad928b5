"""Lists of words looked for as whole words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.prose.word_list import WordList

WORDS = ("led by", "led", "no", "so that", "self-styled")


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("They were led.", True),
        ("No.", False), ("no!", True), ("nothing", False), ("so thatched", False), ("and so that", True), ("so, that", False),
        ("a self-styled king", True), ("his self", False), ("", False),
    ],
)  # fmt: skip
def test_whole_words(shown: str, expected: bool) -> None:
    assert WordList.of(WORDS).is_in(shown) is expected


@pytest.mark.parametrize(
    ("shown", "at", "expected"), [("led by", 0, True), ("is led", 3, True), ("is led", 2, False), ("is", 0, False), ("", 0, False)]
)
def test_words_at_an_offset(shown: str, at: int, expected: bool) -> None:
    assert WordList.of(WORDS).begins(shown, at) is expected


def test_a_quick_look_sees_first_words() -> None:
    assert [WordList.of(WORDS).may_be_in(shown) for shown in ("so long", "that", "")] == [True, False, False]
    assert WordList.of(()).is_in("anything") is False


@given(st.lists(st.sampled_from(["led", "by", " ", "-", "so", "that", "self-styled", "no", "thing", "_", "."])))
def test_the_list_finds_what_a_pattern_finds(parts: list[str]) -> None:
    shown = "".join(parts)
    assert WordList.of(WORDS).is_in(shown) is bool(re.search(rf"\b(?:{'|'.join(map(re.escape, WORDS))})\b", shown))
