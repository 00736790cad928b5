"""The belligerents row: who fought on which side and who only helped, each with the time for which it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from kg.extract.context import Context, Party
from kg.extract.known import Groups
from kg.extract.names.beside import is_flag_in_words
from kg.extract.names.flags import own_flags, read_flag
from kg.extract.names.items import Entry, Item, only_bracketed, read_entries, split_items
from kg.extract.names.joined import part_joined, part_lost_headings, part_support, part_twice, told_names
from kg.extract.names.lists import part_plain_list, split_parties
from kg.extract.names.parts import clean_name, merge_spans, name_mention, plain, span_words, split_list, take_part
from kg.extract.parsed import Parsed
from kg.extract.phrases.groups import are_supports, is_alliance, is_grouping, is_organisation, is_section, is_support, support_before, tell_nobody
from kg.extract.phrases.headings import Scope
from kg.extract.phrases.phases import Phase, join_times, opens_with_phase, read_bracketed_times, read_phase, take_inline_phase
from kg.extract.phrases.remarks import Remark, Times, is_time, qualify_remarks, read_note_times, read_remark
from kg.extract.phrases.segments import whole_link
from kg.extract.prose.relations import read_remark as read_relations
from kg.language.language import Language
from kg.model.article import Cell, Line, Row
from kg.model.finding import CONFLICT, Date, Finding, Mention, Phrase, Side, Term
from kg.model.issue import Issue
from kg.model.text import FLAG, LINK, Mark, Span, Text
from kg.patterns import lazy_pattern
from kg.values import dataclass

_HEADED = lazy_pattern(r"(?P<head>[^:]+):(?=\s|$)\s*(?P<rest>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Section:
    """What a heading says of the parties below it: that they only helped, when (``phase`` is what says so), or else its words."""

    support: Text | None = None
    times: Times = ()
    words: Text | None = None
    phase: Text | None = None


_NO_SECTION = Section()


@dataclass(frozen=True, slots=True)
class Entrant:
    """A party of a cell with the section that it stands in, the depth of its line and the flags by which it is known again."""

    mention: Mention
    item: Item
    section: Section = _NO_SECTION
    depth: int = 0
    flags: tuple[Mark, ...] = ()


# A party of a cell, or an item that says that none is known.
ParsedParties = Parsed[Entrant | Item]


def read_belligerents(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Yield the sides that the row shows, the belligerents and the supporters of each; without a side they are participants."""
    yield from state_belligerents(parse_belligerents(row, context), context)


def parse_belligerents(row: Row, context: Context) -> ParsedParties:
    """Read the parties of each cell in order."""
    told = told_names(context.article) if any(cell.basis is not None for cell in row.cells) else ""
    cells = ((cell, tuple(_read_entrants(cell, context, told if cell.basis is not None else ""))) for cell in row.cells)
    return Parsed(row, tuple((cell, tuple(_give_flags(entrants, context)) if cell.basis is None else entrants) for cell, entrants in cells))


def parties_of(parsed: Parsed[Entrant | Item]) -> tuple[Party, ...]:
    """The parties that a row names, in order, with the side they stand on."""
    return tuple(
        dict.fromkeys(
            Party(found.mention, cell.column or None, found.flags)
            for cell, entrants in parsed.cells
            for found in entrants
            if isinstance(found, Entrant)
        )
    )


def state_belligerents(parsed: Parsed[Entrant | Item], context: Context) -> Iterator[Finding | Issue]:
    """State the sides that a row shows and the parties of each."""
    for cell, entrants in parsed.cells:
        subject = Side(cell.column) if cell.column else CONFLICT
        shown = [span for line in cell.lines for span in span_words(line.text)]
        if subject != CONFLICT and shown:
            whole = Span(min(span.start for span in shown), max(span.end for span in shown))
            yield Finding(CONFLICT, "side", subject, (whole,), "side-column", basis=cell.basis)
        for entrant in entrants:
            if isinstance(entrant, Item):
                yield Finding(subject, "statedUnknown", Term("belligerent"), entrant.spans, "stated-unknown", basis=cell.basis)
            else:
                yield from _state_entrant(entrant, subject, cell, context)


