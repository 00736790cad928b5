"""Dates in running text and in brackets, their years completed from the conflict's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.extract.context import Context
from kg.extract.dates.calendar import complete_date
from kg.extract.dates.grammar import DateExpression, scan_dates
from kg.extract.dates.row import read_date, read_period
from kg.extract.dates.words import Bound, load_date_words
from kg.language.language import Language
from kg.language.words import lower_letters
from kg.model.finding import Date, Period
from kg.model.text import Text
from kg.patterns import lazy_pattern

__all__ = ["FoundDate", "QualifierDates", "find_dates", "is_plausible", "read_bounded", "read_date", "read_period", "read_qualifier_dates"]


_TAIL = lazy_pattern(r"\W+$")
_JOINED_CUE = lazy_pattern(r"(?<!\w)(\w+)-$")
# No word that says when is longer, nor what stands behind a date and says that it goes on.
_LONGEST_CUE, _LONGEST_BOUND = 40, 80


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


def find_dates(text: Text, context: Context, *, evident: bool = False) -> tuple[FoundDate, ...]:
    """Find the dates and ranges of running text; one whose year cannot be told, or that does not exist, is left out.

    A year that is not written is taken from the text before or the conflict's period, where only one fits (``evident``: or where the conflict
    goes on and its first year is meant). Bare years count after words such as "in" and "since", in brackets, or where they are the whole text.
    """
    return tuple(found for _, found in _find(text.shown, context, evident))


def read_qualifier_dates(text: Text, context: Context, *, evident: bool = False) -> QualifierDates:
    """Read when a statement holds: "from 1941", "until 7 February", "27 Feb.–6 Mar.", "as of 2 March", "(1943)"; no decades or centuries."""
    start = until = as_of = None
    low = lower_letters(text.shown)
    certain = {found.start for _, found in _find(text.shown, context)} if evident else None
    for expression, found in _find(text.shown, context, evident):
        if any(part.unspecified for part in expression.parts):
            continue
        bound = _bound_before(low, expression.start, context.language)
        if isinstance(found.value, Period):
            start, until = start or found.value.start, until or found.value.end
        elif bound == "from" or (not bound and load_date_words(context.language).onwards.match(low, found.end)):
            start = start or found.value
        elif bound == "until":
            until = until or found.value
        elif certain is None or found.start in certain:
            as_of = as_of or found.value
    return QualifierDates(start, until, as_of)


def read_bounded(text: Text, context: Context) -> tuple[tuple[str, Date], ...]:
    """The qualifiers "from" and "until" of the one date of a phrase, where words before it say that it is one ("prior to 1635", "Post-1635 ...")."""
    found = list(_find(text.shown, context))
    if len(found) != 1 or isinstance(found[0][1].value, Period):
        return ()
    date, bound = found[0][1].value, _bound_before(lower_letters(text.shown), found[0][1].start, context.language)
    return ((bound, date),) if bound in ("from", "until") and not date.unspecified else ()


def _find(shown: str, context: Context, evident: bool = False) -> Iterator[tuple[DateExpression, FoundDate]]:
    nearby = period = context.period
    language = context.language
    for expression in scan_dates(shown, language):
        if not is_plausible(expression, shown, language) or not all(part.exists for part in expression.named):
            continue
        dates = tuple(complete_date(part, nearby) or complete_date(part, period, evident=evident) for part in expression.parts)
        first, last = dates[0], dates[-1]
        if first is None or last is None:
            continue
        opened = expression.last is None
        value = Period(first, None if opened else last, expression.ongoing) if opened or first != last else first
        value = value if expression.begun else Period(None, last)
        nearby = Period(first, last)
        yield expression, FoundDate(value, expression.start, expression.end)


def is_plausible(expression: DateExpression, shown: str, language: Language) -> bool:
    """Whether words that look like a date in running text are one: bare years and bare months need a word that says so."""
    if any(part.year is not None and part.year < 1000 and not part.era and not part.unspecified for part in expression.named):
        return False
    words, after = load_date_words(language), expression.after
    noun = after is not None and after.kind == "x" and (after.text[0].isalpha() if words.capital_nouns else after.text.islower())
    loose = noun and any(token.kind == "," for token in expression.tokens)
    if any(part.day is not None or part.era or part.unspecified or (part.month and part.year and not loose) for part in expression.named):
        return True
    alone = expression.before is None or shown[expression.start - 1] in "(["
    onwards = words.onwards.match(lower_letters(shown[expression.end : expression.end + _LONGEST_CUE])) is not None
    if alone and (onwards or after is None or after.text in ")],;:."):
        return True
    joined = _JOINED_CUE.search(shown, max(0, expression.start - _LONGEST_CUE), expression.start)
    if joined and joined[1].casefold() in words.strong_cues:
        return True
    return not loose and _is_cued(expression, expression.has_only_years and noun and not onwards, language)


def _is_cued(expression: DateExpression, strong: bool, language: Language) -> bool:
    words = load_date_words(language)
    before = expression.before.text.rstrip(".").casefold() if expression.before else ""
    inside = expression.tokens[0].kind == "p"
    return before in words.strong_cues if strong else (inside or before in words.cues)


def _bound_before(low: str, at: int, language: Language) -> Bound | None:
    """Whether the words before a date in a text in lower case say "from", "until" or "as_of" it; None where they say nothing."""
    tail = _TAIL.sub("", low[max(0, at - _LONGEST_BOUND) : at])
    return next((name for name, pattern in load_date_words(language).bounds if pattern.search(tail)), None)
