"""Emoji flags: whose they are, in every form."""

from __future__ import annotations

import html_pages
import pytest
import text_pages
import wiki_pages

from kg.language.language import Language, english
from kg.model.article import Line
from kg.model.text import BOLD, FLAG, LINK
from kg.read.emoji import name_flag

_ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize(
    ("shown", "name"), [("🇺🇦", "Ukraine"), ("🇷🇺 ", "Russia"), ("🇽🇰", "Kosovo"), (_ENGLAND, "England"), ("🇽🇽", ""), ("\U0001f3f4", ""), ("Varn", "")]
)
def test_whose_flag(shown: str, name: str) -> None:
    assert name_flag(shown, english()) == name


def test_a_pack_may_know_no_flags(empty_pack: Language) -> None:
    assert name_flag("🇺🇦", empty_pack) == ""


def _seen(line: Line) -> tuple[str, list[tuple[str, int]]]:
    return line.text.shown, [(mark.value, mark.start) for mark in line.text.marks if mark.kind == FLAG]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("🇵🇱 Duchy of Varn", ("Duchy of Varn", [("Poland", 0)])),
        ("🇵🇱", ("", [("Poland", 0)])),
        ("🇵🇱 🇺🇦", ("", [("Poland", 0), ("Ukraine", 0)])),
        ("Otto 🇵🇱 Rein", ("Otto Rein", [("Poland", 5)])),
        ("🇽🇽 Varn", ("Varn", [])),
        ("Varn", ("Varn", [])),
    ],
)
def test_flags_of_wikitext_and_html(value: str, expected: tuple[str, list[tuple[str, int]]]) -> None:
    assert [_seen(line) for line in (*wiki_pages.lines_of(value), *html_pages.lines_of(value))] == [expected] * 2


def test_other_marks_stay() -> None:
    text = wiki_pages.lines_of("🇵🇱 [[Duchy of Varn|Varn]], <b>Holm</b> 🇺🇦")[0].text
    assert [(mark.kind, mark.value, text.shown[mark.start : mark.end]) for mark in text.marks] == [
        (FLAG, "Poland", ""),
        (LINK, "Duchy of Varn", "Varn"),
        (BOLD, "", "Holm"),
        (FLAG, "Ukraine", ""),
    ]


@pytest.mark.parametrize(
    ("value", "shown", "evidence"),
    [
        ("🇵🇱 🇺🇦", "Poland Ukraine", "🇵🇱 🇺🇦"),
        ("🇵🇱", "Poland", "🇵🇱"),
        ("🇵🇱 Varn", "Varn", "Varn"),
        ("Flag of Varn.svg", "Varn", "Flag of Varn.svg"),
        ("Old tower.jpg", "Esk", "Esk"),
    ],
)
def test_flags_without_a_name_in_a_row_of_parties_of_plain_text(value: str, shown: str, evidence: str) -> None:
    article = text_pages.read(text_pages.GLUED.replace("Duchy of Varn\nFree City of Holm\n\nKingdom of Esk", f"{value}\n\nEsk"))
    first = text_pages.row(article, "belligerents").cells[0].lines[0].text
    assert (first.shown, article.source.text[slice(*first.span())]) == (shown, evidence)


def test_a_flag_alone_names_nobody_in_other_rows() -> None:
    article = text_pages.read(text_pages.GLUED.replace("Otto Rein Knud Hars", "🇵🇱\n\nKnud Hars"))
    assert text_pages.shown(article)["commanders"] == ["Knud Hars"]
