"""Search by name: a page, and suggestions while typing."""

from __future__ import annotations

import json
from itertools import islice

from starlette.requests import Request
from starlette.responses import Response

from kg.pages.overview.search import describe_found, search_names, search_page
from kg.serve.answer import answer
from kg.serve.pages.catalogue import open_catalogue
from kg.serve.pages.links import ServerLinks
from kg.serve.pages.respond import respond
from kg.store.store import Store

_SUGGESTED, _FOUND, _LONGEST = 8, 100, 200


def show_search(request: Request, store: Store) -> Response:
    """The page of search results."""
    words = request.query_params.get("q", "").strip()[:_LONGEST]
    return respond(request, search_page(open_catalogue(store), words, _FOUND))


def suggest_names(request: Request, store: Store) -> Response:
    """The best results as JSON: label, matching name, kind, what tells it from others, URL. None whose page says no more than its name."""
    words = request.query_params.get("q", "").strip()[:_LONGEST]
    links, catalogue = ServerLinks(request.app.state.settings), open_catalogue(store)
    found = [
        {
            "label": name.label,
            "name": name.name,
            "kind": name.kind.lower(),
            "href": links.page(name.iri),
            "note": describe_found(name.iri, name.kind, catalogue, catalogue.involved),
        }
        for name in islice((name for name in search_names(catalogue, words, _FOUND) if name.iri not in catalogue.summaries.empty), _SUGGESTED)
    ]
    return answer(request, json.dumps(found, ensure_ascii=False), "application/json")
