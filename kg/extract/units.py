"""The units row, and strength rows that list formations without counting them: which formations took part."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.article import Article, Cell, Row
from kg.extract.context import Context
from kg.extract.names import Item, clean_name, merge_spans, name_mention, only_bracketed, plain, read_entries, split_list
from kg.extract.parties_words import has_ordinal, is_formation, is_organisation, is_section, is_support, tell_nobody
from kg.extract.remarks import read_remark_times
from kg.fields import rule_of_field
from kg.finding import CONFLICT, Finding, Issue, Mention, Phrase, Side, Term, Value
from kg.text import LINK, Text

_COUNTED = re.compile(
    r"(?:about|some|c\.|ca\.|~|over|up to|around)?\s*(?:\d[\d,.]*|several|two|three|four|five|six|seven|eight|nine|ten)\s+\S", re.IGNORECASE
)
_PARTS_OF = re.compile(r"^\d[\d,.]*\s+\w+\s+(?:from|of)\s+(?:the\s+)?(?P<name>\S.*)", re.DOTALL)
_COLON = re.compile(r"\s*:\s*$")
_NUMBER = re.compile(r"\d")
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
    rows = (row for box in article.boxes for row in box.rows if rule_of_field(row.field) == "units")
    return tuple(mention for row in rows for cell in row.cells for _, mention in read_formations(cell) if mention)


def read_formations(cell: Cell) -> Iterator[tuple[Item, Mention | None]]:
    """Yield each formation of a cell; None in its place where the line says that it is unknown."""
    for entry in read_entries(cell, only_bracketed):
        for item in entry.items:
            if not item.words or is_support(item.shown):
                continue
            if told := tell_nobody(item.shown):
                if told == "unknown":
                    yield item, None
                continue
            headed = entry.line.text.shown.rstrip().endswith(":")
            if is_section(item.shown) and (headed or not item.words.marked(LINK)) and (headed or not item.flags):
                continue
            if headed and not (item.flags or item.words.marked(LINK) or is_organisation(item.shown)):
                continue
            yield from _read_names(item)


def _read_names(item: Item) -> Iterator[tuple[Item, Mention | None]]:
    words = item.words
    counted = _COUNTED.match(words.shown)
    if counted and not _is_designation(words):
        parts = _PARTS_OF.match(words.shown)
        if parts is None:
            return
        words = words.of(parts, "name")
    for part in split_list(words, _is_formation_name):
        mention = name_mention(clean_name(part), "unit", _glosses(item))
        if mention and any(character.isalpha() for character in mention.name):
            yield item, mention


def _is_designation(words: Text) -> bool:
    """Whether a number at the beginning designates the formation ("3 Commando Brigade") and counts none ("3 brigades")."""
    first = words.shown.split()
    kind = next((word.casefold().strip(",.;") for word in first[1:] if is_formation(word)), "")
    return not kind.endswith("s") and first[0].isdigit() and kind != "" and all(w[:1].isupper() or w[:1].isdigit() for w in first[1:2])


def _is_formation_name(part: Text) -> bool:
    shown = clean_name(part).shown
    linked = any(link.start == 0 and link.end >= len(shown) for link in clean_name(part).marked(LINK))
    return linked or bool(is_formation(shown) and (has_ordinal(shown) or shown[:1].isupper()) and len(shown.split()) > 1)


def _glosses(item: Item) -> tuple[str, ...]:
    """Another name in brackets: "10ª Armata (10th Army)"."""
    return tuple(plain(remark.shown) for remark in item.remarks if has_ordinal(remark.shown) and is_formation(remark.shown))


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
