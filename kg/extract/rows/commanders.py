"""The commanders row: who commanded on which side, with rank, role, affiliation and fate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from kg.extract.context import Context
from kg.extract.known import Groups
from kg.extract.names.flags import read_flag
from kg.extract.names.items import Entry, Item, only_bracketed, read_entries, split_items
from kg.extract.names.parts import clean_name, merge_spans, name_mention, plain, span_words, split_list
from kg.extract.names.people import is_full_name, names_nobody, plain_name, split_at_ranks
from kg.extract.names.roles import Told, is_role, read_person_remarks, split_office
from kg.extract.parsed import Parsed
from kg.extract.phrases.fates import fate_of_mark, final_fate, take_fate
from kg.extract.phrases.groups import has_ordinal, is_alliance, is_formation, is_grouping, is_section, is_support, may_be_person, tell_nobody
from kg.extract.phrases.headings import Scope
from kg.extract.phrases.phases import join_times, opens_with_phase, read_phase
from kg.extract.phrases.ranks import continues_name, split_rank
from kg.extract.phrases.remarks import Remark, Times, is_time, read_note_times, read_remark
from kg.extract.phrases.segments import is_within_link
from kg.extract.prose.relations import read_remark as read_relations
from kg.language.language import Language
from kg.model.article import Cell, Line, Row
from kg.model.finding import CONFLICT, Finding, Mention, Phrase, Side, Term, Value
from kg.model.issue import Issue
from kg.model.text import FATE, LINK, NOTE, Mark, Span, Text
from kg.patterns import lazy_pattern
from kg.values import dataclass

# A no-break space with nothing behind it: renderings lose the dagger and other signs that stood there.
_LOST_SIGN = lazy_pattern(r"\u00a0[ \t]*(?=[\n(]|\Z)")
_PAUSE = lazy_pattern(r"\s*,\s*|\s+[–—-]\s+")


@dataclass(frozen=True, slots=True)
class Person:
    """A commander as a line tells of him; ``spans`` are the words it stands on."""

    mention: Mention
    rank: str | None = None
    role: str | None = None
    affiliations: tuple[Mention, ...] = ()
    fate: str | None = None
    times: Times = ()
    note: str | None = None
    remarks: tuple[Remark, ...] = ()
    spans: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Section:
    """What a heading says of the people below it: a formation they lead, the party they belong to, its flag, when, or else its words."""

    unit: Mention | None = None
    party: Mention | None = None
    words: Text | None = None
    flags: tuple[Mark, ...] = ()
    times: Times = ()


_NO_SECTION = _Section()


def read_commanders(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Yield the commanders of each side, and which formation they led where a heading says so."""
    yield from state_commanders(parse_commanders(row, context), context)


def parse_commanders(row: Row, context: Context) -> Parsed[Entry]:
    """Read the lines of each cell; who is named depends on the parties and formations of the article, and is read when they are known."""
    return Parsed(row, tuple((cell, _read_entries(cell, context)) for cell in row.cells))


def _read_entries(cell: Cell, context: Context) -> tuple[Entry, ...]:
    phased = opens_with_phase(cell.lines, context)
    return read_entries(
        cell, context, lambda line, item: not read_phase(line, context, opens=phased or line.rule) and _is_remark(line, item, context)
    )


def state_commanders(parsed: Parsed[Entry], context: Context) -> Iterator[Finding | Issue]:
    """State the commanders of each cell."""
    for cell, entries in parsed.cells:
        subject = Side(cell.column) if cell.column else CONFLICT
        relation = "commander" if cell.column else "participant"
        people = list(_read_people(entries, context, context.known(cell.column)))
        twice = _tell_apart([person for person, _ in people if isinstance(person, Person)])
        for person, section in people:
            if isinstance(person, Item):
                yield Finding(subject, "statedUnknown", Term("commander"), person.spans, "stated-unknown", basis=cell.basis)
                continue
            person = twice.get(id(person), person)
            yield Finding(subject, relation, person.mention, person.spans, "commander", qualify_person(person), cell.basis, person.notes)
            if section.unit:
                spans = merge_spans((section.unit.span, person.mention.span))
                yield Finding(section.unit, "ledBy", person.mention, spans, "commander-heading")
            for remark in person.remarks:
                yield from read_relations(person.mention, remark.text, context)
            if person.fate is None and _LOST_SIGN.match(context.article.source.text, person.mention.span.end):
                yield Issue("lost-sign", f"a sign behind {person.mention.name} was lost, which may have told a fate", person.mention.span)


