"""Patterns found in masked text, as a whole and in parts."""

from __future__ import annotations

import pytest

from kg.extract.prose.macros import Macros, expand_words
from kg.extract.prose.matching import Found, can_match, compile_expanded, find_joined, find_words, is_closed, needed_slots

MACROS = Macros(
    {"who": "{aside}(?:, (?P<relative>which|who))?", "aside": "(?: \\([^()]*\\))?", "the": "(?:(?:the|its|united) ){0,2}", "end": "(?=[.,]|$)"},
    {"until": ("until",)},
    {"{who}": ("{aside}", "{relative}")},
    ("{the}",),
    {},
)


@pytest.mark.parametrize(
    ("words", "letters"),
    [
        ("{subject:group} joined {object:any}", ("G", "GN")),
        ("(?:{person:person} )?led {object:group}", ("G",)),
        ("{subject:group} ended|the end of {object:group}", ()),
        (r"[(|] led \(?{person:person}", ("P",)),
        ("no slot", ()),
    ],
)
def test_the_slots_that_a_pattern_needs(words: str, letters: tuple[str, ...]) -> None:
    assert needed_slots(expand_words(words, {})) == letters


@pytest.mark.parametrize(("masked", "searched"), [("⟪G0⟫ led ⟪G1⟫", False), ("⟪P0⟫ led ⟪G1⟫", True), ("⟪P0⟫ led it", False)])
def test_text_without_a_needed_slot_is_not_searched(masked: str, searched: bool) -> None:
    expanded = expand_words("{person:person} led {object:group}", {})
    assert can_match(expanded, masked) is searched
    assert bool(compile_expanded(expanded).search(masked)) is searched


def whole(source: str, masked: str) -> list[Found]:
    return [Found.of(match) for match in compile_expanded(MACROS.expand(source)).finditer(masked)]


JOINED = "{subject:group}{who} (?:joined|had joined) {the}{object:any}{end}"


@pytest.mark.parametrize(
    ("source", "masked", "count"),
    [
        (JOINED, "⟪G0⟫ joined the ⟪G1⟫.", 1),
        (JOINED, "⟪G0⟫ (of ⟪L1⟫), which had joined its united ⟪N2⟫, and ⟪G3⟫ joined ⟪G4⟫", 2),
        (JOINED, "⟪G0⟫ joined the ⟪P1⟫.", 0),
        (JOINED, "⟪G0⟫ joined the ⟪G1⟫ again.", 0),
        (JOINED, "⟪G0⟫ joined the old ⟪G1⟫.", 0),
        (JOINED, "they joined the ⟪G0⟫.", 0),
        ("{subject:group}{who} (?:fled|was beaten){ended}", "⟪G0⟫, who fled until ⟪D1⟫.", 1),
        ("{subject:group}{who} split into (?:{the}{object:any}|(?P<parts>two groups))", "⟪G0⟫ split into two groups, ⟪G1⟫ split into ⟪G2⟫", 2),
        ("{subject:group} and {the}{object:group} met", "⟪G0⟫ and the ⟪G1⟫ and ⟪G2⟫ met", 1),
        ("met (?:by )?{subject:group}", "met by ⟪G0⟫, met ⟪G1⟫", 2),
        ("{subject:group}.{0,9} or {object:any}", "⟪G0⟫ or ⟪G1⟫ or ⟪G2⟫", 1),
    ],
)
def test_parts_find_what_the_whole_finds(source: str, masked: str, count: int) -> None:
    macros = Macros(MACROS.macros | {"relative": "(?:, (?P<relative>which|who))?"}, MACROS.bounds, MACROS.heads, MACROS.articles, {})
    found = list(find_words(source, masked, macros))
    assert found == whole(source, masked)
    assert len(found) == count


def test_what_is_found_is_told_by_group() -> None:
    (found,) = find_words("{subject:group}(?: (?P<verb>fled)| fell)", "so ⟪G7⟫ fell.", MACROS)
    assert (found.words, found["subject"], found.get("verb"), found.groups) == ("⟪G7⟫ fell", "7", None, {"subject": (5, 6)})


@pytest.mark.parametrize(
    ("masked", "expected"),
    [
        ("it was fought in ⟪L0⟫ in ⟪L1⟫", [("was fought in ⟪L0⟫", "0")]),
        ("it was, they say, fought after men met in ⟪L0⟫", []),
        ("it was lost in ⟪L0⟫; it was won in ⟪L1⟫", [("was lost in ⟪L0⟫", "0"), ("was won in ⟪L1⟫", "1")]),
        ("fought in ⟪L0⟫", []),
    ],
)
def test_a_joint_leads_to_the_nearest_rest(masked: str, expected: list[tuple[str, str]]) -> None:
    before, joint, rest = r"\bwas\b", r"(?:(?!\bafter\b)[^;⟪]){0,40}?", expand_words(r"\bin {first:place}", {})
    found = list(find_joined(before, joint, rest, masked))
    assert [(one.words, one["first"]) for one in found] == expected
    assert found == [Found.of(match) for match in compile_expanded(before + joint + rest).finditer(masked)]


@pytest.mark.parametrize(("piece", "closed"), [("(?:a|b)", True), ("(?:a", False), (r"\(a", True), ("[(]", True), ("a)", False), ("", True)])
def test_brackets_are_counted(piece: str, closed: bool) -> None:
    assert is_closed(piece) is closed
