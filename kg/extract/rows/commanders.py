"""The commanders row: who commanded on which side, with rank, role, affiliation and fate."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from kg.extract.context import Context
from kg.extract.known import Groups
from kg.extract.names.beside import Setting, find_setting, pair_flags
from kg.extract.names.items import Entry, Item, only_bracketed, read_entries, split_items
from kg.extract.names.parts import clean_name, merge_spans, name_mention, plain, span_words, take_part
from kg.extract.names.people import is_full_name
from kg.extract.names.peoples import find_people, is_people
from kg.extract.names.person import Person, qualify_person, read_people, read_person, split_behind_link
from kg.extract.names.roles import is_role, is_role_line, split_office
from kg.extract.names.titled import split_titled
from kg.extract.parsed import Parsed
from kg.extract.phrases.fates import fate_of_words
from kg.extract.phrases.groups import (
    has_ordinal,
    is_alliance,
    is_formation,
    is_grouping,
    is_organisation,
    is_section,
    is_service,
    is_support,
    may_be_person,
    tell_nobody,
)
from kg.extract.phrases.headings import Scope
from kg.extract.phrases.phases import join_times, opens_with_phase, read_phase, take_inline_phase
from kg.extract.phrases.ranks import split_rank
from kg.extract.phrases.remarks import Times, is_time
from kg.extract.phrases.segments import is_within_link
from kg.extract.prose.relations import read_remark as read_relations
from kg.language.language import Language
from kg.model.article import Cell, Line, Row
from kg.model.finding import CONFLICT, Finding, Mention, Side, Term
from kg.model.issue import Issue
from kg.model.text import BOLD, FLAG, LINK, Mark, Text
from kg.patterns import lazy_pattern
from kg.values import dataclass

# A no-break space with nothing behind it: renderings lose the dagger and other signs that stood there.
_LOST_SIGN = lazy_pattern(r"\u00a0[ \t]*(?=[\n(]|\Z)")
_HEADED = lazy_pattern(r"(?P<head>[^:]{2,60}):\s+(?P<rest>\S.*)", re.DOTALL)
_PAUSE = lazy_pattern(r"\s*,\s*|\s+[–—-]\s+")


@dataclass(frozen=True, slots=True)
class _Section:
    """What a heading says of the people below it: the party or the service they belong to, its flag, their fate, when, or else its words.

    That somebody stands under the name of a formation does not say that he led it.
    """

    party: Mention | None = None
    words: Text | None = None
    flags: tuple[Mark, ...] = ()
    fate: str | None = None
    times: Times = ()


_NO_SECTION = _Section()


def read_commanders(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Yield the commanders of each side."""
    yield from state_commanders(parse_commanders(row, context), context)


def parse_commanders(row: Row, context: Context) -> Parsed[Entry]:
    """Read the lines of each cell; who is named depends on the parties and formations of the article, and is read when they are known."""
    return Parsed(row, tuple((cell, _read_entries(cell, context)) for cell in row.cells))


def _read_entries(cell: Cell, context: Context) -> tuple[Entry, ...]:
    phased = opens_with_phase(cell.lines, context)
    heads = {before for before, after in pairwise(cell.lines) if after.depth > before.depth}

    def is_remark(line: Line, item: Item) -> bool:
        return not read_phase(line, context, opens=phased or line.rule) and _is_remark(line, item, line in heads, context)

    return read_entries(cell, context, is_remark)


def state_commanders(parsed: Parsed[Entry], context: Context) -> Iterator[Finding | Issue]:
    """State the commanders of each cell."""
    for cell, entries in parsed.cells:
        subject = Side(cell.column) if cell.column else CONFLICT
        relation = "commander" if cell.column else "participant"
        people = list(_read_people(entries, context, context.known(cell.column), find_setting(cell, parsed.row, context), cell.column is None))
        twice = _tell_apart([person for person in people if isinstance(person, Person)], context.language)
        for person in people:
            if isinstance(person, Issue):
                yield person
                continue
            if isinstance(person, Item):
                yield Finding(subject, "statedUnknown", Term("commander"), person.spans, "stated-unknown", basis=cell.basis)
                continue
            person = twice.get(id(person), person)
            yield Finding(subject, relation, person.mention, person.spans, "commander", qualify_person(person), cell.basis, person.notes)
            for remark in person.remarks:
                yield from read_relations(person.mention, remark.text, context)
            if person.fate is None and _LOST_SIGN.match(context.article.source.text, person.mention.span.end):
                yield Issue("lost-sign", f"a sign behind {person.mention.name} was lost, which may have told a fate", person.mention.span)


def split_person(text: Text, context: Context) -> Person | None:
    """Read one person from words such as "Lt. Gen. Karl Wend (Second Corps commander)"; None where they name nobody."""
    items = split_items(text, context)
    if len(items) != 1 or not items[0].words:
        return None
    return read_person(items[0], items[0].words, context, context.known())


def _read_people(
    entries: tuple[Entry, ...], context: Context, groups: Groups, setting: Setting | None, open_column: bool
) -> Iterator[Person | Item | Issue]:
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
            scope = scope.open(opened, entry.line, block=open_column and opened.fate is not None)
            continue
        inline, items = _read_inline_heading(entry, groups, context)
        for item, party in pair_flags(items, groups, setting, context.language):
            section = inline or scope.inner or _NO_SECTION
            if item.flags and section.flags and inline is None:
                section = replace(section, flags=())
                scope = scope.restate(section)
            for person in read_people(replace(item, flags=item.flags or section.flags), context, groups, party, setting):
                yield _put_under(person, section) if isinstance(person, Person) else person


