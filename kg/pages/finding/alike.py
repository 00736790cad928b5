"""Conflicts of like names. Whether they are one the graph does not say, so pages do not make them one, but lead from each to the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kg.patterns import lazy_pattern

# What a name may end in that tells when or where: years, or a bracket.
_ADDED = lazy_pattern(r"(?P<core>.*\w)\W*(?:\((?P<bracket>[^()]*)\)|(?<!\w)(?P<years>[0-9]{3,4}(?:\s*[-–—/]\s*[0-9]{2,4})?))\W*")
_BETWEEN = lazy_pattern(r"[\W_]+")
# Of a name that very many have, so many are compared.
_MOST = 300


class Core(NamedTuple):
    """A name without blanks, hyphens and points: its core, and the years or the bracket behind that ("": none)."""

    core: str
    added: str


class Named(NamedTuple):
    """A name of a thing, folded (kg.pages.catalogue.fold), and whether it is the main one."""

    iri: str
    folded: str
    main: bool


def read_core(folded: str) -> Core:
    """The core of a folded name, and what is added to it."""
    rest, added = folded, list[str]()
    while match := _ADDED.fullmatch(rest):
        rest = match["core"]
        added.insert(0, match["bracket"] or match["years"] or "")
    return Core(_BETWEEN.sub("", rest) or folded, _BETWEEN.sub("", " ".join(added)))


def find_alike(names: Iterable[Named]) -> Mapping[str, tuple[str, ...]]:
    """The things of like names, sorted, by each of them.

    Two are alike where the main name of one and some name of the other have the same core, and what is added to it is the same or is added to one
    of them only: "Italian Campaign" and "Italian campaign", "Battle of Esk" and "Battle of Esk (1701)"; but not 1701 and 1801.
    """
    groups: dict[str, dict[tuple[str, str], bool]] = defaultdict(dict)
    for iri, folded, main in names:
        core, added = read_core(folded)
        group = groups[core]
        if len(group) < _MOST:
            group[iri, added] = main or group.get((iri, added), False)
    found: dict[str, set[str]] = defaultdict(set)
    for group in groups.values():
        if len({iri for iri, _ in group}) > 1:
            for (one, added), main in group.items():
                found[one] |= {
                    other
                    for (other, beside), as_main in group.items()
                    if other != one and (main or as_main) and (added == beside or not added or not beside)
                }
    return {iri: tuple(sorted(others)) for iri, others in sorted(found.items()) if others}
