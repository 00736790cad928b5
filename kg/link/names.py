"""Names as an index keeps them: a key that spelling and transliteration do not change, and how like two names are. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from kg.language.fold import fold_name

_BRACKET = re.compile(r"\s*\(([^()]+)\)\s*$")
_COMMA = re.compile(r",\s+([^,]+)$")
_SAME_SOUND = str.maketrans({"c": "k", "q": "k", "v": "f", "w": "", "y": "", "j": "g", "z": "s", "h": "", "x": "k"})
_VOWELS = re.compile(r"[aeiou]")
_DOUBLE = re.compile(r"(.)\1+")
_PARTICLES = frozenset({"al", "el", "the", "of", "and", "de", "la"})
_YEAR = re.compile(r"(?<!\d)(\d{3,4})(?!\d)")
_RANGE = re.compile(r"(?<!\d)(\d{3,4})\s*[-–—/]\s*(\d{2,4})(?!\d)")


class Titled(NamedTuple):
    """A page title in two parts: the name, and what tells it from others of the name ("" where nothing does)."""

    name: str
    qualifier: str


@lru_cache(maxsize=8192)
def split_title(title: str) -> Titled:
    """Take the disambiguation in brackets off a title."""
    match = _BRACKET.search(title)
    return Titled(title[: match.start()], match[1]) if match and match.start() else Titled(title, "")


def normal_title(title: str) -> str:
    """A title as MediaWiki keeps it: blanks for underscores, the first letter a capital, no section."""
    title = " ".join(unicodedata.normalize("NFC", title).replace("_", " ").partition("#")[0].split())
    return title[:1].upper() + title[1:]


@lru_cache(maxsize=8192)
def name_key(name: str) -> str:
    """The key under which all transliterations of a name stand: the consonants of its words, like sounds made the same."""
    words = [word for word in fold_name(name).split() if word not in _PARTICLES]
    return " ".join(_bones(word) for word in words) or fold_name(name)


@lru_cache(maxsize=1 << 16)
def _bones(word: str) -> str:
    if not word.isalpha():
        return word
    first = "@" if word[0] in "aeiou" else word[0].translate(_SAME_SOUND) or word[0]
    return _DOUBLE.sub(r"\1", first + _VOWELS.sub("", word[1:].replace("ph", "f").translate(_SAME_SOUND)))


def initials_key(name: str) -> str | None:
    """The key of a person's name cut to its first initial ("A. Wavell"); None for a name of one word."""
    words = fold_name(name).split()
    return f"^{words[0][0]} {_bones(words[-1])}" if len(words) > 1 else None


def has_initials(name: str) -> bool:
    """Whether all but the last word of a name are single letters."""
    words = fold_name(name).split()
    return len(words) > 1 and all(len(word) == 1 for word in words[:-1]) and len(words[-1]) > 1


def initials_agree(short: str, long: str) -> bool:
    """Whether the initials of one name are those of another one's first names, in order, the last words being the same."""
    given, full = fold_name(short).split(), fold_name(long).split()
    if not given or not full or given[-1] != full[-1]:
        return False
    rest = iter(word[0] for word in full[:-1])
    return all(letter[0] in rest for letter in given[:-1])


def years_of(words: str) -> tuple[int, int] | None:
    """The years that a name or its qualifier tells: "2013–14" gives 2013 and 2014; None for none."""
    if match := _RANGE.search(words):
        first, last = match[1], match[2]
        return int(first), int(first[: len(first) - len(last)] + last)
    years = [int(year) for year in _YEAR.findall(words)]
    return (min(years), max(years)) if years else None
