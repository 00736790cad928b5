"""What the text of a stream holds for a run: pages that may be of the domain, redirects, and what is damaged. Pure.

A page that names no infobox of the domain costs the search for its words and no more; no XML is parsed here.
"""

from __future__ import annotations

import hashlib
import html
import re
from functools import cache
from typing import NamedTuple

from kg.bulk.search import make_search
from kg.language.language import Language, pack_of
from kg.read.mediawiki.pages import DELETED, MAX_PAGE, BoxSearch, box_search, is_deleted_text, read_title, title_of
from kg.read.mediawiki.redirects import Redirect, redirect_of, title_of_redirect

_OPEN, _CLOSE, _REDIRECT = b"<page>", b"</page>", b"<redirect "
_NUMBER, _HEAD = re.compile(rb"<id>\s*([0-9]+)\s*</id>\s*<re"), 4096
_REVISION = re.compile(rb"<revision>\s*<id>\s*([0-9]+)\s*</id>")


class Candidate(NamedTuple):
    """A page that names an infobox of the domain: its title, its number and the last revision that it has ("" for none), its place in the text of
    its stream, and the digest of its bytes.
    """

    title: str
    page: str
    revision: str
    start: int
    end: int
    digest: str


class Broken(NamedTuple):
    """Something of a stream that cannot be read, and where: the byte of the text, or of the dump for what is packed."""

    title: str
    message: str
    offset: int


class Scanned(NamedTuple):
    """What a stream holds; ``pages`` is how many pages end in it."""

    candidates: tuple[Candidate, ...]
    redirects: tuple[tuple[str, Redirect], ...]
    broken: tuple[Broken, ...]
    pages: int


def candidate_of(page: bytes, start: int = 0) -> Candidate:
    """What a ``<page>`` element says of itself, damaged or not; ``start`` is where it stands."""
    number, revisions = _NUMBER.search(page, 0, _HEAD), _REVISION.findall(page)
    revision = revisions[-1].decode() if revisions else ""
    return Candidate(_title(page), number[1].decode() if number else "", revision, start, start + len(page), digest_of(page))


def digest_of(page: bytes) -> str:
    """What tells the bytes of a page from others: BLAKE2b with 16 bytes, in hexadecimal digits."""
    return hashlib.blake2b(page, digest_size=16).hexdigest()


@cache
def _words(search: BoxSearch) -> tuple[bytes, ...]:
    return (*search.words, DELETED, _OPEN, _CLOSE, _REDIRECT)


class _Scan:
    """The state of a scan: where the page at hand begins (-1 outside of pages), and whether it is wanted."""

    def __init__(self, data: bytes, language: Language) -> None:
        self.data, self.language = data, language
        self.start, self.wanted, self.leads = -1, False, False
        self.candidates, self.redirects, self.broken = list[Candidate](), list[tuple[str, Redirect]](), list[Broken]()
        self.pages = 0

    def open(self, at: int) -> None:
        if self.start >= 0:
            self._break("has no end", at)
        self.start, self.wanted, self.leads = at, False, False

    def close(self, at: int) -> None:
        start, end = self.start, at + len(_CLOSE)
        self.pages += start >= 0
        if start >= 0 and self.wanted and end - start > MAX_PAGE:
            self._break(f"is longer than {MAX_PAGE:,} bytes", end)
        elif start >= 0 and self.wanted:
            self.candidates.append(candidate_of(self.data[start:end], start))
        elif start >= 0 and self.leads:
            self._redirect(self.data[start:end])
        self.start = -1

    def _redirect(self, page: bytes) -> None:
        title = title_of_redirect(page)
        if title is not None:
            self.redirects.append((title, redirect_of(page, self.language.code)))

    def _break(self, what: str, end: int) -> None:
        page = self.data[self.start : min(end, self.start + 4096)]
        self.broken.append(Broken(_title(page), f"the page {title_of(page)} {what}", self.start))

    def finish(self) -> Scanned:
        if self.start >= 0:
            self._break("has no end", len(self.data))
        return Scanned(tuple(self.candidates), tuple(self.redirects), tuple(self.broken), self.pages)


def scan_text(data: bytes, language: str) -> Scanned:
    """Scan the text of a stream of the wiki of a language."""
    pack = pack_of(language)
    search = box_search(pack)
    scan = _Scan(data, pack)
    for at, word in make_search(_words(search))(data):
        if word == _OPEN:
            scan.open(at)
        elif word == _CLOSE:
            scan.close(at)
        elif word == _REDIRECT:
            scan.leads = True
        elif not scan.wanted:
            scan.wanted = is_deleted_text(data, at) if word == DELETED else search.is_named(data, at)
    return scan.finish()


def _title(page: bytes) -> str:
    return html.unescape(read_title(page) or "")
