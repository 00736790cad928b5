"""Infoboxes that a rendering kept as a table with bars: their columns are there to be read.

Rows may have outer bars ("| Varn | Esk |") or none ("Varn | Esk"), or each cell may stand on lines of its own that a bar ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.domain.fields import field_of_label, is_sided
from kg.domain.kinds import conflict_template
from kg.language.language import Language
from kg.patterns import lazy_pattern
from kg.read.text.lines import SourceLine, is_tail
from kg.read.text.words import load_frame

_CELL = lazy_pattern(r"[^|]*")
_RULE = lazy_pattern(r"[\s|:+-]*")
_BLANKS = " \t\u00a0"
_LEAST_LABELS = 3


class PipedRow(NamedTuple):
    """A row of the table: its field and label, and each cell's side (0 for all) with the lines it is made of."""

    field: str
    label: SourceLine
    cells: tuple[tuple[int, tuple[SourceLine, ...]], ...]


class PipedBox(NamedTuple):
    """The lines that the table takes up, and its rows; the one before the first label, if any, is the title."""

    first: int
    stop: int
    rows: tuple[PipedRow, ...]


def find_piped(lines: Sequence[SourceLine], language: Language) -> PipedBox | None:
    """Return the infobox where it is set as a table with bars, else None."""
    labels = [(index, label) for index, line in enumerate(lines) if "|" in line.text and (label := _label_of(line, language))]
    if len(labels) < _LEAST_LABELS or not any(is_sided(_field_of(label, language), language) for _, label in labels):
        return None
    outer = sum(lines[index].text.startswith("|") for index, _ in labels) * 2 > len(labels)
    first = _first_line(lines, labels[0][0])
    stop = next((index for index in range(labels[-1][0] + 1, len(lines)) if _ends(lines, index, language)), len(lines))
    limits = [*(index for index, _ in labels[1:]), stop]
    rows = [*_frame_rows(lines[first : labels[0][0]], language)]
    for (index, label), limit in zip(labels, limits, strict=True):
        field = _field_of(label, language)
        rows.append(PipedRow(field, label, tuple(_cells(lines, index, limit, is_sided(field, language), outer))))
    return PipedBox(first, stop, tuple(rows))


def split_cells(line: SourceLine, outer: bool) -> list[SourceLine]:
    """Return the cells of a row, empty ones too; an outer bar before the first and after the last is none."""
    cells = []
    for match in _CELL.finditer(line.text):
        if match.start() and line.text[match.start() - 1] != "|":
            continue
        text = match.group().strip(_BLANKS)
        start = line.start + match.start() + len(match.group()) - len(match.group().lstrip(_BLANKS)) if text else line.start + match.start()
        cells.append(SourceLine(start, start + len(text), text))
    return cells[1:] if outer and line.text.startswith("|") else cells


def _label_of(line: SourceLine, language: Language) -> SourceLine | None:
    filled = [cell for cell in split_cells(line, outer=False) if cell.text]
    return filled[0] if filled and _field_of(filled[0], language) else None


def _field_of(label: SourceLine, language: Language) -> str:
    return field_of_label(label.text, conflict_template(language), language)


def _first_line(lines: Sequence[SourceLine], label: int) -> int:
    first = label
    while first > 0 and ("|" in lines[first - 1].text or not lines[first - 1].text):
        first -= 1
    return next(index for index in range(first, label + 1) if lines[index].text)


def _ends(lines: Sequence[SourceLine], index: int, language: Language) -> bool:
    line = lines[index]
    return "|" not in line.text and (is_tail(line, language) or line.prose or (bool(line.text) and index > 0 and not lines[index - 1].text))


def _frame_rows(lines: Sequence[SourceLine], language: Language) -> Iterator[PipedRow]:
    field = "title"
    for line in lines:
        for cell in split_cells(line, outer=False):
            if not cell.text or _RULE.fullmatch(cell.text):
                continue
            part = load_frame(language).part_of.match(cell.text)
            if part:
                value = cell.text[part.end() :].lstrip(_BLANKS)
                own = SourceLine(cell.end - len(value), cell.end, value)
                yield PipedRow("part_of", SourceLine(cell.start, cell.start + part.end(), part.group()), ((0, (own,)),))
            else:
                yield PipedRow(field, SourceLine(cell.start, cell.start, ""), ((0, (cell,)),))
            field = "ignored"


def _cells(lines: Sequence[SourceLine], index: int, limit: int, sided: bool, outer: bool) -> Iterator[tuple[int, tuple[SourceLine, ...]]]:
    own = [cell for cell in split_cells(lines[index], outer=False) if cell.text][1:]
    if own:
        yield from _numbered([*enumerate(own, 1)], sided)
    below = [line for line in lines[index + 1 : limit] if line.text and (not _RULE.fullmatch(line.text) or line.text == "|")]
    if all("|" not in line.text.rstrip("|" + _BLANKS) for line in below) and not any(
        line.text.startswith("|") and len(line.text) > 1 for line in below
    ):
        yield from _cells_on_lines(below, sided)
        return
    for number, line in enumerate(line for line in below if line.text != "|"):
        filled = [(column, cell) for column, cell in enumerate(split_cells(line, outer), 1) if cell.text]
        yield from _numbered(filled, sided and not (number and len(filled) == 1 and filled[0][0] == 1))


def _numbered(cells: Sequence[tuple[int, SourceLine]], sided: bool) -> Iterator[tuple[int, tuple[SourceLine, ...]]]:
    for column, cell in cells:
        yield column if sided else 0, (cell,)


def _cells_on_lines(lines: Sequence[SourceLine], sided: bool) -> Iterator[tuple[int, tuple[SourceLine, ...]]]:
    """Cells whose lines stand below one another, each cell ended by a bar."""
    column, cell = 1, list[SourceLine]()
    for line in lines:
        text = line.text.rstrip("|" + _BLANKS)
        if text:
            cell.append(SourceLine(line.start, line.start + len(text), text))
        if line.text.endswith("|"):
            if cell:
                yield column if sided else 0, tuple(cell)
            column, cell = column + 1, []
    if cell:
        yield column if sided else 0, tuple(cell)
