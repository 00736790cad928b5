"""Tables are read as TOML says, also from what Python keeps of them."""

from __future__ import annotations

import datetime
import os
import tomllib
from pathlib import Path

import pytest

from kg.resources import PACKAGE, read_toml

TABLES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.toml"))


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_what_the_parser_says(name: str) -> None:
    assert read_toml(PACKAGE / name) == read_toml(PACKAGE / name) == tomllib.loads((PACKAGE / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("", {}),
        ('a = ["é", "\\"", \'\\\']\n[b]\nc = 1.5\nd = true', {"a": ["é", '"', "\\"], "b": {"c": 1.5, "d": True}}),
        ("day = 1701-05-04\nmuch = inf", {"day": datetime.date(1701, 5, 4), "much": float("inf")}),
    ],
)
def test_entries(text: str, entries: dict[str, object], tmp_path: Path) -> None:
    path = tmp_path / "table.toml"
    path.write_text(text, encoding="utf-8")
    assert read_toml(path) == read_toml(path) == entries


def test_a_table_that_changes_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "table.toml"
    for number, text in enumerate(("a = 1", "a = 2")):
        path.write_text(text)
        os.utime(path, (number, number))
        first = read_toml(path)
        first["b"] = 3
        assert read_toml(path) == tomllib.loads(text)


def test_what_is_no_toml_is_refused_each_time(tmp_path: Path) -> None:
    path = tmp_path / "table.toml"
    path.write_text("a = [")
    for _ in range(2):
        with pytest.raises(tomllib.TOMLDecodeError):
            read_toml(path)


def test_where_nothing_may_be_written_tables_are_read_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "table.toml"
    path.write_text("a = 1")
    (tmp_path / "__pycache__").write_text("in the way")
    assert read_toml(path) == {"a": 1}
