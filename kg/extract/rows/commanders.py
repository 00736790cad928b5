"""The commanders row: who commanded on which side, with rank, role, affiliation and fate."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.context import Context
from kg.extract.names.flags import read_flag
from kg.extract.names.items import (
    Entry,
    Item,
    clean_name,
    merge_spans,
    name_mention,
    only_bracketed,
    plain,
    read_entries,
    span_words,
    split_items,
    split_list,
)
from kg.extract.names.known import Groups
from kg.extract.names.people import is_full_name, names_nobody, plain_name, split_at_ranks
from kg.extract.names.roles import Told, is_role, read_person_remarks, split_office
from kg.extract.phrases.fates import fate_of_mark, final_fate, take_fate
from kg.extract.phrases.groups import (
    has_ordinal,
    is_alliance,
    is_formation,
    is_grouping,
    is_section,
    is_support,
    may_be_person,
    tell_nobody,
)
from kg.extract.phrases.ranks import continues_name, split_rank
from kg.extract.phrases.remarks import Times, is_time, read_note_times
from kg.extract.prose.relations import read_remark
from kg.extract.rows.units import units_of
from kg.model.article import Cell, Line, Row
from kg.model.finding import CONFLICT, Finding, Mention, Phrase, Side, Term, Value
from kg.model.issue import Issue
from kg.model.text import FATE, LINK, NOTE, Mark, Span, Text

# A no-break space with nothing behind it: renderings lose the dagger and other signs that stood there.
_LOST_SIGN = re.compile(r"\u00a0[ \t]*(?=[\n(]|\Z)")
_PAUSE = re.compile(r"\s*,\s*|\s+[–—-]\s+")


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
    remarks: tuple[Text, ...] = ()
    spans: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Heading:
    """What a heading says of the people below it: a formation they lead, the party they belong to, its flag, or else its words."""

    depth: int = 0
    unit: Mention | None = None
    party: Mention | None = None
    words: Text | None = None
    flags: tuple[Mark, ...] = ()
    nested: bool = False


def read_commanders(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Yield the commanders of each side, and which formation they led where a heading says so."""
    for cell in row.cells:
        groups = known_groups(context, cell.column)
        subject = Side(cell.column) if cell.column else CONFLICT
        relation = "commander" if cell.column else "participant"
        people = list(_read_cell(cell, context, groups))
        twice = _told_apart([person for person, _ in people if isinstance(person, Person)])
        for person, heading in people:
            if isinstance(person, Item):
                yield Finding(subject, "statedUnknown", Term("commander"), person.spans, "stated-unknown", basis=cell.basis)
                continue
            person = twice.get(id(person), person)
            yield Finding(subject, relation, person.mention, person.spans, "commander", qualify_person(person), cell.basis, person.notes)
            if heading and heading.unit:
                spans = merge_spans((heading.unit.span, person.mention.span))
                yield Finding(heading.unit, "ledBy", person.mention, spans, "commander-heading")
            for remark in person.remarks:
                yield from read_remark(person.mention, remark, context)
            if person.fate is None and _LOST_SIGN.match(context.article.source.text, person.mention.span.end):
                yield Issue("lost-sign", f"a sign behind {person.mention.name} was lost, which may have told a fate", person.mention.span)


def known_groups(context: Context, side: int | None = None) -> Groups:
    """The parties of the article and the formations of its units rows, to be found by name; those of the side first."""
    own = (party.mention for party in context.parties if side and party.side == side)
    return Groups((*(party.mention for party in context.parties), *units_of(context.article)), own)


def split_person(text: Text, context: Context, groups: Groups | None = None) -> Person | None:
    """Read one person from words such as "Lt. Gen. Karl Wend (Second Corps commander)"; None where they name nobody."""
    items = split_items(text)
    if len(items) != 1 or not items[0].words:
        return None
    return _read_person(items[0], items[0].words, (), context, known_groups(context) if groups is None else groups)


