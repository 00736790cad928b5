"""Reads a saved page of the encyclopedia: the site's skins since 2018, Parsoid's HTML, Kiwix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

from kg.domain.kinds import boxes_of_domain
from kg.language.language import ENGLISH, Language, pack_of
from kg.model.article import Article, Box, Source
from kg.model.issue import Issue
from kg.model.text import BOLD, Span, Text
from kg.read.error import ReadError
from kg.read.html.box import add_title_point, find_boxes
from kg.read.html.notes import find_notes
from kg.read.html.page import Metadata, find_content, find_lead, is_missing, read_metadata
from kg.read.html.show import Page, show_lines, show_text
from kg.read.html.tree import Element, TooManyElementsError, Tree, parse_tree
from kg.read.input.decode import decode_bytes, place_of

_LONGEST = 50_000_000
_BROKEN = "\ufffd"
_TABLE_PARTS = frozenset({"table", "tbody", "tr", "td", "th"})


def read_html(
    data: bytes,
    file: str | None = None,
    *,
    title: str | None = None,
    url: str | None = None,
    revision: str | None = None,
    retrieved: str | None = None,
    language: str | None = None,
) -> Article:
    """Return the article of a saved page; what is given holds where the page does not tell it itself, the title in any case.

    Positions count in the decoded file; bytes that are no UTF-8 are replaced by U+FFFD and become an issue. Raises ReadError where
    the bytes are no HTML, the page holds no article (that of a server's error, say), or it breaks off before any of it.
    """
    told = {"title": title, "url": url, "revision": revision, "retrieved": retrieved, "language": language}
    return read_html_text(_decode(data, file), sha256(data).hexdigest(), file, **told)


def read_html_text(
    source: str,
    digest: str,
    file: str | None = None,
    *,
    title: str | None = None,
    url: str | None = None,
    revision: str | None = None,
    retrieved: str | None = None,
    language: str | None = None,
) -> Article:
    """Read a page, or a part of one, whose bytes are decoded; ``digest`` is the sha256 that the article bears. Raises ReadError."""
    try:
        tree = parse_tree(source)
    except TooManyElementsError as error:
        raise ReadError(f"not a page of an encyclopedia: {error}", file) from error
    known = read_metadata(tree.elements, source)
    name = title or known.title
    code = (known.language or language or ENGLISH).partition("-")[0].lower()
    page = Page(source, code, pack_of(code), name or "")
    content = find_content(tree.elements)
    body = content or tree.root.find("body") or tree.root
    lead = tuple(line.text for part in find_lead(body) for line in show_lines(part.children, page) if line.text)
    boxes = add_title_point(tree.elements, tuple(find_boxes(body, page)), page)
    name = name or _name_in(boxes, lead)
    if not name or is_missing(tree.elements) or not (boxes or (content and lead)):
        raise ReadError(_what_instead(known, tree, source), file, *place_of(source, tree.cut or 0))
    notes = tuple(find_notes(tree.elements, page))
    origin = Source(
        name,
        source,
        digest,
        "html",
        code,
        url=known.url or url,
        revision=known.revision or revision,
        timestamp=known.timestamp,
        retrieved=retrieved,
        item=known.item,
        licence=known.licence,
        file=file,
    )
    return Article(origin, _title(known, tree.root, page), lead, boxes, notes, tuple(_issues(source, tree, boxes, page.language)))


def _decode(data: bytes, file: str | None) -> str:
    if len(data) > _LONGEST:
        raise ReadError(f"{len(data)} bytes: more than any page of an encyclopedia has", file)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return decode_bytes(data, file)
    source = data.decode("utf-8-sig", "replace")
    if "\0" in source:
        raise ReadError("binary data, not HTML (it holds NUL characters)", file, *place_of(source, source.index("\0")))
    return source


def _name_in(boxes: Sequence[Box], lead: Sequence[Text]) -> str | None:
    """The name of a part of a page that does not tell its title: that of its infobox, else what its first sentence has in bold."""
    named = next((box.title.shown for box in boxes if box.title and box.title.shown), None)
    bold = next((text.cut(mark.start, mark.end).shown for text in lead[:1] for mark in text.marked(BOLD)), None)
    return " ".join((named or bold or "").split()) or None


def _title(known: Metadata, root: Element, page: Page) -> Text:
    element = known.heading or root.find("title")
    shown = show_text(element, page).strip() if element is not None else Text("", ())
    return shown or Text(page.title, ())


def _what_instead(known: Metadata, tree: Tree, source: str) -> str:
    """Say what a page without an article is."""
    if tree.cut is not None:
        return "the page breaks off before its article"
    words = known.title or tree.root.words(source)[:80]
    return f"no article of a wiki in this page, which is called {words!r}" if words else "no article in this page: it is empty"


def _issues(source: str, tree: Tree, boxes: Sequence[Box], language: Language) -> Iterator[Issue]:
    if not boxes:
        yield Issue("no-infobox", "no infobox was found in the page")
    for box in () if boxes_of_domain(boxes, language) else boxes:
        labels = ", ".join(dict.fromkeys(row.label for row in box.rows if row.label))
        name = repr(box.kind) if box.kind else f"with the rows {labels[:80] or 'without labels'}"
        yield Issue("unknown-infobox", f"the infobox {name} is of no kind that is known, so it was not read", box.span)
    if tree.cut is not None or not _TABLE_PARTS.isdisjoint(tree.unclosed):
        at = len(source) if tree.cut is None else tree.cut
        yield Issue("cut-off", "the page breaks off", Span(max(at - 1, 0), len(source)))
    broken = source.count(_BROKEN)
    if broken:
        at = source.index(_BROKEN)
        yield Issue("invalid-utf-8", f"{broken} characters could not be decoded as UTF-8", Span(at, at + 1))
