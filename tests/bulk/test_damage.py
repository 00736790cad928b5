"""Pages and blocks of a dump damaged in each of the ways of benchmarks/bulk_damage.py: each is named where it stands, all others come out."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest
from bulk_dumps import battle, filler

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="runs are processes of their own, as on Linux")
FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"
WAYS = (
    "no end", "cut off", "no well-formed XML", "markup that is not escaped", "no UTF-8", "a control character", "an entity that nobody declared",
    "no title", "no text", "twice", "too long",
)  # fmt: skip


@pytest.fixture
def damage(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(FOLDER)
    return importlib.import_module("bulk_damage")


def test_the_ways_are_known(damage: ModuleType) -> None:
    assert tuple(damage.WAYS) == WAYS


def test_each_damage_is_named_where_it_stands_and_costs_no_other(damage: ModuleType, tmp_path: Path) -> None:
    """Each way at an article and at a page of no domain, the last page of a stream among them, and one damaged block."""
    pages = [battle(f"Battle of Hill {number}", number) if number % 2 else filler(number) for number in range(60)]
    places = (5, 8, 13, 14, 19, 20, 27, 28, 33, 34, 39, 40, 43, 44, 45, 46, 49, 50, 51, 52, 53, 54)
    ways = dict(zip(places, [way for way in WAYS for _ in "ab"], strict=True))
    whole, dump = tmp_path / "whole.xml.bz2", tmp_path / "dump.xml.bz2"
    damage.write_damaged(whole, pages, {}, set(), 5)
    found = damage.write_damaged(dump, pages, ways, {11}, 5)
    damage.run_bulk(whole, tmp_path / "whole")
    damage.run_bulk(dump, tmp_path / "dump")
    named, wrong = damage.compare(tmp_path / "whole", tmp_path / "dump", found, dump, {f"Battle_of_Hill_{number}" for number in range(55, 60)})
    assert wrong == []
    unseen = {f"{way}, in a page of no domain: costs nothing" for way in WAYS if way not in ("no end", "cut off", "no text")}
    assert set(named) == {*WAYS, *unseen, "a block of a stream", "articles that were not damaged and came out the same"}
    assert {number for way, number in named.items() if way in WAYS} == {1, 2}
    assert named["articles that were not damaged and came out the same"] == 30 - 10 - 3
    assert len(damage.compare(tmp_path / "whole", tmp_path / "whole", found, dump, set())[1]) > 14
