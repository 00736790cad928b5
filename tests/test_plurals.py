"""Numbers with their nouns."""

from __future__ import annotations

import pytest

from kg.plurals import counted, noun_for


@pytest.mark.parametrize(
    ("number", "noun", "told"),
    [
        (0, "file", "0 files"),
        (1, "file", "1 file"),
        (1234, "file", "1,234 files"),
        (2, "entity", "2 entities"),
        (2, "day", "2 days"),
        (1, "entity", "1 entity"),
    ],
)
def test_a_number_with_its_noun(number: int, noun: str, told: str) -> None:
    assert counted(number, noun) == told


def test_an_irregular_plural() -> None:
    assert [noun_for(number, "person", "people") for number in (0, 1, 2)] == ["people", "person", "people"]
