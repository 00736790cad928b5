"""The table of rules. All names are invented."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from cells import article_of, brief, context_of

import kg
from kg.extract.rules import RULES
from kg.language.language import Language
from kg.model.article import Row
from kg.model.finding import Finding

CELL = "* Otto Rein (Red Brigade; until 1700)\n[[Norland]], 40 men killed 46°10′N 31°05′E\nSee: 4 May 1701"


def rules_of_fields() -> Iterator[str]:
    """Every rule that the tables of fields ask for, wherever in kg/data they stand."""
    for file in (Path(kg.__file__).parent / "data").rglob("fields.toml"):
        yield from rules_in(tomllib.loads(file.read_text(encoding="utf-8")))


def rules_in(entries: dict[str, object]) -> Iterator[str]:
    for name, entry in entries.items():
        if isinstance(entry, dict):
            yield from rules_in(entry)
        elif name == "rule":
            yield str(entry)


def test_every_rule_of_the_fields_is_in_the_table_and_no_other() -> None:
    assert set(rules_of_fields()) - {"ignore"} == RULES.keys()


def state(rule: str, written: str, language: Language | None = None) -> list[tuple[str, str, str, dict[str, object]]]:
    article = article_of({"x": [written]})
    context, row = context_of(article, (("Norland", None, 1),), language=language), article.boxes[0].rows[0]
    return brief(list(RULES[rule].state(RULES[rule].parse(row, context), context)))


@pytest.mark.parametrize(
    ("rule", "written", "expected"),
    [
        ("title", "Battle of Esk", [("side 0", "name", "Battle of Esk", {})]),
        ("part_of", "the [[Varnish War]]", [("side 0", "partOf", "Varnish War", {})]),
        ("place", "near [[Loft]]", [("side 0", "place", "Loft", {"note": "near"})]),
        ("coordinates", "46.17; 31.08", [("side 0", "coordinates", "Point(latitude=46.17, longitude=31.08)", {})]),
        ("outcome", "Varnish victory", [("side 0", "outcome", "Varnish victory", {})]),
        ("territory", "Esk ceded", [("side 0", "territorialChange", "Esk ceded", {})]),
        ("cause", "Raids on Loft", [("side 0", "cause", "Raids on Loft", {})]),
        ("notes", "The fleet was recalled", [("side 0", "remark", "The fleet was recalled", {})]),
        ("belligerents", "[[Norland]]", [("side 1", "belligerent", "Norland", {})]),
        ("commanders", "Col. Otto Rein", [("side 1", "commander", "Otto Rein", {"rank": "Col."})]),
        ("units", "Red Brigade", [("side 1", "unit", "Red Brigade", {})]),
    ],
)
def test_a_rule_reads_its_row(rule: str, written: str, expected: list[tuple[str, str, str, dict[str, object]]]) -> None:
    assert state(rule, written) == expected


@pytest.mark.parametrize(
    ("rule", "written", "expected"),
    [
        ("date", "4 May 1701", {"when", "start", "end"}),
        ("strength", "300 men\nI Corps\nseveral boats", {"strength", "unit", "strengthRemark"}),
        ("casualties", "40 killed\nseveral boats sunk", {"losses", "lossesRemark"}),
    ],
)
def test_the_relations_of_a_row_of_several_kinds(rule: str, written: str, expected: set[str]) -> None:
    assert {relation for _, relation, _, _ in state(rule, written)} == expected


@pytest.mark.parametrize("rule", RULES)
def test_rows_that_nothing_else_asks_are_parsed_as_they_stand(rule: str) -> None:
    article = article_of({"x": [CELL]})
    (row,) = article.boxes[0].rows
    parsed = RULES[rule].parse(row, context_of(article))
    assert (parsed if isinstance(parsed, Row) else parsed.row) is row
    assert isinstance(parsed, Row) is (rule not in {"belligerents", "commanders", "units", "strength"})


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("written", [CELL, ""])
def test_no_rule_fails_for_want_of_words(rule: str, written: str, wordless: Language) -> None:
    article = article_of({"x": [written]})
    context, row = context_of(article, language=wordless), article.boxes[0].rows[0]
    results = list(RULES[rule].state(RULES[rule].parse(row, context), context))
    assert all(span.start < span.end <= len(article.source.text) for f in results if isinstance(f, Finding) for span in f.evidence)
