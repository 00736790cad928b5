"""Who fought whom and when, as the lead tells it: parties that join, leave or change sides, and opposing sides where the infobox has none."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.dates.calendar import sort_key
from kg.extract.lead.patterns import LeadKind, LeadPattern, load_lead_patterns
from kg.extract.prose.clauses import Prose, Sentence
from kg.extract.prose.guards import follows_preposition, is_doubted, is_only_part
from kg.extract.prose.matching import Found
from kg.language.fold import fold_name
from kg.language.language import Language
from kg.model.finding import Date, Finding, Mention, Period, Side
from kg.model.text import Span

_DATED: tuple[LeadKind, ...] = ("joined", "part")
_SIDED = ("belligerent", "supporter", "participant")


def read_sides(
    told: tuple[Sentence, ...], findings: tuple[Finding, ...], period: Period, titles: frozenset[str], language: Language
) -> Iterator[Finding]:
    """Read parties that join as a side of their own from a day on, or come, go and change sides; two sides where no row tells them.

    ``titles`` are the folded names of the conflict.
    """
    named = frozenset(word for title in titles for word in title.split())
    patterns = load_lead_patterns(language)
    for sentence in told:
        likely = any(patterns.may_state(sentence.low, kind) for kind in _DATED)
        if likely and "⟪D" in sentence.prose.masked:
            yield from _joined(sentence.prose, language)
            yield from _took_part(sentence.prose, findings, period, named, language)
    if not any(finding.relation in _SIDED for finding in findings):
        yield from _opposed(tuple(sentence.prose for sentence in told[:1]), language)


def _joined(prose: Prose, language: Language) -> Iterator[Finding]:
    patterns = load_lead_patterns(language)
    for pattern in patterns.by_kind["joined"]:
        for found in pattern.find(prose.masked):
            party, first = prose.slots[int(found["party"])].mention, _day(prose, found)
            number = patterns.ordinals.get(found.get("ordinal") or "")
            if party and number and first:
                yield Finding(Side(number), "belligerent", party, (prose.span(found),), "lead-side", (("from", first),))


def _day(prose: Prose, found: Found) -> Date | None:
    slot = prose.slot(found, "date")
    value = slot.date if slot else None
    return value.start if isinstance(value, Period) else value


def _took_part(prose: Prose, findings: tuple[Finding, ...], period: Period, named: frozenset[str], language: Language) -> Iterator[Finding]:
    """From or until when a party of the infobox took part, where the day lies amid the conflict and the infobox does not say it."""
    for pattern in load_lead_patterns(language).by_kind["part"]:
        for found in pattern.find(prose.masked):
            party, day = prose.slots[int(found["party"])].mention, _day(prose, found)
            at = found.groups["party"][0] - 2
            doubted = is_doubted(prose, at, language) or is_only_part(prose, at, language, parts=True) or follows_preposition(prose, at, language)
            own = (found.get("whole") or "").split()[-1:]
            if party and day and not doubted and named.issuperset(own) and _is_amid(day, period):
                yield from _place(pattern, sides_of(party, findings), _beside(prose, found, findings), party, day, prose.span(found))


def _place(pattern: LeadPattern, own: dict[int, Finding], beside: int | None, party: Mention, day: Date, span: Span) -> Iterator[Finding]:
    """State the bound for the side that a party stands on; where it went to the side of another, for both sides."""
    if pattern.bound in ("from", "until"):
        number = beside if beside is not None else min(own, default=0) if len(own) == 1 else 0
        if number in own and not _has_bound(own[number], pattern.bound):
            yield _state(number, own[number].object, pattern.bound, day, span)
    elif beside is not None and own.keys() - {beside}:
        left = own.keys() - {beside}
        if len(left) == 1 and not _has_bound(own[number := left.pop()], "until"):
            yield _state(number, own[number].object, "until", day, span)
        if beside not in own or not _has_bound(own[beside], "from"):
            yield _state(beside, own[beside].object if beside in own else party, "from", day, span)


def _state(number: int, party: object, bound: str, day: Date, span: Span) -> Finding:
    if not isinstance(party, Mention):
        raise TypeError(f"a belligerent is named by a mention, not by {party!r}")
    return Finding(Side(number), "belligerent", party, (span,), "lead-taking-part", ((bound, day),))


def _has_bound(finding: Finding, bound: str) -> bool:
    return any(name == bound for name, _ in finding.qualifiers)


def _is_amid(day: Date, period: Period) -> bool:
    """Whether a day lies after the beginning of a conflict and before its end."""
    start, end = period.start, period.end
    return start is not None and sort_key(day, 0) > sort_key(start, 1) and (end is None or sort_key(day, 1) < sort_key(end, 0))


def sides_of(party: Mention, findings: tuple[Finding, ...], relations: tuple[str, ...] = ("belligerent",)) -> dict[int, Finding]:
    """The sides on which the infobox has a party (or with ``relations`` also a formation), by number."""
    found: dict[int, Finding] = {}
    for finding in findings:
        other = finding.object
        if finding.relation not in relations or not isinstance(finding.subject, Side) or not isinstance(other, Mention):
            continue
        if fold_name(other.name) == fold_name(party.name) or (party.title is not None and other.title == party.title):
            found.setdefault(finding.subject.number, finding)
    return found


def _beside(prose: Prose, found: Found, findings: tuple[Finding, ...]) -> int | None:
    """The one side of the party on whose side another is said to have fought."""
    slot = prose.slot(found, "beside")
    sides = sides_of(slot.mention, findings) if slot and slot.mention else {}
    return next(iter(sides)) if len(sides) == 1 else None


def _opposed(marked: tuple[Prose, ...], language: Language) -> Iterator[Finding]:
    for pattern in load_lead_patterns(language).by_kind["opposed"]:
        found = next(pattern.find(marked[0].masked), None) if marked else None
        if found:
            for number, name in enumerate(("first", "second"), 1):
                mention = marked[0].slots[int(found[name])].mention
                if mention:
                    yield Finding(Side(number), "belligerent", mention, (marked[0].span(found),), "lead-opposed")
            return
