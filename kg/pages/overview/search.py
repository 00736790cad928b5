"""Search: things by the words of their names and by years, and what tells those of one name apart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kg.pages.catalogue import Catalogue, Name, fold
from kg.pages.finding.years import Wanted, Years, join_years, read_wanted
from kg.pages.overview.lists import KINDS as LISTS
from kg.pages.parts.dates import locate, show_date, show_year
from kg.pages.parts.involved import Involved
from kg.pages.parts.statements import plain_name
from kg.pages.render import Page
from kg.pages.war import dated_of, name_in
from kg.plurals import counted

_NAMED = 2
# The kinds of things that are searched for, in the order of results.
KINDS = ("Conflict", "Person", "Group", "Place")
_NONE: Mapping[str, tuple[Involved, ...]] = {}


class Found(NamedTuple):
    """A result, and what tells it from others of its name: date and larger conflict, or what it was in."""

    name: Name
    note: str


def search_page(catalogue: Catalogue, text: str, most: int) -> Page:
    """The page of results, no more than ``most``."""
    wanted = read_wanted(fold(text))
    found = [Found(name, describe_found(name.iri, name.kind, catalogue, catalogue.involved)) for name in search_names(catalogue, text, most)]
    values = {
        "words": text, "found": found, "most": most, "empty": catalogue.summaries.empty, "years": [years for _, years in wanted.years],
        "only_years": bool(wanted.years) and not wanted.words, "counts": catalogue.counts, "lists": LISTS, "spans": show_years,
    }  # fmt: skip
    return Page("search.html", values)


def show_years(years: Years) -> str:
    """Years in words."""
    return "–".join(dict.fromkeys((show_year(years.first), show_year(years.last))))


def search_names(catalogue: Catalogue, text: str, most: int = 50) -> list[Name]:
    """The things whose names hold all the words, each once; exact matches first, then names that begin with the words.

    A year, or a range of years, finds what has it in its name or was in it. Without a word besides, it finds conflicts only, in order of date.
    """
    wanted = read_wanted(fold(text))
    whole = " ".join(wanted.words)
    if not (wanted.words or wanted.years):
        return []
    ranked = sorted(
        (*_rank(name, whole, catalogue), name.label, name.iri, name)
        for name in catalogue.names
        if all(word in name.folded for word in wanted.words) and _was_then(name, wanted, catalogue)
    )
    found: dict[str, Name] = {}
    for *_, name in ranked:
        found.setdefault(name.iri, name)
        if len(found) == most:
            break
    return list(found.values())


def _was_then(name: Name, wanted: Wanted, catalogue: Catalogue) -> bool:
    if not wanted.years:
        return True
    dated = name.kind == "Conflict" or bool(wanted.words)
    own = years_of(name.iri, name.kind, catalogue, catalogue.involved) if dated else ()
    return all(written in name.folded or any(years.meet(one) for one in own) for written, years in wanted.years)


def _rank(name: Name, whole: str, catalogue: Catalogue) -> tuple[float, int, float]:
    kind = KINDS.index(name.kind)
    if not whole:
        return 0, kind, dated_of(catalogue, name.iri).year or math.inf
    fit = 0 if name.folded == whole else 1 if name.folded.startswith(whole) else 2 if f" {whole}" in name.folded else 3
    return fit, kind, len(name.folded)


def years_of(iri: str, kind: str, catalogue: Catalogue, involved: Mapping[str, tuple[Involved, ...]] = _NONE) -> tuple[Years, ...]:
    """The years that a thing covers: those of a conflict, or else of its parts; of a person, a group or a place those of all its conflicts."""
    if kind == "Conflict":
        if iri not in catalogue.years:
            catalogue.years[iri] = _years_of_conflict(iri, catalogue)
        return catalogue.years[iri]
    if kind == "Place":
        at = catalogue.summaries.at
        return _years_of_all((one for place in (iri, *catalogue.summaries.places_in(iri)) for one in at.get(place, ())), catalogue)
    return _years_of_all((row.conflict for row in involved.get(iri, ())), catalogue)


def _years_of_conflict(iri: str, catalogue: Catalogue) -> tuple[Years, ...]:
    stretch = locate(dated_of(catalogue, iri).shown)
    return join_years([stretch]) if stretch else _years_of_all(catalogue.summaries.parts_of(iri), catalogue)


def _years_of_all(conflicts: Iterable[str], catalogue: Catalogue) -> tuple[Years, ...]:
    return join_years(stretch for one in dict.fromkeys(conflicts) if (stretch := locate(dated_of(catalogue, one).shown)))


def describe_found(iri: str, kind: str, catalogue: Catalogue, involved: Mapping[str, tuple[Involved, ...]] = _NONE) -> str:
    """What tells a thing from others of its name, in a few words; "" where nothing is known that does."""
    summaries, told = catalogue.summaries, list[str]()
    if kind == "Conflict":
        shown = dated_of(catalogue, iri).shown
        told += [show_date(shown)] if shown else []
        told += [f"part of {name_in(catalogue, whole)}" for whole in summaries.of(iri).wholes[:1]]
        if (parts := summaries.parts_of(iri)) and not shown:
            told.append(_parts_in_words(len(parts), years_of(iri, kind, catalogue)))
    else:
        at = summaries.at.get(iri, ()) if kind == "Place" else dict.fromkeys(row.conflict for row in involved.get(iri, ()))
        told += [f"in {_conflicts(at, catalogue)}"] if at else []
    head, mark, rest = iri.partition("/article/")
    if mark and head and "/" in rest:
        told.append(f"named in the article {plain_name(rest.partition('/')[0])}")
    return "; ".join(told)


def _parts_in_words(number: int, years: tuple[Years, ...]) -> str:
    """How many conflicts a larger one has, and when they were: "5 conflicts in it, 1942–1945"."""
    words = f"{counted(number, 'conflict')} in it"
    return f"{words}, {show_years(Years(years[0].first, years[-1].last))}" if years else words


def _conflicts(conflicts: Iterable[str], catalogue: Catalogue) -> str:
    dated = sorted((dated_of(catalogue, conflict) for conflict in conflicts), key=lambda one: one.order)
    named = ", ".join(
        one.name if not one.shown or show_date(one.shown) in one.name else f"{one.name} ({show_date(one.shown)})" for one in dated[:_NAMED]
    )
    return named + (f" and {len(dated) - _NAMED:,} more" if len(dated) > _NAMED else "")
