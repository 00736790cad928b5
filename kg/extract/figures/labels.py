"""Lines in which the name of what is counted stands in front of its number: "Infantry 10,000, cavalry 2,000"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.extract.figures.items import Count
from kg.extract.figures.numerals import load_number_words
from kg.extract.figures.vocabulary import FORMATIONS, load_count_words
from kg.extract.figures.words import is_label, kind_of
from kg.language.grammar import load_grammar
from kg.language.language import Language
from kg.language.words import lower_letters

_SIGNS = " \t\n,;.:=–—-"


@cache
def load_leading_pattern(language: Language) -> re.Pattern[str]:
    """The pattern of a name at the beginning of a line in front of a number, in words with capitals that small words may tie together."""
    grammar = load_grammar(language)
    tie = rf"(?:(?:{grammar.belonging})\s(?:(?:{grammar.article})\s)?)?"
    name = rf"(?:\d{{1,2}}(?:{grammar.ordinals})\s|[IVX]{{1,5}}\s)?[A-Z][\w.'’-]*(?:\s{tie}[A-Z][\w.'’-]*){{0,4}}"
    return re.compile(rf"\s*(?P<name>{name})\s*(?:[–—=-]\s*|\s)[~≈<>]?\s?(?=\d)")


def leading_name(shown: str, language: Language) -> str | None:
    """The name in front of the first number of a line; None where other words stand there.

    It is "Esk" of "Esk 200 killed", "1st Army" of "1st Army – 4,000 men".
    """
    match = load_leading_pattern(language).match(shown)
    return match["name"] if match and is_leading(match["name"], language) else None


def is_leading(name: str, language: Language) -> bool:
    """Whether words in front of a number may be the name of those counted: no label, no kind of loss, no bound and no "total"."""
    words, numbers, low = load_count_words(language), load_number_words(language), lower_letters(name)
    telling = (words.category, words.total_mark, words.vague, words.unknown, words.degrees, words.kept, words.part)
    first, last = low.split()[0], low.split()[-1]
    plain = (
        not any(pattern.search(low) for pattern in telling) and not is_label(name, language) and kind_of(last, False, language) in (None, FORMATIONS)
    )
    return plain and not {first, last} & (numbers.kinds.keys() | numbers.sentence) and numbers.named.search(low) is None


def find_labels(shown: str, counts: Sequence[Count], language: Language) -> tuple[tuple[int, int], ...]:
    """The offsets of the labels of a line, one for each count; none where a count has no label, or has words behind it."""
    places, at = [], 0
    for count in counts:
        words = shown[at : count.start]
        label = words.strip(_SIGNS)
        if not is_label(label, language):
            return ()
        start = at + words.index(label)
        places.append((start, start + len(label)))
        at = count.amount.end
    return () if any(c.isalnum() for c in shown[at:].partition("(")[0]) else tuple(places)
