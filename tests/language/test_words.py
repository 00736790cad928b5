"""Patterns made of lists of words."""

from __future__ import annotations

import re

import pytest

from kg.language.words import any_of, lower_letters


@pytest.mark.parametrize(
    ("words", "blank", "expected"),
    [
        (["to", "up to"], "", r"up\ to|to"),
        (["up to"], r"\s+", r"up\s+to"),
        (["a.m", "am", "am"], "", r"a\.m|am"),
        ([], "", "(?!)"),
    ],
)
def test_any_of(words: list[str], blank: str, expected: str) -> None:
    assert any_of(words, blank=blank) == expected


def test_no_words_match_nothing() -> None:
    assert [re.search(any_of(()), shown) for shown in ("", "word")] == [None, None]


@pytest.mark.parametrize(
    ("shown", "expected"), [("Varn KILLED", "varn killed"), ("ÉSK ẞ", "ésk ß"), ("\u0130zmit A", "\u0130zmit a"), ("straße", "straße"), ("", "")]
)
def test_lower_letters_keeps_every_offset(shown: str, expected: str) -> None:
    assert lower_letters(shown) == expected
    assert len(lower_letters(shown)) == len(shown)
