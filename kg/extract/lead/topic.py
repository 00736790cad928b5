"""Whether a page without an infobox of the domain is about a conflict: by its title, or by what its lead states and calls it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kg.extract.prose.sentences import sentences
from kg.language.language import Language
from kg.language.words import any_of
from kg.model.article import Article
from kg.model.finding import Finding
from kg.values import dataclass

_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_NAMES = frozenset({"name", "altLabel"})


@dataclass(frozen=True, slots=True, eq=False)
class _Events:
    """Patterns: a title that names a conflict, and words that call something one. None where a pack has no words for it."""

    title: re.Pattern[str]
    words: re.Pattern[str]


@cache
def _load_events(language: Language) -> _Events | None:
    table = language.table("events").only("phrases", "names", "others")
    phrases, names, others = table.words("phrases"), table.words("names"), table.words("others")
    if not names:
        return None
    title = rf"(?:.*\b)?(?:{any_of(phrases or names)})\b.*\w|.*\w\W.*\b(?:{any_of(names)})(?:\W.*\d.*)?"
    return _Events(re.compile(title), re.compile(rf"\b(?:{any_of((*names, *others))})\b"))


def is_about_conflict(article: Article, findings: Iterable[Finding], language: Language) -> bool:
    """Whether a page of no known infobox may be given as a conflict: its title is the name of one, or its lead states facts of what it calls one."""
    events = _load_events(language)
    stated = any(finding.relation not in _NAMES for finding in findings)
    if events is None:
        return stated
    title = _BRACKETS.sub("", article.source.title).casefold()
    if events.title.fullmatch(title):
        return True
    first = next((sentence.shown for paragraph in article.lead for sentence in sentences(paragraph, language)), "")
    return stated and events.words.search(f"{title}\n{first.casefold()}") is not None
