"""How groups and people relate, as remarks, footnotes and sentences state it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.extract.context import Context
from kg.extract.known import Names
from kg.extract.prose.clauses import Prose, Sentence, mark_names
from kg.extract.prose.guards import follows_preposition, holds_doubt, is_attribute, is_doubted, is_only_part
from kg.extract.prose.macros import load_clause, load_turns
from kg.extract.prose.matching import Found
from kg.extract.prose.names import Slot
from kg.extract.prose.patterns import Pattern, load_patterns
from kg.extract.prose.sentences import LONGEST_SENTENCE, sentences
from kg.extract.prose.subjects import carry_subjects, find_pronouns, name_ahead, named_beside, put_in_front, resolve_pronouns, topic_of
from kg.language.fold import fold_name
from kg.language.language import Language
from kg.model.finding import Date, Finding, Mention, Period, Value
from kg.model.issue import Issue
from kg.model.text import Span, Text


def read_remark(party: Mention, remark: Text, context: Context) -> Iterator[Finding | Issue]:
    """Read a bracketed remark on a party or commander: "(part of AAS since 26 January)", "(disbanded 3 May)", "(led by X)".

    ``remark`` may have its brackets or not. Nothing is yielded where it states no relation; dates of the party's own taking part
    ("until 7 February") are for the caller.
    """
    marked = mark_names(remark.strip("() "), context, context.names)
    yield from _read_clause(put_in_front(marked, party), context.language, (party.span,))


def read_notes(notes: Iterable[Text], context: Context, mentions: Iterable[Mention]) -> Iterator[Finding | Issue]:
    """Read what footnotes state that no party carries; ``mentions`` are further names the article knows."""
    known = context.names_with(mentions)
    for note in notes:
        yield from read_statements(note, context, known)


def read_statements(text: Text, context: Context, known: Names, about: Mention | None = None) -> Iterator[Finding | Issue]:
    """Read the relations that the sentences of a text state."""
    parts = tuple(Sentence(sentence, context, known) for sentence in sentences(text, context.language) if len(sentence) <= LONGEST_SENTENCE)
    yield from read_sentences(parts, context.language, about)


def read_sentences(parts: Sequence[Sentence], language: Language, about: Mention | None = None) -> Iterator[Finding | Issue]:
    """Read the relations of sentences in order; "it" and "the group" stand for the party that the sentence before is about."""
    for index, sentence in enumerate(parts):
        if load_patterns(language).may_state(sentence.low):
            prose = _with_subject(parts, index, language, about)
            yield from _read_clause(name_ahead(prose, language), language)


def _with_subject(parts: Sequence[Sentence], index: int, language: Language, about: Mention | None) -> Prose:
    """A sentence in which pronouns are resolved; the first one may be about a party that it does not name."""
    prose = parts[index].prose
    first = topic_of(prose, language)
    pronouns = tuple(find_pronouns(prose, language))
    if any(first is None or pronoun.opens for pronoun in pronouns):
        topics = (topic for before in reversed(parts[:index]) if (topic := topic_of(before.prose, language)))
        topic = next(topics, about)
        prose = resolve_pronouns(prose, topic, first or topic, language)
    elif pronouns:
        prose = resolve_pronouns(prose, None, first, language)
    return put_in_front(prose, about) if index == 0 and about and first is None else prose


def _read_clause(prose: Prose, language: Language, also: tuple[Span, ...] = ()) -> Iterator[Finding | Issue]:
    """Match every pattern; of two that state the same relation of the same party on overlapping words the first counts."""
    patterns = load_patterns(language)
    stated = list(_matches(prose, language))
    carriers = patterns.carriers.find(prose.masked, language)
    carried = carry_subjects(prose, (*(found for _, found, _ in stated), *(found for _, found in carriers)), language)
    if carried is not prose:
        prose, stated = carried, list(_matches(carried, language))
    told: list[tuple[str, int, int, int]] = []
    for pattern, found, findings in stated:
        subject = int(found["subject"])
        if any(relation == pattern.relation and s == subject and a < found.end and found.start < b for relation, s, a, b in told):
            continue
        told.append((pattern.relation, subject, found.start, found.end))
        yield from (replace(finding, evidence=tuple(dict.fromkeys((*also, *finding.evidence)))) for finding in findings)
    for _, partial in patterns.partial.find(prose.masked, language):
        yield Issue("partial-relation", "said of some members only, so not of the group as a whole", prose.span(partial))


def _matches(prose: Prose, language: Language) -> Iterator[tuple[Pattern, Found, tuple[Finding, ...]]]:
    """What each pattern finds that is stated as a fact."""
    for pattern, found in load_patterns(language).relations.find(prose.masked, language):
        if _is_stated(prose, pattern, found, language):
            findings = tuple(finding for finding in _state_all(prose, pattern, found, language) if not _is_idle(finding))
            if findings:
                yield pattern, found, findings


def _is_stated(prose: Prose, pattern: Pattern, found: Found, language: Language) -> bool:
    """Whether no word before puts a statement in doubt or denies it, and it is the named party itself that does what is said."""
    acts, at = _acts(pattern, found), found.start
    if is_attribute(prose, found, language) or (acts and is_doubted(prose, at, language)) or holds_doubt(found.words, language):
        return False
    if found.get("relative") or not found.words.startswith("⟪"):
        return True
    start = _clause_start(prose, found, language)
    if acts:
        some = is_only_part(prose, start, language, parts=False)
        return not some and ("noun" in pattern.flags or not follows_preposition(prose, start, language))
    return _is_apposed(found) or not is_only_part(prose, start, language, parts=pattern.relation != "ledBy")


def _acts(pattern: Pattern, found: Found) -> bool:
    """Whether a match has the verb of its clause; else it only describes the party in passing ("X, part of Y," "X (later Y)")."""
    return "active" in pattern.flags or bool(found.get("finite")) or ("event" in pattern.flags and not _is_apposed(found))


def _is_apposed(found: Found) -> bool:
    return found.words.partition("⟫")[2].lstrip()[:1] in (",", "(")


def _clause_start(prose: Prose, found: Found, language: Language) -> int:
    """Where the parties begin that a clause is about, of which a match begins with the last."""
    listed = named_beside(prose, found.start, language)
    return prose.masked.index(f"⟪{listed[0].letter}{prose.slots.index(listed[0])}⟫") if listed else found.start


def _state_all(prose: Prose, pattern: Pattern, found: Found, language: Language) -> Iterator[Finding]:
    """What a match states of the party that it names and of those listed beside it, before the subject or behind the last name."""
    subject, target = prose.slots[int(found["subject"])], prose.slot(found, "object")
    yield from _state(prose, pattern, found, (subject, target), language)
    if other := prose.slot(found, "other"):
        yield from _state(prose, pattern, found, (other, target), language)
    if found.start == found.groups["subject"][0] - 2:
        for slot in named_beside(prose, found.start, language):
            if slot != target:
                yield from _state(prose, pattern, found, (slot, target), language)
    at = found.end
    while "lists" in pattern.flags and (following := load_clause("next", language).match(prose.masked, at)):
        slot, at = prose.slots[int(following["index"])], following.end()
        first = target is None or found.groups["object"] < found.groups["subject"]
        yield from _state(prose, pattern, found, (slot if first else subject, target if first else slot), language)


def _state(prose: Prose, pattern: Pattern, found: Found, related: tuple[Slot, Slot | None], language: Language) -> Iterator[Finding]:
    (subject, target), dated = related, _dates(prose, pattern, found, language)
    if subject.mention is None or dated is None:
        return
    words = prose.span(found)
    named = (_own_span(slot, words) for slot in (subject, target) if slot)
    evidence = tuple(dict.fromkeys((*(span for spans in named for span in spans), words)))
    rule = f"relation-{pattern.name}"
    if pattern.relation == "dissolved":
        day = next((value for bound, value in dated if bound in ("on", "until")), None)
        if isinstance(day, Date):
            yield Finding(_party(subject.mention), "dissolved", day, evidence, rule)
        return
    value = _object(prose, found, target)
    if value and not ("organised" in pattern.flags and fold_name(value.name) in _states(language)):
        bounds = {"after": "from", "on": "from" if "event" in pattern.flags else "asOf"}
        told = tuple((bounds.get(bound, bound), day) for bound, day in dated)
        yield Finding(_party(subject.mention), pattern.relation, value, evidence, rule, told)


@cache
def _states(language: Language) -> frozenset[str]:
    """The names of the countries that have flags, folded."""
    return frozenset(fold_name(name) for name in language.table("flags").table("countries").names().values())


def _own_span(slot: Slot, words: Span) -> tuple[Span, ...]:
    """The words that name a party, where they stand outside the matched words (a pronoun stands for them)."""
    mention = slot.mention
    return (mention.span,) if mention and not (words.start <= mention.span.start and mention.span.end <= words.end) else ()


def _object(prose: Prose, found: Found, target: Slot | None) -> Mention | None:
    if target:
        return target.mention and _party(target.mention)
    parts = found.get("parts")
    return Mention(parts, "group", prose.span(found, "parts")) if parts else None


def _party(mention: Mention) -> Mention:
    return replace(mention, kind="group") if mention.kind in ("conflict", "place") else mention


def _dates(prose: Prose, pattern: Pattern, found: Found, language: Language) -> tuple[tuple[str, Value], ...] | None:
    """The bounds of relations.toml that dates within a match and in front of it give; None where they do not fit the pattern."""
    told, turns = dict[str, Value](), load_turns(language)
    for when, slot in (*_own_dates(prose, found), *(front := _front_dates(prose, pattern, found, language))):
        value = slot.date.end if isinstance(slot.date, Period) and when in turns else slot.date
        if isinstance(value, Period):
            told.update((bound, day) for bound, day in (("from", value.start), ("until", value.end)) if day is not None and bound not in told)
        elif isinstance(value, Date):
            told.setdefault("on" if when in turns else _bound(pattern, load_patterns(language).bounds.get(when, "on")), value)
    if len(told) > 1:
        told = {bound: value for bound, value in told.items() if bound in ("from", "until")} or dict(list(told.items())[:1])
    wanted = pattern.bound or pattern.fronted
    fits = (wanted is None or told.keys() == {wanted}) and not (pattern.fronted and not front) and not ("undated" in pattern.flags and told)
    return tuple(told.items()) if fits else None


def _bound(pattern: Pattern, bound: str) -> str:
    """The bound that a date gives to what a pattern states, by the bound of the word that leads it in."""
    if pattern.bound == "until" and bound == "on":
        return "until"
    return "from" if "turned" in pattern.flags and bound == "until" else bound


def _own_dates(prose: Prose, found: Found) -> Iterator[tuple[str, Slot]]:
    for number in ("", "2", "3", "4"):
        if slot := prose.slot(found, f"date{number}"):
            yield found.get(f"when{number}") or "", slot


def _front_dates(prose: Prose, pattern: Pattern, found: Found, language: Language) -> tuple[tuple[str, Slot], ...]:
    """The date in front of the clause, by the word that leads it in; "until 5 May, when it joined" dates the joining."""
    if found.get("relative") or not _acts(pattern, found):
        return ()
    end = _clause_start(prose, found, language)
    front = load_clause("front_date", language).search(prose.masked, 0, end)
    if front and front["when"].lower() in load_patterns(language).bounds:
        return ((front["when"].lower(), prose.slots[int(front["date"])]),)
    when = load_clause("turn_date", language).search(prose.masked, 0, end)
    return ((when["when"], prose.slots[int(when["date"])]),) if when else ()


def _is_idle(finding: Finding) -> bool:
    """A statement that a party relates to itself comes from two names of one thing side by side: a party is known by its page, too."""
    subject, target = finding.subject, finding.object
    return isinstance(subject, Mention) and isinstance(target, Mention) and not _folded(subject).isdisjoint(_folded(target))


def _folded(mention: Mention) -> frozenset[str]:
    """The folded names of a party: as written, and as its page is called."""
    return frozenset({fold_name(mention.name), *((fold_name(mention.title),) if mention.title else ())})
