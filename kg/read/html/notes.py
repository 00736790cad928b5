"""The footnotes of a page: prose of the article's own, and what others cite, read from COinS where citation templates left it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qs, unquote

from kg.model.article import Note, Reference
from kg.read.archives import is_archived
from kg.read.html.links import key_of_note
from kg.read.html.marks import page_marks, page_patterns
from kg.read.html.show import Page, show_text
from kg.read.html.tree import Element

_WEB = re.compile(r"(?:https?:)?//")
_BACK = "^ "


def find_notes(elements: tuple[Element, ...], page: Page) -> Iterator[Note]:
    """Yield the footnotes in the order of their lists."""
    cited = _cited(elements)
    citing = _numbered(elements, page)
    for element in elements:
        match = page_patterns().note_item.fullmatch(unquote(element.get("id"))) if element.name == "li" else None
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
        elif last and not page_marks().footnotes_data.isdisjoint(element.classes):
            if not found[last[0]].coins:
                found[last[0]] = _Citation(last[1], element.get("title"))
            last = None
    return found


def _numbered(elements: tuple[Element, ...], page: Page) -> frozenset[str]:
    """The keys of footnotes whose mark is a number ("[3]"): by the custom of the encyclopedia these cite, letters and words remark."""
    marks = (e for e in elements if e.name == "sup" and not page_marks().footnotes_marks.isdisjoint(e.classes))
    return frozenset(key for mark in marks if (key := key_of_note(mark)) and mark.words(page.source).strip("[] ").isdecimal())


def _note(key: str, item: Element, cited: dict[str, _Citation], page: Page, *, cites: bool) -> Note:
    body = item.find(having=lambda e: not page_marks().footnotes_texts.isdisjoint(e.classes)) or item
    text = show_text(body, page).strip(_BACK)
    source = _source_of(body, cited)
    if source is None and not cites:
        return Note(key, text)
    return Note(key, None if cites else text, _reference(source or _Citation(body, ""), text.shown))


def _source_of(body: Element, cited: dict[str, _Citation]) -> _Citation | None:
    """The citation in a footnote, else the one that its short form leads to."""
    elements, marks = (body, *body.descendants()), page_marks()
    coins = next((e.get("title") for e in elements if not marks.footnotes_data.isdisjoint(e.classes)), "")
    if coins or any(not marks.footnotes_citations.isdisjoint(e.classes) for e in elements):
        return _Citation(body, coins)
    names = (unquote(e.get("href").partition("#")[2]) for e in elements if e.name == "a")
    return next((cited[name] for name in names if name in cited), None)


def _reference(citation: _Citation, shown: str) -> Reference | None:
    """What a footnote cites; None where neither a title nor an address nor words are there."""
    parts, keys = parse_qs(citation.coins), page_patterns().coins
    outward = (e for e in citation.element.descendants() if e.name == "a" and not page_marks().links_external.isdisjoint(e.classes))
    links = [link for e in outward if _WEB.match(link := e.get("href"))]
    archive = next((link for link in links if is_archived(link)), None)
    own = next((value for key in keys["addresses"] for value in parts.get(key, ()) if _WEB.match(value)), None)
    title = next((parts[key][0] for key in keys["titles"] if key in parts), None)
    publisher = next((parts[key][0] for key in keys["publishers"] if key in parts and parts[key][0] != title), None)
    reference = Reference(
        title=title,
        url=own or next((link for link in links if link != archive), None),
        archive_url=archive,
        author="; ".join(dict.fromkeys(author for key in keys["authors"] for author in parts.get(key, ()))) or None,
        publisher=publisher,
        date=next((date for key in keys["dates"] for date in parts.get(key, ())), None),
        text=shown or None,
    )
    return reference if reference.title or reference.url or reference.text else None
