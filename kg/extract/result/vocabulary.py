"""The words that tell a victor and a kind of result (CODE/victory.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kg.language.fold import fold_name
from kg.language.grammar import load_grammar
from kg.language.language import Language
from kg.language.table import Table
from kg.language.words import any_of
from kg.values import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Coalition:
    """Folded words for a coalition, the years in which they mean it, and members whose state alone tells its side."""

    words: frozenset[str]
    first: int
    last: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class VictoryWords:
    """Patterns of small letters for the clauses of a result, and the words that count for nothing in the name of whoever won.

    ``known`` says whether the language has any.
    """

    known: bool
    victory: re.Pattern[str]
    won_by: re.Pattern[str]
    won_over: re.Pattern[str]
    wins: re.Pattern[str]
    loses: re.Pattern[str]
    defeat_of: re.Pattern[str]
    denied: re.Pattern[str]
    partial: re.Pattern[str]
    phase: re.Pattern[str]
    subordinate: re.Pattern[str]
    article: re.Pattern[str]
    joining: re.Pattern[str]
    kinds: tuple[tuple[str, re.Pattern[str]], ...]
    degree: re.Pattern[str]
    degrees: dict[str, str]
    general: frozenset[str]
    coalitions: tuple[Coalition, ...]


@cache
def load_victory(language: Language) -> VictoryWords:
    """The words of CODE/victory.toml; ValueError where the file breaks its schema."""
    table = language.table("victory").only(
        "victory",
        "articles",
        "won_by",
        "won_over",
        "wins",
        "loses",
        "defeat_of",
        "denied",
        "partial",
        "phases",
        "subordinate",
        "kinds",
        "degrees",
        "names",
        "coalitions",
    )
    grammar, names = load_grammar(language), table.table("names").only("general")
    degrees = {spelling.lower(): degree for degree, spellings in table.table("degrees").groups().items() for spelling in spellings}
    article = rf"(?:(?:{_small(table, 'articles')})\s+)?"
    return VictoryWords(
        bool(table.words("victory")),
        _whole(table, "victory"),
        re.compile(rf"\s*(?:{_small(table, 'won_by')})\s+{article}(?P<name>.+?)(?=\s+(?:{_small(table, 'won_over')})\s|$)"),
        re.compile(rf"(?:.*?\s)?(?:{_small(table, 'won_over')})\s+{article}(?P<name>.+)"),
        re.compile(rf"(?P<name>.+?)\s+(?:{_small(table, 'wins')})"),
        re.compile(rf"(?P<name>.+?)\s+(?:{_small(table, 'loses')})"),
        re.compile(rf"(?:.*\b)?(?:{_small(table, 'defeat_of')})\s+{article}(?P<name>.+)"),
        _whole(table, "denied"),
        _whole(table, "partial"),
        re.compile(rf"[\s(,]*(?:{_small(table, 'phases')})\b"),
        _whole(table, "subordinate"),
        re.compile(rf"(?:{any_of(table.words('articles'))})(?:\s+|$)", re.IGNORECASE),
        re.compile(rf"\s*(?:[/&,+]|\b(?:{grammar.joining})\b)\s*|(?<=\w)[-‐‑–—](?=[^\W\d_a-z])"),
        tuple((kind, _any(words)) for kind, words in table.table("kinds").groups().items()),
        _any(degrees),
        degrees,
        frozenset(names.words("general")),
        tuple(_coalition(part) for part in table.tables("coalitions")),
    )


def _coalition(table: Table) -> Coalition:
    years = table.only("words", "years", "members").words("years")
    if len(years) != 2 or not all(year.isdigit() for year in years):
        table.fail("years", "must be the first and the last year")
    words, members = table.words("words"), table.words("members")
    return Coalition(frozenset(map(fold_name, words)), int(years[0]), int(years[1]), tuple(map(fold_name, members)))


def _small(table: Table, name: str) -> str:
    return any_of(word.lower() for word in table.words(name))


def _whole(table: Table, name: str) -> re.Pattern[str]:
    return _any(table.words(name))


def _any(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(word.lower() for word in words)})\b")
