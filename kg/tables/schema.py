"""The tables and their columns as data (tables.toml), checked against the rows when they are loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from kg.resources import PACKAGE, read_toml
from kg.tables.rows import ConflictRow, FactRow, FigureRow, PersonRow, ReferenceRow, Row, SideRow
from kg.values import dataclass

ROWS: dict[str, type[Row]] = {
    "facts": FactRow, "conflicts": ConflictRow, "sides": SideRow, "people": PersonRow, "figures": FigureRow, "references": ReferenceRow,
}  # fmt: skip
# The annotation that the field of a column has, by the type of the column.
_ANNOTATIONS = {
    "text": "str", "date": "str", "day": "str", "iri": "str", "integer": "int", "decimal": "float", "boolean": "bool",
    "texts": "tuple[str, ...]", "iris": "tuple[str, ...]",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its type (text, integer, decimal, boolean, date, day, iri, texts, iris), whether each row has a value, and what it says."""

    name: str
    type: str
    required: bool
    words: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``row`` says what a row is, ``key`` names the columns that tell rows apart."""

    name: str
    title: str
    words: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]


@cache
def load_tables() -> dict[str, Table]:
    """All tables by name. ValueError where tables.toml breaks its schema or does not fit the rows."""
    return make_tables(read_toml(PACKAGE / "tables" / "tables.toml"))


def make_tables(data: Mapping[str, Any]) -> dict[str, Table]:
    """Check the entries of tables.toml; ValueError as said above."""
    if data.keys() != {"table", "column"} or data["table"].keys() != ROWS.keys():
        raise ValueError(f"tables.toml has the tables {', '.join(ROWS)}, and columns")
    tables = {name: make_table(name, ROWS[name], data["table"][name], data["column"]) for name in ROWS}
    used = {column.name for table in tables.values() for column in table.columns}
    if unused := sorted(data["column"].keys() - used):
        raise ValueError(f"tables.toml describes a column that no table has: {unused[0]}")
    return tables


def make_table(name: str, row: type[Any], entry: Mapping[str, Any], described: Mapping[str, Any]) -> Table:
    """Check the entries of a table whose rows are of this class, and of its columns; ValueError as said above."""
    if entry.keys() != {"title", "words", "row", "key"}:
        raise ValueError(f"tables.toml [table.{name}] has title, words, row and key")
    columns = tuple(_column(name, field.name, str(field.type), described.get(field.name)) for field in fields(row))
    if strange := sorted(set(entry["key"]) - {column.name for column in columns if column.required}):
        raise ValueError(f"tables.toml [table.{name}]: the key {strange[0]} is no column that each row has")
    return Table(name, entry["title"], entry["words"], entry["row"], tuple(entry["key"]), columns)


def _column(table: str, name: str, annotation: str, entry: Mapping[str, Any] | None) -> Column:
    if entry is None or entry.keys() != {"type", "words"}:
        raise ValueError(f"tables.toml [column] {name}, which the table {table} has, needs a type and words")
    wanted = _ANNOTATIONS.get(entry["type"])
    optional = annotation.endswith(" | None")
    if annotation.removesuffix(" | None") != wanted:
        raise ValueError(f"tables.toml [column] {name} is of type {entry['type']!r}, its field in {table} {annotation}")
    return Column(name, entry["type"], not optional and not annotation.startswith("tuple"), entry["words"])
