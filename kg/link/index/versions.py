"""Which version of its sources an index is made of: the latest change that a dump tells, and the hash of a table, which tells none. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from kg.link.index.records import VersionRecord

_MODIFIED = b'"modified":"'
_DAY = re.compile(rb"\d{4}-\d\d-\d\d")
_COMPLETED = re.compile(rb"-- Dump completed on (\d{4}-\d\d-\d\d)")


class WatchedLines:
    """The lines of a source on their way to its reader; ``record`` tells the version of all that have passed."""

    def __init__(self) -> None:
        self._day = b""
        self._hash: str | None = None

    def of_dump(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Lines of a JSON dump, whose entities tell when they were changed."""
        for line in lines:
            at = line.rfind(_MODIFIED)
            if at >= 0 and (found := _DAY.match(line, at + len(_MODIFIED))):
                self._day = max(self._day, found[0])
            yield line

    def of_sql(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Lines of an SQL dump, whose last one tells its day."""
        for line in lines:
            if line.startswith(b"-- D") and (found := _COMPLETED.match(line)):
                self._day = max(self._day, found[1])
            yield line

    def of_table(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Lines of a table."""
        hashed = hashlib.sha256()
        for line in lines:
            hashed.update(line)
            yield line
        self._hash = hashed.hexdigest()

    def record(self) -> VersionRecord:
        """The version, once the last line has passed."""
        return VersionRecord(self._day.decode("ascii"), self._hash or "")


def join_versions(records: Iterable[VersionRecord]) -> str:
    """The version of several sources together, whatever their order: the latest day and the hash of the hashes; "" where no source tells any."""
    records = tuple(records)
    hashes = sorted(record.sha256 for record in records if record.sha256)
    whole = hashes[0] if len(hashes) == 1 else hashlib.sha256("\n".join(hashes).encode("ascii")).hexdigest() if hashes else ""
    parts = (max((record.day for record in records), default=""), whole and f"sha256:{whole}")
    return ", ".join(part for part in parts if part)
