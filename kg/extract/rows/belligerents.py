"""The belligerents row: who fought on which side and who only helped, each with the time for which it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.domain.fields import rule_of_field
from kg.extract.context import Context, Party
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
    take_part,
)
from kg.extract.names.joined import part_joined, told_names
from kg.extract.names.known import Groups
from kg.extract.phrases.groups import is_alliance, is_grouping, is_organisation, is_section, is_support, support_before, tell_nobody
from kg.extract.phrases.remarks import Times, is_time, read_note_times, read_remark_times
from kg.extract.prose.relations import read_remark
from kg.model.article import Article, Cell, Line, Row
from kg.model.finding import CONFLICT, Finding, Mention, Phrase, Side, Term, Value
from kg.model.issue import Issue
from kg.model.text import FLAG, LINK, Span, Text

_HEADED = re.compile(r"(?P<head>[^:]+):(?=\s|$)\s*(?P<rest>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Entrant:
    """A party of a cell: ``heading`` are the words under which it only helped, ``times`` those of a heading, ``under`` another heading."""

    mention: Mention
    item: Item
    heading: Text | None = None
    times: Times = ()
    under: Text | None = None


@dataclass(frozen=True, slots=True)
class _Section:
    """What holds for the lines that follow a heading: until which depth, and whether blank lines end it."""

    depth: int = 0
    support: Text | None = None
    times: Times = ()
    words: Text | None = None
    nested: bool = False
    tight: bool = False
    used: bool = False


def read_belligerents(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Yield the sides that the row shows, the belligerents and the supporters of each; without a side they are participants."""
    for cell in row.cells:
        subject = Side(cell.column) if cell.column else CONFLICT
        shown = [span for line in cell.lines for span in span_words(line.text)]
        if subject != CONFLICT and shown:
            whole = Span(min(span.start for span in shown), max(span.end for span in shown))
            yield Finding(CONFLICT, "side", subject, (whole,), "side-column", basis=cell.basis)
        for entrant in read_entrants(cell, context):
            if isinstance(entrant, Item):
                yield Finding(subject, "statedUnknown", Term("belligerent"), entrant.spans, "stated-unknown", basis=cell.basis)
            else:
                yield from _state_entrant(entrant, subject, cell, context)


def parties_of(article: Article, context: Context) -> tuple[Party, ...]:
    """The parties that the first belligerents row names, in order, with the side they stand on."""
    rows = (row for box in article.boxes for row in box.rows if rule_of_field(row.field, context.language) == "belligerents")
    row = next(rows, None)
    parties = [
        Party(entrant.mention, cell.column or None)
        for cell in (row.cells if row else ())
        for entrant in read_entrants(cell, context)
        if isinstance(entrant, Entrant)
    ]
    return tuple(dict.fromkeys(parties))


def read_entrants(cell: Cell, context: Context) -> Iterator[Entrant | Item]:
    """Yield the parties of a cell in order; an item that says that none is known as it stands."""
    entries = read_entries(cell, lambda line, item: _is_remark(line, item, context))
    told = told_names(context.article) if cell.basis is not None else ""
    section = _Section()
    for index, entry in enumerate(entries):
        following = entries[index + 1] if index + 1 < len(entries) else None
        section = _leave_section(section, entry.line)
        outer = section
        heading, items = _read_heading(entry, following, len(entries))
        if heading:
            section = _open_section(heading, entry.line, following, context)
            section = replace(section, words=None) if items == entry.items else section
        elif section.support and not section.used:
            section = replace(section, used=True)
        for item in items:
            yield from _read_item(item, following, section, context, told)
        section = outer if support_before(entry.line.text.shown) else section


def _is_remark(line: Line, item: Item, context: Context) -> bool:
    if only_bracketed(line, item):
        return not (len(item.remarks) == 1 and _is_linked(item.remarks[0]))
    return not item.flags and bool(item.words) and is_time(item.words, context)


def _is_linked(text: Text) -> bool:
    return any(link.start == 0 and link.end == len(text.shown) for link in text.marked(LINK))


def _leave_section(section: _Section, line: Line) -> _Section:
    if line.rule or (section.nested and line.depth <= section.depth) or line.depth < section.depth or (section.tight and section.used and line.gap):
        return _Section()
    return section


def _open_section(heading: Text, line: Line, following: Entry | None, context: Context) -> _Section:
    nested = following is not None and following.line.depth > line.depth
    tight = following is not None and not following.line.gap
    support = heading if is_support(heading.shown) else None
    times = read_remark_times(heading, context).times if is_time(heading, context) else ()
    words = None if support or times or is_alliance(heading.shown) else heading
    return _Section(line.depth, support, times, words, nested, tight)


