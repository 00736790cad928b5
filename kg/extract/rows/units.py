"""The units row, and strength rows that list formations without counting them: which formations took part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from kg.extract.context import Context
from kg.extract.names.flags import own_flags, read_flag
from kg.extract.names.items import Item, only_bracketed, read_entries, split_items
from kg.extract.names.joined import part_numbered
from kg.extract.names.parts import clean_name, merge_spans, name_mention, plain, split_list
from kg.extract.names.peoples import find_people, is_people
from kg.extract.parsed import Parsed
from kg.extract.phrases.groups import has_ordinal, is_formation, is_organisation, is_section, is_support, tell_nobody
from kg.extract.phrases.headings import Scope
from kg.extract.phrases.phases import opens_with_phase, read_phase, take_inline_phase
from kg.extract.phrases.remarks import qualify_remarks, read_remark
from kg.extract.phrases.segments import is_within_link, whole_link
from kg.language.fold import fold_name
from kg.language.grammar import load_grammar
from kg.language.language import Language
from kg.language.words import any_of
from kg.model.article import Cell, Row
from kg.model.finding import CONFLICT, Finding, Mention, Phrase, Side, Term, Value
from kg.model.issue import Issue
from kg.model.text import LINK, Text
from kg.patterns import lazy_pattern
from kg.values import dataclass

_NUMBER = lazy_pattern(r"\d")
_DIGITS = lazy_pattern(r"\d+")
_HEADED = lazy_pattern(r"(?P<head>[^:\d]{2,40}):\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Formations that are counted ("two brigades"), that are parts of one ("300 men of the Guard", "elements of"), numbered ("3rd", "No. 4")."""

    counted: re.Pattern[str]
    parts_of: re.Pattern[str]
    portion: re.Pattern[str]
    headed_count: re.Pattern[str]
    designated: re.Pattern[str]
    figure: re.Pattern[str]
    ordinal: re.Pattern[str]
    plural: tuple[str, ...]
    ship: re.Pattern[str]
    ship_title: re.Pattern[str]


@cache
def _load_patterns(language: Language) -> _Patterns:
    """The patterns of CODE/units.toml; ValueError where the file breaks its schema."""
    data = language.table("units").only(
        "vague", "vague_before_heading", "counts", "part", "portions", "number", "plural", "ship_prefixes", "ship_kinds"
    )
    grammar = load_grammar(language)
    formation = grammar.formation_ordinals
    vague, counts = any_of(data.words("vague")), any_of(data.words("counts"))
    return _Patterns(
        re.compile(rf"(?:{vague})?\s*(?:\d[\d,.]*|{counts})\s+\S", re.IGNORECASE),
        re.compile(rf"^\d[\d,.]*\s+\w+\s+(?:{any_of(data.words('part'))})\s+(?:(?:{grammar.article})\s+)?(?P<name>\S.*)", re.DOTALL),
        re.compile(rf"(?P<portion>(?:(?:{any_of(data.words('portions'))})\s+)+)(?:(?:{grammar.article})\s+)?(?=\S)", re.IGNORECASE),
        re.compile(rf"(?P<name>[^:]+):\s+(?:{any_of(data.words('vague_before_heading'))})?\s*\d"),
        re.compile(rf"\d+(?:{formation})\b|\b[IVXL]+\b|\b(?:{any_of(data.words('number'))}) ?\d+|[A-Za-z]+ \d+(?:\.\d+)?\b"),
        re.compile(r"\s*(?:[~≈<>]|\d[\d,.]*(?!\w))"),
        re.compile(rf"\d+(?:{formation})\b"),
        data.words("plural"),
        re.compile(rf"(?:{any_of(data.words('ship_prefixes'))}) [^\W\d_a-z][\w'’.-]*(?: [^\W\d_a-z][\w'’.-]*){{0,3}}(?: \([^()]*\))?"),
        re.compile(rf"(?:[^\W\d_a-z][\w'’-]* )+(?:{any_of(data.words('ship_kinds'))}) [^\W\d_a-z]"),
    )


@dataclass(frozen=True, slots=True)
class Formation:
    """A formation of a cell, with the heading by arm above it as a remark; without a mention where a line says that it is unknown.

    ``portion`` says which part of it took part ("elements of").
    """

    item: Item
    mention: Mention | None
    portion: str = ""