def _put_under(person: Person, section: _Section) -> Person:
    if section.fate and section.words:
        return person if person.fate else replace(person, fate=section.fate, spans=merge_spans((*person.spans, *span_words(section.words))))
    if section.party and not person.affiliations:
        return replace(person, affiliations=(section.party,), spans=merge_spans((*person.spans, section.party.span)))
    if section.words and section.times:
        return replace(person, times=join_times(section.times, person.times), spans=merge_spans((*person.spans, *span_words(section.words))))
    if section.words:
        note = "; ".join(filter(None, (plain(section.words.shown), person.note)))
        return replace(person, note=note, spans=merge_spans((*person.spans, *span_words(section.words))))
    return person


def _is_remark(line: Line, item: Item, heads: bool, context: Context) -> bool:
    """Whether a line is about the person before it; ``heads`` where deeper lines stand under it."""
    language = context.language
    if only_bracketed(line, item):
        return True
    if item.flags or not item.words or heads or line.text.shown.rstrip().endswith(":"):
        return False
    if fate_of_words(item.shown, language):
        return not any(mark.start == 0 and mark.end == len(line.text.shown) for mark in line.text.marked(BOLD))
    if is_role_line(item.shown, language):
        return True
    if item.words.marked(LINK):
        return False
    return is_time(item.words, context) or (item.shown[0].islower() and is_role(item.shown, language) and not tell_nobody(item.shown, language))


def _read_heading(entry: Entry, following: Entry | None, groups: Groups, language: Language) -> _Section | None:
    """What a line says of those below it; None where it names people."""
    item = entry.items[0]
    nested = following is not None and following.line.depth > entry.line.depth
    if len(entry.items) > 1 or _HEADED.fullmatch(entry.line.text.shown):
        return None
    if not item.words:
        return _Section(flags=item.flags)
    if fate := fate_of_words(item.shown, language):
        return _Section(fate=fate, words=item.words)
    colon = entry.line.text.shown.rstrip().endswith(":")
    bold = any(mark.start == 0 and mark.end == len(item.shown) for mark in item.words.marked(BOLD))
    known = groups.find(item.shown)
    if known is None and (colon or nested or bold or is_people(item.shown, language)) and not item.words.marked(LINK):
        known = find_people(item.shown, groups, language)
    named, behind = split_behind_link(item.words, language)
    if behind.shown and not is_organisation(named.shown, language):
        return None
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
    return _section_of(item.words, known, language)


def _read_inline_heading(entry: Entry, groups: Groups, context: Context) -> tuple[_Section | None, tuple[Item, ...]]:
    """A heading that stands before the names on their own line ("Royal Esk Navy: A. Berg"), and the names; None where there is none."""
    text, language = entry.line.text, context.language
    if timed := take_inline_phase(text, context):
        return _Section(words=timed[0].text, times=timed[0].times), split_items(timed[1], context)
    match = _HEADED.fullmatch(text.shown)
    if match is None or is_within_link(text, match.end("head")):
        return None, entry.items
    head = clean_name(text.of(match, "head"), language)
    grouping = _only_groups(head.shown, language) or is_section(head.shown, language)
    known = groups.find(head.shown) or find_people(head.shown, groups, language)
    formation = is_formation(head.shown, language) or is_organisation(head.shown, language)
    if is_role(head.shown, language) or not (known or formation or grouping):
        return None, entry.items
    section = _section_of(head, known, language) if known or not grouping else _Section(words=head)
    flags = tuple(mark for mark in text.marked(FLAG) if mark.start <= match.start("rest"))
    items = split_items(take_part(text, match.start("rest"), len(text.shown)), context)
    return section, tuple(replace(item, flags=item.flags or flags) for item in items)


def _section_of(words: Text, known: Mention | None, language: Language) -> _Section:
    """What the name of a group says of the people below it."""
    if known and known.kind == "group":
        return _Section(party=Mention(known.name, "group", words.span(), known.title))
    service = name_mention(words, "group", language) if is_service(words.shown, language) else None
    return _Section(party=service, words=None if service else words)


def _only_groups(shown: str, language: Language) -> bool:
    grouping = is_alliance(shown, language) or is_grouping(shown, language)
    return grouping or is_section(shown, language, headed=False) or is_support(shown, language)


def _has_title(words: Text, language: Language) -> bool:
    return bool(split_office(words, language)[0].shown or split_rank(words, language)[0].shown or split_titled(words, language).rank)


def _tell_apart(people: list[Person], language: Language) -> dict[int, Person]:
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
        group = name_mention(bracket, "group", language)
        name, bare = f"{person.mention.name} ({plain(bracket.shown)})", person.mention.name
        mention = replace(person.mention, name=name, also=(bare, *person.mention.also)) if names[bare] > 1 else person.mention
        affiliations = person.affiliations or ((group,) if group else ())
        apart[key] = replace(person, mention=mention, affiliations=affiliations, note=None if person.note == plain(bracket.shown) else person.note)
    return apart


def _is_lone_name(shown: str) -> bool:
    return len(shown.split()) == 1 and shown[:1].isupper() and shown.isalpha()
