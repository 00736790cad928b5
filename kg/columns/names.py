"""Which pieces of an article's rows name the same party, and which parties its lead sets against each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.columns.pieces import Piece
from kg.columns.words import fold_name, load_column_words, words_of
from kg.model.text import FLAG, Text

_BRACKETS = re.compile(r"\([^()]*\)")
_ABBREVIATION = re.compile(r"(?P<name>[^().;:]{3,80}?) \((?P<short>[A-Z][A-Za-z-]{1,7})\)")
_SENTENCE = re.compile(r"(?<=[a-z)\]\d]{2}[.!?]) +(?=[A-Z\"“])")
_CAPITALS = re.compile(r"\b[A-Z]{3,5}\b")
_ALLIED_WITH = re.compile(r" (?:allied with|part of|sided with|fought alongside|supported by) ")
_PLACE_HEADING = re.compile(r"(?:In|At|On|Around|Near) [^:]*:")
_UNDER = re.compile(r" (?:under|led by|commanded by|under the (?:command|leadership) of)(?: \w+)? $")
_PARTING = frozenset({"to", "by", "from", "against", "and", "with", "over", "on", "where", "when", "while", "but"})
_NEAR = 4
_PLAUSIBLE = -1.5
_STEM = 5
_FULL, _SHARED, _FLAG = 4.0, 1.5, 3.0
_OPPOSED, _ALLIED, _TOGETHER, _LED = 2.5, 1.0, 2.5, 1.5
_REACH = 160


class Name(NamedTuple):
    """A party or formation named by a piece of a row: all the ways it may be mentioned, folded."""

    row: str
    piece: int
    shown: str
    full: str
    shorts: frozenset[str]
    stems: frozenset[str]


class Link(NamedTuple):
    """Two pieces, each a row's field and a number, that belong to one side (weight above 0) or to different ones (below)."""

    one: tuple[str, int]
    other: tuple[str, int]
    weight: float


def find_names(field: str, pieces: Sequence[Piece], texts: Iterable[Text]) -> tuple[Name, ...]:
    """Return the names in a row of parties or formations; ``texts`` (lead, footnotes) explain abbreviations."""
    explained = [(_fold_words(m["name"]), m["short"]) for text in texts for m in _ABBREVIATION.finditer(text.shown)]
    loose = {short for text in texts for short in _CAPITALS.findall(text.shown)}
    names = []
    for index, group in _joined(pieces):
        shown = _BRACKETS.sub(" ", group).strip(" *\"“”'")
        full = _fold_words(shown)
        if len(full) < 3 or full in load_column_words().whole or shown.endswith(":"):
            continue
        shorts = {_initials(shown)} | {fold_name(short) for long, short in explained if long.endswith(full)} | _longer_shorts(full, loose)
        names.append(Name(field, index, shown, full, frozenset(short for short in shorts if len(short) >= 3), _stems(shown)))
    return tuple(names)


def _joined(pieces: Sequence[Piece]) -> Iterator[tuple[int, str]]:
    """Pieces set together again where no border is likely between them."""
    group: list[str] = []
    first = 0
    for index, piece in enumerate(pieces):
        if piece.leads or piece.border > _PLAUSIBLE:
            if group:
                yield first, " ".join(group)
            group, first = [], index
        group.append(piece.shown)
    if group:
        yield first, " ".join(group)


def _initials(shown: str) -> str:
    parts = [part for word in words_of(shown) for part in word.split("-")]
    letters = "".join(part[0] for part in parts if part not in ("of", "the", "and"))
    return letters.casefold() if len(letters) >= 3 else ""


def _longer_shorts(full: str, loose: Iterable[str]) -> set[str]:
    """Abbreviations in use that have one letter more before the name's initials ("XTS" for "Tahrir al-Sham")."""
    letters = "".join(word[0] for word in full.split() if word not in ("al", "of", "the", "and"))
    return {short.casefold() for short in loose if len(letters) > 1 and short[1:].casefold() == letters}


def _stems(shown: str) -> frozenset[str]:
    words = load_column_words()
    generic = words.ends | words.starts - {"syrian"} | words.open
    return frozenset(word[:_STEM] for word in fold_name(shown).replace("-", " ").split() if len(word) >= _STEM and word not in generic)


def link_names(names: Sequence[Name], field: str, pieces: Sequence[Piece], flags: Sequence[tuple[int, str]]) -> Iterator[Link]:
    """Links from the pieces of a row to the names of other rows that they mention; ``flags`` are pieces and whose flag they carry."""
    others = [name for name in names if name.row != field]
    for index, piece in enumerate(pieces):
        folded = f" {_fold_words(_own_words(piece.shown, field))} "
        full = [name for name in others if f" {name.full} " in folded or any(f" {short} " in folded for short in name.shorts)]
        longest = max((len(name.full) for name in full), default=0)
        best = [name for name in full if len(name.full) == longest or any(f" {short} " in folded for short in name.shorts)]
        yield from (Link((field, index), (name.row, name.piece), _FULL / len(best)) for name in best)
        if not best:
            shared = [name for name in others if any(f" {stem}" in folded for stem in name.stems)]
            yield from (Link((field, index), (name.row, name.piece), _SHARED / len(shared)) for name in shared)
    for index, flag in flags:
        stems, full_name = _stems(flag), _fold_words(flag)
        same = [name for name in others if name.full == full_name] or [name for name in others if stems & name.stems]
        yield from (Link((field, index), (name.row, name.piece), _FLAG / len(same)) for name in same)


