"""Hedges and negations: words before a statement that cancel it, and others than the named party who act."""

from __future__ import annotations

import re
from functools import cache

from kg.extract.prose.clauses import Prose
from kg.extract.prose.macros import load_clause, load_macros, relations_table
from kg.extract.prose.matching import Found
from kg.extract.prose.word_list import WordList
from kg.language.language import Language
from kg.language.words import any_of
from kg.patterns import lazy_pattern
from kg.values import dataclass

_PUNCTUATION = lazy_pattern(r" ?(?:[.,;:)\]–—(\"”/]|$|⟪D)")
_JOINED = ("'", "’", "-")


@dataclass(frozen=True, slots=True, eq=False)
class Guards:
    """The words of the table guards, as they stand before a statement."""

    doubt: WordList
    denial: WordList
    preposition: re.Pattern[str]
    some: re.Pattern[str]
    elements: re.Pattern[str]


@cache
def load_guards(language: Language) -> Guards:
    """The guards of a language."""
    table = relations_table(language).table("guards").only("doubt", "denial", "prepositions", "some", "elements", "of")
    article, of = load_macros(language).expand("{article}"), any_of(table.words("of"))
    some, prepositions = any_of(table.words("some")), any_of(table.words("prepositions"))
    return Guards(
        WordList.of(table.words("doubt")),
        WordList.of(table.words("denial")),
        re.compile(rf"\b(?:{prepositions}) {article}$"),
        *(re.compile(rf"\b(?i:{words})(?: [a-z-]+){{0,3}} (?:{of}) {article}$") for words in (rf"\d+|{some}", any_of(table.words("elements")))),
    )


@cache
def load_after(language: Language) -> WordList:
    """The words that may follow a name that is no attribute of the next word."""
    return WordList.of(relations_table(language).table("after").only("words").words("words"))


def is_doubted(prose: Prose, at: int, language: Language) -> bool:
    """Whether the clause that has its party at an offset of the masked text is put in doubt, willed or denied."""
    guards, sentence = load_guards(language), _last_end(load_clause("border", language), prose.masked, at)
    # Names may hide words of doubt that begin a sentence; a date may look like a denial ("May").
    shown = prose.text.shown[prose.place(sentence) : prose.place(at)]
    clause = max(sentence, _last_end(load_clause("comma", language), prose.masked, at))
    return guards.doubt.is_in(shown.lower()) or guards.denial.is_in(prose.masked[clause:at].lower())


def holds_doubt(words: str, language: Language) -> bool:
    """Whether a statement has a word of doubt within itself."""
    return load_guards(language).doubt.is_in(words.lower())


def is_only_part(prose: Prose, at: int, language: Language, *, parts: bool) -> bool:
    """Whether what is said of a party at an offset is said of some of its members only; with ``parts`` also of its elements."""
    ahead, guards = prose.masked[:at], load_guards(language)
    return bool(guards.some.search(ahead) or (parts and guards.elements.search(ahead)))


def follows_preposition(prose: Prose, at: int, language: Language) -> bool:
    """Whether a preposition stands before the party at an offset, which is then not the one that acts."""
    return load_guards(language).preposition.search(prose.masked[:at]) is not None


def is_attribute(prose: Prose, found: Found, language: Language) -> bool:
    """Whether the last name of a match only describes the word behind it ("part of the NRA offensive")."""
    over, masked = found.groups.get("over"), prose.masked
    if over is None or (not masked.startswith(_JOINED, over[1]) and _PUNCTUATION.match(masked, over[1])):
        return False
    return masked[over[1]] != " " or not load_after(language).begins(masked, over[1] + 1)


def _last_end(border: re.Pattern[str], words: str, end: int) -> int:
    return max((match.end() for match in border.finditer(words, 0, end)), default=0)
