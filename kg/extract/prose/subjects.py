"""Whom a sentence is about: pronouns, parties named before a clause, and parties that a further clause does not name again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from kg.extract.prose.clauses import Prose, mask
from kg.extract.prose.macros import load_clause, relations_table
from kg.extract.prose.matching import Found
from kg.extract.prose.names import Slot
from kg.extract.prose.word_list import WordList
from kg.language.language import Language
from kg.language.table import Table
from kg.language.words import any_of
from kg.model.finding import Mention
from kg.patterns import lazy_pattern

_FIRST_WORD = lazy_pattern(r"\w+")
_PARTY = lazy_pattern(r"⟪[GN](\d+)⟫")
_STARTS_PLAIN = lazy_pattern(r"^\W*(?=[A-Z][a-z]+\b)")


@cache
def load_pronouns(language: Language) -> WordList:
    """The words that stand for a party."""
    return WordList.of(_anaphora(language).words("words"))


@cache
def load_possessives(language: Language) -> WordList:
    """The words that stand for a party that owns something."""
    return WordList.of(_anaphora(language).words("possessives"))


@cache
def load_pronoun(language: Language) -> re.Pattern[str]:
    """A pronoun at the beginning of a clause, a date in front of it or not."""
    table = _anaphora(language)
    words, before, that, not_before = (any_of(table.words(key)) for key in ("words", "before", "that", "not_before"))
    front = r"(?:[A-Za-z]+ (?:[a-z-]+ )?⟪D\d+⟫,? )?"
    begins = rf"^\W*|; |, (?:{before}) |(?<= )(?:{that}) "
    return re.compile(rf"(?P<before>{begins}){front}(?P<word>{words})\b(?! (?:{not_before})\b)")


@cache
def load_possessive(language: Language) -> re.Pattern[str]:
    """A possessive before a noun that relates a party."""
    possessives, nouns = (any_of(_anaphora(language).words(key)) for key in ("possessives", "nouns"))
    return re.compile(rf"(?P<word>\b(?:{possessives})) (?=(?:[a-z]+ )?(?:{nouns})\b)")


def _anaphora(language: Language) -> Table:
    return relations_table(language).table("anaphora").only("words", "before", "that", "not_before", "possessives", "nouns")


@cache
def load_openings(language: Language) -> WordList:
    """The words with which a clause before its subject begins."""
    table = _fronted(language)
    return WordList.of((*table.words("lead"), *_with_capitals(table.words("words"))))


@cache
def load_fronted(language: Language) -> re.Pattern[str]:
    """A clause before its subject, which is a party: ``begin`` is where it may be named, ``index`` its slot."""
    table = _fronted(language)
    words, lead = any_of(_with_capitals(table.words("words"))), any_of(table.words("lead"))
    rest = r"(?:[^.;⟪]|⟪[A-Z]\d+⟫){1,120}?"
    article, stop = any_of(table.words("articles")), any_of(table.words("not_after"))
    return re.compile(rf"^\W*(?:(?:{lead}) )?(?P<begin>)(?:{words})\b{rest}, (?:(?:{article}) )?⟪G(?P<index>\d+)⟫(?= (?!(?:{stop})\b)[a-z])")


def _fronted(language: Language) -> Table:
    return relations_table(language).table("fronted").only("lead", "words", "articles", "not_after")


def _with_capitals(words: tuple[str, ...]) -> tuple[str, ...]:
    return (*words, *(word.capitalize() for word in words))


@cache
def load_new_subjects(language: Language) -> WordList:
    """The words with which a clause names a subject of its own."""
    return WordList.of(relations_table(language).table("new_subject").only("words").words("words"))


class Pronoun(NamedTuple):
    """A word that stands for a party, where it is in the text; one that ``opens`` a sentence stands for the party of a sentence before."""

    start: int
    end: int
    opens: bool


def topic_of(prose: Prose, language: Language) -> Mention | None:
    """The party that a sentence begins with, a date in front of it or not."""
    match = load_clause("topic", language).match(prose.masked) or load_clause("late_topic", language).match(prose.masked)
    return prose.slots[int(match["index"])].mention if match else None


def resolve_pronouns(prose: Prose, before: Mention | None, within: Mention | None, language: Language) -> Prose:
    """Mark the pronouns that stand for a party: at the beginning for the topic so far (``before``), within for that of the sentence."""
    if before is None and within is None:
        return prose
    slots = list(prose.slots)
    for start, end, opens in find_pronouns(prose, language):
        meant = before if opens else within
        if meant and not any(slot.start < end and start < slot.end for slot in prose.slots):
            slots.append(Slot("G", start, end, meant))
    return mask(prose.text, sorted(slots, key=lambda slot: slot.start)) if len(slots) > len(prose.slots) else prose


def find_pronouns(prose: Prose, language: Language) -> Iterator[Pronoun]:
    """Find the words of a sentence that may stand for a party."""
    for match in load_pronoun(language).finditer(prose.masked) if load_pronouns(language).may_be_in(prose.masked) else ():
        yield _pronoun(prose, match, opens=not match["before"].strip())
    for match in load_possessive(language).finditer(prose.masked) if load_possessives(language).may_be_in(prose.masked) else ():
        named, opens = len(_PARTY.findall(prose.masked, 0, match.start())), match["word"][0].isupper()
        if opens or named == 1 or (named == 0 and load_clause("late_topic", language).match(prose.masked)):
            yield _pronoun(prose, match, opens=opens)


def _pronoun(prose: Prose, match: re.Match[str], *, opens: bool) -> Pronoun:
    return Pronoun(prose.place(match.start("word")), prose.place(match.end("word")), opens)


def put_in_front(prose: Prose, subject: Mention) -> Prose:
    """Put a party in front of a text that says something of it without naming it."""
    marked = mask(prose.text, (Slot("G", 0, 0, subject), *prose.slots))
    start = _STARTS_PLAIN.search(prose.masked)
    at = marked.masked.find("⟫") + 2
    if start and at + start.end() < len(marked.masked):
        at += start.end()
        marked = replace(marked, masked=marked.masked[:at] + marked.masked[at].lower() + marked.masked[at + 1 :])
    return marked


def name_ahead(prose: Prose, language: Language) -> Prose:
    """Put the party behind the comma in front of a clause that speaks of it: "Led by Hars, Varn fled"."""
    match = load_fronted(language).match(prose.masked) if _may_be_fronted(prose.masked, language) else None
    if match is None:
        return prose
    begin, index = match.start("begin"), int(match["index"])
    at = prose.place(begin)
    marked = mask(prose.text, sorted((*prose.slots, Slot("G", at, at, prose.slots[index].mention)), key=lambda slot: (slot.start, slot.end)))
    verb = marked.masked.index("⟫ ", begin) + 2
    return replace(marked, masked=marked.masked[:verb] + marked.masked[verb].lower() + marked.masked[verb + 1 :])


def _may_be_fronted(masked: str, language: Language) -> bool:
    """A quick look for a word that opens such a clause and a party behind a comma."""
    first = _FIRST_WORD.search(masked)
    if first is None or not load_openings(language).may_be_in(first.group()):
        return False
    return ", ⟪G" in masked or any(f", {article} ⟪G" in masked for article in _fronted(language).words("articles"))


def carry_subjects(prose: Prose, matches: Iterable[Found], language: Language) -> Prose:
    """Name the subject of each match again behind the "and" or "before" that goes on without a subject of its own."""
    added: dict[int, Slot] = {}
    matches = tuple(matches)
    for match in matches:
        goes_on = load_clause("goes_on", language).match(prose.masked, match.end)
        within = goes_on and any(other.start < goes_on.end() < other.end for other in matches)
        if goes_on and not within and not load_new_subjects(language).begins(prose.masked, goes_on.end()):
            at = prose.place(goes_on.end())
            added.setdefault(at, Slot("G", at, at, prose.slots[int(match["subject"])].mention))
    if not added:
        return prose
    return mask(prose.text, sorted((*prose.slots, *added.values()), key=lambda slot: (slot.start, slot.end)))


def named_beside(prose: Prose, start: int, language: Language) -> tuple[Slot, ...]:
    """The parties that a clause lists before the one at an offset of the masked text: both do what the clause says of them."""
    match = load_clause("listed", language).search(prose.masked, 0, start)
    return tuple(prose.slots[int(index)] for index in _PARTY.findall(match["names"])) if match else ()
