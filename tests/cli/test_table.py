"""kg table as a user runs it."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.tables.schema import ROWS, load_tables


def kg_table(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["table", *map(str, arguments)])


@pytest.mark.parametrize("name", ROWS)
def test_a_table_and_its_dictionary(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.csv"
    result = kg_table(name, "--sample", "-o", path)
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    described = json.loads((tmp_path / f"{name}.csv-metadata.json").read_text(encoding="utf-8"))
    assert described["url"] == path.name
    assert all(list(row) == [column["name"] for column in described["tableSchema"]["columns"]] for row in rows)
    assert f"{len(rows)} row" in result.stderr


@pytest.mark.parametrize(("name", "packed"), [("x.jsonl", False), ("x.jsonl.gz", True), ("x.csv.gz", True)])
def test_the_file_name_tells_the_form(name: str, packed: bool, tmp_path: Path) -> None:
    assert kg_table("facts", "--sample", "-o", tmp_path / name).exit_code == 0
    data = (tmp_path / name).read_bytes()
    text = (gzip.decompress(data) if packed else data).decode()
    printed = kg_table("facts", "--sample", "--format", name.split(".")[1]).stdout_bytes.decode()
    assert text == printed


def test_facts_print_the_same_table() -> None:
    facts = CliRunner().invoke(main, ["facts", "--sample", "--format", "csv"])
    assert facts.stdout_bytes == kg_table("facts", "--sample").stdout_bytes


@pytest.mark.parametrize("name", ROWS)
def test_columns_are_listed_with_their_meaning(name: str) -> None:
    listed = kg_table(name, "--columns").stdout
    assert all(f"{column.name}  {column.type}\n    {column.words}\n" in listed for column in load_tables()[name].columns)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("figures",), 2, "nothing to read"),
        (("battles", "--sample"), 2, "'facts', 'conflicts'"),
        (("figures", "--sample", "-o", "x.xlsx"), 2, "the name tells no form of a table (.csv, .jsonl, .parquet)"),
        (("figures", "--sample", "-o", "x.parquet.gz"), 2, "Parquet is packed as it is"),
        (("figures", "none.ttl"), 3, "none.ttl"),
    ],
)
def test_what_is_wrong_is_named(arguments: tuple[str, ...], code: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = kg_table(*arguments)
    assert (result.exit_code, words in result.stderr) == (code, True), result.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_output_does_not_replace_an_input(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("title,text\n")
    assert "would replace" in kg_table("figures", path, "-o", path).stderr
