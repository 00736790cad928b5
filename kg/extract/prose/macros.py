"""How patterns are written: ``{subject:group}`` stands for a slot of masked text, ``{when}`` for a date, ``{the}`` for a macro of the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal

from kg.language.language import Language
from kg.language.table import Table
from kg.language.words import NEVER, any_of
from kg.patterns import lazy_pattern
from kg.values import dataclass

Clause = Literal["border", "comma", "topic", "late_topic", "listed", "goes_on", "front_date", "turn_date", "next"]

SLOTS = {"group": "G", "any": "GN", "person": "P", "leader": "PG", "chief": "PN", "party": "GN", "place": "LN", "event": "E", "date": "D"}
BOUNDS = ("from", "after", "until", "on", "asOf")
_FIELD = lazy_pattern(r"\{(?P<name>[a-z_]+)(?::(?P<kind>[a-z]+))?\}")
_CLAUSES = ("border", "comma", "topic", "late_topic", "listed", "goes_on", "front_date", "turn_date", "next", "turns")
_TABLES = ("macros", "shared", "after", "clauses", "new_subject", "anaphora", "fronted", "guards", "when", "carrier", "pattern", "partial")

# The dates that a pattern may ask for: by which words they are led in, the number of their groups, and whether they may be missing.
_DATED: dict[str, tuple[tuple[str, ...], str, bool]] = {
    "when": (("asOf", "from", "after", "until", "on"), "", True),
    "since": (("from", "after"), "", False),
    "on": (("asOf", "from", "on"), "", False),
    "ended": (("until",), "", False),
    "mid": (BOUNDS, "2", True),
    "mid_again": (BOUNDS, "3", True),
    "mid_third": (BOUNDS, "4", True),
}


@dataclass(frozen=True, slots=True, eq=False)
class Macros:
    """What the names in patterns stand for: macros by name, and the words before dates by the bound they give.

    Many patterns share what stands behind their first name (``heads``, each by the macros that it is made of) and before their last one
    (``articles``), and lists of ``cues``.
    """

    macros: Mapping[str, str]
    bounds: Mapping[str, tuple[str, ...]]
    heads: Mapping[str, tuple[str, ...]]
    articles: tuple[str, ...]
    cues: Mapping[str, tuple[str, ...]]

    def expand(self, words: str) -> str:
        """Write out a pattern as a regular expression over masked text."""
        return expand_words(words, self.macros, self.bounds)


def expand_words(words: str, macros: Mapping[str, str], bounds: Mapping[str, tuple[str, ...]] | None = None) -> str:
    """Write out a pattern over masked text: slots such as ``{subject:group}`` become groups, ``{macros}`` what they stand for.

    ValueError for a name that is neither slot nor macro.
    """

    def write(match: re.Match[str]) -> str:
        name, kind = match["name"], match["kind"]
        if kind in SLOTS:
            return rf"⟪[{SLOTS[kind]}](?P<{name}>\d+)⟫"
        if kind is None and name in macros:
            return _FIELD.sub(write, macros[name])
        if kind is None and name in _DATED and bounds is not None:
            return _write_date(name, bounds, macros.get("vague", ""))
        raise ValueError(f"patterns: {match.group()} is neither a slot nor a macro")

    return _FIELD.sub(write, words)


def relations_table(language: Language) -> Table:
    """The file relations.toml; ValueError where it has a table that nobody asks for."""
    return language.table("relations").only(*_TABLES)


@cache
def load_macros(language: Language) -> Macros:
    """The macros and dates of relations.toml."""
    table = relations_table(language)
    shared = table.table("shared").only("heads", "articles", "cues")
    heads = {f"{{{name}}}": tuple(f"{{{piece}}}" for piece in pieces) for name, pieces in shared.table("heads").groups().items()}
    cues = {f"{{{name}}}": words for name, words in shared.table("cues").groups().items()}
    macros, bounds = table.table("macros").names(), table.table("when").only(*BOUNDS).groups()
    return Macros(macros, bounds, heads, shared.words("articles"), cues)


@cache
def load_clause(name: Clause, language: Language) -> re.Pattern[str]:
    """A pattern of the table clauses, compiled when it is first asked for; it matches nothing where the language has none."""
    table = relations_table(language).table("clauses").only(*_CLAUSES)
    macros = load_macros(language)
    turns = {"turns": any_of(table.words("turns"))}
    return re.compile(expand_words(table.word(name), {**macros.macros, **turns}) or NEVER)


@cache
def load_turns(language: Language) -> frozenset[str]:
    """The words that follow the date at which something turns."""
    return frozenset(relations_table(language).table("clauses").words("turns"))


def _write_date(name: str, bounds: Mapping[str, tuple[str, ...]], vague: str) -> str:
    choice, number, optional = _DATED[name]
    when = any_of(word for bound in choice for word in bounds.get(bound, ()))
    bare = name in ("when", "on")
    led = f"(?:(?P<when{number}>{when}) )?" if bare else f"(?P<when{number}>{when}) "
    amid = ",?" if number else ""
    return rf"(?:,? \(?{led}{vague}⟪D(?P<date{number}>\d+)⟫{amid})" + ("?" if optional else "")
