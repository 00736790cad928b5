"""Redirects of a wiki: which title stands for which page, as a dump tells it."""

from __future__ import annotations

import html
import re
from collections.abc import Container, Mapping
from dataclasses import replace
from typing import BinaryIO

from kg.model.article import Article, Box, Cell, Row
from kg.model.text import LINK, Text
from kg.read.mediawiki.pages import PageBytes, scan_pages
from kg.unpacking.stream import read_blocks, unpack

_REDIRECT = re.compile(rb'<redirect\s+title="([^"]*)"')
_TITLE = re.compile(rb"<title>([^<]*)</title>")
_NS = re.compile(rb"<ns>\s*0\s*</ns>")


def _find_redirect(data: bytes, start: int, end: int) -> int:
    return data.find(b"<redirect ", start, end)


def read_redirects(stream: BinaryIO, wanted: Container[str] | None = None, file: str | None = None) -> dict[str, str]:
    """Read the redirects of an export or dump: title to target, without section. ``wanted`` keeps to those titles, so that memory stays flat."""
    found: dict[str, str] = {}
    for page in scan_pages(unpack(read_blocks(stream)), lambda _: _find_redirect, file):
        if isinstance(page, PageBytes):
            redirect, title = _REDIRECT.search(page.data), _TITLE.search(page.data)
            if redirect and title and _NS.search(page.data):
                name = html.unescape(title[1].decode("utf-8", "replace"))
                if wanted is None or name in wanted:
                    found[name] = html.unescape(redirect[1].decode("utf-8", "replace")).partition("#")[0]
    return found


def follow_redirect(title: str, redirects: Mapping[str, str]) -> str:
    """Return the page that a title leads to in the end; of a loop the title itself."""
    seen, at = {title}, title
    while at in redirects:
        at = redirects[at]
        if at in seen:
            return title
        seen.add(at)
    return at


def resolve_links(article: Article, redirects: Mapping[str, str]) -> Article:
    """Return the article with each link leading to the page that its redirects end at."""
    if not redirects:
        return article
    lead = tuple(_resolve_text(text, redirects) for text in article.lead)
    boxes = tuple(_resolve_box(box, redirects) for box in article.boxes)
    notes = tuple(replace(note, text=_resolve_text(note.text, redirects)) if note.text else note for note in article.notes)
    return replace(article, lead=lead, boxes=boxes, notes=notes)


def _resolve_text(text: Text, redirects: Mapping[str, str]) -> Text:
    if not any(mark.kind == LINK and mark.value in redirects for mark in text.marks):
        return text
    marks = tuple(mark._replace(value=follow_redirect(mark.value, redirects)) if mark.kind == LINK else mark for mark in text.marks)
    return Text(text.shown, text.pieces, marks)


def _resolve_box(box: Box, redirects: Mapping[str, str]) -> Box:
    return replace(box, rows=tuple(_resolve_row(row, redirects) for row in box.rows), title=box.title and _resolve_text(box.title, redirects))


def _resolve_row(row: Row, redirects: Mapping[str, str]) -> Row:
    return replace(row, cells=tuple(_resolve_cell(cell, redirects) for cell in row.cells))


def _resolve_cell(cell: Cell, redirects: Mapping[str, str]) -> Cell:
    return replace(cell, lines=tuple(replace(line, text=_resolve_text(line.text, redirects)) for line in cell.lines))
