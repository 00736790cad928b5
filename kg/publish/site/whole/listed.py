"""The lists of people, groups, places and wars, with their CSV: by name, by number of conflicts, by date, and those who fell."""

from __future__ import annotations

from collections.abc import Iterable

from kg.pages.overview.lists import KINDS, ON_A_PAGE, ORDERS, Asked, Listed, choose_listed, list_page, list_table, list_things
from kg.pages.parts.involved import Involved, by_thing
from kg.pages.parts.tables import write_table
from kg.publish.site.buckets import Buckets
from kg.publish.site.names import SITE
from kg.publish.site.plan import Plan
from kg.publish.site.whole.writer import SiteWriter


def write_lists(plan: Plan, found: Buckets, involved: Iterable[Involved], out: SiteWriter) -> None:
    """All lists."""
    things: dict[str, dict[str, str]] = {kind.kind: {} for kind in KINDS.values()}
    for part in found.parts:
        for _, name, label, kind, iri, _ in found.read(part):
            if kind in things and name == label:
                things[kind][iri] = min(label, things[kind].get(iri, label))
    rows = by_thing(involved)
    for name, kind in KINDS.items():
        _write_list(plan, name, list_things(name, things[kind.kind].items(), plan.catalogue, rows), out)


def _write_list(plan: Plan, name: str, listed: list[Listed], out: SiteWriter) -> None:
    orders = [order for order in ORDERS if order != "fate" or KINDS[name].fates]
    choices = [Asked(order) for order in orders]
    if any(one.fell for one in listed):
        choices += [Asked(order, fell=True) for order in orders]
    for choice in choices:
        count = len(choose_listed(listed, fell=choice.fell))
        for number in range(1, max(1, -(-count // ON_A_PAGE)) + 1):
            path = _path(name, choice._replace(page=number))
            links = out.links(path)
            page = list_page(name, listed, choice._replace(page=number), plan.catalogue, lambda asked: _file(name, asked), _table(name, choice.fell))
            out.page(path, page, links)
    for fell in sorted({choice.fell for choice in choices}):
        out.file(f"{SITE}/lists/{_table(name, fell)}", write_table(list_table(name, choose_listed(listed, fell=fell))), "text/csv")


def _path(name: str, asked: Asked) -> str:
    return f"{SITE}/lists/{_file(name, asked)}"


def _table(name: str, fell: bool) -> str:
    """The name of the file of a table: people.csv, people-who-fell.csv."""
    return f"{name}{'-who-fell' if fell else ''}.csv"


def _file(name: str, asked: Asked) -> str:
    """The name of the file of a page of a list: people-1.html, people-by-date-1.html, people-who-fell-1.html."""
    order = "" if asked.order == "name" else f"-by-{asked.order}"
    return f"{name}{'-who-fell' if asked.fell else ''}{order}-{asked.page}.html"
