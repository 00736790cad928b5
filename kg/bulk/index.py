"""The sidecar of a dump (``DUMP.kgidx``): which streams hold pages of the domain, and the wiki's redirects.

It is an SQLite file that the first run writes and the next ones read, so that they unpack only those streams. It is made under another name and
put in place whole; one of another dump, or of a program that searches for something else, is made anew.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple, cast

from kg.bulk.identity import Dump
from kg.bulk.scan import Broken, Candidate
from kg.bulk.streams import Stream
from kg.read.mediawiki.redirects import Nature, Redirect

FORMAT = "2"
_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE stream (number INTEGER PRIMARY KEY, offset INTEGER NOT NULL, size INTEGER NOT NULL);
CREATE TABLE page (
    stream INTEGER NOT NULL, title TEXT NOT NULL, page TEXT NOT NULL, revision TEXT NOT NULL,
    first INTEGER NOT NULL, last INTEGER NOT NULL, digest TEXT NOT NULL
);
CREATE TABLE broken (offset INTEGER NOT NULL, at INTEGER NOT NULL, title TEXT NOT NULL, message TEXT NOT NULL);
CREATE TABLE redirect (title TEXT NOT NULL, target TEXT NOT NULL, section TEXT NOT NULL, nature TEXT NOT NULL);
"""


class StreamPages(NamedTuple):
    """A stream with pages of the domain, in their order."""

    stream: Stream
    pages: tuple[Candidate, ...]


class StreamScan(NamedTuple):
    """What the scan found in a stream."""

    stream: Stream
    candidates: tuple[Candidate, ...]
    redirects: tuple[tuple[str, Redirect], ...]
    broken: tuple[Broken, ...]
    pages: int


def write_index(path: Path, dump: Dump, key: str, scans: Iterable[StreamScan]) -> None:
    """Write the index of a dump from what the scan found, in the order of the dump. Raises OSError, sqlite3.Error."""
    part = path.with_name(f".kg-{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as base:
            base.executescript(_TABLES)
            base.execute("BEGIN")
            pages = sum(_add(base, number, scan) for number, scan in enumerate(scans))
            base.executemany("INSERT INTO meta VALUES (?, ?)", [*_meta(dump, key), ("pages", str(pages))])
            base.execute("CREATE INDEX by_title ON redirect (title)")
            base.execute("CREATE INDEX by_stream ON page (stream)")
            base.execute("CREATE INDEX by_page ON page (title, revision)")
            base.execute("COMMIT")
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _meta(dump: Dump, key: str) -> list[tuple[str, str]]:
    return [("format", FORMAT), ("key", key), ("size", str(dump.size)), ("head", dump.head), ("tail", dump.tail)]


def _add(base: sqlite3.Connection, number: int, scan: StreamScan) -> int:
    if scan.candidates:
        base.execute("INSERT INTO stream VALUES (?, ?, ?)", (number, *scan.stream))
        base.executemany("INSERT INTO page VALUES (?, ?, ?, ?, ?, ?, ?)", ((number, *candidate) for candidate in scan.candidates))
    rows = ((title, found.target, found.section, found.nature) for title, found in scan.redirects)
    base.executemany("INSERT INTO redirect VALUES (?, ?, ?, ?)", rows)
    base.executemany("INSERT INTO broken VALUES (?, ?, ?, ?)", ((scan.stream.offset, b.offset, b.title, b.message) for b in scan.broken))
    return scan.pages


class Index:
    """An index that is read. Its redirects are looked up one by one, so that memory stays flat."""

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)

    def fits(self, dump: Dump, key: str) -> bool:
        """Whether it is the index of this dump, by a search for the same."""
        with suppress(sqlite3.Error):
            told = dict(self._base.execute("SELECT name, value FROM meta"))
            return all(told.get(name) == value for name, value in _meta(dump, key))
        return False

    def streams(self) -> Iterator[StreamPages]:
        """The streams with pages of the domain, in the order of the dump. Of a page that stands twice in one revision, only the first is given."""
        seen = set[tuple[str, str]]()
        for number, offset, size in self._base.execute("SELECT number, offset, size FROM stream ORDER BY number"):
            rows = self._base.execute("SELECT title, page, revision, first, last, digest FROM page WHERE stream = ? ORDER BY rowid", (number,))
            pages = []
            for row in rows:
                if (key := (row[0], row[2])) not in seen or not key[1]:
                    seen.add(key)
                    pages.append(Candidate(*row))
            if pages:
                yield StreamPages(Stream(offset, size), tuple(pages))

    def broken(self) -> Iterator[tuple[int, Broken]]:
        """What cannot be read, with the first byte of its stream."""
        for offset, at, title, message in self._base.execute("SELECT offset, at, title, message FROM broken ORDER BY rowid"):
            yield offset, Broken(title, message, at)

    def repeated(self) -> Iterator[tuple[int, Broken]]:
        """The pages that stand again in the same revision, with the first byte of their stream."""
        rows = self._base.execute(
            "SELECT offset, first, title, revision FROM page JOIN stream ON stream = number WHERE revision <> '' "
            "AND EXISTS (SELECT 1 FROM page AS other WHERE other.title = page.title AND other.revision = page.revision AND other.rowid < page.rowid) "
            "ORDER BY page.rowid"
        )
        for offset, at, title, revision in rows:
            yield offset, Broken(title, f"the page {title!r} stands twice in the same revision {revision}", at)

    def find(self, title: str) -> tuple[Stream, Candidate] | None:
        """Where a page of the domain stands; of several of one title, the last. None where there is none."""
        row = self._base.execute(
            "SELECT offset, size, title, page, revision, first, last, digest FROM page JOIN stream ON stream = number "
            "WHERE title = ? ORDER BY page.rowid DESC LIMIT 1",
            (title,),
        ).fetchone()
        return (Stream(*row[:2]), Candidate(*row[2:])) if row else None

    def pages(self) -> int:
        """How many pages the dump has."""
        return int(self._base.execute("SELECT value FROM meta WHERE name = 'pages'").fetchone()[0])

    def candidates(self) -> int:
        """How many pages of the dump name an infobox of the domain."""
        return int(self._base.execute("SELECT count(*) FROM page").fetchone()[0])

    def redirect(self, title: str) -> Redirect | None:
        """Where a title leads; of several pages of one title, the last tells."""
        row = self._base.execute("SELECT target, section, nature FROM redirect WHERE title = ? ORDER BY rowid DESC LIMIT 1", (title,)).fetchone()
        return Redirect(row[0], row[1], cast(Nature, row[2])) if row else None

    def close(self) -> None:
        """Close the file."""
        self._base.close()
