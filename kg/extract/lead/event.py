"""When and where the conflict took place and what it was part of, as the lead tells it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from kg.extract.dates.calendar import is_same_day, sort_key
from kg.extract.lead.patterns import LeadKind, load_lead_patterns
from kg.extract.prose.clauses import Prose, Sentence
from kg.extract.prose.matching import Found
from kg.extract.prose.names import Slot
from kg.extract.prose.vocabulary import stems
from kg.language.fold import fold_name
from kg.language.language import Language
from kg.model.finding import CONFLICT, Date, Finding, Mention, Period
from kg.model.issue import Issue
from kg.model.text import Span
from kg.patterns import lazy_pattern

# Sentences beyond these tell of the course of events, not of the conflict as a whole.
_REACH = 6
_WORD, _HEAD = lazy_pattern(r"\w+"), 60


class _Told(NamedTuple):
    """Dates of the conflict in one statement."""

    period: Period
    span: Span
    whole: bool


def read_event(told: tuple[Sentence, ...], findings: tuple[Finding, ...], titles: frozenset[str], language: Language) -> Iterator[Finding | Issue]:
    """Read dates, places and larger conflicts where ``findings`` have none; dates that contradict them become a second claim and an issue."""
    stated = {finding.relation for finding in findings}
    dates = tuple(_dates(_about(told, titles, language, "date"), language))
    if not stated & {"start", "end", "when"}:
        yield from _state_dates(dates)
    else:
        yield from _contradict(dates, findings)
    if "place" not in stated:
        about = _about(told, titles, language, "place")
        listed = (names for prose in about if (names := _listed(prose, "place", language, first=prose is told[0].prose)))
        yield from (_state(mention, "place", "place") for mention in next(listed, ()) if fold_name(mention.name) not in titles)
    yield from _parents(_about(told, titles, language, "parent"), findings, titles, language)


def _about(told: tuple[Sentence, ...], titles: frozenset[str], language: Language, kind: LeadKind) -> Iterator[Prose]:
    """The first sentence and those near the beginning that speak of the conflict and may state something of a kind."""
    patterns = load_lead_patterns(language)
    for index, sentence in enumerate(told[:_REACH]):
        likely = index > 0 and patterns.may_state(sentence.low, kind, first=False) and _may_be_about(sentence, titles, language)
        if index == 0 or (likely and _is_about(sentence.prose, titles, language)):
            yield sentence.prose


def _may_be_about(sentence: Sentence, titles: frozenset[str], language: Language) -> bool:
    """A quick look at the first words, before names are marked."""
    words = _WORD.findall(sentence.low[:_HEAD])[:1]
    if any(not pattern.opens or not pattern.opens.isdisjoint(words) for pattern in load_lead_patterns(language).by_kind["about"]):
        return True
    return not {title.partition(" ")[0] for title in titles}.isdisjoint(fold_name(sentence.text.shown[:_HEAD]).split())


def _is_about(prose: Prose, titles: frozenset[str], language: Language) -> bool:
    first = next((slot for slot in prose.slots if slot.letter == "E"), None)
    if first and first.start < 6 and first.mention and fold_name(first.mention.name) in titles:
        return True
    return any(any(pattern.find(prose.masked)) for pattern in load_lead_patterns(language).by_kind["about"])


def _dates(about: Iterable[Prose], language: Language) -> Iterator[_Told]:
    """The first statement of each sentence that dates the conflict."""
    for index, prose in enumerate(about):
        for pattern in load_lead_patterns(language).by_kind["date"]:
            found = next(pattern.find(prose.masked), None) if index == 0 or not pattern.first else None
            period = _period(prose, found) if found else None
            if found and period:
                yield _Told(period, _dates_span(prose, found), pattern.whole or bool(period.start and period.end))
                break


def _slots(prose: Prose, found: Found, *names: str) -> list[Slot]:
    return [slot for name in names if (slot := prose.slot(found, name))]


def _dates_span(prose: Prose, found: Found) -> Span:
    slots = _slots(prose, found, "date", "start", "end")
    return prose.text.span(slots[0].start, slots[-1].end)


def _period(prose: Prose, found: Found) -> Period | None:
    whole, start, end = (prose.slot(found, name) for name in ("date", "start", "end"))
    if start and isinstance(start.date, Period) and end is None:
        return start.date
    if whole and whole.date:
        return whole.date if isinstance(whole.date, Period) else Period(whole.date, whole.date)
    first, last = _edge(start, 0), _edge(end, 1)
    if (first is None and last is None) or (start and first is None) or (first and last and sort_key(first, 0) > sort_key(last, 1)):
        return None
    return Period(first, last)


def _edge(slot: Slot | None, which: int) -> Date | None:
    if slot is None or slot.date is None:
        return None
    return slot.date if isinstance(slot.date, Date) else (slot.date.start, slot.date.end)[which]


def _state_dates(told: tuple[_Told, ...]) -> Iterator[Finding]:
    """State the first dates of the whole; without them a beginning and an end that are told apart, or one of them (the other is unknown)."""
    whole = next((one for one in told if one.whole), None)
    starts = [one for one in told if one.period.start] if whole is None else [whole]
    ends = [one for one in told if one.period.end] if whole is None else [whole]
    start, end = (starts[0].period.start, starts[0].span) if starts else (None, None), (ends[0].period.end, ends[0].span) if ends else (None, None)
    if start[0] and start[1] and not start[0].unspecified:
        yield Finding(CONFLICT, "start", start[0], (start[1],), "lead-date")
    if start[0] and end[0] and sort_key(start[0], 0) > sort_key(end[0], 1):
        end = None, None
    if end[0] and end[1] and not end[0].unspecified:
        yield Finding(CONFLICT, "end", end[0], (end[1],), "lead-date")
    if spans := tuple(dict.fromkeys(span for span in (start[1], end[1]) if span)):
        yield Finding(CONFLICT, "when", Period(start[0], end[0], whole is not None and whole.period.ongoing), spans, "lead-date")


def _contradict(told: tuple[_Told, ...], findings: tuple[Finding, ...]) -> Iterator[Finding | Issue]:
    """Compare the lead's dates of the whole conflict with the infobox's, to the day; other dates of it are at odds only outside of those."""
    stated = {finding.relation: finding.object for finding in findings if finding.relation in ("start", "end")}
    yield from _outside((one for one in told if not one.whole), stated)
    whole = next((one for one in told if one.whole), None)
    if whole is None or _is_within(whole.period, stated):
        return
    odds = [
        (relation, date, other)
        for relation, date in (("start", whole.period.start), ("end", whole.period.end))
        if isinstance(other := stated.get(relation), Date) and date and _is_at_odds(date, other)
    ]
    if odds:
        message = "; ".join(f"the lead gives {date.value} for the {relation}, the infobox {other.value}" for relation, date, other in odds)
        yield Issue("lead-contradicts-infobox", message, whole.span)
    for relation, date, _ in odds:
        yield Finding(CONFLICT, relation, date, (whole.span,), "lead-date")


def _is_at_odds(date: Date, other: Date) -> bool:
    """Whether the lead and the infobox name two days, and not one in the old and the new calendar."""
    return (date.precision, other.precision) == ("day", "day") and date.value != other.value and not is_same_day(date, other)


def _outside(told: Iterable[_Told], stated: Mapping[str, object]) -> Iterator[Issue]:
    """A beginning told after the end, or an end told before the beginning."""
    start, end = stated.get("start"), stated.get("end")
    for period, span, _ in told:
        if period.start and isinstance(end, Date) and sort_key(period.start, 0) > sort_key(end, 1):
            yield Issue("lead-contradicts-infobox", f"the lead gives {period.start.edtf} for the start, the infobox {end.edtf} for the end", span)
        elif period.end and isinstance(start, Date) and sort_key(period.end, 1) < sort_key(start, 0):
            yield Issue("lead-contradicts-infobox", f"the lead gives {period.end.edtf} for the end, the infobox {start.edtf} for the start", span)


def _is_within(period: Period, stated: Mapping[str, object]) -> bool:
    """Whether one day is told and the infobox has a range about it: an article may name the main day of longer fighting."""
    start, end = stated.get("start"), stated.get("end")
    if period.start is None or period.start != period.end or not isinstance(start, Date) or not isinstance(end, Date):
        return False
    return sort_key(start, 0) <= sort_key(period.start, 1) and sort_key(period.start, 0) <= sort_key(end, 1)


def _state(mention: Mention, relation: str, kind: Literal["place", "conflict"]) -> Finding:
    return Finding(CONFLICT, relation, Mention(mention.name, kind, mention.span, mention.title), (mention.span,), f"lead-{relation}")


def _parents(about: Iterable[Prose], findings: tuple[Finding, ...], titles: frozenset[str], language: Language) -> Iterator[Finding]:
    """Larger conflicts that the infobox does not name; beside those of the infobox only linked ones, whose page tells them apart."""
    stated = [f.object for f in findings if f.relation == "partOf" and isinstance(f.object, Mention)]
    told = {*titles, *(key for mention in stated for key in _keys(mention))}
    for prose in about:
        for mention in _listed(prose, "parent", language, first=True):
            again = any(stems(mention.name, language) == stems(other.name, language) for other in stated)
            if told.isdisjoint(_keys(mention)) and not again and (mention.title or not stated):
                told.update(_keys(mention))
                yield _state(mention, "partOf", "conflict")


def _keys(mention: Mention) -> tuple[str, ...]:
    return tuple(fold_name(name) for name in (mention.name, mention.title) if name)


def _listed(prose: Prose, kind: Literal["place", "parent"], language: Language, *, first: bool) -> tuple[Mention, ...]:
    """The names that the first statement of a kind in a sentence lists; ``first`` says that it is the first of the lead."""
    patterns = load_lead_patterns(language).by_kind
    further = patterns["place_list" if kind == "place" else "parent_list"]
    for pattern in patterns[kind]:
        found = next(pattern.find(prose.masked), None) if first or not pattern.first else None
        if found is None:
            continue
        slots = _slots(prose, found, "first", "parent")
        while found := next((following for one in further if (following := one.match(prose.masked, found.end))), None):
            slots += _slots(prose, found, "next")
        return tuple(slot.mention for slot in slots if slot.mention)
    return ()
