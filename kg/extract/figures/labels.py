"""Lines in which the name of what is counted stands in front of its number: "Infantry 10,000, cavalry 2,000"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.figures.items import Count
from kg.extract.figures.words import is_label
from kg.language.language import Language

_SIGNS = " \t\n,;.:=–—-"


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
