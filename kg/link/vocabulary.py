"""The words, weights and thresholds of linking (kg/data/link.toml, kg/data/link_states.toml), checked on load. Pure."""

from __future__ import annotations

import tomllib
from enum import IntFlag
from functools import cache
from importlib.resources import files
from typing import Any

from kg.language.fold import fold_name
from kg.values import dataclass

FEATURES = ("name", "primary", "kind", "distinct", "qualifier", "time", "neighbours")


class Kinds(IntFlag):
    """What an item is; a state is a group and a place, a page is a list, a name or a disambiguation and nothing to link to."""

    NONE = 0
    PERSON = 1
    GROUP = 2
    PLACE = 4
    CONFLICT = 8
    PAGE = 16
    STATE = 32


KINDS = {"person": Kinds.PERSON, "group": Kinds.GROUP, "place": Kinds.PLACE, "conflict": Kinds.CONFLICT, "unit": Kinds.GROUP}
_CLASS_KINDS = {**KINDS, "state": Kinds.STATE | Kinds.GROUP | Kinds.PLACE, "page": Kinds.PAGE}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which score on a link is made, a candidate is kept, and how far the best stands before the second."""

    accept: float
    review: float
    margin: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like a name is that is written the same, folded the same, transliterated otherwise, or cut to initials.

    Transliterations are at least ``least`` of 100 alike, names of one word more, and no single word less than ``least_of_a_word``.
    """

    written: float
    folded: float
    transliterated: float
    initials: float
    least: float
    least_of_one_word: float
    least_of_a_word: float


@dataclass(frozen=True, slots=True)
class Years:
    """What time allows: ages of people in conflicts, years by which sources differ, the longest war."""

    least_age: int
    greatest_age: int
    slack: int
    longest: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All of it; words are folded. ``brackets`` maps a word in brackets to kinds, ``since`` a state's name to the
    first year of its present form, ``former`` one that is no more to its years."""

    weights: dict[str, float]
    thresholds: Thresholds
    likeness: Likeness
    years: Years
    generic: dict[str, frozenset[str]]
    honour: frozenset[str]
    recurring: frozenset[str]
    given: frozenset[str]
    brackets: dict[str, Kinds]
    eras: dict[str, tuple[int, int]]
    classes: dict[str, Kinds]
    properties: dict[str, tuple[str, ...]]
    since: dict[str, int]
    former: dict[str, tuple[int, int]]
    well_known: frozenset[str]
    demonyms: dict[str, str]

    @property
    def wordy_states(self) -> tuple[str, ...]:
        """Names of states that are made of common words ("United States"), with which names of their forces begin."""
        return tuple(name for name in self.since if all(word in self.generic["group"] for word in name.split()))

    def state_since(self, name: str) -> int | None:
        """The year from which on a plain name means the state of today; None for what is no state of today."""
        return self.since.get(_state_key(name))

    def former_years(self, name: str) -> tuple[int, int] | None:
        """The first and last year of a state that is no more; None for any other name."""
        return self.former.get(_state_key(name))


def _state_key(name: str) -> str:
    """A name folded; with brackets it is left whole, as Syria (region) is no state."""
    return name.casefold() if name.endswith(")") else fold_name(name)


@cache
def load_vocabulary() -> Vocabulary:
    """Read both files; ValueError names what breaks their schema."""
    data, states = _read("link.toml"), _read("link_states.toml")
    if tuple(sorted(data["weights"])) != tuple(sorted(FEATURES)):
        raise ValueError(f"link.toml: [weights] has exactly {', '.join(FEATURES)}")
    unknown = (data["classes"].keys() | data["bracket"].keys()) - _CLASS_KINDS.keys() - {"other"}
    if unknown:
        raise ValueError(f"link.toml: no such kinds: {', '.join(sorted(unknown))}")
    return Vocabulary(
        weights={name: float(weight) for name, weight in data["weights"].items()},
        thresholds=Thresholds(**data["thresholds"]),
        likeness=Likeness(**data["likeness"]),
        years=Years(**data["years"]),
        generic={kind: frozenset(words) for kind, words in data["generic"].items()},
        honour=frozenset(data["honour"]["words"]),
        recurring=frozenset(data["recurring"]["words"]),
        given=frozenset(map(fold_name, data["given"]["words"])),
        brackets=_brackets(data["bracket"]),
        eras={name: (first, last) for name, (first, last) in data["eras"].items()},
        classes=_merge((cls, _CLASS_KINDS[kind]) for kind, classes in data["classes"].items() for cls in classes),
        properties={use: tuple(names) for use, names in data["properties"].items()},
        since=_since(states["since"]),
        former={_state_key(name): (first, last) for name, (first, last) in states["former"].items()},
        well_known=frozenset(data["well_known"]["group"]),
        demonyms={fold_name(word): fold_name(state) for state, words in states["demonyms"].items() for word in (state, *words)},
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("kg").joinpath("data", name).read_text(encoding="utf-8"))


def _merge(pairs: Any) -> dict[str, Kinds]:
    merged: dict[str, Kinds] = {}
    for word, kinds in pairs:
        merged[word] = merged.get(word, Kinds.NONE) | kinds
    return merged


def _brackets(table: dict[str, list[str]]) -> dict[str, Kinds]:
    return _merge((word, Kinds.PAGE if kind == "other" else KINDS[kind]) for kind, words in table.items() for word in words)


def _since(table: dict[str, list[str]]) -> dict[str, int]:
    since: dict[str, int] = {}
    for year, names in table.items():
        for name in names:
            if since.setdefault(_state_key(name), int(year)) != int(year):
                raise ValueError(f"link_states.toml: {name} stands under two years")
    return since
