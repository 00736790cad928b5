"""The page about the dataset: its content and licence, and how to read the pages."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.pages.render import Page
from kg.serve.pages.catalogue import open_catalogue
from kg.serve.pages.respond import respond
from kg.store.store import Store


def show_about(request: Request, store: Store) -> Response:
    """The page."""
    return respond(request, Page("about.html", {"counts": open_catalogue(store).counts}))
