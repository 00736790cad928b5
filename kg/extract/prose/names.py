"""Names in running text: linked ones, those that the article has made known, and runs of words with capitals (words in prose.toml)."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, NamedTuple

from kg.extract.phrases.groups import is_organisation
from kg.extract.phrases.ranks import load_ranks, match_rank
from kg.extract.prose.sentences import is_abbreviation
from kg.language.fold import fold_name, name_rules
from kg.language.language import english
from kg.model.finding import Date, Kind, Mention, Period
from kg.model.text import LINK, Text

_TOKEN = re.compile(r"[^\s()\[\]{}:;,!?\"“”„«»…—–/=+*|<>]+")
_ORDINAL = re.compile(r"(?:\d+(?:st|nd|rd|th|d)|No\.?|\d+/\d+(?:st|nd|rd|th)?|First|Second|Third)$")
_ARTICLE = re.compile(r"(?:al|el|ul|ash|ad|as|at|an|ar|az|adh|ath)[-‐‑–][^\W\d_]", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_ABBREVIATED = re.compile(r"(?:[^\W\d_]\.)+$")
_LETTERS = re.compile(r"[A-Z]{2,7}")
_ALSO = re.compile(r"\s?\((?:also |or |abbreviated )?[\"“]?(?P<short>[A-Z][A-Za-z&-]{1,8})[\"”]?\)")
_BORDERS = (" ", "\u00a0")
_LONGEST = 8

# The shape of a name, a letter for each word: P with a capital, O an ordinal, H the head of an organisation's name,
# i and j words in lower case, e an event in lower case, c what may stand before it.
_RUN = re.compile(r"[PO](?:i*[PO])*(?:i*H(?:[ij]+[PH]|[PHO])*)?|H(?:[ij]+[PH]|[PHO])*")

# What makes a name in front of it that of an event: "civil war", "invasion of Norland".
_TAIL = re.compile(r"c?e(?:j[PHO]+)?")
_YEAR = re.compile(r"(?<!\d)\d{4}(?:[–-]\d{2,4})? $")

_LETTER: dict[str, str] = {"group": "G", "unit": "G", "person": "P", "conflict": "E", "place": "L"}


class Slot(NamedTuple):
    """A name, rank or date in a text: where it stands, a letter for its kind, and what it is.

    Letters: G group or unit, P person, E event, L place, N a name of unknown kind, R rank, D date.
    """

    letter: str
    start: int
    end: int
    mention: Mention | None = None
    date: Date | Period | None = None


class Known(NamedTuple):
    """What the article has said of a name: its kind, the page it links to, and the full name where this is a short one."""

    kind: Kind
    title: str | None = None
    name: str | None = None


class _Word(NamedTuple):
    start: int
    end: int
    text: str


@cache
def _vocabulary() -> dict[str, frozenset[str]]:
    data: dict[str, Any] = tomllib.loads(files("kg").joinpath("data/en/prose.toml").read_text(encoding="utf-8"))
    words = {f"{table}.{key}": value for table, entry in data.items() for key, value in entry.items()}
    heads, lists = ("group", "event", "other", "about"), ("inside", "joining", "hung", "common", "adjectives", "events", "before_events")
    expected = {*(f"heads.{key}" for key in heads), *(f"words.{key}" for key in lists)}
    if words.keys() != expected or not all(isinstance(word, str) and word for value in words.values() for word in value):
        raise ValueError(f"prose.toml: expected lists of words named {sorted(expected)}")
    return {key: frozenset(value) for key, value in words.items()}


def find_names(text: Text, known: Mapping[str, Known], taken: list[tuple[int, int]]) -> tuple[Slot, ...]:
    """Find the names and ranks outside the ranges that are taken; they do not overlap."""
    taken = sorted(taken)
    linked = list[Slot]()
    for slot in sorted(_linked(text, known), key=lambda slot: slot.start):
        if not _overlaps(taken, slot.start, slot.end) and (not linked or linked[-1].end <= slot.start):
            linked.append(slot)
    return (*linked, *_written(text, known, sorted((*taken, *((slot.start, slot.end) for slot in linked)))))


def kind_of_name(name: str) -> Kind | None:
    """Tell from its words what a name stands for; None where they do not tell."""
    words, vocabulary = fold_name(name).split(), _vocabulary()
    if not words or not vocabulary["heads.about"].isdisjoint(words):
        return None
    organised = not vocabulary["heads.group"].isdisjoint((*words, *(" ".join(pair) for pair in pairwise(words))))
    if not vocabulary["heads.event"].isdisjoint((words[0], words[-1]) if organised else words):
        return "conflict"
    if words[-1] in vocabulary["heads.other"]:
        return "place"
    if load_ranks(english()).title.match(name):
        return "person"
    return "group" if organised or is_organisation_(name) or (_LETTERS.fullmatch(name) and name not in name_rules().never) else None


def stems(name: str) -> frozenset[str]:
    """The words of an event's name that tell it from others, shortened so that "Varn" and "Varnish" are one."""
    common = _vocabulary()["heads.event"] | _vocabulary()["words.joining"]
    return frozenset(word[:5] for word in fold_name(name).split() if word not in common)


