"""Lists of all people, groups, places and wars: what the counts of the start page lead to."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from kg.graph.facts import spaced
from kg.pages.catalogue import Catalogue, fold
from kg.pages.parts.dates import locate, show_year
from kg.pages.parts.involved import Involved
from kg.pages.parts.tables import Dated, Table
from kg.pages.render import Page
from kg.pages.war import dated_of, name_in

ON_A_PAGE = 200
_NAMED = 3
# The fates of those who did not come back, as a query of ours (commanders-killed) has them.
FELL = frozenset({"killed", "executed", "assassinated", "diedOfWounds", "diedOfIllness", "suicide"})


class Kind(NamedTuple):
    """A kind of list: its class, its noun after 1 and after others, whether it tells ranks and fates, victories, larger things."""

    kind: str
    noun: str
    plural: str
    fates: bool = False
    victories: bool = False
    larger: str = ""


KINDS = {
    "people": Kind("Person", "person", "people", fates=True),
    "groups": Kind("Group", "group", "groups", victories=True),
    "places": Kind("Place", "place", "places", larger="Within"),
    "wars": Kind("Conflict", "larger conflict", "larger conflicts", larger="Part of"),
}
# The orders of a list, with what they are called.
ORDERS = {"name": "name", "conflicts": "number of conflicts", "date": "date", "fate": "fate"}


class Listed(NamedTuple):
    """A thing in a list: its conflicts in order of date, how many they are, ranks and fates, in how many its side is called victorious.

    ``first`` and ``last`` are the dates of the earliest beginning and the latest end, ``years`` both as years in words ("": none is known).
    """

    iri: str
    name: str
    conflicts: tuple[Dated, ...]
    total: int
    ranks: tuple[str, ...] = ()
    fates: tuple[str, ...] = ()
    victories: int = 0
    larger: tuple[tuple[str, str], ...] = ()
    first: str = ""
    last: str = ""
    years: str = ""

    @property
    def year(self) -> float | None:
        """The year of the first conflict, with its fraction."""
        stretch = locate(self.first)
        return stretch.low if stretch else None

    @property
    def fell(self) -> bool:
        """Whether a claim says that the person did not come back."""
        return any(fate in FELL for fate in self.fates)


class Asked(NamedTuple):
    """What of a list is asked for: its order, its page, and whether only those who fell."""

    order: str = "name"
    page: int = 1
    fell: bool = False


def list_things(name: str, things: Iterable[tuple[str, str]], catalogue: Catalogue, involved: Mapping[str, tuple[Involved, ...]]) -> list[Listed]:
    """The things of a list by name; ``things`` are IRI and name of all of the kind (of wars: none are asked for)."""
    summaries = catalogue.summaries
    if name == "wars":
        found = [_listed(iri, name_in(catalogue, iri), summaries.parts_of(iri), summaries.of(iri).wholes, catalogue) for iri in summaries.parts]
    elif name == "places":
        wholes = _wholes(summaries.inside)
        found = [_listed(iri, label, _at(iri, catalogue), wholes.get(iri, ()), catalogue) for iri, label in things]
    else:
        found = [_involved(iri, label, involved.get(iri, ()), catalogue) for iri, label in things]
    return sorted(found, key=lambda one: (fold(one.name), one.iri))


def _wholes(inside: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for whole, parts in inside.items():
        for part in parts:
            found[part] = (*found.get(part, ()), whole)
    return found


def _at(place: str, catalogue: Catalogue) -> Iterable[str]:
    """The conflicts at a place and at places within it."""
    at = catalogue.summaries.at
    return dict.fromkeys(conflict for where in (place, *catalogue.summaries.places_in(place)) for conflict in at.get(where, ()))


def _listed(iri: str, label: str, conflicts: Iterable[str], larger: Iterable[str], catalogue: Catalogue) -> Listed:
    dated = tuple(sorted((dated_of(catalogue, conflict) for conflict in conflicts), key=lambda one: one.order))
    first, last = _ends(dated)
    years = "–".join(dict.fromkeys(_year(date, last=number == 1) for number, date in enumerate((first, last)) if date))
    named = tuple((name_in(catalogue, whole), whole) for whole in larger)
    return Listed(iri, label, dated[:_NAMED], len(dated), larger=named, first=first, last=last, years=years)


def _involved(iri: str, label: str, rows: Iterable[Involved], catalogue: Catalogue) -> Listed:
    some = tuple(rows)
    listed = _listed(iri, label, {row.conflict: None for row in some}, (), catalogue)
    won = {row.conflict for row in some for side in catalogue.summaries.of(row.conflict).sides if side.victor and side.number == row.side}
    return listed._replace(
        ranks=tuple(dict.fromkeys(row.rank for row in some if row.rank)), fates=tuple(dict.fromkeys(row.fate for row in some if row.fate)),
        victories=len(won),
    )  # fmt: skip


def _ends(dated: Iterable[Dated]) -> tuple[str, str]:
    """The date of the earliest beginning and of the latest end."""
    found = [(stretch, one) for one in dated for stretch in (locate(one.shown),) if stretch]
    if not found:
        return "", ""
    first = min(found, key=lambda pair: (pair[0].low, pair[1].iri))[1]
    last = max(found, key=lambda pair: (pair[0].high, pair[1].iri))[1]
    return first.start or first.when or first.end, last.end or last.when or last.start


def _year(date: str, *, last: bool) -> str:
    stretch = locate(date)
    if not stretch:
        return ""
    year = math.ceil(stretch.high) - 1 if last else math.floor(stretch.low)
    return show_year(year)


def order_list(listed: Iterable[Listed], order: str) -> list[Listed]:
    """A list in an order of ORDERS; what lacks what it is ordered by comes last, and names decide between equals."""
    keys: dict[str, Callable[[Listed], tuple[object, ...]]] = {
        "conflicts": lambda one: (-one.total,),
        "date": lambda one: (one.year is None, one.year or 0.0),
        "fate": lambda one: (not one.fates, not one.fell, one.fates),
    }
    return sorted(listed, key=keys[order]) if order in keys else list(listed)


def choose_listed(listed: list[Listed], *, fell: bool) -> list[Listed]:
    """All of a list, or only those who fell."""
    return [one for one in listed if one.fell] if fell else listed


def list_page(name: str, listed: list[Listed], asked: Asked, catalogue: Catalogue, own: Callable[[Asked], str], table: str) -> Page:
    """A page of a list; ``own`` gives the address of the same list in another order or at another page, ``table`` that of its CSV."""
    kind = KINDS[name]
    chosen = order_list(choose_listed(listed, fell=asked.fell), asked.order)
    pages = max(1, math.ceil(len(chosen) / ON_A_PAGE))
    page = max(1, min(asked.page, pages))
    asked = asked._replace(page=page)
    values = {
        "name": name, "kind": kind, "choice": asked, "found": len(chosen), "fallen": sum(one.fell for one in listed) if kind.fates else 0,
        "rows": chosen[(page - 1) * ON_A_PAGE : page * ON_A_PAGE],
        "order_names": ORDERS,
        "orders": {order: own(asked._replace(order=order, page=1)) for order in ORDERS if order != "fate" or kind.fates},
        "pages": tuple((number, own(asked._replace(page=number))) for number in shown_pages(page, pages)),
        "choices": (own(Asked(asked.order, 1, False)), own(Asked(asked.order, 1, True))),
        "csv": table, "empty": catalogue.summaries.empty, "is_fatal": FELL.__contains__,
    }  # fmt: skip
    lead = f"All {len(listed):,} {kind.plural} that the articles tell of, with their conflicts and dates."
    return Page("list.html", values, lead=lead)


def shown_pages(page: int, pages: int) -> list[int]:
    """The numbers of the pages that a page of a list links to: the first and the last two, and those beside it; none of a list of one page."""
    return [number for number in range(1, pages + 1) if number < 3 or number > pages - 2 or abs(number - page) < 3] if pages > 1 else []


def list_table(name: str, listed: Iterable[Listed]) -> Table:
    """A whole list for CSV: columns of dates as in the graph; ``|`` stands between several values."""
    kind = KINDS[name]
    further = ("ranks", "fates") if kind.fates else ("victories",) if kind.victories else ("larger",)

    def cells(one: Listed) -> tuple[str, ...]:
        if kind.fates:
            return " | ".join(one.ranks), " | ".join(spaced(fate) for fate in one.fates)
        return (str(one.victories),) if kind.victories else (" | ".join(label for label, _ in one.larger),)

    columns = (kind.kind.lower(), "iri", "conflicts", "first", "last", *further, "first_conflicts")
    rows = ((one.name, one.iri, str(one.total), one.first, one.last, *cells(one), " | ".join(each.name for each in one.conflicts)) for one in listed)
    return Table(columns, tuple(rows))
