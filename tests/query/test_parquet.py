"""SPARQL results as Parquet: types of columns, and values as they are."""

from __future__ import annotations

import io
from datetime import date

import pytest

pyarrow = pytest.importorskip("pyarrow", reason="Parquet needs the extra parquet")
pyoxigraph = pytest.importorskip("pyoxigraph")

from pyarrow import parquet  # noqa: E402

from kg.query.parquet import write_parquet  # noqa: E402

VALUES = """
SELECT ?thing ?words ?count ?ratio ?yes ?mixed ?day ?huge ?none WHERE {
  VALUES (?thing ?words ?count ?ratio ?yes ?mixed ?day ?huge ?none) {
    (<urn:a> "a\\tb\\n\\"c\\" \\\\n d"@en 1 1.5 true "01" "1943-07-05"^^<http://www.w3.org/2001/XMLSchema#date> 99999999999999999999 UNDEF)
    (<urn:b> "" 20 2 false 7 UNDEF 1 UNDEF)
    (UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF)
  } }
"""


def convert(query: str) -> pyarrow.Table:
    made = pyoxigraph.Store().query(query).serialize(format=pyoxigraph.QueryResultsFormat.TSV)
    out = io.BytesIO()
    write_parquet(made, out)
    return parquet.read_table(io.BytesIO(out.getvalue()))


def test_columns_have_the_type_of_their_values_and_values_stay() -> None:
    table = convert(VALUES)
    assert {field.name: str(field.type) for field in table.schema} == {
        "thing": "string", "words": "string", "count": "int64", "ratio": "double", "yes": "bool", "mixed": "string", "day": "string",
        "huge": "string", "none": "string",
    }  # fmt: skip
    assert table.to_pylist() == [
        {
            "thing": "urn:a", "words": 'a\tb\n"c" \\n d', "count": 1, "ratio": 1.5, "yes": True, "mixed": "01", "day": str(date(1943, 7, 5)),
            "huge": "99999999999999999999", "none": None,
        },
        {"thing": "urn:b", "words": "", "count": 20, "ratio": 2.0, "yes": False, "mixed": "7", "day": None, "huge": "1", "none": None},
        dict.fromkeys(table.column_names),
    ]  # fmt: skip


def test_an_answer_without_rows_has_its_columns() -> None:
    table = convert("SELECT ?a ?b { VALUES (?a ?b) { } }")
    assert (table.column_names, table.num_rows) == (["a", "b"], 0)


def test_one_column_with_a_row_that_binds_nothing() -> None:
    assert convert("SELECT ?a { VALUES ?a { 1 UNDEF 2 } }").to_pylist() == [{"a": 1}, {"a": None}, {"a": 2}]
