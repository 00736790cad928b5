"""The units row, and strength rows that list formations without counting them: which formations took part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.domain.fields import rule_of_field
from kg.extract.context import Context
from kg.extract.names.items import Item, clean_name, merge_spans, name_mention, only_bracketed, plain, read_entries, split_list
from kg.extract.names.joined import part_numbered
from kg.extract.phrases.groups import has_ordinal, is_formation, is_organisation, is_section, is_support, tell_nobody
from kg.extract.phrases.remarks import read_remark_times
from kg.language.language import pack_of
from kg.model.article import Article, Cell, Row
from kg.model.finding import CONFLICT, Finding, Mention, Phrase, Side, Term, Value
from kg.model.issue import Issue
from kg.model.text import LINK, Text

_COUNTED = re.compile(
    r"(?:about|some|c\.|ca\.|~|over|up to|around)?\s*(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten)\s+\S", re.IGNORECASE
)
_PARTS_OF = re.compile(r"^\d[\d,.]*\s+\w+\s+(?:from|of)\s+(?:the\s+)?(?P<name>\S.*)", re.DOTALL)
_HEADED_COUNT = re.compile(r"(?P<name>[^:]+):\s+(?:about|some|c\.|ca\.|~|≈)?\s*\d")
_NUMBER = re.compile(r"\d")
_DIGITS = re.compile(r"\d+")
_DESIGNATED = re.compile(r"\d+(?:st|nd|rd|th|d|ª|º)\b|\b[IVXL]+\b|\bNo\. ?\d+|[A-Za-z]+ \d+(?:\.\d+)?\b")


def read_units(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Yield the formations of each side as they are listed; headings by arm and pointers to an order of battle are none."""
    for cell in row.cells:
        subject = Side(cell.column) if cell.column else CONFLICT
        relation = "unit" if cell.column else "participant"
        for item, mention in read_formations(cell):
            if mention is None:
                yield Finding(subject, "statedUnknown", Term("unit"), item.spans, "stated-unknown", basis=cell.basis)
                continue
            qualifiers = _qualifiers(item, context)
            yield Finding(subject, relation, mention, merge_spans(item.spans), "unit", qualifiers, cell.basis, item.notes)


