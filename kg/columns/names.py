"""Which pieces of an article's rows name the same party, and which parties its lead sets against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from kg.columns.pieces import Piece
from kg.columns.weights import LinkWeights
from kg.columns.words import ColumnWords, Patterns, fold_phrase, words_of
from kg.model.text import FLAG, Text
from kg.patterns import lazy_pattern

_BRACKETS = lazy_pattern(r"\([^()]*\)")
_ABBREVIATION = lazy_pattern(r" \((?P<short>[A-Z][A-Za-z-]{1,7})\)")
_MARK = lazy_pattern(r"[().;:]")
_SENTENCE = lazy_pattern(r"(?<=[a-z)\]\d]{2}[.!?]) +(?=[A-Z\"“])")
_CAPITALS = lazy_pattern(r"\b[A-Z]{3,5}\b")
_NEAR = 4
_STEM = 5
_SHORTEST = 3
_LONGEST_NAME = 80
_FEW = 2
_FIRST_PARAGRAPHS = 3
_REACH = 160
_LISTED = 3
_NEARLY_ALL = 0.9
_CLAUSE = lazy_pattern(r"[;:()]")

Place = tuple[str, int]
"""A piece of a row: the row's field and the number of the piece."""


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


class Shorts(NamedTuple):
    """Abbreviations in prose: those that it explains, each with the folded words before its bracket, and all that look like one."""

    explained: tuple[tuple[str, str], ...]
    loose: frozenset[str]


def find_shorts(texts: Iterable[Text], words: ColumnWords) -> Shorts:
    """Return the abbreviations in the lead and footnotes of an article."""
    shown = [text.shown for text in texts]
    explained = [(_fold_words(name, words), short) for text in shown for name, short in _explained(text)]
    return Shorts(tuple(explained), frozenset(short for text in shown for short in _CAPITALS.findall(text)))


def _explained(shown: str) -> Iterator[tuple[str, str]]:
    """Short words in brackets with the words before them, back to a mark."""
    done = 0
    for match in _ABBREVIATION.finditer(shown):
        end = match.start()
        start = max(done, end - _LONGEST_NAME)
        start = max((mark.end() for mark in _MARK.finditer(shown, start, end)), default=start)
        if end - start >= _SHORTEST:
            yield shown[start:end], match["short"]
            done = match.end()


def find_names(field: str, pieces: Sequence[Piece], shorts: Shorts, words: ColumnWords, weights: LinkWeights) -> tuple[Name, ...]:
    """Return the names in a row of parties or formations; ``shorts`` are the article's abbreviations."""
    names = []
    for index, group in _joined(pieces, weights.likely_border):
        shown = _BRACKETS.sub(" ", group).strip(" *\"“”'")
        full = _fold_words(shown, words)
        if len(full) < _SHORTEST or full in words.whole or shown.endswith(":"):
            continue
        told = {fold_phrase(short, words) for long, short in shorts.explained if long.endswith(full)}
        own = {_initials(shown, words)} | told | _longer_shorts(full, shorts.loose, words)
        names.append(Name(field, index, shown, full, frozenset(short for short in own if len(short) >= _SHORTEST), _stems(shown, words)))
    return tuple(names)


def _joined(pieces: Sequence[Piece], likely: float) -> Iterator[tuple[int, str]]:
    """Pieces set together again where no border is likely between them."""
    group: list[str] = []
    first = 0
    for index, piece in enumerate(pieces):
        if piece.leads or piece.border > likely:
            if group:
                yield first, " ".join(group)
            group, first = [], index
        group.append(piece.shown)
    if group:
        yield first, " ".join(group)


def _initials(shown: str, words: ColumnWords) -> str:
    parts = [part for word in words_of(shown) for part in word.split("-")]
    letters = "".join(part[0] for part in parts if part not in words.unwritten)
    return letters.casefold() if len(letters) >= _SHORTEST else ""


def _longer_shorts(full: str, loose: Iterable[str], words: ColumnWords) -> set[str]:
    """Abbreviations in use that have one letter more before the name's initials ("XTS" for "Tahrir al-Sham")."""
    letters = "".join(word[0] for word in full.split() if word != words.article and word not in words.unwritten)
    return {short.casefold() for short in loose if len(letters) > 1 and short[1:].casefold() == letters}


