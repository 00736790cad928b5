"""Rows that tell when a group, unit or person was active: one period or several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.context import Context
from kg.extract.dates.calendar import sort_key
from kg.extract.dates.text import FoundDate, find_dates, read_qualifier_dates
from kg.extract.names.items import LONGEST_LINE
from kg.extract.phrases.segments import note_keys
from kg.language.grammar import load_grammar
from kg.language.language import Language
from kg.model.article import Row
from kg.model.finding import CONFLICT, Date, Finding, Period
from kg.model.issue import Issue
from kg.model.text import Span, Text
from kg.patterns import lazy_pattern

_RULE = "period"
_COMMA = lazy_pattern(r"\s*,\s*")


@cache
def _border(language: Language) -> re.Pattern[str]:
    """What stands between two periods."""
    return re.compile(rf"\s*[;\n]\s*|\s+(?:{load_grammar(language).joining})\s+(?=[\d(A-Z])")


def read_periods(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Read ``activeFrom`` and ``activeUntil`` of each period, and the two together as ``activeDuring``."""
    for text in (line.text for cell in row.cells for line in cell.lines if len(line.text) <= LONGEST_LINE):
        for piece in _split(text, context):
            for found in _dates(piece, context)[:1]:
                yield from _state(found, piece, context)


def _split(text: Text, context: Context) -> Iterator[Text]:
    """The pieces of a line with a period each; at commas where every part has one ("1998–2005, 2010–present")."""
    for piece in text.split(_border(context.language)):
        parts = tuple(part.strip() for part in piece.split(_COMMA))
        alone = len(parts) > 1 and all(_names_year(part, context) for part in parts)
        yield from parts if alone else (piece.strip(),)


def _names_year(part: Text, context: Context) -> bool:
    return bool(_dates(part, context)) and re.search(r"\d{3}", part.shown) is not None


def _dates(text: Text, context: Context) -> tuple[FoundDate, ...]:
    return find_dates(text, context)


def _state(found: FoundDate, piece: Text, context: Context) -> Iterator[Finding | Issue]:
    period = found.value if isinstance(found.value, Period) else _read_single(found.value, piece, context)
    evidence, notes = (piece.strip().span() if _is_whole(found, piece) else piece.span(found.start, found.end),), note_keys(piece)
    if period.start is not None and period.end is not None and sort_key(period.end, 1) < sort_key(period.start, 0):
        message = f"the end {period.end.edtf} comes before the start {period.start.edtf}"
        yield Issue("end-before-start", message, Span(evidence[0].start, evidence[-1].end))
        return
    for relation, date in (("activeFrom", period.start), ("activeUntil", period.end)):
        if date is not None and not date.unspecified:
            yield Finding(CONFLICT, relation, date, evidence, _RULE, notes=notes)
    yield Finding(CONFLICT, "activeDuring", period, evidence, _RULE, notes=notes)


def _is_whole(found: FoundDate, piece: Text) -> bool:
    """Whether only a word such as "since" stands beside the dates, which belongs to them."""
    return re.fullmatch(r"\s*[A-Za-z.]{0,7}\s*", piece.shown[: found.start]) is not None and not piece.shown[found.end :].strip(" .")


def _read_single(date: Date, piece: Text, context: Context) -> Period:
    """The period of a single date: it begins ("since 1998"), ends ("until 1998") or is all of it."""
    told = read_qualifier_dates(piece, context)
    if told.start == date and told.until is None:
        return Period(date, None)
    if told.until == date and told.start is None:
        return Period(None, date)
    return Period(date, date)
