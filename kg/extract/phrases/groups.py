"""The words of the rows that name parties and formations (kg/data/en/groups.toml): headings, support, lines that name nobody."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

_TOKEN = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*|&|/")
_SUPPORTED = re.compile(r"(?:\w+\s+){1,4}?(?:by|from)\s+(?=[^\W\d_a-z])")
_ORDINAL = re.compile(r"(?:\d+(?:st|nd|rd|th|d|[ªº])|[IVXL]{1,6})\b")


@dataclass(frozen=True, slots=True)
class PartyWords:
    """The vocabulary, in lower case."""

    support_heads: frozenset[str]
    support_others: frozenset[str]
    alliances: frozenset[str]
    groupings: frozenset[str]
    begin: frozenset[str]
    unknown: frozenset[str]
    none: frozenset[str]
    pointers: frozenset[str]
    unnamed: frozenset[str]
    formations: frozenset[str]
    organisations: frozenset[str]
    surnames: frozenset[str]
    sections: frozenset[str]
    section_ends: frozenset[str]
    times: frozenset[str]


def _words(data: dict[str, Any], table: str, key: str) -> frozenset[str]:
    words = data.get(table, {}).get(key)
    if not isinstance(words, list) or not words or not all(isinstance(word, str) and word for word in words):
        raise ValueError(f"groups.toml: [{table}] {key} must be a list of words")
    return frozenset(word.casefold() for word in words)


@cache
def party_words() -> PartyWords:
    """Return the vocabulary; ValueError where the file breaks its schema."""
    data = tomllib.loads(files("kg").joinpath("data/en/groups.toml").read_text(encoding="utf-8"))
    formations = _words(data, "formation", "heads")
    return PartyWords(
        support_heads=_words(data, "support", "heads"),
        support_others=_words(data, "support", "others"),
        alliances=_words(data, "alliances", "words"),
        groupings=_words(data, "groups", "words"),
        begin=_words(data, "groups", "begin"),
        unknown=_words(data, "nobody", "unknown"),
        none=_words(data, "nobody", "none"),
        pointers=_words(data, "nobody", "pointers"),
        unnamed=_words(data, "nobody", "unnamed"),
        formations=formations,
        organisations=formations | _words(data, "formation", "groups"),
        surnames=_words(data, "formation", "surnames"),
        sections=_words(data, "formation", "sections"),
        section_ends=_words(data, "formation", "section_ends"),
        times=_words(data, "times", "words"),
    )


def tokens(shown: str) -> list[str]:
    """The words of shown text in lower case."""
    return [token.casefold() for token in _TOKEN.findall(shown)]


def is_support(shown: str) -> bool:
    """Whether words introduce those who only helped: "Supported by", "Arms suppliers", "Naval support"."""
    words, found = party_words(), tokens(shown)
    return any(word in words.support_heads for word in found) and all(word in words.support_heads or word in words.support_others for word in found)


def support_before(shown: str) -> int:
    """The length of the words at the beginning that introduce a supporter by name ("Supported by Norland"); 0 where there are none."""
    match = _SUPPORTED.match(shown)
    return match.end() if match and is_support(match.group()) else 0


def is_alliance(shown: str) -> bool:
    """Whether words are the bare name of an alliance ("Allies", "Axis powers")."""
    found = tokens(shown)
    return " ".join(found[1:] if found[:1] == ["the"] else found) in party_words().alliances


def is_grouping(shown: str) -> bool:
    """Whether words only group what follows ("Former", "In the south", "Others")."""
    found = tokens(shown)
    return " ".join(found) in party_words().groupings or bool(found and found[0] in party_words().begin and shown[:1].isupper())


def tell_nobody(shown: str) -> Literal["unknown", "none", "pointer"] | None:
    """How words name nobody: they say that it is unknown, that there was none, or where to look; None where they may name somebody."""
    words, found = party_words(), " ".join(tokens(shown))
    bare = shown.strip(" .,;").casefold()
    if found in words.unknown or bare in words.unknown or any(found.startswith(f"{word} ") for word in words.unnamed):
        return "unknown"
    if found in words.none or bare in words.none:
        return "none"
    if found in words.pointers or found.startswith("see ") or not found:
        return "pointer"
    return None


def is_formation(shown: str) -> bool:
    """Whether words hold the kind of a formation ("Brigade", "Front", "Kampfgruppe")."""
    return any(_is_kind(word, party_words().formations) for word in tokens(shown))


def is_organisation(shown: str) -> bool:
    """Whether words hold the kind of an organised group, formations included."""
    return any(_is_kind(word, party_words().organisations) for word in tokens(shown))


def _is_kind(word: str, kinds: frozenset[str]) -> bool:
    return word in kinds or ("-" in word and word.rpartition("-")[2] in kinds) or word.startswith(("kampfgruppe", "panzer"))


def may_be_person(shown: str) -> bool:
    """Whether the one kind of group among two or three words in capitals is a surname as well, and stands last ("Otto Fleet")."""
    written, found = shown.split(), tokens(shown)
    kinds = [word for word in found if _is_kind(word, party_words().organisations)]
    return 2 <= len(written) <= 3 and all(word[0].isupper() for word in written) and kinds == found[-1:] and kinds[0] in party_words().surnames


def has_ordinal(shown: str) -> bool:
    """Whether words number a formation ("3rd", "XIV")."""
    return _ORDINAL.search(shown) is not None


def is_section(shown: str, headed: bool = True) -> bool:
    """Whether all words only part a list by arm ("Ground elements", "Naval units"); without a colon (``headed``) the last one must say so."""
    words, found = party_words(), tokens(shown)
    return bool(found) and all(word in words.sections for word in found) and (headed or found[-1] in words.section_ends)