def read_strength_units(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Yield the formations that a strength row lists without counting anything."""
    for cell in row.cells:
        subject = Side(cell.column) if cell.column else CONFLICT
        for item, mention in read_formations(cell):
            if mention is not None and _is_listed(item):
                yield Finding(
                    subject,
                    "unit" if cell.column else "participant",
                    mention,
                    item.spans,
                    "strength-unit",
                    _qualifiers(item, context),
                    cell.basis,
                    item.notes,
                )


def units_of(article: Article) -> tuple[Mention, ...]:
    """The formations that the units rows name."""
    language = pack_of(article.source.language)
    rows = (row for box in article.boxes for row in box.rows if rule_of_field(row.field, language) == "units")
    return tuple(mention for row in rows for cell in row.cells for _, mention in read_formations(cell) if mention)


def read_formations(cell: Cell) -> Iterator[tuple[Item, Mention | None]]:
    """Yield each formation of a cell, with the heading by arm above it as a remark; None in its place where a line says that it is unknown."""
    heading: Item | None = None
    depth, nested = 0, False
    entries = read_entries(cell, only_bracketed)
    for index, entry in enumerate(entries):
        headed = entry.line.text.shown.rstrip().endswith(":")
        if entry.line.rule or (nested and entry.line.depth <= depth):
            heading, nested = None, False
        for item in entry.items:
            if not item.words:
                continue
            if told := tell_nobody(item.shown):
                if told == "unknown":
                    yield item, None
            elif _is_heading(item, headed):
                heading, depth = item, entry.line.depth
                nested = index + 1 < len(entries) and entries[index + 1].line.depth > depth
            else:
                yield from _read_names(_put_under(item, heading), cell.basis is not None)


def _is_heading(item: Item, headed: bool) -> bool:
    """Whether a line parts the list by arm ("Naval units") and names no formation."""
    marked = bool(item.flags or item.words.marked(LINK))
    if is_support(item.shown) or (is_section(item.shown, headed) and (headed or not marked)):
        return True
    return headed and not marked and not is_organisation(item.shown)


def _put_under(item: Item, heading: Item | None) -> Item:
    if heading is None:
        return item
    return replace(item, remarks=(heading.words, *item.remarks), spans=merge_spans((*item.spans, *heading.spans)))


def _read_names(item: Item, joined: bool) -> Iterator[tuple[Item, Mention | None]]:
    words = item.words
    if headed := _HEADED_COUNT.match(words.shown):
        words = words.of(headed, "name")
    counted = _COUNTED.match(words.shown)
    if counted and not _is_designation(words):
        parts = _PARTS_OF.match(words.shown)
        if parts is None:
            return
        words = words.of(parts, "name")
    for part in (piece for name in _split_names(words) for piece in (part_numbered(name) if joined else (name,))):
        mention = name_mention(clean_name(part), "unit", _glosses(item))
        if mention and any(character.isalpha() for character in mention.name):
            yield item, mention


def _is_designation(words: Text) -> bool:
    """Whether a number at the beginning designates the formation ("3 Commando Brigade") and counts none ("3 brigades")."""
    first = words.shown.split()
    kind = next((word.casefold().strip(",.;") for word in first[1:] if is_formation(word)), "")
    return not kind.endswith("s") and first[0].isdigit() and kind != "" and all(w[:1].isupper() or w[:1].isdigit() for w in first[1:2])


def _split_names(words: Text) -> tuple[Text, ...]:
    """Part formations of one kind that share a line; "1st Battalion, 5th Regiment" is one formation and the one it belongs to."""
    parts = split_list(words, _is_formation_name)
    kinds = {_kind_of(part.shown) for part in parts}
    linked = all(any(link.end - link.start >= len(part.shown) - 1 for link in part.marked(LINK)) for part in map(clean_name, parts))
    return parts if linked or len(kinds) == 1 else (words,)


def _kind_of(shown: str) -> str:
    return next((word.casefold().strip(",.;").removesuffix("s") for word in reversed(shown.split()) if is_formation(word)), "")


def _is_formation_name(part: Text) -> bool:
    words = clean_name(part)
    linked = any(link.start == 0 and link.end >= len(words.shown) for link in words.marked(LINK))
    return linked or bool(is_formation(words.shown) and (has_ordinal(words.shown) or words.shown[:1].isupper()) and len(words.shown.split()) > 1)


def _glosses(item: Item) -> tuple[str, ...]:
    """Another name in brackets, of the same number: "10ª Armata (10th Army)"."""
    number = _DIGITS.findall(item.shown)
    return tuple(
        plain(r.shown) for r in item.remarks if number and _DIGITS.findall(r.shown) == number and is_formation(r.shown) and has_ordinal(r.shown)
    )


def _is_listed(item: Item) -> bool:
    shown = item.shown
    if re.match(r"\s*(?:[~≈<>]|\d[\d,.]*(?!\w|th\b))", shown) and not re.match(r"\d+(?:st|nd|rd|th|d)\b", shown):
        return False
    if _NUMBER.search(_DESIGNATED.sub(" ", shown)) or not is_formation(shown):
        return False
    named = any(link.start == 0 and len(shown) - link.end <= 1 for link in item.words.marked(LINK)) and shown[:1].isupper()
    return named or _DESIGNATED.match(shown) is not None


def _qualifiers(item: Item, context: Context) -> tuple[tuple[str, Value], ...]:
    qualifiers: dict[str, Value] = {}
    notes = []
    for remark in item.remarks:
        times, parts = read_remark_times(remark, context)
        qualifiers = {**dict(times), **qualifiers}
        if parts and any(character.isalpha() for character in remark.shown):
            notes.append(plain(remark.shown))
    if notes:
        qualifiers["note"] = Phrase("; ".join(notes))
    return tuple(sorted(qualifiers.items(), key=lambda q: q[0]))
