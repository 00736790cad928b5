"""Ranges whose bounds have words of their own between them: "40 tanks – 60", "from 77,000 dead to 110,000 killed"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.figures.items import Count
from kg.extract.figures.numerals import load_number_words, load_numerals
from kg.extract.figures.vocabulary import UNIT
from kg.extract.figures.words import class_of
from kg.language.language import Language
from kg.language.words import lower_letters

# How many times larger than the first the second bound of such a range may be: "3 battalions – 2,000" are two figures.
_STEEPEST = 10


def join_ranges(counts: Sequence[Count], shown: str, language: Language) -> tuple[Count, ...]:
    """Make one count of two that are the bounds of a range of the same things; those that are a part of either stay parts of it."""
    done: list[Count] = []
    places: list[int] = []
    for count in counts:
        parent = places[count.parent] if count.parent is not None else None
        last = len(done) - 1
        if done and parent == done[last].parent and _is_second(done[last], count, shown, language):
            done[last] = _join(done[last], count)
        else:
            done.append(replace(count, parent=parent))
            last += 1
        places.append(last)
    return tuple(done)


def _is_second(first: Count, count: Count, shown: str, language: Language) -> bool:
    """Whether a count is the upper bound to the one before: a dash or "to" is all between them, and it counts more of the same, or says not what."""
    low, high = first.amount.low, count.amount.high
    exact = low is not None and high is not None and first.amount.high == low and count.amount.low == high
    if not exact or low is None or high is None or not low < high <= low * _STEEPEST:
        return False
    if not (first.noun or first.categories) or not _is_joined(first, count, shown, language):
        return False
    if first.noun and class_of(first.noun, False, language) == UNIT:
        return False
    same_noun = count.noun is None or (first.noun is not None and lower_letters(first.noun) == lower_letters(count.noun))
    own = all(word.end <= first.end for word in count.before)
    return same_noun and own and (not count.categories or not first.categories or count.kinds == first.kinds)


def _is_joined(first: Count, count: Count, shown: str, language: Language) -> bool:
    """Whether what stands between two counts makes a range of them: a dash, "to", or "and" where "between" stands in front."""
    low, words = lower_letters(shown), load_number_words(language)
    if load_numerals(language).join.fullmatch(low, first.end, count.start):
        return True
    opened = words.kinds.get(low[first.start : first.amount.figure].strip()) == "b"
    return opened and words.between.fullmatch(low, first.end, count.start) is not None


def _join(first: Count, second: Count) -> Count:
    approximate = first.amount.approximate or second.amount.approximate
    amount = first.amount._replace(high=second.amount.high, approximate=approximate)
    categories = first.categories or second.categories
    return replace(first, amount=amount, categories=categories, end=second.end, zone=second.zone, total=first.total or second.total)
