"""Adjectives of peoples and the parties that they stand for (CODE/peoples.toml): "British" for the United Kingdom, "Varnish" for Varn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.extract.known import Groups
from kg.language.fold import fold_name
from kg.language.language import Language
from kg.language.words import any_of
from kg.model.finding import Mention
from kg.values import dataclass

_SHORTEST = 4


@dataclass(frozen=True, slots=True, eq=False)
class PeopleWords:
    """Folded names of the lands of each folded adjective, and how an adjective ends where its land only has another ending.

    ``states`` are words that tell no state of a people from another, ``services`` those of its armed forces, ``regimes`` those that tell one
    of its governments, ``bodies`` those that say no more than the adjective itself ("British forces").
    """

    lands: dict[str, tuple[str, ...]]
    ending: re.Pattern[str]
    states: frozenset[str]
    services: frozenset[str]
    regimes: frozenset[str]
    bodies: frozenset[str]


@cache
def load_peoples(language: Language) -> PeopleWords:
    """The words of CODE/peoples.toml; ValueError where the file breaks its schema."""
    table = language.table("peoples").only("adjectives", "endings", "names")
    lands = {fold_name(adjective): tuple(map(fold_name, names)) for adjective, names in table.table("adjectives").groups().items()}
    endings = any_of(table.table("endings").only("words").words("words"))
    names = table.table("names").only("states", "services", "regimes", "bodies")
    states, services, regimes, bodies = (frozenset(map(fold_name, names.words(name))) for name in ("states", "services", "regimes", "bodies"))
    return PeopleWords(lands, re.compile(rf"(?:{endings})"), states, services, regimes, bodies)


def find_people(name: str, groups: Groups, language: Language) -> Mention | None:
    """The party of a people that an adjective or a land names, alone or with words such as "forces"; None where none or several may be meant.

    It is the people's own state, and one of those of the side that was asked for.
    """
    peoples = load_peoples(language)
    words = _telling(name, peoples)
    if not words:
        return None
    own = peoples.states | peoples.regimes
    forms = [words, *([adjective] for adjective, lands in peoples.lands.items() if " ".join(words) in lands)]
    found = {
        fold_name(party.name): party
        for party in groups.preferred
        if party.kind == "group"
        and any(_is_state(form, other, own, peoples) for form in forms for other in (party.name, party.title, *party.also) if other)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def is_people(name: str, language: Language) -> bool:
    """Whether words are the adjective of a people that is known of itself, alone or with words such as "forces"."""
    peoples = load_peoples(language)
    words = " ".join(_telling(name, peoples))
    return words in peoples.lands or words.removesuffix("s") in peoples.lands


def _telling(name: str, peoples: PeopleWords) -> list[str]:
    """The words of a name that tell a people; none where it does not begin with a capital."""
    return [word for word in fold_name(name).split() if word not in peoples.bodies] if name[:1].isupper() else []


def _is_state(words: Sequence[str], name: str, own: frozenset[str], peoples: PeopleWords) -> bool:
    rest = rest_of(words, fold_name(name), peoples)
    return rest is not None and own.issuperset(rest)


def rest_of(name: Sequence[str], party: str, peoples: PeopleWords) -> list[str] | None:
    """The words of a party's folded name beside those that a name tells; None where it does not have them all."""
    rest = party.split()
    for word in [" ".join(name)] if " ".join(name) in peoples.lands else name:
        lands = peoples.lands.get(word) or peoples.lands.get(word.removesuffix("s"), ())
        taken = next((land for land in lands if holds(rest, land.split())), None)
        if taken:
            for part in taken.split():
                rest.remove(part)
            continue
        same = next((other for other in rest if _is_of(word, other, peoples) or _is_of(word.removesuffix("s"), other, peoples)), None)
        if same is None:
            return None
        rest.remove(same)
    return rest


def holds(words: Sequence[str], land: Sequence[str]) -> bool:
    """Whether words hold those of a land, one after the other."""
    return any(words[at : at + len(land)] == land for at in range(len(words) - len(land) + 1))


def _is_of(adjective: str, word: str, peoples: PeopleWords) -> bool:
    """Whether an adjective is a word, its plural, or made of it by one of the endings of peoples ("Varnish" of Varn, "Umbrian" of Umbria)."""
    if adjective == word or adjective == f"{word}s" or word == f"{adjective}s":
        return True
    size = next((at for at, (one, other) in enumerate(zip(adjective, word, strict=False)) if one != other), min(len(adjective), len(word)))
    ending, lost = adjective[size:], word[size:]
    return (
        size >= (_SHORTEST if lost else _SHORTEST - 1)
        and bool(ending)
        and len(lost) <= 2
        and not (lost and lost[-1].isdigit())
        and bool(peoples.ending.fullmatch(ending))
    )
