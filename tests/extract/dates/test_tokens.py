"""The words of a date expression and their kinds."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_pack import small_pack

from kg.extract.dates.tokens import Token, split_tokens
from kg.language.language import english


@pytest.mark.parametrize(
    ("shown", "kinds"),
    [
        ("4 May 1701", "dmy"),
        ("4th of may", "doM"),
        ("1st, 32 and 101st", "d,n&x"),
        ("1701-05-04", "i"),
        ("the 1790s", "oD"),
        ("15th century BC", "Ce"),
        ("AD 9, ad 9", "ad,xd"),
        ("c. 1180~?", "qyq?"),
        ("late spring to present", "psjP"),
        ("between 4/5 & 6", "bd/d&d"),
        ("1,200 men", "xx"),
        ("inMay B.C. U.S.", "omex"),
        ("(1943. Then)", "xxxx"),
    ],
)
def test_kinds_of_tokens(shown: str, kinds: str) -> None:
    assert "".join(token.kind for token in split_tokens(shown, english())) == kinds


def test_tokens_know_their_number_and_place() -> None:
    assert split_tokens("4th Sept. 1701", english()) == (
        Token("d", "4th", 0, 3, 4), Token("m", "Sept.", 4, 9, 9), Token("y", "1701", 10, 14, 1701),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("shown", "kinds"),
    [("3. Fero 1702", "dmy"), ("3. fero", "dm"), ("1702. mavo", "ym"), ("44 a. K.", "ne"), ("1790er", "D"), ("4 May", "dx"), ("4th", "dx")],
)
def test_kinds_of_tokens_in_another_language(shown: str, kinds: str, tmp_path: Path) -> None:
    assert "".join(token.kind for token in split_tokens(shown, small_pack(tmp_path))) == kinds
