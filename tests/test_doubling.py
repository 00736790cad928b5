"""Patterns that hurt parsers, repeated to 40 kB: each article ends within a generous time, and none meets a defect (benchmarks/doubling.py)."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "benchmarks"
LARGE = 40_000
LIMIT = 20.0
# The families that took cubic or square time once, with the places where they did.
FORMER = [
    ("wiki.date", "1–2–"),
    ("wiki.date", "1 to "),
    ("wiki.strength1", "1–2–"),
    ("wiki.casualties1", "1 to "),
    ("wiki.lead", "1–2–"),
    ("text.lead", "1 to "),
    ("wiki.date", "May 1, "),
    ("wiki.date", "(1900–1901) "),
    ("wiki.lead", "{{age in days|1900|"),
    ("text.lead", "1900–1901 "),
    ("wiki.lead", "c. "),
    ("wiki.commander1", "[[a]]"),
    ("wiki.partof", "'''a'' "),
    ("wiki.partof", "{{nowrap|a}} "),
    ("wiki.combatant1", "{{!}}"),
    ("wiki.place", "{{flag|A}} "),
    ("wiki.lead", "[http://a "),
    ("wiki.place", "http://["),
    ("wiki.lead", "[http://["),
    ("wiki.result", "[[:a"),
    ("wiki.lead", "{{a}}"),
    ("wiki.top", "{{a}}"),
    ("wiki.lead", "<ref "),
    ("wiki.lead", "<ref name="),
    ("wiki.lead", "<ref>x</ref>"),
    ("wiki.lead", "{{sfn}}"),
    ("wiki.lead", "}}{{Infobox military conflict|result=a}}"),
    ("wiki.lead", "{{cite web|title="),
    ("html.lead", "<b>"),
    ("html.combatant1", "<b>"),
    ("text.combatant1", "Aa "),
    ("text.combatant1", "Aa, "),
    ("text.commander1", "Aa Aa "),
    ("text.lead", "also called Aa, "),
]


@pytest.fixture(scope="module")
def doubling() -> Any:
    sys.path.insert(0, str(FOLDER))
    try:
        yield importlib.import_module("doubling")
    finally:
        sys.path.remove(str(FOLDER))


@pytest.mark.parametrize(("place", "pattern"), FORMER, ids=[f"{place} {pattern!r}" for place, pattern in FORMER])
def test_what_took_time_by_the_square_ends(place: str, pattern: str, doubling: ModuleType) -> None:
    case = doubling.Case(place, pattern)
    assert doubling.cost(case, LARGE, LIMIT) < LIMIT
    assert "defect" not in doubling.build(*doubling.make_article(case, 1_000))


def test_each_place_and_each_pattern_is_in_the_table(doubling: ModuleType) -> None:
    patterns = importlib.import_module("hostile_patterns")
    every, chosen = set(patterns.every_case()), set(patterns.chosen_cases())
    assert chosen < every
    assert {case.pattern for case in chosen} == {case.pattern for case in every}
    assert {case.place for case in chosen} == {case.place for case in every}


def test_a_table_tells_what_is_too_steep(doubling: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    linear = doubling.Row(doubling.Case("wiki.lead", "a"), (0.1, 0.2, 0.4))
    steep = doubling.Row(doubling.Case("wiki.date", "b"), (0.1, 0.2, 0.6))
    endless = doubling.Row(doubling.Case("wiki.date", "c"), (0.1, float("inf"), float("inf")))
    fast = doubling.Row(doubling.Case("wiki.lead", "d"), (0.001, 0.004, 0.016))
    assert [row.steepest for row in (linear, steep, endless, fast)] == pytest.approx([2, 3, float("inf"), 1])
    assert doubling.print_table([linear, fast], verbose=False)
    assert not doubling.print_table([linear, steep, endless], verbose=False)
    assert [line.split()[-1] for line in capsys.readouterr().out.splitlines() if line.startswith("  ")] == ["'b'", "'c'"]
