"""Which kind of loss a number tells of, and what it counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.extract.figures.headings import Caption
from kg.extract.figures.items import Count
from kg.extract.figures.vocabulary import CLASSES, FORMATIONS, LOST, MATERIEL, OTHER, PEOPLE, UNIT, load_clause_words, load_count_words
from kg.extract.figures.words import CategoryWord, class_of, kind_of
from kg.language.language import Language
from kg.language.words import lower_letters

_OF_PEOPLE = {"killed", "wounded", "missing", "executed", "displaced", "defected", "sick", "captured"}
_OF_MATERIEL = {"destroyed", "damaged"}
_OF_THINGS = {"killed": "destroyed", "wounded": "damaged", "casualties": "destroyed", "captured": "materielCaptured"}
# So many are the men of a formation, not formations ("1,000 Esk Brigade").
_TOO_MANY_FORMATIONS = 1000


def tells_of_aircraft(lines: Iterable[str], language: Language) -> bool:
    """Whether a cell tells of aircraft, so that its fighters are aircraft too."""
    aircraft = load_count_words(language).aircraft
    return any(aircraft.search(lower_letters(line)) for line in lines)


def is_about_aircraft(count: Count, year: int | None, language: Language) -> bool:
    """Whether fighters are aircraft: destroyed or damaged ones are, and bare ones of the wars in which people were not called so."""
    words = load_count_words(language)
    first, last = words.fighter_years
    if count.noun is None or lower_letters(count.noun) not in words.fighters:
        return False
    return count.kinds <= _OF_MATERIEL if count.kinds else year is not None and first <= year <= last


def kind_of_count(count: Count, scope: Caption, aircraft: bool, language: Language) -> str | None:
    """The kind of what is counted (ck:countedKind) by its noun, else by the page its noun links to, else by its heading.

    A noun that names things of two kinds ("ships and aircraft") is of neither.
    """
    if count.noun:
        parts = [part for part in load_clause_words(language).joint.split(lower_letters(count.noun)) if part.strip()]
        kinds = {kind for part in parts if (kind := kind_of(part, aircraft, language))} if len(parts) > 1 else set()
        if len(kinds) > 1 and kind_of(parts[-1], aircraft, language) != FORMATIONS:
            return OTHER if {CLASSES[kind] for kind in kinds} == {MATERIEL} else None
        kind = kind_of(count.noun, aircraft, language) or (kind_of(count.title, aircraft, language) if count.title else None)
        return None if kind == FORMATIONS and (count.amount.low or 0) >= _TOO_MANY_FORMATIONS else kind
    return kind_of(scope.noun, aircraft, language) if scope.noun else None


def class_of_count(count: Count, words: Sequence[CategoryWord], scope: Caption, aircraft: bool, language: Language) -> str | None:
    """What is counted: people, materiel or units, by the noun, else by the kind of loss."""
    found = kind_of_count(count, scope, aircraft, language)
    if found:
        return CLASSES[found]
    kinds = {word.category for word in words}
    if kinds & _OF_MATERIEL:
        return MATERIEL
    return PEOPLE if kinds & _OF_PEOPLE else None


def choose_kind(words: Sequence[CategoryWord], klass: str | None, scope: Caption, parent: str | None) -> str:
    """The category of a loss: what its words name, else its heading, else the whole it is a part of, else what the noun implies.

    Things of which the words say two kinds ("destroyed or damaged") have the one that holds for all: damaged, or lost without being damaged.
    """
    kinds = {_fit(word.category, klass) for word in words}
    if not kinds and klass in (PEOPLE, None):
        kinds = {_fit(word.category, klass) for word in scope.categories}
        kinds = kinds or ({parent} if parent else set())
    if not kinds:
        return "destroyed" if klass in (MATERIEL, UNIT) else "casualties"
    if len(kinds) > 1 and klass == MATERIEL:
        return "damaged" if "damaged" in kinds else "destroyed"
    return kinds.pop() if len(kinds) == 1 else "casualties"


def _fit(category: str, klass: str | None) -> str:
    """The category that a word means for people or for materiel: captured tanks are materiel, lost men casualties, killed horses destroyed."""
    thing = klass in (MATERIEL, UNIT)
    if klass == MATERIEL and category in _OF_THINGS:
        return _OF_THINGS[category]
    if category == LOST:
        return "destroyed" if thing else "casualties"
    return category


def name_counted(
    shown: str, count: Count, words: Sequence[CategoryWord], previous: Count | None, scope: Caption, category: str | None, language: Language
) -> str | None:
    """What is counted, as written: the noun, that of the count before in a list, or words for the loss that say more than its category.

    ``category`` is that of the loss, None for a strength.
    """
    if count.noun:
        return " ".join(count.noun.split())
    if scope.noun:
        return scope.noun
    inherited = previous.noun if previous and (previous.parent == count.parent or category is None) else None
    if inherited and class_of(inherited, False, language) == PEOPLE and (words or category is None):
        return " ".join(inherited.split())
    plain = load_count_words(language).plain
    if all(word.category == category and lower_letters(shown[word.start : word.end]) in plain for word in words):
        return None
    named = shown[words[0].start : words[-1].end]
    return " ".join(named.split()) if any(c.isalnum() for c in named) else None
