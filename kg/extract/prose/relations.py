"""How groups and people relate, as remarks, footnotes and sentences state it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files

from kg.extract.context import Context
from kg.extract.prose.clauses import Prose, known_names, mark_names
from kg.extract.prose.guards import follows_preposition, is_attribute, is_doubted, is_only_part
from kg.extract.prose.names import Known, Slot
from kg.extract.prose.patterns import Pattern, load_guards, load_partial, load_patterns
from kg.extract.prose.sentences import sentences
from kg.extract.prose.subjects import carry_subjects, name_ahead, named_beside, put_in_front, resolve_pronouns, topic_of
from kg.language.fold import fold_name
from kg.model.finding import Date, Finding, Mention, Period, Value
from kg.model.issue import Issue
from kg.model.text import Span, Text

_FRONT = re.compile(
    r"(?:^\W*|[.;] |, (?:and|but) )(?P<when>[A-Za-z]+(?: (?:to|of))?) (?:early |late |mid-? ?|about |around |at least )?"
    r"⟪D(?P<date>\d+)⟫(?: onwards?| on)?,? (?:[Tt]he )?(?:[a-z]+ )?$"
)
_WHEN = re.compile(r"⟪D(?P<date>\d+)⟫,? (?P<when>when|after which|whereupon) (?:the )?$")
_TURNS = ("when", "after which", "whereupon")
_NEXT = re.compile(r"(?:, and|,| and) (?:the )?⟪[GN](?P<index>\d+)⟫(?=[.,;:)]|$| and | in ⟪D| on ⟪D| from ⟪D| until ⟪D| since ⟪D| against )")


def read_remark(party: Mention, remark: Text, context: Context) -> Iterator[Finding | Issue]:
    """Read a bracketed remark on a party or commander: "(part of AAS since 26 January)", "(disbanded 3 May)", "(led by X)".

    ``remark`` may have its brackets or not. Nothing is yielded where it states no relation; dates of the party's own taking part
    ("until 7 February") are for the caller.
    """
    known = known_names(context)
    marked = mark_names(remark.strip("() "), context, known)
    yield from _read_clause(put_in_front(marked, party), (party.span,))


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
        first = topic_of(prose)
        prose = resolve_pronouns(prose, topic, first or topic)
        if index == 0 and about and first is None:
            prose = put_in_front(prose, about)
        yield from _read_clause(name_ahead(prose))
        topic = first or topic


def _read_clause(prose: Prose, also: tuple[Span, ...] = ()) -> Iterator[Finding | Issue]:
    """Match every pattern; of two that state the same relation of the same party on overlapping words the first counts."""
    stated = list(_matches(prose))
    carriers = [match for carrier in load_patterns().carriers for match in carrier.find(prose.masked)]
    carried = carry_subjects(prose, (*(match for _, match, _ in stated), *carriers))
    if carried is not prose:
        prose, stated = carried, list(_matches(carried))
    told: list[tuple[str, int, int, int]] = []
    for pattern, match, findings in stated:
        subject = int(match["subject"])
        if any(relation == pattern.relation and s == subject and a < match.end() and match.start() < b for relation, s, a, b in told):
            continue
        told.append((pattern.relation, subject, match.start(), match.end()))
        yield from (replace(finding, evidence=tuple(dict.fromkeys((*also, *finding.evidence)))) for finding in findings)
    for partial in load_partial():
        for match in partial.finditer(prose.masked):
            yield Issue("partial-relation", "said of some members only, so not of the group as a whole", prose.span(match))


def _matches(prose: Prose) -> Iterator[tuple[Pattern, re.Match[str], tuple[Finding, ...]]]:
    """What each pattern finds that is stated as a fact."""
    for pattern in load_patterns().patterns:
        for match in pattern.find(prose.masked):
            if _is_stated(prose, pattern, match):
                findings = tuple(finding for finding in _state_all(prose, pattern, match) if not _is_idle(finding))
                if findings:
                    yield pattern, match, findings


def _is_stated(prose: Prose, pattern: Pattern, match: re.Match[str]) -> bool:
    """Whether no word before puts a statement in doubt or denies it, and it is the named party itself that does what is said."""
    acts, at = _acts(pattern, match), match.start()
    if is_attribute(prose, match) or (acts and is_doubted(prose, at)) or load_guards().doubt.search(match.group()):
        return False
    if match.groupdict().get("relative") or not match.group().startswith("⟪"):
        return True
    start = _clause_start(prose, match)
    if acts:
        return not is_only_part(prose, start, parts=False) and ("noun" in pattern.flags or not follows_preposition(prose, start))
    return _is_apposed(match) or not is_only_part(prose, start, parts=pattern.relation != "ledBy")


def _acts(pattern: Pattern, match: re.Match[str]) -> bool:
    """Whether a match has the verb of its clause; else it only describes the party in passing ("X, part of Y," "X (later Y)")."""
    return "active" in pattern.flags or bool(match.groupdict().get("finite")) or ("event" in pattern.flags and not _is_apposed(match))


def _is_apposed(match: re.Match[str]) -> bool:
    return match.group().partition("⟫")[2].lstrip()[:1] in (",", "(")


def _clause_start(prose: Prose, match: re.Match[str]) -> int:
    """Where the parties begin that a clause is about, of which a match begins with the last."""
    listed = named_beside(prose, match.start())
    return prose.masked.index(f"⟪{listed[0].letter}{prose.slots.index(listed[0])}⟫") if listed else match.start()


def _state_all(prose: Prose, pattern: Pattern, match: re.Match[str]) -> Iterator[Finding]:
    """What a match states of the party that it names and of those listed beside it, before the subject or behind the last name."""
    groups = match.groupdict()
    subject, target = prose.slots[int(groups["subject"])], _slot(prose, groups.get("object"))
    yield from _state(prose, pattern, match, subject, target)
    if other := _slot(prose, groups.get("other")):
        yield from _state(prose, pattern, match, other, target)
    if match.start() == match.start("subject") - 2:
        for slot in named_beside(prose, match.start()):
            if slot != target:
                yield from _state(prose, pattern, match, slot, target)
    at = match.end()
    while "lists" in pattern.flags and (following := _NEXT.match(prose.masked, at)):
        slot, at = prose.slots[int(following["index"])], following.end()
        first = target is None or match.start("object") < match.start("subject")
        yield from _state(prose, pattern, match, slot if first else subject, target if first else slot)


def _slot(prose: Prose, index: str | None) -> Slot | None:
    return prose.slots[int(index)] if index else None


def _state(prose: Prose, pattern: Pattern, match: re.Match[str], subject: Slot, target: Slot | None) -> Iterator[Finding]:
    dated = _dates(prose, pattern, match)
    if subject.mention is None or dated is None:
        return
    words = prose.span(match)
    named = (_own_span(slot, words) for slot in (subject, target) if slot)
    evidence = tuple(dict.fromkeys((*(span for spans in named for span in spans), words)))
    rule = f"relation-{pattern.name}"
    if pattern.relation == "dissolved":
        day = next((value for bound, value in dated if bound in ("on", "until")), None)
        if isinstance(day, Date):
            yield Finding(_party(subject.mention), "dissolved", day, evidence, rule)
        return
    value = _object(prose, match, target)
    if value and not ("organised" in pattern.flags and fold_name(value.name) in _states()):
        bounds = {"after": "from", "on": "from" if "event" in pattern.flags else "asOf"}
        told = tuple((bounds.get(bound, bound), day) for bound, day in dated)
        yield Finding(_party(subject.mention), pattern.relation, value, evidence, rule, told)


@cache
def _states() -> frozenset[str]:
    data = tomllib.loads(files("kg").joinpath("data/en/flags.toml").read_text(encoding="utf-8"))
    return frozenset(fold_name(name) for name in data["countries"].values())


def _own_span(slot: Slot, words: Span) -> tuple[Span, ...]:
    """The words that name a party, where they stand outside the matched words (a pronoun stands for them)."""
    mention = slot.mention
    return (mention.span,) if mention and not (words.start <= mention.span.start and mention.span.end <= words.end) else ()


def _object(prose: Prose, match: re.Match[str], target: Slot | None) -> Mention | None:
    if target:
        return target.mention and _party(target.mention)
    parts = match.groupdict().get("parts")
    return Mention(parts, "group", prose.span(match, "parts")) if parts else None


def _party(mention: Mention) -> Mention:
    return replace(mention, kind="group") if mention.kind in ("conflict", "place") else mention


def _dates(prose: Prose, pattern: Pattern, match: re.Match[str]) -> tuple[tuple[str, Value], ...] | None:
    """The bounds of relations.toml that dates within a match and in front of it give; None where they do not fit the pattern."""
    found: dict[str, Value] = {}
    for when, slot in (*_own_dates(prose, match), *(front := _front_dates(prose, pattern, match))):
        value = slot.date.end if isinstance(slot.date, Period) and when in _TURNS else slot.date
        if isinstance(value, Period):
            found.update((bound, day) for bound, day in (("from", value.start), ("until", value.end)) if day is not None and bound not in found)
        elif isinstance(value, Date):
            found.setdefault(_bound(pattern, when), value)
    if len(found) > 1:
        found = {bound: value for bound, value in found.items() if bound in ("from", "until")} or dict(list(found.items())[:1])
    wanted = pattern.bound or pattern.fronted
    fits = (wanted is None or found.keys() == {wanted}) and not (pattern.fronted and not front) and not ("undated" in pattern.flags and found)
    return tuple(found.items()) if fits else None


def _bound(pattern: Pattern, when: str) -> str:
    bounds = load_patterns().bounds
    if when in _TURNS:
        return "on"
    bound = bounds.get(when, "on")
    if pattern.bound == "until" and bound == "on":
        return "until"
    return "from" if "turned" in pattern.flags and bound == "until" else bound


def _own_dates(prose: Prose, match: re.Match[str]) -> Iterator[tuple[str, Slot]]:
    groups = match.groupdict()
    for number in ("", "2", "3", "4"):
        if groups.get(f"date{number}"):
            yield groups.get(f"when{number}") or "", prose.slots[int(groups[f"date{number}"])]


def _front_dates(prose: Prose, pattern: Pattern, match: re.Match[str]) -> tuple[tuple[str, Slot], ...]:
    """The date in front of the clause, by the word that leads it in; "until 5 May, when it joined" dates the joining."""
    bounds = load_patterns().bounds
    if match.groupdict().get("relative") or not _acts(pattern, match):
        return ()
    end = _clause_start(prose, match)
    front = _FRONT.search(prose.masked, 0, end)
    if front and front["when"].lower() in bounds:
        return ((front["when"].lower(), prose.slots[int(front["date"])]),)
    when = _WHEN.search(prose.masked, 0, end)
    return ((when["when"], prose.slots[int(when["date"])]),) if when else ()


def _is_idle(finding: Finding) -> bool:
    """A statement that a party relates to itself comes from two names of one thing side by side."""
    subject, target = finding.subject, finding.object
    return isinstance(subject, Mention) and isinstance(target, Mention) and fold_name(subject.name) == fold_name(target.name)
