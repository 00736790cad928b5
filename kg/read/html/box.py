"""The infobox of a page: its table's rows become rows with their field, and each cell knows its side's column."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from functools import cache
from typing import NamedTuple

from kg.domain.fields import field_of_label, is_sided, load_fields
from kg.domain.kinds import about_of_kind, conflict_template, kind_of_labels
from kg.language.language import Language
from kg.language.words import any_of
from kg.model.article import Box, Cell, Line, Row
from kg.model.text import COORDINATES, LANG, Span, Text
from kg.read.html.marks import page_marks, page_patterns, wiki_marks
from kg.read.html.show import Page, is_hidden, show_lines, show_text
from kg.read.html.tree import Element
from kg.read.templates import load_templates
from kg.values import dataclass

_CONFLICT_FIELDS = frozenset({"belligerents", "commanders", "units", "strength", "casualties", "outcome", "territory"})
_NUMBER = re.compile(r"\s*\d+")


@cache
def _part_of(language: Language) -> re.Pattern[str]:
    """The beginning of a row without a label that tells what the conflict is part of."""
    known = load_fields(language)["part_of"].labels
    labels = any_of(label for label in known if not any(label.startswith(f"{other} ") for other in known))
    return re.compile(rf"\s*(?:{labels})\b", re.IGNORECASE)


def find_boxes(root: Element, page: Page) -> Iterator[Box]:
    """Yield the infoboxes of a page in order; one inside of another belongs to it."""
    classes = wiki_marks(page.language).boxes

    def is_box(element: Element) -> bool:
        return element.name == "table" and not classes.isdisjoint(element.classes)

    yield from (_read_box(table, page) for table in root.descendants(leave=is_box) if is_box(table))


def add_title_point(elements: Iterable[Element], boxes: tuple[Box, ...], page: Page) -> tuple[Box, ...]:
    """Give the first infobox of a conflict the coordinates beside the page's title as a row, where no infobox has any."""
    index = next((index for index, box in enumerate(boxes) if about_of_kind(box.kind, page.language) == "conflict"), None)
    lines = (line for box in boxes for row in box.rows for cell in row.cells for line in cell.lines)
    if index is None or any(line.text.marked(COORDINATES) for line in lines):
        return boxes
    for element in elements:
        if element.get("id") in page_marks().coordinates_ids:
            shown = show_text(element, page)
            if shown.marked(COORDINATES):
                row = Row("coordinates", "", (Cell((Line(shown),)),), Span(element.start, element.end))
                return (*boxes[:index], replace(boxes[index], rows=(*boxes[index].rows, row)), *boxes[index + 1 :])
    return boxes


class _Line(NamedTuple):
    """A row of the table: its header and data cells."""

    element: Element
    headers: tuple[Element, ...]
    values: tuple[Element, ...]


def _rows_of(table: Element) -> Iterator[Element]:
    for child in table.elements():
        if child.name == "tr":
            yield child
        elif child.name in ("tbody", "thead", "tfoot"):
            yield from (row for row in child.elements() if row.name == "tr")


def _inner_table(cell: Element) -> Element | None:
    """The table that a cell holds the layout of, None where the cell is a value."""
    table = cell.find("table", having=lambda e: not e.classes or not page_marks().hidden_classes.intersection(e.classes))
    return table if table is not None and any(True for _ in _rows_of(table)) else None


def _lines_of(table: Element) -> Iterator[_Line]:
    """The rows of a table; a cell that only holds a table with labels of its own stands for that table's rows."""
    for row in _rows_of(table):
        headers = tuple(cell for cell in row.elements() if cell.name == "th")
        values = tuple(cell for cell in row.elements() if cell.name == "td")
        inner = _inner_table(values[0]) if len(values) == 1 and not headers else None
        if inner is not None and (inner.find("th") is not None or any(len(list(r.elements())) > 1 for r in _rows_of(inner))):
            yield from _lines_of(inner)
        elif headers or values:
            yield _Line(row, headers, values)


