"""The date row of an infobox: when the conflict began and ended, in the calendar of today, checked against the duration told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from kg.extract.context import Context
from kg.extract.dates.calendar import first_day, last_day, sort_key
from kg.extract.dates.grammar import DateExpression, PartialDate, scan_dates
from kg.extract.dates.words import load_date_words, load_time_words
from kg.language.language import Language
from kg.language.words import lower_letters
from kg.model.article import Row
from kg.model.finding import CONFLICT, Date, Finding, Period
from kg.model.issue import Issue
from kg.model.text import Span, Text, join_texts
from kg.patterns import lazy_pattern

_RULE = "date-row"
# No date row is longer; what stands behind is left to the ledger.
_MOST_LINES, _LONGEST = 100, 2000
_BRACKETS = lazy_pattern(r"\([^()\n]*\)|\[[^\[\]\n]*\]")
_TWIN = lazy_pattern(r"\(\s*(-?\d{4})(?:-\d\d){0,2}\s*\)")
_COMMA_BEFORE_DASH = lazy_pattern(r"(?<=\d),(?=\s*[–—-])")
_NOTE_MARK = lazy_pattern(r"\[\w{1,3}\]")
_YEAR = lazy_pattern(r"(?<!\d)\d{4}(?!\d)")


class _Dated(NamedTuple):
    """An expression of the row with its dates; ``until`` None where it is open."""

    expression: DateExpression
    since: Date
    until: Date | None
    basis: str | None


def read_date(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Read ``start``, ``end`` and ``when``: phases give the first start and the last end, New Style wins over Old Style."""
    text = join_texts((line.text for cell in row.cells for line in cell.lines[:_MOST_LINES]), "\n").cut(0, _LONGEST)
    language = context.language
    masked = _mask(text.shown, language)
    expressions = [found for found in scan_dates(masked, language) if _is_possible(found)]
    for found in expressions:
        if not all(part.exists for part in found.parts):
            yield Issue("date-impossible", f"no such day: {_words(text, found)}", _span(text, found))
    existing = [found for found in expressions if all(part.exists for part in found.parts)]
    chosen = _choose(existing, masked, language)
    dated = [_date(found, existing, context) for found in chosen]
    for found, result in zip(chosen, dated, strict=True):
        if result is None and not any(dated):
            yield Issue("date-without-year", f"no year can be told: {_words(text, found)}", _span(text, found))
    known = [result for result in dated if result is not None]
    if known:
        yield from _state(text, known, _other_words(text, existing, known, language), language)


def read_period(row: Row, context: Context) -> Period:
    """Read the period of the conflict from its date row; empty where the row states none."""
    dates = {found.relation: found.object for found in read_date(row, context) if isinstance(found, Finding)}
    start, end, when = dates.get("start"), dates.get("end"), dates.get("when")
    if not isinstance(start, Date):
        return Period(None, None)
    return Period(start, end if isinstance(end, Date) else None, isinstance(when, Period) and when.ongoing)


def _mask(shown: str, language: Language) -> str:
    """Blank what looks like a date and is none: clock times, durations, weekdays, the ISO twin of a date, the Old Style in brackets."""
    words, times = load_date_words(language), load_time_words(language)
    for pattern in (times.clock, times.duration, words.weekdays):
        for match in pattern.finditer(lower_letters(shown)):
            shown = _blank(shown, match)
    for match in _BRACKETS.finditer(shown):
        inside = match.group()
        twin = _TWIN.fullmatch(inside)
        old_style = words.old_calendar.search(lower_letters(inside)) and any(character.isdigit() for character in inside)
        again = (twin and twin[1] in shown[: match.start()]) or shown[: match.start()].rstrip().endswith(inside[1:-1].strip())
        if again or old_style or _NOTE_MARK.fullmatch(inside):
            shown = _blank(shown, match)
    return _COMMA_BEFORE_DASH.sub(" ", shown)


