"""A canvas on which displayed lines are laid down, each character with its place in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from kg.model.article import Line
from kg.model.text import NOTE, Mark, Piece, Span, Text

# Spaces that only govern where a line may break are shown as plain ones, so that extraction need not know them.
_IRREGULAR = re.compile(r"(?:[^\S ]|[\u200b\u2060\ufeff]| (?=[\s\u200b\u2060\ufeff]))[\s\u200b\u2060\ufeff]*")
_INVISIBLE = "\u200b\u2060\ufeff"


class _OpenMark:
    """A mark whose end has not been reached yet; at a line's end it is closed and goes on in the next line."""

    __slots__ = ("at", "kind", "source", "value")

    def __init__(self, kind: str, value: str, at: int, source: int) -> None:
        self.kind, self.value, self.at, self.source = kind, value, at, source


class Canvas:
    """Lines under construction: white space is collapsed, marks may span several lines."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._lines: list[Line] = []
        self._shown: list[str] = []
        self._pieces: list[Piece] = []
        self._marks: list[Mark] = []
        self._open: list[_OpenMark] = []
        self._length = 0
        self._spaced = True
        self._depth = 0
        self._gap = 0
        self._rule = False
        self._reached = 0

    @property
    def is_blank(self) -> bool:
        """Whether the current line shows nothing and carries no mark."""
        return not self._length and not self._marks

    def put(self, shown: str, start: int, end: int) -> None:
        """Lay down text that stands at source[start:end]; where the lengths differ the whole stands on the whole."""
        self._reached = max(self._reached, end)
        exact = self._source[start:end] == shown
        at = len(shown) - len(shown.lstrip()) if self._spaced else 0
        for match in _IRREGULAR.finditer(shown, at):
            self._put_words(shown[at : match.start()], start + at if exact else start, start + match.start() if exact else end)
            if not self._spaced and match[0].strip(_INVISIBLE):
                self._put_words(" ", start + match.start() if exact else start, start + match.start() + 1 if exact else end)
            at = match.end()
        self._put_words(shown[at:], start + at if exact else start, end)

    def _put_words(self, words: str, start: int, end: int) -> None:
        if not words:
            return
        if 1 < len(words) == end - start and self._source[start] != words[0]:
            # Equally long by chance: in two pieces each is shorter than its source, so none is taken to correspond character by character.
            self._append(words[0], start, end)
            self._append(words[1:], start, end)
        else:
            self._append(words, start, end)
        self._spaced = words[-1] == " "

    def _append(self, shown: str, start: int, end: int) -> None:
        last = self._pieces[-1] if self._pieces else None
        joins = last and last.end == start and last.end - last.start == self._length - last.at and end - start == len(shown)
        if last and joins:
            self._pieces[-1] = last._replace(end=end)
        else:
            self._pieces.append(Piece(self._length, start, end))
        self._shown.append(shown)
        self._length += len(shown)

    def mark_point(self, kind: str, value: str, start: int, end: int) -> None:
        """Set a mark that shows nothing."""
        self._reached = max(self._reached, end)
        self._marks.append(Mark(kind, value, self._length, self._length, Span(start, end)))

    def open_mark(self, kind: str, value: str, source: int) -> None:
        """Begin a mark here."""
        self._open.append(_OpenMark(kind, value, self._length, source))

    def close_mark(self, kind: str, source: int) -> None:
        """End the mark of a kind that was opened last; without one nothing happens."""
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index].kind == kind:
                self._finish(self._open.pop(index), source)
                return

    def close_kinds(self, kinds: tuple[str, ...], source: int) -> None:
        """End all marks of some kinds."""
        for kind in kinds:
            while any(mark.kind == kind for mark in self._open):
                self.close_mark(kind, source)

    def has_open(self, kind: str) -> bool:
        """Whether a mark of a kind is open."""
        return any(mark.kind == kind for mark in self._open)

    @contextmanager
    def marked(self, kind: str, value: str, start: int, end: int) -> Iterator[None]:
        """Mark all that is laid down meanwhile; the mark's place is source[start:end]."""
        mark = _OpenMark(kind, value, self._length, start)
        self._open.append(mark)
        yield
        if mark in self._open:
            self._open.remove(mark)
            self._finish(mark, end)

    def _finish(self, mark: _OpenMark, source: int) -> None:
        if self._length > mark.at:
            self._marks.append(Mark(mark.kind, mark.value, mark.at, self._length, Span(mark.source, max(source, mark.source))))

    def break_line(self, depth: int = 0, gap: int = 0, *, rule: bool = False) -> None:
        """End the current line where it has content; the next one begins at a depth, after blank lines, below a rule."""
        if not self.is_blank:
            self._end_line()
        self._depth = depth
        self._gap = self._gap + gap if self._lines else 0
        self._rule = self._rule or rule

    def _end_line(self) -> None:
        for mark in self._open:
            self._finish(mark, self._reached)
            mark.at, mark.source = 0, self._reached
        shown = "".join(self._shown)
        size = len(shown.rstrip())
        marks = [mark._replace(start=min(mark.start, size), end=min(mark.end, size)) for mark in self._marks]
        marks.sort(key=lambda mark: (mark.start, mark.source))
        text = Text(shown, tuple(self._pieces), tuple(marks)).strip()
        if not shown and self._lines and all(mark.kind == NOTE for mark in marks):
            self._extend_last(marks)
        else:
            self._lines.append(Line(text, self._depth, self._gap, self._rule))
            self._gap, self._rule = 0, False
        self._shown, self._pieces, self._marks, self._length, self._spaced = [], [], [], 0, True

    def _extend_last(self, marks: list[Mark]) -> None:
        """Footnotes on a line of their own belong to the line before."""
        last = self._lines[-1]
        end = len(last.text.shown)
        moved = tuple(mark._replace(start=end, end=end) for mark in marks)
        self._lines[-1] = Line(Text(last.text.shown, last.text.pieces, last.text.marks + moved), last.depth, last.gap, last.rule)

    def finish(self) -> tuple[Line, ...]:
        """Return the lines that were laid down."""
        if not self.is_blank:
            self._end_line()
        return tuple(self._lines)
