"""Arithmetic that wikitext leaves to the wiki."""

from __future__ import annotations

import pytest

from kg.read.wikitext.values import compute

TERMS = [
    ("1200 + 300", "1500"), ("(1+2)*3", "9"), ("7/2", "3.5"), ("-4 − -6", "2"), ("10/3 round 1", "3.3"), ("1255 round -2", "1300"),
    ("1/0", None), ("1,200+1", None), ("2**9999", None), ("{{x}}+1", None), ("a", None), ("", None), ("(" * 300 + "1", None), ("1 2", None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "number"), TERMS)
def test_compute(words: str, number: str | None) -> None:
    assert compute(words) == number