def qualify_person(person: Person) -> tuple[tuple[str, Value], ...]:
    """The qualifiers of a claim on a person, in the order of their names."""
    qualifiers: list[tuple[str, Value]] = [("affiliation", group) for group in person.affiliations]
    qualifiers += [("fate", Term(person.fate))] if person.fate else []
    qualifiers += [(name, Phrase(words)) for name, words in (("rank", person.rank), ("role", person.role), ("note", person.note)) if words]
    return tuple(sorted([*qualifiers, *person.times], key=lambda q: q[0]))


def _read_cell(cell: Cell, context: Context, groups: Groups) -> Iterator[tuple[Person | Item, _Heading | None]]:
    entries = read_entries(cell, lambda line, item: _is_remark(line, item, context))
    heading = _Heading()
    for index, entry in enumerate(entries):
        following = entries[index + 1] if index + 1 < len(entries) else None
        if entry.line.rule or (heading.nested and entry.line.depth <= heading.depth):
            heading = _Heading()
        opened = _read_heading(entry, following, groups)
        if opened:
            heading = opened
            continue
        for item in entry.items:
            if item.flags:
                heading = replace(heading, flags=())
            for person in _read_item(replace(item, flags=item.flags or heading.flags), item.flags, context, groups):
                yield (_put_under(person, heading) if isinstance(person, Person) else person), heading


def _put_under(person: Person, heading: _Heading) -> Person:
    if heading.party and not person.affiliations:
        return replace(person, affiliations=(heading.party,), spans=merge_spans((*person.spans, heading.party.span)))
    if heading.words:
        note = "; ".join(filter(None, (plain(heading.words.shown), person.note)))
        return replace(person, note=note, spans=merge_spans((*person.spans, *span_words(heading.words))))
    return person


def _is_remark(line: Line, item: Item, context: Context) -> bool:
    if only_bracketed(line, item):
        return True
    if item.flags or not item.words or item.words.marked(LINK) or line.text.shown.rstrip().endswith(":"):
        return False
    return is_time(item.words, context) or (item.shown[0].islower() and is_role(item.shown) and not tell_nobody(item.shown))


def _read_heading(entry: Entry, following: Entry | None, groups: Groups) -> _Heading | None:
    """What a line says of those below it; None where it names people."""
    item = entry.items[0]
    nested = following is not None and following.line.depth > entry.line.depth
    if len(entry.items) > 1:
        return None
    if not item.words:
        return _Heading(entry.line.depth, flags=item.flags, nested=nested) if item.flags else _Heading()
    colon = entry.line.text.shown.rstrip().endswith(":")
    known = groups.find(item.shown)
    if not (colon or nested) and (_has_title(item.words) or is_full_name(item.words.split(_PAUSE)[0])):
        return None
    formation = (
        is_formation(item.shown)
        and (colon or nested or not may_be_person(item.shown))
        and (has_ordinal(item.shown) or bool(item.words.marked(LINK)) or colon or nested)
    )
    if known is None and not colon and not formation:
        grouping = is_alliance(item.shown) or is_grouping(item.shown) or is_section(item.shown, headed=False) or is_support(item.shown)
        return _Heading(entry.line.depth, words=item.words) if grouping else None
    if is_section(item.shown) or is_support(item.shown) or is_alliance(item.shown):
        return _Heading(entry.line.depth, words=item.words, nested=nested)
    if known and known.kind == "group":
        return _Heading(entry.line.depth, party=Mention(known.name, "group", item.words.span(), known.title), nested=nested)
    unit = name_mention(item.words, "unit") if known or formation else None
    return _Heading(entry.line.depth, unit=unit, words=None if unit else item.words, nested=nested)


def _has_title(words: Text) -> bool:
    return bool(split_office(words)[0].shown or split_rank(words)[0].shown)


