"""The words of a line that no finding stands on yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.model.finding import Finding
from kg.model.issue import Issue
from kg.model.text import Text
from kg.patterns import lazy_pattern

WORD = lazy_pattern(r"\w+")
_BORDER = lazy_pattern(r";|(?<![A-Z])\.\s")


def positions_of(results: Iterable[Finding | Issue]) -> frozenset[int]:
    """The source positions that findings stand on or issues name."""
    results = tuple(results)
    findings = {span for result in results if isinstance(result, Finding) for span in result.evidence}
    issues = {result.span for result in results if isinstance(result, Issue) and result.span}
    return frozenset(at for span in findings | issues for at in range(span.start, span.end))


def is_covered(text: Text, word: re.Match[str], covered: frozenset[int]) -> bool:
    """Whether the source of a word is among the positions."""
    span = text.span(*word.span())
    return span.start in covered or span.end - 1 in covered


def find_runs(text: Text, covered: frozenset[int]) -> Iterator[tuple[int, int]]:
    """The runs of words that are not covered, cut at semicolons and full stops, as offsets."""
    start = end = -1
    for word in WORD.finditer(text.shown):
        free = not is_covered(text, word, covered)
        if start >= 0 and (not free or _BORDER.search(text.shown, end, word.end())):
            yield start, end
            start = -1
        if free:
            start, end = (word.start() if start < 0 else start), word.end()
    if start >= 0:
        yield start, end
