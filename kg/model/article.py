"""Articles: what readers make of a page, independent of the source format."""

from __future__ import annotations

from dataclasses import field

from kg.model.issue import Issue
from kg.model.origin import Origin
from kg.model.text import Span, Text
from kg.values import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One version of an article, as read: its origin, and the text that all positions refer to.

    ``text`` is the wikitext of the page for MediaWiki XML and the API, the decoded file for all else; where the file writes it in a way of its
    own, ``origin`` tells how, and what is quoted is quoted as the file has it. ``url``, ``revision``, ``timestamp`` (of the revision),
    ``retrieved`` and ``item`` (the Wikidata item that the page names as its own) are None unless known.
    """

    title: str
    text: str
    sha256: str
    form: str
    language: str = "en"
    url: str | None = None
    revision: str | None = None
    timestamp: str | None = None
    retrieved: str | None = None
    item: str | None = None
    licence: Span | None = None
    file: str | None = None
    origin: Origin | None = None

    @property
    def written(self) -> str:
        """The text as its file has it, in which the places of quotes are counted from ``offset`` on."""
        return self.origin.written if self.origin else self.text

    @property
    def offset(self) -> int:
        """The place in the file at which ``written`` begins."""
        return self.origin.start if self.origin else 0

    def cite(self, span: Span) -> Span:
        """Return the place in the file of a span of the text."""
        if self.origin is None:
            return span
        start, end = self.origin.locate(span)
        return Span(start + self.offset, end + self.offset)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell: bullets are taken off and counted as ``depth``.

    ``gap`` counts the blank lines (paragraph borders) before it; ``rule`` says that a horizontal rule stood there.
    """

    text: Text
    depth: int = 0
    gap: int = 0
    rule: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a row: ``column`` is the side's number, 0 for all sides together, None where the rendering lost it.

    ``basis`` names the rule that gave the column where it was inferred and not read.
    """

    lines: tuple[Line, ...]
    column: int | None = 0
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled row of the infobox; ``field`` is the name in kg/data/fields.toml, "" where the label is not known."""

    field: str
    label: str
    cells: tuple[Cell, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Box:
    """An infobox; ``kind`` is its template's name in lower case without "infobox " ("military conflict" where the form does not tell)."""

    kind: str
    rows: tuple[Row, ...]
    span: Span
    title: Text | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A cited source; every part is as written in the article, or None.

    ``author`` is who made it, whatever their part in it; ``authors`` are those that the article names as its authors, each with the given name
    first. ``pages`` are those cited, ``language`` is a code of its language, ``item`` its item of Wikidata (Q...).
    """

    title: str | None = None
    url: str | None = None
    archive_url: str | None = None
    author: str | None = None
    publisher: str | None = None
    date: str | None = None
    quote: str | None = None
    text: str | None = None
    authors: tuple[str, ...] = ()
    pages: str | None = None
    isbn: str | None = None
    language: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: ``key`` is what NOTE marks carry; ``text`` is prose of the article's own, ``reference`` what it cites."""

    key: str
    text: Text | None = None
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article in one version; ``body`` are the paragraphs below its lead that may tell losses of the infobox again and cite."""

    source: Source
    title: Text
    lead: tuple[Text, ...]
    boxes: tuple[Box, ...]
    notes: tuple[Note, ...] = ()
    issues: tuple[Issue, ...] = field(default=())
    body: tuple[Text, ...] = ()
