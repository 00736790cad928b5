"""Build the index: one pass over the sources into one SQLite file, with flat memory."""

from __future__ import annotations

import contextlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from kg.language.fold import fold_name
from kg.link.index.records import REDIRECT, ItemRecord, NameRecord, PageRecord, PropertyRecord, Record, RedirectRecord, TitleRecord, VersionRecord
from kg.link.index.versions import join_versions
from kg.link.names import initials_key, name_key
from kg.link.vocabulary import Kinds
from kg.output.files import signals_as_exits
from kg.output.lock import hold_lock

FORMAT = "conflict-kg link index 1"
_BATCH = 20_000
_SCHEMA = """
CREATE TABLE item (qid INTEGER PRIMARY KEY, label TEXT NOT NULL, kinds INTEGER NOT NULL, title TEXT NOT NULL,
                   start INTEGER, "end" INTEGER, countries TEXT NOT NULL, neighbours TEXT NOT NULL);
CREATE TABLE title (title TEXT NOT NULL, qid INTEGER NOT NULL, redirect INTEGER NOT NULL);
CREATE TABLE name (key TEXT NOT NULL, folded TEXT NOT NULL, name TEXT NOT NULL, qid INTEGER NOT NULL, source INTEGER NOT NULL);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE page (page INTEGER PRIMARY KEY, title TEXT NOT NULL);
CREATE TABLE property (page INTEGER NOT NULL, qid INTEGER);
CREATE TABLE redirect (page INTEGER NOT NULL, target TEXT NOT NULL);
CREATE TABLE version (day TEXT NOT NULL, sha256 TEXT NOT NULL);
"""
_PUT_ITEM = """
INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (qid) DO UPDATE SET
  label = CASE WHEN item.label = '' OR (excluded.label <> '' AND excluded.label < item.label) THEN excluded.label ELSE item.label END,
  title = CASE WHEN item.title = '' OR (excluded.title <> '' AND excluded.title < item.title) THEN excluded.title ELSE item.title END,
  kinds = item.kinds | excluded.kinds,
  start = coalesce(item.start, excluded.start), "end" = coalesce(item."end", excluded."end"),
  countries = max(item.countries, excluded.countries), neighbours = max(item.neighbours, excluded.neighbours)
"""
_PUT = {
    "item": _PUT_ITEM,
    "title": "INSERT INTO title VALUES (?, ?, 0)",
    "name": "INSERT INTO name VALUES (?, ?, ?, ?, ?)",
    "page": "INSERT OR REPLACE INTO page VALUES (?, ?)",
    "property": "INSERT INTO property VALUES (?, ?)",
    "redirect": "INSERT INTO redirect VALUES (?, ?)",
    "version": "INSERT INTO version VALUES (?, ?)",
}
# Redirects of redirects are followed three deep, as nothing deeper is left standing by the wiki's own bots.
_REDIRECT_DEPTH = 3


def build_index(path: str, records: Iterable[Record], *, complete: bool = False) -> None:
    """Write an index of the records to ``path``; ``complete`` says that what no source gives a kind is outside of the domain.

    The file appears when it is whole; SIGTERM and SIGHUP leave nothing behind either. LockedError where another process builds it,
    sqlite3.Error and OSError where it cannot be written.
    """
    with signals_as_exits(), hold_lock(path):
        _build_locked(path, records, complete)


def _build_locked(path: str, records: Iterable[Record], complete: bool) -> None:
    part = Path(f"{path}.part")
    part.unlink(missing_ok=True)
    try:
        with contextlib.closing(sqlite3.connect(part)) as db:
            db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000; PRAGMA temp_store = FILE;" + _SCHEMA)
            _fill(db, records)
            _join_pages(db)
            _finish(db, complete)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _fill(db: sqlite3.Connection, records: Iterable[Record]) -> None:
    stream = iter(records)
    while batch := list(islice(stream, _BATCH)):
        rows: dict[str, list[tuple[object, ...]]] = defaultdict(list)
        for record in batch:
            _put(record, rows)
        for table, values in rows.items():
            db.executemany(_PUT[table], values)
        db.commit()


def _put(record: Record, rows: dict[str, list[tuple[object, ...]]]) -> None:
    """Add the rows of a record to those of its table."""
    match record:
        case ItemRecord(qid, label, kinds, title, start, end, countries, neighbours):
            rows["item"].append((qid, label, int(kinds), title, start, end, ",".join(map(str, countries)), ",".join(map(str, neighbours))))
        case NameRecord(name, qid, source, person):
            folded = fold_name(name)
            rows["name"].append((name_key(name), folded, name, qid, source))
            if person and (key := initials_key(name)):
                rows["name"].append((key, folded, name, qid, source))
        case TitleRecord():
            rows["title"].append(record)
        case PageRecord():
            rows["page"].append(record)
        case PropertyRecord():
            rows["property"].append(record)
        case VersionRecord():
            rows["version"].append(record)
        case RedirectRecord(page, target, section):
            if not section:  # It names the section's subject, which has no page.
                rows["redirect"].append((page, target))


def _join_pages(db: sqlite3.Connection) -> None:
    """Put what the SQL dumps tell of pages by number to the titles and the items."""
    db.create_function("name_key", 1, name_key, deterministic=True)
    db.create_function("fold_name", 1, fold_name, deterministic=True)
    db.execute("CREATE INDEX property_page ON property (page)")
    db.execute("INSERT INTO title SELECT page.title, property.qid, 0 FROM property JOIN page USING (page) WHERE property.qid IS NOT NULL")
    db.execute(
        "INSERT INTO item SELECT p.qid, '', 0, page.title, NULL, NULL, '', '' FROM property p JOIN page USING (page) WHERE p.qid IS NOT NULL "
        "ON CONFLICT (qid) DO UPDATE SET title = CASE WHEN item.title = '' THEN excluded.title ELSE item.title END"
    )
    db.execute(
        f"UPDATE item SET kinds = kinds | {int(Kinds.PAGE)} WHERE qid IN (SELECT own.qid FROM property own JOIN property other USING (page) "
        "WHERE own.qid IS NOT NULL AND other.qid IS NULL)"
    )
    db.execute("CREATE INDEX title_title ON title (title, qid)")
    db.execute(
        "INSERT INTO name SELECT name_key(page.title), fold_name(page.title), page.title, property.qid, 2 FROM property JOIN page USING (page) "
        "WHERE property.qid IS NOT NULL"
    )
    for _ in range(_REDIRECT_DEPTH):
        db.execute(
            "INSERT INTO title SELECT DISTINCT page.title, title.qid, 1 FROM redirect JOIN page USING (page) "
            "JOIN title ON title.title = redirect.target "
            "WHERE NOT EXISTS (SELECT 1 FROM title t WHERE t.title = page.title)"
        )
    db.execute(f"INSERT INTO name SELECT name_key(title), fold_name(title), title, qid, {REDIRECT} FROM title WHERE redirect = 1")
    db.executescript("DROP TABLE page; DROP TABLE property; DROP TABLE redirect;")


def _finish(db: sqlite3.Connection, complete: bool) -> None:
    db.execute("CREATE INDEX name_key ON name (key, folded)")
    counts = {table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("item", "title", "name")}
    version = join_versions(VersionRecord(*row) for row in db.execute("SELECT day, sha256 FROM version"))
    meta = {"format": FORMAT, "complete": str(int(complete)), "version": version, **{table: str(count) for table, count in counts.items()}}
    db.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
    db.execute("DROP TABLE version")
    db.commit()