def _blank(shown: str, match: re.Match[str]) -> str:
    """A text with blanks in the place of a match."""
    start, end = match.span()
    return shown[:start] + " " * (end - start) + shown[end:]


def _is_possible(found: DateExpression) -> bool:
    """Whether the numbers of an expression are years of history (a row may name those before 1000)."""
    return all(part.year is None or part.year <= 2100 for part in found.parts) and not _is_bare_month(found)


def _is_bare_month(found: DateExpression) -> bool:
    """Whether it is a month or season with neither day nor year, such as the word "May"."""
    return all(part.year is None and part.day is None for part in found.parts) and not found.ongoing


def _choose(found: Sequence[DateExpression], masked: str, language: Language) -> list[DateExpression]:
    """The expressions that date the conflict: not those in an old calendar, in brackets or after "since" where there are others."""
    words, low = load_date_words(language), lower_letters(masked)
    chosen = list(found)
    for keep in (
        lambda one: not _followed_by(words.old_calendar, one, found, low),
        lambda one: not any(match.start() < one.start < match.end() for match in _BRACKETS.finditer(masked)),
        lambda one: not _begins(one, words.onset) or one.last != one.first,
    ):
        chosen = [one for one in chosen if keep(one)] or chosen
    if any(_followed_by(words.new_calendar, one, found, low) for one in chosen):
        chosen = [one for one in chosen if _followed_by(words.new_calendar, one, found, low)]
    return chosen


def _begins(one: DateExpression, onset: frozenset[str]) -> bool:
    """Whether one of the words stands before an expression."""
    return one.before is not None and one.before.text.casefold() in onset


def _followed_by(mark: re.Pattern[str], one: DateExpression, found: Sequence[DateExpression], masked: str) -> bool:
    """Whether a mark of the calendar stands after an expression, before the next one and the end of its line."""
    line_end = masked.find("\n", one.end)
    stops = [other.start for other in found if other.start >= one.end] + [line_end if line_end >= 0 else len(masked)]
    return mark.search(masked, one.end, min(stops)) is not None


def _date(found: DateExpression, others: Sequence[DateExpression], context: Context) -> _Dated | None:
    """Complete an expression with the year of its neighbours, else of the article's title or lead (that is inferred)."""
    basis = None
    first, last = found.first, found.last
    if first.year is None or (last is not None and last.year is None):
        year, basis = _year_nearby(found, others), None
        if year is None:
            year, basis = _year_of_article(first, context)
        if year is None:
            return None
        first = first if first.year is not None else first._replace(year=year)
        last = last if last is None or last.year is not None else last._replace(year=year)
    since, until = first.to_date(), last.to_date() if last else None
    if since is None:
        return None
    if until is None and not found.ongoing:
        return None
    open_since = not found.ongoing and found.first == found.last and _begins(found, load_date_words(context.language).open_onset)
    return _Dated(found, since, None if open_since else until, basis)


def _year_nearby(found: DateExpression, others: Sequence[DateExpression]) -> int | None:
    """The year of the next expression that has one, else of the one before."""
    after = [part.year for other in others if other.start > found.start for part in other.parts if part.year is not None]
    before = [part.year for other in others if other.start < found.start for part in other.parts if part.year is not None]
    return after[0] if after else before[-1] if before else None


def _year_of_article(part: PartialDate, context: Context) -> tuple[int | None, str | None]:
    """The one year that the article's title names, else the one that its lead gives for the same day."""
    years = {int(year) for year in _YEAR.findall(context.article.title.shown)}
    if len(years) == 1:
        return years.pop(), "year-from-title"
    lead = (found for text in context.article.lead for found in scan_dates(text.shown, context.language))
    same = {one.year for found in lead for one in found.parts if (one.month, one.day) == (part.month, part.day) and one.year}
    return (same.pop(), "year-from-lead") if len(same) == 1 else (None, None)


