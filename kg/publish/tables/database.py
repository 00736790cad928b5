"""The tables as one SQLite file with primary and foreign keys, the same bytes from the same rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from typing import Any

from kg.publish.dataset import ArticleEntry
from kg.publish.release import FORMAT, File
from kg.publish.tables.forms import Lines, Written
from kg.publish.tables.keys import ORDER, ForeignKey, foreign_keys
from kg.publish.writing import About, Folder
from kg.tables.rows import ReferenceRow, Row
from kg.tables.schema import Column, Table, load_tables
from kg.tables.writing import SEPARATORS
from kg.values import dataclass

PATH, MEDIA_TYPE = "tables/conflict-kg.sqlite", "application/vnd.sqlite3"
_TYPES = {"integer": "INTEGER", "decimal": "REAL", "boolean": "INTEGER"}
_ARTICLE = (
    ("article_iri", "The article in the version that was read."), ("title", "Title of the article."),
    ("language", "Language of the article (BCP 47)."),
    ("address", "Address of the page."), ("permanent", "Address of the very revision."), ("history", "Address of the list of its revisions."),
    ("revision", "Revision that was read."), ("modified", "When the revision was made."), ("retrieved", "When it was retrieved."),
    ("sha256", "Hash of the source text."), ("form", "Form of the source."), ("licence", "Licence of the article."),
    ("basis", "How the licence is known."), ("attribution", "Whom the licence asks to name as the authors."),
)  # fmt: skip
# Where the head of a file tells which version of SQLite wrote it; nothing depends on it, and the same rows are to be the same bytes.
_VERSION_AT, _VERSION = 96, (3_037_000).to_bytes(4, "big")
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class WriteDatabase:
    """Writes the file; called in any process."""

    folder: Folder
    lines: Lines
    licence: tuple[str, ...]
    entries: tuple[ArticleEntry, ...]
    about: tuple[tuple[str, str], ...]

    def __call__(self) -> Written:
        """Write it; works may be cited for claims that are no facts."""
        path = self.lines.scratch / "tables.sqlite"
        with closing(sqlite3.connect(path, isolation_level=None)) as base:
            for pragma in ("page_size = 4096", "journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", f"user_version = {FORMAT}"):
                base.execute(f"PRAGMA {pragma}")
            base.execute("BEGIN")
            holds = self._fill(base)
            base.execute("COMMIT")
        with path.open("r+b") as file:
            file.seek(_VERSION_AT)
            file.write(_VERSION)
        made: list[File] = []
        with path.open("rb") as file, self.folder.open_binary(About(PATH, MEDIA_TYPE, self.licence), made) as out:
            while piece := file.read(_PIECE):
                out.write(piece)
        path.unlink()
        return Written(tuple(made), holds)

    def _fill(self, base: sqlite3.Connection) -> bool:
        titles = [entry.title for entry in self.entries]
        by_title = len(set(titles)) == len(titles)
        _make_table(
            base, "release", "What this release is.", (("name", "TEXT", True, "What is told."), ("value", "TEXT", True, "It.")), ("name",), ()
        )
        base.executemany("INSERT INTO release VALUES (?, ?)", self.about)
        columns = [(name, "TEXT", name in ("article_iri", "title"), words) for name, words in _ARTICLE]
        _make_table(base, "articles", "A row is an article.", columns, ("article_iri",), (), unique="title" if by_title else "")
        base.executemany(f"INSERT INTO articles VALUES ({', '.join('?' * len(columns))})", map(_article_row, self.entries))
        holds = True
        for name in ORDER:
            if name == "references":
                holds = all(_is_fact(base, row) for row in self.lines.rows(name, "database"))
            keys = [key for key in foreign_keys(references=holds) if key.table == name]
            if by_title:
                keys.append(ForeignKey(name, "article", "articles", "title"))
            table = load_tables()[name]
            columns = [(column.name, _TYPES.get(column.type, "TEXT"), column.required, _words(column)) for column in table.columns]
            _make_table(base, name, f"{table.words} {table.row}", columns, table.key, keys)
            base.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(columns))})', _records(table, self.lines.rows(name, "database")))
        return holds


def _is_fact(base: sqlite3.Connection, row: Row) -> bool:
    return isinstance(row, ReferenceRow) and base.execute("SELECT 1 FROM facts WHERE claim = ?", (row.claim,)).fetchone() is not None


def _words(column: Column) -> str:
    separator = SEPARATORS.get(column.type)
    return column.words + (f" A list, separated by '{separator}'." if separator else " 1 for yes, 0 for no." if column.type == "boolean" else "")


def _make_table(
    base: sqlite3.Connection,
    name: str,
    words: str,
    columns: Iterable[tuple[str, str, bool, str]],
    key: tuple[str, ...],
    keys: Iterable[ForeignKey],
    *,
    unique: str = "",
) -> None:
    """Make a table whose definition says what its columns mean."""
    keys = tuple(keys)
    ends = [f"PRIMARY KEY ({', '.join(map(_quoted, key))})"]
    ends += [f"UNIQUE ({_quoted(unique)})"] if unique else []
    ends += [f"FOREIGN KEY ({_quoted(one.column)}) REFERENCES {_quoted(one.other)} ({_quoted(one.other_column)})" for one in keys]
    lines = [f"  {_quoted(column)} {kind}{' NOT NULL' if required else ''}, -- {told}" for column, kind, required, told in columns]
    base.execute(f"CREATE TABLE {_quoted(name)} ( -- {words}\n" + "\n".join(lines) + "\n  " + ",\n  ".join(ends) + "\n)")
    for one in keys:
        if (one.column,) != key:
            base.execute(f"CREATE INDEX {_quoted(f'{name} by {one.column}')} ON {_quoted(name)} ({_quoted(one.column)})")


def _quoted(name: str) -> str:
    return f'"{name}"'


def _article_row(entry: ArticleEntry) -> tuple[str | None, ...]:
    told: Mapping[str, str] = {"article_iri": entry.article}
    return tuple((told.get(name) or getattr(entry, name, "")) or None for name, _ in _ARTICLE)


def _records(table: Table, rows: Iterable[Row]) -> Iterator[list[Any]]:
    makers = [(column.name, SEPARATORS.get(column.type)) for column in table.columns]
    for row in rows:
        yield [separator.join(getattr(row, name)) if separator else getattr(row, name) for name, separator in makers]