def split_person(text: Text, context: Context) -> Person | None:
    """Read one person from words such as "Lt. Gen. Karl Wend (Second Corps commander)"; None where they name nobody."""
    items = split_items(text, context)
    if len(items) != 1 or not items[0].words:
        return None
    return _read_person(items[0], items[0].words, context, context.known())


def qualify_person(person: Person) -> tuple[tuple[str, Value], ...]:
    """The qualifiers of a claim on a person, in the order of their names."""
    qualifiers: list[tuple[str, Value]] = [("affiliation", group) for group in person.affiliations]
    qualifiers += [("fate", Term(person.fate))] if person.fate else []
    qualifiers += [(name, Phrase(words)) for name, words in (("rank", person.rank), ("role", person.role), ("note", person.note)) if words]
    return tuple(sorted([*qualifiers, *person.times], key=lambda q: q[0]))


def _read_people(entries: tuple[Entry, ...], context: Context, groups: Groups) -> Iterator[tuple[Person | Item, _Section]]:
    scope: Scope[_Section] = Scope()
    phased = opens_with_phase((entry.line for entry in entries), context)
    for index, entry in enumerate(entries):
        following = entries[index + 1] if index + 1 < len(entries) else None
        scope = scope.enter(entry.line)
        phase = read_phase(entry.line, context, opens=phased or entry.line.rule) if following else None
        if phase:
            scope = scope.open(_Section(words=phase.text, times=phase.times), entry.line)
            continue
        opened = _read_heading(entry, following, groups, context.language)
        if opened:
            scope = scope.open(opened, entry.line)
            continue
        for item in entry.items:
            section = scope.inner or _NO_SECTION
            if item.flags and section.flags:
                section = replace(section, flags=())
                scope = scope.restate(section)
            for person in _read_item(replace(item, flags=item.flags or section.flags), context, groups):
                yield (_put_under(person, section) if isinstance(person, Person) else person), section


def _put_under(person: Person, section: _Section) -> Person:
    if section.party and not person.affiliations:
        return replace(person, affiliations=(section.party,), spans=merge_spans((*person.spans, section.party.span)))
    if section.words and section.times:
        return replace(person, times=join_times(section.times, person.times), spans=merge_spans((*person.spans, *span_words(section.words))))
    if section.words:
        note = "; ".join(filter(None, (plain(section.words.shown), person.note)))
        return replace(person, note=note, spans=merge_spans((*person.spans, *span_words(section.words))))
    return person


def _is_remark(line: Line, item: Item, context: Context) -> bool:
    if only_bracketed(line, item):
        return True
    if item.flags or not item.words or item.words.marked(LINK) or line.text.shown.rstrip().endswith(":"):
        return False
    return is_time(item.words, context) or (
        item.shown[0].islower() and is_role(item.shown, context.language) and not tell_nobody(item.shown, context.language)
    )


def _read_heading(entry: Entry, following: Entry | None, groups: Groups, language: Language) -> _Section | None:
    """What a line says of those below it; None where it names people."""
    item = entry.items[0]
    nested = following is not None and following.line.depth > entry.line.depth
    if len(entry.items) > 1:
        return None
    if not item.words:
        return _Section(flags=item.flags)
    colon = entry.line.text.shown.rstrip().endswith(":")
    known = groups.find(item.shown)
    if not (colon or nested) and (_has_title(item.words, language) or is_full_name(item.words.split(_PAUSE)[0], language)):
        return None
    formation = (
        is_formation(item.shown, language)
        and (colon or nested or not may_be_person(item.shown, language))
        and (has_ordinal(item.shown, language) or bool(item.words.marked(LINK)) or colon or nested)
    )
    if known is None and not colon and not formation:
        return _Section(words=item.words) if _only_groups(item.shown, language) else None
    if is_section(item.shown, language) or is_support(item.shown, language) or is_alliance(item.shown, language):
        return _Section(words=item.words)
    if known and known.kind == "group":
        return _Section(party=Mention(known.name, "group", item.words.span(), known.title))
    unit = name_mention(item.words, "unit") if known or formation else None
    return _Section(unit=unit, words=None if unit else item.words)


def _only_groups(shown: str, language: Language) -> bool:
    grouping = is_alliance(shown, language) or is_grouping(shown, language)
    return grouping or is_section(shown, language, headed=False) or is_support(shown, language)


def _has_title(words: Text, language: Language) -> bool:
    return bool(split_office(words, language)[0].shown or split_rank(words, language)[0].shown)


