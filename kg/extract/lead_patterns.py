"""The patterns and words of kg/data/lead.toml, checked and compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from kg.extract.relations_patterns import compile_words

# The slots that each kind of pattern must have; of a tuple within, one.
_NEEDED: dict[str, tuple[str, ...]] = {
    "about": (),
    "date": ("date|start|end",),
    "place": ("first",),
    "place_list": ("next",),
    "parent": ("parent",),
    "parent_list": ("next",),
    "joined": ("party", "date", "ordinal"),
    "opposed": ("first", "second"),
    "rank": ("rank", "person"),
    "role": ("role", "person"),
    "fate": ("fate", "person"),
}


@dataclass(frozen=True, slots=True)
class LeadPattern:
    """A way to state something in the lead.

    ``whole`` says that a date covers the conflict from beginning to end, ``first`` that only the first sentence states it so.
    """

    name: str
    words: re.Pattern[str]
    whole: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class LeadPatterns:
    """All patterns by what they state, the fates and ordinals by word, and the cues before another name (a weak one is marked True)."""

    by_kind: Mapping[str, tuple[LeadPattern, ...]]
    fates: Mapping[str, str]
    ordinals: Mapping[str, int]
    cues: re.Pattern[str]
    weak: frozenset[str]


@cache
def load_lead_patterns() -> LeadPatterns:
    """Read lead.toml; ValueError where a pattern lacks its slots or a table is missing."""
    data: dict[str, Any] = tomllib.loads(files("kg").joinpath("data/lead.toml").read_text(encoding="utf-8"))
    if data.keys() != {*_NEEDED, "macros", "fates", "ordinals", "names"}:
        raise ValueError(f"lead.toml: tables {sorted(data.keys() ^ {*_NEEDED, 'macros', 'fates', 'ordinals', 'names'})}")
    fates = {word: fate for fate, words in data["fates"].items() for word in words}
    macros = {**data["macros"], "fates": "|".join(re.escape(word) for word in sorted(fates, key=len, reverse=True))}
    by_kind = {kind: tuple(_check(kind, entry, macros) for entry in data[kind]) for kind in _NEEDED}
    cues = "|".join(re.escape(cue) for cue in sorted(data["names"]["cues"], key=len, reverse=True))
    cue = re.compile(rf"(?<![\w-])(?P<cue>{cues})(?![\w-])(?: the(?= ))?:?\s*")
    return LeadPatterns(by_kind, fates, data["ordinals"], cue, frozenset(data["names"]["weak"]))


def _check(kind: str, entry: dict[str, Any], macros: Mapping[str, str]) -> LeadPattern:
    if not entry.keys() <= {"name", "words", "whole", "first"}:
        raise ValueError(f"lead.toml: [[{kind}]] may have name, words, whole and first")
    words = compile_words(entry["words"], macros)
    for needed in _NEEDED[kind]:
        if not any(name in words.groupindex for name in needed.split("|")):
            raise ValueError(f"lead.toml: [[{kind}]] {entry.get('name', '')!r} lacks {needed}")
    return LeadPattern(entry.get("name", kind), words, entry.get("whole", False), entry.get("first", False))
