"""How many differences there are, by cause, kind and change. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kg.diff.difference import CAUSES, CHANGES, KINDS, Difference, load_data

_CHANGED = " changed"

Counts = dict[str, int]
"""How many were added, removed and changed."""


class Tally:
    """Counts of differences, which grow as they are added."""

    def __init__(self, differences: Iterable[Difference] = ()) -> None:
        self._by_causes: Counter[tuple[tuple[str, ...], str]] = Counter()
        self._by_kind: Counter[tuple[str, str]] = Counter()
        for difference in differences:
            self.add(difference)

    def add(self, difference: Difference) -> None:
        """Count a difference."""
        self._by_causes[difference.causes, difference.change] += 1
        self._by_kind[difference.kind, difference.change] += 1

    @property
    def total(self) -> int:
        """How many differences there are."""
        return sum(self._by_kind.values())

    def changes(self) -> Counts:
        """The counts of all."""
        return {change: sum(count for (_, told), count in self._by_kind.items() if told == change) for change in CHANGES}

    def by_causes(self) -> list[tuple[tuple[str, ...], Counts]]:
        """The counts for each set of causes: those of one cause first, in the order of the causes."""
        found = sorted({causes for causes, _ in self._by_causes}, key=lambda causes: (len(causes), [CAUSES.index(cause) for cause in causes]))
        return [(causes, {change: self._by_causes[causes, change] for change in CHANGES}) for causes in found]

    def by_kind(self) -> list[tuple[str, Counts]]:
        """The counts for each kind that has any, in the order of the kinds."""
        counts = [(kind, {change: self._by_kind[kind, change] for change in CHANGES}) for kind in KINDS]
        return [(kind, count) for kind, count in counts if any(count.values())]


def causes_in_words(causes: Iterable[str]) -> str:
    """Causes as words: "the article, the extractor or the ontology changed". Several are told together where the graphs do not tell which it was."""
    words = [load_data()["cause"][cause] for cause in causes]
    changed = [told.removesuffix(_CHANGED) for told in words if told.endswith(_CHANGED)]
    others = [told for told in words if not told.endswith(_CHANGED)]
    head = [" or ".join(part for part in (", ".join(changed[:-1]), changed[-1]) if part) + _CHANGED] if changed else []
    return ", or ".join((*head, *others))
