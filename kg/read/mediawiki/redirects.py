"""Redirects of a wiki: which title stands for which page, as a dump tells it."""

from __future__ import annotations

import html
import re
from collections.abc import Container, Mapping
from dataclasses import replace
from functools import cache
from typing import BinaryIO, Literal, NamedTuple

from kg.language.language import Language, pack_of
from kg.language.titles import titles_agree
from kg.model.article import Article, Box, Cell, Row
from kg.model.text import LINK, Text
from kg.read.mediawiki.pages import Header, PageBytes, scan_pages
from kg.read.mediawiki.site import Site
from kg.read.targets import title_of_section
from kg.unpacking.stream import read_blocks, unpack
from kg.values import dataclass

_REDIRECT = re.compile(rb'<redirect\s+title="([^"]*)"')
_TITLE = re.compile(rb"<title>([^<]*)</title>")
_NS = re.compile(rb"<ns>\s*0\s*</ns>")
_TEXT = re.compile(rb"<text[^>]*>([^<]*)</text>")
_LINK = re.compile(r"\[\[[^\[\]|#]*#([^\[\]|]*)")
_TEMPLATE = re.compile(r"\{\{\s*([^{}|]+?)\s*(?=[|}])")


Nature = Literal["same", "other", ""]


@dataclass(frozen=True, slots=True)
class Redirect:
    """Where a title leads: a page, and a section of it ("" for none).

    ``nature`` says what is known of the two: names of the same, or of others, "" where nothing tells.
    """

    target: str
    section: str = ""
    nature: Nature = ""


class Walk(NamedTuple):
    """Where redirects lead from a title in safety: the page at their end (the title itself for none), and why they were left there ("": they end)."""

    target: str
    reason: str = ""


def _find_redirect(data: bytes, start: int, end: int) -> int:
    return data.find(b"<redirect ", start, end)


def read_redirects(stream: BinaryIO, wanted: Container[str] | None = None, file: str | None = None) -> dict[str, Redirect]:
    """Read the redirects of an export or dump by title. ``wanted`` keeps to those titles, so that memory stays flat."""
    return read_wiki_redirects(stream, wanted, file)[1]


def read_wiki_redirects(stream: BinaryIO, wanted: Container[str] | None = None, file: str | None = None) -> tuple[str, dict[str, Redirect]]:
    """The language of a dump's wiki, and its redirects as read_redirects. ReadError where it is no export."""
    language, found = "en", dict[str, Redirect]()
    for page in scan_pages(unpack(read_blocks(stream)), lambda _: _find_redirect, file):
        if isinstance(page, Header):
            language = Site.of(page.data).language
        elif isinstance(page, PageBytes):
            title = title_of_redirect(page.data)
            if title is not None and (wanted is None or title in wanted):
                found[title] = redirect_of(page.data, language)
    return language, found


def title_of_redirect(page: bytes) -> str | None:
    """The title of a page that is a redirect of the main namespace; None for others."""
    title = _TITLE.search(page) if _REDIRECT.search(page) and _NS.search(page) else None
    return _plain(title[1]) if title else None


def redirect_of(page: bytes, language: str) -> Redirect:
    """Where the page of a redirect leads. ValueError where it is none."""
    redirect = _REDIRECT.search(page)
    if redirect is None:
        raise ValueError("no redirect")
    return _read_page(_plain(redirect[1]), page, language)


def _read_page(target: str, data: bytes, language: str) -> Redirect:
    """A redirect with what only the text of its page tells: the section, and templates that say how the two are related."""
    text = _TEXT.search(data)
    return make_redirect(target, _plain(text[1]) if text else "", language)


def make_redirect(target: str, words: str, language: str) -> Redirect:
    """A redirect to a target ("Page" or "Page#Section"), with what the wikitext of its page tells."""
    title, _, section = target.partition("#")
    link = _LINK.search(words)
    return Redirect(title, (section or (link[1] if link else "")).strip(), _nature_of(words, pack_of(language)))


def _nature_of(words: str, language: Language) -> Nature:
    table = _load_categories(language)
    told = {table.get(" ".join(name.replace("_", " ").split()).casefold(), "") for name in _TEMPLATE.findall(words)}
    return "other" if "other" in told else "same" if "same" in told else ""


@cache
def _load_categories(language: Language) -> dict[str, Nature]:
    """What category templates of redirects tell (kg/data/wiki/CODE/redirects.toml)."""
    table = language.wiki("redirects").only("same", "other")
    natures: dict[str, Nature] = dict.fromkeys(table.words("same"), "same")
    return natures | dict.fromkeys(table.words("other"), "other")


def _plain(data: bytes) -> str:
    return html.unescape(data.decode("utf-8", "replace"))


def walk_redirects(title: str, redirects: Mapping[str, Redirect], *, person: bool = False) -> Walk:
    """Follow redirects from a title as far as they name the same thing: by what is known of them, or else by their names.

    A redirect to a section names the section's subject, as a link there does, and one of a circle names nothing.
    """
    seen, at = [title], title
    while (redirect := redirects.get(at)) is not None:
        if redirect.target in seen:
            return Walk(title, f"the redirects from {title!r} lead in a circle")
        if reason := _why_not(title, at, redirect, person):
            return Walk(at, f"{at!r} leads to {redirect.target!r}, {reason}")
        seen.append(at := redirect.target)
    return Walk(at)


def _why_not(title: str, at: str, redirect: Redirect, person: bool) -> str:
    """Why a redirect is not known to lead to the same thing; "" where it is."""
    if redirect.section and title_of_section(redirect.section, at, redirect.target) != redirect.target:
        return f"of which it names the section {redirect.section!r}"
    if redirect.nature == "other":
        return "which is about something else"
    if redirect.nature == "same" or titles_agree(at, redirect.target, person=person) or titles_agree(title, redirect.target, person=person):
        return ""
    return "and nothing tells that both are one thing"


def follow_safely(redirects: Mapping[str, Redirect]) -> dict[str, str]:
    """The pages that redirects lead to in safety (`walk_redirects`), by title."""
    walks = ((title, walk_redirects(title, redirects).target) for title in redirects)
    return {title: target for title, target in walks if target != title}


def resolve_links(article: Article, redirects: Mapping[str, str]) -> Article:
    """Return the article with each link leading where redirects do (`follow_safely`)."""
    if not redirects:
        return article
    lead = tuple(_resolve_text(text, redirects) for text in article.lead)
    boxes = tuple(_resolve_box(box, redirects) for box in article.boxes)
    notes = tuple(replace(note, text=_resolve_text(note.text, redirects)) if note.text else note for note in article.notes)
    return replace(article, lead=lead, boxes=boxes, notes=notes)


def _resolve_text(text: Text, redirects: Mapping[str, str]) -> Text:
    if not any(mark.kind == LINK and mark.value in redirects for mark in text.marks):
        return text
    marks = tuple(mark._replace(value=redirects.get(mark.value, mark.value)) if mark.kind == LINK else mark for mark in text.marks)
    return Text(text.shown, text.pieces, marks)


def _resolve_box(box: Box, redirects: Mapping[str, str]) -> Box:
    return replace(box, rows=tuple(_resolve_row(row, redirects) for row in box.rows), title=box.title and _resolve_text(box.title, redirects))


def _resolve_row(row: Row, redirects: Mapping[str, str]) -> Row:
    return replace(row, cells=tuple(_resolve_cell(cell, redirects) for cell in row.cells))


def _resolve_cell(cell: Cell, redirects: Mapping[str, str]) -> Cell:
    return replace(cell, lines=tuple(replace(line, text=_resolve_text(line.text, redirects)) for line in cell.lines))
