"""What a process does with a job: scan a unit of the dump, or build the pages of some streams."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from kg.bulk.engine.pool import Job, Tell
from kg.bulk.folder import Folder, Record
from kg.bulk.index import Index, StreamPages, StreamScan
from kg.bulk.known import Known
from kg.bulk.made import Made, Place, Setting, refuse
from kg.bulk.records import Kept, keep
from kg.bulk.redirects import safe_targets
from kg.bulk.scan import Broken, Candidate, Scanned, digest_of, scan_text
from kg.bulk.streams import Stream, read_stream, read_unit, unpack_stream
from kg.read.mediawiki.redirects import Redirect
from kg.values import dataclass

ENDED = "reading or building it ended the process each time (too little memory?), so it is left out"
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
                found.append(StreamScan(stream, (), (), (Broken("", f"the stream: {ENDED}", 0),), 0))
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
Plain = tuple[tuple[int, int], list[tuple[str, str, str, int, int, str]], list[tuple[str, str, str, str]], list[tuple[str, str, int]], int]


def to_plain(one: StreamScan) -> Plain:
    """A scan in built-in types."""
    redirects = [(title, found.target, found.section, str(found.nature)) for title, found in one.redirects]
    return (
        (one.stream[0], one.stream[1]),
        [(c.title, c.page, c.revision, c.start, c.end, c.digest) for c in one.candidates],
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
    """What building needs: the dump, its index, the setting of the run, the folder to write to, and what is known from another folder."""

    def __init__(self, dump: Path, index: Path, setting: Setting, folder: Path, known: Known | None = None) -> None:
        self.dump, self.index, self.setting, self.folder, self.known = dump, index, setting, folder, known
        self._redirects: Mapping[str, str] | None = None

    def __call__(self, job: Job, tell: Tell) -> Record:
        """Build the pages of the streams ``job.subject`` and write what came of them. Raises PublishError, OSError."""
        if self._redirects is None:  # In the process that uses it: SQLite's files are not to be used across a fork.
            self._redirects = safe_targets(Index(self.index).redirect)
        kept = list[Kept]()
        with self.dump.open("rb") as file:
            for one in job.subject:
                kept += self._build_stream(file, one, len(kept), job.left_out, tell)
        return Folder(self.folder).write_unit(job.number, kept)

    def _build_stream(self, file: BinaryIO, one: StreamPages, before: int, left_out: frozenset[int], tell: Tell) -> Iterator[Kept]:
        """Build the pages of a stream, before which there are so many of its job; those that are known are taken over."""
        known = [self._find(page) for page in one.pages]
        end = max((page.end for page, found in zip(one.pages, known, strict=True) if found is None), default=0)
        text = unpack_stream(read_stream(file, one.stream), one.stream, end)[0] if end else b""
        for number, (page, found) in enumerate(zip(one.pages, known, strict=True), before):
            if found is None:
                tell(number)
                place = Place(one.stream.offset, page.start)
                found = keep(page, self._make(text[page.start : page.end], page, place, number in left_out))
            yield found

    def _find(self, page: Candidate) -> Kept | None:
        return self.known.find(page, self._redirects or {}, self.setting.file) if self.known else None

    def load(self) -> None:
        """Load what builds, in the process from which the others part, so that they share it; a scan does without."""
        import kg.bulk.page  # noqa: F401

    def _make(self, data: bytes, page: Candidate, place: Place, left_out: bool) -> Made:
        from kg.bulk.page import make_page

        if left_out or digest_of(data) != page.digest:
            return refuse(page.title, f"the page {page.title!r}: {ENDED if left_out else _ALTERED}", place, self.setting.file)
        return make_page(data, place, self._redirects or {}, self.setting)


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
