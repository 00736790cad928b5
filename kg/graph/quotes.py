"""Quotes that a reader can take in: evidence that runs over much markup is quoted by the words in it, each where it stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property

from kg.model.article import Article
from kg.model.text import FATE, FLAG, Span, Text
from kg.values import dataclass

# No quote is longer unless its words stand side by side; what parts words by less than the gap is quoted with them.
_LONGEST, _GAP = 240, 40


# Without slots, since the places are looked up once, and only for articles that need them.
@dataclass(frozen=True, eq=False)
class Quotes:
    """The words of an article, to quote evidence by."""

    article: Article

    def of(self, evidence: Iterable[Span]) -> tuple[Span, ...]:
        """Evidence with each long span parted into the words that it covers."""
        return tuple(dict.fromkeys(part for span in evidence for part in self._parts(span)))

    def _parts(self, span: Span) -> Iterator[Span]:
        if span.end - span.start <= _LONGEST:
            yield span
            return
        first = bisect_left(self._words, span.start, key=lambda word: word.end)
        found = [word for word in self._within(first, span) if word.start < word.end]
        joined: list[Span] = []
        for word in found:
            last = joined[-1] if joined else word
            if joined and word.start - last.end <= _GAP and max(last.end, word.end) - last.start <= _LONGEST:
                joined[-1] = Span(last.start, max(last.end, word.end))
            elif not joined or word.end > last.end:
                joined.append(word)
        yield from joined or (span,)

    def _within(self, first: int, span: Span) -> Iterator[Span]:
        for word in self._words[first:]:
            if word.start >= span.end:
                return
            yield Span(max(word.start, span.start), min(word.end, span.end))

    @cached_property
    def _words(self) -> list[Span]:
        lines = (line.text for box in self.article.boxes for row in box.rows for cell in row.cells for line in cell.lines)
        notes = (note.text for note in self.article.notes if note.text)
        texts = (self.article.title, *lines, *self.article.lead, *notes)
        return sorted({span for text in texts for span in _words_of(text)}, key=lambda span: (span.end, span.start))


def _words_of(text: Text) -> Iterator[Span]:
    """The places of the runs of words that a text shows, and of the flags and fates upon them."""
    ends = (*(piece.at for piece in text.pieces[1:]), len(text.shown))
    for piece, end in zip(text.pieces, ends, strict=True) if text.pieces else ():
        shown = text.shown[piece.at : end]
        words = shown.strip()
        if words and piece.end - piece.start == len(shown):
            start = piece.start + len(shown) - len(shown.lstrip())
            yield Span(start, start + len(words))
        elif words:
            yield Span(piece.start, piece.end)
    yield from (mark.source for mark in text.marks if mark.kind in (FLAG, FATE) and mark.start == mark.end)
