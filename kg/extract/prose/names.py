"""Names in running text: linked ones, those that the article has made known, and runs of words with capitals (words in prose.toml)."""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from kg.extract.known import Names
from kg.extract.phrases.ranks import load_ranks, match_rank
from kg.extract.prose.sentences import is_abbreviation
from kg.extract.prose.vocabulary import NameWords, is_of_people, is_proper, kind_of_name, load_name_words, shape, strip_possessive
from kg.language.fold import fold_name, name_rules
from kg.language.language import Language
from kg.model.finding import Date, Mention, Period
from kg.model.text import LINK, Text
from kg.patterns import lazy_pattern

_TOKEN = lazy_pattern(r"[^\s()\[\]{}:;,!?\"“”„«»…—–/=+*|<>]+")
_ABBREVIATED = lazy_pattern(r"(?:[^\W\d_]\.)+$")
_BORDERS = (" ", "\u00a0")
_LONGEST = 8
_INSIDE, _CAPITALS = frozenset("ij"), frozenset("PHO")

# The shape of a name, a letter for each word: P with a capital, O an ordinal, H the head of an organisation's name,
# i and j words in lower case, e an event in lower case, c what may stand before it.
_RUN = lazy_pattern(r"[PO](?:i*[PO])*(?:i*H(?:[ij]+[PH]|[PHO])*)?|H(?:[ij]+[PH]|[PHO])*")

# What makes a name in front of it that of an event: "civil war", "invasion of Norland".
_TAIL = lazy_pattern(r"c?e(?:j[PHO]+)?")
_YEAR = lazy_pattern(r"(?<!\d)\d{4}(?:[–-]\d{2,4})? $")

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


# Behind every text.
_NOWHERE = (sys.maxsize, sys.maxsize)


class _Word(NamedTuple):
    """A word where it stands, its letter in the shape of a name, and the word with which it begins when names are compared."""

    start: int
    end: int
    text: str
    letter: str
    first: str


class _Scope(NamedTuple):
    """A text in which names are looked for, and what is known of them."""

    text: Text
    known: Names
    words: NameWords

    def is_known(self, start: int, end: int) -> bool:
        """Whether the words at a range are a known name."""
        return fold_name(self.text.shown[start:end]) in self.known

    def may_begin(self, word: _Word) -> bool:
        """Whether a known name may begin with a word; one that is dropped when names are compared tells nothing."""
        return self.known.may_begin(word.first) or word.first in name_rules().leading


def find_names(text: Text, known: Names, taken: list[tuple[int, int]], language: Language) -> tuple[Slot, ...]:
    """Find the names and ranks outside the ranges that are taken; they do not overlap."""
    scope = _Scope(text, known, load_name_words(language))
    taken = sorted(taken)
    linked = list[Slot]()
    for slot in sorted(_linked(scope), key=lambda slot: slot.start):
        if not _overlaps(taken, slot.start, slot.end) and (not linked or linked[-1].end <= slot.start):
            linked.append(slot)
    return (*linked, *_written(scope, sorted((*taken, *((slot.start, slot.end) for slot in linked)))))


def _linked(scope: _Scope) -> Iterator[Slot]:
    text, words = scope.text, scope.words
    for mark in text.marked(LINK):
        shown = text.shown[mark.start : mark.end]
        start = mark.start + len(shown) - len(shown.lstrip())
        end = mark.start + len(shown.rstrip())
        rank = match_rank(text.shown[start:end], words.language)
        if start + rank >= end > start:
            yield Slot("R", start, end)
            continue
        start += rank + (text.shown[start + rank : end][:1] == " ")
        name = text.shown[start:end]
        parts = name.split()
        if parts and name not in words.adjectives and (scope.is_known(start, end) or is_proper(parts[0], words) or is_proper(parts[-1], words)):
            yield _slot(scope, start, end, mark.value or None)


