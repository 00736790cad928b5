"""What became of a commander: marks, words in brackets and signs behind a name (kg/data/en/fates.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.model.text import Mark, Text


@dataclass(frozen=True, slots=True)
class Fates:
    """Fates by their words, the sign or capitals at the end of a name, and the order of finality."""

    finality: tuple[str, ...]
    words: dict[str, str]
    longest: re.Pattern[str]
    behind: re.Pattern[str]
    signs: dict[str, str]


@cache
def load_fates() -> Fates:
    """Read kg/data/en/fates.toml; ValueError where a word is told of two fates or a fate has no place in the order."""
    data = tomllib.loads(files("kg").joinpath("data/en/fates.toml").read_text(encoding="utf-8"))
    finality = tuple(data["finality"])
    words: dict[str, str] = {}
    for fate, group in data["words"].items():
        for word in group:
            if fate not in finality or words.setdefault(word.casefold(), fate) != fate:
                raise ValueError(f"fates.toml: {word!r} of {fate} is told of another fate or of none in the order")
    signs = {sign: fate for table in ("signs", "letters") for fate, group in data[table].items() for sign in group}
    long = [re.escape(word) for word in sorted(words, key=len, reverse=True) if len(word) > 2]
    behind = "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))
    return Fates(
        finality,
        words,
        re.compile(rf"(?<![\w])(?:{'|'.join(long)})(?![\w])", re.IGNORECASE),
        re.compile(rf"(?:(?<=\s)|(?<=[^\w\s])|(?<=\w)(?=[^\w]))(?P<sign>{behind})(?=[\s,.;]*$)"),
        signs,
    )


def fate_of_mark(mark: Mark) -> str | None:
    """The fate that a mark tells, by its term or by a word for it."""
    fates = load_fates()
    return mark.value if mark.value in fates.finality else fates.words.get(mark.value.casefold())


def fate_of_words(shown: str) -> str | None:
    """The fate that words tell as a whole: "POW", "killed in action"."""
    bare = " ".join(shown.split()).strip(" .,;:*")
    return load_fates().words.get(bare.casefold()) if bare else None


def fate_at_start(shown: str) -> str | None:
    """The fate that a remark begins with: "killed four days after the battle"."""
    match = load_fates().longest.match(shown.strip())
    return load_fates().words[match.group().casefold()] if match else None


def take_fate(text: Text) -> tuple[Text, tuple[str, ...]]:
    """Take the signs of fates off the end of a name."""
    found = []
    while match := load_fates().behind.search(text.shown):
        found.append(load_fates().signs[match["sign"]])
        text = text.cut(0, match.start()).strip(" \u00a0\t,;")
    return text, tuple(found)


def final_fate(found: Iterable[str]) -> str | None:
    """The last word on a commander's part in it; None where nothing is told."""
    return min(found, key=load_fates().finality.index, default=None)