def _stems(shown: str, words: ColumnWords) -> frozenset[str]:
    """The telling words of a name, cut to their first letters so that "Varn" and "Varnish" are alike."""
    parts = [(part.removesuffix("'s"), part.endswith("'s")) for part in fold_phrase(shown, words).split()]
    known = {f"{part} " for part, owner in parts if _SHORTEST <= len(part) < _STEM and (owner or part in words.countries)}
    return frozenset(part[:_STEM] for part, _ in parts if len(part) >= _STEM and part not in words.generic) | known


def _with_countries(folded: str, words: ColumnWords) -> str:
    """Folded words, and the countries that their adjectives of peoples are of ("Turkish": Turkey)."""
    return folded + "".join([f"{words.peoples[word]} " for word in folded.split() if word in words.peoples])


def link_names(
    names: Sequence[Name], field: str, pieces: Sequence[Piece], flags: Sequence[tuple[int, str]], words: ColumnWords, weights: LinkWeights
) -> Iterator[Link]:
    """Links from the pieces of a row to the names of other rows that they mention; ``flags`` are pieces and whose flag they carry."""
    met = Counter((name.row, name.full) for name in names)
    others = [name for name in names if name.row != field and met[name.row, name.full] == 1]  # what stands in a row twice tells no side
    for index, piece in enumerate(pieces):
        folded = f" {_fold_words(_own_words(piece.shown, field, words), words)} "
        full = [name for name in others if f" {name.full} " in folded or _has_short(name, folded)]
        longest = max((len(name.full) for name in full), default=0)
        best = [name for name in full if len(name.full) == longest or _has_short(name, folded)]
        yield from _share((field, index), best, weights.full_name)
        if not best:
            told = _with_countries(folded, words)
            alike = [name for name in others if f" {name.full} " in told or any(f" {stem}" in told for stem in name.stems)]
            yield from _share((field, index), alike, weights.shared_word)
    for index, flag in flags:
        stems, full_name = _stems(flag, words), _fold_words(flag, words)
        same = [name for name in others if name.full == full_name] or [name for name in others if stems & name.stems]
        yield from _share((field, index), same, weights.flag)


def _has_short(name: Name, folded: str) -> bool:
    return any(f" {short} " in folded for short in name.shorts)


def _share(piece: tuple[str, int], names: Sequence[Name], weight: float) -> Iterator[Link]:
    """Links from a piece to all names that it may mean, which share the weight."""
    yield from (Link(piece, (name.row, name.piece), weight / len(names)) for name in names)


def _own_words(shown: str, field: str, words: ColumnWords) -> str:
    """The words of a piece that may name its own party: in figures not what is said by or about others."""
    if field not in ("strength", "casualties"):
        return shown
    kept = _BRACKETS.sub(" ", shown)
    if words.patterns.place_heading.match(kept):
        return ""
    return "" if any(word in words.foreign for word in kept.casefold().split()) else kept


def _fold_words(shown: str, words: ColumnWords) -> str:
    return " ".join(words_of(fold_phrase(shown, words)))


def piece_flags(texts: Sequence[Text], pieces: Sequence[Piece]) -> tuple[tuple[int, str], ...]:
    """Return the flags of a row's lines with the piece that each stands before."""
    found = []
    for index, piece in enumerate(pieces):
        marks = texts[piece.line].marked(FLAG)
        found += [(index, mark.value) for mark in marks if piece.start <= mark.start < piece.end or (mark.start == piece.start)]
    return tuple(dict.fromkeys(found))


