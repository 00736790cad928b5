"""Brackets, lists, the words of a name and the mention that they make. All names are invented."""

from __future__ import annotations

import pytest
from cells import text_of
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.names.parts import Bracket, clean_name, find_brackets, merge_spans, name_mention, plain, span_words, split_list, take_part
from kg.language.language import Language, english
from kg.model.finding import Mention
from kg.model.text import FATE, FLAG, Span


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Varn", []),
        ("Varn (until 1702)", [("(until 1702)", False)]),
        ("Karl (Red) Wend [1]", [("(Red)", False), ("[1]", False)]),
        ("Karl (Red (old)) Wend", [("(Red (old))", False)]),
        ("No. 4 (Guards) Commando", []),
        ("(Guards) Commando", [("(Guards)", False)]),
        ("[[Varn Corps (1st)|Corps (Varn)]]", [("(Varn)", True)]),
        ("[[Varn (duchy) Guard]]", []),
        ("Karl Wend (deputy commander", [("(deputy commander", False)]),
        ("Karl Wend (deputy  Otto Rein", [("(deputy", False)]),
        ("Varn) Esk", []),
    ],
)
def test_brackets(written: str, expected: list[tuple[str, bool]]) -> None:
    text = text_of(written)
    found = find_brackets(text, english())
    assert [(text.shown[bracket.start : bracket.end], bracket.named) for bracket in found] == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("• Varn,", "Varn"),
        ("and Esk;", "Esk"),
        ("“The Red Duke”", "The Red Duke"),
        ("Henry Leon, Jr.", "Henry Leon, Jr."),
        ("Karl W.", "Karl W."),
        ("Varn.", "Varn"),
        ("2) Varn", "Varn"),
        ("3 Commando Brigade", "3 Commando Brigade"),
        ("and & Esk", "Esk"),
        ("Andor", "Andor"),
        ("–", ""),
        ("", ""),
    ],
)
def test_clean_names(written: str, expected: str) -> None:
    assert clean_name(text_of(written), english()).shown == expected


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("[[Duchy of Varn|Varn]]", "Duchy of Varn"),
        ("[[Varn]]ish volunteers", None),
        ("[[Karl Wend]]'s corps", None),
        ("Sir [[Otto Rein|Otto Rein]]", None),
        ("HMS [[HMS Esk|Esk]]", "HMS Esk"),
        ("[[Varn]]–[[Esk]] League", None),
    ],
)
def test_a_link_is_the_title_of_a_name_it_covers(written: str, title: str | None) -> None:
    mention = name_mention(text_of(written), "group", english())
    assert mention is not None
    assert mention.title == title


def test_a_mention_has_its_words_their_place_and_other_names() -> None:
    mention = name_mention(text_of(" Red\n [[Red Brigade (Varn)|Brigade]] "), "unit", english(), ("Reds", "", "Red Brigade", "Reds", "1st"))
    assert mention == Mention("Red Brigade", "unit", Span(1, 34), "Red Brigade (Varn)", ("Reds", "1st"))


@pytest.mark.parametrize("written", ["", "–", "{flag:Varn}", "  "])
def test_words_that_make_no_mention(written: str) -> None:
    assert name_mention(text_of(written), "group", english()) is None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[[Varn]], [[Esk]] and [[Norland]]", ["Varn", "Esk", "Norland"]),
        ("[[Varn]] / [[Esk]]; [[Norland]], and [[Loft]]", ["Varn", "Esk", "Norland", "Loft"]),
        ("[[Varn and Esk]]", ["Varn and Esk"]),
        ("Varn and Esk", ["Varn and Esk"]),
        ("[[Varn]] and Esk", ["Varn and Esk"]),
        ("[[Varn]] (x, [[y]])", ["Varn (x, y)"]),
        ("[[Varn]],", ["Varn,"]),
    ],
)
def test_lists_are_parted_where_each_part_is_a_name(written: str, expected: list[str]) -> None:
    assert [part.shown for part in split_list(text_of(written), lambda part: bool(part.marks), english())] == expected


@given(st.integers(0, 9), st.integers(0, 9))
def test_marks_at_a_border_belong_to_one_part(first: int, second: int) -> None:
    text = text_of("Karl{fate:killed}{flag:Varn}Otto")
    at = min(first, second, 8)
    parts = [take_part(text, 0, at), take_part(text, at, 8)]
    for kind in (FATE, FLAG):
        assert sum(len(part.marked(kind)) for part in parts) == 1


def test_a_flag_goes_with_what_follows_and_a_fate_or_footnote_with_what_it_follows() -> None:
    text = text_of("Karl{fate:killed}{note:a}{flag:Varn}Otto")
    parts = [take_part(text, 0, 4), take_part(text, 4, 8)]
    assert [[mark.value for mark in part.marks] for part in parts] == [["killed", "a"], ["Varn"]]


@pytest.mark.parametrize(
    ("spans", "merged"),
    [
        ([], []),
        ([(4, 6), (0, 2)], [(0, 2), (4, 6)]),
        ([(0, 2), (2, 4)], [(0, 4)]),
        ([(0, 2), (3, 4)], [(0, 4)]),
        ([(0, 9), (2, 4)], [(0, 9)]),
        ([(0, 2), (1, 5), (7, 8)], [(0, 5), (7, 8)]),
    ],
)
def test_spans_that_touch_are_one(spans: list[tuple[int, int]], merged: list[tuple[int, int]]) -> None:
    assert merge_spans(Span(*span) for span in spans) == tuple(Span(*span) for span in merged)


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("{flag:Esk}[[Karl Wend]]{fate:killed} ", [(0, 36)]),
        (" Karl Wend ", [(1, 10)]),
        ("Karl Wend{note:a}", [(0, 9)]),
        ("{flag:Esk}", [(0, 10)]),
        ("", []),
    ],
)
def test_the_places_of_words_with_their_marks(written: str, places: list[tuple[int, int]]) -> None:
    assert span_words(text_of(written)) == tuple(Span(*place) for place in places)


def test_plain_words() -> None:
    assert plain(" Karl\n  von\u00a0Wend ") == "Karl von Wend"


def test_joining_words_and_abbreviations_come_from_the_pack(lomnish: Language, wordless: Language) -> None:
    languages = (lomnish, wordless)
    assert [[clean_name(text_of(name), language).shown for name in ("ta Esk", "Otto, Ml.", "and Esk,")] for language in languages] == [
        ["Esk", "Otto, Ml.", "and Esk"],
        ["ta Esk", "Otto, Ml", "and Esk"],
    ]
    parted = [split_list(text_of("[[Varn]] ta [[Esk]]"), lambda part: bool(part.marks), language) for language in languages]
    assert [[part.shown for part in parts] for parts in parted] == [["Varn", "Esk"], ["Varn ta Esk"]]
    assert [find_brackets(text_of("Holm (Rudi) Brigo"), language) for language in languages] == [(), (Bracket(5, 11, False),)]
