"""Reads an article given as plain text, in whatever way the infobox was set into lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from kg.domain.fields import is_sided
from kg.domain.kinds import conflict_template
from kg.language.language import ENGLISH, pack_of
from kg.model.article import Article, Box, Cell, Line, Note, Reference, Row, Source
from kg.model.issue import Issue
from kg.model.text import FATE, Mark, Span, Text
from kg.patterns import lazy_pattern
from kg.read.error import ReadError
from kg.read.input.decode import decode_bytes
from kg.read.text.frame import Layout, find_layout, layout_around, note_parts
from kg.read.text.labels import Label
from kg.read.text.lines import SourceLine, find_licence, split_lines
from kg.read.text.noise import Known, find_removals, know_lines, read_line, show
from kg.read.text.pipes import PipedBox, PipedRow, find_piped
from kg.read.text.unlabelled import recover_rows
from kg.read.text.words import load_frame

_LONGEST_LINE = 1_000_000
_SITE = lazy_pattern(r"\s+[-–—|]\s+Wikipedia\b.*$")
_LOST_MARK = lazy_pattern(r"[^\S\r\n]*(?:\u00a0|  )[^\S\r\n]*(?=[\r\n(]|\Z)")


def read_text(
    data: bytes,
    file: str | None = None,
    *,
    title: str | None = None,
    url: str | None = None,
    revision: str | None = None,
    retrieved: str | None = None,
    language: str | None = None,
) -> Article:
    """Return the article that a plain text holds; what the text does not tell (URL, revision, ...) is None unless given.

    Values told for each side come as one cell without a column: kg.columns.assign finds the borders.
    Raises ReadError where the bytes are no text, or a line is too long to be one of an article.
    """
    told = {"title": title, "url": url, "revision": revision, "retrieved": retrieved, "language": language}
    return read_plain_text(decode_bytes(data, file), sha256(data).hexdigest(), file, **told)


def read_plain_text(
    text: str,
    digest: str,
    file: str | None = None,
    *,
    title: str | None = None,
    url: str | None = None,
    revision: str | None = None,
    retrieved: str | None = None,
    language: str | None = None,
) -> Article:
    """Read a text whose bytes are decoded; ``digest`` is the sha256 that the article bears. Raises ReadError."""
    lines = split_lines(text)
    for number, line in enumerate(lines, 1):
        if line.end - line.start > _LONGEST_LINE:
            raise ReadError(f"a line of {line.end - line.start} characters: not an article", file, number, 1)
    return _Reader(text, lines, language or ENGLISH).article(digest, file, title, url, revision, retrieved)


def _mark_end(text: Text, marks: Sequence[Mark]) -> Text:
    """A text with marks that stood on a line of their own below it."""
    size = len(text)
    return Text(text.shown, text.pieces, (*text.marks, *(mark._replace(start=size, end=size) for mark in marks)))


class _Reader:
    """The text being read, with what is known of the whole of it."""

    def __init__(self, source: str, lines: tuple[SourceLine, ...], tag: str) -> None:
        self.source, self.lines, self.tag = source, lines, tag
        language = self.language = pack_of(tag)
        self.licence = find_licence(lines, language)
        stop = next((i for i, line in enumerate(lines) if self.licence and line.start == self.licence.start and line.text), len(lines))
        self.piped = find_piped(lines[:stop], language)
        around = self.piped and layout_around(lines[:stop], self.piped.first, self.piped.stop, language)
        self.layout: Layout = around or find_layout(lines, stop, language)
        self.known = know_lines(lines[:stop], language)

    def article(self, digest: str, file: str | None, title: str | None, url: str | None, revision: str | None, retrieved: str | None) -> Article:
        layout = self.layout
        box = self._piped_box(self.piped) if self.piped else self._box() if layout.labels else None
        own = self._title(box)
        source = Source(
            title or own.shown.expandtabs(1),
            self.source,
            digest,
            "text",
            self.tag,
            url=url,
            revision=revision,
            retrieved=retrieved,
            licence=self.licence,
            file=file,
        )
        lead = tuple(text for part in layout.lead if (text := self._text(part)))
        issues = tuple(self._issues(box))
        return Article(source, own, lead, (box,) if box else (), tuple(self._notes()), issues)

    def _title(self, box: Box | None) -> Text:
        index = self.layout.title
        if index is None:
            if box and box.title:
                return box.title
            index = next(i for i, line in enumerate(self.lines) if line.text)
            named = load_frame(self.language).title_in_sentence.match(self.lines[index].text) if self.lines[index].prose else None
            if named:
                return Text.verbatim(self.source, *(self.lines[index].start + at for at in named.span("title")))
        line = self.lines[index]
        site = _SITE.search(line.text)
        start = line.start + len(line.text) - len(line.text.lstrip("#= "))
        end = line.start + site.start() if site else line.start + len(line.text.rstrip("= "))
        return Text.verbatim(self.source, start, max(start, end)) or Text.verbatim(self.source, line.start, line.end)

    def _text(self, part: range) -> Text:
        """The paragraph of some lines, without reference marks."""
        start, end = self.lines[part.start].start, self.lines[part.stop - 1].end
        return show(self.source, start, end, find_removals(self.source, start, end, self.known)).strip()

    def _box(self) -> Box:
        layout = self.layout
        rows = [*self._title_rows()]
        limits = [*(label.first for label in layout.labels[1:]), layout.end]
        for label, limit in zip(layout.labels, limits, strict=True):
            rows.extend(self._rows(label, limit))
        rows = list(recover_rows(rows, load_frame(self.language)))
        title = None if layout.box_title is None else self._lines([layout.box_title])
        return Box(layout.kind, tuple(rows), Span(rows[0].span.start, max(row.span.end for row in rows)), title[0].text if title else None)

    def _piped_box(self, piped: PipedBox) -> Box:
        rows = tuple(self._piped_row(row) for row in piped.rows)
        title = next((row.cells[0].lines[0].text for row in rows if row.field == "title" and row.cells), None)
        return Box(conflict_template(self.language), rows, Span(min(row.span.start for row in rows), max(row.span.end for row in rows)), title)

    def _piped_row(self, row: PipedRow) -> Row:
        cells = [Cell(lines, column) for column, values in row.cells if (lines := self._read(values, parties=row.field == "belligerents"))]
        ends = [line.text.span().end for cell in cells for line in cell.lines]
        return Row(row.field, row.label.text, tuple(cells), Span(row.label.start, max([row.label.end, *ends])))

    def _title_rows(self) -> Iterator[Row]:
        layout = self.layout
        first = [layout.box_title] if layout.box_title is not None else []
        for field, indexes in (("title", [*first, *layout.names]), ("ignored", list(layout.captions))):
            lines = self._lines(indexes)
            if lines:
                yield Row(field, "", (Cell(lines),), Span(lines[0].text.span().start, lines[-1].text.span().end))

    def _rows(self, label: Label, limit: int) -> Iterator[Row]:
        name = self.source[label.start : label.end]
        values = self._values(label, limit)
        if label.field == "part_of":
            cut = next((i for i, line in enumerate(values) if not line.text), len(values))
            if cut < len(values):
                yield self._row("part_of", name, values[:cut], label)
                captions = self._read(values[cut:])
                if captions:
                    yield Row("ignored", "", (Cell(captions),), Span(captions[0].text.span().start, captions[-1].text.span().end))
                return
        yield from self._split_coordinates(self._row(label.field, name, values, label))

    def _values(self, label: Label, limit: int) -> list[SourceLine]:
        line = self.lines[label.last]
        rest = self.source[label.end : line.end]
        skip = len(rest) - len(rest.lstrip(" \t\u00a0:"))
        own = [SourceLine(label.end + skip, line.end, rest[skip:])] if rest[skip:] else []
        return own + list(self.lines[label.last + 1 : limit])

    def _row(self, field: str, name: str, values: Sequence[SourceLine], label: Label) -> Row:
        lines = self._read(values, parties=field == "belligerents")
        cells = (Cell(lines, None if is_sided(field, self.language) else 0),) if lines else ()
        return Row(field, name, cells, Span(label.start, lines[-1].text.span().end if lines else label.end))

    def _split_coordinates(self, row: Row) -> Iterator[Row]:
        if row.field != "place" or not row.cells:
            yield row
            return
        places: list[Line] = []
        points: list[Line] = []
        for line in row.cells[0].lines:
            match = load_frame(self.language).coordinates.search(line.text.shown)
            at = match.start() if match else len(line.text)
            before = line.text.cut(0, at).strip()
            if before:
                places.append(Line(before, line.depth, line.gap))
            if match:
                points.append(Line(line.text.cut(at).strip(), line.depth, line.gap))
        if not points:
            yield row
            return
        label_end = row.span.start + len(row.label)
        yield Row(
            row.field, row.label, (Cell(tuple(places)),) if places else (), Span(row.span.start, places[-1].text.span().end if places else label_end)
        )
        yield Row("coordinates", "", (Cell(tuple(points)),), Span(points[0].text.span().start, points[-1].text.span().end))

    def _lines(self, indexes: Sequence[int]) -> tuple[Line, ...]:
        return self._read([self.lines[index] for index in indexes])

    def _read(self, values: Sequence[SourceLine], *, parties: bool = False) -> tuple[Line, ...]:
        """Lines of a cell: those that show nothing become a gap before the next."""
        found: list[Line] = []
        gap = 0
        for value in values:
            if not value.text:
                gap += 1
                continue
            line = read_line(self.source, value, gap, self.known, parties=parties)
            if line.text:
                found.append(line)
                gap = 0
            elif found and (fates := line.text.marked(FATE)):
                found[-1] = replace(found[-1], text=_mark_end(found[-1].text, fates))
        return tuple(found)

    def _notes(self) -> Iterator[Note]:
        for part in self.layout.notes:
            key, start, cited = note_parts(self.lines[part.start])
            end = self.lines[part.stop - 1].end
            text = show(self.source, start, end, find_removals(self.source, start, end, Known(self.language))).strip()
            yield Note(key, reference=Reference(text=text.shown)) if cited else Note(key, text)

    def _issues(self, box: Box | None) -> Iterator[Issue]:
        if box is None:
            yield Issue("no-infobox", "no infobox was found in the text")
            return
        for row in box.rows:
            if row.field != "commanders":
                continue
            lines = [line for cell in row.cells for line in cell.lines]
            for line in lines:
                if _LOST_MARK.match(self.source, line.text.span().end):
                    yield Issue("lost-mark", f"a mark after {line.text.shown!r} was lost; it may have told a fate", line.text.span())
