"""Displayed text, in which every character knows its place in the source."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

from kg.values import dataclass


class Span(NamedTuple):
    """A half-open range of Unicode code points in the source text of an article."""

    start: int
    end: int


class Piece(NamedTuple):
    """A run of displayed text from ``at`` up to the next piece, which comes from source[start:end].

    Where the two are equally long they correspond character by character; else the piece is opaque
    (an entity, a template) and any part of it stands on the whole range.
    """

    at: int
    start: int
    end: int


class Mark(NamedTuple):
    """Markup of a range of displayed text; the range is empty if nothing is displayed.

    ``kind`` is one of LINK, FLAG, FATE, NOTE, BOLD, ITALIC, SMALL, TEMPLATE, COORDINATES, LANG and ``value`` its content:
    the title linked to, the party whose flag it is, a fate, the key of a note, a template's name, "lat lon".
    """

    kind: str
    value: str
    start: int
    end: int
    source: Span


LINK = "link"
FLAG = "flag"
FATE = "fate"
NOTE = "note"
BOLD = "bold"
ITALIC = "italic"
SMALL = "small"
TEMPLATE = "template"
COORDINATES = "coordinates"
LANG = "lang"


# From so many marks on, those of a part are found by their places instead of one by one.
_MANY = 32


class _Marks(tuple[Mark, ...]):
    """Marks with the places that tell which of them may touch a range: so a long text is cut into many parts in little time."""

    @cached_property
    def _starts(self) -> list[int] | None:
        """Where each begins, if they are in order."""
        starts = [mark.start for mark in self]
        return starts if all(low <= high for low, high in pairwise(starts)) else None

    @cached_property
    def _reached(self) -> list[int]:
        """The last end of each and all before it."""
        return list(accumulate((mark.end for mark in self), max))

    def __reduce__(self) -> tuple[type[tuple[Mark, ...]], tuple[tuple[Mark, ...]]]:
        return tuple, (tuple(self),)

    def touching(self, start: int, end: int) -> tuple[Mark, ...]:
        """A part of the marks, in order, with all those that begin at ``end`` or before and end at ``start`` or behind."""
        if self._starts is None:
            return self
        return self[bisect_left(self._reached, start) : bisect_right(self._starts, end)]


def _at_of_piece(piece: Piece) -> int:
    return piece.at


@dataclass(frozen=True, slots=True)
class Text:
    """Displayed text, with the pieces of source it consists of, and its marks."""

    shown: str
    pieces: tuple[Piece, ...]
    marks: tuple[Mark, ...] = ()

    @classmethod
    def verbatim(cls, source: str, start: int, end: int) -> Text:
        """Show source[start:end] as it stands."""
        return cls(source[start:end], (Piece(0, start, end),) if end > start else ())

    def __bool__(self) -> bool:
        return bool(self.shown)

    def __len__(self) -> int:
        return len(self.shown)

    def _piece_end(self, index: int) -> int:
        return self.pieces[index + 1].at if index + 1 < len(self.pieces) else len(self.shown)

    def _locate(self, at: int) -> tuple[Piece, bool]:
        index = bisect_right(self.pieces, at, key=_at_of_piece) - 1 if len(self.pieces) > 1 else 0
        piece = self.pieces[index]
        return piece, piece.end - piece.start == self._piece_end(index) - piece.at

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Place in the source of the displayed characters start to end; marks that show nothing count for empty text.

        Raises ValueError when neither text nor mark gives a place.
        """
        end = len(self.shown) if end is None else end
        if end <= start:
            if self.marks:
                return Span(min(m.source.start for m in self.marks), max(m.source.end for m in self.marks))
            raise ValueError("empty text has no place in the source")
        if len(self.pieces) == 1:
            at, first_place, last_place = self.pieces[0]
            if last_place - first_place == len(self.shown) - at:
                return Span(first_place + start - at, first_place + end - at)
        first, exact = self._locate(start)
        low = first.start + (start - first.at if exact else 0)
        last, exact = self._locate(end - 1)
        high = last.start + (end - last.at) if exact else last.end
        return Span(low, high) if low <= high else Span(first.start, last.end)

    def cut(self, start: int, end: int | None = None) -> Text:
        """Return the displayed characters start to end with their pieces and marks."""
        size = len(self.shown)
        end = size if end is None else min(end, size)
        if start <= 0 and end == size:
            return self
        marks = self.marks and tuple(
            Mark(mark.kind, mark.value, max(mark.start, start) - start, min(mark.end, end) - start, mark.source)
            for mark in self._marks_touching(start, end)
            if (mark.start < end and mark.end > start) or (mark.start == mark.end and start <= mark.start <= end)
        )
        return Text(self.shown[start:end], self._cut_pieces(start, end), marks)

    def _marks_touching(self, start: int, end: int) -> tuple[Mark, ...]:
        marks = self.marks
        if len(marks) < _MANY:
            return marks
        if not isinstance(marks, _Marks):
            marks = _Marks(marks)
            object.__setattr__(self, "marks", marks)
        return marks.touching(start, end)

    def _cut_pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        cut = list[Piece]()
        if len(self.pieces) == 1 and start < end:
            at, first, last = self.pieces[0]
            if last - first == len(self.shown) and not at:
                return (Piece(0, first + start, first + end),)
        first_index = max(bisect_right(self.pieces, start, key=_at_of_piece) - 1, 0) if len(self.pieces) > 1 else 0
        for index in range(first_index, len(self.pieces)):
            at, first, last = self.pieces[index]
            if at >= end:
                break
            stop = self._piece_end(index)
            low, high = max(at, start), min(stop, end)
            if low < high:
                exact = last - first == stop - at
                cut.append(Piece(low - start, first + low - at, first + high - at) if exact else Piece(low - start, first, last))
        return tuple(cut)

    def strip(self, characters: str | None = None) -> Text:
        """Return the text without leading and trailing characters (white space unless told)."""
        shown = self.shown
        start = len(shown) - len(shown.lstrip(characters))
        end = len(shown.rstrip(characters))
        return self if not start and end == len(shown) else self.cut(start, max(start, end))

    def split(self, pattern: str | re.Pattern[str]) -> tuple[Text, ...]:
        """Split at each match of the pattern; the matches are left out."""
        parts, at = [], 0
        compiled = re.compile(pattern) if isinstance(pattern, str) else pattern
        for match in compiled.finditer(self.shown):
            parts.append(self.cut(at, match.start()))
            at = match.end()
        return (*parts, self.cut(at)) if parts else (self,)

    def marked(self, kind: str) -> tuple[Mark, ...]:
        """Return the marks of one kind in order."""
        return tuple([mark for mark in self.marks if mark.kind == kind]) if self.marks else ()

    def notes_behind(self, end: int) -> tuple[str, ...]:
        """Return the keys of the footnotes that stand behind a place, with no letter or digit between."""
        behind = (mark for mark in self.marked(NOTE) if mark.start >= end and not any(map(str.isalnum, self.shown[end : mark.start])))
        return tuple(dict.fromkeys(mark.value for mark in behind))

    def of(self, match: re.Match[str], group: str | int = 0) -> Text:
        """Return the part of the text that a group of a match on ``shown`` covers (empty where it took no part)."""
        start, end = match.span(group)
        return self.cut(start, end) if start >= 0 else Text("", ())


def join_texts(texts: Iterable[Text], separator: str = " ") -> Text:
    """Set texts side by side; the separator stands on the source between them."""
    shown, size, pieces, marks = list[str](), 0, list[Piece](), list[Mark]()
    for text in texts:
        if size and separator and text.pieces:
            edge = pieces[-1].end if pieces else text.pieces[0].start
            pieces.append(Piece(size, min(edge, text.pieces[0].start), max(edge, text.pieces[0].start)))
            shown.append(separator)
            size += len(separator)
        pieces.extend(piece._replace(at=piece.at + size) for piece in text.pieces)
        marks.extend(mark._replace(start=mark.start + size, end=mark.end + size) for mark in text.marks)
        shown.append(text.shown)
        size += len(text.shown)
    return Text("".join(shown), tuple(pieces), tuple(marks))
