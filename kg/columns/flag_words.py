"""Flags that a rendering shows in words: "Esk Kingdom of Esk", "Empire of Varn Varn", and before people "Esk Otto Rein Varn Knud Hars".

The row of the parties tells the words: there a flag stands before the very name that it is of. In the other rows the same words stand for a flag
where a name follows. The words are no longer shown; a mark stands in their place, as for flags of other forms.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from kg.columns.words import ColumnWords, fold_phrase
from kg.model.article import Cell, Line, Row
from kg.model.text import FLAG, Mark, Text, join_texts
from kg.patterns import lazy_pattern

_TOKEN = lazy_pattern(r"\S+")
_DASHES = lazy_pattern(r"[‐‑–—-]")
_LONGEST = 8
_SHORTEST_INITIALS = 3
_LONGEST_LINE = 2_000
_LONGEST_ROW = 4_000
# From so many parties with their flag's words on, that is how the rendering shows flags.
_STYLE = 2
_FULL_NAME = 2


class _Words(NamedTuple):
    """The words of a line outside its brackets, each as it is shown, with their places."""

    shown: str
    tokens: tuple[re.Match[str], ...]

    def phrase(self, at: int, size: int) -> str:
        """The words from one on, as they are shown."""
        return self.shown[self.tokens[at].start() : self.tokens[at + size - 1].end()]


class _Found(NamedTuple):
    """The words of a flag in a line: the first one, how many, how many repeat them behind, and whether they surely name a party."""

    at: int
    size: int
    repeated: int
    known: bool


def mark_flag_words(rows: Sequence[Row], words: ColumnWords) -> tuple[Row, ...]:
    """Put marks in the place of the words that stand for flags."""
    short = [row for row in rows if sum(len(line.text) for line in _lines_of(row)) <= _LONGEST_ROW]
    parties = [line for row in short if row.field == "belligerents" for line in _lines_of(row)]
    doubled = [(line, found) for line in parties for found in _find_doubled(_words_of(line), words)]
    styled = len(doubled) >= _STYLE
    flags = frozenset(_fold(_words_of(line).phrase(found.at, found.size), words) for line, found in doubled if styled or found.known)
    people = [line for row in short if row.field == "commanders" for line in _lines_of(row)]
    before_people = flags | (_repeated_starts(people, words) - _repeated_starts(parties, words, 0))
    marked = []
    for row in rows:
        own = before_people if row.field == "commanders" else flags
        finder = _Finder(row.field, own, styled, words)
        marked.append(_mark_row(row, finder) if own and row in short else row)
    return tuple(marked)


def _lines_of(row: Row) -> tuple[Line, ...]:
    return tuple(line for cell in row.cells for line in cell.lines)


def _words_of(line: Line) -> _Words:
    shown, kept, depth = line.text.shown, list[re.Match[str]](), 0
    for token in _TOKEN.finditer(shown) if len(shown) <= _LONGEST_LINE else ():
        if not depth and not token.group().startswith("("):
            kept.append(token)
        depth = max(0, depth + token.group().count("(") - token.group().count(")"))
    return _Words(shown, tuple(kept))


def _fold(phrase: str, words: ColumnWords) -> str:
    return fold_phrase(phrase, words)


def _find_doubled(line: _Words, words: ColumnWords) -> Iterator[_Found]:
    """The words of flags that stand before the name of what they are the flag of."""
    at = 0
    while at < len(line.tokens) - 1:
        found = next(filter(None, (_doubled_at(line, at, size, words) for size in _sizes(line, at))), None)
        if found:
            yield found
        at += found.size + found.repeated if found else 1


def _sizes(line: _Words, at: int) -> Iterable[int]:
    return range(min(_LONGEST, len(line.tokens) - at - 1), 0, -1)


def _doubled_at(line: _Words, at: int, size: int, words: ColumnWords) -> _Found | None:
    flag, left = line.phrase(at, size), len(line.tokens) - at - size
    folded = _fold(flag, words)
    if not flag[0].isupper() or folded in words.whole or flag[-1] in ",;:":
        return None
    if left >= size and _alike(line.phrase(at + size, size), flag) and (size > 1 or folded not in words.generic):
        return _Found(at, size, size, folded in words.countries)
    following = line.tokens[at + size].group()
    if size == 1 and folded not in words.generic and _alike(_DASHES.split(following)[0], flag):
        return _Found(at, size, 1, folded in words.countries)
    shorter = range(1, min(size, left + 1)) if folded in words.countries else ()
    if less := next((less for less in shorter if _is_short_of(line.phrase(at + size, less), flag, words)), 0):
        return _Found(at, size, less, True)
    return _Found(at, size, 1, True) if size > 1 and _are_initials(following, flag, words) else None


def _alike(one: str, other: str) -> bool:
    return _DASHES.sub("-", one).casefold().rstrip(",;") == _DASHES.sub("-", other).casefold()


def _is_short_of(name: str, flag: str, words: ColumnWords) -> bool:
    """Whether a name is the country at the end of a flag's name ("Empire of Japan": "Japan")."""
    return flag.endswith(f" {name}") and _fold(name, words) in words.countries


