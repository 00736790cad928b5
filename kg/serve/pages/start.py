"""The start page."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.pages.overview.crowds import read_area
from kg.pages.overview.start import Chosen, start_page
from kg.serve.pages.catalogue import open_catalogue
from kg.serve.pages.links import ServerLinks
from kg.serve.pages.respond import respond
from kg.store.store import Store


def show_start(request: Request, store: Store) -> Response:
    """The page, with the conflicts that the request chooses."""
    return respond(request, start_page(open_catalogue(store), _read_choice(request), ServerLinks(request.app.state.settings)))


def _read_choice(request: Request) -> Chosen:
    def year(name: str) -> int | None:
        text = request.query_params.get(name, "").strip()
        return int(text) if text.removeprefix("-").isdecimal() and len(text) < 7 else None

    page, area = request.query_params.get("page", ""), read_area(request.query_params.get("area", ""))
    return Chosen(
        year("from"), year("to"), request.query_params.get("sort") == "date", max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1, area
    )
