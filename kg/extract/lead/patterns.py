"""The patterns and words of kg/data/en/lead.toml, checked and compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from kg.extract.prose.patterns import can_match, compile_expanded, expand_words

# The slots that each kind of pattern must have; of a tuple within, one.
_NEEDED: dict[str, tuple[str, ...]] = {
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

_TABLES = ("macros", "fates", "ordinals", "names", "scope")


@dataclass(frozen=True, slots=True)
class LeadPattern:
    """A way to state something in the lead.

    ``whole`` says that a date covers the conflict from beginning to end, ``first`` that only the first sentence states it so;
    ``bound`` what a date of taking part is: "from", "until", or "turn" where the party changed sides.
    """

    name: str
    expanded: str
    whole: bool = False
    first: bool = False
    bound: str | None = None

    @property
    def words(self) -> re.Pattern[str]:
        """What matches masked text; compiled when first asked for."""
        return compile_expanded(self.expanded)

    def find(self, masked: str) -> Iterator[re.Match[str]]:
        """Find the pattern in masked text."""
        return self.words.finditer(masked) if can_match(self.expanded, masked) else iter(())


@dataclass(frozen=True, slots=True)
class LeadPatterns:
    """All patterns by what they state, the fates and ordinals by word, and the cues before another name, the weak ones of
    them, and the words that tell of a relation (``scope``)."""

    by_kind: Mapping[str, tuple[LeadPattern, ...]]
    fates: Mapping[str, str]
    ordinals: Mapping[str, int]
    cues: re.Pattern[str]
    weak: frozenset[str]
    scope: re.Pattern[str]


@cache
def load_lead_patterns() -> LeadPatterns:
    """Read lead.toml; ValueError where a pattern lacks its slots or a table is missing."""
    data: dict[str, Any] = tomllib.loads(files("kg").joinpath("data/en/lead.toml").read_text(encoding="utf-8"))
    if data.keys() != {*_NEEDED, *_TABLES}:
        raise ValueError(f"lead.toml: tables missing or unknown: {sorted(data.keys() ^ {*_NEEDED, *_TABLES})}")
    fates = {word: fate for fate, words in data["fates"].items() for word in words}
    macros = {**data["macros"], "fates": _either(fates)}
    by_kind = {kind: tuple(_check(kind, entry, macros) for entry in data[kind]) for kind in _NEEDED}
    cues, scope = (_either(words) for words in (data["names"]["cues"], data["scope"]["words"]))
    cue = re.compile(rf"(?<![\w-])(?P<cue>{cues})(?![\w-])(?: the(?= ))?:?\s*")
    return LeadPatterns(by_kind, fates, data["ordinals"], cue, frozenset(data["names"]["weak"]), re.compile(rf"\b(?:{scope})\b"))


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _check(kind: str, entry: dict[str, Any], macros: Mapping[str, str]) -> LeadPattern:
    if not entry.keys() <= {"name", "words", "whole", "first", "bound"}:
        raise ValueError(f"lead.toml: [[{kind}]] may have name, words, whole, first and bound")
    expanded = expand_words(entry["words"], macros)
    for needed in _NEEDED[kind]:
        if not any(f"(?P<{name}>" in expanded for name in needed.split("|")):
            raise ValueError(f"lead.toml: [[{kind}]] {entry.get('name', '')!r} lacks {needed}")
    return LeadPattern(entry.get("name", kind), expanded, entry.get("whole", False), entry.get("first", False), entry.get("bound"))
