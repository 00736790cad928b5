"""Rows whose labels a rendering dropped: their values hang on to the row before, in the usual order.

Older extractions kept "Commanders and leaders" and "Casualties and losses" only. Then place, outcome and belligerents follow the
date, and the strength follows the commanders.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.model.article import Cell, Line, Row
from kg.model.text import Span
from kg.patterns import lazy_pattern
from kg.read.text.words import Frame

_DATE_LINE = lazy_pattern(r"\(|.{0,60}\b\d{3,4}\b|\d{1,2} [A-Z][a-z]+$|[A-Z][a-z]+ \d{1,2}$|.{0,40}:$")


def recover_rows(rows: Sequence[Row], frame: Frame) -> tuple[Row, ...]:
    """Return the rows with those that lost their labels taken out of the row before."""
    fields = {row.field for row in rows}
    found: list[Row] = []
    for index, row in enumerate(rows):
        following = rows[index + 1].field if index + 1 < len(rows) else ""
        if following == "commanders" and "belligerents" not in fields and row.field in ("date", "place", "outcome", "territory"):
            found += _part_general(row, fields, frame)
        elif row.field == "commanders" and following == "casualties" and "strength" not in fields:
            found += _part_strength(row, frame)
        else:
            found.append(row)
    return tuple(found)


def _part_general(row: Row, fields: set[str], frame: Frame) -> Iterator[Row]:
    lines = [line for cell in row.cells for line in cell.lines]
    kept = next((i for i, line in enumerate(lines) if i and not (row.field == "date" and _DATE_LINE.match(line.text.shown))), len(lines))
    rest = lines[kept:]
    parties = _last_block(rest, frame)
    if not rest or not parties:
        yield row
        return
    yield _cut_row(row, lines[:kept])
    rest = rest[: len(rest) - len(parties)]
    outcome = next((index for index, line in enumerate(rest) if _tells_outcome(line, frame)), len(rest))
    for field, part in (("place", rest[:outcome]), ("outcome", rest[outcome:])):
        if part:
            yield _new_row(field if field not in fields else "", part, 0)
    yield _new_row("belligerents", parties, None)


def _last_block(lines: Sequence[Line], frame: Frame) -> Sequence[Line]:
    """The lines from the last one on that a blank line comes before (all but bullets), after any that tells the outcome."""
    told = max((index + 1 for index, line in enumerate(lines) if _tells_outcome(line, frame)), default=0)
    while told < len(lines) and lines[told].depth:
        told += 1
    if told:
        return lines[told:]
    start = max((index for index, line in enumerate(lines) if line.gap), default=len(lines) - 1)
    return lines[max(0, start) :]


def _tells_outcome(line: Line, frame: Frame) -> bool:
    shown = line.text.shown.casefold()
    return any(word in shown for word in frame.outcome)


def _part_strength(row: Row, frame: Frame) -> Iterator[Row]:
    lines = [line for cell in row.cells for line in cell.lines]
    start = next((index for index, line in enumerate(lines) if index and frame.figure.match(line.text.shown)), len(lines))
    yield row if start == len(lines) else _cut_row(row, lines[:start])
    if start < len(lines):
        yield _new_row("strength", lines[start:], None)


def _cut_row(row: Row, lines: Sequence[Line]) -> Row:
    end = lines[-1].text.span().end if lines else row.span.start + len(row.label)
    return replace(row, cells=(Cell(tuple(lines), row.cells[0].column),), span=Span(row.span.start, end))


def _new_row(field: str, lines: Sequence[Line], column: int | None) -> Row:
    return Row(field, "", (Cell(tuple(lines), column),), Span(lines[0].text.span().start, lines[-1].text.span().end))
