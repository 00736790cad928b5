"""Numbers with their nouns in messages and pages: the one place that makes plurals."""

from __future__ import annotations

_VOWELS = "aeiou"


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: "1 file", "1,234 files"; ``plural`` is that of a noun that has no regular one."""
    return f"{number:,} {noun_for(number, noun, plural)}"


def noun_for(number: int, noun: str, plural: str = "") -> str:
    """The noun as it follows a number: "file" after 1, else "files"."""
    if number == 1:
        return noun
    if plural:
        return plural
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in _VOWELS else f"{noun}s"