def _state(text: Text, known: Sequence[_Dated], other_words: tuple[Span, ...], language: Language) -> Iterator[Finding | Issue]:
    first = min(known, key=lambda one: sort_key(one.since, 0))
    ongoing = any(one.until is None for one in known)
    last = known[-1] if ongoing else max(known, key=lambda one: sort_key(one.until or one.since, 1))
    start, end = first.since, None if ongoing else last.until
    spans = tuple(_span(text, one.expression) for one in known)
    if end is not None and sort_key(end, 1) < sort_key(start, 0):
        yield Issue("end-before-start", f"the end {end.edtf} comes before the start {start.edtf}", Span(spans[0].start, spans[-1].end))
        return
    basis = next((one.basis for one in known if one.basis), None)
    if not start.unspecified:
        yield Finding(CONFLICT, "start", start, (_span(text, first.expression),), _RULE, basis=basis)
    if end is not None and not end.unspecified:
        yield Finding(CONFLICT, "end", end, (_span(text, last.expression),), _RULE, basis=basis)
    period = Period(start, end, ongoing)
    yield Finding(CONFLICT, "when", period, (*spans, *other_words), _RULE, basis=basis)
    yield from _check_duration(text, period, language)


def _other_words(text: Text, existing: Sequence[DateExpression], known: Sequence[_Dated], language: Language) -> tuple[Span, ...]:
    """Words that say the same time again: the duration, the other calendar, the ISO twin, dates that lie within."""
    low, old_calendar = lower_letters(text.shown), load_date_words(language).old_calendar
    again = [match.span() for match in load_time_words(language).duration.finditer(low)]
    again += [match.span() for match in _BRACKETS.finditer(low) if _TWIN.fullmatch(match.group()) or old_calendar.search(match.group())]
    used = {one.expression.start for one in known}
    again += [(found.start, found.end) for found in existing if found.start not in used and _lies_within(found, known)]
    return tuple(text.span(start, end) for start, end in sorted(again))


def _lies_within(found: DateExpression, known: Sequence[_Dated]) -> bool:
    """Whether an expression says nothing that the dates taken do not: it lies within them, give or take the days between calendars."""
    years = [part.year for part in found.parts if part.year is not None]
    first, last = min(one.since.year for one in known), max((one.until or one.since).year for one in known)
    return all(first <= year <= last for year in years)


def _check_duration(text: Text, period: Period, language: Language) -> Iterator[Issue]:
    """Compare a duration in the row with the dates; a day more (both ends counted) is no contradiction."""
    start, end = (first_day(value) if value else None for value in (period.start, period.end))
    if start is None or end is None or period.start is None or period.end is None or {period.start.precision, period.end.precision} != {"day"}:
        return
    times, low = load_time_words(language), lower_letters(text.shown)
    durations = list(times.duration.finditer(low))
    if len(durations) != 1 or times.ago.match(low, durations[0].end()):
        return
    amounts = {times.units[unit]: int(number) for number, unit in times.amount.findall(durations[0].group())}
    if "hours" in amounts or "minutes" in amounts:
        return
    stated = _add(start, amounts)
    if stated is not None and not timedelta(days=-1) <= end - stated <= timedelta(days=1) and stated - end != timedelta(days=1):
        told = text.of(durations[0])
        message = f"{told.shown} from {period.start.value} is {stated.isoformat()}, not {period.end.value}"
        yield Issue("duration-disagrees", message, told.span())


def _add(start: date, amounts: Mapping[str, int]) -> date | None:
    """The day after a duration of years, months, weeks and days; None where the calendar has none."""
    months = start.month - 1 + amounts.get("months", 0) + 12 * amounts.get("years", 0)
    reached = last_day(Date(start.year + months // 12, months % 12 + 1))
    if reached is None:
        return None
    reached = reached.replace(day=min(start.day, reached.day))
    return reached + timedelta(days=amounts.get("days", 0), weeks=amounts.get("weeks", 0))


def _words(text: Text, found: DateExpression) -> str:
    return text.shown[found.start : found.end]


def _span(text: Text, found: DateExpression) -> Span:
    return text.span(found.start, found.end)
