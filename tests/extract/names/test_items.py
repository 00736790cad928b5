"""Names in the lines of cells: brackets, borders, marks, lists, titles."""

from __future__ import annotations

import pytest
from cells import read_cell, show
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.names.items import clean_name, join_open_brackets, name_mention, only_bracketed, read_entries, split_items, split_list, take_part
from kg.extract.known import Groups
from kg.model.finding import Mention
from kg.model.text import FATE, FLAG, Span, Text


def text_of(written: str) -> Text:
    return show(written, 0, len(written))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Varn", [("Varn", [])]),
        ("Varn (until 1702)", [("Varn", ["until 1702"])]),
        ("Karl Wend (First Corps) (KIA)", [("Karl Wend", ["First Corps", "KIA"])]),
        ("Karl Wend (Red), 1701–1703 (POW)", [("Karl Wend", ["Red", "POW", "1701–1703"])]),
        ("Karl Wend (leader) Otto Rein (deputy)", [("Karl Wend", ["leader"]), ("Otto Rein", ["deputy"])]),
        ("Karl Wend (WIA), Maj. Otto Rein (POW)", [("Karl Wend", ["WIA"]), ("Maj. Otto Rein", ["POW"])]),
        ("Karl Wend (WIA), commander", [("Karl Wend", ["WIA", "commander"])]),
        ("{flag:Varn}Karl Wend {flag:Esk}Otto Rein", [("Karl Wend", []), ("Otto Rein", [])]),
        ("Karl Wend  Otto Rein", [("Karl Wend", []), ("Otto Rein", [])]),
        ("Karl Wend  (leader)", [("Karl Wend", ["leader"])]),
        ("No. 4 (Guards) Commando", [("No. 4 (Guards) Commando", [])]),
        ("[[Varn Corps (1st)|Corps (Varn)]]", [("Corps", [])]),
        ("Otto Rein [az; de]", [("Otto Rein", [])]),
        ("Karl Wend (deputy commander", [("Karl Wend", ["deputy commander"])]),
        ("(acting) Karl Wend", [("Karl Wend", ["acting"])]),
        ("", []),
    ],
)
def test_items_of_a_line(written: str, expected: list[tuple[str, list[str]]]) -> None:
    assert [(item.shown, [remark.shown for remark in item.remarks]) for item in split_items(text_of(written))] == expected


def test_marks_go_with_their_name() -> None:
    first, second = split_items(text_of("{flag:Varn}Karl Wend{fate:killed} {flag:Esk}{flag:Norland}Otto Rein{note:a}"))
    assert ([m.value for m in first.flags], [m.value for m in first.fates], first.notes) == (["Varn"], ["killed"], ())
    assert ([m.value for m in second.flags], [m.value for m in second.fates], second.notes) == (["Esk", "Norland"], [], ("a",))


def test_a_flag_behind_the_last_name_is_no_item() -> None:
    assert [item.shown for item in split_items(text_of("Karl Wend{flag:Varn}"))] == ["Karl Wend"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("• Varn,", "Varn"),
        ("and Esk;", "Esk"),
        ("“The Red Duke”", "The Red Duke"),
        ("Henry Leon, Jr.", "Henry Leon, Jr."),
        ("Varn.", "Varn"),
        ("2) Varn", "Varn"),
        ("3 Commando Brigade", "3 Commando Brigade"),
    ],
)
def test_clean_names(written: str, expected: str) -> None:
    assert clean_name(text_of(written)).shown == expected


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
    mention = name_mention(text_of(written), "group")
    assert mention is not None
    assert mention.title == title


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[[Varn]], [[Esk]] and [[Norland]]", ["Varn", "Esk", "Norland"]),
        ("[[Varn and Esk]]", ["Varn and Esk"]),
        ("Varn and Esk", ["Varn and Esk"]),
    ],
)
def test_lists_are_parted_where_each_part_is_a_name(written: str, expected: list[str]) -> None:
    assert [part.shown for part in split_list(text_of(written), lambda part: bool(part.marks))] == expected


def test_lines_of_brackets_go_to_the_name_before() -> None:
    source = "Karl Wend\n(Second Corps commander)\n\nOtto Rein\n(acting\n1701)"
    entries = read_entries(read_cell(source, 0, len(source)), only_bracketed)
    assert [(entry.items[0].shown, [r.shown for r in entry.items[0].remarks]) for entry in entries] == [
        ("Karl Wend", ["Second Corps commander"]),
        ("Otto Rein", ["acting 1701"]),
    ]
    assert entries[0].items[0].spans == (Span(0, 34),)


def test_an_open_bracket_does_not_swallow_the_cell() -> None:
    source = "Karl Wend (leader\nOtto Rein\nKnud Hars\nPeder Loft\nAxel Brand"
    lines = read_cell(source, 0, len(source)).lines
    assert tuple(join_open_brackets(lines)) == lines


@given(st.text(alphabet="AbÉ (),[]“”•-–1†\n ", max_size=40))
def test_every_item_stands_where_its_words_do(written: str) -> None:
    for item in split_items(text_of(written)):
        for span in item.spans:
            assert 0 <= span.start < span.end <= len(written)
        if item.words:
            start, end = item.words.span()
            assert written[start:end] == item.shown


@given(st.integers(0, 9), st.integers(0, 9))
def test_marks_at_a_border_belong_to_one_part(first: int, second: int) -> None:
    text = text_of("Karl{fate:killed}{flag:Varn}Otto")
    at = min(first, second, 8)
    parts = [take_part(text, 0, at), take_part(text, at, 8)]
    for kind in (FATE, FLAG):
        assert sum(len(part.marked(kind)) for part in parts) == 1


GROUPS = Groups(
    [
        Mention("Northern River Army", "group", Span(0, 1)),
        Mention("Varn", "group", Span(0, 1), "Duchy of Varn"),
        Mention("Liberation of Esk", "group", Span(0, 1)),
        Mention("PLE", "group", Span(0, 1)),
    ]
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("northern river army", "Northern River Army"),
        ("Duchy of Varn", "Varn"),
        ("NRA", "Northern River Army"),
        ("Varn's", "Varn"),
        ("River Army", None),
        ("XY", None),
    ],
)
def test_groups_are_found_by_any_name(name: str, expected: str | None) -> None:
    found = GROUPS.find(name)
    assert (found.name if found else None) == expected


def test_a_group_is_found_within_words() -> None:
    found = GROUPS.find_within("top Northern River Army commander")
    assert found is not None
    assert (found.mention.name, found.start, found.end) == ("Northern River Army", 4, 23)
    assert GROUPS.find_within("attack leader") is None


def test_a_group_is_found_by_what_its_initials_stand_for() -> None:
    found = GROUPS.find_abbreviated("Party for the Liberation of Esk")
    assert found is not None
    assert found.name == "PLE"
