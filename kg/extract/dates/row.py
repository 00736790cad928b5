"""The date row of an infobox: when the conflict began and ended, in the calendar of today, checked against the duration told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal, NamedTuple

from kg.extract.context import Context
from kg.extract.dates.calendar import first_day, last_day, sort_key
from kg.extract.dates.choose import Chosen, begins, choose_dates
from kg.extract.dates.grammar import DateExpression, scan_dates
from kg.extract.dates.mask import BRACKETS, TWIN, mask_row
from kg.extract.dates.partial import PartialDate
from kg.extract.dates.words import Edge, load_date_words, load_row_words, load_time_words
from kg.language.language import Language
from kg.language.words import lower_letters
from kg.model.article import Row
from kg.model.finding import CONFLICT, Date, Finding, Period
from kg.model.issue import Issue
from kg.model.text import NOTE, Span, Text, join_texts
from kg.patterns import lazy_pattern

_RULE = "date-row"
# No date row is longer; what stands behind is left to the ledger.
_MOST_LINES, _LONGEST = 100, 2000
_LABEL_BEFORE = lazy_pattern(r"(?:^|[\n;,(])\s*([^\n;,:()\d]{3,60}):\s*$")
_LABEL_BEHIND = lazy_pattern(r"\s*\(([^()\n\d]{3,60})\)")
_ENDS_HERE = lazy_pattern(r"\s*(?:[\n,;()\[]|$)")


class _Dated(NamedTuple):
    """An expression of the row with its dates, and where the words that bound it begin."""

    expression: DateExpression
    period: Period
    begin: int
    basis: str | None

    @property
    def first(self) -> Date | None:
        """Its beginning, where that is certain."""
        return _agree(self.period) if self.period.sometime else self.period.start

    @property
    def last(self) -> Date | None:
        """Its end, where that is certain."""
        return _agree(self.period) if self.period.sometime else self.period.end

    def key(self, end: int) -> tuple[int, int, int]:
        """Order it by its first day (``end`` 0) or its last (1)."""
        edges = (self.period.start, self.period.end)
        told = edges[end] or edges[1 - end]
        return sort_key(told, end) if told else (0, 0, 0)


def read_date(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Read ``start``, ``end`` and ``when``: phases give the first start and the last end, New Style wins over Old Style."""
    text = join_texts((line.text for cell in row.cells for line in cell.lines[:_MOST_LINES]), "\n").cut(0, _LONGEST)
    language = context.language
    masked = mask_row(text.shown, language)
    expressions = [found for found in scan_dates(masked, language) if _is_possible(found)]
    for found in expressions:
        if not all(part.exists for part in found.named):
            yield Issue("date-impossible", f"no such day: {_words(text, found)}", _span(text, found))
    existing = [found for found in expressions if all(part.exists for part in found.named)]
    chosen = choose_dates(existing, masked, language)
    dated = [_date(found, existing, masked, context) for found in chosen.dates]
    for found, result in zip(chosen.dates, dated, strict=True):
        if result is None and not any(dated):
            yield Issue("date-without-year", f"no year can be told: {_words(text, found)}", _span(text, found))
    for found in chosen.others:
        yield Issue("date-elsewhere", f"the date of something else: {_words(text, found)}", _span(text, found))
    known = [result for result in dated if result is not None]
    if known:
        yield from _state(text, known, chosen, _other_words(text, existing, known, language), language)


def read_period(row: Row, context: Context) -> Period:
    """Read the period of the conflict from its date row; empty where the row states none."""
    dates = {found.relation: found.object for found in read_date(row, context) if isinstance(found, Finding)}
    start, end, when = dates.get("start"), dates.get("end"), dates.get("when")
    if not isinstance(start, Date):
        return Period(None, None)
    return Period(start, end if isinstance(end, Date) else None, isinstance(when, Period) and when.ongoing)


def _is_possible(found: DateExpression) -> bool:
    """Whether the numbers of an expression are years of history (a row may name those before 1000)."""
    return all(part.year is None or part.year <= 2100 for part in found.named) and not _is_bare_month(found)


def _is_bare_month(found: DateExpression) -> bool:
    """Whether it is a month or season with neither day nor year, such as the word "May"."""
    return all(part.year is None and part.day is None for part in found.named) and found.last is not None


