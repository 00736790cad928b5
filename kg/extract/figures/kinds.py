"""Which kind of loss a number tells of, and what it counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.extract.figures.headings import Caption
from kg.extract.figures.items import Count
from kg.extract.figures.vocabulary import LOST, MATERIEL, PEOPLE, UNIT, load_count_words
from kg.extract.figures.words import CategoryWord, class_of
from kg.language.language import Language
from kg.language.words import lower_letters

_OF_PEOPLE = {"killed", "wounded", "missing", "executed", "displaced", "defected", "sick", "captured"}
_OF_MATERIEL = {"destroyed", "damaged"}


def tells_of_aircraft(lines: Iterable[str], language: Language) -> bool:
    """Whether a cell tells of aircraft, so that its fighters are aircraft too."""
    aircraft = load_count_words(language).aircraft
    return any(aircraft.search(lower_letters(line)) for line in lines)


def class_of_count(count: Count, words: Sequence[CategoryWord], scope: Caption, aircraft: bool, language: Language) -> str | None:
    """What is counted: people, materiel or units, by the noun, else by the kind of loss."""
    found = class_of(count.noun or scope.noun or "", aircraft, language)
    if found:
        return found
    kinds = {word.category for word in words}
    if kinds & _OF_MATERIEL:
        return MATERIEL
    return PEOPLE if kinds & _OF_PEOPLE else None


def choose_kind(words: Sequence[CategoryWord], klass: str | None, scope: Caption, parent: str | None) -> str:
    """The category of a loss: what its words name, else its heading, else the whole it is a part of, else what the noun implies."""
    kinds = {_fit(word.category, klass) for word in words}
    if not kinds and klass in (PEOPLE, None):
        kinds = {_fit(word.category, klass) for word in scope.categories}
        kinds = kinds or ({parent} if parent else set())
    if not kinds:
        return "destroyed" if klass in (MATERIEL, UNIT) else "casualties"
    return kinds.pop() if len(kinds) == 1 else "casualties"


def _fit(category: str, klass: str | None) -> str:
    """The category that a word means for people or for materiel: captured tanks are materiel, lost men casualties."""
    thing = klass in (MATERIEL, UNIT)
    if category == LOST or (category == "casualties" and klass == MATERIEL):
        return "destroyed" if thing else "casualties"
    if category == "captured" and klass == MATERIEL:
        return "materielCaptured"
    return category


def name_counted(
    shown: str, count: Count, words: Sequence[CategoryWord], previous: Count | None, scope: Caption, losses: bool, language: Language
) -> str | None:
    """What is counted, as written in lower case: the noun, that of the count before in a list, or the words for the loss."""
    if count.noun:
        return " ".join(count.noun.split()).casefold()
    if scope.noun:
        return scope.noun
    inherited = previous.noun if previous and (previous.parent == count.parent or not losses) else None
    if inherited and class_of(inherited, False, language) == PEOPLE and (words or not losses):
        return " ".join(inherited.split()).casefold()
    if not words:
        return None
    return " ".join(shown[words[0].start : words[-1].end].split()).casefold()
