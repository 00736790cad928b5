"""A cell whose borders were lost, taken apart at every place where a border could stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

from kg.columns.borders import (
    HEADING,
    NAMES,
    NUMBER,
    Scoring,
    begins_with_flag,
    doubled_words,
    ends_formation,
    flags_of,
    score_line,
    score_name,
    score_place,
)
from kg.columns.words import ColumnWords
from kg.model.article import Line
from kg.model.text import FLAG, Mark, Text
from kg.patterns import lazy_pattern

_BRACKETS = lazy_pattern(r"\([^()]*\)")
_LETTERS = lazy_pattern(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LONGEST = 2_000
_MOST = 160
_SHORT_KEY = 8
_REMARKS = 4


class Piece(NamedTuple):
    """A part of a line from one possible border to the next: line.text.shown[start:end].

    ``border`` is how far its own words speak for a border right before it (a logarithm of odds); for the first piece of a line
    that is about what the line begins with. ``key`` is what a cell seldom says twice, "" where there is no such thing; ``whole`` tells values
    that stand for a whole cell ("Unknown").
    """

    line: int
    start: int
    end: int
    shown: str
    border: float
    key: str
    gap: int
    depth: int
    whole: bool

    @property
    def leads(self) -> bool:
        """Whether it begins its line."""
        return self.start == 0


def cut_pieces(lines: Sequence[Line], scoring: Scoring) -> tuple[Piece, ...]:
    """Take the lines of a row apart.

    A cell of one line is followed by the next one on that line, whichever line that is. Of very many possible borders the likeliest are kept.
    """
    scoring = replace(scoring, usual=_usual_length(lines))
    mixed = _mixed_flags(lines, scoring)
    borders = [(index, 0, score_line(line, _line_before(lines, index), scoring, mixed[index])) for index, line in enumerate(lines)]
    inline: list[tuple[int, int, float]] = []
    for index, line in enumerate(lines):
        if len(line.text) <= _LONGEST and len(lines) < _MOST:
            scored = ((at, score_place(line, at, scoring)) for at in _find_places(line, scoring.field, scoring.words))
            inline += [(index, at, border) for at, border in scored if border > scoring.weights.least]
    inline = sorted(inline, key=lambda border: (-border[2], border))[: max(0, _MOST - len(lines))]
    return tuple(_with_repeats(list(_pieces_between(lines, sorted(borders + inline), scoring)), scoring))


def _mixed_flags(lines: Sequence[Line], scoring: Scoring) -> list[bool]:
    """For each line whether a flag of the commanders stands both before and from it on, so that a change of flags there tells of no border."""
    if scoring.field != "commanders":
        return [False] * len(lines)
    flags = [flags_of(line, scoring) for line in lines]
    after = list(accumulate(reversed(flags), lambda some, more: some | more))[::-1]
    before = list(accumulate(flags, lambda some, more: some | more, initial=frozenset[str]()))
    return [bool(one & other) for one, other in zip(before, after, strict=False)]


def _line_before(lines: Sequence[Line], index: int) -> Line | None:
    """The last line before one that is more than a remark in brackets."""
    return next((line for line in reversed(lines[max(0, index - _REMARKS) : index]) if not line.text.shown.startswith("(")), None)


def _usual_length(lines: Sequence[Line]) -> int:
    return sorted(len(line.text.shown.split()) for line in lines)[len(lines) // 2] if lines else 0


class _Part(NamedTuple):
    """A party's name within a line: where the word of its flag begins, if one stands before it, and where the name does."""

    flag: int
    start: int


def split_names(line: Line, scoring: Scoring) -> Iterator[Line]:
    """Part a line of a cell where the name of a further party or formation surely begins, as where the breaks between lines were lost.

    The word of a flag that stands before its party's name ("Iraq Iraq") is left out.
    """
    shown, parts = line.text.shown, [_Part(0, 0)]
    for at in _find_places(line, scoring.field, scoring.words) if len(line.text) <= _LONGEST else ():
        left = shown[parts[-1].start : at].rstrip()
        if left and (doubled := doubled_words(left, shown[at:], scoring)):
            before = left.rsplit(None, doubled)[0] if len(left.split()) > doubled else ""
            flag = parts[-1].start + len(left) - len(left[len(before) :].lstrip())
            parts = [part for part in parts if part.start < flag]
            parts.append(_Part(flag, at))
            continue
        score = score_name(shown[:at].rstrip(), shown[at:], scoring)
        score += scoring.weights.flag_new_name * begins_with_flag(line, at)
        if score >= scoring.weights.name_new and (scoring.field == "belligerents" or ends_formation(left, shown[at:], scoring)):
            parts.append(_Part(at, at))
    for index, (part, end) in enumerate(zip(parts, [*(part.flag for part in parts[1:]), len(line.text)], strict=True)):
        text = line.text.cut(part.start, end).strip()
        if part.flag < part.start:
            text = _with_flag(text, line.text.cut(part.flag, part.start).strip())
        yield replace(line, text=text, gap=line.gap if index == 0 else 0, rule=line.rule and index == 0)


