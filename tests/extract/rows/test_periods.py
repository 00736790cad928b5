"""Rows that tell when somebody was active. All names are invented."""

from __future__ import annotations

import pytest
from cells import article_of, context_of, quotes

from kg.extract.rows.periods import read_periods
from kg.language.language import Language
from kg.model.finding import CONFLICT, Date, Finding, Period
from kg.model.issue import Issue


def read(written: str, language: Language | None = None) -> list[tuple[str, str]]:
    article = article_of({"active": [written]})
    found = [r for r in read_periods(article.boxes[0].rows[0], context_of(article, language=language)) if isinstance(r, Finding)]
    assert all((f.subject, f.rule) == (CONFLICT, "period") for f in found)
    return [(f.relation, f.object.edtf) for f in found if isinstance(f.object, Date | Period)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1698–1705", [("activeFrom", "1698"), ("activeUntil", "1705"), ("activeDuring", "1698/1705")]),
        ("1698–present", [("activeFrom", "1698"), ("activeDuring", "1698/..")]),
        ("since 1698", [("activeFrom", "1698"), ("activeDuring", "1698/")]),
        ("until 1698", [("activeUntil", "1698"), ("activeDuring", "/1698")]),
        ("4 May 1698", [("activeFrom", "1698-05-04"), ("activeUntil", "1698-05-04"), ("activeDuring", "1698-05-04")]),
        ("1690s", [("activeDuring", "169X")]),
        ("Unknown", []),
        ("x" * 2001, []),
        ("", []),
    ],
)
def test_one_period(written: str, expected: list[tuple[str, str]]) -> None:
    assert read(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1698–1705, 1710–1715", ["1698/1705", "1710/1715"]),
        ("1698–1705; 1710–1715\n1720", ["1698/1705", "1710/1715", "1720"]),
        ("1698–1705 and 1710–1715", ["1698/1705", "1710/1715"]),
        ("May 4, 1698 – June 2, 1705", ["1698-05-04/1705-06-02"]),
        ("1698–1705, as a regiment", ["1698/1705"]),
        ("1698–1705 and May 1710", ["1698/1705", "1710-05"]),
    ],
)
def test_several_periods(written: str, expected: list[str]) -> None:
    assert [value for relation, value in read(written) if relation == "activeDuring"] == expected


def test_a_period_that_ends_before_it_begins_is_an_issue() -> None:
    article = article_of({"active": ["1698–1705, 1711–1705"]})
    found = list(read_periods(article.boxes[0].rows[0], context_of(article)))
    assert [f.object.edtf for f in found if isinstance(f, Finding) and isinstance(f.object, Period)] == ["1698/1705"]
    assert [(i.code, i.message) for i in found if isinstance(i, Issue)] == [("end-before-start", "the end 1705 comes before the start 1711")]


def test_evidence_is_the_dates_with_the_word_before_them() -> None:
    article = article_of({"active": ["since 1698{note:a}\nRegiment (1710–1715)"]})
    found = [f for f in read_periods(article.boxes[0].rows[0], context_of(article)) if isinstance(f, Finding)]
    assert [(f.relation, quotes(article, f), f.notes) for f in found] == [
        ("activeFrom", ("since 1698",), ("a",)),
        ("activeDuring", ("since 1698",), ("a",)),
        ("activeFrom", ("1710–1715",), ()),
        ("activeUntil", ("1710–1715",), ()),
        ("activeDuring", ("1710–1715",), ()),
    ]


def test_words_between_periods_come_from_the_pack(lomnish: Language, wordless: Language) -> None:
    written = "1698-05-04 ta 1699-05-04"
    assert [value for relation, value in read(written, lomnish) if relation == "activeDuring"] == ["1698-05-04", "1699-05-04"]
    assert [value for relation, value in read(written, wordless) if relation == "activeDuring"] == ["1698-05-04"]
