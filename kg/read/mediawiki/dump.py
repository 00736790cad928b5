"""MediaWiki's XML: single pages, exports and dumps (https://www.mediawiki.org/wiki/Help:Export), packed or not, read as a stream.

A dump is searched for the bytes of an infobox first; only the pages around them are parsed. So most of a dump costs no more than the search, and
memory holds no more than the page at hand, however long the dump.
"""

from __future__ import annotations

import hashlib
import io
import re
import xml.etree.ElementTree as ET
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from itertools import chain, islice
from typing import BinaryIO

from kg.domain.kinds import boxes_of_domain
from kg.language.language import Language, find_language, pack_of
from kg.language.words import any_of
from kg.model.article import Article
from kg.model.version import to_revision, to_time
from kg.plurals import counted
from kg.read.error import NoArticleError, ReadError, read_safely
from kg.read.input.recode import recode
from kg.read.mediawiki.pages import Counted, Find, Header, PageBytes, box_search, find_page, scan_pages, title_of
from kg.read.mediawiki.redirects import follow_safely, read_redirects, resolve_links
from kg.read.mediawiki.site import Site
from kg.read.namespaces import load_namespaces
from kg.read.templates import load_templates
from kg.read.wikitext.article import read_wikitext
from kg.unpacking.stream import is_packed, read_blocks, unpack
from kg.values import dataclass

# An export up to this size is held whole: then the hash is that of the file, and its redirects are known before its first page is read.
_WHOLE = 1 << 26
_PAGES = re.compile(rb"<page[\s>]")
_ARTICLES, _TEMPLATES = "0", "10"


@dataclass(frozen=True, slots=True)
class _Revision:
    """A page in one version."""

    title: str
    namespace: str
    text: str
    revision: str | None
    timestamp: str | None


def read_mediawiki(
    stream: BinaryIO, file: str | None = None, *, redirects: Mapping[str, str] | None = None, limit: float | None = None
) -> Iterator[Article | ReadError]:
    """Read the articles of a page, an export or a dump; a ReadError for each page that cannot be read.

    A file of one page gives that page whatever it holds; of others only the articles with an infobox of the domain are read, and the
    templates that are such an infobox. ``sha256`` is that of the bytes read where they are held whole, else of the page's wikitext in UTF-8.
    A page that takes more than ``limit`` seconds of processor time is given up (None: no limit). Links lead where ``redirects`` (titles to pages) or
    the export's own lead in safety (`follow_safely`). Raises ReadError where it is no export.
    """
    blocks = read_blocks(stream)
    first = deque(islice(blocks, 1))
    packed = bool(first) and is_packed(first[0])
    while not packed and sum(map(len, first)) <= _WHOLE and (block := next(blocks, b"")):
        first.append(block)
    if packed or sum(map(len, first)) > _WHOLE:
        yield from _read_pages(chain(_drain(first), blocks), file, redirects or {}, None, single=False, limit=limit)
        return
    data = b"".join(_drain(first))
    sha256 = hashlib.sha256(data).hexdigest()
    data = b"".join(chunk for chunk in recode((data,), file) if isinstance(chunk, bytes))
    if redirects is None:
        redirects = follow_safely(read_redirects(io.BytesIO(data), None, file)) if b"<redirect " in data else {}
    single = len(_PAGES.findall(data)) == 1
    yield from _read_pages(iter((data,)), file, redirects, sha256, single=single, limit=limit)


def _drain(blocks: deque[bytes]) -> Iterator[bytes]:
    """Give the blocks and let each go."""
    while blocks:
        yield blocks.popleft()


