"""Whom a sentence is about: pronouns, parties named before a clause, and parties that a further clause does not name again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.prose.clauses import Prose, mask
from kg.extract.prose.names import Slot
from kg.extract.prose.patterns import load_anaphora, load_fronted
from kg.model.finding import Mention

_FRONT = r"(?:[A-Z][a-z]+ (?:[a-z-]+ )?⟪D\d+⟫,? )?"
_TOPIC = re.compile(rf"^[^\w⟪]*{_FRONT}(?:[Tt]he )?⟪[GN](?P<index>\d+)⟫")
_LATE_TOPIC = re.compile(r"^[^\w⟪]*[A-Z][a-z]+ (?:with )?(?:its|their) [^.;,]*, (?:the )?⟪[GN](?P<index>\d+)⟫")
_PARTY = re.compile(r"⟪[GN]\d+⟫")
_STARTS_PLAIN = re.compile(r"^\W*(?=[A-Z][a-z]+\b)")
_BEFORE = re.compile(
    r"(?:^\W*|[.;] |, (?:and|but|when|while) )(?:[A-Z][a-z]+ (?:[a-z-]+ )?⟪D\d+⟫,? )?(?:[Bb]oth )?(?:[Tt]he )?"
    r"(?P<names>(?:⟪[GN]\d+⟫(?:, and |, | and )(?:the )?)+)$"
)
_GOES_ON = re.compile(
    r",? (?:and|but|then|before|after which)(?: (?:then|later|subsequently|eventually|finally|afterwards|thereafter|also|soon))* (?=[a-z]|⟪D)"
)
_NEW_SUBJECT = re.compile(r"(?:it|they|the|its|their|a|an|this|that|he|his|she|her|some|many|both|other|others|all)\b")


def topic_of(prose: Prose) -> Mention | None:
    """The party that a sentence begins with, a date in front of it or not."""
    match = _TOPIC.match(prose.masked) or _LATE_TOPIC.match(prose.masked)
    return prose.slots[int(match["index"])].mention if match else None


def resolve_pronouns(prose: Prose, before: Mention | None, within: Mention | None) -> Prose:
    """Mark the pronouns that stand for a party: at the beginning for the topic so far (``before``), within for that of the sentence."""
    if before is None and within is None:
        return prose
    slots = list(prose.slots)
    for match in load_anaphora()[0].finditer(prose.masked):
        slots += _stand_for(prose, match, before if not match["before"].strip() else within)
    for match in load_anaphora()[1].finditer(prose.masked):
        named = len(_PARTY.findall(prose.masked, 0, match.start()))
        meant = before if match["word"][0].isupper() else within if named == 1 or (named == 0 and _LATE_TOPIC.match(prose.masked)) else None
        slots += _stand_for(prose, match, meant)
    return mask(prose.text, sorted(slots, key=lambda slot: slot.start)) if len(slots) > len(prose.slots) else prose


def _stand_for(prose: Prose, match: re.Match[str], meant: Mention | None) -> Iterator[Slot]:
    start, end = prose.place(match.start("word")), prose.place(match.end("word"))
    if meant and not any(slot.start < end and start < slot.end for slot in prose.slots):
        yield Slot("G", start, end, meant)


def put_in_front(prose: Prose, subject: Mention) -> Prose:
    """Put a party in front of a text that says something of it without naming it."""
    marked = mask(prose.text, (Slot("G", 0, 0, subject), *prose.slots))
    start = _STARTS_PLAIN.search(prose.masked)
    at = marked.masked.find("⟫") + 2
    if start and at + start.end() < len(marked.masked):
        at += start.end()
        marked = replace(marked, masked=marked.masked[:at] + marked.masked[at].lower() + marked.masked[at + 1 :])
    return marked


def name_ahead(prose: Prose) -> Prose:
    """Put the party behind the comma in front of a clause that speaks of it: "Led by Hars, Varn fled"."""
    match = load_fronted().match(prose.masked)
    if match is None:
        return prose
    begin, index = match.start("begin"), int(match["index"])
    at = prose.place(begin)
    marked = mask(prose.text, sorted((*prose.slots, Slot("G", at, at, prose.slots[index].mention)), key=lambda slot: (slot.start, slot.end)))
    verb = marked.masked.index("⟫ ", begin) + 2
    return replace(marked, masked=marked.masked[:verb] + marked.masked[verb].lower() + marked.masked[verb + 1 :])


def carry_subjects(prose: Prose, matches: Iterable[re.Match[str]]) -> Prose:
    """Name the subject of each match again behind the "and" or "before" that goes on without a subject of its own."""
    added: dict[int, Slot] = {}
    matches = tuple(matches)
    for match in matches:
        goes_on = _GOES_ON.match(prose.masked, match.end())
        within = goes_on and any(other.start() < goes_on.end() < other.end() for other in matches)
        if goes_on and not within and not _NEW_SUBJECT.match(prose.masked, goes_on.end()):
            at = prose.place(goes_on.end())
            added.setdefault(at, Slot("G", at, at, prose.slots[int(match["subject"])].mention))
    if not added:
        return prose
    return mask(prose.text, sorted((*prose.slots, *added.values()), key=lambda slot: (slot.start, slot.end)))


def named_beside(prose: Prose, start: int) -> tuple[Slot, ...]:
    """The parties that a clause lists before the one at an offset of the masked text: both do what the clause says of them."""
    match = _BEFORE.search(prose.masked, 0, start)
    return tuple(prose.slots[int(index)] for index in re.findall(r"⟪[GN](\d+)⟫", match["names"])) if match else ()
