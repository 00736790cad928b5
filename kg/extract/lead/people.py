"""What the lead adds about the commanders that the infobox names: rank, role and fate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from kg.extract.context import Context
from kg.extract.dates.calendar import sort_key
from kg.extract.known import Known
from kg.extract.lead.patterns import load_lead_patterns
from kg.extract.phrases.ranks import is_rank
from kg.extract.prose.clauses import Prose, Sentence
from kg.extract.prose.matching import Found
from kg.language.fold import fold_name
from kg.language.language import Language
from kg.model.article import Article
from kg.model.finding import Date, Finding, Mention, Period, Phrase, Term, Value
from kg.model.text import LINK, Span
from kg.patterns import lazy_pattern

_Told = Literal["rank", "role", "affiliation", "fate"]
_TOLD: tuple[_Told, ...] = ("rank", "role", "affiliation", "fate")
_COMMANDS = ("commander", "participant")
_RANK = lazy_pattern(r"⟪R(\d+)⟫")
_SHORTEST = 4
_AHEAD = lazy_pattern(r"[^.;]{0,60}?⟪D(?P<date>\d+)⟫")


def short_names(article: Article, findings: Iterable[Finding]) -> dict[str, Known]:
    """The surnames by which the lead may call commanders whose full name it gives, where only one bears it."""
    shown = " ".join(text.shown for text in article.lead)
    people = [finding.object for finding in findings if finding.relation in _COMMANDS and isinstance(finding.object, Mention)]
    lead = f" {fold_name(shown)} " if people else ""
    found: dict[str, set[Known]] = {}
    for person in people:
        surname = person.name.split()[-1]
        if f" {fold_name(person.name)} " not in lead or person.kind != "person" or surname == person.name:
            continue
        if surname[0].isupper() and surname.isalpha() and len(surname) >= _SHORTEST:
            found.setdefault(fold_name(surname), set()).add(Known("person", person.title, person.name))
    return {name: known.pop() for name, known in found.items() if len(known) == 1}


def read_people(told: Iterable[Sentence], findings: tuple[Finding, ...], context: Context) -> Iterator[Finding]:
    """Read rank, role and fate of each commander that the infobox names without it; the first statement of each counts."""
    commands = [f for f in findings if f.relation in _COMMANDS and isinstance(f.object, Mention) and f.object.kind == "person"]
    known = {(fold_name(_name(f)), key) for f in commands for key, _ in f.qualifiers}
    for sentence in _naming(told, commands):
        for person, key, value, span in _statements(sentence.prose, context.period, context.language):
            about = [f for f in commands if _is_same(f, person)]
            if about and (fold_name(_name(about[0])), key) not in known:
                known.add((fold_name(_name(about[0])), key))
                for command in about:
                    yield Finding(command.subject, command.relation, command.object, (span,), f"lead-{key}", ((key, value),), command.basis)


def _naming(told: Iterable[Sentence], commands: list[Finding]) -> Iterator[Sentence]:
    """The sentences that may name a person: by a link to their page, or by the last word of one of their names."""
    people = [command.object for command in commands if isinstance(command.object, Mention)]
    titles = {person.title for person in people if person.title}
    for sentence in told if people else ():
        names = {name.rpartition(" ")[2] for name, meant in sentence.known.items() if meant.kind == "person"}
        linked = any(mark.value in titles for mark in sentence.text.marked(LINK))
        if linked or not names.isdisjoint(fold_name(f"{sentence.text.shown}.").split()):
            yield sentence


def _name(finding: Finding) -> str:
    return finding.object.name if isinstance(finding.object, Mention) else ""


def _is_same(command: Finding, person: Mention) -> bool:
    other = command.object
    if not isinstance(other, Mention):
        return False
    return fold_name(other.name) == fold_name(person.name) or (other.title is not None and other.title == person.title)


def _statements(prose: Prose, period: Period, language: Language) -> Iterator[tuple[Mention, _Told, Value, Span]]:
    patterns = load_lead_patterns(language)
    for key in _TOLD if "⟪P" in prose.masked else ():
        for pattern in patterns.by_kind[key]:
            for found in pattern.find(prose.masked):
                person = prose.slots[int(found["person"])].mention
                value = _value(prose, found, key, patterns.fates, language) if key != "fate" or not _is_later(prose, found, period) else None
                if person and value:
                    yield person, key, value, prose.span(found)


def _value(prose: Prose, found: Found, key: _Told, fates: Mapping[str, str], language: Language) -> Value | None:
    if key == "rank":
        ranks = [part for slot in _RANK.findall(found[key]) if is_rank(part := _shown(prose, int(slot)), language)]
        return Phrase(" ".join(ranks)) if ranks else None
    if key == "affiliation":
        slot = prose.slot(found, "group")
        return slot.mention if slot else None
    if key == "fate":
        return Term(fates[found[key]])
    return Phrase(" ".join(prose.shown(found, key).shown.split()))


def _shown(prose: Prose, index: int) -> str:
    slot = prose.slots[index]
    return " ".join(prose.text.shown[slot.start : slot.end].split())


def _is_later(prose: Prose, found: Found, period: Period) -> bool:
    """Whether a fate is dated after the conflict: then it is none of it."""
    ahead = _AHEAD.match(prose.masked, found.end)
    value = prose.slots[int(ahead["date"])].date if ahead else None
    first = value.start if isinstance(value, Period) else value
    return isinstance(first, Date) and period.end is not None and sort_key(first, 0) > sort_key(period.end, 1)
