"""What became of a commander: marks, words in brackets and signs behind a name (kg/data/en/fates.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kg.language.language import Language
from kg.language.words import any_of
from kg.model.text import FATE, Mark, Text
from kg.values import dataclass

# From the last word on a man's part in a conflict to the least: of two fates of one man the more final one is told, the other kept as a note.
FINALITY = (
    "executed", "assassinated", "suicide", "killed", "diedOfWounds", "diedOfIllness", "missing",
    "surrendered", "captured", "arrested", "defected", "wounded", "relieved", "resigned",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fates:
    """Fates by their words, and by the sign or capitals at the end of a name."""

    words: dict[str, str]
    longest: re.Pattern[str]
    behind: re.Pattern[str]
    signs: dict[str, str]


@cache
def load_fates(language: Language) -> Fates:
    """The fates of CODE/fates.toml; ValueError where a word is told of two fates, or of one that there is not."""
    data = language.table("fates").only("words", "signs", "letters")
    words: dict[str, str] = {}
    told = data.table("words").only(*FINALITY)
    for fate, group in told.groups().items():
        for word in group:
            if words.setdefault(word.casefold(), fate) != fate:
                told.fail(word, f"of {fate} is told of another fate")
    signs = {sign: fate for table in ("signs", "letters") for fate, group in data.table(table).only(*FINALITY).groups().items() for sign in group}
    return Fates(
        words,
        re.compile(rf"(?<![\w])(?:{any_of(word for word in words if len(word) > 2)})(?![\w])", re.IGNORECASE),
        re.compile(rf"(?:(?<=\s)|(?<=[^\w\s])|(?<=\w)(?=[^\w]))(?P<sign>{any_of(signs)})(?=[\s,.;]*$)"),
        signs,
    )


def fate_of_mark(mark: Mark, language: Language) -> str | None:
    """The fate that a mark tells, by its term or by a word for it."""
    return mark.value if mark.value in FINALITY else load_fates(language).words.get(mark.value.casefold())


def fate_of_words(shown: str, language: Language) -> str | None:
    """The fate that words tell as a whole: "POW", "killed in action"."""
    bare = " ".join(shown.split()).strip(" .,;:*")
    return load_fates(language).words.get(bare.casefold()) if bare else None


def fate_at_start(shown: str, language: Language) -> str | None:
    """The fate that a remark begins with: "killed four days after the battle"."""
    match = load_fates(language).longest.match(shown.strip())
    return load_fates(language).words[match.group().casefold()] if match else None


def take_fate(text: Text, language: Language) -> tuple[Text, tuple[str, ...]]:
    """Take the signs of fates off the end of a name; what is marked with its fate (it leads to a page that names it) tells that and no other."""
    found: list[str] = []
    while True:
        size, match = len(text.shown), load_fates(language).behind.search(text.shown)
        start = next((mark.start for mark in text.marked(FATE) if 0 < mark.start < mark.end == size), None)
        if start is None and match is None:
            return text, tuple(found)
        if start is None and match is not None:
            found.append(load_fates(language).signs[match["sign"]])
            start = match.start()
        text = text.cut(0, start).strip(" \u00a0\t,;")


def final_fate(found: Iterable[str]) -> str | None:
    """The last word on a commander's part in it; None where nothing is told."""
    return min(found, key=FINALITY.index, default=None)
