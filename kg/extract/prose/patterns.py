"""The patterns of relations (kg/data/en/relations.toml), checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple

from kg.extract.prose.macros import Macros, load_macros, relations_table
from kg.extract.prose.matching import Found, find_words, words_of_cue
from kg.language.language import Language
from kg.language.table import Table
from kg.values import dataclass

RELATIONS = frozenset({"memberOf", "alliedWith", "alignedWith", "renamedTo", "mergedInto", "splitInto", "ledBy", "dissolved"})

SlotName = Literal["subject", "object", "parts"]

# What every pattern must have, and what those of two related things must have beside it: one of these.
_SUBJECT: tuple[SlotName, ...] = ("subject",)
_OBJECT: tuple[SlotName, ...] = ("object", "parts")
_BEGINNING = 4
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

    def find(self, masked: str, language: Language) -> Iterator[Found]:
        """Find the pattern in masked text."""
        return find_words(self.source, masked, load_macros(language))


class _PlainCue(NamedTuple):
    """The words of a cue before names are marked, and of further cues those of each list of which one must stand beside it."""

    words: str
    beside: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class PatternIndex:
    """Patterns by the cues of which one must stand in a text; the cues are kept by their first letters, which are looked for first."""

    patterns: tuple[Pattern, ...]
    cues: Mapping[str, tuple[str, ...]]
    by_cue: Mapping[str, tuple[int, ...]]
    plain: Mapping[str, tuple[_PlainCue, ...]]

    @classmethod
    def of(cls, patterns: Iterable[Pattern]) -> PatternIndex:
        """Index patterns, whose order stays."""
        patterns = tuple(patterns)
        by_cue, cues = defaultdict[str, list[int]](list), defaultdict[str, set[str]](set)
        for number, pattern in enumerate(patterns):
            for cue in pattern.cues[0]:
                by_cue[cue].append(number)
                cues[cue[:_BEGINNING]].add(cue)
        plain = defaultdict[str, dict[_PlainCue, None]](dict)
        for pattern in patterns:
            beside = tuple(tuple(sorted({words_of_cue(cue) for cue in wanted})) for wanted in pattern.cues[1:])
            for words in sorted({words_of_cue(cue) for cue in pattern.cues[0]}):
                plain[words[:_BEGINNING]][_PlainCue(words, beside)] = None
        return cls(
            patterns,
            {key: tuple(sorted(found)) for key, found in cues.items()},
            {cue: tuple(found) for cue, found in by_cue.items()},
            {key: tuple(sorted(found)) for key, found in plain.items()},
        )

    def may_be_in(self, low: str) -> bool:
        """Whether a text, in lower case, may hold a pattern once its names are marked."""
        likely = (cue for beginning, cues in self.plain.items() if beginning in low for cue in cues if cue.words in low)
        return any(all(any(words in low for words in wanted) for wanted in cue.beside) for cue in likely)

    def find(self, masked: str, language: Language) -> Iterator[tuple[Pattern, Found]]:
        """Find the patterns in masked text, one after the other."""
        cues = (cue for beginning, group in self.cues.items() if beginning in masked for cue in group if cue in masked)
        for number in sorted({number for cue in cues for number in self.by_cue[cue]}):
            pattern = self.patterns[number]
            if all(any(cue in masked for cue in wanted) for wanted in pattern.cues[1:]):
                yield from ((pattern, found) for found in pattern.find(masked, language))


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """The patterns of relations, those that only carry a subject on, those of what some members do, and the bounds of the words before dates."""

    relations: PatternIndex
    carriers: PatternIndex
    partial: PatternIndex
    bounds: Mapping[str, str]

    def may_state(self, low: str) -> bool:
        """Whether a sentence, in lower case, may state something once its names are marked."""
        return self.relations.may_be_in(low) or self.partial.may_be_in(low)


@cache
def load_patterns(language: Language) -> Patterns:
    """The patterns of a language; ValueError where one has no relation of the contract or lacks its slots."""
    table, macros = relations_table(language), load_macros(language)
    relations = PatternIndex.of(_check_pattern(entry, macros) for entry in table.tables("pattern"))
    carriers, partial = (PatternIndex.of(_plain(kind, entry, macros) for entry in table.tables(kind)) for kind in ("carrier", "partial"))
    bounds = {word: bound for bound, words in macros.bounds.items() for word in words}
    return Patterns(relations, carriers, partial, bounds)


def _plain(kind: str, entry: Table, macros: Macros) -> Pattern:
    entry.only("words", "cues", "also")
    return Pattern(kind, "", entry.word("words"), _cues(entry, macros))


def _cues(entry: Table, macros: Macros) -> tuple[frozenset[str], ...]:
    """The lists of words of each of which one must stand in a text."""
    if not entry.words("cues"):
        entry.fail("cues", "must name words of which one stands in every text that matches")
    given = (entry.words(name) for name in ("cues", "also"))
    return tuple(frozenset(cue for word in words for cue in macros.cues.get(word, (word,))) for words in given if words)


def _check_pattern(entry: Table, macros: Macros) -> Pattern:
    entry.only("name", "relation", "words", "cues", "also", "bound", "fronted", *_FLAGS)
    relation, words = entry.word("relation"), entry.word("words")
    if relation not in RELATIONS:
        entry.fail("relation", f"must be one of {', '.join(sorted(RELATIONS))}")
    for slots in (_SUBJECT,) if relation == "dissolved" else (_SUBJECT, _OBJECT):
        if not any(f"{{{name}:" in words or f"{{{name}}}" in words for name in slots):
            entry.fail("words", f"lacks {' or '.join(slots)}")
    flags = frozenset(flag for flag in _FLAGS if entry.entries.get(flag))
    bound, fronted = entry.word("bound") or None, entry.word("fronted") or None
    return Pattern(entry.word("name"), relation, words, _cues(entry, macros), flags, bound, fronted)
