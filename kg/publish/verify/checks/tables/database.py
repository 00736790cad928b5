"""The SQLite file: sound, with foreign keys that hold, and the rows of the tables. It is opened to read only, and nothing in it is run."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import zip_longest
from typing import Any
from urllib.parse import quote

from kg.publish.verify.checks.tables.listing import ARTICLES
from kg.publish.verify.failure import Failure, Found
from kg.publish.verify.opened import Opened
from kg.publish.verify.rows import rows_of
from kg.tables.rows import Row
from kg.tables.schema import Table, load_tables
from kg.tables.writing import IRIS_SEPARATOR, TEXTS_SEPARATOR, guard_formula

DATABASE = "tables/conflict-kg.sqlite"
# Steps of SQLite's machine after which it asks whether to go on, and how often it may go on: far more than reading needs.
_STEPS, _MOST = 1_000_000, 1_000_000
_SHOWN = 100
_KINDS = ("table", "index")


def check_database(opened: Opened) -> Found:
    """That the file is sound, has tables and indexes only, foreign keys that hold, and the rows that the data give."""
    opened.open(DATABASE).close()
    place = quote(str(opened.folder.root.resolve() / DATABASE))
    try:
        with closing(sqlite3.connect(f"file:{place}?mode=ro&immutable=1", uri=True)) as base:
            left = iter(range(_MOST))
            base.set_progress_handler(lambda: next(left, None) is None, _STEPS)
            base.execute("PRAGMA trusted_schema = OFF")
            yield from _check_soundness(base)
            for name, table in load_tables().items():
                yield from (Failure(DATABASE, words) for words in _wrong_rows(base, table, rows_of(opened).rows(name)))
            yield from _check_release(opened, base)
            yield from _check_articles(opened, base)
    except (sqlite3.Error, ValueError) as error:
        yield Failure(DATABASE, f"cannot be read: {error}")


def _check_soundness(base: sqlite3.Connection) -> Found:
    for (words,) in base.execute("PRAGMA integrity_check"):
        if words != "ok":
            yield Failure(DATABASE, f"is damaged: {str(words)[:_SHOWN]}")
    for table, row, other, _ in base.execute("PRAGMA foreign_key_check"):
        yield Failure(DATABASE, f"table {table}, row {row}: leads to no row of {other}")
    for kind, name in base.execute("SELECT type, name FROM sqlite_master"):
        if kind not in _KINDS:
            yield Failure(DATABASE, f"has a {kind}, {name}, where it should have tables and indexes only")


def _wrong_rows(base: sqlite3.Connection, table: Table, rows: Iterator[Row]) -> Iterator[str]:
    """What is otherwise than in the data; the first of it."""
    names = [str(name) for _, name, *_ in base.execute(f'PRAGMA table_info("{table.name}")')]
    if names != [column.name for column in table.columns]:
        yield f"table {table.name} has the columns {', '.join(names)}"
        return
    separators = {"texts": TEXTS_SEPARATOR, "iris": IRIS_SEPARATOR}
    makers = [(column.name, separators.get(column.type)) for column in table.columns]
    wanted = (tuple(separator.join(getattr(row, name)) if separator else getattr(row, name) for name, separator in makers) for row in rows)
    for number, (here, row) in enumerate(zip_longest(base.execute(f'SELECT * FROM "{table.name}" ORDER BY rowid'), wanted), 1):
        if here != row:
            yield f"table {table.name}, row {number}: {_difference(names, here, row)}"
            return


def _difference(names: list[str], here: tuple[Any, ...] | None, row: tuple[Any, ...] | None) -> str:
    if here is None or row is None:
        return "is missing" if here is None else "is none of the data"
    name, told, wanted = next((name, told, wanted) for name, told, wanted in zip(names, here, row, strict=True) if told != wanted)
    return f"column {name} has {str(told)[:_SHOWN]!r}, where the data give {str(wanted)[:_SHOWN]!r}"


def _check_release(opened: Opened, base: sqlite3.Connection) -> Found:
    """That what the file tells of the release is what the manifest tells."""
    manifest = opened.manifest
    told = dict(base.execute("SELECT name, value FROM release"))
    licences = {licence for layer in manifest.layers if layer.name == "full" for licence in layer.licence}
    for name, wanted in (("title", manifest.title), ("version", manifest.version), ("issued", manifest.issued), ("base", manifest.base)):
        if told.get(name, "") != wanted:
            yield Failure(DATABASE, f"tells the {name} {told.get(name)!r}, the manifest {wanted!r}")
    if set(str(told.get("licence", "")).split()) != licences:
        yield Failure(DATABASE, f"tells the licence {told.get('licence')!r}, the manifest {', '.join(sorted(licences))}")


def _check_articles(opened: Opened, base: sqlite3.Connection) -> Found:
    """That its table of articles says what the list of articles says."""
    listed = {row["article"]: row for row in csv.DictReader(io.StringIO(opened.read_text(ARTICLES), newline="")) if row.get("article")}
    cursor = base.execute("SELECT * FROM articles")
    names = [name for name, *_ in cursor.description]
    seen = set[str]()
    for values in cursor:
        row = dict(zip(names, values, strict=True))
        article = str(row.pop("article_iri", ""))
        seen.add(article)
        wanted = listed.get(article, {})
        for name, value in row.items():
            if guard_formula(str(value or "")) != wanted.get(name):
                yield Failure(DATABASE, f"table articles: of <{article}> the {name} is {str(value)[:_SHOWN]!r}, in {ARTICLES} {wanted.get(name)!r}")
    for article in sorted(listed.keys() - seen):
        yield Failure(DATABASE, f"table articles: <{article}> is missing")
