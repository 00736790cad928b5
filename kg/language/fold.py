"""Names compared: one key for all spellings of a name, and the letters that abbreviate it (rules in kg/data/names.toml)."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_BRACKET = re.compile(r"(?<=\S)\s*\([^()]*\)\s*$")
_NOT_WORD = re.compile(r"[\W_]+")
_PARTS = re.compile(r"[^\W_]+(?:['’‘ʼʻ`´][^\W_]+)*")


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


def _words(data: dict[str, Any], table: str, key: str) -> list[str]:
    words = data.get(table, {}).get(key)
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise ValueError(f"names.toml: [{table}] {key} must be a list of words")
    return words


def _first_of(data: dict[str, Any], table: str, key: str) -> dict[str, str]:
    """Map each word of a group to the first of it."""
    firsts: dict[str, str] = {}
    for group in data[table][key]:
        for word in group:
            if firsts.setdefault(word, group[0]) != group[0]:
                raise ValueError(f"names.toml: {word!r} stands in two groups of [{table}]")
    return firsts


@cache
def name_rules() -> NameRules:
    """Return the rules; ValueError where names.toml breaks its schema or gives one spelling to two words."""
    data = tomllib.loads(files("kg").joinpath("data/names.toml").read_text(encoding="utf-8"))
    spellings, same = _first_of(data, "spellings", "words"), _first_of(data, "names", "same")
    letters = {ord(letter): to for letter, to in data["letters"].items()} | {ord(mark): "" for mark in data["inside"]["marks"]}
    forms = "|".join(_words(data, "article", "forms"))
    return NameRules(
        letters,
        re.compile(rf"\b(?:{forms})[-‐‑–](?=[^\W\d_])"),
        frozenset(_words(data, "leading", "words")),
        spellings,
        same,
        frozenset(_words(data, "initials", "unwritten")),
        frozenset(_words(data, "initials", "dropped")),
        frozenset(_words(data, "initials", "never")),
        frozenset(_words(data, "initials", "short")),
    )


@lru_cache(maxsize=8192)
def fold_name(name: str) -> str:
    """Return the key under which all spellings of a name are one; never empty for a name with a letter or digit.

    Case, diacritics, punctuation, a bracketed disambiguation at the end and a leading article are taken off, the Arabic article and
    spellings of one word are made the same.
    """
    rules = name_rules()
    text = _BRACKET.sub("", name)
    text = text.casefold()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = rules.article.sub("al ", text.translate(rules.letters))
    words = [rules.spellings.get(word, word) for word in _NOT_WORD.sub(" ", text).split()]
    while len(words) > 1 and words[0] in rules.leading:
        words = words[1:]
    key = " ".join(words)
    return rules.same.get(key, key)


def spell_initials(letters: str, name: str) -> bool:
    """Say whether letters are the first letters of the words of a name; short words and the Arabic article may go without one."""
    unwritten = name_rules().unwritten
    words = [word.casefold() for word in _PARTS.findall(unicodedata.normalize("NFC", name))]
    reached = {0}
    for word in words:
        moved = {at + 1 for at in reached if at < len(letters) and word[0] == letters[at].casefold()}
        reached = moved | reached if word in unwritten or _is_article(word) else moved
        if not reached:
            return False
    return len(letters) in reached and len(words) > 1


def spell_dropped(letters: str, name: str) -> bool:
    """Say whether all letters but the first spell a name whose first word is left out, of the kind that names.toml lists."""
    first = letters[:1].casefold()
    return len(letters) > 2 and any(word.startswith(first) for word in name_rules().dropped) and spell_initials(letters[1:], name)


def _is_article(word: str) -> bool:
    return name_rules().article.match(f"{word}-x") is not None
