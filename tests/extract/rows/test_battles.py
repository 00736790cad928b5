"""Rows that list the conflicts somebody took part in. All names are invented."""

from __future__ import annotations

import pytest
from cells import article_of, brief, context_of, quotes

from kg.extract.rows.battles import read_conflicts
from kg.language.language import Language
from kg.model.finding import CONFLICT, Finding, Mention
from kg.model.text import Span

Brief = tuple[str, dict[str, object]]


def read(written: str, language: Language | None = None) -> list[Brief]:
    article = article_of({"battles": [written]})
    found = brief(list(read_conflicts(article.boxes[0].rows[0], context_of(article, language=language))))
    assert all((subject, relation) == ("side 0", "participatedIn") for subject, relation, _, _ in found)
    return [(name, qualifiers) for _, _, name, qualifiers in found]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[[Siege of Krell]]", [("Siege of Krell", {})]),
        ("[[Siege of Krell]] (1698)\n[[Esk Uprising]] (1699–1702)", [
            ("Siege of Krell", {"asOf": "1698"}), ("Esk Uprising", {"from": "1699", "until": "1702"})]),
        ("[[Siege of Krell]]\n1698", [("Siege of Krell", {"asOf": "1698"})]),
        ("[[Siege of Krell]] (lost)", [("Siege of Krell", {})]),
        ("Varnish War: Battle of Krell, Battle of Esk (1698)", [
            ("Varnish War", {}), ("Battle of Krell", {}), ("Battle of Esk", {"asOf": "1698"})]),
        ("* Varnish War\n** Skirmish of Lenk", [("Varnish War", {}), ("Skirmish of Lenk", {})]),
        ("[[Battle of Krell|Krell]], [[Norland]], Lenk", [("Krell", {})]),
        ("Siege of Krell (1698; 1699)", [("Siege of Krell", {"asOf": "1698"})]),
        ("See below", []),
        ("None", []),
        ("1698", []),
        ("x" * 2001, []),
        ("", []),
    ],
)  # fmt: skip
def test_conflicts_of_a_list(written: str, expected: list[Brief]) -> None:
    assert read(written) == expected


def test_a_conflict_has_its_page_its_words_and_its_footnotes() -> None:
    article = article_of({"battles": ["[[Battle of Krell|Krell]] and [[Esk Raid]] (1698){note:b}"]})
    found = [f for f in read_conflicts(article.boxes[0].rows[0], context_of(article)) if isinstance(f, Finding)]
    assert [(f.subject, f.object, quotes(article, f), f.rule, f.notes) for f in found] == [
        (CONFLICT, Mention("Krell", "conflict", Span(18, 23), "Battle of Krell"), ("Krell",), "participated-in", ()),
        (CONFLICT, Mention("Esk Raid", "conflict", Span(32, 40), "Esk Raid"), ("Esk Raid", "1698"), "participated-in", ("b",)),
    ]


def test_the_words_come_from_the_pack(lomnish: Language, wordless: Language) -> None:
    written = "Varno vojno: rabato pri Lenk\n[[Norland]]"
    assert read(written, lomnish) == [("Varno vojno", {}), ("rabato pri Lenk", {})]
    assert read(written, wordless) == []
