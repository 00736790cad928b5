"""The words about a count: kinds of losses, what is counted, whose figure it is. All names are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_pack import empty_pack, small_pack

from kg.extract.figures.words import class_of, find_categories, find_noun, is_unknown, read_claim, tells_something
from kg.language.language import english
from kg.model.text import Text


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("killed, wounded and missing", ["killed", "wounded", "missing"]),
        ("prisoners executed", ["executed"]),
        ("killed or captured", ["killed", "captured"]),
        ("lost", ["lost"]),
        ("killed, many wounded", ["killed"]),
        ("many killed", []),
        ("skilled men", []),
    ],
)
def test_find_categories(shown: str, expected: list[str]) -> None:
    assert [word.category for word in find_categories(shown, english())] == expected


def test_categories_know_their_place() -> None:
    shown = "20 KIA, 4 WIA"
    assert [(word.category, shown[word.start : word.end]) for word in find_categories(shown, english())] == [("killed", "KIA"), ("wounded", "WIA")]


@pytest.mark.parametrize(
    ("noun", "aircraft", "expected"),
    [
        ("infantry", False, "people"), ("anti-tank guns", False, "materiel"), ("Hussar Divisions", False, "unit"), ("fighters", False, "people"),
        ("fighters", True, "materiel"), ("landing craft", False, "materiel"),
        ("Su-25s", False, "materiel"), ("Varnish", False, None), ("", True, None),
    ],
)  # fmt: skip
def test_class_of(noun: str, aircraft: bool, expected: str | None) -> None:
    assert class_of(noun, aircraft, english()) == expected


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (" men killed", "men"),
        (" killed", None),
        (" captured tanks", "tanks"),
        (" dead from disease", None),
        (" guns, rocket launchers and mortars in Esk", "guns, rocket launchers and mortars"),
        (" guns, some militia", "guns"),
        (" total men", "men"),
        (" heavily armed men and", "armed men"),
        (" of the guard", "the guard"),
        (" in Esk", None),
    ],
)
def test_find_noun(shown: str, expected: str | None) -> None:
    noun = find_noun(shown, find_categories(shown, english()), english())
    assert (shown[noun[0] : noun[1]] if noun else None) == expected


@pytest.mark.parametrize(
    ("shown", "expected"), [("VAA claim", "VAA"), ("per gov.", "gov"), ("other estimates", None), ("during the siege", None), ("by 5 May", None)]
)
def test_read_claim(shown: str, expected: str | None) -> None:
    assert read_claim(shown, english()) == expected


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("Heavy", True),
        ("several mortars", True),
        ("Unknown", True),
        ("improvised boats", True),
        ("Killed", False),
        ("total casualties", False),
        ("Esk", False),
    ],
)
def test_tells_something(shown: str, expected: bool) -> None:
    assert tells_something(shown, english()) is expected


@pytest.mark.parametrize(("shown", "expected"), [("Killed?", True), ("(unknown casualties)", True), ("Unknown boats", False), ("casualties", False)])
def test_is_unknown(shown: str, expected: bool) -> None:
    assert is_unknown(Text.verbatim(shown, 0, len(shown)), english()) is expected


def test_another_language_has_words_of_its_own(tmp_path: Path) -> None:
    language, shown = small_pack(tmp_path), "mortos e feros, multe perdos"
    assert [word.category for word in find_categories(shown, language)] == ["killed", "wounded"]
    assert (class_of("naves", False, language), class_of("tanks", False, language)) == ("materiel", None)
    assert (read_claim("Laut Varn", language), read_claim("per Varn", language)) == ("Varn", None)
    assert is_unknown(Text.verbatim("Nekonata", 0, 8), language)


@pytest.mark.parametrize("shown", ["40 killed", "heavy losses", "per Varn", "unknown", "tanks"])
def test_an_empty_pack_knows_no_word(shown: str, tmp_path: Path) -> None:
    language = empty_pack(tmp_path)
    known = (find_categories(shown, language), class_of(shown, False, language), read_claim(shown, language), tells_something(shown, language))
    assert known == ((), None, None, False)
