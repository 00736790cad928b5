"""Which places lie within which, from the order of a row: "Livenka, Belgorod Oblast, Russian SFSR"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import cache

from kg.language.fold import fold_name
from kg.language.language import Language
from kg.language.words import any_of
from kg.model.finding import Finding, Mention
from kg.model.text import Text
from kg.patterns import lazy_pattern
from kg.values import dataclass

RULE = "place-order"
_COMMA = lazy_pattern(r"\s*,\s*")


class Level(IntEnum):
    """How much a place holds: a spot, a division of a state, a state; ``WIDE`` reaches over states or is no land."""

    SPOT = 0
    DIVISION = 1
    STATE = 2
    WIDE = 3


@dataclass(frozen=True, slots=True)
class _Levels:
    states: frozenset[str]
    divisions: frozenset[str]
    division: re.Pattern[str]
    wide: re.Pattern[str]


@cache
def _load_levels(language: Language) -> _Levels:
    """The vocabulary of CODE/within.toml and the countries of CODE/flags.toml; ValueError where the files break their schemas."""
    data, flags = language.table("within").only("states", "divisions", "wide"), language.table("flags")
    countries = (*flags.table("countries").names().values(), *flags.table("regions").names().values(), *flags.table("variants").groups())
    divisions, wide = data.table("divisions").only("names", "words"), data.table("wide").only("words")
    return _Levels(
        frozenset(map(fold_name, (*countries, *data.table("states").words("names")))),
        frozenset(map(fold_name, divisions.words("names"))),
        re.compile(rf"\b(?:{any_of(divisions.words('words'))})\b"),
        re.compile(rf"\b(?:{any_of(wide.words('words'))})\b", re.IGNORECASE),
    )


def level_of(place: Mention, language: Language) -> Level:
    """The level of a place by its name and the page it links to."""
    levels, names = _load_levels(language), [fold_name(name) for name in (place.name, place.title) if name]
    if any(name in levels.states for name in names):
        return Level.STATE
    if any(name in levels.divisions for name in names) or levels.division.search(place.name):
        return Level.DIVISION
    return Level.WIDE if levels.wide.search(place.name) else Level.SPOT


def read_within(text: Text, places: Sequence[Mention], language: Language) -> Iterator[Finding]:
    """Infer containment within each chain of a line: places with nothing but a comma between them, of rising levels.

    A state holds all that stand before it, a division the one spot before it. What is a list as well ("Varn, Esk"), with two states, with two
    divisions, or with a sea, tells nothing.
    """
    for chain in _chains(text, places):
        levels = [level_of(place, language) for place in chain]
        rising = levels == sorted(levels) and levels.count(Level.STATE) <= 1 and levels.count(Level.DIVISION) <= 1
        if len(chain) < 2 or not rising or Level.WIDE in levels:
            continue
        for inner, outer in _pairs(chain, levels):
            yield Finding(inner, "placeWithin", outer, tuple(sorted((inner.span, outer.span))), RULE, basis=RULE)


def _pairs(chain: Sequence[Mention], levels: Sequence[Level]) -> Iterator[tuple[Mention, Mention]]:
    division = levels.index(Level.DIVISION) if Level.DIVISION in levels else None
    if division == 1:
        yield chain[0], chain[1]
    if levels[-1] is Level.STATE:
        yield from ((place, chain[-1]) for place in (chain[:-1] if division != 1 else chain[1:-1]))


def _chains(text: Text, places: Sequence[Mention]) -> Iterator[list[Mention]]:
    chain: list[Mention] = []
    at = 0
    for place in places:
        start = text.shown.find(place.name, at)
        if start < 0:
            chain = []
            continue
        if not (chain and _COMMA.fullmatch(text.shown, at, start)):
            yield chain
            chain = []
        chain.append(place)
        at = start + len(place.name)
    yield chain
