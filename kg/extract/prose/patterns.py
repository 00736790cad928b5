"""The patterns of kg/data/en/relations.toml, checked and compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

RELATIONS = frozenset({"memberOf", "alliedWith", "alignedWith", "renamedTo", "mergedInto", "splitInto", "ledBy", "dissolved"})

_SLOTS = {"group": "G", "any": "GN", "person": "P", "leader": "PG", "party": "GN", "place": "LN", "event": "E", "date": "D"}
_FIELD = re.compile(r"\{(?P<name>[a-z_]+)(?::(?P<kind>[a-z]+))?\}")
_BOUNDS = ("from", "after", "until", "on", "asOf")
_TABLES = frozenset({"macros", "after", "anaphora", "fronted", "guards", "when", "carrier", "pattern", "partial"})
_FLAGS = frozenset({"event", "active", "lists", "organised", "undated", "noun", "turned"})


_SLOT_OR_BRACKET = re.compile(r"\\.|⟪\[(?P<slot>\w+)\]\(\?P<\w+>\\d\+\)⟫|\[(?:\\.|[^\]\\])*\]|[()]|(?P<bar>\|)")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way to state a relation; ``relation`` is "" where it only carries its subject on to the next clause.

    ``source`` is written as in relations.toml. The flags are those that the file explains; ``bound`` is "until" where a bare date ends what is
    stated, ``fronted`` the bound that a date in front of the subject must give.
    """

    name: str
    relation: str
    source: str
    cues: tuple[str, ...]
    flags: frozenset[str] = frozenset()
    bound: str | None = None
    fronted: str | None = None

    @property
    def words(self) -> re.Pattern[str]:
        """What matches masked text, with the groups subject, object, parts and dates (of those that it uses); compiled when first asked for."""
        return compile_expanded(_expand(self.source))

    def find(self, masked: str) -> Iterator[re.Match[str]]:
        """Find the pattern in masked text."""
        wanted = any(cue in masked for cue in self.cues) and can_match(_expand(self.source), masked)
        return self.words.finditer(masked) if wanted else iter(())


@dataclass(frozen=True, slots=True)
class Guards:
    """Words before a statement that make none of it: see the table of the same name."""

    doubt: re.Pattern[str]
    denial: re.Pattern[str]
    preposition: re.Pattern[str]
    some: re.Pattern[str]
    elements: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Patterns:
    """All patterns, those that only carry a subject on, and the bounds that the words before a date give."""

    patterns: tuple[Pattern, ...]
    carriers: tuple[Pattern, ...]
    bounds: Mapping[str, str]


# The dates a pattern may ask for: by which words they are led in, the group that holds the date, and whether they may be missing.
_DATED: dict[str, tuple[tuple[str, ...], str, bool]] = {
    "when": (("asOf", "from", "after", "until", "on"), "", True),
    "since": (("from", "after"), "", False),
    "on": (("asOf", "from", "on"), "", False),
    "ended": (("until",), "", False),
    "mid": (_BOUNDS, "2", True),
    "mid_again": (_BOUNDS, "3", True),
    "mid_third": (_BOUNDS, "4", True),
}