def _are_initials(short: str, flag: str, words: ColumnWords) -> bool:
    letters = "".join(part[0] for part in flag.split() if not part[0].islower() and _fold(part, words) not in words.unwritten)
    return len(short) >= _SHORTEST_INITIALS and short.isupper() and short == letters.upper() and letters[0].isupper()


def _repeated_starts(lines: Sequence[Line], words: ColumnWords, least: int = _FULL_NAME) -> frozenset[str]:
    """Known parties with which two lines or more begin, each followed by so many words at ``least``."""
    begins = Counter[str]()
    for line in map(_words_of, lines):
        size = next((size for size in _sizes(line, 0) if _fold(line.phrase(0, size), words) in words.countries), 0)
        if size and len(line.tokens) >= size + least:
            begins[_fold(line.phrase(0, size), words)] += 1
    return frozenset(name for name, count in begins.items() if count > 1)


class _Finder(NamedTuple):
    """What the words of flags in a row are found by: its field, the words, and whether the rendering shows flags so throughout."""

    field: str
    flags: frozenset[str]
    styled: bool
    words: ColumnWords

    def find(self, line: _Words) -> Iterator[_Found]:
        """The words of flags in a line, in order."""
        end = 0
        for at in range(len(line.tokens) - 1):
            if at < end:
                continue
            size = next((size for size in _sizes(line, at) if self._is_flag(line, at, size)), 0)
            if size:
                doubled = _doubled_at(line, at, size, self.words)
                end = at + size + (doubled.repeated if doubled else 0)
                yield _Found(at, size, 0, True)

    def _is_flag(self, line: _Words, at: int, size: int) -> bool:
        phrase = line.phrase(at, size)
        if _fold(phrase, self.words) not in self.flags or not phrase[0].isupper():
            return False
        doubled = _doubled_at(line, at, size, self.words) is not None
        if doubled or self.field == "belligerents":
            return doubled or (self.styled and self.words.is_flag_of(phrase, line.shown[line.tokens[at + size].start() :]))
        following = line.tokens[at + size].group()
        if self.field == "units":
            return self.styled and (following[0].isdigit() or following.casefold() in self.words.ordinals)
        return self.field == "commanders" and self._is_before_person(line, at, size, following)

    def _is_before_person(self, line: _Words, at: int, size: int, following: str) -> bool:
        before = line.tokens[at - 1].group() if at else ""
        held = before.casefold() in self.words.open or before[:1].islower() or before.endswith((",", ";", ":"))
        if held or not following[0].isalpha() or _fold(following, self.words) in self.words.generic:
            return False
        named = following[0].isupper() or self.words.begins_with_article(following)
        longer = any(_fold(line.phrase(at, more), self.words) in self.words.countries for more in _sizes(line, at) if more > size)
        full = len(line.tokens) >= at + size + _FULL_NAME or size > 1 or _fold(line.phrase(at, size), self.words) not in self.words.states
        return named and not longer and full


def _mark_row(row: Row, finder: _Finder) -> Row:
    return replace(row, cells=tuple(_mark_cell(cell, finder) if cell.column is None else cell for cell in row.cells))


def _mark_cell(cell: Cell, finder: _Finder) -> Cell:
    return replace(cell, lines=tuple(_mark_line(line, finder) for line in cell.lines))


def _mark_line(line: Line, finder: _Finder) -> Line:
    words = _words_of(line)
    found = list(finder.find(words))
    if not found:
        return line
    parts, at = [], 0
    for flag in found:
        start, end = words.tokens[flag.at].start(), words.tokens[flag.at + flag.size].start()
        parts += [line.text.cut(at, start)] if start > at else []
        parts.append(_flag_of(line.text.cut(start, end).strip()))
        at = end
    return replace(line, text=join_texts([*parts, line.text.cut(at)], ""))


def _flag_of(text: Text) -> Text:
    """A text that shows nothing but has the flag of these words."""
    return Text("", (), (Mark(FLAG, text.shown, 0, 0, text.span()),))