def _read_pages(
    blocks: Iterator[bytes], file: str | None, redirects: Mapping[str, str], sha256: str | None, *, single: bool, limit: float | None
) -> Iterator[Article | ReadError]:
    site, seen, given = Site(), set[tuple[str, str | None]](), 0

    def search(header: Header) -> Find:
        return find_page if single else box_search(pack_of(Site.of(header.data).language)).find

    for found in scan_pages(unpack(blocks), search, file):
        if isinstance(found, Header):
            site = Site.of(found.data)
            if not single and find_language(site.language) is None:
                given += 1
                yield ReadError(f"no language pack for {site.language!r}, so its infoboxes are not known", file)
        elif isinstance(found, Counted):
            if not given:
                yield NoArticleError(_nothing_in(found.pages), file)
        elif isinstance(found, ReadError):
            given += 1
            yield found
        else:
            read = partial(read_page, found, site, file, sha256, single=single)
            article = read_safely(read, title_of(found.data).strip("'"), file, found.line, limit)
            given += article is not None
            if isinstance(article, Article):
                key = (article.source.title, article.source.revision)
                if key in seen and key[1]:
                    yield ReadError(f"the page {key[0]!r} stands twice in the same revision {key[1]}", file, found.line)
                    continue
                seen.add(key)
                yield resolve_links(article, redirects)
            elif article:
                yield article


def _nothing_in(pages: int) -> str:
    """Why an export gave nothing."""
    return f"read {counted(pages, 'page')}: none has an infobox of the domain"


def read_page(page: PageBytes, site: Site, file: str | None, sha256: str | None, *, single: bool) -> Article | ReadError | None:
    """Read one page of a wiki; None where it is out of the domain after all. ``single`` where it is all of its file, ``sha256`` the hash of that."""
    try:
        element = ET.fromstring(page.data)
    except ET.ParseError as error:
        line, column = error.position
        return ReadError(
            f"the page {title_of(page.data)} is not well-formed XML ({error}{_advice(page.data)})", file, page.line + line - 1, column + 1
        )
    if (raw := next((child.tag for text in element.iter() if text.tag.endswith("text") for child in text), None)) is not None:
        tag = raw.rpartition("}")[2]
        advice = f"escape it (&lt;{tag}&gt;), or export the page again"
        return ReadError(f"the page {title_of(page.data)} has markup in its text that is not escaped, <{tag}>: {advice}", file, page.line)
    revision = _current_revision(element)
    if revision is None:
        return ReadError(f"the text of the page {title_of(page.data)} is deleted or missing", file, page.line)
    article = _read_revision(revision, site, file, sha256)
    if revision.namespace == _TEMPLATES and not single:
        return _as_article(article, revision.title, pack_of(site.language))
    of_domain = boxes_of_domain(article.boxes, pack_of(site.language))
    return article if single or (revision.namespace == _ARTICLES and of_domain) else None


def _advice(data: bytes) -> str:
    """What to do about a page that is no UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "; it is not in UTF-8: save it so, or name its encoding in the XML declaration"
    return ""


def _current_revision(page: ET.Element) -> _Revision | None:
    """The latest revision of a page that has a text."""
    for element in page.iter():
        element.tag = element.tag.rpartition("}")[2]
    title = page.findtext("title", "")
    revisions = [r for r in page.iter("revision") if (text := r.find("text")) is not None and text.text and text.get("deleted") is None]
    if not title or not revisions:
        return None
    latest = max(revisions, key=lambda r: r.findtext("timestamp", ""))
    namespace = page.findtext("ns", "0").strip()
    return _Revision(title, namespace, latest.findtext("text", ""), to_revision(latest.findtext("id")), to_time(latest.findtext("timestamp")))


def _read_revision(page: _Revision, site: Site, file: str | None, sha256: str | None) -> Article:
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


@cache
def _is_general(language: Language) -> re.Pattern[str]:
    """The title of a subpage, or of a template that is an infobox for any article."""
    space, prefixes = any_of(load_namespaces(language).template), any_of(load_templates(language).box_prefixes)
    return re.compile(rf"/|^(?:{space}):(?:{prefixes})", re.IGNORECASE)


def _as_article(template: Article, title: str, language: Language) -> Article | None:
    """A template that is the infobox of one conflict speaks for the article of that name; one that only passes parameters on does not."""
    box = next(iter(boxes_of_domain(template.boxes, language)), None)
    if box is None or box.title is None or _is_general(language).search(title) or not box.title.shown.strip():
        return None
    return replace(template, source=replace(template.source, title=box.title.shown), title=box.title, lead=())
