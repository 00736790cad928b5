"""What the finished folder of an earlier run knows of pages, for a run that takes over what would come out the same.

What comes of a page depends on its bytes, on where redirects lead its links, and on what all pages of a folder have in common. The first two are
compared here, page by page; the last is for the one who asks.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from kg.bulk.errors import BulkError
from kg.bulk.folder import ISSUES, PAGES, SHARDS, open_bulk
from kg.bulk.records import Kept, PageRecord, Unit, from_line, make_unit
from kg.bulk.scan import Candidate

# Units that a process holds: the pages of a unit of one dump stand in one or two of another's.
_UNITS = 4


def read_records(path: Path) -> tuple[PageRecord, ...]:
    """The records of the pages of a unit. Raises BulkError."""
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
            return tuple(map(from_line, file))
    except (OSError, EOFError, ValueError, TypeError, KeyError) as error:
        raise BulkError(f"{path}: no records of pages ({error})") from error


def number_of(path: Path) -> int:
    """The number of the unit that a file of a folder belongs to."""
    return int(path.name.partition(".")[0])


def read_unit(folder: Path, number: int) -> Unit:
    """A unit of a finished folder. Raises BulkError, OSError."""
    name = f"{number:06}"
    shard, issues = folder / SHARDS / f"{name}.nq.gz", folder / ISSUES / f"{name}.jsonl.gz"
    text = gzip.decompress(issues.read_bytes()).decode("utf-8") if issues.is_file() else ""
    return make_unit(shard if shard.is_file() else None, read_records(folder / PAGES / f"{name}.jsonl.gz"), text)


class Known:
    """The pages of a finished folder, found by their title and digest."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._places = {(record.title, record.digest): place for record, place in all_records(folder) if record.settled and record.digest}
        self._unit = lru_cache(_UNITS)(read_unit)

    def find(self, page: Candidate, redirects: Mapping[str, str], file: str) -> Kept | None:
        """What is known of a page whose bytes are the same and whose links lead where they led; None where it is to be built.

        ``file`` is what its issues are to call the dump. Raises BulkError, OSError.
        """
        place = self._places.get((page.title, page.digest))
        if place is None:
            return None
        unit = self._unit(self._folder, place[0])
        return unit.kept(place[1], file) if leads_the_same(unit.records[place[1]], redirects) else None


def all_records(folder: Path) -> Iterator[tuple[PageRecord, tuple[int, int]]]:
    """The records of all pages of a finished folder, each with its unit and its place in that. Raises BulkError."""
    for path in open_bulk(folder).records:
        for at, record in enumerate(read_records(path)):
            yield record, (number_of(path), at)


def leads_the_same(record: PageRecord, redirects: Mapping[str, str]) -> bool:
    """Whether redirects lead the links of a page where they led when it was built."""
    return all(redirects.get(title) == target for title, target in record.led.items()) and all(title not in redirects for title in record.plain)
