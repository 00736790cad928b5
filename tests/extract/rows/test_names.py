"""Rows of further names. All names are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cells import article_of, context_of, quotes

from kg.extract.rows.names import read_names
from kg.language.language import Language
from kg.model.finding import CONFLICT, Finding, Phrase
from kg.model.text import LANG, Mark, Span


def read(written: str, language: Language | None = None) -> list[str]:
    article = article_of({"names": [written]})
    found = read_names(article.boxes[0].rows[0], context_of(article, language=language))
    return [result.object.text for result in found if isinstance(result, Finding) and isinstance(result.object, Phrase)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("The Old Third", ["The Old Third"]),
        ('"The Old Third", "Toll Keepers"', ["The Old Third", "Toll Keepers"]),
        ("The Old Third; Toll Keepers / Gatemen\nWatch", ["The Old Third", "Toll Keepers", "Gatemen", "Watch"]),
        ('"The Old Third" and "Toll Keepers" or "Gatemen"', ["The Old Third", "Toll Keepers", "Gatemen"]),
        ("Horse and Foot", ["Horse and Foot"]),
        ("Varnish: Stari Treti", ["Stari Treti"]),
        ("Stari Treti (until 1699)", ["Stari Treti"]),
        ("Stari [b] Treti", ["Stari"]),
        ("[[Old, Third]], Watch", ["Old, Third", "Watch"]),
        ("(unofficial)", []),
        ("1701", []),
        ("x" * 2001, []),
        ("", []),
    ],
)
def test_each_name_of_a_row(written: str, expected: list[str]) -> None:
    assert read(written) == expected


def test_a_name_has_its_words_and_footnotes() -> None:
    article = article_of({"names": ["Varnish: [[Stari Treti]] (old){note:a}, Watch{note:b}"]})
    found = [f for f in read_names(article.boxes[0].rows[0], context_of(article)) if isinstance(f, Finding)]
    assert [(f.subject, f.relation, f.object, quotes(article, f), f.rule, f.notes) for f in found] == [
        (CONFLICT, "altLabel", Phrase("Stari Treti"), ("Stari Treti",), "name-row", ("a",)),
        (CONFLICT, "altLabel", Phrase("Watch"), ("Watch",), "name-row", ("b",)),
    ]


def test_a_name_that_is_marked_has_its_language() -> None:
    article = article_of({"names": ["Stari Treti, Watch"]})
    (row,) = article.boxes[0].rows
    (line,) = row.cells[0].lines
    marked = replace(line.text, marks=(Mark(LANG, "vr", 0, 11, Span(0, 11)),))
    row = replace(row, cells=(replace(row.cells[0], lines=(replace(line, text=marked),)),))
    found = read_names(row, context_of(article))
    assert [result.object for result in found if isinstance(result, Finding)] == [Phrase("Stari Treti", "vr"), Phrase("Watch")]


def test_words_between_names_come_from_the_pack(lomnish: Language, wordless: Language) -> None:
    written = '"Treti" ta "Straza" vel "Vrata"'
    assert read(written, lomnish) == ["Treti", "Straza", "Vrata"]
    assert read(written, wordless) == [written]