def link_lead(names: Sequence[Name], lead: Sequence[Text], words: ColumnWords, weights: LinkWeights) -> Iterator[Link]:
    """Links between parties that the lead sets against each other, or on one side."""
    own = [name for name in names if name.row == "belligerents"]
    for text in lead:
        folded = f" {_fold_words(text.shown, words)} "
        for match in words.patterns.allied_with.finditer(folded):
            before, after = folded[: match.start()], folded[match.end() - 1 : match.end() + _REACH // 4]
            first = _first_mentioned(own, before)
            yield from (Link(first, other, weights.together) for other in sorted(_mentioned(own, after, words)) if first and other != first)
    for sentence in _first_sentences(lead):
        listed = find_listed(names, sentence, words)
        yield from (Link(one, other, weights.listed) for some, more in combinations(listed, 2) for one in sorted(some) for other in sorted(more))
        folded = f" {_fold_words(sentence, words)} "
        for left, right in () if listed else _opposed(folded, words.patterns):
            ones, others = _mentioned(own, left, words), _mentioned(own, right, words)
            yield from _links_of(ones - others, others - ones, weights)


def _first_sentences(lead: Sequence[Text]) -> Iterator[str]:
    return (sentence for text in lead[:_FIRST_PARAGRAPHS] for sentence in _SENTENCE.split(text.shown))


def tells_of_two(names: Sequence[Name], lead: Sequence[Text], words: ColumnWords) -> bool:
    """Whether a sentence of the lead sets nearly all parties against each other in two camps, and none lists three ("between A, B and C")."""
    own = [name for name in names if name.row == "belligerents"]
    most = 0
    for sentence in _first_sentences(lead):
        if find_listed(names, sentence, words):
            return False
        for left, right in _opposed(f" {_fold_words(sentence, words)} ", words.patterns):
            ones, others = _mentioned(own, left, words), _mentioned(own, right, words)
            if ones - others and others - ones:
                most = max(most, len(ones | others))
    return most > 1 and most >= _NEARLY_ALL * len(own)


def is_titled_by_two(names: Sequence[Name], title: str, words: ColumnWords) -> bool:
    """Whether the title sets some parties against others ("Varnish invasion of Esk")."""
    own = [name for name in names if name.row == "belligerents"]
    for match in words.patterns.titled.finditer(folded := f" {_fold_words(title, words)} "):
        ones, others = ({name for name in own if _is_touched(name, part, words)} for part in (folded[: match.start()], folded[match.end() :]))
        if ones - others and others - ones:
            return True
    return False


def tells_of_three(names: Sequence[Name], lead: Sequence[Text], words: ColumnWords) -> bool:
    """Whether the lead lists three parties or more as those between which there was fighting ("between A, B and C")."""
    own = [name for name in names if name.row == "belligerents"]
    lists = (members for sentence in _first_sentences(lead) for members in _lists_of(sentence, words))
    return any(sum(any(_is_touched(name, member, words) for name in own) for member in members) >= _LISTED - 1 for members in lists)


def _is_touched(name: Name, stretch: str, words: ColumnWords) -> bool:
    told = _with_countries(f" {stretch.strip()} ", words)
    return f" {name.full} " in told or _has_short(name, told) or any(f" {stem}" in told for stem in name.stems)


def find_listed(names: Sequence[Name], sentence: str, words: ColumnWords) -> tuple[set[Place], ...]:
    """The parties of each member of a list of those between whom there was fighting; () where fewer than three are listed."""
    own = [name for name in names if name.row == "belligerents"]
    for members in _lists_of(sentence, words):
        found = [_mentioned(own, member, words) for member in members]
        if all(found) and sum(map(len, found)) == len(set().union(*found)):
            return tuple(found)
    return ()


def _lists_of(sentence: str, words: ColumnWords) -> Iterator[list[str]]:
    """Lists of three members or more of those between whom there was fighting, folded."""
    for clause in _CLAUSE.split(sentence):
        chunks = [f" {_fold_words(chunk, words)} " for chunk in clause.split(",")]
        start = next((index for index, chunk in enumerate(chunks) if words.patterns.between.search(chunk)), None)
        if start is not None:
            first = words.patterns.between.split(chunks[start])[-1]
            further = [chunk for chunk in chunks[start + 1 :] if chunk.strip() and chunk.split()[0] not in words.asides]
            members = _members(f" {first} ", further, words.patterns)
            if len(members) >= _LISTED:
                yield members


def _members(first: str, chunks: Sequence[str], patterns: Patterns) -> list[str]:
    """The members of a list that begins with ``first`` and ends with a conjunction, after a comma if there is one such; [] where it is none."""
    if patterns.conjunction.search(first):
        return []
    last = next((index for index, chunk in enumerate(chunks) if patterns.conjunction.match(chunk)), None)
    if last is not None:
        return [first, *chunks[:last], patterns.conjunction.sub(" ", chunks[last], count=1)]
    last = next((index for index, chunk in enumerate(chunks) if patterns.conjunction.search(chunk)), None)
    return [] if last is None else [first, *chunks[:last], *patterns.conjunction.split(chunks[last], maxsplit=1)]


def link_people(names: Sequence[Name], pieces: Sequence[Piece], lead: Sequence[Text], words: ColumnWords, weights: LinkWeights) -> Iterator[Link]:
    """Links from commanders to the party that the lead names last before their name ("the Varnish general Otto Rein").

    Where that party yields to them ("the Varn surrendered to Otto Rein") the link speaks against one side.
    """
    own = [name for name in names if name.row == "belligerents"]
    stretches = [f" {_fold_words(sentence, words)} " for text in lead[: _FIRST_PARAGRAPHS + 1] for sentence in _SENTENCE.split(text.shown)]
    titles = sorted(words.titles)
    for index, piece in enumerate(pieces):
        shown = _BRACKETS.sub(" ", piece.shown).partition(",")[0]
        found = _find_person([word for word in _fold_words(shown, words).split() if word not in words.titles], stretches, titles)
        if found:
            stretch, at = found
            before = stretch[max(0, at - _REACH // 2) : at + 1]
            last = max(((max(places), name) for name in own if (places := _places(name, before))), default=None, key=lambda entry: entry[0])
            between = before[last[0] :] if last else ""
            if last and words.patterns.yields_to.search(between):
                yield Link(("commanders", index), (last[1].row, last[1].piece), weights.yields)
            elif last and _leads_to(between, words):
                yield Link(("commanders", index), (last[1].row, last[1].piece), weights.leader)


def _find_person(called: Sequence[str], stretches: Sequence[str], titles: Sequence[str]) -> tuple[str, int] | None:
    """The first stretch of the lead that names a person, by the full name or by a title and the last word, and where."""
    holding = [stretch for stretch in stretches if called and f" {called[-1]} " in stretch]
    full = [" ".join(called)] * (len(called) > 1)
    titled = [f"{title} {called[-1]}" for title in titles if len(called[-1]) >= _STEM] if holding else []
    return next(((stretch, at) for name in (*full, *titled) for stretch in holding if (at := stretch.find(f" {name} ")) >= 0), None)


def _leads_to(between: str, words: ColumnWords) -> bool:
    """Whether the words from a party to a name make the one the other's ("Varnish general", "Varn under")."""
    if words.patterns.led_by.search(between):
        return True
    parts = between.split()[1:]
    return len(parts) <= _NEAR and not any(part in words.parting for part in parts)


def _places(name: Name, stretch: str) -> list[int]:
    """Where a name, its abbreviations or its telling words stand in a folded stretch."""
    ways = [f" {name.full} ", *(f" {short} " for short in name.shorts), *(f" {stem}" for stem in name.stems)]
    return [at for way in ways if (at := stretch.rfind(way)) >= 0]


def _first_mentioned(names: Sequence[Name], stretch: str) -> Place | None:
    found = [(at, name) for name in names if (at := stretch.find(f" {name.full} ")) >= 0]
    return min(((at, (name.row, name.piece)) for at, name in found), default=(0, None))[1]


def _links_of(ones: set[tuple[str, int]], others: set[tuple[str, int]], weights: LinkWeights) -> Iterator[Link]:
    pairs = len(ones) * len(others)
    yield from (Link(one, other, weights.opposed / max(1, pairs**0.5)) for one in sorted(ones) for other in sorted(others))
    for side in (sorted(ones), sorted(others)):
        yield from (Link(one, other, weights.allied) for one in side for other in side if one < other and pairs)


def _opposed(sentence: str, patterns: Patterns) -> Iterator[tuple[str, str]]:
    """Pairs of stretches of a folded sentence of which each names one side."""
    match = patterns.one_side_and.search(sentence)
    if match:
        yield sentence[: match.start()], sentence[match.end() :]
        return
    for match in patterns.opposing.finditer(sentence):
        yield sentence[max(0, match.start() - _REACH) : match.start()], sentence[match.end() : match.end() + _REACH]
    for match in patterns.between.finditer(sentence):
        tail = sentence[match.end() : match.end() + 2 * _REACH]
        for conjunction in patterns.conjunction.finditer(tail):
            yield " " + tail[: conjunction.start()] + " ", " " + tail[conjunction.end() : conjunction.end() + _REACH // 2] + " "


def _mentioned(names: Sequence[Name], stretch: str, words: ColumnWords) -> set[Place]:
    padded = f" {stretch.strip()} "
    full = {(name.row, name.piece) for name in names if f" {name.full} " in padded or _has_short(name, padded)}
    if full:
        return full
    told = _with_countries(padded, words)
    stems = [name for name in names if f" {name.full} " in told or any(f" {stem}" in told for stem in name.stems)]
    return {(name.row, name.piece) for name in stems} if len(stems) <= _FEW else set()
