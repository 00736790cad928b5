"""The patterns and words of kg/data/en/lead.toml, checked and compiled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kg.extract.prose.macros import expand_words
from kg.extract.prose.matching import Found, can_match, compile_expanded
from kg.language.language import Language
from kg.language.table import Table
from kg.language.words import any_of

LeadKind = Literal[
    "about", "date", "place", "place_list", "parent", "parent_list", "joined", "part", "opposed", "result", "rank", "role", "fate"
]  # fmt: skip

# The slots that each kind of pattern must have; of those parted by a bar, one.
_NEEDED: dict[LeadKind, tuple[str, ...]] = {
    "about": (),
    "date": ("date|start|end",),
    "place": ("first",),
    "place_list": ("next",),
    "parent": ("parent",),
    "parent_list": ("next",),
    "joined": ("party", "date", "ordinal"),
    "part": ("party", "date"),
    "opposed": ("first", "second"),
    "result": ("result", "victor"),
    "rank": ("rank", "person"),
    "role": ("role", "person"),
    "fate": ("fate", "person"),
}

_TABLES = ("macros", "fates", "ordinals", "names", "victory", "scope", *_NEEDED)


@dataclass(frozen=True, slots=True, eq=False)
class LeadPattern:
    """A way to state something in the lead.

    A text matches only where one of the ``cues`` stands in it. ``whole`` says that a date covers the conflict from beginning to end, ``first``
    that only the first sentence states it so; ``bound`` what a date of taking part is: "from", "until", or "turn" where the party changed sides.
    """

    name: str
    expanded: str
    cues: tuple[str, ...] = ()
    whole: bool = False
    first: bool = False
    bound: str | None = None

    def find(self, masked: str) -> Iterator[Found]:
        """Find the pattern in masked text."""
        return map(Found.of, compile_expanded(self.expanded).finditer(masked)) if self._can_match(masked) else iter(())

    def match(self, masked: str, at: int) -> Found | None:
        """Match the pattern at an offset of masked text."""
        found = compile_expanded(self.expanded).match(masked, at) if self._can_match(masked) else None
        return Found.of(found) if found else None

    def _can_match(self, masked: str) -> bool:
        return (not self.cues or any(cue in masked for cue in self.cues)) and can_match(self.expanded, masked)


@dataclass(frozen=True, slots=True, eq=False)
class LeadPatterns:
    """All patterns by what they state, the fates and ordinals by word, and the words that tell of a relation (``scope``)."""

    by_kind: Mapping[LeadKind, tuple[LeadPattern, ...]]
    fates: Mapping[str, str]
    ordinals: Mapping[str, int]
    scope: re.Pattern[str]


def lead_table(language: Language) -> Table:
    """The file lead.toml; ValueError where it has a table that nobody asks for."""
    return language.table("lead").only(*_TABLES)


@cache
def load_lead_patterns(language: Language) -> LeadPatterns:
    """The patterns of a language; ValueError where one lacks its slots."""
    table = lead_table(language)
    fates = {word: fate for fate, words in table.table("fates").groups().items() for word in words}
    macros = {**table.table("macros").names(), "fates": any_of(fates)}
    by_kind = {kind: tuple(_check(kind, entry, macros) for entry in table.tables(kind)) for kind in _NEEDED}
    ordinals = {word: number for word, number in table.table("ordinals").entries.items() if isinstance(number, int)}
    scope = any_of(table.table("scope").only("words").words("words"))
    return LeadPatterns(by_kind, fates, ordinals, re.compile(rf"\b(?:{scope})\b"))


def _check(kind: LeadKind, entry: Table, macros: Mapping[str, str]) -> LeadPattern:
    entry.only("name", "words", "cues", "whole", "first", "bound")
    expanded = expand_words(entry.word("words"), macros)
    for needed in _NEEDED[kind]:
        if not any(f"(?P<{name}>" in expanded for name in needed.split("|")):
            entry.fail("words", f"lacks {needed}")
    whole, first = (entry.entries.get(flag) is True for flag in ("whole", "first"))
    return LeadPattern(entry.word("name") or kind, expanded, entry.words("cues"), whole, first, entry.word("bound") or None)
