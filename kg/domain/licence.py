"""The licence that an article states, by the words of its footer (kg/data/licences.toml)."""

from __future__ import annotations

import re
from functools import cache

from kg.resources import PACKAGE, read_toml
from kg.values import dataclass


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence IRI and the version the words state, None where they state none."""

    iri: str
    version: str | None


ASSUMED = Licence("https://creativecommons.org/licenses/by-sa/", None)


@dataclass(frozen=True, slots=True)
class _Pattern:
    words: re.Pattern[str]
    version: re.Pattern[str]
    versioned: str
    unversioned: str
    versions: tuple[str, ...]


@cache
def _patterns() -> tuple[_Pattern, ...]:
    data = read_toml(PACKAGE / "data" / "licences.toml")
    return tuple(
        _Pattern(re.compile(e["words"]), re.compile(e["version"]), e["versioned"], e["unversioned"], tuple(e["versions"])) for e in data.values()
    )


def read_licence(words: str) -> Licence | None:
    """Return the first licence that the words name; None where they name none that is known."""
    for pattern in _patterns():
        if pattern.words.search(words):
            match = pattern.version.search(words)
            if match and match[1] in pattern.versions:
                return Licence(pattern.versioned.format(version=match[1]), match[1])
            return Licence(pattern.unversioned, None)
    return None
