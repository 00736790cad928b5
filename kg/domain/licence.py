"""The licence that an article states, by the words of its footer (kg/data/licences.toml)."""

from __future__ import annotations

import re
from functools import cache

from kg.domain.sites import is_elsewhere, wikimedia
from kg.resources import PACKAGE, read_toml
from kg.values import dataclass

_SHARE_ALIKE = "https://creativecommons.org/licenses/by-sa/"


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence IRI and the version the words state, None where they state none."""

    iri: str
    version: str | None


ASSUMED = Licence(_SHARE_ALIKE, None)
# What is said where nobody tells the licence: the statement of rightsstatements.org that nobody has evaluated the copyright.
NOT_EVALUATED = Licence("http://rightsstatements.org/vocab/CNE/1.0/", None)


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


def infer_licence(stated: Licence | None, url: str | None, timestamp: str | None) -> Licence | None:
    """The licence of a revision by its date (ISO 8601), where the page states no version of CC BY-SA.

    None where it states one, or another licence, where the date is not known, and for pages of other sites than Wikimedia's (wikimedia.toml).
    """
    if not timestamp or (stated and (stated.version or stated.iri != ASSUMED.iri)):
        return None
    if is_elsewhere(url or ""):
        return None
    wikis = wikimedia()
    version = wikis.before if timestamp[:10] < wikis.changed else wikis.since
    return Licence(f"{_SHARE_ALIKE}{version}/", version)


def own_licence(licence: str) -> str:
    """The licence of a graph made from an article: CC BY-SA 4.0 where the article is under any version of CC BY-SA, else that of the article."""
    return f"{_SHARE_ALIKE}4.0/" if licence.startswith(_SHARE_ALIKE) else licence
