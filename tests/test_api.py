"""The Python interface."""

import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg import api


def test_an_article_becomes_a_file_and_facts(hollenfurt: Path, tmp_path: Path) -> None:
    [outcome] = kg.build(hollenfurt)
    assert isinstance(outcome, kg.Outcome)
    assert outcome.publishable
    path = tmp_path / "siege.nt"
    kg.write([outcome.built.graph], path)
    assert kg.validate(path).conforms
    assert list(kg.facts(path)) == list(kg.facts(outcome.built.graph.triples))
    assert {fact.value for fact in kg.facts(path) if fact.what == "outcome"} == {"Eskish victory", "Hollenfurt ceded to Esk", "Duke Otto flees"}


def test_tables_are_rows(hollenfurt: Path) -> None:
    [outcome] = kg.build(hollenfurt, check=False)
    assert isinstance(outcome, kg.Outcome)
    rows = list(kg.table("figures", outcome.built.graph.triples))
    assert [(row.side, row.low, row.high) for row in rows if row.adds_up and row.category == "killed" and row.counted == "people"] == [(1, 300, 300)]
    with pytest.raises(KeyError):
        kg.table("battles", ())


def test_what_cannot_be_read_is_a_value(tmp_path: Path, hollenfurt: Path) -> None:
    missing, good = kg.build(tmp_path / "none.txt", hollenfurt)
    assert isinstance(missing, kg.ReadError)
    assert missing.file == str(tmp_path / "none.txt")
    assert isinstance(good, kg.Outcome)


def test_every_name_that_is_offered_is_there() -> None:
    assert [name for name in kg.__all__ if not hasattr(kg, name)] == []
    assert sorted(kg.__all__) == sorted([*api.__all__, "__version__"])
    assert api.__all__ == sorted(api.__all__, key=lambda name: (name.islower(), name))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        kg.nothing  # noqa: B018


def test_importing_costs_nothing() -> None:
    command = "import sys; import kg; print(sorted(m for m in sys.modules if m.startswith('kg')))"
    assert subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True).stdout.strip() == "['kg', 'kg.version']"
