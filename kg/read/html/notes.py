"""The footnotes of a page: prose of the article's own, and what others cite, read from COinS where citation templates left it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qs, unquote

from kg.model.article import Note, Reference
from kg.read.html.links import key_of_note
from kg.read.html.show import Page, show_text
from kg.read.html.tree import Element

_ID = re.compile(r"cite_note-(.+)")
_ARCHIVE = re.compile(r"https?://(?:web\.archive\.org|archive\.(?:is|today|ph|org)|www\.webcitation\.org|webcitation\.org)/", re.IGNORECASE)
_TITLES = ("rft.atitle", "rft.btitle", "rft.title")
_PUBLISHERS = ("rft.pub", "rft.jtitle", "rft.title")
_WEB = re.compile(r"(?:https?:)?//")
_BACK = "^ "


def find_notes(root: Element, page: Page) -> Iterator[Note]:
    """Yield the footnotes in the order of their lists."""
    elements = tuple(root.descendants())
    cited = _cited(elements)
    citing = _numbered(elements, page)
    for element in elements:
        match = _ID.fullmatch(unquote(element.get("id"))) if element.name == "li" else None
        if match:
            yield _note(match[1], element, cited, page, cites=match[1] in citing)


class _Citation(NamedTuple):
    """What a citation template made: the element with its words and links, and its machine-readable parts (COinS)."""

    element: Element
    coins: str


def _cited(elements: tuple[Element, ...]) -> dict[str, _Citation]:
    """The citations that short forms lead to, by their identifier; the parts of one stand right after it."""
    found: dict[str, _Citation] = {}
    last: tuple[str, Element] | None = None
    for element in elements:
        if element.get("id").startswith("CITEREF"):
            last = unquote(element.get("id")), element
            found.setdefault(last[0], _Citation(element, ""))
        elif last and "Z3988" in element.classes:
            if not found[last[0]].coins:
                found[last[0]] = _Citation(last[1], element.get("title"))
            last = None
    return found


def _numbered(elements: tuple[Element, ...], page: Page) -> frozenset[str]:
    """The keys of footnotes whose mark is a number ("[3]"): by the custom of the encyclopedia these cite, letters and words remark."""
    marks = (e for e in elements if e.name == "sup" and ("reference" in e.classes or "mw-ref" in e.classes))
    return frozenset(key for mark in marks if (key := key_of_note(mark)) and mark.words(page.source).strip("[] ").isdecimal())


def _note(key: str, item: Element, cited: dict[str, _Citation], page: Page, *, cites: bool) -> Note:
    body = item.find(having=lambda e: "reference-text" in e.classes or "mw-reference-text" in e.classes) or item
    text = show_text(body, page).strip(_BACK)
    source = _source_of(body, cited)
    if source is None and not cites:
        return Note(key, text)
    return Note(key, None if cites else text, _reference(source or _Citation(body, ""), text.shown))


def _source_of(body: Element, cited: dict[str, _Citation]) -> _Citation | None:
    """The citation in a footnote, else the one that its short form leads to."""
    elements = (body, *body.descendants())
    coins = next((e.get("title") for e in elements if "Z3988" in e.classes), "")
    if coins or any("citation" in e.classes for e in elements):
        return _Citation(body, coins)
    names = (unquote(e.get("href").partition("#")[2]) for e in elements if e.name == "a")
    return next((cited[name] for name in names if name in cited), None)


def _reference(citation: _Citation, shown: str) -> Reference:
    parts = parse_qs(citation.coins)
    links = [link for e in citation.element.descendants() if e.name == "a" and _WEB.match(link := e.get("href")) and "external" in e.classes]
    archive = next((link for link in links if _ARCHIVE.match(link)), None)
    own = next((value for value in parts.get("rft_id", ()) if _WEB.match(value)), None)
    title = next((parts[key][0] for key in _TITLES if key in parts), None)
    publisher = next((parts[key][0] for key in _PUBLISHERS if key in parts and parts[key][0] != title), None)
    return Reference(
        title=title,
        url=own or next((link for link in links if link != archive), None),
        archive_url=archive,
        author="; ".join(dict.fromkeys(parts.get("rft.au", ()))) or None,
        publisher=publisher,
        date=next(iter(parts.get("rft.date", ())), None),
        text=shown or None,
    )