def _slot(scope: _Scope, start: int, end: int, title: str | None = None) -> Slot:
    text, known, language = scope.text, scope.known, scope.words.language
    name = text.shown[start:end]
    found = known.get(fold_name(name)) or (known.get(fold_name(title)) if title else None)
    kind = found.kind if found else kind_of_name(name, language) or (kind_of_name(title, language) if title else None)
    short = scope.words.short.match(text.shown, end) if kind in (None, "group", "unit") else None
    if short and sum(c.isupper() for c in short["short"]) < 2:
        short = None
    shorts = (short["short"],) if short else ()
    title = title or (found.title if found else None)
    mention = Mention((found.name if found else None) or name, kind or "group", text.span(start, end), title, shorts)
    return Slot(_LETTER.get(kind or "", "N"), start, short.end() if short else end, mention)


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a range meets one of those taken, which are in order and do not overlap."""
    at = bisect_left(taken, (end,))
    return at > 0 and taken[at - 1][1] > start


def _written(scope: _Scope, taken: list[tuple[int, int]]) -> Iterator[Slot]:
    """Names in the words that are not taken: known names, and runs of words with capitals."""
    free = 0
    for stretch in _stretches(scope.text, _split_words(scope, taken)):
        letters = "".join(word.letter for word in stretch)
        at = 0
        while at < len(stretch):
            stop = None
            if stretch[at].start >= free and (letters[at] != "x" or scope.known.may_begin(stretch[at].first)):
                stop = _known_end(scope, stretch, letters, at) or _run_end(scope, stretch, letters, at)
            for slot in _named(scope, stretch[at:stop]) if stop else ():
                yield _with_year(scope.text, slot, taken)
                free = slot.end
            at = stop or at + 1


def _split_words(scope: _Scope, taken: list[tuple[int, int]]) -> list[_Word]:
    """The words outside the ranges that are taken."""
    shown, vocabulary, words = scope.text.shown, scope.words, list[_Word]()
    stop, next_taken = len(shown.rstrip()), iter(taken)
    low, high = next(next_taken, _NOWHERE)
    for match in _TOKEN.finditer(shown):
        start, end = match.span()
        skipped, word, letter, first = _bare(match.group(), end == stop, vocabulary)
        if word:
            start += skipped
            end = start + len(word)
            while high <= start:
                low, high = next(next_taken, _NOWHERE)
            if end <= low:
                words.append(_Word(start, end, word, letter, first))
    return words


@lru_cache(maxsize=8192)
def _bare(token: str, last: bool, vocabulary: NameWords) -> tuple[int, str, str, str]:
    """How much of a token is skipped, and the word without what is hung on it, the possessive, quotes and the full stop of the sentence.

    Its letter and first word are those of ``_Word``; ``last`` says that the token is the last one of its text.
    """
    word = token.lstrip("'‘’.")
    skipped = len(token) - len(word)
    head, hyphen, tail = word.rpartition("-")
    if hyphen and tail.casefold().rstrip(".") in vocabulary.hung:
        word = head
    word = strip_possessive(word, vocabulary)
    if word.endswith(".") and (last or not is_abbreviation(word[:-1], vocabulary.language)) and not _ABBREVIATED.fullmatch(word):
        word = word[:-1]
    return skipped, word, shape(word, vocabulary) if word else "", fold_name(word).partition(" ")[0]


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


def _known_end(scope: _Scope, words: list[_Word], letters: str, at: int) -> int | None:
    """The end of the longest known name that begins at a word and that no further word with a capital carries on."""
    if letters[at] in _INSIDE or words[at].text in scope.words.articles or not scope.known.may_begin(words[at].first):
        return None
    for end in range(min(len(words), at + _LONGEST), at, -1):
        name = scope.text.shown[words[at].start : words[end - 1].end]
        if fold_name(name) in scope.known and any(c.isupper() or c.isdigit() for c in name):
            carried = end < len(words) and letters[end] in _CAPITALS
            return None if carried or _is_attribute(scope, name, words[end - 1].end) else end
    return None


def _is_attribute(scope: _Scope, name: str, end: int) -> bool:
    """Whether an adjective, or a country's initials, belongs to the word with a capital behind it ("U.S. General")."""
    shown = scope.text.shown
    return name in scope.words.adjectives and shown[end : end + 1] in _BORDERS and shown[end + 1 : end + 2].isupper()


def _run_end(scope: _Scope, words: list[_Word], letters: str, at: int) -> int | None:
    """The end of the run of words with capitals that begins at a word; a lone ordinal, adjective or letter is no name."""
    match = _RUN.match(letters, at)
    if match is None or not match.group().strip("O"):
        return None
    alone = words[at].text
    adjective = match.end() == at + 1 and alone in scope.words.adjectives
    tail = _TAIL.match(letters, match.end())
    if tail and not (adjective and tail.group() == "e") and not scope.is_known(words[at].start, words[match.end() - 1].end):
        return tail.end()
    return None if adjective or (match.end() == at + 1 and len(alone) < 2) else match.end()


def _with_year(text: Text, slot: Slot, taken: list[tuple[int, int]]) -> Slot:
    """Add the year right before the name of an event ("the 1701 Varn offensive"), unless it is told as a date."""
    year = _YEAR.search(text.shown, max(0, slot.start - 12), slot.start) if slot.letter == "E" else None
    if year is None or slot.mention is None or _overlaps(taken, *year.span()):
        return slot
    name = text.cut(year.start(), slot.end)
    return slot._replace(start=year.start(), mention=replace(slot.mention, name=name.shown, span=name.span()))


def _named(scope: _Scope, words: list[_Word]) -> Iterator[Slot]:
    """The slots of a run: ranks at its beginning, then a known name at its end, else the run as a whole."""
    end = words[-1].end
    first = next((word for word in words if not is_of_people(word.text, scope.words)), words[0])
    rank = match_rank(scope.text.shown[first.start : end], scope.words.language)
    if rank and not scope.is_known(words[0].start, end):
        yield Slot("R", first.start, first.start + rank)
        words = [word for word in words if word.start >= first.start + rank]
    for word in words[-_LONGEST:]:
        if scope.may_begin(word) and scope.is_known(word.start, end):
            yield _slot(scope, word.start, end)
            return
    if words and load_ranks(scope.words.language).title.fullmatch(scope.text.shown[words[0].start : end] + " "):
        yield Slot("R", words[0].start, end)
    elif words:
        yield _slot(scope, words[0].start, end)
