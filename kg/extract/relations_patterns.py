"""The patterns of kg/data/relations.toml, checked and compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

RELATIONS = frozenset({"memberOf", "alliedWith", "alignedWith", "renamedTo", "mergedInto", "splitInto", "ledBy", "dissolved"})

_SLOTS = {"group": "G", "any": "GN", "person": "P", "leader": "PG", "party": "GN", "place": "LN", "event": "E", "date": "D"}
_FIELD = re.compile(r"\{(?P<name>[a-z_]+)(?::(?P<kind>[a-z]+))?\}")
_BOUNDS = ("from", "until", "on", "asOf")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way to state a relation: ``words`` matches masked text and has the groups subject, object, parts, when and date (of those that it uses)."""

    name: str
    relation: str
    words: re.Pattern[str]
    event: bool


@dataclass(frozen=True, slots=True)
class Patterns:
    """All patterns, the words that stand for a party named before, and those that say it of some members only."""

    patterns: tuple[Pattern, ...]
    partial: tuple[re.Pattern[str], ...]
    anaphora: re.Pattern[str]
    bounds: Mapping[str, str]


def compile_words(words: str, macros: Mapping[str, str], bounds: Mapping[str, list[str]] | None = None) -> re.Pattern[str]:
    """Compile a pattern over masked text: slots such as ``{subject:group}`` become groups, ``{macros}`` are written out.

    A macro may use macros that stand before it. ValueError for a name that is neither slot nor macro.
    """
    dated = {name: "|".join(re.escape(word) for word in entry) for name, entry in (bounds or {}).items()}

    def write(match: re.Match[str]) -> str:
        name, kind = match["name"], match["kind"]
        if kind in _SLOTS:
            return rf"⟪[{_SLOTS[kind]}](?P<{name}>\d+)⟫"
        if kind is None and name in macros:
            return _FIELD.sub(write, macros[name])
        if kind is None and name in _DATED and dated:
            choice, optional = _DATED[name]
            when = "|".join(dated[bound] for bound in choice)
            when = f"(?P<left>{when}) " if name == "left" else f"(?P<when>{when}) " if name == "since" else f"(?:(?P<when>{when}) )?"
            return rf"(?:,? \(?{when}(?:early |late |mid-? ?|about |around )?⟪D(?P<date>\d+)⟫)" + ("?" if optional else "")
        raise ValueError(f"patterns: {match.group()} is neither a slot nor a macro")

    return re.compile(_FIELD.sub(write, words))


# The dates a pattern may ask for: by which words they are led in, and whether they may be missing.
_DATED: dict[str, tuple[tuple[str, ...], bool]] = {
    "when": (("asOf", "from", "until", "on"), True),
    "since": (("from",), False),
    "on": (("asOf", "from", "on"), False),
    "left": (("on",), False),
}


@cache
def load_patterns() -> Patterns:
    """Read relations.toml; ValueError where a pattern has no relation of the contract or lacks its slots."""
    data: dict[str, Any] = tomllib.loads(files("kg").joinpath("data/relations.toml").read_text(encoding="utf-8"))
    if data.keys() != {"macros", "anaphora", "when", "pattern", "partial"} or data["when"].keys() != set(_BOUNDS):
        raise ValueError("relations.toml: expected the tables macros, anaphora, when, pattern and partial")
    patterns = tuple(_check_pattern(entry, data["macros"], data["when"]) for entry in data["pattern"])
    partial = tuple(compile_words(entry["words"], data["macros"], data["when"]) for entry in data["partial"])
    pronouns = "|".join(re.escape(word) for word in sorted(data["anaphora"]["words"], key=len, reverse=True))
    bounds = {word: bound for bound, words in data["when"].items() for word in words}
    return Patterns(patterns, partial, re.compile(rf"(?P<before>^\W*|; |, (?:and|but) )(?P<word>{pronouns})\b(?! (?:of|in|from|between)\b)"), bounds)


def _check_pattern(entry: dict[str, Any], macros: Mapping[str, str], bounds: Mapping[str, list[str]]) -> Pattern:
    if not entry.keys() <= {"name", "relation", "words", "event"} or entry.get("relation") not in RELATIONS:
        raise ValueError(f"relations.toml: {entry.get('name')!r} needs name, relation and words, and may have event")
    words = compile_words(entry["words"], macros, bounds)
    needed = {"subject"} | ({"date"} if entry["relation"] == "dissolved" else {"object"})
    if not needed <= words.groupindex.keys():
        raise ValueError(f"relations.toml: {entry['name']!r} lacks the slots {sorted(needed - words.groupindex.keys())}")
    return Pattern(entry["name"], entry["relation"], words, entry.get("event", False))
