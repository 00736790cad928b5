"""The patterns and words of the lead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.extract.lead.patterns import LeadPattern, load_lead_patterns
from kg.extract.prose.macros import expand_words
from kg.extract.prose.matching import Found
from kg.language.language import Language, english

SENTENCES = (
    "The ⟪E0⟫ (⟪D1⟫) was a battle of the ⟪E2⟫ that took place in the town of ⟪L3⟫ and ⟪L4⟫ from ⟪D5⟫ to ⟪D6⟫.",
    "On ⟪D0⟫, the fighting began near ⟪N1⟫, after ⟪D2⟫, and was fought in ⟪L3⟫ in ⟪L4⟫ on ⟪D5⟫; it ended on ⟪D6⟫.",
    "The raid was an attack by boats on ⟪L0⟫, part of the ⟪E1⟫ during the ⟪E2⟫ of the ⟪E3⟫, in the vicinity of ⟪L4⟫.",
    "After ⟪D0⟫, the clashes also included ⟪G1⟫ as a third belligerent, between the ⟪G2⟫ and the ⟪N3⟫.",
    "⟪G0⟫ entered the war on the side of ⟪G1⟫ on ⟪D2⟫. On ⟪D3⟫, ⟪G4⟫ withdrew from the war. ⟪G5⟫ fought until ⟪D6⟫ and took part since ⟪D7⟫.",
    "⟪G0⟫ switched sides on ⟪D1⟫ to ⟪G2⟫, ⟪G3⟫ defected to ⟪G4⟫ on ⟪D5⟫. On ⟪D6⟫ ⟪G7⟫ changed sides to join ⟪G8⟫.",
    "It ended in a decisive Varnish victory. The battle was a ⟪G0⟫ triumph. ⟪R1⟫ ⟪P2⟫ was badly wounded, ⟪P3⟫, the commander of the ⟪G4⟫, killed.",
    "The commander of the ⟪G0⟫, ⟪R1⟫ ⟪P2⟫, was captured in ⟪L3⟫.",
    "The ⟪E0⟫ of ⟪D1⟫ was a battle from ⟪D2⟫ to ⟪D3⟫ that began in the spring on ⟪D4⟫.",
    "On ⟪D0⟫, ⟪G1⟫ joined the conflict. ⟪G2⟫ fought from ⟪D3⟫ and ⟪G4⟫, which had withdrew from the war on ⟪D5⟫.",
    "⟪G0⟫ had pulled out of the fighting in ⟪D1⟫.",
    "The ⟪E0⟫ was fought on ⟪D1⟫ in the ⟪E2⟫, during the ⟪E3⟫ between ⟪N4⟫ and ⟪N5⟫.",
    "⟪G0⟫ troops, led by ⟪R1⟫ ⟪P2⟫ and ⟪P3⟫, met the ⟪G4⟫ army under the command of ⟪N5⟫. The army of ⟪G6⟫ under ⟪R7⟫ ⟪P8⟫.",
    "Varnish naval forces under ⟪R0⟫ ⟪P1⟫. ⟪P2⟫ led the ⟪G3⟫ forces in the west; the commander of the Varnish troops was ⟪R4⟫ ⟪P5⟫.",
    "The commander-in-chief was ⟪R0⟫ ⟪P1⟫ of the ⟪G2⟫. The supreme commander was ⟪P3⟫, ⟪P4⟫ served as commander-in-chief.",
)
PATTERNS = [pattern for patterns in load_lead_patterns(english()).by_kind.values() for pattern in patterns]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.name)
def test_what_is_found_in_parts_and_by_cues_is_what_whole_patterns_find(pattern: LeadPattern) -> None:
    whole = re.compile(expand_words(pattern.source, pattern.macros))
    found = [list(pattern.find(masked)) for masked in SENTENCES]
    assert found == [[Found.of(match) for match in whole.finditer(masked)] for masked in SENTENCES]
    assert any(found)


def test_a_pattern_matches_at_an_offset() -> None:
    (further,) = load_lead_patterns(english()).by_kind["place_list"]
    masked = "in ⟪L0⟫ and the town of ⟪L1⟫"
    found = further.match(masked, 7)
    assert (found and found["next"], further.match(masked, 3), further.match("in Esk", 2)) == ("1", None, None)


def test_patterns_are_checked_and_kept() -> None:
    assert load_lead_patterns(english()) is load_lead_patterns(english())
    assert set(load_lead_patterns(english()).ordinals.values()) == {2, 3, 4, 5}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("[[place]]\nwords = 'in {place:place}'", "xx/lead.toml [[place]] 1: 'words' lacks first"),
        ("[[date]]\nwords = 'in {date:date}'\nloud = true", "'loud' is not known"),
        ("[verbs]", "'verbs' is not known"),
    ],
)
def test_patterns_are_checked(tmp_path: Path, data: str, message: str) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "lead.toml").write_text(data, encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(message)):
        load_lead_patterns(Language("xx", tmp_path))


def test_a_pack_without_patterns_has_none(empty_pack: Language) -> None:
    patterns = load_lead_patterns(empty_pack)
    assert (set(patterns.by_kind.values()), patterns.fates, patterns.ordinals, patterns.scope.is_in("led by")) == ({()}, {}, {}, False)
