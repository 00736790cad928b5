"""The vocabulary of numbers: figures and number words as a language writes them, and the words around them."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_pack import empty_pack, small_pack

from kg.extract.figures.numerals import load_number_words, load_numerals
from kg.language.language import Language, english


@pytest.mark.parametrize(
    ("shown", "english_finds", "small_finds"),
    [
        ("1,200", "1,200", None),
        ("1.200", "1.200", "1.200"),
        ("1,5 milon", None, "1,5 milon"),
        ("1.5 million", "1.5 million", None),
        ("12,34,567", "12,34,567", None),
        ("500 000", "500 000", "500 000"),
        ("20k", "20k", None),
        ("twenty-five", "twenty-five", None),
        ("venti-fif", None, "venti-fif"),
        ("half a million", "half a million", None),
        ("emi milon", None, "emi milon"),
        ("40", "40", "40"),
    ],
)
def test_how_numbers_are_written(shown: str, english_finds: str | None, small_finds: str | None, tmp_path: Path) -> None:
    for language, expected in ((english(), english_finds), (small_pack(tmp_path), small_finds)):
        match = load_numerals(language).one.match(shown)
        assert (match.group() if match and match.end() == len(shown) else None) == expected


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[values]\nun = ['1']", r"zz/numbers.toml \[values\]: 'un' must be a number"),
        ("[multiples]\n12 = 'dozen'", r"zz/numbers.toml \[multiples\]: '12' must be a list of words"),
        ("[writing]\nthousands = '.'", r"zz/numbers.toml \[writing\]: 'thousands' is not known"),
        ("[fractions]\nwords = []", r"zz/numbers.toml: 'fractions' is not known"),
    ],
)
def test_a_mistake_is_named_with_its_place(content: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "zz").mkdir()
    (tmp_path / "zz" / "numbers.toml").write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        load_numerals(Language("zz", tmp_path))


def test_words_that_bound_a_number(tmp_path: Path) -> None:
    kinds = load_number_words(english()).kinds
    assert {word: kinds[word] for word in ("circa", "over", "up to", "another", "between")} == {
        "circa": "~", "over": ">", "up to": "<", "another": "", "between": "b",
    }  # fmt: skip
    assert load_number_words(small_pack(tmp_path)).kinds == {"zirka": "~", "almeno": ">", "tra": "b"}


def test_patterns_of_an_empty_pack_match_no_word(tmp_path: Path) -> None:
    words, numerals = load_number_words(empty_pack(tmp_path)), load_numerals(empty_pack(tmp_path))
    patterns = [words.before, words.after, words.between, words.measure, words.named, words.strong, words.origin, words.partitive, numerals.one]
    assert [pattern.pattern for pattern in patterns if pattern.search("about two or more, between or from hill -strong of the ")] == []
