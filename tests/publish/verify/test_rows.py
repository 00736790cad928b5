"""The rows of tables, made of the whole graph or article by article."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from damages import check
from forging import Made

from kg.publish.verify import rows as rows_module
from kg.publish.verify.opened import Opened, Options
from kg.publish.verify.opening import open_release
from kg.publish.verify.rows import PartedRows, WholeRows, rows_of
from kg.tables.schema import load_tables


@contextmanager
def opened(place: Path) -> Iterator[Opened]:
    with open_release(str(place), Options()) as release:
        yield release


def test_both_ways_give_the_same_rows(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(made.new) as release:
        whole = rows_of(release)
        expected = {name: list(whole.rows(name)) for name in load_tables()}, list(whole.places())
    monkeypatch.setattr(rows_module, "MOST_WHOLE", 0)
    with opened(made.new) as release:
        parted = rows_of(release)
        assert ({name: list(parted.rows(name)) for name in load_tables()}, list(parted.places())) == expected
    assert (type(whole), type(parted)) == (WholeRows, PartedRows)
    assert all(expected[0].values())


def test_a_large_release_is_verified_the_second_way(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_module, "MOST_WHOLE", 0)
    results = check(made.new, "tables", "database", "points")
    assert {name: (result.status, result.failures) for name, result in results.items()} == dict.fromkeys(results, ("passed", ()))
