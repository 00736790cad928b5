"""Rows that name people or groups alike. All names are invented."""

from __future__ import annotations

import pytest
from cells import article_of, brief, context_of, with_column

from kg.extract.rows.actors import read_actors
from kg.language.language import Language
from kg.model.finding import CONFLICT, Finding, Mention, Side
from kg.model.issue import Issue
from kg.model.text import Span

Brief = tuple[str, str, dict[str, object]]


def read(written: str, language: Language | None = None) -> tuple[list[Brief], list[str]]:
    """What a row states, with the kind of what it names, and the messages of its issues."""
    article = article_of({"perpetrators": [written]})
    row = with_column(article.boxes[0].rows[0], 0)
    results = list(read_actors(row, context_of(article, language=language)))
    found = [(f, told) for f, told in zip([f for f in results if isinstance(f, Finding) and f.relation != "side"], brief(results), strict=True)]
    kinds = [(f.object.kind if isinstance(f.object, Mention) else f.relation, told[2], told[3]) for f, told in found]
    return kinds, [result.message for result in results if isinstance(result, Issue)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[[Army of Esk]]", [("group", "Army of Esk", {})]),
        ("{flag:Esk}[[Esk]]", [("group", "Esk", {})]),
        ("Loft", [("group", "Loft", {})]),
        ("Sons of Loft", [("group", "Sons of Loft", {})]),
        ("Col. Otto Rein", [("person", "Otto Rein", {"rank": "Col."})]),
        ("Otto Rein (aged 24)", [("person", "Otto Rein", {"note": "aged 24"})]),
        ("Otto Rein †", [("person", "Otto Rein", {"fate": "killed"})]),
        ("[[Army of Esk]]\nCol. Otto Rein", [("group", "Army of Esk", {}), ("person", "Otto Rein", {"rank": "Col."})]),
        ("Two masked gunmen", []),
        ("Unknown", [("statedUnknown", "belligerent", {})]),
        ("", []),
    ],
)
def test_people_and_groups(written: str, expected: list[Brief]) -> None:
    assert read(written) == (expected, [])


def test_a_name_that_may_be_either_is_an_issue() -> None:
    assert read("[[Otto Rein]]") == ([], ["Otto Rein may be a person or a group"])
    assert read("Otto Rein\nArmy of Esk") == ([("group", "Army of Esk", {})], ["Otto Rein may be a person or a group"])


def test_where_the_issue_stands() -> None:
    article = article_of({"perpetrators": ["Army of Esk\nOtto Rein"]})
    row = with_column(article.boxes[0].rows[0], 0)
    assert list(read_actors(row, context_of(article)))[-1] == Issue("actor-unclear", "Otto Rein may be a person or a group", Span(12, 21))


def test_actors_with_a_side_stand_on_it() -> None:
    article = article_of({"perpetrators": ["Army of Esk", "Col. Otto Rein"]})
    found = [f for f in read_actors(article.boxes[0].rows[0], context_of(article)) if isinstance(f, Finding)]
    assert [(f.subject, f.relation) for f in found] == [(CONFLICT, "side"), (Side(1), "belligerent"), (Side(2), "commander")]


def test_the_words_come_from_the_pack(lomnish: Language, wordless: Language) -> None:
    written = "Rudi Partio\nPolkar Otto Rein"
    assert read(written, lomnish) == ([("group", "Rudi Partio", {}), ("person", "Otto Rein", {"rank": "Polkar"})], [])
    assert read(written, wordless) == ([], ["Rudi Partio may be a person or a group", "Polkar Otto Rein may be a person or a group"])
