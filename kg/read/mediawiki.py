"""MediaWiki's XML: single pages, exports and dumps (https://www.mediawiki.org/wiki/Help:Export), packed or not, read as a stream.

A dump is searched for the bytes of an infobox first; only the pages around them are parsed. So most of a dump costs no more than the search, and
memory holds no more than the page at hand, however long the dump.
"""

from __future__ import annotations

import hashlib
import html
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO, cast
from urllib.parse import quote

from kg.article import Article
from kg.read.error import ReadError
from kg.read.pages import Header, PageBytes, find_box, find_page, scan_pages, title_of
from kg.read.redirects import read_redirects, resolve_links
from kg.read.unpack import unpack
from kg.read.wikitext import read_wikitext

# An export up to this size is held whole: then the hash is that of the file, and its redirects are known before its first page is read.
_WHOLE = 1 << 26
_LANGUAGE = re.compile(rb"""<mediawiki\b[^>]*\bxml:lang=["']([A-Za-z-]+)["']""")
_BASE = re.compile(rb"<base>\s*(https?://[^<\s]+/)[^</\s]*\s*</base>")
_PAGES = re.compile(rb"<page[\s>]")
_SUBPAGE = re.compile(r"/|^Template:Infobox", re.IGNORECASE)
_ARTICLES, _TEMPLATES = "0", "10"


@dataclass(frozen=True, slots=True)
class _Site:
    """What an export tells of its wiki: the language, and what an article's URL begins with (None where it does not say)."""

    language: str = "en"
    base: str | None = None

    @classmethod
    def of(cls, header: bytes) -> _Site:
        language, base = _LANGUAGE.search(header), _BASE.search(header)
        return cls(language[1].decode() if language else "en", html.unescape(base[1].decode("utf-8", "replace")) if base else None)

    def url(self, title: str) -> str | None:
        return self.base + quote(title.replace(" ", "_"), safe="/:@!$'()*,;~") if self.base else None


@dataclass(frozen=True, slots=True)
class _Revision:
    """A page in one version."""

    title: str
    namespace: str
    text: str
    revision: str | None
    timestamp: str | None


def read_mediawiki(stream: BinaryIO, file: str | None = None, *, redirects: Mapping[str, str] | None = None) -> Iterator[Article | ReadError]:
    """Read the articles of a page, an export or a dump; a ReadError for each page that cannot be read.

    A file of one page gives that page whatever it holds; of others only the articles with an infobox of the domain are read, and the
    templates that are such an infobox. ``sha256`` is that of the bytes read where they are held whole, else of the page's wikitext in UTF-8.
    Links lead where ``redirects`` (see `read_redirects`) or the export's own redirects lead. Raises ReadError where it is no export.
    """
    head = stream.read(_WHOLE)
    rest = b"" if head[:3] == b"BZh" or head[:2] == b"\x1f\x8b" else stream.read(1)
    if head[:3] == b"BZh" or head[:2] == b"\x1f\x8b" or rest:
        yield from _read_pages(cast(BinaryIO, _Joined(head, rest, stream)), file, redirects or {}, None, single=False)
        return
    found = redirects if redirects is not None else read_redirects(io.BytesIO(head), None, file) if b"<redirect " in head else {}
    single = len(_PAGES.findall(head)) == 1
    yield from _read_pages(io.BytesIO(head), file, found, hashlib.sha256(head).hexdigest(), single=single)


class _Joined(io.RawIOBase):
    """A stream whose beginning has been read already."""

    def __init__(self, head: bytes, more: bytes, stream: BinaryIO) -> None:
        self._head, self._stream = io.BytesIO(head + more), stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._head.read(len(buffer)) or self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _read_pages(
    stream: BinaryIO, file: str | None, redirects: Mapping[str, str], sha256: str | None, *, single: bool
) -> Iterator[Article | ReadError]:
    site, seen = _Site(), set[tuple[str, str | None]]()
    for found in scan_pages(unpack(stream), find_page if single else find_box, file):
        if isinstance(found, Header):
            site = _Site.of(found.data)
        elif isinstance(found, ReadError):
            yield found
        else:
            article = _read_page(found, site, file, sha256, single=single)
            if isinstance(article, Article):
                key = (article.source.title, article.source.revision)
                if key in seen and key[1]:
                    yield ReadError(f"the page {key[0]!r} stands twice in the same revision {key[1]}", file, found.line)
                    continue
                seen.add(key)
                yield resolve_links(article, redirects)
            elif article:
                yield article


def _read_page(page: PageBytes, site: _Site, file: str | None, sha256: str | None, *, single: bool) -> Article | ReadError | None:
    """Read one page; None where it is out of the domain after all."""
    try:
        element = ET.fromstring(page.data)
    except ET.ParseError as error:
        line, column = error.position
        return ReadError(f"the page {title_of(page.data)} is not well-formed XML ({error})", file, page.line + line - 1, column + 1)
    revision = _current_revision(element)
    if revision is None:
        return ReadError(f"the text of the page {title_of(page.data)} is deleted or missing", file, page.line)
    article = _read_revision(revision, site, file, sha256)
    if revision.namespace == _TEMPLATES and not single:
        return _as_article(article, revision.title)
    return article if single or (revision.namespace == _ARTICLES and article.boxes) else None


def _current_revision(page: ET.Element) -> _Revision | None:
    """The latest revision of a page that has a text."""
    for element in page.iter():
        element.tag = element.tag.rpartition("}")[2]
    title = page.findtext("title", "")
    revisions = [r for r in page.iter("revision") if (text := r.find("text")) is not None and text.text and "deleted" not in text.attrib]
    if not title or not revisions:
        return None
    latest = max(revisions, key=lambda r: r.findtext("timestamp", ""))
    namespace = page.findtext("ns", "0").strip()
    return _Revision(title, namespace, latest.findtext("text", ""), latest.findtext("id"), latest.findtext("timestamp"))


def _read_revision(page: _Revision, site: _Site, file: str | None, sha256: str | None) -> Article:
    digest = sha256 or hashlib.sha256(page.text.encode("utf-8", "surrogatepass")).hexdigest()
    return read_wikitext(
        page.text,
        title=page.title,
        sha256=digest,
        form="mediawiki",
        language=site.language,
        url=site.url(page.title),
        revision=page.revision,
        timestamp=page.timestamp,
        file=file,
    )


def _as_article(template: Article, title: str) -> Article | None:
    """A template that is the infobox of one conflict speaks for the article of that name; one that only passes parameters on does not."""
    box = template.boxes[0] if template.boxes else None
    if box is None or box.title is None or _SUBPAGE.search(title) or not box.title.shown.strip():
        return None
    return replace(template, source=replace(template.source, title=box.title.shown), title=box.title, lead=())
