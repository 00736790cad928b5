"""Which of the dates of a date row are those of the conflict."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from kg.extract.dates.grammar import DateExpression
from kg.extract.dates.mask import BRACKETS
from kg.extract.dates.resolve import are_dual
from kg.extract.dates.words import load_date_words, load_row_words
from kg.language.language import Language
from kg.language.words import lower_letters
from kg.patterns import lazy_pattern

_START, _END = attrgetter("start"), attrgetter("end")
_BETWEEN_TWINS = lazy_pattern(r"\s*[(\[]\s*")
_BORDER = lazy_pattern(r"[;\n()\[\],]")
_BRACKET_BEHIND = lazy_pattern(r"[^\S\n]*\(([^()\n\d]*)\)")


class Chosen(NamedTuple):
    """The expressions that date the conflict, those of something else, and whether one of these came when it was over."""

    dates: tuple[DateExpression, ...]
    others: tuple[DateExpression, ...] = ()
    closed: bool = False


def choose_dates(found: Sequence[DateExpression], masked: str, language: Language) -> Chosen:
    """Leave out dates of something else, and where there are others those in an old calendar, in brackets or after "since"."""
    words, low = load_date_words(language), lower_letters(masked)
    chosen, others, closed = _part_others(found, low, language)
    brackets = [match.span() for match in BRACKETS.finditer(masked)]
    twins = _old_twins(chosen, masked)
    chosen = [one for one in chosen if one not in twins]
    new = {one for one in chosen if any(is_twin(old, one, masked) for old in twins)}
    for keep in (
        lambda one: not _followed_by(words.old_calendar, one, found, low),
        lambda one: one in new or not any(start < one.start < end for start, end in brackets),
        lambda one: not begins(one, words.onset) or one.last != one.first,
    ):
        chosen = [one for one in chosen if keep(one)] or chosen
    if any(_followed_by(words.new_calendar, one, found, low) for one in chosen):
        chosen = [one for one in chosen if _followed_by(words.new_calendar, one, found, low)]
    return Chosen(tuple(chosen), tuple(others), closed)


def begins(one: DateExpression, onset: frozenset[str]) -> bool:
    """Whether one of the words stands before an expression."""
    return one.before is not None and one.before.text.casefold() in onset


def is_twin(old: DateExpression, new: DateExpression, masked: str) -> bool:
    """Whether an expression in brackets behind another gives the same days in the calendar of today."""
    if _BETWEEN_TWINS.fullmatch(masked, old.end, max(new.start, old.end)) is None or old.last is None or new.last is None:
        return False
    return are_dual(old.first, new.first) and are_dual(old.last, new.last)


def _old_twins(found: Sequence[DateExpression], masked: str) -> list[DateExpression]:
    return [old for old, new in pairwise(found) if is_twin(old, new, masked)]


def _followed_by(mark: re.Pattern[str], one: DateExpression, found: Sequence[DateExpression], masked: str) -> bool:
    """Whether a mark of the calendar stands after an expression, before the next one and the end of its line."""
    line_end = masked.find("\n", one.end)
    stop, following = line_end if line_end >= 0 else len(masked), bisect_left(found, one.end, key=_START)
    return mark.search(masked, one.end, min(stop, found[following].start) if following < len(found) else stop) is not None


def _part_others(found: Sequence[DateExpression], low: str, language: Language) -> tuple[list[DateExpression], list[DateExpression], bool]:
    """Part the dates of something else from the others; whether the last of the former is that of a treaty and no end is told besides."""
    words = load_row_words(language)
    told = dict(zip(found, _told(found, low), strict=True))
    others = [one for one in found if words.other.search(told[one])]
    rest = [one for one in found if not words.other.search(told[one])]
    closing = [one for one in rest if words.closing.search(told[one])]
    fights = [one for one in rest if not words.closing.search(told[one])]
    if not closing or not fights:
        return rest, others, False
    ended = len(fights) > 1 or fights[-1].first != fights[-1].last or not words.opening.search(told[fights[-1]])
    return fights, [*others, *closing], not ended and closing[-1].start > fights[-1].start


def _told(found: Sequence[DateExpression], low: str) -> Iterator[str]:
    """The words that tell what each expression dates: those of its line or bracket, and for a single date those of the bracket behind it."""
    borders = [match.start() for match in _BORDER.finditer(low) if not _stands_in(match.start(), found)]
    for one in found:
        passed, ahead = bisect_left(borders, one.start), bisect_left(borders, one.end)
        start = borders[passed - 1] + 1 if passed else 0
        end = borders[ahead] if ahead < len(borders) else len(low)
        earlier, later = bisect_right(found, one.start, key=_END), bisect_left(found, one.end, key=_START)
        before = max(found[earlier - 1].end, start) if earlier else start
        alone = later == len(found) or found[later].start >= end
        bracket = _BRACKET_BEHIND.match(low, one.end) if one.first == one.last else None
        yield " ".join((low[before : one.start], low[one.end : end] if alone else "", bracket[1] if bracket else ""))


def _stands_in(at: int, found: Sequence[DateExpression]) -> bool:
    """Whether a place is within an expression; expressions follow each other."""
    before = bisect_right(found, at, key=_START)
    return before > 0 and at < found[before - 1].end