def _read_item(item: Item, own: tuple[Mark, ...], context: Context, groups: Groups) -> Iterator[Person | Item]:
    if not item.words:
        return
    if told := tell_nobody(item.shown):
        if told == "unknown":
            yield item
        return
    parts = [part for piece in split_list(item.words, is_full_name) for part in split_at_ranks(piece)]
    if len(parts) == 1:
        person = _read_person(item, item.words, own, context, groups)
        if person:
            yield person
        return
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        spans = item.spans if last and not index else span_words(part)
        notes = tuple(mark.value for mark in part.marked(NOTE))
        share = replace(item, remarks=item.remarks if last else (), fates=part.marked(FATE), notes=notes, spans=spans)
        person = _read_person(share, part, own, context, groups)
        if person:
            yield person


def _read_person(item: Item, words: Text, own: tuple[Mark, ...], context: Context, groups: Groups) -> Person | None:
    words, told_by_words = _split_pauses(words, context, groups)
    words, signs = take_fate(clean_name(words))
    office, words = split_office(words)
    rank, words = split_rank(words)
    name, also = plain_name(clean_name(words))
    if not name.shown or not any(c.isalpha() and c == c.upper() for c in name.shown) or names_nobody(name.shown):
        return None
    told = read_person_remarks(item.remarks, context, groups)
    fates = [*told.fates, *told_by_words.fates, *signs, *(fate for mark in item.fates if (fate := fate_of_mark(mark)))]
    mention = name_mention(name, "person", (*also, *told.also, *told_by_words.also))
    if mention is None:
        return None
    flagged = [group for flag in item.flags if (group := read_flag(flag, groups, context.article.source.text))]
    noted, note_spans = read_note_times(item.notes, context)
    fate = final_fate(fates)
    further = [other for other in dict.fromkeys(fates) if other != fate]
    ranks = rank.shown or (told.rank.shown if told.rank is not None else "")
    roles = (role for role in (told.role, told_by_words.role, office if office.shown else None) if role is not None)
    role = next(roles, None)
    return Person(
        mention,
        plain(ranks).strip(" ,") or None,
        plain(role.shown) if role is not None else None,
        _unique((*told.affiliations, *told_by_words.affiliations, *flagged)),
        fate,
        told.times or told_by_words.times or noted,
        "; ".join((*told.notes, *told_by_words.notes, *further)) or None,
        item.remarks,
        merge_spans((*item.spans, *note_spans)),
        item.notes,
    )


def _unique(groups: tuple[Mention, ...]) -> tuple[Mention, ...]:
    return tuple({(group.name, group.title): group for group in reversed(groups)}.values())[::-1]


def _split_pauses(words: Text, context: Context, groups: Groups) -> tuple[Text, Told]:
    """Part a name from what follows a comma or a dash and is no part of it: a role, a fate, years."""
    for match in _PAUSE.finditer(words.shown):
        if any(link.start < match.start() < link.end for link in words.marked(LINK)):
            continue
        rest = words.cut(match.end())
        if continues_name(rest.shown):
            continue
        told = read_person_remarks((rest,), context, groups)
        understood = told.role is not None or told.fates or told.times or told.affiliations or told.rank is not None
        return (words.cut(0, match.start()), told) if understood and not told.notes else (words, Told())
    return words, Told()


def _told_apart(people: list[Person]) -> dict[int, Person]:
    """People of one name whom a word in brackets tells apart keep it in their names, and it is where they belong.

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
        bracket = person.remarks[0]
        group = name_mention(bracket, "group")
        name, bare = f"{person.mention.name} ({plain(bracket.shown)})", person.mention.name
        mention = replace(person.mention, name=name, also=(bare, *person.mention.also)) if names[bare] > 1 else person.mention
        affiliations = person.affiliations or ((group,) if group else ())
        apart[key] = replace(person, mention=mention, affiliations=affiliations, note=None if person.note == plain(bracket.shown) else person.note)
    return apart


def _is_lone_name(shown: str) -> bool:
    return len(shown.split()) == 1 and shown[:1].isupper() and shown.isalpha()
