"""The lists of people, groups, places and wars, as pages and as CSV."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import cast
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from kg.pages.overview.lists import KINDS, ORDERS, Asked, Listed, choose_listed, list_page, list_table, list_things
from kg.pages.parts.tables import write_table
from kg.serve.answer import answer
from kg.serve.pages.catalogue import open_catalogue
from kg.serve.pages.links import ServerLinks
from kg.serve.pages.respond import respond
from kg.store.store import Store


def show_list(request: Request, store: Store) -> Response:
    """A page of a list, in the order that the request asks for."""
    name = _name(request)
    own = ServerLinks(request.app.state.settings).own(name)
    asked = _read_asked(request)
    table = f"{own}.csv{_query(Asked(fell=asked.fell))}"
    return respond(request, list_page(name, _list(store, name), asked, open_catalogue(store), lambda other: own + _query(other), table))


def send_list(request: Request, store: Store) -> Response:
    """A whole list as CSV, or only those who fell."""
    name = _name(request)
    chosen = choose_listed(_list(store, name), fell=_read_asked(request).fell)
    return answer(request, write_table(list_table(name, chosen)), "text/csv; charset=utf-8")


def _name(request: Request) -> str:
    return request.url.path.rpartition("/")[2].removesuffix(".csv")


def _read_asked(request: Request) -> Asked:
    order, page = request.query_params.get("sort", ""), request.query_params.get("page", "")
    number = int(page) if page.isdecimal() and len(page) < 7 else 1
    return Asked(order if order in ORDERS else "name", max(1, number), request.query_params.get("fell") == "yes")


def _query(asked: Asked) -> str:
    chosen = [("sort", asked.order)] if asked.order != "name" else []
    chosen += [("fell", "yes")] if asked.fell else []
    chosen += [("page", str(asked.page))] if asked.page > 1 else []
    return f"?{urlencode(chosen)}" if chosen else ""


def _list(store: Store, name: str) -> list[Listed]:
    catalogue = open_catalogue(store)
    return _read(cast(Hashable, store), f"{store.version or id(catalogue)}", name)


@lru_cache(maxsize=len(KINDS))
def _read(key: Hashable, version: str, name: str) -> list[Listed]:
    catalogue = open_catalogue(cast(Store, key))
    things = {found.iri: found.label for found in catalogue.names if found.kind == KINDS[name].kind}
    return list_things(name, things.items(), catalogue, catalogue.involved)
