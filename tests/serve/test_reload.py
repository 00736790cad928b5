"""Other data in the place of those that are served are noticed once, also what came before the first look."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

pytest.importorskip("pyoxigraph", reason="stores need pyoxigraph")

from kg.cli import main
from kg.rdf.terms import IRI
from kg.serve.reload import Reopening

A = IRI("https://example.org/a")


def load(store: Path, text: str) -> None:
    graph = store.with_suffix(".nt")
    graph.write_text(f'<{A}> <https://example.org/p> "{text}" .\n')
    assert CliRunner().invoke(main, ["load", str(graph), "--store", str(store)]).exit_code == 0


def test_what_takes_the_place_before_the_store_is_opened_is_noticed(tmp_path: Path) -> None:
    store = tmp_path / "store"
    load(store, "first")
    reopen = Reopening(str(store))
    assert reopen() is None
    load(store, "second")
    opened = reopen()
    assert opened is not None
    assert sorted(str(getattr(triple.object, "value", "")) for triple in opened.about([A])) == ["first", "second"]
    assert reopen() is None


def test_a_place_without_a_store_is_none(tmp_path: Path) -> None:
    assert Reopening(str(tmp_path / "none"))() is None
