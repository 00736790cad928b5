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
_WORD, _DIGIT, _BEFORE = re.compile(r"\w"), re.compile(r"\d"), re.compile(r"\w\W")
_NAMES = frozenset({"name", "altLabel"})


@dataclass(frozen=True, slots=True, eq=False)
class _Events:
    """Patterns: words that begin the name of a conflict, as "Battle of", words that end one, as "War", and words that call something one."""

    phrases: re.Pattern[str]
    names: re.Pattern[str]
    words: re.Pattern[str]


@cache
def _load_events(language: Language) -> _Events | None:
    table = language.table("events").only("phrases", "names", "others")
    phrases, names, others = table.words("phrases"), table.words("names"), table.words("others")
    if not names:
        return None
    return _Events(
        re.compile(rf"\b(?:{any_of(phrases or names)})\b(?=.)"),
        re.compile(rf"\b(?:{any_of(names)})(?=\W|\Z)"),
        re.compile(rf"\b(?:{any_of((*names, *others))})\b"),
    )


def is_about_conflict(article: Article, findings: Iterable[Finding], language: Language) -> bool:
    """Whether a page of no known infobox may be given as a conflict: its title is the name of one, or its lead states facts of what it calls one."""
    events = _load_events(language)
    stated = any(finding.relation not in _NAMES for finding in findings)
    if events is None:
        return stated
    title = _BRACKETS.sub("", article.source.title).casefold()
    if _names_conflict(title, events):
        return True
    first = next((sentence.shown for paragraph in article.lead for sentence in sentences(paragraph, language)), "")
    return stated and events.words.search(f"{title}\n{first.casefold()}") is not None


def _names_conflict(title: str, events: _Events) -> bool:
    """Whether a title (case-folded) is the name of a conflict: begun by words that go on ("Battle of X"), or ended by others ("X War of 1812").

    Each pattern looks through the title once: titles of other tools may be of any length.
    """
    if _WORD.match(title[-1:]) and events.phrases.search(title):
        return True
    before = _BEFORE.search(title)
    if before is None:
        return False
    last = max((digit.start() for digit in _DIGIT.finditer(title)), default=-1)
    return any(match.end() == len(title) or match.end() < last for match in events.names.finditer(title, before.end()))
