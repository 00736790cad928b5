"""Hedges and negations."""

from __future__ import annotations

import pytest
from cells import context_of
from leads import article

from kg.extract.known import Known, Names
from kg.extract.prose.clauses import Prose, mark_names
from kg.extract.prose.guards import follows_preposition, holds_doubt, is_attribute, is_doubted, is_only_part
from kg.extract.prose.matching import Found
from kg.language.language import english
from kg.model.text import Text


def prose_of(shown: str) -> tuple[Prose, int]:
    """A sentence that names Varn once, and where it does."""
    prose = mark_names(Text.verbatim(shown, 0, len(shown)), context_of(article("Esk.")), Names({"varn": Known("group")}))
    return prose, prose.masked.index("⟪G")


@pytest.mark.parametrize(
    ("shown", "doubted"),
    [
        ("Varn fled.", False),
        ("Allegedly Varn fled.", True),
        ("It was rumoured that Varn fled.", True),
        ("It was denied. Varn fled.", False),
        ("It called for peace, and Varn fled.", False),
        ("They called for Varn to flee.", True),
        ("They did not fight, Varn fled.", False),
        ("They did not say Varn fled.", True),
        ("In May Varn fled.", False),
        ("They were to meet as Varn fled.", True),
        ("They planted trees as Varn fled.", False),
    ],
)
def test_doubt_and_denial(shown: str, doubted: bool) -> None:
    assert is_doubted(*prose_of(shown), english()) is doubted


@pytest.mark.parametrize(
    ("words", "expected"), [("⟪G0⟫ supposedly joined ⟪G1⟫", True), ("⟪G0⟫ joined ⟪G1⟫", False), ("⟪G0⟫ agreed that", True), ("⟪G0⟫ agreed", False)]
)
def test_doubt_within_a_statement(words: str, expected: bool) -> None:
    assert holds_doubt(words, english()) is expected


@pytest.mark.parametrize(
    ("shown", "some", "part"),
    [
        ("Some of Varn fled.", True, True),
        ("Some 300 men of the Varn fled.", True, True),
        ("Soldiers of Varn fled.", False, True),
        ("The king of Varn fled.", False, False),
        ("Varn fled.", False, False),
    ],
)
def test_only_a_part(shown: str, some: bool, part: bool) -> None:
    prose, at = prose_of(shown)
    assert (is_only_part(prose, at, english(), parts=False), is_only_part(prose, at, english(), parts=True)) == (some, part)


@pytest.mark.parametrize(
    ("shown", "expected"), [("The king of Varn", True), ("against the mighty Varn", True), ("Then Varn", False), ("off Varn", False)]
)
def test_prepositions(shown: str, expected: bool) -> None:
    assert follows_preposition(*prose_of(shown), english()) is expected


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        (".", False),
        (")", False),
        ("", False),
        (" ⟪D9⟫", False),
        (" and fled", False),
        (" offensive", True),
        ("'s men", True),
        ("-led men", True),
        ("x", True),
    ],
)
def test_names_that_describe_the_next_word(behind: str, expected: bool) -> None:
    prose, at = prose_of("part of Varn")
    prose = Prose(prose.text, prose.slots, prose.masked + behind, prose.borders)
    end = at + len("⟪G0⟫")
    assert is_attribute(prose, Found(prose.masked, 0, end, {"over": (end, end)}), english()) is expected
    assert is_attribute(prose, Found(prose.masked, 0, end, {}), english()) is False
