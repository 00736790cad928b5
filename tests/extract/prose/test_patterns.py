"""The patterns of relations."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extract.prose.patterns import RELATIONS, Pattern, PatternIndex, load_patterns
from kg.language.language import Language, english


def test_each_relation_has_a_pattern() -> None:
    assert {pattern.relation for pattern in load_patterns(english()).relations.patterns} == RELATIONS


def test_the_words_before_dates_give_bounds() -> None:
    bounds = load_patterns(english()).bounds
    assert (bounds["since"], bounds["until"], bounds["after"], bounds["in"], bounds["as of"]) == ("from", "until", "after", "on", "asOf")


def test_patterns_are_found_by_their_cues_in_order() -> None:
    def pattern(name: str, word: str, *cues: str) -> Pattern:
        return Pattern(name, "", rf"{{subject:group}} {word}", tuple(frozenset({cue}) for cue in cues))

    index = PatternIndex.of((pattern("late", "fled late", "late"), pattern("fled", "fled", "fled"), pattern("both", "fled", "fled", "late")))
    assert [one.name for one, _ in index.find("⟪G0⟫ fled", english())] == ["fled"]
    assert [one.name for one, _ in index.find("⟪G0⟫ fled late", english())] == ["late", "fled", "both"]
    assert list(index.find("⟪G0⟫ fell", english())) == []


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('relation = "loves"\nwords = "{subject:any} {object:any}"\ncues = ["a"]', "'relation' must be one of"),
        ('relation = "ledBy"\nwords = "{subject:any} led"\ncues = ["led"]', "'words' lacks object or parts"),
        ('relation = "dissolved"\nwords = "ended"\ncues = ["ended"]', "'words' lacks subject"),
        ('relation = "dissolved"\nwords = "{subject:any} ended"', "'cues' must name words"),
        ('relation = "dissolved"\nwords = "{subject:any} ended"\ncues = ["a"]\nloud = true', "'loud' is not known"),
    ],
)
def test_patterns_are_checked(tmp_path: Path, entry: str, message: str) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "relations.toml").write_text(f'[[pattern]]\nname = "x"\n{entry}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"xx/relations\.toml") as caught:
        load_patterns(Language("xx", tmp_path))
    assert message in str(caught.value)


def test_a_pack_without_patterns_has_none(empty_pack: Language) -> None:
    patterns = load_patterns(empty_pack)
    assert (patterns.relations.patterns, patterns.carriers.patterns, patterns.partial.patterns, patterns.bounds) == ((), (), (), {})
