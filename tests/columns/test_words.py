"""The words of the column search are checked when they are loaded; phrases are compared as one article writes them."""

from __future__ import annotations

from pathlib import Path

import pytest
from lost_columns import WORDS

from kg.columns.words import ColumnWords, fold_phrase, load_column_words, words_of
from kg.language.language import Language

NO_WORDS = load_column_words(Language("xx", Path("nowhere")))


def test_words_of_english() -> None:
    assert "france" in WORDS.countries
    assert WORDS.states < WORDS.countries
    assert WORDS.kinds["dead"] == WORDS.kinds["slain"] == "killed"
    assert WORDS.generic >= WORDS.ends | WORDS.starts | WORDS.open
    assert WORDS.knows("Kingdom of  Prussia")
    assert not WORDS.knows("Duchy of Varn")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ahrar al-Sham", "ahrar al sham"),
        ("Émigrés", "emigres"),
        ("St. Mary’s  Band", "st mary's band"),
        ("As-Suwayda", "al suwayda"),
        ("Varn-Esk League", "varn esk league"),
    ],
)
def test_fold_phrase(name: str, expected: str) -> None:
    assert fold_phrase(name, WORDS) == expected


def test_words_stand_as_they_are() -> None:
    assert words_of("St. Mary's 1st Band (of Varn-Esk), etc.") == ["St", "Mary's", "1st", "Band", "of", "Varn-Esk", "etc"]


def begins(shown: str, words: ColumnWords = WORDS) -> list[str]:
    return [shown[match.start() :] for match in words.patterns.start.finditer(shown)]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("a Varn b", ["Varn b"]),
        ("a unknown b", ["unknown b"]),
        ("a unknownst b", []),
        ("a al-Varn", ["al-Varn"]),
        ("a pro-Varn band", ["pro-Varn band"]),
        ("a about 90 b", ["about 90 b", "90 b"]),
        ("a about b", []),
        ("a ~90", ["~90"]),
    ],
)  # fmt: skip
def test_where_values_begin(shown: str, expected: list[str]) -> None:
    assert begins(shown) == expected


@pytest.mark.parametrize(("word", "expected"), [("al-Reed", True), ("Al-Reed", False), ("alReed", False), ("Varn", False)])
def test_the_article_in_lower_case(word: str, expected: bool) -> None:
    assert WORDS.begins_with_article(word) == expected


def test_a_language_without_words_knows_nothing() -> None:
    assert NO_WORDS.countries == NO_WORDS.generic == frozenset()
    assert NO_WORDS.kinds == {}
    assert fold_phrase("Al-Reed  Émigrés", NO_WORDS) == "al reed emigres"
    assert not NO_WORDS.begins_with_article("-Reed")
    assert begins("a unknown about 9 Varn", NO_WORDS) == ["9 Varn", "Varn"]
    shown = "under the total of civilians in the north: former 1st between and"
    named = (
        "ordinal",
        "lower_line",
        "subordinate",
        "noun_of",
        "joint",
        "sums",
        "place_heading",
        "led_by",
        "yields_to",
        "allied_with",
        "one_side_and",
        "opposing",
    )
    assert [name for name in (*named, "between", "conjunction") if getattr(NO_WORDS.patterns, name).search(shown)] == []


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ('open = ["Of"]', "'open' must be in lower case: 'Of'"),
        ('open = "of"', "'open' must be a list of words"),
        ('opening = ["of"]', "'opening' is not known"),
        ('[people]\ngivens = ["ada"]', "'givens' is not known"),
        ('[kinds]\nkilled = ["Dead"]', "'killed' must be in lower case: 'Dead'"),
    ],
)
def test_words_are_checked_on_load(written: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "columns.toml").write_text(written)
    with pytest.raises(ValueError, match=r"xx/columns\.toml.*") as caught:
        load_column_words(Language("xx", tmp_path))
    assert message in str(caught.value)
