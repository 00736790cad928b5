"""Who commanded whom, as the lead tells it: commanders of parties whose side the infobox tells."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.lead.patterns import LeadPatterns, load_lead_patterns
from kg.extract.lead.result import sides_of_people
from kg.extract.lead.sides import sides_of
from kg.extract.phrases.ranks import is_rank
from kg.extract.prose.clauses import Prose, Sentence
from kg.extract.prose.guards import holds_doubt, is_doubted
from kg.extract.prose.matching import Found
from kg.extract.prose.names import Slot
from kg.language.fold import fold_name
from kg.language.language import Language
from kg.model.finding import Finding, Mention, Phrase, Side, Value
from kg.model.text import Span

# Sentences beyond these may tell of other times; a commander that the infobox has is told of everywhere.
_REACH = 3


def read_commands(told: tuple[Sentence, ...], findings: tuple[Finding, ...], language: Language) -> Iterator[Finding]:
    """Read who commanded a party: further evidence for a commander of the infobox, else a commander of a side that has none there."""
    patterns, known = load_lead_patterns(language), _commands(findings)
    led = {finding.subject for finding in known.values()} | {f.subject for f in findings if f.relation == "statedUnknown"}
    names = {key for _, key in known}
    for index, sentence in enumerate(told):
        for prose in (sentence.prose,) if patterns.may_state(sentence.low, "command") else ():
            for found in _stated(prose, patterns, language):
                sides = _sides(prose, found, findings)
                for person, rank in _people(prose, found, patterns, language) if len(sides) == 1 else ():
                    span, side = prose.span(found), Side(*sides)
                    same = next((finding for key in _keys(person) if (finding := known.get((side, key)))), None)
                    if same:
                        yield Finding(same.subject, same.relation, same.object, (span,), "lead-command", same.qualifiers, same.basis)
                    elif index < _REACH and side not in led and names.isdisjoint(_keys(person)):
                        names.update(_keys(person))
                        yield _commander(side, person, rank, span)


def _commands(findings: tuple[Finding, ...]) -> dict[tuple[Side, str], Finding]:
    """The commanders of the infobox by their side and each of their names."""
    found: dict[tuple[Side, str], Finding] = {}
    for finding in findings:
        if finding.relation == "commander" and isinstance(finding.subject, Side) and isinstance(finding.object, Mention):
            for key in _keys(finding.object):
                found.setdefault((finding.subject, key), finding)
    return found


def _keys(person: Mention) -> tuple[str, ...]:
    return tuple(fold_name(name) for name in (person.name, person.title) if name)


def _stated(prose: Prose, patterns: LeadPatterns, language: Language) -> Iterator[Found]:
    """What a sentence states plainly, neither doubted nor denied."""
    for pattern in patterns.by_kind["command"]:
        for found in pattern.find(prose.masked):
            if not is_doubted(prose, found.start, language) and not holds_doubt(found.words, language):
                yield found


def _sides(prose: Prose, found: Found, findings: tuple[Finding, ...]) -> frozenset[int]:
    """The sides on which a party stands, or the parties of a people."""
    slot = prose.slot(found, "party")
    if slot and slot.mention:
        return frozenset(sides_of(slot.mention, findings, ("belligerent", "unit")))
    before = prose.text.shown[: prose.place(found.groups["people"][0])].split()
    named = len(before) > 1 and before[-1][:1].isupper()
    return frozenset() if named else sides_of_people(prose.shown(found, "people").shown, findings)


def _people(prose: Prose, found: Found, patterns: LeadPatterns, language: Language) -> Iterator[tuple[Mention, str]]:
    """The commander that a match names, and the one named beside them, with their ranks."""
    further = next((more for one in patterns.by_kind["command_list"] if (more := one.match(prose.masked, found.end))), None)
    for index in (found["person"], *((further["next"],) if further else ())):
        slot = prose.slots[int(index)]
        if slot.mention and (slot.letter == "P" or (slot.mention.title and " " in slot.mention.name)):
            person = Mention(slot.mention.name, "person", slot.mention.span, slot.mention.title)
            yield person, _rank(prose, slot, int(index), language)


def _rank(prose: Prose, person: Slot, index: int, language: Language) -> str:
    """The rank right before a name."""
    before = prose.slots[index - 1] if index else None
    if before is None or before.letter != "R" or prose.text.shown[before.end : person.start].strip():
        return ""
    rank = " ".join(prose.text.shown[before.start : before.end].split())
    return rank if is_rank(rank, language) else ""


def _commander(side: Side, person: Mention, rank: str, span: Span) -> Finding:
    qualifiers: tuple[tuple[str, Value], ...] = (("rank", Phrase(rank)),) if rank else ()
    return Finding(side, "commander", person, (span,), "lead-command", qualifiers)