def _linked(text: Text, known: Mapping[str, Known]) -> Iterator[Slot]:
    for mark in text.marked(LINK):
        shown = text.shown[mark.start : mark.end]
        start = mark.start + len(shown) - len(shown.lstrip())
        end = mark.start + len(shown.rstrip())
        rank = match_rank_(text.shown[start:end])
        if start + rank >= end > start:
            yield Slot("R", start, end)
            continue
        start += rank + (text.shown[start + rank : end][:1] == " ")
        name = text.shown[start:end]
        words = name.split()
        if words and name not in _vocabulary()["words.adjectives"] and (fold_name(name) in known or _is_proper(words[0]) or _is_proper(words[-1])):
            yield _slot(text, start, end, known, mark.value)


def _slot(text: Text, start: int, end: int, known: Mapping[str, Known], title: str | None = None) -> Slot:
    name = text.shown[start:end]
    found = known.get(fold_name(name)) or (known.get(fold_name(title)) if title else None)
    kind = found.kind if found else kind_of_name(name) or (kind_of_name(title) if title else None)
    short = _ALSO.match(text.shown, end) if kind in (None, "group", "unit") else None
    if short and sum(c.isupper() for c in short["short"]) < 2:
        short = None
    shorts = (short["short"],) if short else ()
    title = title or (found.title if found else None)
    mention = Mention((found.name if found else None) or name, kind or "group", text.span(start, end), title, shorts)
    return Slot(_LETTER.get(kind or "", "N"), start, short.end() if short else end, mention)


def _is_proper(word: str) -> bool:
    return word[:1].isupper() or bool(_ARTICLE.match(word)) or bool(_ORDINAL.match(word))


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a range meets one of those taken, which are in order and do not overlap."""
    at = bisect_left(taken, end, key=lambda one: one[0])
    return at > 0 and taken[at - 1][1] > start


def _written(text: Text, known: Mapping[str, Known], taken: list[tuple[int, int]]) -> Iterator[Slot]:
    """Names in the words that are not taken: known names, and runs of words with capitals."""
    found = (_word(match) for match in _TOKEN.finditer(text.shown))
    words = [word for word in found if word.text and not _overlaps(taken, word.start, word.end)]
    free, firsts = 0, _first_words(known)
    for stretch in _stretches(text, words):
        shape = "".join(_shape(word.text) for word in stretch)
        at = 0
        while at < len(stretch):
            stop = None
            if stretch[at].start >= free:
                stop = _known_end(text, stretch, shape, at, known, firsts) or _run_end(text, stretch, shape, at, known)
            for slot in _named(text, stretch[at:stop], known) if stop else ():
                yield _with_year(text, slot, taken)
                free = slot.end
            at = stop or at + 1


def _word(match: re.Match[str]) -> _Word:
    """A word without what is hung on it, the possessive, quotes and the full stop of the sentence."""
    word = match.group().lstrip("'‘’.")
    start = match.end() - len(word)
    head, hyphen, tail = word.rpartition("-")
    if hyphen and tail.casefold().rstrip(".") in _vocabulary()["words.hung"]:
        word = head
    word = _POSSESSIVE.sub("", word)
    ends = match.end() == len(match.string.rstrip())
    if word.endswith(".") and (ends or not is_abbreviation(word[:-1])) and not _ABBREVIATED.fullmatch(word):
        word = word[:-1]
    return _Word(start, start + len(word), word)


def _stretches(text: Text, words: list[_Word]) -> Iterator[list[_Word]]:
    """Runs of words with nothing but a blank between them."""
    stretch: list[_Word] = []
    for word in words:
        if stretch and text.shown[stretch[-1].end : word.start] not in _BORDERS:
            yield stretch
            stretch = []
        stretch.append(word)
    if stretch:
        yield stretch


@lru_cache(maxsize=8192)
def _shape(word: str) -> str:
    vocabulary = _vocabulary()
    if word in vocabulary["words.inside"]:
        return "i"
    if word in vocabulary["words.joining"]:
        return "j"
    if word in vocabulary["words.events"]:
        return "e"
    if word in vocabulary["words.before_events"]:
        return "c"
    if _ORDINAL.match(word):
        return "O"
    if not _is_proper(word) or word in vocabulary["words.common"]:
        return "x"
    return "H" if fold_name(word) in vocabulary["heads.group"] | vocabulary["heads.event"] or is_organisation_(word) else "P"


def _first_words(known: Mapping[str, Known]) -> frozenset[str]:
    """The folded words with which a known name may begin."""
    return frozenset(name.partition(" ")[0] for name in (*known, *name_rules().same))


def _known_end(text: Text, words: list[_Word], shape: str, at: int, known: Mapping[str, Known], firsts: frozenset[str]) -> int | None:
    """The end of the longest known name that begins at a word and that no further word with a capital carries on."""
    if shape[at] in "ij" or words[at].text in ("The", "the") or fold_name(words[at].text).partition(" ")[0] not in firsts:
        return None
    for end in range(min(len(words), at + _LONGEST), at, -1):
        name = text.shown[words[at].start : words[end - 1].end]
        if fold_name(name) in known and any(c.isupper() or c.isdigit() for c in name):
            carried = end < len(words) and shape[end] in "PHO"
            return None if carried or _is_attribute(text, name, words[end - 1].end) else end
    return None


def _is_attribute(text: Text, name: str, end: int) -> bool:
    """Whether an adjective, or a country's initials, belongs to the word with a capital behind it ("U.S. General")."""
    return name in _vocabulary()["words.adjectives"] and text.shown[end : end + 1] in _BORDERS and text.shown[end + 1 : end + 2].isupper()


