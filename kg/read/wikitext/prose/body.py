"""Prose below the lead that tells figures of the infobox again and cites.

The body of an article tells the course of events, and most of it is nothing to us. Only paragraphs are shown that have one of the numbers of
the rows of losses, a word for a kind of loss near it, and a footnote: a page without any costs one search for numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kg.domain.fields import find_field
from kg.language.language import Language
from kg.language.words import any_of
from kg.model.article import Box
from kg.model.text import Text
from kg.patterns import lazy_pattern
from kg.read.wikitext.show import show_range
from kg.read.wikitext.writing import Footnote

_LOSSES = "casualties"
# The digit comes first, so that the search goes from one digit to the next.
_NUMBER = lazy_pattern(r"\d(?<![\w.,].)[\d,.]*(?!\w)")
_FOOTNOTE = lazy_pattern(r"<ref[\s/>]|\{\{", re.IGNORECASE)
# Lines that begin so are no prose: headings, lists, rows of tables, what goes on from a template.
_NO_PROSE = tuple("=*#:;|!{}")
# How far from a number the word stands that says what became of those it counts, in the source.
_NEAR = 80
_LONGEST = 20_000
# No article tells its losses in more paragraphs; a page that is one long list of numbers is not shown whole.
_MOST = 20


def read_body(source: str, start: int, boxes: Iterable[Box], language: Language) -> tuple[tuple[Text, ...], tuple[Footnote, ...]]:
    """The paragraphs of source[start:] that may tell losses of the infobox again and cite, and the footnotes in them."""
    paragraphs, footnotes = list[Text](), list[Footnote]()
    numbers = frozenset(_numbers(boxes, language))
    for low, high in _paragraphs(source, start, numbers, language) if numbers else ():
        text, writer = show_range(source, low, high, language)
        if writer.footnotes and text:
            paragraphs.append(text)
            footnotes += writer.footnotes
    return tuple(paragraphs), tuple(footnotes)


def _numbers(boxes: Iterable[Box], language: Language) -> Iterator[str]:
    """The digits of each number of two and more in the rows of losses."""
    for box in boxes:
        for row in box.rows:
            field = find_field(row.field, language)
            if field and field.rule == _LOSSES:
                shown = (line.text.shown for cell in row.cells for line in cell.lines)
                yield from (digits for words in shown for match in _NUMBER.finditer(words) if len(digits := _digits(match.group())) > 1)


def _digits(number: str) -> str:
    return number.replace(",", "").replace(".", "")


def _paragraphs(source: str, start: int, numbers: frozenset[str], language: Language) -> Iterator[tuple[int, int]]:
    """Where the paragraphs with such a number, a word for a loss near it, and a footnote stand, in order."""
    losses, reached, found = _losses(language), start, 0
    for match in _NUMBER.finditer(source, start):
        at = match.start()
        if at < reached or _digits(match.group()) not in numbers or not losses.search(source, max(start, at - _NEAR), match.end() + _NEAR):
            continue
        low, high = source.rfind("\n", start, at) + 1 or start, source.find("\n", at)
        high = len(source) if high < 0 else high
        reached = high
        if high - low <= _LONGEST and not source.startswith(_NO_PROSE, low) and _FOOTNOTE.search(source, low, high):
            yield low, high
            found += 1
            if found == _MOST:
                return


@cache
def _losses(language: Language) -> re.Pattern[str]:
    """The words that say that something was lost, and of what kind the loss was."""
    table = language.table("losses")
    groups = (*table.table("categories").groups().values(), table.table("lost").words("words"))
    words = (word for group in groups for word in group if word.isalpha())
    return re.compile(rf"(?<!\w)(?:{any_of(words)})(?!\w)", re.IGNORECASE)
