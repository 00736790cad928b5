"""Names in running text."""

from __future__ import annotations

import pytest
from cells import show

from kg.extract.known import Known, Names
from kg.extract.prose.names import find_names
from kg.language.language import Language, english
from kg.model.text import Text

KNOWN = Names({"red hill front": Known("group"), "varn": Known("group", "Duchy of Varn"), "hars": Known("person", "Otto Hars", "Otto Hars")})


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("the Red Hill Front fled", [("G", "Red Hill Front", None)]),
        ("Varn fled", [("G", "Varn", "Duchy of Varn")]),
        ("Varn Hill fell", [("N", "Varn Hill", None)]),
        ("later Hars fell", [("P", "Otto Hars", "Otto Hars")]),
        ("[[Otto Hars|Marshal Hars]] fell", [("R", "Marshal", None), ("P", "Otto Hars", "Otto Hars")]),
        ("[[hill|hills]] burned", []),
        ("the [[Esk Brigade]] (ESB)", [("G", "Esk Brigade", "Esk Brigade")]),
        ("the 1701 Loft offensive", [("E", "1701 Loft offensive", None)]),
        ("the pro-Varn Loft-backed men", [("N", "Loft", None)]),
        ("Colonel Otto Rein's men", [("R", "Colonel", None), ("N", "Otto Rein", None)]),
        ("Dutch General", [("R", "General", None)]),
        ("he and they", []),
    ],
)
def test_names(written: str, expected: list[tuple[str, str, str | None]]) -> None:
    text = show(written, 0, len(written))
    found = sorted(find_names(text, KNOWN, [], english()), key=lambda slot: slot.start)
    shown = [(slot.letter, slot.mention.name if slot.mention else text.shown[slot.start : slot.end], slot.mention) for slot in found]
    assert [(letter, name, mention.title if mention else None) for letter, name, mention in shown] == expected


def test_no_name_stands_where_something_else_does() -> None:
    text = Text.verbatim("Varn and Varn", 0, 13)
    assert [(slot.start, slot.end) for slot in find_names(text, KNOWN, [(0, 4)], english())] == [(9, 13)]


def test_a_short_form_in_brackets_belongs_to_the_name() -> None:
    text = Text.verbatim("Esk Brigade (also ESB) fled", 0, 27)
    (slot,) = find_names(text, Names(), [], english())
    assert (slot.start, slot.end, slot.mention and slot.mention.also) == (0, 22, ("ESB",))


def test_names_are_found_without_words_of_a_language(empty_pack: Language) -> None:
    text = Text.verbatim("gestern floh Varn aus Groß Esk", 0, 30)
    assert [text.shown[slot.start : slot.end] for slot in find_names(text, Names(), [], empty_pack)] == ["Varn", "Groß Esk"]
