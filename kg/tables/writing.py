"""Writing tables as CSV, JSON lines and Parquet, and the data dictionary beside them (CSVW)."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from typing import IO, Any, TextIO

from kg.tables.schema import Column, Table

TEXTS_SEPARATOR, IRIS_SEPARATOR = " | ", " "
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# CSVW data types (https://www.w3.org/TR/tabular-data-primer/#datatypes). A date of unequal precision has none of its own there.
_CSVW = {
    "text": "string", "texts": "string", "integer": "integer", "decimal": "decimal", "boolean": "boolean", "day": "date", "iri": "anyURI",
    "iris": "anyURI", "date": {"base": "string", "format": "-?[0-9]{4,}(-[0-9]{2}(-[0-9]{2})?)?"},
}  # fmt: skip


def write_csv(table: Table, rows: Iterable[object], out: TextIO) -> None:
    """Write CSV (RFC 4180, UTF-8, line feeds) with a head. Text that a spreadsheet would take for a formula has ' before it."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column.name for column in table.columns)
    makers = [(column.name, _CELLS.get(column.type, _plain_cell)) for column in table.columns]
    for row in rows:
        writer.writerow([make(getattr(row, name)) for name, make in makers])


def _plain_cell(value: Any) -> Any:
    return "" if value is None else value


def _text_cell(value: str | None) -> str:
    return "" if value is None else guard_formula(value)


def guard_formula(text: str) -> str:
    """Text as a cell that no spreadsheet takes for a formula: with ' before it where it begins like one."""
    return f"'{text}" if text.startswith(_FORMULA) and len(text) > 1 else text


_CELLS: dict[str, Callable[[Any], Any]] = {
    "text": _text_cell,
    "texts": lambda values: _text_cell(TEXTS_SEPARATOR.join(values)),
    "iris": IRIS_SEPARATOR.join,
    "boolean": lambda value: "" if value is None else str(value).lower(),
}


def write_jsonl(table: Table, rows: Iterable[object], out: TextIO) -> None:
    """Write a JSON object a line; what is not told is null, lists are arrays."""
    names = [column.name for column in table.columns]
    for row in rows:
        out.write(json.dumps({name: getattr(row, name) for name in names}, ensure_ascii=False) + "\n")


def write_parquet(table: Table, rows: Iterable[object], out: IO[bytes]) -> None:
    """Write Parquet, with the words of each column in its metadata. ModuleNotFoundError without pyarrow."""
    from importlib import import_module

    pyarrow, parquet = (import_module(name) for name in ("pyarrow", "pyarrow.parquet"))
    types = {
        "integer": pyarrow.int64(), "decimal": pyarrow.float64(), "boolean": pyarrow.bool_(), "texts": pyarrow.list_(pyarrow.string()),
        "iris": pyarrow.list_(pyarrow.string()),
    }  # fmt: skip

    def field(column: Column) -> Any:
        return pyarrow.field(column.name, types.get(column.type, pyarrow.string()), metadata={"description": column.words})

    schema = pyarrow.schema(map(field, table.columns), metadata={"title": table.title, "description": f"{table.words} {table.row}"})
    listed = list(rows)
    arrays = [
        pyarrow.array([_plain_list(getattr(row, column.name)) for row in listed], types.get(column.type, pyarrow.string()))
        for column in table.columns
    ]
    parquet.write_table(pyarrow.Table.from_arrays(arrays, schema=schema), out)


def _plain_list(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def describe_table(table: Table, file: str, media_type: str, licences: Iterable[str]) -> str:
    """The data dictionary of a file as CSVW metadata (https://www.w3.org/TR/tabular-metadata/): JSON with the words and type of each column."""
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": file,
        "dc:title": table.title,
        "dc:description": f"{table.words} {table.row}",
        "dc:format": media_type,
        "dc:license": [{"@id": licence} for licence in licences],
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\n"]},
        "tableSchema": {"primaryKey": list(table.key), "columns": [_describe(column) for column in table.columns]},
    }
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def _describe(column: Column) -> dict[str, Any]:
    separator = {"texts": TEXTS_SEPARATOR, "iris": IRIS_SEPARATOR}.get(column.type)
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.words,
        "datatype": _CSVW[column.type],
        **({"required": True} if column.required else {}),
        **({"separator": separator} if separator else {}),
    }