def _run_end(text: Text, words: list[_Word], shape: str, at: int, known: Mapping[str, Known]) -> int | None:
    """The end of the run of words with capitals that begins at a word; a lone ordinal, adjective or letter is no name."""
    match = _RUN.match(shape, at)
    if match is None or not match.group().strip("O"):
        return None
    alone = words[at].text
    adjective = match.end() == at + 1 and alone in _vocabulary()["words.adjectives"]
    tail = _TAIL.match(shape, match.end())
    if tail and not (adjective and tail.group() == "e") and fold_name(text.shown[words[at].start : words[match.end() - 1].end]) not in known:
        return tail.end()
    return None if adjective or (match.end() == at + 1 and len(alone) < 2) else match.end()


def _with_year(text: Text, slot: Slot, taken: list[tuple[int, int]]) -> Slot:
    """Add the year right before the name of an event ("the 1701 Varn offensive"), unless it is told as a date."""
    year = _YEAR.search(text.shown, max(0, slot.start - 12), slot.start) if slot.letter == "E" else None
    if year is None or slot.mention is None or _overlaps(taken, *year.span()):
        return slot
    name = text.cut(year.start(), slot.end)
    return slot._replace(start=year.start(), mention=replace(slot.mention, name=name.shown, span=name.span()))


def _of_people(word: str) -> bool:
    """Whether a word in front of a rank is the adjective of a people."""
    return word in _vocabulary()["words.adjectives"] or word.endswith(("ish", "ian", "ean", "ese"))


def _named(text: Text, words: list[_Word], known: Mapping[str, Known]) -> Iterator[Slot]:
    """The slots of a run: ranks at its beginning, then a known name at its end, else the run as a whole."""
    end = words[-1].end
    first = next((word for word in words if not _of_people(word.text)), words[0])
    rank = match_rank_(text.shown[first.start : end])
    if rank and fold_name(text.shown[words[0].start : end]) not in known:
        yield Slot("R", first.start, first.start + rank)
        words = [word for word in words if word.start >= first.start + rank]
    for word in words[-_LONGEST:]:
        if fold_name(text.shown[word.start : end]) in known:
            yield _slot(text, word.start, end, known)
            return
    if words and load_ranks(english()).title.fullmatch(text.shown[words[0].start : end] + " "):
        yield Slot("R", words[0].start, end)
    elif words:
        yield _slot(text, words[0].start, end, known)


def is_organisation_(shown: str) -> bool:
    """Temporary."""
    return is_organisation(shown, english())


def match_rank_(shown: str) -> int:
    """Temporary."""
    return match_rank(shown, english())
