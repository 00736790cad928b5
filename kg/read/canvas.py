"""A canvas on which displayed lines are laid down, each character with its place in the source."""

from __future__ import annotations

import re
from types import TracebackType

from kg.model.article import Line
from kg.model.text import NOTE, Mark, Piece, Span, Text

# Spaces that only govern where a line may break are shown as plain ones, so that extraction need not know them.
_IRREGULAR = re.compile(r"(?:[^\S ]|[\u200b\u2060\ufeff]| (?=[\s\u200b\u2060\ufeff]))[\s\u200b\u2060\ufeff]*")
_INVISIBLE = "\u200b\u2060\ufeff"
# All white space but the plain blank, and what is invisible; without one of these and without two blanks a text is regular.
_ODD = re.compile(r"[\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]")


class _OpenMark:
    """A mark whose end has not been reached yet; at a line's end it is closed and goes on in the next line."""

    __slots__ = ("at", "kind", "source", "value")

    def __init__(self, kind: str, value: str, at: int, source: int) -> None:
        self.kind, self.value, self.at, self.source = kind, value, at, source


class _Marked:
    """Marks all that is laid down on a canvas meanwhile."""

    __slots__ = ("canvas", "end", "mark")

    def __init__(self, canvas: Canvas, mark: _OpenMark, end: int) -> None:
        self.canvas, self.mark, self.end = canvas, mark, end

    def __enter__(self) -> None:
        self.canvas._open.append(self.mark)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.mark in self.canvas._open:
            self.canvas._open.remove(self.mark)
            self.canvas._finish(self.mark, self.end)


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
        if self._source.startswith(shown, start) and end - start == len(shown):
            self.put_source(start, end)
            return
        self._reached = max(self._reached, end)
        at = len(shown) - len(shown.lstrip()) if self._spaced else 0
        if "  " in shown or _ODD.search(shown):
            for match in _IRREGULAR.finditer(shown, at):
                self._put_words(shown[at : match.start()], start, end)
                if not self._spaced and match[0].strip(_INVISIBLE):
                    self._put_words(" ", start, end)
                at = match.end()
        self._put_words(shown[at:], start, end)

    def put_source(self, start: int, end: int) -> None:
        """Lay down source[start:end] as it stands."""
        if end > self._reached:
            self._reached = end
        shown = self._source[start:end]
        if self._spaced:
            start += len(shown) - len(shown.lstrip())
        if "  " in shown or _ODD.search(shown):
            at = start
            for match in _IRREGULAR.finditer(self._source, start, end):
                if match.start() > at:
                    self._append(self._source[at : match.start()], at, match.start())
                    self._spaced = self._source[match.start() - 1] == " "
                if not self._spaced and match[0].strip(_INVISIBLE):
                    self._append(" ", match.start(), match.start() + 1)
                    self._spaced = True
                at = match.end()
            start = at
        if start < end:
            self._append(self._source[start:end], start, end)
            self._spaced = self._source[end - 1] == " "

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
        size = len(shown)
        if self._pieces:
            at, first, last = self._pieces[-1]
            if last == start and last - first == self._length - at and end - start == size:
                self._pieces[-1] = Piece(at, first, end)
                self._shown.append(shown)
                self._length += size
                return
        self._pieces.append(Piece(self._length, start, end))
        self._shown.append(shown)
        self._length += size

    def mark_point(self, kind: str, value: str, start: int, end: int) -> None:
        """Set a mark that shows nothing."""
        if end > self._reached:
            self._reached = end
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

    def marked(self, kind: str, value: str, start: int, end: int) -> _Marked:
        """Mark all that is laid down meanwhile; the mark's place is source[start:end]."""
        return _Marked(self, _OpenMark(kind, value, self._length, start), end)

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
        shown, marks = "".join(self._shown), self._marks
        size = len(shown.rstrip())
        if size < len(shown):
            marks = [mark if mark.end <= size else mark._replace(start=min(mark.start, size), end=size) for mark in marks]
        if len(marks) > 1:
            marks.sort(key=_by_place)
        text = Text(shown, tuple(self._pieces), tuple(marks))
        if size < len(shown) or shown[:1].isspace():
            text = text.strip()
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


def _by_place(mark: Mark) -> tuple[int, Span]:
    return mark.start, mark.source
