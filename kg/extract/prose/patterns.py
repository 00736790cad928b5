"""The patterns of relations (kg/data/en/relations.toml), checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.extract.prose.macros import Macros, load_macros, relations_table
from kg.extract.prose.matching import Found, find_words
from kg.language.language import Language
from kg.language.table import Table

RELATIONS = frozenset({"memberOf", "alliedWith", "alignedWith", "renamedTo", "mergedInto", "splitInto", "ledBy", "dissolved"})

# What every pattern must have, and what those of two related things must have; of each tuple, one.
_SUBJECTS, _OBJECTS = (("{subject:",),), (("{object:", "{parts}"),)
_FLAGS = ("event", "active", "lists", "organised", "undated", "noun", "turned")


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """A way to state a relation; ``relation`` is "" where it states none.

    ``source`` is written as in relations.toml. The flags are those that the file explains; ``bound`` is "until" where a bare date ends what is
    stated, ``fronted`` the bound that a date in front of the subject must give.
    """

    name: str
    relation: str
    source: str
    cues: tuple[frozenset[str], ...]
    flags: frozenset[str] = frozenset()
    bound: str | None = None
    fronted: str | None = None

    def is_cued(self, cues: frozenset[str]) -> bool:
        """Whether all that a text must hold for this pattern is among the cues that stand in it."""
        return not any(cues.isdisjoint(wanted) for wanted in self.cues)

    def find(self, masked: str, language: Language) -> Iterator[Found]:
        """Find the pattern in masked text."""
        return find_words(self.source, masked, load_macros(language))


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """The patterns of relations, those that only carry a subject on, those of what some members do, and the bounds of the words before dates."""

    patterns: tuple[Pattern, ...]
    carriers: tuple[Pattern, ...]
    partial: tuple[Pattern, ...]
    bounds: Mapping[str, str]
    cues: frozenset[str]

    def cues_in(self, masked: str) -> frozenset[str]:
        """The cues that stand in masked text."""
        return frozenset(cue for cue in self.cues if cue in masked)


@cache
def load_patterns(language: Language) -> Patterns:
    """The patterns of a language; ValueError where one has no relation of the contract or lacks its slots."""
    table, macros = relations_table(language), load_macros(language)
    patterns = tuple(_check_pattern(entry, macros) for entry in table.tables("pattern"))
    carriers, partial = (tuple(_plain(kind, entry, macros) for entry in table.tables(kind)) for kind in ("carrier", "partial"))
    bounds = {word: bound for bound, words in macros.bounds.items() for word in words}
    cues = frozenset(cue for pattern in (*patterns, *carriers, *partial) for wanted in pattern.cues for cue in wanted)
    return Patterns(patterns, carriers, partial, bounds, cues)


def _plain(kind: str, entry: Table, macros: Macros) -> Pattern:
    entry.only("words", "cues", "also")
    return Pattern(kind, "", entry.word("words"), _cues(entry, macros))


def _cues(entry: Table, macros: Macros) -> tuple[frozenset[str], ...]:
    given = (entry.words(name) for name in ("cues", "also"))
    return tuple(frozenset(cue for word in words for cue in macros.cues.get(word, (word,))) for words in given if words)


def _check_pattern(entry: Table, macros: Macros) -> Pattern:
    entry.only("name", "relation", "words", "cues", "also", "bound", "fronted", *_FLAGS)
    relation, words = entry.word("relation"), entry.word("words")
    if relation not in RELATIONS:
        entry.fail("relation", f"must be one of {', '.join(sorted(RELATIONS))}")
    for slots in _SUBJECTS if relation == "dissolved" else (*_SUBJECTS, *_OBJECTS):
        if not any(slot in words for slot in slots):
            entry.fail("words", f"lacks {' or '.join(slots)}")
    flags = frozenset(flag for flag in _FLAGS if entry.entries.get(flag))
    bound, fronted = entry.word("bound") or None, entry.word("fronted") or None
    return Pattern(entry.word("name"), relation, words, _cues(entry, macros), flags, bound, fronted)