def _with_flag(text: Text, word: Text) -> Text:
    """A text with a flag at its beginning that the rendering left as a word."""
    return replace(text, marks=(Mark(FLAG, word.shown, 0, 0, word.span()), *text.marks))


def _with_repeats(pieces: Sequence[Piece], scoring: Scoring) -> Iterator[Piece]:
    """A cell often begins as the one before it did; and a value such as "Unknown" at the end of a row is a cell by itself."""
    kinds = frozenset(scoring.words.kinds.values())
    for index, piece in enumerate(pieces):
        again = index > 0 and piece.key != "" and piece.key == pieces[0].key and piece.key not in kinds
        alone = index == len(pieces) - 1 and piece.leads and piece.whole and scoring.field != "belligerents"
        yield piece._replace(border=piece.border + scoring.weights.first_key_again * again + scoring.weights.whole_line_at_end * alone)


def _pieces_between(lines: Sequence[Line], borders: Sequence[tuple[int, int, float]], scoring: Scoring) -> Iterator[Piece]:
    for index, (number, start, border) in enumerate(borders):
        line = lines[number]
        following = borders[index + 1] if index + 1 < len(borders) else (len(lines), 0, 0.0)
        end = following[1] if following[0] == number else len(line.text)
        shown = line.text.shown[start:end].strip()
        yield Piece(number, start, end, shown, border, _key(shown, scoring), line.gap, line.depth, shown.casefold() in scoring.words.whole)


def _find_places(line: Line, field: str, words: ColumnWords) -> Iterator[int]:
    """Places in a line, outside brackets and not after a word that holds on to the next, where a new value could begin."""
    shown = line.text.shown
    depth = 0
    last = 0
    for match in words.patterns.start.finditer(shown):
        at = match.start()
        depth += shown.count("(", last, at) - shown.count(")", last, at)
        last = at
        before = shown[:at].rstrip()
        if depth <= 0 and before and before[-1] not in ",:;/–—-+(&*" and _may_part(before, shown[at:], field, words):
            yield at


def _may_part(before: str, right: str, field: str, words: ColumnWords) -> bool:
    previous = before.rsplit(None, 1)[-1].casefold().strip("\"“”'")
    if field == "belligerents" and words.is_flag_of(before, right):
        return False
    if previous.endswith(words.holding):
        return False
    if (previous in words.open and not words.knows(before)) or words.patterns.ordinal.fullmatch(previous):
        return False
    if NUMBER.match(right):
        return previous not in words.before_number and field != "commanders"
    return field in NAMES or not previous[-1:].isdigit() or _stands_after_number(right, words)


def _stands_after_number(right: str, words: ColumnWords) -> bool:
    """Whether words after a number begin something new, and do not say what is counted."""
    first = right.split(None, 1)[0].casefold().strip(",.;:")
    if first in words.months:
        return False
    return right.casefold() in words.whole or first in words.before_number or bool(HEADING.match(right))


def _key(shown: str, scoring: Scoring) -> str:
    heading = HEADING.match(shown)
    if heading:
        return scoring.fold(heading["heading"])
    words = scoring.words
    if scoring.field in NAMES:
        last = shown.rsplit(None, 1)[-1] if scoring.field == "belligerents" and " " in shown else ""
        return scoring.fold(shown) if last[:1].islower() and not words.begins_with_article(last) else ""
    outside = _BRACKETS.sub(" ", shown).casefold()
    told = [words.kinds[word] for word in _LETTERS.findall(outside) if word in words.kinds]
    if told:
        return next((kind for kind in told if kind != "men"), told[0])
    plain = scoring.fold(outside)
    return "" if any(character.isdigit() for character in shown) or len(plain) < _SHORT_KEY or plain in words.whole else plain
