"""Search by name: a page, and suggestions while typing."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import Response

from kg.pages.render import Page
from kg.serve.answer import answer
from kg.serve.pages.catalogue import open_catalogue
from kg.serve.pages.links import ServerLinks
from kg.serve.pages.respond import respond
from kg.store.store import Store

_SUGGESTED, _FOUND, _LONGEST = 8, 100, 200


def show_search(request: Request, store: Store) -> Response:
    """The page of search results."""
    words = request.query_params.get("q", "").strip()[:_LONGEST]
    return respond(request, Page("search.html", {"words": words, "found": open_catalogue(store).search(words, _FOUND), "most": _FOUND}))


def suggest_names(request: Request, store: Store) -> Response:
    """The best results as JSON: label, matching name, kind, URL."""
    words = request.query_params.get("q", "").strip()[:_LONGEST]
    links = ServerLinks(request.app.state.settings)
    found = [
        {"label": name.label, "name": name.name, "kind": name.kind.lower(), "href": links.page(name.iri)}
        for name in open_catalogue(store).search(words, _SUGGESTED)
    ]
    return answer(request, json.dumps(found, ensure_ascii=False), "application/json")
