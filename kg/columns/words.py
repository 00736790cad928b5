"""The words by which lost borders between columns are found (kg/data/en/columns.toml), and how names are compared."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """What kg/data/en/columns.toml says, checked; all words in lower case."""

    open: frozenset[str]
    before_number: frozenset[str]
    whole: frozenset[str]
    ends: frozenset[str]
    starts: frozenset[str]
    state: frozenset[str]
    rising: frozenset[str]
    joint: frozenset[str]
    sums: frozenset[str]
    three: tuple[str, ...]
    foreign: frozenset[str]
    kinds: dict[str, str]
    given: frozenset[str]
    titles: frozenset[str]
    countries: frozenset[str]
    """Names of states and other parties that are met often, folded (fold_name)."""
    states: frozenset[str]
    """Those of them that are countries of today."""


def _words(entry: object) -> tuple[str, ...]:
    if not isinstance(entry, list) or not entry or not all(isinstance(word, str) and word == word.casefold().strip() for word in entry):
        raise ValueError(f"columns.toml: expected a list of words in lower case, found {entry!r}")
    return tuple(entry)


@cache
def load_column_words() -> ColumnWords:
    """Return the words of kg/data/en/columns.toml and the names of countries; ValueError where the file breaks its schema."""
    data = tomllib.loads(files("kg").joinpath("data/en/columns.toml").read_text(encoding="utf-8"))
    flags = tomllib.loads(files("kg").joinpath("data/en/flags.toml").read_text(encoding="utf-8"))
    lists = {
        name: frozenset(_words(data[name]))
        for name in ("open", "before_number", "whole", "ends", "starts", "state", "rising", "joint", "sums", "foreign")
    }
    states = frozenset(fold_name(name) for name in flags["countries"].values())
    return ColumnWords(
        **lists,
        three=_words(data["three"]),
        kinds={word: kind for kind, words in data["kinds"].items() for word in _words(words)},
        given=frozenset(_words(data["people"]["given"])),
        titles=frozenset(fold_name(title) for title in _words(data["people"]["titles"])),
        countries=states | {fold_name(name) for name in _words(data["names"])},
        states=states,
    )


def fold_name(name: str) -> str:
    """Return a name as it is compared: its words in lower case without accents, "al-" set off, parted by one blank."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("’", "'"))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(re.sub(r"\b(al|el|an|as|ash|ad|at|ar|az)[- ]", "al ", plain).replace("-", " ").replace(".", "").split())


def words_of(shown: str) -> list[str]:
    """Return the words of a text as they stand."""
    return _WORD.findall(shown)