def read_units(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Yield the formations of each side as they are listed; headings by arm and pointers to an order of battle are none."""
    yield from state_units(parse_units(row, context), context)


def parse_units(row: Row, context: Context) -> Parsed[Formation]:
    """Read the formations of each cell in order."""
    return Parsed(row, tuple((cell, tuple(_read_formations(cell, context))) for cell in row.cells))


def units_of(parsed: Parsed[Formation]) -> tuple[Mention, ...]:
    """The formations that a row names."""
    return tuple(found.mention for _, formations in parsed.cells for found in formations if found.mention)


def state_units(parsed: Parsed[Formation], context: Context) -> Iterator[Finding | Issue]:
    """State the formations of a units row."""
    for cell, formations in parsed.cells:
        for found in formations:
            if found.mention is None:
                yield Finding(_side(cell), "statedUnknown", Term("unit"), found.item.spans, "stated-unknown", basis=cell.basis)
            else:
                yield _state(found, found.mention, cell, "unit", context)


def state_listed_units(parsed: Parsed[Formation], context: Context) -> Iterator[Finding | Issue]:
    """State the formations that a strength row lists without counting anything."""
    for cell, formations in parsed.cells:
        for found in formations:
            if found.mention is not None and _is_listed(found.item, context.language):
                yield _state(found, found.mention, cell, "strength-unit", context)


def _side(cell: Cell) -> Side:
    return Side(cell.column) if cell.column else CONFLICT


def _state(found: Formation, mention: Mention, cell: Cell, rule: str, context: Context) -> Finding:
    item = found.item
    relation = "unit" if cell.column else "participant"
    bearer = (_read_flags(item, mention, cell, context) or _read_party(item, mention, cell.column, context)) if cell.column else None
    spans = (*item.spans, *((bearer.span,) if bearer else ()))
    return Finding(
        _side(cell), relation, mention, merge_spans(spans) if rule == "unit" else spans, rule, _qualifiers(found, bearer), cell.basis, item.notes
    )


def _read_flags(item: Item, mention: Mention, cell: Cell, context: Context) -> Mention | None:
    """The party whose flag stands before a formation; None where there is none, where there are several, and where it is the formation itself."""
    flags = own_flags(item.flags, mention, False, context)
    parties = {party for flag in flags if (party := read_flag(flag, context.known(cell.column), context))}
    named = {fold_name(mention.name), fold_name(mention.title or "")}
    return party if len(parties) == 1 and fold_name((party := parties.pop()).name) not in named else None


def _read_formations(cell: Cell, context: Context) -> Iterator[Formation]:
    scope: Scope[Item] = Scope()
    phased = opens_with_phase(cell.lines, context)
    for entry in read_entries(
        cell, context, lambda line, item: only_bracketed(line, item) and not read_phase(line, context, opens=phased or line.rule)
    ):
        headed = entry.line.text.shown.rstrip().endswith(":") or read_phase(entry.line, context, opens=phased or entry.line.rule) is not None
        scope = scope.enter(entry.line)
        inline = take_inline_phase(entry.line.text, context)
        for item in split_items(inline[1], context) if inline else entry.items:
            if not item.words:
                continue
            if inline:
                item = _put_under(item, Item(inline[0].text, spans=(inline[0].text.span(),)), context)
            item = _take_heading(item, context)
            if told := tell_nobody(item.shown, context.language):
                if told == "unknown":
                    yield Formation(item, None)
            elif _is_heading(item, headed, context.language):
                scope = scope.open(item, entry.line)
            else:
                yield from _read_names(_put_under(item, scope.inner, context), cell.column is None or cell.basis is not None, context.language)


def _is_heading(item: Item, headed: bool, language: Language) -> bool:
    """Whether a line parts the list by arm or people ("Naval units", "Varnish") and names no formation."""
    marked = bool(item.flags or item.words.marked(LINK))
    if is_support(item.shown, language) or (is_section(item.shown, language, headed) and (headed or not marked)):
        return True
    return not marked and not is_organisation(item.shown, language) and (headed or is_people(item.shown, language))


def _take_heading(item: Item, context: Context) -> Item:
    """A formation without the heading in front of it on its line ("British: [[Third Army]]"), which becomes a remark."""
    match = _HEADED.match(item.shown)
    if match is None or is_within_link(item.words, match.end("head")) or is_formation(match["head"], context.language):
        return item
    words = item.words.cut(match.end())
    if not _is_formation_name(words, context.language):
        return item
    return replace(item, words=words, remarks=(read_remark(item.words.of(match, "head"), context), *item.remarks))


def _put_under(item: Item, heading: Item | None, context: Context) -> Item:
    if heading is None:
        return item
    return replace(item, remarks=(read_remark(heading.words, context), *item.remarks), spans=merge_spans((*item.spans, *heading.spans)))


def _read_names(item: Item, joined: bool, language: Language) -> Iterator[Formation]:
    words, patterns = item.words, _load_patterns(language)
    if headed := patterns.headed_count.match(words.shown):
        words = words.of(headed, "name")
    counted = patterns.counted.match(words.shown)
    if counted and not _is_designation(words, language):
        parts = patterns.parts_of.match(words.shown)
        if parts is None:
            return
        words = words.of(parts, "name")
    for part in (piece for name in _split_names(words, language) for piece in (part_numbered(name, language) if joined else (name,))):
        portion, name = _split_portion(clean_name(part, language), language)
        mention = name_mention(name, "unit", language, _glosses(item, language))
        if mention and any(character.isalpha() for character in mention.name):
            yield Formation(item, mention, plain(portion.shown))


def _read_party(item: Item, mention: Mention, column: int, context: Context) -> Mention | None:
    """The party that a heading or a bracket names with a formation ("British: Third Army"); None where it is the formation itself."""
    groups = context.parties_of(column)
    for remark in item.remarks:
        words = remark.text.strip(" \t\n:()")
        party = groups.find(words.shown) or find_people(words.shown, groups, context.language)
        if party and fold_name(party.name) != fold_name(mention.name):
            return Mention(party.name, party.kind, words.span(), party.title)
    return None


def _is_words_of(bearer: Mention, note: str, item: Item) -> bool:
    """Whether a note is nothing but the words that name the party of a formation."""
    return any(remark.text.strip(" \t\n:()").span() == bearer.span and plain(remark.shown) == note for remark in item.remarks)


def _split_portion(words: Text, language: Language) -> tuple[Text, Text]:
    """Part what a formation took part with ("elements of") from its name; the former is empty where the name stands alone."""
    match = _load_patterns(language).portion.match(words.shown)
    rest = words.cut(match.end()) if match else words
    if match is None or not (whole_link(rest) or has_ordinal(rest.shown, language) or (rest.shown[0].isupper() and "," not in rest.shown)):
        return words.cut(0, 0), words
    return words.of(match, "portion"), rest


def _is_designation(words: Text, language: Language) -> bool:
    """Whether a number at the beginning designates the formation ("3 Commando Brigade") and counts none ("3 brigades")."""
    first = words.shown.split()
    kind = next((word.casefold().strip(",.;") for word in first[1:] if is_formation(word, language)), "")
    return (
        not kind.endswith(_load_patterns(language).plural)
        and first[0].isdigit()
        and kind != ""
        and all(w[:1].isupper() or w[:1].isdigit() for w in first[1:2])
    )


def _split_names(words: Text, language: Language) -> tuple[Text, ...]:
    """Part formations of one kind that share a line; "1st Battalion, 5th Regiment" is one formation and the one it belongs to."""
    parts = split_list(words, lambda part: _is_formation_name(part, language), language)
    kinds = {_kind_of(part.shown, language) for part in parts}
    linked = all(whole_link(_split_portion(clean_name(part, language), language)[1], 1) for part in parts)
    return parts if linked or len(kinds) == 1 else (words,)


def _kind_of(shown: str, language: Language) -> str:
    kind = next((word.casefold().strip(",.;") for word in reversed(shown.split()) if is_formation(word, language)), "")
    ending = next((plural for plural in _load_patterns(language).plural if kind.endswith(plural)), "")
    return kind.removesuffix(ending)


def _is_formation_name(part: Text, language: Language) -> bool:
    _, words = _split_portion(clean_name(part, language), language)
    named = is_formation(words.shown, language) and len(words.shown.split()) > 1
    return whole_link(words) is not None or bool(named and (has_ordinal(words.shown, language) or words.shown[:1].isupper()))


def _glosses(item: Item, language: Language) -> tuple[str, ...]:
    """Another name in brackets, of the same number: "10ª Armata (10th Army)"."""
    number = _DIGITS.findall(item.shown)
    return tuple(
        plain(r.shown)
        for r in item.remarks
        if number and _DIGITS.findall(r.shown) == number and is_formation(r.shown, language) and has_ordinal(r.shown, language)
    )


def _is_ship(item: Item, language: Language) -> bool:
    """Whether words are the name of a ship, by its prefix or by the title of the page that the whole links to."""
    patterns, link = _load_patterns(language), whole_link(item.words, 1)
    titled = link is not None and (patterns.ship.match(link.value) or patterns.ship_title.match(link.value))
    return bool(titled or patterns.ship.fullmatch(item.shown))


def _is_numbered_page(item: Item, language: Language) -> bool:
    """Whether the whole leads to the page of a formation that bears the same number ("[[No. 4 Commando|4 Commando]]")."""
    link, number = whole_link(item.words, 1), _DIGITS.findall(item.shown)
    return link is not None and bool(number) and _DIGITS.findall(link.value) == number and is_formation(link.value, language)


def _is_listed(item: Item, language: Language) -> bool:
    shown, patterns = item.shown, _load_patterns(language)
    if _is_ship(item, language) or _is_numbered_page(item, language):
        return True
    if patterns.figure.match(shown) and not patterns.ordinal.match(shown):
        return False
    if _NUMBER.search(patterns.designated.sub(" ", shown)) or not is_formation(shown, language):
        return False
    named = any(link.start == 0 and len(shown) - link.end <= 1 for link in item.words.marked(LINK)) and shown[:1].isupper()
    return named or patterns.designated.match(shown) is not None


def _qualifiers(found: Formation, bearer: Mention | None) -> tuple[tuple[str, Value], ...]:
    qualifiers, notes = qualify_remarks(found.item.remarks)
    if bearer:
        qualifiers["affiliation"] = bearer
        notes = [note for note in notes if not _is_words_of(bearer, note, found.item)]
    notes = [found.portion, *notes] if found.portion else notes
    if notes:
        qualifiers["note"] = Phrase("; ".join(notes))
    return tuple(sorted(qualifiers.items(), key=lambda q: q[0]))
