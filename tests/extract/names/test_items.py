"""Names in the lines of cells: borders, brackets, and the marks that go with a name. All names are invented."""

from __future__ import annotations

import pytest
from cells import article_of, context_of, read_cell, text_of
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.names.items import Item, join_open_brackets, only_bracketed, read_entries, split_items
from kg.extract.phrases.remarks import is_time
from kg.language.language import Language
from kg.model.article import Line
from kg.model.text import Span

CONTEXT = context_of(article_of({}))


def split(written: str, language: Language | None = None) -> tuple[Item, ...]:
    return split_items(text_of(written), CONTEXT if language is None else context_of(article_of({}), language=language))


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
    assert [(item.shown, [remark.shown for remark in item.remarks]) for item in split(written)] == expected


def test_marks_go_with_their_name() -> None:
    first, second = split("{flag:Varn}Karl Wend{fate:killed} {flag:Esk}{flag:Norland}Otto Rein{note:a}")
    assert ([m.value for m in first.flags], [m.value for m in first.fates], first.notes) == (["Varn"], ["killed"], ())
    assert ([m.value for m in second.flags], [m.value for m in second.fates], second.notes) == (["Esk", "Norland"], [], ("a",))


def test_a_flag_behind_the_last_name_is_no_item() -> None:
    assert [item.shown for item in split("Karl Wend{flag:Varn}")] == ["Karl Wend"]


def test_remarks_are_read_at_once() -> None:
    (item,) = split("Varn (naval; until 1700)")
    (remark,) = item.remarks
    assert ([(name, date.edtf) for name, date in remark.times], [part.shown for part in remark.parts]) == ([("until", "1700")], ["naval"])


def is_remark(line: Line, item: Item) -> bool:
    return only_bracketed(line, item) or (bool(item.words) and is_time(item.words, CONTEXT))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (
            "Karl Wend\n(Second Corps commander)\n\nOtto Rein\n(acting\n1701)",
            [("Karl Wend", ["Second Corps commander"]), ("Otto Rein", ["acting 1701"])],
        ),
        ("Varn\n1699–1700\nEsk", [("Varn", ["1699–1700"]), ("Esk", [])]),
        ("(1699)\nVarn", [("", ["1699"]), ("Varn", [])]),
        ("Varn\n{flag:Esk}\n(1699)", [("Varn", ["1699"]), ("", [])]),
        ("Varn\n\n \nEsk", [("Varn", []), ("Esk", [])]),
        ("x" * 2001 + "\nEsk", [("Esk", [])]),
        ("", []),
    ],
)
def test_lines_that_are_remarks_go_to_the_name_before(cell: str, expected: list[tuple[str, list[str]]]) -> None:
    entries = read_entries(read_cell(cell, 0, len(cell)), CONTEXT, is_remark)
    assert [(entry.items[0].shown, [remark.shown for remark in entry.items[0].remarks]) for entry in entries] == expected


def test_a_remark_on_a_line_of_its_own_widens_the_place_of_the_name() -> None:
    cell = "Karl Wend\n(Second Corps commander)\nOtto Rein"
    entries = read_entries(read_cell(cell, 0, len(cell)), CONTEXT, only_bracketed)
    assert [entry.items[0].spans for entry in entries] == [(Span(0, 34),), (Span(35, 44),)]


@pytest.mark.parametrize(
    ("cell", "lines"),
    [
        ("Karl Wend (acting\n1701)\nOtto Rein", ["Karl Wend (acting 1701)", "Otto Rein"]),
        ("Karl Wend\n(a (b\nc\nd))", ["Karl Wend", "(a (b c d))"]),
        ("Karl Wend)\nOtto Rein", ["Karl Wend)", "Otto Rein"]),
    ],
)
def test_a_bracket_may_go_on_over_some_lines(cell: str, lines: list[str]) -> None:
    assert [line.text.shown for line in join_open_brackets(read_cell(cell, 0, len(cell)).lines)] == lines


def test_an_open_bracket_does_not_swallow_the_cell() -> None:
    source = "Karl Wend (leader\nOtto Rein\nKnud Hars\nPeder Loft\nAxel Brand"
    lines = read_cell(source, 0, len(source)).lines
    assert tuple(join_open_brackets(lines)) == lines


@pytest.mark.parametrize(("written", "expected"), [("(1699)", True), ("{fate:killed}", True), ("{flag:Esk}(1699)", False), ("Varn (1699)", False)])
def test_lines_of_nothing_but_brackets_and_fates(written: str, expected: bool) -> None:
    (item,) = split(written)
    assert only_bracketed(Line(text_of(written)), item) is expected


@given(st.text(alphabet="AbÉ (),[]“”•-–1†\n ", max_size=40))
def test_every_item_stands_where_its_words_do(written: str) -> None:
    for item in split(written):
        for span in item.spans:
            assert 0 <= span.start < span.end <= len(written)
        if item.words:
            start, end = item.words.span()
            assert written[start:end] == item.shown


def test_words_between_names_come_from_the_pack(lomnish: Language, wordless: Language) -> None:
    written = "Karl Wend (vodnik), ta Otto Rein"
    assert [[item.shown for item in split(written, language)] for language in (lomnish, wordless)] == [
        ["Karl Wend", "Otto Rein"],
        ["Karl Wend", "ta Otto Rein"],
    ]
