"""Words for support, alliances, formations and nobody. All names are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.phrases.groups import (
    are_supports,
    has_ordinal,
    is_alliance,
    is_formation,
    is_grouping,
    is_organisation,
    is_section,
    is_support,
    load_group_words,
    may_be_person,
    support_before,
    tell_nobody,
    tokens,
)
from kg.language.language import Language, english

Tell = Callable[[str, Language], bool]


@pytest.mark.parametrize(
    ("tell", "yes", "no"),
    [
        (
            is_support,
            ["Supported by", "Arms suppliers", "Air support", "Diplomatic support", "Foreign military aid"],
            ["Air Support Command", "Varn", "Foreign fighters", ""],
        ),
        (is_alliance, ["Allies", "the Axis powers", "Central Powers"], ["Allied Democratic Forces", "Axis Sally"]),
        (is_grouping, ["Former", "Others", "In Varn"], ["in Varn", "Insurgent Army"]),
        (is_section, ["Ground elements", "Naval units", "Air force"], ["2nd Air Force", "Special Forces"]),
        (is_formation, ["2nd Tank Brigade", "Panzer-Abteilung 7", "Kampfgruppe Rein"], ["Karl Wend", "Varn"]),
        (is_organisation, ["Esk Workers' Party", "Red Brigade", "Hill-tribe"], ["Esk", "Partying", ""]),
        (may_be_person, ["Otto Van Fleet", "Karl Guard"], ["Black Sea Battle Fleet", "Home Fleet 2", "Karl Wend"]),
        (has_ordinal, ["3rd Rifles", "XIV Corps", "2d Horse", "10ª Armata"], ["Third Rifles", "3 Rifles", "Vixen"]),
    ],
)
def test_kinds_of_words(tell: Tell, yes: list[str], no: list[str]) -> None:
    assert [words for words in (*yes, *no) if tell(words, english())] == yes


@pytest.mark.parametrize(("words", "expected"), [("Naval units", True), ("Air force", False), ("Reserve", False), ("Main elements", True)])
def test_without_a_colon_the_last_word_must_say_that_a_line_parts_a_list(words: str, expected: bool) -> None:
    assert is_section(words, english(), headed=False) is expected
    assert is_section(words, english()) is True


@pytest.mark.parametrize(
    ("line", "introduced"),
    [
        ("Supported by Norland", "Supported by "),
        ("Air support from Norland", "Air support from "),
        ("Supported by:", ""),
        ("Supported by the hills", ""),
        ("Held by Norland", ""),
    ],
)
def test_a_supporter_named_behind_the_words_for_it(line: str, introduced: str) -> None:
    assert line[: support_before(line, english())] == introduced


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Unknown", "unknown"),
        ("?", "unknown"),
        ("n/a", "unknown"),
        ("Unidentified staff officer", "unknown"),
        ("None", "none"),
        ("–", "none"),
        ("See order of battle", "pointer"),
        ("Others", "pointer"),
        ("", "pointer"),
        ("Varn", None),
        ("Unknownia", None),
    ],
)
def test_words_for_nobody(words: str, expected: str | None) -> None:
    assert tell_nobody(words, english()) == expected


def test_tokens() -> None:
    assert tokens("Wend's co-op, A & B/C_2") == ["wend's", "co-op", "a", "&", "b", "/", "c", "2"]


@pytest.mark.parametrize(
    ("tell", "yes", "no"),
    [
        (is_support, ["Hilfo pe", "Skib hilfo"], ["Supported by", "Skib"]),
        (is_alliance, ["Bundo", "lo Bundo"], ["Allies", "the Bundo"]),
        (is_grouping, ["Stari", "Nu Varn"], ["Former", "nu Varn"]),
        (is_section, ["Skib grupi"], ["Naval units"]),
        (is_formation, ["3an Brigo", "Garda-7", "Gardabando"], ["3rd Brigade", "Partio Esk"]),
        (is_organisation, ["Partio Esk", "Rudi Brigo"], ["Esk Party"]),
        (may_be_person, ["Otto Fluto"], ["Otto Fleet", "Brigo Fluto"]),
        (has_ordinal, ["3an Brigo"], ["3rd Brigade"]),
    ],
)
def test_the_words_come_from_the_pack(tell: Tell, yes: list[str], no: list[str], lomnish: Language, wordless: Language) -> None:
    assert [words for words in (*yes, *no) if tell(words, lomnish)] == yes
    assert [words for words in (*yes, *no) if tell(words, wordless)] == []


def test_words_for_nobody_come_from_the_pack(lomnish: Language, wordless: Language) -> None:
    words = ["Nevem", "Nevem vojar", "Nul", "Dalim", "Vid Esk", "Unknown", "None", "See Esk"]
    assert [tell_nobody(word, lomnish) for word in words] == ["unknown", "unknown", "none", "pointer", "pointer", None, None, None]
    assert [tell_nobody(word, wordless) for word in words] == [None] * len(words)
    assert [support_before("Hilfo pe Norland", language) for language in (lomnish, wordless)] == [9, 0]


def test_a_table_that_is_not_known_is_named(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("pack")
    (folder / "xx").mkdir()
    (folder / "xx" / "groups.toml").write_text('[helpers]\nwords = ["hilfo"]\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"xx/groups\.toml: 'helpers' is not known"):
        load_group_words(Language("xx", folder))


@pytest.mark.parametrize(
    ("shown", "expected"),
    [("Foreign riders Arms suppliers Diplomatic support", True), ("Arms suppliers", False), ("Esk Support Group", False), ("", False)],
)
def test_headings_of_supporters_side_by_side(shown: str, expected: bool) -> None:
    assert are_supports(shown, english()) is expected
