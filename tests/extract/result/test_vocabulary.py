"""The words of victories, checked when they are loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extract.result.vocabulary import load_victory
from kg.language.language import Language, english


def test_the_english_words() -> None:
    words = load_victory(english())
    assert words.known
    assert {kind for kind, _ in words.kinds} == {"ongoing", "ceasefire", "indecisive"}
    assert words.degrees["phyrric"] == "Pyrrhic"
    assert all(coalition.first <= coalition.last and coalition.members for coalition in words.coalitions)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ('strange = ["x"]', "'strange' is not known"),
        ('[[coalitions]]\nwords = ["Pact"]\nyears = ["1700"]\nmembers = ["Varn"]', "must be the first and the last year"),
    ],
)
def test_a_table_that_breaks_its_schema(written: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "qx").mkdir()
    (tmp_path / "qx" / "victory.toml").write_text(written, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        load_victory(Language("qx", tmp_path))


def test_a_language_without_them() -> None:
    assert not load_victory(Language("qx", Path("/nowhere"))).known