def _own_words(shown: str, field: str) -> str:
    """The words of a piece that may name its own party: in figures not what is said by or about others."""
    if field not in ("strength", "casualties"):
        return shown
    foreign = load_column_words().foreign
    kept = _BRACKETS.sub(" ", shown)
    if _PLACE_HEADING.match(kept):
        return ""
    return "" if any(word in foreign for word in kept.casefold().split()) else kept


def _fold_words(shown: str) -> str:
    return " ".join(words_of(fold_name(shown)))


def piece_flags(texts: Sequence[Text], pieces: Sequence[Piece]) -> tuple[tuple[int, str], ...]:
    """Return the flags of a row's lines with the piece that each stands before."""
    found = []
    for index, piece in enumerate(pieces):
        marks = texts[piece.line].marked(FLAG)
        found += [(index, mark.value) for mark in marks if piece.start <= mark.start < piece.end or (mark.start == piece.start)]
    return tuple(dict.fromkeys(found))


def link_lead(names: Sequence[Name], lead: Sequence[Text]) -> Iterator[Link]:
    """Links between parties that the lead sets against each other, or on one side."""
    own = [name for name in names if name.row == "belligerents"]
    for text in lead:
        folded = f" {_fold_words(text.shown)} "
        for match in _ALLIED_WITH.finditer(folded):
            before, after = folded[: match.start()], folded[match.end() - 1 : match.end() + _REACH // 4]
            first = _first_mentioned(own, before)
            yield from (Link(first, other, _TOGETHER) for other in sorted(_mentioned(own, after)) if first and other != first)
    for text in lead[:3]:
        for sentence in _SENTENCE.split(text.shown):
            folded = f" {_fold_words(sentence)} "
            for left, right in _opposed(folded):
                ones, others = _mentioned(own, left), _mentioned(own, right)
                yield from _links_of(ones - others, others - ones)


def link_people(names: Sequence[Name], pieces: Sequence[Piece], lead: Sequence[Text]) -> Iterator[Link]:
    """Links from commanders to the party that the lead names last before their name ("the Varnish general Otto Rein")."""
    own = [name for name in names if name.row == "belligerents"]
    stretches = [f" {_fold_words(sentence)} " for text in lead[:4] for sentence in _SENTENCE.split(text.shown)]
    titles = load_column_words().titles
    for index, piece in enumerate(pieces):
        words = [word for word in _fold_words(_BRACKETS.sub(" ", piece.shown).partition(",")[0]).split() if word not in titles]
        called = [" ".join(words)] * (len(words) > 1) + [f"{title} {word}" for word in words[-1:] if len(word) >= _STEM for title in titles]
        found = [(stretch, at) for name in called for stretch in stretches if (at := stretch.find(f" {name} ")) >= 0]
        if found:
            stretch, at = found[0]
            before = stretch[max(0, at - _REACH // 2) : at + 1]
            last = max(((max(_places(name, before)), name) for name in own if _places(name, before)), default=None, key=lambda entry: entry[0])
            if last and _leads_to(before[last[0] :]):
                yield Link(("commanders", index), (last[1].row, last[1].piece), _LED)


def _leads_to(between: str) -> bool:
    """Whether the words from a party to a name make the one the other's ("Varnish general", "Varn under")."""
    if _UNDER.search(between):
        return True
    words = between.split()[1:]
    return len(words) <= _NEAR and not any(word in _PARTING for word in words)


def _places(name: Name, stretch: str) -> list[int]:
    """Where a name, its abbreviations or its telling words stand in a folded stretch."""
    ways = [f" {name.full} ", *(f" {short} " for short in name.shorts), *(f" {stem}" for stem in name.stems)]
    return [at for way in ways if (at := stretch.rfind(way)) >= 0]


def _first_mentioned(names: Sequence[Name], stretch: str) -> tuple[str, int] | None:
    found = [(at, name) for name in names if (at := stretch.find(f" {name.full} ")) >= 0]
    return min(((at, (name.row, name.piece)) for at, name in found), default=(0, None))[1]


def _links_of(ones: set[tuple[str, int]], others: set[tuple[str, int]]) -> Iterator[Link]:
    pairs = len(ones) * len(others)
    yield from (Link(one, other, -_OPPOSED / max(1, pairs**0.5)) for one in sorted(ones) for other in sorted(others))
    for side in (sorted(ones), sorted(others)):
        yield from (Link(one, other, _ALLIED) for one in side for other in side if one < other and pairs)


def _opposed(sentence: str) -> Iterator[tuple[str, str]]:
    """Pairs of stretches of a folded sentence of which each names one side."""
    match = re.search(r" one side and ", sentence)
    if match:
        yield sentence[: match.start()], sentence[match.end() :]
        return
    for match in re.finditer(r" (?:against|versus|fought off|defeated|attacked|drove out|repelled|repulsed|besieged) ", sentence):
        yield sentence[max(0, match.start() - _REACH) : match.start()], sentence[match.end() : match.end() + _REACH]
    for match in re.finditer(r" between ", sentence):
        tail = sentence[match.end() : match.end() + 2 * _REACH]
        for conjunction in re.finditer(r" and ", tail):
            yield " " + tail[: conjunction.start()] + " ", " " + tail[conjunction.end() : conjunction.end() + _REACH // 2] + " "


def _mentioned(names: Sequence[Name], stretch: str) -> set[tuple[str, int]]:
    padded = f" {stretch.strip()} "
    full = {(name.row, name.piece) for name in names if f" {name.full} " in padded or any(f" {short} " in padded for short in name.shorts)}
    if full:
        return full
    stems = [name for name in names if any(f" {stem}" in padded for stem in name.stems)]
    return {(name.row, name.piece) for name in stems} if len(stems) <= 2 else set()