def _date(found: DateExpression, others: Sequence[DateExpression], masked: str, context: Context) -> _Dated | None:
    """Complete an expression with the year of its neighbours, else of the article's title or lead (that is inferred)."""
    basis = None
    first, last, choices = found.first, found.last, found.choices
    if first.year is None or (last is not None and last.year is None):
        year = _year_nearby(found, others)
        if year is None:
            year, basis = _year_of_article(first, context)
        if year is None:
            return None
        first, choices = _put_year(first, year), tuple(_put_year(one, year) for one in choices)
        last = _put_year(last, year) if last else None
    start, end = first.to_date(), last.to_date() if last else None
    if start is None or (end is None and found.last is not None):
        return None
    dates = sorted((date for one in choices if (date := one.to_date())), key=lambda date: sort_key(date, 0))
    period = Period(start, end, found.ongoing, tuple(dates))
    edge = _edge_before(masked[: found.start], context.language) if found.first == found.last and not choices else None
    bounded = _bound(period, found, edge[0] if edge else None, masked, context.language)
    return _Dated(found, bounded, edge[1] if edge else found.start, basis)


def _put_year(part: PartialDate, year: int) -> PartialDate:
    return part if part.year is not None else part._replace(year=year)


def _edge_before(before: str, language: Language) -> tuple[Edge, int] | None:
    """The word right before a date that makes it an edge, and where it stands."""
    low = lower_letters(before)
    return next(((name, match.start()) for name, pattern in load_row_words(language).edges if (match := pattern.search(low))), None)


def _bound(period: Period, found: DateExpression, edge: Edge | None, masked: str, language: Language) -> Period:
    """The period as the words about the expression bound it: "before 900", "until 1701", "since 2011", "between 1180 and 1185", "? – 1701"."""
    words = load_date_words(language)
    if edge == "end" or not found.begun:
        return replace(period, start=None)
    if edge is not None:
        return replace(period, start=None if edge == "latest" else period.start, end=None if edge == "earliest" else period.end, sometime=True)
    if found.first == found.last and not period.choices:
        onwards = words.onwards.match(lower_letters(masked), found.end)
        if begins(found, words.onset) or (onwards and _ENDS_HERE.match(masked, onwards.end())):
            return replace(period, end=None, ongoing=begins(found, words.open_onset))
    between = found.before is not None and found.before.kind == "b" and period.start != period.end
    return replace(period, sometime=True) if between and period.end is not None else period


def _year_nearby(found: DateExpression, others: Sequence[DateExpression]) -> int | None:
    """The year of the next expression that has one, else of the one before."""
    after = [part.year for other in others if other.start > found.start for part in other.parts if part.year is not None]
    before = [part.year for other in others if other.start < found.start for part in other.parts if part.year is not None]
    return after[0] if after else before[-1] if before else None


def _year_of_article(part: PartialDate, context: Context) -> tuple[int | None, str | None]:
    """The one year that the article's title names, else the one that its lead gives for the same day."""
    titled = (one for found in scan_dates(context.article.title.shown, context.language) for one in found.parts if not one.unspecified)
    years = {one.year for one in titled if one.year is not None and (one.era or one.year >= 1000)}
    if len(years) == 1:
        return years.pop(), "year-from-title"
    lead = (found for text in context.article.lead for found in scan_dates(text.shown, context.language))
    same = {one.year for found in lead for one in found.parts if (one.month, one.day) == (part.month, part.day) and one.year}
    return (same.pop(), "year-from-lead") if len(same) == 1 else (None, None)


def _agree(period: Period) -> Date | None:
    """What the two ends of a period agree in: the month or the year."""
    start, end = period.start, period.end
    if start is None or end is None or start.unspecified or end.unspecified or start.year != end.year:
        return None
    same_month = start.month == end.month and start.precision != "year"
    return Date(start.year, start.month if same_month else None, approximate=start.approximate or end.approximate)


def _edge(known: Sequence[_Dated], end: Literal[0, 1]) -> _Dated:
    """The earliest (``end`` 0) or the latest expression; where it names a year or month, the outermost of those that are precise within it."""
    outer = max(known, key=lambda one: one.key(1)) if end else min(known, key=lambda one: one.key(0))
    told = outer.last if end else outer.first
    if told is None or told.precision == "day":
        return outer
    within = [one for one in known if (date := one.last if end else one.first) and _is_part(date, told)]
    return (max if end else min)(within, key=lambda one: one.key(end), default=outer)


