"""How patterns are written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.extract.prose.macros import Clause, expand_words, load_clause, load_macros, load_turns, relations_table
from kg.language.language import Language, english


@pytest.mark.parametrize("words", ["{nothing}", "{subject:thing}", "{when}"])
def test_unknown_slots_are_refused(words: str) -> None:
    with pytest.raises(ValueError, match="neither a slot nor a macro"):
        expand_words(words, {})


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("{subject:group} fled", r"⟪[G](?P<subject>\d+)⟫ fled"),
        ("{outer}", r"a b⟪[GN](?P<next>\d+)⟫"),
        ("x{1,2}", "x{1,2}"),
        ("fled{ended}", r"fled(?:,? \(?(?P<when>until) (?:early )?⟪D(?P<date>\d+)⟫)"),
    ],
)
def test_patterns_are_written_out(words: str, expected: str) -> None:
    macros = {"inner": "b{next:any}", "outer": "a {inner}", "vague": "(?:early )?"}
    assert expand_words(words, macros, {"until": ("until",)}) == expected


@pytest.mark.parametrize(
    ("name", "masked", "expected"),
    [
        ("topic", "In early ⟪D0⟫, the ⟪G1⟫ fled.", {"index": "1"}),
        ("topic", "Then they met ⟪G0⟫.", None),
        ("late_topic", "Having its capital lost, the ⟪G0⟫ fled.", {"index": "0"}),
        ("front_date", "They fled; until about ⟪D0⟫, the ", {"when": "until", "date": "0"}),
        ("turn_date", "until ⟪D3⟫, when the ", {"date": "3", "when": "when"}),
        ("listed", "The ⟪G0⟫ and the ", {"names": "⟪G0⟫ and the "}),
        ("next", ", and the ⟪N4⟫ until ⟪D5⟫", {"index": "4"}),
        ("goes_on", " and later fled", {}),
        ("goes_on", " with Varn", None),
    ],
)
def test_patterns_that_find_their_way(name: Clause, masked: str, expected: dict[str, str] | None) -> None:
    match = load_clause(name, english()).search(masked)
    assert (match.groupdict() if match else None) == expected


def test_a_pack_without_patterns_matches_nothing(empty_pack: Language) -> None:
    assert load_clause("border", empty_pack).search("They fled. ") is None
    assert load_turns(empty_pack) == frozenset()
    assert load_macros(empty_pack).expand("no macro") == "no macro"


def test_an_unknown_table_is_named(tmp_path: Path) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "relations.toml").write_text("[verbs]\n", encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape("xx/relations.toml: 'verbs' is not known")):
        relations_table(Language("xx", tmp_path))
