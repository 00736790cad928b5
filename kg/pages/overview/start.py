"""The start page: an overview of the dataset."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from kg.pages.catalogue import Catalogue, Entry
from kg.pages.links import Links
from kg.pages.overview.crowds import Area, draw_crowds
from kg.pages.overview.histogram import draw_histogram
from kg.pages.overview.lists import KINDS as LISTS
from kg.pages.overview.lists import shown_pages
from kg.pages.render import Page

_ON_A_PAGE = 100
# What is counted first of all: the name of the count, and its noun after 1 and after others.
_COUNTED = (
    ("own", "conflict with an article of its own", "conflicts with an article of their own"), ("conflicts", "conflict told of", "conflicts told of"),
    ("wars", "larger conflict", "larger conflicts"), ("people", "person", "people"), ("groups", "group", "groups"), ("places", "place", "places"),
)  # fmt: skip


class Chosen(NamedTuple):
    """The selection of the list: years from and to (None: all), order, page, and area (None: everywhere)."""

    first: int | None
    last: int | None
    by_date: bool
    page: int
    area: Area | None = None


def start_page(catalogue: Catalogue, chosen: Chosen, links: Links) -> Page:
    """The page: counts, histogram, map, and the list of conflicts."""
    entries = choose_entries(catalogue.conflicts, chosen)
    pages = max(1, math.ceil(len(entries) / _ON_A_PAGE))
    page = min(chosen.page, pages)
    values = {
        "counts": catalogue.counts, "listed": tuple(LISTS), "empty": catalogue.summaries.empty, "counted_things": _COUNTED,
        "histogram": draw_histogram(catalogue.conflicts), "chosen": chosen._replace(page=page), "pages": pages,
        "shown_pages": shown_pages(page, pages),
        "entries": entries[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE], "found": len(entries), "map": draw_crowds(entries, links),
    }  # fmt: skip
    return Page("start.html", values)


def choose_entries(entries: Iterable[Entry], chosen: Chosen) -> list[Entry]:
    """The conflicts that began within the years and lie in the area, in the chosen order; undated ones come last."""
    low = -math.inf if chosen.first is None else chosen.first
    high = math.inf if chosen.last is None else chosen.last + 1
    every, area = chosen.first is None and chosen.last is None, chosen.area
    found = [entry for entry in entries if (every if entry.year is None else low <= entry.year < high)]
    if area:
        found = [entry for entry in found if entry.point and area.holds(entry.point)]
    return sorted(found, key=lambda e: (e.year is None, e.year or 0.0)) if chosen.by_date else found
