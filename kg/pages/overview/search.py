"""Search results: what tells things of one name apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kg.pages.catalogue import Catalogue, Name
from kg.pages.parts.dates import show_date
from kg.pages.parts.involved import Involved
from kg.pages.parts.statements import plain_name
from kg.pages.render import Page
from kg.pages.war import dated_of, name_in

_NAMED = 2
_NONE: Mapping[str, tuple[Involved, ...]] = {}


class Found(NamedTuple):
    """A result, and what tells it from others of its name: date and larger conflict, or what it was in."""

    name: Name
    note: str


def search_page(catalogue: Catalogue, words: str, most: int) -> Page:
    """The page of results, no more than ``most``."""
    found = [Found(name, describe_found(name.iri, name.kind, catalogue, catalogue.involved)) for name in catalogue.search(words, most)]
    return Page("search.html", {"words": words, "found": found, "most": most, "empty": catalogue.summaries.empty})


def describe_found(iri: str, kind: str, catalogue: Catalogue, involved: Mapping[str, tuple[Involved, ...]] = _NONE) -> str:
    """What tells a thing from others of its name, in a few words; "" where nothing is known that does."""
    summaries, told = catalogue.summaries, list[str]()
    if kind == "Conflict":
        shown = dated_of(catalogue, iri).shown
        told += [show_date(shown)] if shown else []
        told += [f"part of {name_in(catalogue, whole)}" for whole in summaries.of(iri).wholes[:1]]
    else:
        at = summaries.at.get(iri, ()) if kind == "Place" else dict.fromkeys(row.conflict for row in involved.get(iri, ()))
        told += [f"in {_conflicts(at, catalogue)}"] if at else []
    head, mark, rest = iri.partition("/article/")
    if mark and head and "/" in rest:
        told.append(f"named in the article {plain_name(rest.partition('/')[0])}")
    return "; ".join(told)


def _conflicts(conflicts: Iterable[str], catalogue: Catalogue) -> str:
    dated = sorted((dated_of(catalogue, conflict) for conflict in conflicts), key=lambda one: one.order)
    named = ", ".join(
        one.name if not one.shown or show_date(one.shown) in one.name else f"{one.name} ({show_date(one.shown)})" for one in dated[:_NAMED]
    )
    return named + (f" and {len(dated) - _NAMED:,} more" if len(dated) > _NAMED else "")
