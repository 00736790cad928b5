"""What a process does with a job: scan a unit of the dump, or build the pages of some streams."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zlib import crc32

from kg.bulk.folder import Folder, Record
from kg.bulk.index import Index, StreamPages, StreamScan
from kg.bulk.made import Made, Place, Setting, refuse
from kg.bulk.pool import Job, Tell
from kg.bulk.redirects import safe_targets
from kg.bulk.scan import Broken, Candidate, Scanned, scan_text
from kg.bulk.streams import Stream, read_stream, read_unit, unpack_stream
from kg.read.mediawiki.redirects import Redirect
from kg.values import dataclass

_ENDED = "reading or building it ended the process each time (too little memory?), so it is left out"
_ALTERED = "it is not what was there when the dump was indexed: the dump was altered since, so remove its .kgidx"


@dataclass(frozen=True, slots=True)
class Scanning:
    """What scanning needs: the dump, the language of its wiki, and where to keep what is found."""

    dump: Path
    language: str
    folder: Path

    def __call__(self, job: Job, tell: Tell) -> int:
        """Scan the unit ``job.subject``, keep what was found, and give the number of pages."""
        found = list[StreamScan]()
        for stream, packed in read_unit(self.dump, job.subject):
            tell(stream.offset)
            if stream.offset in job.left_out:
                found.append(StreamScan(stream, (), (), (Broken("", f"the stream: {_ENDED}", 0),), 0))
            else:
                found.append(scan_stream(stream, packed, self.language))
        Folder(self.folder).keep_scan(job.number, [to_plain(one) for one in found])
        return sum(one.pages for one in found)


def scan_stream(stream: Stream, packed: bytes, language: str) -> StreamScan:
    """Unpack and scan a stream."""
    text, damages = unpack_stream(packed, stream)
    scanned: Scanned = scan_text(text, language)
    broken = tuple(Broken("", f"{damage.message} (at byte {damage.offset})", 0) for damage in damages)
    return StreamScan(stream, scanned.candidates, scanned.redirects, (*broken, *scanned.broken), scanned.pages)


# Types that marshal knows: a tenth of the time that pickle takes for named tuples.
Plain = tuple[tuple[int, int], list[tuple[str, str, int, int, int]], list[tuple[str, str, str, str]], list[tuple[str, str, int]], int]


def to_plain(one: StreamScan) -> Plain:
    """A scan in built-in types."""
    redirects = [(title, found.target, found.section, str(found.nature)) for title, found in one.redirects]
    return (
        (one.stream[0], one.stream[1]),
        [(c.title, c.revision, c.start, c.end, c.crc) for c in one.candidates],
        redirects,
        [(b.title, b.message, b.offset) for b in one.broken],
        one.pages,
    )


def from_plain(plain: Plain) -> StreamScan:
    """The scan again."""
    stream, candidates, redirects, broken, pages = plain
    found = tuple((title, Redirect(target, section, nature)) for title, target, section, nature in redirects)  # type: ignore[arg-type]
    return StreamScan(Stream(*stream), tuple(Candidate(*c) for c in candidates), found, tuple(Broken(*b) for b in broken), pages)


class Building:
    """What building needs: the dump, its index, the setting of the run, and the folder to write to."""

    def __init__(self, dump: Path, index: Path, setting: Setting, folder: Path) -> None:
        self.dump, self.index, self.setting, self.folder = dump, index, setting, folder
        self._redirects: Mapping[str, str] | None = None

    def __call__(self, job: Job, tell: Tell) -> Record:
        """Build the pages of the streams ``job.subject`` and write what came of them. Raises PublishError, OSError."""
        if self._redirects is None:  # In the process that uses it: SQLite's files are not to be used across a fork.
            self._redirects = safe_targets(Index(self.index).redirect)
        made = list[Made]()
        pages = 0
        with self.dump.open("rb") as file:
            for one in job.subject:
                text, _ = unpack_stream(read_stream(file, one.stream), one.stream, max(page.end for page in one.pages))
                for page in one.pages:
                    tell(pages)
                    made.append(self._make(text[page.start : page.end], page, Place(one.stream.offset, page.start), pages in job.left_out))
                    pages += 1
        return self._write(job.number, made)

    def load(self) -> None:
        """Load what builds, in the process from which the others part, so that they share it; a scan does without."""
        import kg.bulk.page  # noqa: F401

    def _make(self, data: bytes, page: Candidate, place: Place, left_out: bool) -> Made:
        from kg.bulk.page import make_page

        if left_out or crc32(data) != page.crc:
            return refuse(page.title, f"the page {page.title!r}: {_ENDED if left_out else _ALTERED}", place, self.setting.file)
        return make_page(data, place, self._redirects or {}, self.setting)

    def _write(self, number: int, made: list[Made]) -> Record:
        quads, issues = "".join(one.quads for one in made), "".join(one.issues for one in made)
        counts = {name: sum(getattr(one, name) for one in made) for name in ("articles", "claims", "issue_count")}
        record = Record(number, pages=len(made), quads=quads.count("\n"), **counts)
        return Folder(self.folder).write_unit(record, quads, issues)


def group_streams(streams: list[StreamPages], most: int) -> list[tuple[StreamPages, ...]]:
    """Streams in groups of so many pages or a few more: the units of building, each of which becomes a shard."""
    groups, group, pages = list[tuple[StreamPages, ...]](), list[StreamPages](), 0
    for one in streams:
        group.append(one)
        pages += len(one.pages)
        if pages >= most:
            groups.append(tuple(group))
            group, pages = [], 0
    return [*groups, tuple(group)] if group else groups
