"""Tables as CSV and Parquet: the rows that the data give, value by value; and their data dictionaries."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import zip_longest
from pathlib import PurePosixPath
from typing import Any

from kg.publish.verify.failure import BrokenError, Failure, Found, Gap
from kg.publish.verify.opened import Opened, to_text
from kg.publish.verify.rows import rows_of
from kg.tables.rows import Row
from kg.tables.schema import Table, load_tables
from kg.tables.writing import write_csv
from kg.version import __version__

_SHOWN = 100
_BATCH = 10_000


def check_rows(opened: Opened) -> Found:
    """That each table has, as CSV and as Parquet, the rows that kg.tables makes of the full layer and the links."""
    for name, table in load_tables().items():
        path = f"tables/{name}.csv"
        try:
            yield from _check_csv(opened, path, table)
            yield from _check_parquet(opened, f"tables/{name}.parquet", table)
        except BrokenError as error:
            yield error.failure


def _check_csv(opened: Opened, path: str, table: Table) -> Found:
    """That a CSV file is what is written of the rows; the first line that is not is named."""
    records, made = _records(opened, path), _made(table, rows_of(opened).rows(table.name))
    line, count = 1, -1
    for here, wanted in zip_longest(records, made):
        count += wanted is not None
        if here != wanted:
            if line == 1 and opened.manifest.software_version != __version__:
                yield Gap(f"{path} has other columns than this version of the program, {__version__}, makes")
            else:
                yield Failure(path, _otherwise(here, wanted, table), line)
            return
        line += here.count("\n")
    if opened.listed[path].counted != "rows" or opened.listed[path].count != count:
        yield Failure(path, f"is said to have {opened.listed[path].count:,} rows by the manifest, where the data give {count:,}")


def _made(table: Table, rows: Iterator[Row]) -> Iterator[str]:
    """The records of a CSV file of rows."""
    out = io.StringIO(newline="")
    write_csv(table, (), out)
    yield out.getvalue()
    for row in rows:
        out = io.StringIO(newline="")
        write_csv(table, (row,), out, head=False)
        yield out.getvalue()


def _records(opened: Opened, path: str) -> Iterator[str]:
    """The records of a CSV file as they are written, with their ends; line ends within quotation marks do not part them."""
    record = ""
    for number, line in enumerate(opened.read_lines(path), 1):
        record += to_text(line, path, number)
        if record.count('"') % 2 == 0:
            yield record
            record = ""
    if record:
        yield record


def _otherwise(here: str | None, wanted: str | None, table: Table) -> str:
    """What is otherwise in a record: the first cell that is, where there are as many as columns, else the record."""
    told, made = (next(csv.reader(io.StringIO(record or "", newline="")), []) for record in (here, wanted))
    if len(told) == len(made) == len(table.columns):
        for column, cell, value in zip(table.columns, told, made, strict=True):
            if cell != value:
                return f"column {column.name}: has {cell[:_SHOWN]!r}, where the data give {value[:_SHOWN]!r}"
    return f"has {_show(here)}, where the data give {_show(wanted)}"


def _show(record: str | None) -> str:
    return "no row" if record is None else repr(record.strip()[:_SHOWN])


def _check_parquet(opened: Opened, path: str, table: Table) -> Found:
    """That a Parquet file has the values of the rows. It is optional, and so is the library that reads it."""
    if not opened.has(path):
        return
    try:
        arrow, parquet = (import_module(name) for name in ("pyarrow", "pyarrow.parquet"))
    except ModuleNotFoundError:
        yield Gap(f"{path} was not read: that needs pyarrow (pip install 'conflict-kg[parquet]')")
        return
    try:
        with opened.open(path) as file:
            yield from _compare_parquet(path, table, parquet.ParquetFile(file), rows_of(opened).rows(table.name))
    except (arrow.ArrowException, OSError, ValueError) as error:
        yield Failure(path, f"cannot be read as Parquet: {error}")


def _compare_parquet(path: str, table: Table, file: Any, rows: Iterator[Row]) -> Found:
    """The first value that is otherwise than in the rows."""
    names = [column.name for column in table.columns]
    if list(file.schema_arrow.names) != names:
        yield Failure(path, f"has the columns {', '.join(file.schema_arrow.names)}, where the table has {', '.join(names)}")
        return
    read = (row for batch in file.iter_batches(_BATCH) for row in batch.to_pylist())
    for number, (here, row) in enumerate(zip_longest(read, rows), 1):
        if here is None or row is None:
            yield Failure(path, f"row {number} is {'missing' if here is None else 'none of the data'}")
            return
        for name in names:
            if here[name] != (value := _plain(getattr(row, name))):
                yield Failure(path, f"row {number}, column {name}: has {str(here[name])[:_SHOWN]!r}, where the data give {str(value)[:_SHOWN]!r}")
                return


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def check_dictionaries(opened: Opened) -> Found:
    """That each data dictionary (CSVW) is of a file that is there, has its columns in their order, and its licence."""
    for path in opened.below("tables/", ".csv-metadata.json", ".parquet-metadata.json"):
        try:
            yield from _check_dictionary(opened, path)
        except BrokenError as error:
            yield error.failure
    for path in opened.below("tables/", ".csv"):
        if not opened.has(f"{path}-metadata.json"):
            yield Failure(f"{path}-metadata.json", "is not there")


def _check_dictionary(opened: Opened, path: str) -> Found:
    entries = opened.read_json(path)
    told = entries if isinstance(entries, dict) else {}
    described = str(PurePosixPath(path).parent / str(told.get("url")))
    if described != path.removesuffix("-metadata.json") or not opened.has(described):
        yield Failure(path, f"describes {told.get('url')!r}, which is not the file beside it")
        return
    schema = told.get("tableSchema")
    columns = schema.get("columns") if isinstance(schema, dict) else None
    names = [column.get("name") for column in columns if isinstance(column, dict)] if isinstance(columns, list) else []
    head = _head(opened, described)
    if head is not None and names != head:
        yield Failure(path, f"describes the columns {json.dumps(names)[:_SHOWN]}, where {described} has {json.dumps(head)[:_SHOWN]}")
    licences = {entry.get("@id") for entry in _listed(told.get("dc:license")) if isinstance(entry, dict)}
    if licences and not licences <= set(opened.listed[described].licence):
        yield Failure(path, f"gives the licence {', '.join(sorted(map(str, licences)))}, the manifest {', '.join(opened.listed[described].licence)}")


def _listed(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else [value]


def _head(opened: Opened, path: str) -> list[str] | None:
    """The columns of a CSV file; None for another form."""
    if not path.endswith(".csv"):
        return None
    return next(csv.reader(io.StringIO(opened.read_text(path), newline="")), [])