def _read_entrants(cell: Cell, context: Context, told: str) -> Iterator[Entrant | Item]:
    """The parties of a cell in order; an item that says that none is known as it stands."""
    phased = opens_with_phase(cell.lines, context)
    lines = tuple(part for line in cell.lines for part in part_support(line, context.language))
    if told:
        lines = tuple(part for line in lines for part in part_lost_headings(line, context.language))
    entries = read_entries(replace(cell, lines=lines), context, lambda line, item: _is_remark(line, item, phased, context))
    scope: Scope[Section] = Scope()
    for number, entry in enumerate(entries):
        following = entries[number + 1] if number + 1 < len(entries) else None
        scope = scope.enter(entry.line)
        outer = scope
        phase = read_phase(entry.line, context, opens=phased or entry.line.rule) if following else None
        if phase:
            scope = scope.open(_read_phase(phase), entry.line)
            continue
        if inline := take_inline_phase(entry.line.text, context):
            for item in split_items(inline[1], context):
                yield from _read_item(item, following, _at(inline[0], scope.inner), context, told)
            continue
        heading, items = _read_heading(entry, following, len(entries), context)
        if heading:
            section = _read_section(heading, context)
            if items != entry.items and (times := read_bracketed_times(entry.line.text, context)):
                section = replace(section, times=times, phase=entry.line.text)
            section = _within(section, scope)
            section = replace(section, words=None) if items == entry.items else section
            support = section.support is not None
            scope = scope.open(section, entry.line, until_blank=support, block=support and cell.column is None)
        for index, item in enumerate(items):
            if told and index + 1 < len(items) and is_flag_in_words(item, context.language):
                continue
            for found in _read_item(item, following, scope.inner or _NO_SECTION, context, told):
                yield replace(found, depth=entry.line.depth) if isinstance(found, Entrant) else found
        alone = heading is not None and bool(items) and items != entry.items and not _groups(heading.shown, context.language)
        scope = outer if alone or support_before(entry.line.text.shown, context.language) else scope


def _give_flags(entrants: tuple[Entrant | Item, ...], context: Context) -> Iterator[Entrant | Item]:
    """Each party with the flags by which it is known again."""
    for index, found in enumerate(entrants):
        if isinstance(found, Entrant):
            under = _listed_under(found, entrants, index + 1)
            shared = bool(under) and not any(other.item.flags for other in under)
            found = replace(found, flags=own_flags(found.item.flags, found.mention, shared, context))
        yield found


def _listed_under(entrant: Entrant, entrants: tuple[Entrant | Item, ...], start: int) -> list[Entrant]:
    """The parties on the deeper lines right below that of another, from a place in all on."""
    following = (entrants[index] for index in range(start, len(entrants)))
    nested = takewhile(lambda other: not isinstance(other, Entrant) or other.depth > entrant.depth, following)
    return [other for other in nested if isinstance(other, Entrant)]


def _is_remark(line: Line, item: Item, phased: bool, context: Context) -> bool:
    if read_phase(line, context, opens=phased or line.rule):
        return False
    if only_bracketed(line, item):
        return not (len(item.remarks) == 1 and whole_link(item.remarks[0].text)) or item.remarks[0].is_time
    heads = line.text.shown.rstrip().endswith(":")
    return not heads and not item.flags and bool(item.words) and is_time(item.words, context)


def _read_phase(phase: Phase) -> Section:
    return Section(times=phase.times, words=phase.text if phase.worded else None, phase=phase.text)


def _at(phase: Phase, section: Section | None) -> Section:
    """The section of a line that tells its own time."""
    return replace(section or _NO_SECTION, times=phase.times, phase=phase.text)


def _within(section: Section, scope: Scope[Section]) -> Section:
    """A section that tells no time takes that of the innermost heading of time over it."""
    phase = next((outer for outer in reversed(scope.told) if outer.phase is not None), None)
    if phase and not section.times:
        return replace(section, times=phase.times, phase=phase.phase)
    return section


def _read_section(heading: Text, context: Context) -> Section:
    if is_support(heading.shown.partition("(")[0], context.language):
        return Section(support=heading)
    remark = read_remark(heading, context)
    if remark.is_time:
        return Section(times=remark.times, phase=heading)
    return Section(words=None if is_alliance(heading.shown, context.language) else heading)


def _read_heading(entry: Entry, following: Entry | None, count: int, context: Context) -> tuple[Text | None, tuple[Item, ...]]:
    """Tell the heading of a line from the names in it: "Supported by: A" has both."""
    text, language = entry.line.text, context.language
    if end := support_before(text.shown, language):
        return take_part(text, 0, end).strip(), split_items(text.cut(end), context)
    if len(entry.items) != 1 or not entry.items[0].words:
        match = _HEADED.match(entry.line.text.shown)
        if match is None or not (is_support(match["head"], language) or _introduces(match, text, language)):
            return None, entry.items
    if match := _HEADED.fullmatch(text.shown):
        head = clean_name(text.of(match, "head"), language)
        rest = take_part(text, match.start("rest"), match.end("rest"))
        if re.search(r"\w", rest.shown) and not rest.shown.startswith("("):
            introduced = _groups(head.shown, language) or _introduces(match, text, language)
            return (head, split_items(rest, context)) if introduced else (None, entry.items)
        names = _heads_party(head, text, entry, following, language)
        return head, entry.items if names else ()
    item = entry.items[0]
    if is_support(item.shown, language):
        return item.words, ()
    linked = [link for link in item.words.marked(LINK) if not is_alliance(link.value, language)]
    grouping = is_alliance(item.shown, language) or (is_grouping(item.shown, language) and not item.flags)
    if count > 1 and grouping and not linked and (is_grouping(item.shown, language) or following is not None):
        return item.words, ()
    return None, entry.items