def _span_of(cell: Element) -> int:
    match = _NUMBER.match(cell.get("colspan"))
    return min(max(int(match[0]), 1), 100) if match else 1


@dataclass(slots=True)
class _Open:
    """The labelled row that cells are being gathered for; ``width`` is how many columns its header spans."""

    name: str
    label: str
    start: int
    end: int
    width: int
    cells: list[Cell] = field(default_factory=list)

    def close(self) -> Row:
        return Row(self.name, self.label, tuple(self.cells), Span(self.start, self.end))


class _Reader:
    """The rows gathered so far, and the header that the next cells stand under."""

    def __init__(self, page: Page, kind: str) -> None:
        self.page, self.language, self.kind = page, page.language, kind or conflict_template(page.language)
        self.rows: list[Row] = []
        self.title: Text | None = None
        self.open: _Open | None = None

    def read(self, line: _Line) -> None:
        if line.headers and line.values:
            self.labelled(line)
        elif line.headers:
            self.header(line)
        elif self.is_picture(line):
            self.add("ignored", "", line)
        elif self.open is not None and self.open.width > 1:
            self.sided(line)
        else:
            self.unlabelled(line)

    def labelled(self, line: _Line) -> None:
        """A label and its value side by side; with several values each is a side's."""
        self.close()
        label = self.label_of(line.headers[0])
        values = (*line.headers[1:], *line.values)
        name = field_of_label(label, self.kind, self.language)
        columns = range(1, len(values) + 1) if len(values) > 1 and is_sided(name, self.language) else [0] * len(values)
        cells = [Cell(lines, column) for cell, column in zip(values, columns, strict=True) if (lines := self.lines(cell))]
        for row in _split_coordinates(Row(name, label, tuple(cells), Span(line.element.start, line.element.end))):
            self.rows.append(row)

    def header(self, line: _Line) -> None:
        """A row of headers: the box's title, or the label that the rows below it stand under."""
        self.close()
        label = self.label_of(line.headers[0])
        width = sum(map(_span_of, line.headers))
        name = field_of_label(label, self.kind, self.language)
        if self.title is None and not self.rows and (not name or page_marks().rows_titles.intersection(line.headers[0].classes)):
            self.title = show_text(line.headers[0], self.page).strip()
            if self.title:
                self.add("title", "", line)
            return
        if label:
            self.open = _Open(name, label, line.element.start, line.element.end, width)

    def sided(self, line: _Line) -> None:
        """Cells under a header: one that spans the box is for all sides, the others are counted from the left."""
        row = self.open
        assert row is not None
        whole = len(line.values) == 1 and _span_of(line.values[0]) >= row.width
        if whole and row.cells and self.is_note(line.values[0]):
            self.close()
            self.add("notes", "", line)
            return
        for number, cell in enumerate(line.values, 1):
            if lines := self.lines(cell):
                row.cells.append(Cell(lines, 0 if whole else number))
        row.end = line.element.end

    def unlabelled(self, line: _Line) -> None:
        """A row without a label above all labels: what the conflict is part of, or its name in another language."""
        if any(row.label for row in self.rows) or self.open is not None:
            if self.open is not None:
                self.sided(line)
            else:
                self.add("ignored" if self.is_navigation(line) else "", "", line)
            return
        texts = [show_text(cell, self.page) for cell in line.values]
        if any(_part_of(self.language).match(text.shown) for text in texts):
            self.part_of(line)
        else:
            native = any(text.marked(LANG) for text in texts)
            self.add("title" if self.title is None or native else "", "", line)

    def part_of(self, line: _Line) -> None:
        lines = tuple(one for cell in line.values for one in self.lines(cell))
        match = _part_of(self.language).match(lines[0].text.shown)
        end = match.end() if match else 0
        rest = lines[0].text.cut(end).strip()
        cut = (lines[0].__class__(rest, lines[0].depth), *lines[1:]) if rest else lines[1:]
        self.rows.append(Row("part_of", lines[0].text.shown[:end].strip(), (Cell(cut),) if cut else (), Span(line.element.start, line.element.end)))

    def add(self, name: str, label: str, line: _Line) -> None:
        cells = tuple(Cell(lines) for cell in (*line.headers, *line.values) if (lines := self.lines(cell)))
        if cells:
            self.rows.append(Row(name, label, cells, Span(line.element.start, line.element.end)))

    def close(self) -> None:
        if self.open is not None and (self.open.cells or self.open.name):
            self.rows.append(self.open.close())
        self.open = None

    def label_of(self, header: Element) -> str:
        return show_text(header, self.page).shown.strip()

    def lines(self, cell: Element) -> tuple[Line, ...]:
        return show_lines(cell.children, self.page)

    def is_picture(self, line: _Line) -> bool:
        cell = line.values[0]
        elements = (cell, *cell.descendants())
        if any(page_marks().rows_pictures.intersection(e.classes) for e in elements):
            return True
        big = (e for e in elements if e.name == "img" and (_NUMBER.match(e.get("width")) and int(_NUMBER.match(e.get("width"))[0]) > 100))  # type: ignore[index]
        return len(line.values) == 1 and next(big, None) is not None

    def is_navigation(self, line: _Line) -> bool:
        return any(page_marks().rows_navigation.intersection(e.classes) for cell in line.values for e in (cell, *cell.descendants()))

    def is_note(self, cell: Element) -> bool:
        return bool(page_patterns().notes.search(cell.get("style"))) or not page_marks().rows_notes.isdisjoint(cell.classes)


