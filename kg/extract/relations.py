"""How groups and people relate, as remarks, footnotes and sentences state it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kg.extract.context import Context
from kg.extract.naming import fold_name
from kg.extract.prose import Prose, known_names, mark_names, mask
from kg.extract.prose_names import Known, Slot
from kg.extract.relations_patterns import Pattern, load_patterns
from kg.extract.sentences import sentences
from kg.finding import Date, Finding, Issue, Mention, Period, Value
from kg.text import Span, Text

_TOPIC = re.compile(r"^[^\w⟪]*(?:[Tt]he )?⟪[GN](?P<index>\d+)⟫")
_STARTS_PLAIN = re.compile(r"^\W*(?=[A-Z][a-z]+\b)")


def read_remark(party: Mention, remark: Text, context: Context) -> Iterator[Finding | Issue]:
    """Read a bracketed remark on a party or commander: "(part of AAS since 26 January)", "(disbanded 3 May)", "(led by X)".

    ``remark`` may have its brackets or not. Nothing is yielded where it states no relation; dates of the party's own taking part
    ("until 7 February") are for the caller.
    """
    known = known_names(context)
    marked = mark_names(remark.strip("() "), context, known)
    yield from _read_clause(_with_subject(marked, party), (party.span,))


def read_note(note: Text, context: Context, about: Mention | None = None, mentions: Iterable[Mention] = ()) -> Iterator[Finding | Issue]:
    """Read what a footnote states; ``about`` is the party that carries it, ``mentions`` are further names the article knows."""
    known = known_names(context, mentions)
    yield from read_statements(note, context, known, about)


def read_statements(text: Text, context: Context, known: Mapping[str, Known], about: Mention | None = None) -> Iterator[Finding | Issue]:
    """Read the relations that the sentences of a text state."""
    yield from read_marked((mark_names(sentence, context, known) for sentence in sentences(text)), about)


def read_marked(marked: Iterable[Prose], about: Mention | None = None) -> Iterator[Finding | Issue]:
    """Read the relations of sentences in order; "it" and "the group" stand for the party that the sentence before is about."""
    topic = about
    for index, prose in enumerate(marked):
        first = _topic(prose)
        prose = _resolve(prose, topic, first or topic)
        if index == 0 and about and first is None:
            prose = _with_subject(prose, about)
        yield from _read_clause(prose)
        topic = first or topic


def _topic(prose: Prose) -> Mention | None:
    match = _TOPIC.match(prose.masked)
    return prose.slots[int(match["index"])].mention if match else None


def _resolve(prose: Prose, before: Mention | None, within: Mention | None) -> Prose:
    """Mark the pronouns that stand for a party: at the beginning for the topic so far, after a semicolon for that of the sentence."""
    if before is None and within is None:
        return prose
    slots = list(prose.slots)
    for match in load_patterns().anaphora.finditer(prose.text.shown):
        start, end = match.span("word")
        meant = before if not match["before"].strip() else within
        if meant and not any(slot.start < end and start < slot.end for slot in slots):
            slots.append(Slot("G", start, end, meant))
    return mask(prose.text, sorted(slots, key=lambda slot: slot.start)) if len(slots) > len(prose.slots) else prose


def _with_subject(prose: Prose, subject: Mention) -> Prose:
    """Put a party in front of a text that says something of it without naming it."""
    marked = mask(prose.text, (Slot("G", 0, 0, subject), *prose.slots))
    start = _STARTS_PLAIN.search(prose.masked)
    at = marked.masked.find("⟫") + 2
    if start and at + start.end() < len(marked.masked):
        at += start.end()
        marked = replace(marked, masked=marked.masked[:at] + marked.masked[at].lower() + marked.masked[at + 1 :])
    return marked


def _read_clause(prose: Prose, also: tuple[Span, ...] = ()) -> Iterator[Finding | Issue]:
    """Match every pattern; of two that state the same relation of the same party on overlapping words the first counts."""
    told: list[tuple[str, int, int, int]] = []
    for pattern in load_patterns().patterns:
        for match in pattern.words.finditer(prose.masked):
            subject = int(match["subject"])
            if any(relation == pattern.relation and s == subject and a < match.end() and match.start() < b for relation, s, a, b in told):
                continue
            finding = _state(prose, pattern, match, also)
            if finding and not _is_idle(finding):
                told.append((pattern.relation, subject, match.start(), match.end()))
                yield finding
    for partial in load_patterns().partial:
        for match in partial.finditer(prose.masked):
            yield Issue("partial-relation", "said of some members only, so not of the group as a whole", prose.span(match))


def _state(prose: Prose, pattern: Pattern, match: re.Match[str], also: tuple[Span, ...]) -> Finding | None:
    subject = prose.slots[int(match["subject"])]
    if subject.mention is None:
        return None
    evidence = tuple(dict.fromkeys((*also, *_own_span(prose, subject, match), prose.span(match))))
    dated = _dates(prose, match, pattern.event)
    rule = f"relation-{pattern.name}"
    if pattern.relation == "dissolved":
        day = next((value for _, value in dated), None)
        return Finding(_party(subject.mention), "dissolved", day, evidence, rule) if day else None
    target = _object(prose, match)
    return Finding(_party(subject.mention), pattern.relation, target, evidence, rule, dated) if target else None


def _own_span(prose: Prose, subject: Slot, match: re.Match[str]) -> tuple[Span, ...]:
    """The words that name the subject, where they stand outside the matched words (a pronoun stands for them)."""
    mention = subject.mention
    words = prose.span(match)
    return (mention.span,) if mention and not (words.start <= mention.span.start and mention.span.end <= words.end) else ()


def _object(prose: Prose, match: re.Match[str]) -> Mention | None:
    groups = match.groupdict()
    if groups.get("object"):
        mention = prose.slots[int(groups["object"])].mention
        return mention and _party(mention)
    if groups.get("parts"):
        return Mention(groups["parts"], "group", prose.span(match, "parts"))
    return None


def _party(mention: Mention) -> Mention:
    return replace(mention, kind="group") if mention.kind in ("conflict", "place") else mention


def _dates(prose: Prose, match: re.Match[str], event: bool) -> tuple[tuple[str, Value], ...]:
    """The qualifiers that a match's date gives; a bare date of an event is the day from which its outcome holds."""
    groups = match.groupdict()
    if not groups.get("date"):
        return ()
    value = prose.slots[int(groups["date"])].date
    if isinstance(value, Period):
        bounds = (("from", value.start), ("until", value.end))
        return tuple((name, bound) for name, bound in bounds if bound is not None)
    bound = "until" if groups.get("left") else load_patterns().bounds.get(groups["when"] or "", "on")
    if not isinstance(value, Date):
        return ()
    return (("from" if event and bound == "on" else "asOf" if bound == "on" else bound, value),)


def _is_idle(finding: Finding) -> bool:
    """A statement that a party relates to itself comes from two names of one thing side by side."""
    subject, target = finding.subject, finding.object
    return isinstance(subject, Mention) and isinstance(target, Mention) and fold_name(subject.name) == fold_name(target.name)
