"""The footnotes of a page: prose of the article's own, and what others cite, read from COinS where citation templates left it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, unquote

from kg.article import Note, Reference
from kg.read.html_links import key_of_note
from kg.read.html_show import Page, show_text
from kg.read.html_tree import Element

_ID = re.compile(r"cite_note-(.+)")
_ARCHIVE = re.compile(r"https?://(?:web\.archive\.org|archive\.(?:is|today|ph|org)|www\.webcitation\.org|webcitation\.org)/", re.IGNORECASE)
_TITLES = ("rft.atitle", "rft.btitle", "rft.title")
_PUBLISHERS = ("rft.pub", "rft.jtitle", "rft.title")
_BACK = "^ "


def find_notes(root: Element, page: Page) -> Iterator[Note]:
    """Yield the footnotes in the order of their lists."""
    elements = tuple(root.descendants())
    cited = {unquote(e.get("id")): e for e in elements if e.get("id").startswith("CITEREF")}
    citing = _numbered(elements, page)
    for element in elements:
        match = _ID.fullmatch(unquote(element.get("id"))) if element.name == "li" else None
        if match:
            yield _note(match[1], element, cited, page, cites=match[1] in citing)


def _numbered(elements: tuple[Element, ...], page: Page) -> frozenset[str]:
    """The keys of footnotes whose mark is a number ("[3]"): by the custom of the encyclopedia these cite, letters and words remark."""
    marks = (e for e in elements if e.name == "sup" and ("reference" in e.classes or "mw-ref" in e.classes))
    return frozenset(key for mark in marks if (key := key_of_note(mark)) and mark.words(page.source).strip("[] ").isdecimal())


def _note(key: str, item: Element, cited: dict[str, Element], page: Page, *, cites: bool) -> Note:
    body = item.find(having=lambda e: "reference-text" in e.classes or "mw-reference-text" in e.classes) or item
    text = show_text(body, page).strip(_BACK)
    source = _source_of(body, cited)
    if source is None and not cites:
        return Note(key, text)
    reference = _reference(source if source is not None else body, text.shown)
    return Note(key, None if cites else text, reference)


def _source_of(body: Element, cited: dict[str, Element]) -> Element | None:
    """The element that a citation template made: in the footnote, or where its short form leads to."""
    for element in (body, *body.descendants()):
        if "citation" in element.classes or "Z3988" in element.classes:
            return body
        name = unquote(element.get("href").partition("#")[2]) if element.name == "a" else ""
        if name in cited:
            return cited[name]
    return None


def _reference(element: Element, shown: str) -> Reference:
    parts = _coins(element)
    links = [e.get("href") for e in element.descendants() if e.name == "a" and re.match(r"https?://|//", e.get("href"))]
    links = [link for link in links if "external" in link or "wikipedia.org" not in link]
    archive = next((link for link in links if _ARCHIVE.match(link)), None)
    own = next((value for value in parts.get("rft_id", ()) if value.startswith(("http://", "https://"))), None)
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


def _coins(element: Element) -> dict[str, list[str]]:
    """The OpenURL key and value pairs of a citation (https://en.wikipedia.org/wiki/COinS); {} where there are none."""
    for inner in (element, *element.descendants()):
        if "Z3988" in inner.classes:
            return parse_qs(inner.get("title"))
    return {}
