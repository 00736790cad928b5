"""Pages of a dump that change a folder: those of a dump of what changed, or those of some titles in a full dump."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple

from kg.bulk.index import Index
from kg.bulk.made import refuse
from kg.bulk.records import PageRecord
from kg.bulk.scan import Candidate, candidate_of, digest_of
from kg.bulk.streams import read_stream, unpack_stream
from kg.bulk.update.patch import Failed, Spooled
from kg.language.language import pack_of
from kg.read.error import ReadError
from kg.read.mediawiki.pages import Find, Header, PageBytes, box_search, find_page, scan_pages
from kg.read.mediawiki.redirects import Redirect, redirect_of, title_of_redirect, walk_redirects
from kg.read.mediawiki.site import Site
from kg.unpacking.stream import read_blocks, unpack

New = Spooled | Failed | None


class Changes(NamedTuple):
    """What a dump of changes tells: the wiki, the new versions of pages by title (None: the page goes), the titles that it has with the redirect that
    each is (None: none), and what is wrong with the dump itself, as lines of issues.
    """

    site: Site
    pages: Mapping[str, New]
    titles: Mapping[str, Redirect | None]
    issues: str


def read_changes(dump: Path, known: Mapping[str, PageRecord], spool: BinaryIO) -> Changes:
    """Read a dump of what changed, packed or not; the bytes of pages of the domain are set aside in ``spool``.

    A page goes where it left the domain, became a redirect or has another title now. A version that is known, or older, changes nothing.
    Raises ReadError where it is no export of MediaWiki, OSError.
    """
    reading = _Reading(known, spool)
    issues = list[str]()
    with dump.open("rb") as file:
        for found in scan_pages(unpack(read_blocks(file)), reading.begin, dump.name):
            if isinstance(found, PageBytes):
                reading.take(found.data)
            elif isinstance(found, ReadError):
                issues.append(refuse("", str(found), None, dump.name).issues)
    return Changes(reading.site, reading.pages, reading.titles, "".join(issues))


class _Reading:
    """The pages of a dump as they come."""

    def __init__(self, known: Mapping[str, PageRecord], spool: BinaryIO) -> None:
        self._known, self._spool = known, spool
        self._titles = {record.page: title for title, record in known.items() if record.page}
        self.site, self._find = Site(), find_page
        self.pages, self.titles = dict[str, New](), dict[str, Redirect | None]()
        self._versions = {title: _order(record.revision) for title, record in known.items() if record.settled}

    def begin(self, header: Header) -> Find:
        self.site = Site.of(header.data)
        self._find = box_search(pack_of(self.site.language)).find
        return find_page

    def take(self, data: bytes) -> None:
        page = candidate_of(data)
        version = _order(page.revision)
        if version <= self._versions.get(page.title, -1):
            return
        self._versions[page.title] = version
        before = self._titles.get(page.page)
        if before is not None and before != page.title and version > _order(self._known[before].revision):
            self.pages.setdefault(before, None)  # It was moved. What stands there now, if anything, tells of itself.
        title = title_of_redirect(data)
        self.titles[page.title] = redirect_of(data, self.site.language) if title is not None else None
        if title is None and self._find(data, 0, len(data)) >= 0:
            self.pages[page.title] = Spooled(self._spool.tell(), self._spool.write(data))
        elif page.title in self._known or page.title in self.pages:
            self.pages[page.title] = None


def _order(revision: str) -> int:
    return int(revision) if revision else 0


def answers_after(records: Iterable[PageRecord], titles: Mapping[str, Redirect | None]) -> dict[str, str]:
    """Where titles lead, by what the pages of a folder tell of it and what has changed since."""
    answers = {title: target for record in records for title, target in record.led.items()}
    redirects = {title: redirect for title, redirect in titles.items() if redirect is not None}
    for title in titles:
        target = walk_redirects(title, redirects).target
        if target != title:
            answers[title] = target
        else:
            answers.pop(title, None)
    return answers


def find_pages(dump: Path, index: Index, titles: Iterable[str], spool: BinaryIO) -> Iterator[tuple[Candidate | None, str, New]]:
    """The pages of some titles in an indexed dump, set aside in ``spool``; None where a title has no page of the domain. Raises OSError."""
    with dump.open("rb") as file:
        for title in titles:
            found = index.find(title)
            if found is None:
                yield None, title, None
                continue
            stream, page = found
            data = unpack_stream(read_stream(file, stream), stream, page.end)[0][page.start : page.end]
            if digest_of(data) != page.digest:
                yield page, title, Failed(f"the page {title!r} is not what was there when the dump was indexed: remove its .kgidx")
            else:
                yield page, title, Spooled(spool.tell(), spool.write(data))


def titles_of(text: str) -> tuple[str, ...]:
    """The titles of a list, one a line, as a wiki writes them; empty lines and those that begin with "#" are none."""
    lines = (" ".join(line.replace("_", " ").split()) for line in text.splitlines())
    return tuple(dict.fromkeys(line[:1].upper() + line[1:] for line in lines if line and not line.startswith("#")))
