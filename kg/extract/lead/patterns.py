"""The patterns and words of kg/data/en/lead.toml, checked and compiled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

from kg.extract.prose.macros import expand_words
from kg.extract.prose.matching import Found, can_match, compile_expanded, find_joined, is_closed, words_of_cue
from kg.extract.prose.word_list import WordList
from kg.language.language import Language
from kg.language.table import Table
from kg.language.words import any_of
from kg.values import dataclass

LeadKind = Literal[
    "about", "date", "place", "place_list", "parent", "parent_list", "joined", "part", "opposed", "result", "command", "command_list",
    "rank", "role", "affiliation", "fate",
]  # fmt: skip

LeadSlot = Literal[
    "date|start|end", "date", "first", "second", "next", "parent", "party", "ordinal", "result", "victor", "rank", "role", "group", "fate", "person"
]  # fmt: skip

# The slots that each kind of pattern must have; of those parted by a bar, one.
_NEEDED: dict[LeadKind, tuple[LeadSlot, ...]] = {
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
    "command": ("person",),
    "command_list": ("next",),
    "rank": ("rank", "person"),
    "role": ("role", "person"),
    "affiliation": ("group", "person"),
    "fate": ("fate", "person"),
}

_TABLES = ("macros", "fates", "ordinals", "names", "victory", "scope", "shared", *_NEEDED)


@dataclass(frozen=True, slots=True, eq=False)
class LeadPattern:
    """A way to state something in the lead, as it is written in lead.toml and in its parts (what comes before a joint, the joint, the rest).

    ``opens`` are the words with which a sentence that has it begins, none where any may; ``whole`` says that a date covers the conflict from
    beginning to end, ``first`` that only the first sentence states it so; ``bound`` what a date of taking part is: "from", "until", or "turn"
    where the party changed sides; ``alone`` that a larger conflict counts only where the infobox names none.
    """

    name: str
    source: str
    parts: tuple[str, str, str] | None
    macros: Mapping[str, str]
    cues: tuple[tuple[str, ...], ...]
    opens: frozenset[str] = frozenset()
    whole: bool = False
    first: bool = False
    bound: str | None = None
    alone: bool = False

    def may_be_in(self, low: str) -> bool:
        """Whether a text, in lower case, may hold the pattern once its names are marked."""
        return all(any(words in low for words in wanted) for wanted in _plain_cues(self))

    def find(self, masked: str) -> Iterator[Found]:
        """Find the pattern in masked text."""
        if not self._is_cued(masked):
            return iter(())
        if self.parts:
            before, joint, rest = (_expand(part, self) for part in self.parts)
            return find_joined(before, joint, rest, masked) if can_match(before + rest, masked) else iter(())
        expanded = _expand(self.source, self)
        return map(Found.of, compile_expanded(expanded).finditer(masked)) if can_match(expanded, masked) else iter(())

    def match(self, masked: str, at: int) -> Found | None:
        """Match the pattern at an offset of masked text."""
        expanded = _expand(self.source, self)
        found = compile_expanded(expanded).match(masked, at) if "⟪" in masked[at:] else None
        return Found.of(found) if found else None

    def _is_cued(self, masked: str) -> bool:
        return all(any(cue in masked for cue in wanted) for wanted in self.cues)


@cache
def _plain_cues(pattern: LeadPattern) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(sorted({words_of_cue(cue) for cue in wanted})) for wanted in pattern.cues)


@cache
def _expand(words: str, pattern: LeadPattern) -> str:
    return expand_words(words, pattern.macros)


@dataclass(frozen=True, slots=True, eq=False)
class LeadPatterns:
    """All patterns by what they state, fates and ordinals by word, and words that tell of a relation: beside a name (``scope``) or before one.

    ``scope_commands`` stand before one who commands.
    """

    by_kind: Mapping[LeadKind, tuple[LeadPattern, ...]]
    fates: Mapping[str, str]
    ordinals: Mapping[str, int]
    scope: WordList
    scope_before: WordList
    scope_commands: WordList

    def may_state(self, low: str, kind: LeadKind, *, first: bool = True) -> bool:
        """Whether a sentence, in lower case, may state something of a kind; ``first`` says that it is the first of the lead."""
        return any(pattern.may_be_in(low) for pattern in self.by_kind[kind] if first or not pattern.first)


def lead_table(language: Language) -> Table:
    """The file lead.toml; ValueError where it has a table that nobody asks for."""
    return language.table("lead").only(*_TABLES)


@cache
def load_lead_patterns(language: Language) -> LeadPatterns:
    """The patterns of a language; ValueError where one lacks its slots."""
    table = lead_table(language)
    fates = {word: fate for fate, words in table.table("fates").groups().items() for word in words}
    macros = {**table.table("macros").names(), "fates": any_of(fates)}
    joints = tuple(f"{{{name}}}" for name in table.table("shared").only("joints").words("joints"))
    by_kind = {kind: tuple(_check(kind, entry, macros, joints) for entry in table.tables(kind)) for kind in _NEEDED}
    ordinals = {word: number for word, number in table.table("ordinals").entries.items() if isinstance(number, int)}
    scope = table.table("scope").only("words", "before", "commands")
    return LeadPatterns(by_kind, fates, ordinals, *(WordList.of(scope.words(key)) for key in ("words", "before", "commands")))


def _check(kind: LeadKind, entry: Table, macros: Mapping[str, str], joints: tuple[str, ...]) -> LeadPattern:
    entry.only("name", "words", "cues", "also", "opens", "whole", "first", "bound", "alone")
    words = entry.word("words")
    for needed in _NEEDED[kind]:
        if not any(f"(?P<{name}>" in words or f"{{{name}:" in words for name in needed.split("|")):
            entry.fail("words", f"lacks {needed}")
    whole, first, alone = (entry.entries.get(flag) is True for flag in ("whole", "first", "alone"))
    cues = tuple(found for key in ("cues", "also") if (found := entry.words(key)))
    opens, bound = frozenset(entry.words("opens")), entry.word("bound") or None
    return LeadPattern(entry.word("name") or kind, words, _split(words, joints), macros, cues, opens, whole, first, bound, alone)


def _split(words: str, joints: tuple[str, ...]) -> tuple[str, str, str] | None:
    """A pattern before, at and behind the last of its joints."""
    at, joint = max(((words.rfind(joint), joint) for joint in joints), default=(-1, ""))
    before, rest = words[:at], words[at + len(joint) :]
    return (before, joint, rest) if at > 0 and is_closed(before) else None
