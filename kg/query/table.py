"""Answers as text tables for the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from kg.output.visible import show_safely
from kg.patterns import lazy_pattern
from kg.rdf.terms import PREFIXES

_NARROWEST, _ENOUGH = 6, 20
_GAP = 2
_SPACE = lazy_pattern(r"\s")


def shorten(iri: str) -> str:
    """An IRI with one of our prefixes, where that leaves a plain name; else as it is."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and iri[len(namespace) :].replace("_", "").isalnum():
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def count_columns(variables: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> int:
    """How many columns, from the first, a table of ``width`` has room for when each gets what it needs or at least enough to be read."""
    used, rows = 0, _plain(rows)
    for place, name in enumerate(variables):
        used += min(_ENOUGH, max([_width(name), *(_width(row[place]) for row in rows)])) + _GAP
        if used - _GAP > width and place:
            return place
    return len(variables)


def to_table(variables: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """The lines of a table no wider than ``width`` columns of a terminal, unless its columns would be too narrow to read.

    Control characters are made visible; white space of any kind is a blank.
    """
    rows = _plain(rows)
    widths = _fit([max([_width(name), *(_width(row[place]) for row in rows)]) for place, name in enumerate(variables)], width)
    yield _line(variables, widths)
    yield (" " * _GAP).join("─" * size for size in widths)
    for row in rows:
        yield _line(row, widths)


def _fit(widths: list[int], width: int) -> list[int]:
    """Take from the widest column until all fit."""
    widths = [max(size, 1) for size in widths]
    while sum(widths) + _GAP * (len(widths) - 1) > width and max(widths, default=0) > _NARROWEST:
        widest = widths.index(max(widths))
        second = max([size for size in widths if size < widths[widest]], default=_NARROWEST)
        over = sum(widths) + _GAP * (len(widths) - 1) - width
        widths[widest] -= max(1, min(over, widths[widest] - max(second, _NARROWEST)))
    return widths


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return (" " * _GAP).join(_cell(text, size) for text, size in zip(cells, widths, strict=True)).rstrip()


def _cell(text: str, size: int) -> str:
    if _width(text) > size:
        kept, used = "", 0
        for char in text:
            if used + _width(char) > size - 1:
                break
            kept, used = kept + char, used + _width(char)
        text = kept + "…"
    return text + " " * (size - _width(text))


def _plain(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[_plain_cell(cell) for cell in row] for row in rows]


def _plain_cell(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    shown = show_safely(_SPACE.sub(" ", text))
    return "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in shown)


def _width(text: str) -> int:
    """Columns of a terminal that a text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
