"""All tables together: CSVW metadata of the group with its foreign keys, and SQL that loads them into DuckDB. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from kg.publish.tables.keys import ORDER, ForeignKey, is_required
from kg.tables.schema import Table, load_tables
from kg.tables.writing import CSVW_CONTEXT, describe_file

_TYPES = {"integer": "BIGINT", "decimal": "DOUBLE", "boolean": "BOOLEAN", "texts": "VARCHAR[]", "iris": "VARCHAR[]"}


def describe_group(title: str, licences: Iterable[str], keys: Iterable[ForeignKey]) -> str:
    """CSVW metadata of all CSV files. Of the foreign keys it has those that lead somewhere from every row: it knows no others."""
    licences, keys = tuple(licences), tuple(keys)
    tables = []
    for name in ORDER:
        described: dict[str, Any] = describe_file(load_tables()[name], f"{name}.csv", "text/csv", licences)
        own = [_reference(key) for key in keys if key.table == name and is_required(key)]
        if own:
            described["tableSchema"]["foreignKeys"] = own
        tables.append(described)
    group = {"@context": CSVW_CONTEXT, "dc:title": title, "dc:license": [{"@id": licence} for licence in licences], "tables": tables}
    return json.dumps(group, ensure_ascii=False, indent=2) + "\n"


def _reference(key: ForeignKey) -> dict[str, Any]:
    return {"columnReference": key.column, "reference": {"resource": f"{key.other}.csv", "columnReference": key.other_column}}


def loading_sql(keys: Iterable[ForeignKey]) -> str:
    """SQL for DuckDB: the Parquet files as tables with primary and foreign keys."""
    keys = tuple(keys)
    head = "-- The tables in DuckDB, with primary and foreign keys. In this folder: duckdb conflict-kg.duckdb < load.sql\n"
    return head + "".join(_load(load_tables()[name], [key for key in keys if key.table == name]) for name in ORDER)


def _load(table: Table, keys: Iterable[ForeignKey]) -> str:
    parts = [f'  "{column.name}" {_TYPES.get(column.type, "VARCHAR")}{" NOT NULL" if column.required else ""}' for column in table.columns]
    parts.append("  PRIMARY KEY (" + ", ".join(f'"{name}"' for name in table.key) + ")")
    parts += [f'  FOREIGN KEY ("{key.column}") REFERENCES "{key.other}" ("{key.other_column}")' for key in keys]
    return f'\nCREATE TABLE "{table.name}" (\n' + ",\n".join(parts) + f"\n);\nINSERT INTO \"{table.name}\" SELECT * FROM '{table.name}.parquet';\n"
