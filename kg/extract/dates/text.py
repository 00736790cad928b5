"""Dates in running text and in brackets, their years completed from the conflict's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.extract.context import Context
from kg.extract.dates.calendar import complete_date
from kg.extract.dates.grammar import DateExpression, scan_dates
from kg.extract.dates.row import read_date, read_period
from kg.extract.dates.tokens import load_date_words
from kg.model.finding import Date, Period
from kg.model.text import Text

__all__ = ["FoundDate", "QualifierDates", "find_dates", "is_plausible", "read_date", "read_period", "read_qualifier_dates"]


class FoundDate(NamedTuple):
    """A date or range in a text with the offsets of its words in ``text.shown``."""

    value: Date | Period
    start: int
    end: int


class QualifierDates(NamedTuple):
    """What a remark such as "(from 1941)" or "(until 7 February)" says of the time that a statement holds."""

    start: Date | None = None
    until: Date | None = None
    as_of: Date | None = None

    def __bool__(self) -> bool:
        return any(self)


def find_dates(text: Text, context: Context) -> tuple[FoundDate, ...]:
    """Find the dates and ranges of running text; one whose year cannot be told, or that does not exist, is left out.

    A year that is not written is taken from the text before or the conflict's period, where only one fits. Bare years count
    after words such as "in" and "since", in brackets, or where they are the whole text.
    """
    return tuple(found for _, found in _find(text.shown, context.period))


def read_qualifier_dates(text: Text, context: Context) -> QualifierDates:
    """Read when a statement holds: "from 1941", "until 7 February", "27 Feb.–6 Mar.", "as of 2 March", "(1943)"."""
    start = until = as_of = None
    for expression, found in _find(text.shown, context.period):
        bound = _bound_before(text.shown[: expression.start])
        if isinstance(found.value, Period):
            start, until = start or found.value.start, until or found.value.end
        elif bound == "from" or (bound == "" and _ONWARDS.match(text.shown, found.end)):
            start = start or found.value
        elif bound == "until":
            until = until or found.value
        else:
            as_of = as_of or found.value
    return QualifierDates(start, until, as_of)


_ONWARDS = re.compile(r"\s*(?:onwards?|on\b|and after)")


def _find(shown: str, period: Period) -> Iterator[tuple[DateExpression, FoundDate]]:
    nearby = period
    for expression in scan_dates(shown):
        if not is_plausible(expression, shown) or not all(part.exists for part in expression.parts):
            continue
        dates = tuple(complete_date(part, nearby) or complete_date(part, period) for part in expression.parts)
        first, last = dates[0], dates[-1]
        if first is None or last is None:
            continue
        ongoing = expression.last is None
        value = Period(first, None if ongoing else last, ongoing) if ongoing or first != last else first
        nearby = Period(first, last)
        yield expression, FoundDate(value, expression.start, expression.end)


def is_plausible(expression: DateExpression, shown: str) -> bool:
    """Whether words that look like a date in running text are one: bare years and bare months need a word that says so."""
    if any(part.year is not None and part.year < 1000 and not part.era and not part.unspecified for part in expression.parts):
        return False
    noun = expression.after is not None and expression.after.kind == "x" and expression.after.text.islower()
    loose = noun and any(token.kind == "," for token in expression.tokens)
    if any(part.day is not None or part.era or part.unspecified or (part.month and part.year and not loose) for part in expression.parts):
        return True
    alone = expression.before is None or shown[expression.start - 1] in "(["
    onwards = _ONWARDS.match(shown, expression.end) is not None
    if alone and (onwards or expression.after is None or expression.after.text in ")],;:."):
        return True
    return not loose and _is_cued(expression, strong=expression.has_only_years and noun and not onwards)


def _is_cued(expression: DateExpression, strong: bool) -> bool:
    words = load_date_words()
    before = expression.before.text.rstrip(".").casefold() if expression.before else ""
    inside = expression.tokens[0].kind == "p"
    return before in words.strong_cues if strong else (inside or before in words.cues)


def _bound_before(before: str) -> str:
    """Whether the words before a date say "from", "until" or "as_of" it; "" where they say nothing."""
    words = load_date_words()
    tail = re.sub(r"\W+$", "", before)
    for name, pattern in words.bounds:
        if pattern.search(tail):
            return name
    return ""