def _is_part(date: Date, whole: Date) -> bool:
    """Whether a date is a more precise one within another."""
    closer = date.year == whole.year and date.precision != "year" and not (date.unspecified or whole.unspecified or (whole.month or 0) > 12)
    return closer and (whole.precision == "year" or (whole.month == date.month and date.precision == "day"))


def _state(text: Text, known: Sequence[_Dated], chosen: Chosen, other_words: tuple[Span, ...], language: Language) -> Iterator[Finding | Issue]:
    first, last = _edge(known, 0), _edge(known, 1)
    ongoing = any(one.period.ongoing for one in known)
    start, end = first.first, None if ongoing or chosen.closed else last.last
    spans = tuple(text.span(one.begin, one.expression.end) for one in known)
    if start is not None and end is not None and sort_key(end, 1) < sort_key(start, 0):
        yield Issue("end-before-start", f"the end {end.edtf} comes before the start {start.edtf}", Span(spans[0].start, spans[-1].end))
        return
    basis = next((one.basis for one in known if one.basis), None)
    for relation, told, dated in (("start", start, first), ("end", end, last)):
        if told is not None and not told.unspecified:
            evidence = (text.span(dated.begin, dated.expression.end),)
            yield Finding(CONFLICT, relation, told, evidence, _RULE, basis=basis, notes=_notes(text, dated, relation))
    period = known[0].period if len(known) == 1 and not chosen.closed else Period(start, end, ongoing)
    if period.start or period.end:
        notes = tuple(dict.fromkeys(note for one in known for note in _notes(text, one, "when")))
        yield Finding(CONFLICT, "when", period, (*spans, *other_words), _RULE, basis=basis, notes=notes)
        yield from _check_duration(text, period, language)


def _notes(text: Text, dated: _Dated, relation: str) -> tuple[str, ...]:
    """The keys of the footnotes of an expression: those within it and right behind it.

    In "3 May[1] – 5 June[2]" the start has the first and the end the second, which is none where nothing stands behind; "3 May – 5 June[1]" gives
    both the same.
    """
    inside = tuple(mark.value for mark in text.cut(dated.begin, dated.expression.end - 1).marked(NOTE))
    behind = text.notes_behind(dated.expression.end)
    told = inside if relation == "start" and inside else behind if relation != "when" else (*inside, *behind)
    return tuple(dict.fromkeys(told))


def _other_words(text: Text, existing: Sequence[DateExpression], known: Sequence[_Dated], language: Language) -> tuple[Span, ...]:
    """Words that say the same time again: the duration, the other calendar, the ISO twin, dates that lie within."""
    low, old_calendar = lower_letters(text.shown), load_date_words(language).old_calendar
    times = load_time_words(language)
    again = [match.span() for pattern in (times.duration, times.long_ago) for match in pattern.finditer(low)]
    again += [match.span() for match in BRACKETS.finditer(low) if TWIN.fullmatch(match.group()) or old_calendar.search(match.group())]
    again += [span for one in known for span in _phase_names(low, one.expression, language)]
    used = {one.expression.start for one in known}
    again += [(found.start, found.end) for found in existing if found.start not in used and _lies_within(found, known)]
    return tuple(text.span(start, end) for start, end in sorted(again))


def _phase_names(low: str, found: DateExpression, language: Language) -> Iterator[tuple[int, int]]:
    """Where the name of the phase stands that an expression dates: before a colon in front of it, in brackets behind it."""
    named = (_LABEL_BEFORE.search(low, 0, found.start), _LABEL_BEHIND.match(low, found.end))
    yield from (match.span(1) for match in named if match and load_row_words(language).phases.search(match[1]))


def _lies_within(found: DateExpression, known: Sequence[_Dated]) -> bool:
    """Whether an expression says nothing that the dates taken do not: it lies within them, give or take the days between calendars."""
    years = [part.year for part in found.parts if part.year is not None]
    edges = [date for one in known for date in (one.period.start, one.period.end) if date is not None]
    return all(min(date.first_year for date in edges) <= year <= max(date.last_year for date in edges) for year in years)


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
