"""Where the text of an article stands in a file that writes it in a way of its own: as a value of JSON, say, or as quoted-printable."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from kg.model.text import Span
from kg.values import dataclass

# From each place of a text that is named on, text and writing run in step: the place in the text, and the place where what stands there is written.
Steps = tuple[tuple[int, int], ...]


def _text_of(step: tuple[int, int]) -> int:
    return step[0]


def _locate(span: Span, steps: Steps) -> Span:
    last = bisect_right(steps, span.start, key=_text_of) - 1
    at, place = steps[last] if last >= 0 else (0, 0)
    low = place + span.start - at
    # What is written between two characters (a line that is broken) belongs to neither.
    following = bisect_left(steps, span.end, key=_text_of)
    if following < len(steps) and steps[following][0] == span.end:
        return Span(low, max(low, steps[following][1]))
    at, place = steps[following - 1] if following else (0, 0)
    return Span(low, max(low, place + span.end - at))


@dataclass(frozen=True, slots=True)
class Origin:
    """The part of a decoded file that an article's text is written as.

    ``written`` begins at the character ``start`` of the file, at ``line`` and ``column`` (from 1). ``layers`` lead from the text to ``written``, each
    undoing one way of writing: wikitext whose signs are escaped may be a value of JSON.
    """

    written: str
    start: int = 0
    line: int = 1
    column: int = 1
    layers: tuple[Steps, ...] = ()

    def locate(self, span: Span) -> Span:
        """Return the place in ``written`` of a span of the text."""
        for steps in self.layers:
            span = _locate(span, steps)
        return span
