"""When and where the conflict took place and what it was part of, as the lead tells it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from kg.extract.dates.calendar import is_same_day, sort_key
from kg.extract.lead.patterns import LeadKind, LeadPattern, load_lead_patterns
from kg.extract.prose.clauses import Prose, Sentence
from kg.extract.prose.guards import holds_doubt, is_doubted
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
        yield from _compare(dates, findings)
    if "place" not in stated:
        about = _about(told, titles, language, "place")
        listed = (names for prose in about if (names := _places(prose, language, first=prose is told[0].prose)))
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


def _compare(told: tuple[_Told, ...], findings: tuple[Finding, ...]) -> Iterator[Finding | Issue]:
    """Compare the lead's dates of the whole conflict with the infobox's, to the day; other dates of it are at odds only outside of those.

    Dates that are the same are told once more; those that differ become a second claim each, and one issue.
    """
    stated = {finding.relation: finding for finding in findings if finding.relation in ("start", "end")}
    yield from _outside((one for one in told if not one.whole), {relation: finding.object for relation, finding in stated.items()})
    whole = next((one for one in told if one.whole), None)
    if whole is None:
        return
    ends = [(stated[relation], date) for relation, date in (("start", whole.period.start), ("end", whole.period.end)) if date and relation in stated]
    yield from (
        Finding(CONFLICT, one.relation, one.object, (whole.span,), "lead-date", one.qualifiers, one.basis) for one, date in ends if one.object == date
    )
    if _is_within(whole.period, {relation: finding.object for relation, finding in stated.items()}):
        return
    different = [(one.relation, date, one.object) for one, date in ends if isinstance(one.object, Date) and _is_at_odds(date, one.object)]
    if different:
        message = "; ".join(f"the lead gives {date.value} for the {relation}, the infobox {other.value}" for relation, date, other in different)
        yield Issue("lead-contradicts-infobox", message, whole.span)
    yield from (Finding(CONFLICT, relation, date, (whole.span,), "lead-date") for relation, date, _ in different)


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
    """Larger conflicts: those of the infobox are told once more, beside them only linked ones are new, whose page tells them apart."""
    stated = [f for f in findings if f.relation == "partOf" and isinstance(f.object, Mention)]
    known = {key: finding for finding in stated for key in _keys(finding.object)}
    told = set(titles)
    for prose in about:
        for mention in _larger(prose, language, alone=not stated):
            again = any(stems(mention.name, language) == stems(other.object.name, language) for other in stated if isinstance(other.object, Mention))
            if not told.isdisjoint(keys := _keys(mention)):
                continue
            told.update(keys)
            if same := next((known[key] for key in keys if key in known), None):
                yield Finding(CONFLICT, "partOf", same.object, (mention.span,), "lead-partOf", same.qualifiers, same.basis)
            elif not again and (mention.title or not stated):
                yield _state(mention, "partOf", "conflict")


def _larger(prose: Prose, language: Language, *, alone: bool) -> Iterator[Mention]:
    """The larger conflicts that a sentence states, those of the first pattern first; ``alone`` says that the infobox names none."""
    patterns = load_lead_patterns(language).by_kind
    for pattern in patterns["parent"]:
        found = next(pattern.find(prose.masked), None) if alone or not pattern.alone else None
        if found and not is_doubted(prose, found.groups["parent"][0] - 2, language) and not holds_doubt(prose.shown(found, "parent").shown, language):
            yield from (slot.mention for slot in _with_next(prose, found, "parent", patterns["parent_list"]) if slot.mention)


def _with_next(prose: Prose, found: Found, name: str, further: Iterable[LeadPattern]) -> list[Slot]:
    """The slot of a match and those of the list that it begins."""
    slots, last = _slots(prose, found, name), found
    while following := next((more for one in further if (more := one.match(prose.masked, last.end))), None):
        slots, last = slots + _slots(prose, following, "next"), following
    return slots


def _keys(mention: object) -> tuple[str, ...]:
    if not isinstance(mention, Mention):
        return ()
    return tuple(fold_name(name) for name in (mention.name, mention.title) if name)


def _places(prose: Prose, language: Language, *, first: bool) -> tuple[Mention, ...]:
    """The places that the first statement of a sentence lists; ``first`` says that it is the first of the lead."""
    patterns = load_lead_patterns(language).by_kind
    for pattern in patterns["place"]:
        found = next(pattern.find(prose.masked), None) if first or not pattern.first else None
        if found:
            return tuple(slot.mention for slot in _with_next(prose, found, "first", patterns["place_list"]) if slot.mention)
    return ()
