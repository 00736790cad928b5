"""Routes of web pages, which kg/pages/ makes. A route is a function from request and store to a response; the application runs it in a thread.

``ROUTES`` are pages at paths of their own (Starlette's patterns). ``show_entity`` is the page of any IRI under the base, at its path with
``.html``, ``show_table`` the table on that page; the description holds what the store says about it. Settings are ``request.app.state.settings``;
``ServerLinks`` of them says where links lead. ``respond`` answers with a page, packed if the client accepts that, with its ETag, or 304.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import Response

from kg.pages.overview.lists import KINDS
from kg.serve.pages.about import show_about
from kg.serve.pages.entity import show_entity, show_table
from kg.serve.pages.lists import send_list, show_list
from kg.serve.pages.query import send_parquet, show_query
from kg.serve.pages.robots import show_robots, show_sitemap
from kg.serve.pages.search import show_search, suggest_names
from kg.serve.pages.start import show_start
from kg.serve.pages.static import show_static
from kg.store.description import Description
from kg.store.store import Store

__all__ = ["ROUTES", "EntityPage", "Page", "show_entity", "show_table"]

Page: TypeAlias = Callable[[Request, Store], Response]
EntityPage: TypeAlias = Callable[[Request, Store, Description], Response]

ROUTES: tuple[tuple[str, Page], ...] = (
    ("/", show_start),
    ("/search", show_search),
    ("/suggest", suggest_names),
    *((f"/{name}", show_list) for name in KINDS),
    *((f"/{name}.csv", send_list) for name in KINDS),
    ("/query", show_query),
    ("/query.parquet", send_parquet),
    ("/about", show_about),
    ("/static/{name}", show_static),
    ("/robots.txt", show_robots),
    ("/sitemap.xml", show_sitemap),
    ("/sitemap-{number:int}.xml", show_sitemap),
)
