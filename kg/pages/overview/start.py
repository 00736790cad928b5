"""The start page: an overview of the dataset."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from kg.pages.catalogue import Catalogue, Entry, spots
from kg.pages.links import Links
from kg.pages.overview.lists import KINDS as LISTS
from kg.pages.parts.dates import show_date
from kg.pages.parts.maps import draw_world
from kg.pages.render import Page

_ON_A_PAGE = 100
_MOST_SPOTS = 1000
_SPANS = (1, 5, 10, 25, 50, 100, 250, 500, 1000)
_MOST_COLUMNS = 40
# What is counted first of all: the name of the count, and its noun after 1 and after others.
_COUNTED = (
    ("own", "conflict with an article of its own", "conflicts with an article of their own"), ("conflicts", "conflict told of", "conflicts told of"),
    ("wars", "larger conflict", "larger conflicts"), ("people", "person", "people"), ("groups", "group", "groups"), ("places", "place", "places"),
)  # fmt: skip


class Column(NamedTuple):
    """The conflicts that began in a span of years: ``x``, ``width`` and ``height`` in hundredths of the chart."""

    first: int
    last: int
    conflicts: int
    x: float
    width: float
    height: float
    words: str


class Chosen(NamedTuple):
    """The selection of the list: years from and to (None: all), order, and page."""

    first: int | None
    last: int | None
    by_date: bool
    page: int


def start_page(catalogue: Catalogue, chosen: Chosen, links: Links) -> Page:
    """The page: counts, time line, map, and the list of conflicts."""
    entries = choose_entries(catalogue.conflicts, chosen)
    pages = max(1, math.ceil(len(entries) / _ON_A_PAGE))
    page = min(chosen.page, pages)
    values = {
        "counts": catalogue.counts, "listed": tuple(LISTS), "empty": catalogue.summaries.empty,
        "counted_things": _COUNTED, "columns": draw_columns(catalogue.conflicts),
        "chosen": chosen._replace(page=page), "pages": pages,
        "entries": entries[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE], "found": len(entries),
        "map": draw_world(list(spots(entries, links))[:_MOST_SPOTS]),
    }  # fmt: skip
    return Page("start.html", values)


def choose_entries(entries: Iterable[Entry], chosen: Chosen) -> list[Entry]:
    """The conflicts that began within the years, in the chosen order; undated ones come last."""
    low = -math.inf if chosen.first is None else chosen.first
    high = math.inf if chosen.last is None else chosen.last + 1
    every = chosen.first is None and chosen.last is None
    found = [entry for entry in entries if (every if entry.year is None else low <= entry.year < high)]
    return sorted(found, key=lambda e: (e.year is None, e.year or 0.0)) if chosen.by_date else found


def draw_columns(entries: Iterable[Entry]) -> tuple[Column, ...]:
    """A histogram of the beginnings of conflicts, in at most forty columns of round spans of years."""
    years = [math.floor(entry.year) for entry in entries if entry.year is not None]
    if not years:
        return ()
    span = next((s for s in _SPANS if max(years) // s - min(years) // s < _MOST_COLUMNS), 5000)
    counted = Counter(year // span for year in years)
    first, last, most = min(counted), max(counted), max(counted.values())
    width = 100 / (last - first + 1)
    return tuple(
        Column(
            n * span,
            n * span + span - 1,
            counted[n],
            round((n - first) * width, 3),
            round(width * 0.86, 3),
            round(100 * counted[n] / most, 2),
            _years(n, span),
        )
        for n in range(first, last + 1)
    )


def _years(number: int, span: int) -> str:
    return _year(number) if span == 1 else f"{_year(number * span)}–{_year(number * span + span - 1)}"


def _year(number: int) -> str:
    return show_date(f"{number:05d}" if number < 0 else f"{number:04d}")