def _read_item(item: Item, context: Context, groups: Groups) -> Iterator[Person | Item]:
    language = context.language
    if not item.words:
        return
    if told := tell_nobody(item.shown, language):
        if told == "unknown":
            yield item
        return
    pieces = split_list(item.words, lambda part: is_full_name(part, language), language)
    parts = [part for piece in pieces for part in split_at_ranks(piece, language)]
    if len(parts) == 1:
        person = _read_person(item, item.words, context, groups)
        if person:
            yield person
        return
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        spans = item.spans if last and not index else span_words(part)
        notes = tuple(mark.value for mark in part.marked(NOTE))
        share = replace(item, remarks=item.remarks if last else (), fates=part.marked(FATE), notes=notes, spans=spans)
        person = _read_person(share, part, context, groups)
        if person:
            yield person


def _read_person(item: Item, words: Text, context: Context, groups: Groups) -> Person | None:
    language = context.language
    words, behind = _split_pauses(words, context, groups)
    words, signs = take_fate(clean_name(words, language), language)
    office, words = split_office(words, language)
    rank, words = split_rank(words, language)
    name, also = plain_name(clean_name(words, language), language)
    if not name.shown or not any(c.isalpha() and c == c.upper() for c in name.shown) or names_nobody(name.shown, language):
        return None
    told = read_person_remarks(item.remarks, groups, language)
    mention = name_mention(name, "person", (*also, *told.also, *behind.also))
    if mention is None:
        return None
    fates = [*told.fates, *behind.fates, *signs, *(fate for mark in item.fates if (fate := fate_of_mark(mark, language)))]
    flagged = [group for flag in item.flags if (group := read_flag(flag, groups, context))]
    noted, note_spans = read_note_times(item.notes, context)
    fate = final_fate(fates)
    further = [other for other in dict.fromkeys(fates) if other != fate]
    ranks = rank.shown or (told.rank.shown if told.rank is not None else "")
    role = next((role for role in (told.role, behind.role, office if office.shown else None) if role is not None), None)
    return Person(
        mention,
        plain(ranks).strip(" ,") or None,
        plain(role.shown) if role is not None else None,
        _unique((*told.affiliations, *behind.affiliations, *flagged)),
        fate,
        told.times or behind.times or noted,
        "; ".join((*told.notes, *behind.notes, *further)) or None,
        item.remarks,
        merge_spans((*item.spans, *note_spans)),
        item.notes,
    )


def _unique(groups: tuple[Mention, ...]) -> tuple[Mention, ...]:
    return tuple({(group.name, group.title): group for group in reversed(groups)}.values())[::-1]


def _split_pauses(words: Text, context: Context, groups: Groups) -> tuple[Text, Told]:
    """Part a name from what follows a comma or a dash and is no part of it: a role, a fate, years."""
    for match in _PAUSE.finditer(words.shown):
        if is_within_link(words, match.start()):
            continue
        rest = words.cut(match.end())
        if continues_name(rest.shown, context.language):
            continue
        told = read_person_remarks((read_remark(rest, context),), groups, context.language)
        understood = told.role is not None or told.fates or told.times or told.affiliations or told.rank is not None
        return (words.cut(0, match.start()), told) if understood and not told.notes else (words, Told())
    return words, Told()


def _tell_apart(people: list[Person]) -> dict[int, Person]:
    """Homonyms are told apart by their bracketed word, which also becomes their affiliation.

    In such a list the other brackets of a single name are read the same way.
    """
    names = Counter(person.mention.name for person in people)
    if not any(count > 1 for count in names.values()):
        return {}
    lone = {id(person): person for person in people if len(person.remarks) == 1 and _is_lone_name(person.remarks[0].shown) and person.note}
    if not any(names[person.mention.name] > 1 for person in lone.values()):
        return {}
    apart = {}
    for key, person in lone.items():
        bracket = person.remarks[0].text
        group = name_mention(bracket, "group")
        name, bare = f"{person.mention.name} ({plain(bracket.shown)})", person.mention.name
        mention = replace(person.mention, name=name, also=(bare, *person.mention.also)) if names[bare] > 1 else person.mention
        affiliations = person.affiliations or ((group,) if group else ())
        apart[key] = replace(person, mention=mention, affiliations=affiliations, note=None if person.note == plain(bracket.shown) else person.note)
    return apart


def _is_lone_name(shown: str) -> bool:
    return len(shown.split()) == 1 and shown[:1].isupper() and shown.isalpha()
