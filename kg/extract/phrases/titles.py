"""Titles beside the names of linked people: "Sultan [[Amur II]]", "Duke of Esk [[Rolf]]", "[[Ahm Jem|Ahm]] Pasha" (kg/data/en/ranks.toml)."""

from __future__ import annotations

import re
from functools import cache

from kg.extract.phrases.ranks import WordList, match_rank
from kg.language.grammar import load_grammar
from kg.language.language import Language
from kg.language.words import any_of, lower_letters
from kg.patterns import lazy_pattern
from kg.values import dataclass

_GAP = lazy_pattern(r"[\s\u00a0,]*")
_PROPER = r"[^\W\d_a-zß-öø-ÿ][\w'’-]*"
_PAGE = lazy_pattern(r"\((?P<kind>[^()]+)\)$")


@dataclass(frozen=True, slots=True)
class Titles:
    """The words that stand before and behind the linked name of somebody who bears a title; ``owned`` is what a title is held over.

    ``small`` are the words that tie a name to what follows them; ``pages`` tell a page about a title; ``plural`` is a title that several bear.
    ``successors`` stand between two of whom one followed the other.
    """

    before: WordList
    honorifics: WordList
    linking: WordList
    owned: re.Pattern[str]
    behind: re.Pattern[str]
    small: frozenset[str]
    pages: frozenset[str]
    plural: re.Pattern[str]
    endings: tuple[str, ...]
    successors: re.Pattern[str]


@cache
def load_titles(language: Language) -> Titles:
    """The titles of CODE/ranks.toml; ValueError where the file breaks its schema."""
    titles, grammar = language.table("ranks").table("titles"), load_grammar(language)
    of, article = grammar.belonging, grammar.article
    proper = rf"{_PROPER}(?:(?:-|\s+(?:(?:{grammar.joining}|{of})\s+)?){_PROPER})*"
    return Titles(
        before=WordList(map(lower_letters, titles.words("before_link"))),
        honorifics=WordList(map(lower_letters, titles.words("honorifics"))),
        linking=WordList(titles.words("linking")),
        owned=re.compile(rf"\s+(?:{of})\s+(?:(?:{article})\s+)?{proper}"),
        behind=re.compile(rf"\s+(?P<title>(?:{any_of(titles.words('behind_link'))})(?:\s+(?:{any_of(titles.words('behind_link'))}))*)$"),
        small=frozenset((*titles.words("linking"), *titles.words("particles"), *language.table("grammar").words("belonging"))),
        pages=frozenset(titles.words("pages")),
        plural=re.compile(rf"(?P<title>{any_of(titles.words('plural'))})\s+(?=\S)", re.IGNORECASE),
        endings=language.table("units").words("plural"),
        successors=re.compile(rf"\s*,?\s+(?:{any_of(titles.words('successors'))})\s+"),
    )


def names_title(page: str, language: Language) -> bool:
    """Whether the bracket of a page's title says that the page is about a title."""
    match = _PAGE.search(page)
    return match is not None and match["kind"].casefold() in load_titles(language).pages


def match_titles(shown: str, language: Language) -> tuple[int, int] | None:
    """Where the rank begins and ends that words are which stand before a name; None where they are anything else.

    Both are 0 for words that only honour ("Sir").
    """
    titles, low, at = load_titles(language), lower_letters(shown), 0
    begin, end, open_end = -1, -1, False
    while at < len(shown):
        if found := match_rank(shown[at:], language):
            begin, end, open_end = (begin if begin >= 0 else at), at + found, False
            at = end
        elif found := _end_of(titles.before, low, at):
            owned = titles.owned.match(shown, found)
            begin, end, open_end = (begin if begin >= 0 else at), owned.end() if owned else found, False
            at = end
        elif found := _end_of(titles.honorifics, low, at):
            at, open_end = found + shown.startswith(".", found), False
        elif at and (found := _end_of(titles.linking, shown, at)):
            at, open_end = found, True
        else:
            return None
        gap = _GAP.match(shown, at)
        at = gap.end() if gap else at
    if open_end or not shown.strip():
        return None
    return (begin, end) if begin >= 0 else (0, 0)


def _end_of(words: WordList, shown: str, at: int) -> int:
    """Where the longest words of a list end that stand at a place, 0 where none do or a letter follows."""
    return max((end for end in words.ends(shown, at) if end == len(shown) or not (shown[end].isalnum() or shown[end] in "-'’")), default=0)