def _read_box(table: Element, page: Page) -> Box:
    lines = [line for line in _lines_of(table) if not is_hidden(line.element)]
    language = page.language
    kind = _kind_of(table, (show_text(header, page).shown for line in lines for header in line.headers), language)
    reader = _Reader(page, kind)
    for line in lines:
        reader.read(line)
    reader.close()
    rows = tuple(reader.rows)
    if not kind or about_of_kind(kind, language) == "conflict":
        rows = _name_parties(rows)
    if not kind and any(row.field in _CONFLICT_FIELDS for row in rows):
        kind = conflict_template(language)
    return Box(kind, rows, Span(table.start, table.end), reader.title)


def _name_parties(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The first row that is told by sides is that of the belligerents, also where authors gave it a header of their own (``combatants_header``)."""
    first = next((row for row in rows if any(cell.column for cell in row.cells)), None)
    if first is None or first.field or any(row.field == "belligerents" for row in rows):
        return rows
    return tuple(replace(row, field="belligerents") if row is first else row for row in rows)


def _split_coordinates(row: Row) -> Iterator[Row]:
    """Lines of a place row that are only coordinates are a row of their own, as in the template's parameters."""
    lines = [line for cell in row.cells for line in cell.lines]
    points = tuple(line for line in lines if any(m.start == 0 and m.end == len(line.text) for m in line.text.marked(COORDINATES)))
    if row.field != "place" or not points:
        yield row
        return
    places = tuple(line for line in lines if line not in points)
    yield Row(row.field, row.label, (Cell(places),) if places else (), row.span)
    yield Row("coordinates", "", (Cell(points),), row.span)


def _kind_of(table: Element, labels: Iterable[str], language: Language) -> str:
    """The template's name where Parsoid tells it, else the kind that the labels betray, "" where they betray none."""
    data = table.get("data-mw")
    name = _template_of(data) if data else ""
    beginning = next((start for prefix in load_templates(language).box_prefixes if name.startswith(start := f"{prefix} ")), "")
    return name.removeprefix(beginning) if beginning else kind_of_labels(labels, language)


def _template_of(data: str) -> str:
    try:
        parts = json.loads(data).get("parts", [])
    except (ValueError, AttributeError, RecursionError):
        return ""
    calls = (part["template"] for part in parts if isinstance(part, dict) and isinstance(part.get("template"), dict))
    names = (call.get("target", {}).get("wt", "") for call in calls if isinstance(call.get("target"), dict))
    return " ".join(str(next(names, "")).replace("_", " ").split()).casefold()