def _read_heading(entry: Entry, following: Entry | None, count: int) -> tuple[Text | None, tuple[Item, ...]]:
    """Tell the heading of a line from the names in it: "Supported by: A" has both."""
    text = entry.line.text
    if end := support_before(text.shown):
        return take_part(text, 0, end).strip(), split_items(text.cut(end))
    if len(entry.items) != 1 or not entry.items[0].words:
        match = _HEADED.match(entry.line.text.shown)
        if match is None or not is_support(match["head"]):
            return None, entry.items
    if match := _HEADED.fullmatch(text.shown):
        head = clean_name(text.of(match, "head"))
        rest = take_part(text, match.start("rest"), match.end("rest"))
        if re.search(r"\w", rest.shown) and not rest.shown.startswith("("):
            groups = is_support(head.shown) or is_alliance(head.shown) or is_grouping(head.shown) or is_section(head.shown)
            return (head, split_items(rest)) if groups else (None, entry.items)
        names = _heads_party(head, text, entry, following)
        return head, entry.items if names else ()
    item = entry.items[0]
    if is_support(item.shown):
        return item.words, ()
    linked = [link for link in item.words.marked(LINK) if not is_alliance(link.value)]
    grouping = is_alliance(item.shown) or (is_grouping(item.shown) and not item.flags)
    if count > 1 and grouping and not linked and (is_grouping(item.shown) or following is not None):
        return item.words, ()
    return None, entry.items


def _heads_party(head: Text, text: Text, entry: Entry, following: Entry | None) -> bool:
    shown = head.shown
    if is_support(shown) or is_alliance(shown) or is_grouping(shown) or is_section(shown):
        return False
    if any(is_alliance(link.value) for link in head.marked(LINK)):
        return False
    if any(link.end - link.start >= len(shown) - 1 for link in head.marked(LINK)) or text.marked(FLAG):
        return True
    return following is not None and following.line.depth > entry.line.depth and is_organisation(shown)


def _read_item(item: Item, following: Entry | None, section: _Section, context: Context, told: str) -> Iterator[Entrant | Item]:
    if not item.words:
        yield from _read_bare(item, following, section, context)
        return
    if nobody := tell_nobody(item.shown):
        if nobody == "unknown":
            yield item
        return
    parts = split_list(item.words, _is_party_name)
    if told and len(parts) == 1:
        parts = part_joined(item.words, told)
    for index, part in enumerate(parts):
        words = clean_name(part)
        mention = name_mention(words, "group", _other_names(words))
        if mention and not is_support(mention.name):
            own = item if len(parts) == 1 else _share(item, words, index == len(parts) - 1)
            yield Entrant(mention, own, section.support, section.times, section.words)


def _read_bare(item: Item, following: Entry | None, section: _Section, context: Context) -> Iterator[Entrant]:
    """A flag without a name stands for its country where no name follows; a link in brackets is a name."""
    linked = next((remark for remark in item.remarks if _is_linked(remark)), None)
    mention = name_mention(linked, "group") if linked else None
    if mention:
        yield Entrant(mention, replace(item, remarks=()), section.support, section.times, section.words)
    elif item.flags and not (following and following.items[0].words and not following.items[0].flags):
        for flag in item.flags:
            mention = read_flag(flag, Groups(()), context.article.source.text)
            if mention:
                yield Entrant(mention, replace(item, spans=(flag.source,)), section.support, section.times, section.words)


def _is_party_name(part: Text) -> bool:
    words = clean_name(part)
    if not words.shown:
        return False
    links = words.marked(LINK)
    return bool(part.marked(FLAG)) or any(link.start == 0 and len(words.shown) - link.end <= 1 for link in links)


def _share(item: Item, words: Text, last: bool) -> Item:
    spans = span_words(words) if not last else merge_spans((*span_words(words), *(span for span in item.spans if span.end > words.span().start)))
    return replace(item, words=words, spans=spans if not last else span_words(words), remarks=item.remarks if last else ())


def _other_names(words: Text) -> tuple[str, ...]:
    bracket = re.fullmatch(r"(?P<name>.+?)\s*\([^()]*\)", words.shown)
    return (plain(bracket["name"]),) if bracket else ()


def _state_entrant(entrant: Entrant, subject: Side, cell: Cell, context: Context) -> Iterator[Finding | Issue]:
    item = entrant.item
    noted, note_spans = read_note_times(item.notes, context)
    qualifiers: dict[str, Value] = {}
    notes = [plain(entrant.under.shown)] if entrant.under is not None else []
    for remark in item.remarks:
        times, parts = read_remark_times(remark, context)
        qualifiers = {**dict(times), **qualifiers}
        if parts:
            notes.append(plain(remark.shown))
    qualifiers = {**dict(entrant.times), **dict(noted), **qualifiers}
    if entrant.heading is not None and subject == CONFLICT:
        notes.insert(0, plain(entrant.heading.shown))
    if notes:
        qualifiers["note"] = Phrase("; ".join(notes))
    relation = "participant" if subject == CONFLICT else "supporter" if entrant.heading is not None else "belligerent"
    headings = [span for heading in (entrant.heading, entrant.under) if heading is not None for span in span_words(heading)]
    evidence = merge_spans((*item.spans, *note_spans, *headings))
    told = tuple(sorted(qualifiers.items(), key=lambda qualifier: qualifier[0]))
    yield Finding(subject, relation, entrant.mention, evidence, relation, told, cell.basis, item.notes)
    for remark in item.remarks:
        yield from read_remark(entrant.mention, remark, context)
