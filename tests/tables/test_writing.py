"""Tables as CSV, JSON lines and Parquet say the same; the dictionary describes them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from figure_rows import PLAIN

from kg.tables.schema import load_tables
from kg.tables.writing import describe_table, write_csv, write_jsonl, write_parquet

TABLE = load_tables()["figures"]
ROW = replace(
    PLAIN, claim="x:a", figure="x:f", note=("one, two", "three"), references=("x:r", "x:s"), low=None, quote="=1+1\n“x”", of="@home", total=True
)


def test_csv() -> None:
    out = io.StringIO()
    write_csv(TABLE, [ROW], out)
    [row] = csv.DictReader(io.StringIO(out.getvalue()))
    told = {name: row[name] for name in ("claim", "side", "low", "high", "total", "adds_up", "note", "references", "quote", "of", "scope")}
    assert told == {
        "claim": "x:a", "side": "1", "low": "", "high": "1", "total": "true", "adds_up": "false", "note": "one, two | three", "references": "x:r x:s",
        "quote": "'=1+1\n“x”", "of": "'@home", "scope": "",
    }  # fmt: skip
    assert list(row) == [column.name for column in TABLE.columns]


def test_json_lines() -> None:
    out = io.StringIO()
    write_jsonl(TABLE, [ROW], out)
    row = json.loads(out.getvalue())
    assert {name: row[name] for name in ("low", "high", "total", "note", "quote", "of")} == {
        "low": None, "high": 1, "total": True, "note": ["one, two", "three"], "quote": "=1+1\n“x”", "of": "@home",
    }  # fmt: skip


@pytest.mark.parametrize("rows", [[ROW], []], ids=["a row", "no row"])
def test_parquet_says_what_json_lines_say(rows: list[object]) -> None:
    pytest.importorskip("pyarrow", reason="the extra 'parquet' is not installed")
    from pyarrow import parquet

    packed, lines = io.BytesIO(), io.StringIO()
    write_parquet(TABLE, rows, packed)  # type: ignore[arg-type]
    write_jsonl(TABLE, rows, lines)  # type: ignore[arg-type]
    found = parquet.read_table(io.BytesIO(packed.getvalue()))
    assert found.to_pylist() == [json.loads(line) for line in lines.getvalue().splitlines()]
    assert {name: str(found.schema.field(name).type) for name in ("low", "total", "note", "claim")} == {
        "low": "int64", "total": "bool", "note": "list<element: string>", "claim": "string",
    }  # fmt: skip
    assert found.schema.field("low").metadata[b"description"].startswith(b"At least so many")


def test_the_dictionary_describes_every_column() -> None:
    found = json.loads(describe_table(TABLE, "figures.csv", "text/csv", ["https://creativecommons.org/licenses/by-sa/4.0/"]))
    columns = {column["name"]: column for column in found["tableSchema"]["columns"]}
    assert list(columns) == [column.name for column in TABLE.columns]
    assert columns["note"] == {
        "name": "note", "titles": "note", "dc:description": "Further words of the article that qualify the claim.", "datatype": "string",
        "separator": " | ",
    }  # fmt: skip
    assert (columns["claim"]["datatype"], columns["claim"]["required"]) == ("anyURI", True)
    assert (found["url"], found["tableSchema"]["primaryKey"]) == ("figures.csv", ["claim"])
