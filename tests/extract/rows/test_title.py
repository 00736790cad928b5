"""The names of a conflict in its title. All names are invented."""

from __future__ import annotations

import pytest
from cells import article_of, context_of, quotes, text_of

from kg.extract.rows.title import name_conflict, read_title
from kg.language.language import Language, english
from kg.model.finding import Finding, Phrase


def texts(written: str, language: Language | None = None) -> list[tuple[str, str]]:
    article = article_of({"title": [written]})
    found = read_title(article.boxes[0].rows[0], context_of(article, language=language))
    return [(r.relation, r.object.text) for r in found if isinstance(r, Finding) and isinstance(r.object, Phrase)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Battle of Esk", [("name", "Battle of Esk")]),
        ("Battle of Esk (1701)", [("name", "Battle of Esk (1701)")]),
        ("Battle of\n[[Esk]]", [("name", "Battle of Esk")]),
        ("Operation Heron\n(Varnish Strategic Operation)", [("name", "Operation Heron"), ("altLabel", "Varnish Strategic Operation")]),
        ("Operation Heron (Siege of Loft)", [("name", "Operation Heron (Siege of Loft)"), ("altLabel", "Siege of Loft")]),
        ("Battle of Esk\nБитва", [("name", "Battle of Esk"), ("altLabel", "Битва")]),
        ("Battle of\nthe Esk (Siege of Loft)", [("name", "Battle of the Esk (Siege of Loft)"), ("altLabel", "Siege of Loft")]),
        ("Battle of Esk\n“(Esk Offensive)”", [("name", "Battle of Esk “(Esk Offensive)”")]),
        ("Battle of Esk (Esk Offensive)", [("name", "Battle of Esk (Esk Offensive)"), ("altLabel", "Esk Offensive")]),
        ("(Battle of Esk)", [("name", "(Battle of Esk)")]),
        ("Battle of Esk\n()", [("name", "Battle of Esk")]),
        ("", []),
    ],
)
def test_names_of_the_conflict(written: str, expected: list[tuple[str, str]]) -> None:
    assert texts(written) == expected


def test_evidence_is_each_line_of_the_name() -> None:
    article = article_of({"title": ["Battle of\n[[Esk]]\n(Siege of Loft)"]})
    found = [f for f in read_title(article.boxes[0].rows[0], context_of(article)) if isinstance(f, Finding)]
    assert [quotes(article, finding) for finding in found] == [("Battle of", "Esk"), ("Siege of Loft",)]


def test_a_title_that_no_row_holds() -> None:
    assert [finding.object for finding in name_conflict((text_of(" "), text_of(" Battle of Esk ")), english())] == [Phrase("Battle of Esk")]


def test_words_for_kinds_of_events_come_from_the_pack(lomnish: Language) -> None:
    assert texts("Battle of Esk (Siege of Loft)", lomnish) == [("name", "Battle of Esk (Siege of Loft)")]
    assert texts("Bitko Esk\nБитва", lomnish) == [("name", "Bitko Esk"), ("altLabel", "Битва")]
