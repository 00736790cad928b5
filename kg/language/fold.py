"""Names compared: one key for all spellings of a name, and the letters that abbreviate it (rules in kg/data/names.toml)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from kg.language.table import Table, read_table
from kg.language.words import any_of
from kg.patterns import lazy_pattern
from kg.resources import PACKAGE
from kg.values import dataclass

_BRACKET = lazy_pattern(r"(?<=\S)\s*\([^()]*\)\s*$")
_AFTER_BRACKET = (")", " ", "\n", "\u00a0")
_HYPHENS = frozenset("-‐‑–")
_WORD = lazy_pattern(r"[^\W_]+")
_PARTS = lazy_pattern(r"[^\W_]+(?:['’‘ʼʻ`´][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class NameRules:
    """The rules of names.toml, ready for use."""

    letters: dict[int, str]
    article: re.Pattern[str]
    leading: frozenset[str]
    spellings: dict[str, str]
    same: dict[str, str]
    unwritten: frozenset[str]
    dropped: frozenset[str]
    never: frozenset[str]
    short: frozenset[str]


@cache
def name_rules() -> NameRules:
    """The rules of kg/data/names.toml, the same for all languages; ValueError where it breaks its schema or gives one spelling to two words."""
    data = read_table(PACKAGE / "data", "data", "names")
    data.only("letters", "inside", "article", "leading", "spellings", "names", "initials")
    letters = {ord(letter): to for letter, to in data.table("letters").entries.items()}
    letters |= {ord(mark): "" for mark in data.table("inside").word("marks")}
    initials = data.table("initials")
    return NameRules(
        letters,
        re.compile(rf"\b(?:{any_of(data.table('article').words('forms'))})[-‐‑–](?=[^\W\d_])"),
        frozenset(data.table("leading").words("words")),
        _first_of(data.table("spellings"), "words"),
        _first_of(data.table("names"), "same"),
        frozenset(initials.words("unwritten")),
        frozenset(initials.words("dropped")),
        frozenset(initials.words("never")),
        frozenset(initials.words("short")),
    )


def _first_of(table: Table, key: str) -> dict[str, str]:
    """Map each word of a group to the first of it."""
    firsts: dict[str, str] = {}
    for group in table.lists(key):
        for word in group:
            if firsts.setdefault(word, group[0]) != group[0]:
                table.fail(word, "stands in two groups")
    return firsts


@lru_cache(maxsize=8192)
def fold_name(name: str) -> str:
    """Return the key under which all spellings of a name are one; never empty for a name with a letter or digit.

    Case, diacritics, punctuation, a bracketed disambiguation at the end and a leading article are taken off, the Arabic article and
    spellings of one word are made the same.
    """
    rules = name_rules()
    bare = _BRACKET.sub("", name) if name.endswith(_AFTER_BRACKET) else name
    text = (bare if bare is name or any(map(str.isalnum, bare)) else name).casefold()
    if not text.isascii():
        text = "".join([c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)])
    text = text.translate(rules.letters)
    if not _HYPHENS.isdisjoint(text):
        text = rules.article.sub("al ", text)
    words = [rules.spellings.get(word, word) for word in _WORD.findall(text)]
    while len(words) > 1 and words[0] in rules.leading:
        words = words[1:]
    key = " ".join(words)
    return rules.same.get(key, key)


def spell_initials(letters: str, name: str) -> bool:
    """Say whether letters are the first letters of the words of a name; short words and the Arabic article may go without one."""
    initials, most = _initials(name), len(letters)
    if len(initials) < 2 or most > len(initials):
        return False
    reached = {0}
    for letter, unwritten in initials:
        moved = {at + 1 for at in reached if at < most and letter == letters[at].casefold()}
        reached = moved | reached if unwritten else moved
        if not reached:
            return False
    return most in reached


@lru_cache(maxsize=8192)
def _initials(name: str) -> tuple[tuple[str, bool], ...]:
    """The first letter of each word of a name, and whether an abbreviation may go without it."""
    unwritten = name_rules().unwritten
    words = [word.casefold() for word in _PARTS.findall(unicodedata.normalize("NFC", name))]
    return tuple((word[0], word in unwritten or _is_article(word)) for word in words)


def spell_dropped(letters: str, name: str) -> bool:
    """Say whether all letters but the first spell a name whose first word is left out, of the kind that names.toml lists."""
    first = letters[:1].casefold()
    return len(letters) > 2 and any(word.startswith(first) for word in name_rules().dropped) and spell_initials(letters[1:], name)


def _is_article(word: str) -> bool:
    return name_rules().article.match(f"{word}-x") is not None