def expand_words(words: str, macros: Mapping[str, str], bounds: Mapping[str, list[str]] | None = None) -> str:
    """Write out a pattern over masked text: slots such as ``{subject:group}`` become groups, ``{macros}`` what they stand for.

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
            return _write_date(name, dated)
        raise ValueError(f"patterns: {match.group()} is neither a slot nor a macro")

    return _FIELD.sub(write, words)


@cache
def needed_slots(expanded: str) -> tuple[str, ...]:
    """The kinds of slot, each as its letters, that any match of a pattern holds: those outside of all brackets. Text without them needs no search."""
    found, depth = [], 0
    for match in _SLOT_OR_BRACKET.finditer(expanded):
        if match["slot"] and depth == 0:
            found.append(match["slot"])
        elif match["bar"] and depth == 0:
            return ()
        depth += {"(": 1, ")": -1}.get(match[0], 0)
    return tuple(dict.fromkeys(found))


def can_match(expanded: str, masked: str) -> bool:
    """Whether masked text has a slot of every kind that a pattern needs."""
    return all(any(f"⟪{letter}" in masked for letter in letters) for letters in needed_slots(expanded))


@cache
def compile_expanded(expanded: str) -> re.Pattern[str]:
    """Compile a pattern once, when it is first asked for: compiling them all would cost more than reading an article."""
    return re.compile(expanded)


def _write_date(name: str, dated: Mapping[str, str]) -> str:
    choice, number, optional = _DATED[name]
    when = "|".join(dated[bound] for bound in choice)
    bare = name in ("when", "on")
    led = f"(?:(?P<when{number}>{when}) )?" if bare else f"(?P<when{number}>{when}) "
    amid = ",?" if number else ""
    return rf"(?:,? \(?{led}(?:early |late |mid-? ?|about |around )?⟪D(?P<date{number}>\d+)⟫{amid})" + ("?" if optional else "")


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = tomllib.loads(files("kg").joinpath("data/en/relations.toml").read_text(encoding="utf-8"))
    if data.keys() != _TABLES or data["when"].keys() != set(_BOUNDS):
        raise ValueError(f"relations.toml: expected the tables {sorted(_TABLES)}")
    return data


@cache
def _expand(source: str) -> str:
    return expand_words(source, _data()["macros"], _data()["when"])


@cache
def load_patterns() -> Patterns:
    """Read relations.toml; ValueError where a pattern has no relation of the contract or lacks its slots."""
    data = _data()
    bounds = {word: bound for bound, words in data["when"].items() for word in words}
    carriers = (Pattern("carrier", "", entry["words"], tuple(entry["cues"])) for entry in data["carrier"])
    return Patterns(tuple(map(_check_pattern, data["pattern"])), tuple(carriers), bounds)


@cache
def load_partial() -> tuple[re.Pattern[str], ...]:
    """The words that say something of some members only."""
    return tuple(compile_expanded(_expand(entry["words"])) for entry in _data()["partial"])


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def load_anaphora() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Pronouns at the beginning of a clause, a date in front of them or not, and possessives before the nouns that relate a party."""
    data = _data()["anaphora"]
    front = r"(?:[A-Za-z]+ (?:[a-z-]+ )?⟪D\d+⟫,? )?"
    begins = rf"^\W*|; |, (?:{_either(data['before'])}) |(?<= )(?:{_either(data['that'])}) that "
    pronoun = rf"(?P<before>{begins}){front}(?P<word>{_either(data['words'])})\b(?! (?:of|in|from|between)\b)"
    possessive = rf"(?P<word>\b(?:[Ii]ts|[Tt]heir)) (?=(?:[a-z]+ )?(?:{_either(data['nouns'])})\b)"
    return re.compile(pronoun), re.compile(possessive)


@cache
def load_after() -> re.Pattern[str]:
    """What may follow a name that is no attribute of the next word."""
    return re.compile(rf"(?!['’-])(?: ?(?:[.,;:)\]–—(\"”/]|$|⟪D)| (?:{_either(_data()['after']['words'])})\b)")


@cache
def load_fronted() -> re.Pattern[str]:
    """A clause before its subject, which is a party: ``begin`` is where it may be named, ``index`` its slot."""
    data = _data()["fronted"]
    words = _either((*data["words"], *(word.capitalize() for word in data["words"])))
    rest = r"(?:[^.;⟪]|⟪[A-Z]\d+⟫){1,120}?"
    return re.compile(rf"^\W*(?:(?:{_either(data['lead'])}) )?(?P<begin>)(?:{words})\b{rest}, (?:the )?⟪G(?P<index>\d+)⟫(?= (?!and\b)[a-z])")


@cache
def load_guards() -> Guards:
    """The words of the table guards, as they stand before a statement."""
    data = _data()["guards"]
    doubt, denial, preposition, some, elements = ("|".join(data[name]) for name in ("doubt", "denial", "prepositions", "some", "elements"))
    article = r"(?:(?:the|its|their|a|an|both|all) )?(?:[a-z-]+ )?(?:⟪R\d+⟫ )*"
    return Guards(
        re.compile(rf"\b(?i:{doubt})\b"),
        re.compile(rf"\b(?i:{denial})\b"),
        re.compile(rf"\b(?:{preposition}) {article}$"),
        *(re.compile(rf"\b(?i:{words})(?: [a-z-]+){{0,3}} (?:of|from|in|within) {article}$") for words in (some, elements)),
    )


def _check_pattern(entry: dict[str, Any]) -> Pattern:
    if not entry.keys() <= {"name", "relation", "words", "cues", "bound", "fronted", *_FLAGS} or entry.get("relation") not in RELATIONS:
        raise ValueError(f"relations.toml: {entry.get('name')!r} needs name, relation, cues and words, beside its flags")
    needed = ("subject",) if entry["relation"] == "dissolved" else ("subject", "object")
    if lacking := [name for name in needed if f"{{{name}:" not in entry["words"]]:
        raise ValueError(f"relations.toml: {entry['name']!r} lacks the slots {lacking}")
    flags = frozenset(flag for flag in _FLAGS if entry.get(flag))
    return Pattern(entry["name"], entry["relation"], entry["words"], tuple(entry["cues"]), flags, entry.get("bound"), entry.get("fronted"))
