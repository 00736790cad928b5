"""What is kept of each page beside its quads, in the folder of a run: which version it was, what it gave, and what else that depends on.

By these records an update knows what need not be built again, and finds it: a shard is the packed quads of its pages one after another, each a
whole member of gzip (RFC 1952), so that they are taken over as they are.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from kg.bulk.made import Made
from kg.bulk.scan import Candidate

# The format of gzip, without a time.
_GZIP, _LEVEL = 31, 6


class PageRecord(NamedTuple):
    """A page of a folder: title, number and revision ("" for none) as the wiki has them, and the digest of its bytes ("" where it is of no dump).

    Then what it gave: whether a graph, how many quads, claims and lines of issues, and how many bytes of the shard. ``plain`` are the titles that
    its links lead to as they stand, ``led`` those that redirects of the wiki led elsewhere, and where. ``settled`` is False for what had better be
    read again whatever it says: a page that could not be read, built or written.
    """

    title: str
    page: str
    revision: str
    digest: str
    articles: int
    quads: int
    claims: int
    issues: int
    packed: int
    plain: tuple[str, ...]
    led: Mapping[str, str]
    settled: bool = True


class Kept(NamedTuple):
    """A page with what it gave: its quads, packed (b"" for none), and its issues as lines of JSON."""

    record: PageRecord
    packed: bytes
    issues: str


def keep(page: Candidate, made: Made) -> Kept:
    """What came of a page as it is kept."""
    packed = zlib.compress(made.quads.encode(), _LEVEL, _GZIP) if made.quads else b""
    plain = tuple(sorted(title for title, target in made.links.items() if target is None))
    led = {title: target for title, target in sorted(made.links.items()) if target is not None}
    counts = (made.articles, made.quads.count("\n"), made.claims, made.issues.count("\n"), len(packed))
    return Kept(PageRecord(page.title, page.page, page.revision, page.digest, *counts, plain, led, made.settled), packed, made.issues)


def to_line(record: PageRecord) -> str:
    """A record as a line of JSON."""
    return json.dumps(record._asdict(), ensure_ascii=False, separators=(",", ":")) + "\n"


def from_line(line: str) -> PageRecord:
    """The record of a line. ValueError, TypeError where it is none."""
    told = json.loads(line)
    return PageRecord(**{**told, "plain": tuple(told["plain"])})


class Unit(NamedTuple):
    """A unit of a folder, read: the shard's file, the pages in their order, and where the packed quads of each begin."""

    shard: Path | None
    records: tuple[PageRecord, ...]
    issues: tuple[str, ...]
    starts: tuple[int, ...]

    def kept(self, at: int, file: str | None = None) -> Kept:
        """The page of a place with what it gave; ``file`` is what its issues are to call the source (None: as they do). Raises OSError."""
        issues = self.issues[at]
        if file is not None:
            issues = "".join(name_file(line, file) for line in lines_of(issues))
        return Kept(self.records[at], self._packed(at), issues)

    def _packed(self, at: int) -> bytes:
        size = self.records[at].packed
        if not size or self.shard is None:
            return b""
        with self.shard.open("rb") as file:
            file.seek(self.starts[at])
            return file.read(size)


def make_unit(shard: Path | None, records: tuple[PageRecord, ...], issues: str) -> Unit:
    """A unit of what its files hold; ``issues`` are the lines of all its pages."""
    lines = iter(lines_of(issues))
    parts = tuple("".join(_take(lines, record.issues)) for record in records)
    return Unit(shard, records, parts, tuple(accumulate((record.packed for record in records), initial=0)))


def name_file(line: str, file: str) -> str:
    """A line of JSON of an issue whose source is called ``file``."""
    told = json.loads(line)
    return line if told["file"] == file else json.dumps({**told, "file": file}, ensure_ascii=False) + "\n"


def lines_of(text: str) -> list[str]:
    """Lines of JSON one by one, each with its end; no other sign ends a line, so that ``str.splitlines`` would be wrong."""
    return [f"{line}\n" for line in text.split("\n")[:-1]]


def _take(lines: Iterator[str], number: int) -> Iterator[str]:
    return (next(lines, "") for _ in range(number))
