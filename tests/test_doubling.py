"""Patterns that hurt parsers, repeated to 40 kB: each article ends within a generous time, and none meets a defect (benchmarks/doubling.py)."""

from __future__ import annotations

import gc
import importlib
import sys
import time
from functools import partial
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
    ("wiki.combatant1", "🇫🇷"),
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
    gc.collect()
    gc.freeze()  # What other tests left is not looked at again before each measurement.
    try:
        yield importlib.import_module("doubling")
    finally:
        sys.path.remove(str(FOLDER))


@pytest.mark.parametrize(("place", "pattern"), FORMER, ids=[f"{place} {pattern!r}" for place, pattern in FORMER])
def test_what_took_time_by_the_square_ends(place: str, pattern: str, doubling: ModuleType) -> None:
    case = doubling.Case(place, pattern)
    assert doubling.cost(case, LARGE, LIMIT) < LIMIT
    assert "defect" not in doubling.build(*doubling.make_article(case, 1_000))


def test_each_family_at_each_place_and_each_pattern_is_in_the_table(doubling: ModuleType) -> None:
    patterns = importlib.import_module("hostile_patterns")
    every, chosen = set(patterns.every_case()), set(patterns.chosen_cases())
    assert chosen < every
    assert {case.pattern for case in chosen} == {case.pattern for case in every}
    for family in patterns.families():
        assert {case.place for case in chosen if case.pattern in family.patterns} >= set(family.places)


class Clock:
    """A clock of processor time that only planted work moves."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def process_time(self) -> float:
        return self.seconds

    def work(self, seconds: float) -> None:
        self.seconds += seconds


@pytest.fixture
def clock(doubling: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock that costs are measured with."""
    clock = Clock()
    monkeypatch.setattr(doubling, "time", clock)
    return clock


def burn(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


@pytest.mark.parametrize(("exponent", "at_most", "steep"), [(1, 0.15, False), (1, 0.01, False), (2, 0.15, True), (2, 0.06, True), (3, 0.15, True)])
def test_what_grows_by_the_square_is_found(exponent: int, at_most: float, steep: bool, doubling: ModuleType, clock: Clock) -> None:
    """A planted pattern: its 40 kB take so long, less in proportion or by the square."""
    sizes = []

    def run(name: str, data: bytes) -> None:
        sizes.append(size := round(len(data) / 2_500) * 2_500)
        clock.work(at_most * (size / LARGE) ** exponent)

    row = doubling.measure(doubling.Case("csv", "a"), run)
    assert (row.steepest > doubling.STEEPEST) is steep
    assert set(sizes) >= {20_000, LARGE}


def test_what_a_smaller_size_alone_takes_is_found(doubling: ModuleType, clock: Clock) -> None:
    """Above some limit an input may be refused at once, below it is not."""
    planted = doubling.Case("csv", "a")
    row = doubling.measure(planted, lambda name, data: clock.work(0.0 if len(data) > 30_000 else 0.15 * (len(data) / 20_000) ** 2))
    assert row.steepest > doubling.STEEPEST


def test_what_never_ends_is_found(doubling: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubling, "cost", partial(doubling.cost, limit=0.1))
    assert doubling.measure(doubling.Case("csv", "a"), lambda name, data: burn(60)).steepest == float("inf")


def test_a_table_tells_what_is_too_steep(doubling: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    linear = doubling.Row(doubling.Case("wiki.lead", "a"), (0.1, 0.2, 0.4))
    steep = doubling.Row(doubling.Case("wiki.date", "b"), (0.1, 0.2, 0.6))
    endless = doubling.Row(doubling.Case("wiki.date", "c"), (0.1, float("inf"), float("inf")))
    fast = doubling.Row(doubling.Case("wiki.lead", "d"), (0.001, 0.004, 0.016))
    assert [row.steepest for row in (linear, steep, endless, fast)] == pytest.approx([2, 3, float("inf"), 1])
    assert doubling.print_table([linear, fast], verbose=False)
    assert not doubling.print_table([linear, steep, endless], verbose=False)
    assert [line.split()[-1] for line in capsys.readouterr().out.splitlines() if line.startswith("  ")] == ["'b'", "'c'"]