def _introduces(match: re.Match[str], text: Text, language: Language) -> bool:
    """Whether words without a link stand before a colon and a party with a flag or link ("Advisers: [[Esk]]"): they tell what it did."""
    start, rest = match.start("head"), match.start("rest")
    marked = any(mark.start == rest for kind in (FLAG, LINK) for mark in text.marked(kind))
    bare = not any(mark.start < match.end("head") for kind in (FLAG, LINK) for mark in text.marked(kind) if mark.end >= start)
    return marked and bare and not is_organisation(match["head"], language)


def _groups(shown: str, language: Language) -> bool:
    """Whether words only group what stands under them and name no party."""
    return is_support(shown, language) or is_alliance(shown, language) or is_grouping(shown, language) or is_section(shown, language)


def _heads_party(head: Text, text: Text, entry: Entry, following: Entry | None, language: Language) -> bool:
    shown = head.shown
    if _groups(shown, language):
        return False
    if any(is_alliance(link.value, language) for link in head.marked(LINK)):
        return False
    if whole_link(head, 1) or text.marked(FLAG):
        return True
    return following is not None and following.line.depth > entry.line.depth and is_organisation(shown, language)


def _read_item(item: Item, following: Entry | None, section: Section, context: Context, told: str) -> Iterator[Entrant | Item]:
    if not item.words:
        yield from _read_bare(item, following, section, context)
        return
    if nobody := tell_nobody(item.shown, context.language):
        if nobody == "unknown":
            yield item
        return
    parts = split_parties(item.words, context.language)
    if told and len(parts) == 1:
        parts = part_plain_list(item.words, context.language)
    if told and len(parts) == 1:
        parts = part_joined(part_twice(item.words, told, context.language), told, context.language)
    for index, part in enumerate(parts):
        words = clean_name(part, context.language)
        mention = name_mention(words, "group", context.language, _other_names(words))
        if mention and not is_support(mention.name, context.language) and not are_supports(mention.name, context.language):
            own = item if len(parts) == 1 else _share(item, words, not index, index == len(parts) - 1)
            yield Entrant(mention, own, section)
    for remark in item.remarks:
        yield from _read_members(remark, item, section, context)


def _read_members(remark: Remark, item: Item, section: Section, context: Context) -> Iterator[Entrant]:
    """The parties that a bracket lists behind the name of all of them, each of them linked: "Esks ([[Loft League]], [[Varn]])"."""
    parts = split_list(remark.text, lambda part: whole_link(clean_name(part, context.language)) is not None, context.language)
    for part in parts if len(parts) > 1 else ():
        words = clean_name(part, context.language)
        mention = name_mention(words, "group", context.language)
        if mention:
            yield Entrant(mention, replace(item, words=words, remarks=(), flags=part.marked(FLAG), notes=(), spans=span_words(part)), section)


def _read_bare(item: Item, following: Entry | None, section: Section, context: Context) -> Iterator[Entrant]:
    """A flag without a name stands for its country where no name follows; a link in brackets is a name."""
    linked = next((remark.text for remark in item.remarks if whole_link(remark.text) and not remark.is_time), None)
    mention = name_mention(linked, "group", context.language) if linked else None
    if mention:
        yield Entrant(mention, replace(item, remarks=()), section)
    elif item.flags and not (following and following.items[0].words and not following.items[0].flags):
        for flag in item.flags:
            mention = read_flag(flag, Groups(()), context)
            if mention:
                yield Entrant(mention, replace(item, spans=(flag.source,)), section)


def _share(item: Item, words: Text, first: bool, last: bool) -> Item:
    return replace(item, words=words, spans=span_words(words), flags=item.flags if first else (), remarks=item.remarks if last else ())


def _other_names(words: Text) -> tuple[str, ...]:
    bracket = re.fullmatch(r"(?P<name>.+?)\s*\([^()]*\)", words.shown)
    return (plain(bracket["name"]),) if bracket else ()


def _state_entrant(entrant: Entrant, subject: Side, cell: Cell, context: Context) -> Iterator[Finding | Issue]:
    item, section = entrant.item, entrant.section
    noted, note_spans = read_note_times(item.notes, context)
    qualifiers, notes = qualify_remarks(item.remarks)
    if section.words is not None:
        notes.insert(0, plain(section.words.shown))
    own = tuple((name, value) for name, value in {**dict(noted), **qualifiers}.items() if isinstance(value, Date))
    qualifiers = {**dict(join_times(section.times, own, worded=section.words is not None)), **qualifiers}
    if section.support is not None and subject == CONFLICT:
        notes.insert(0, plain(section.support.shown))
    if notes:
        qualifiers["note"] = Phrase("; ".join(notes))
    relation = "participant" if subject == CONFLICT else "supporter" if section.support is not None else "belligerent"
    headings = [span for heading in (section.support, section.words, section.phase) if heading is not None for span in span_words(heading)]
    evidence = merge_spans((*item.spans, *note_spans, *headings))
    told = tuple(sorted(qualifiers.items(), key=lambda qualifier: qualifier[0]))
    yield Finding(subject, relation, entrant.mention, evidence, relation, told, cell.basis, item.notes)
    for remark in item.remarks:
        yield from read_relations(entrant.mention, remark.text, context)
