"""For search engines: which pages there are, and what is not to be read by machines of theirs."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.pages.catalogue import Catalogue
from kg.pages.parts.sitemap import MEDIA_TYPE, MOST, write_lists, write_pages, write_robots
from kg.rdf.terms import IRI
from kg.serve.answer import HTTPError, answer
from kg.serve.pages.catalogue import open_catalogue
from kg.serve.pages.links import ServerLinks, origin_of
from kg.store.store import Store

# What has no end of answers, or is for programs.
_CLOSED = ("sparql", "query?", "query.parquet", "search", "suggest", "reconcile")


def show_robots(request: Request, store: Store) -> Response:
    """robots.txt."""
    root = request.app.state.settings.root
    return answer(request, write_robots(f"{_address(request)}sitemap.xml", [f"{root}/{path}" for path in _CLOSED]), "text/plain; charset=utf-8")


def show_sitemap(request: Request, store: Store) -> Response:
    """sitemap.xml; of very many pages, a list of lists, which are sitemap-1.xml and so on."""
    base = request.app.state.settings.base
    pages, number = [iri for iri in _pages(open_catalogue(store)) if iri.startswith(base)], int(request.path_params.get("number", 0))
    parts = -(-len(pages) // MOST)
    if number > parts or (number and parts == 1):
        raise HTTPError(404, "There is no such list of pages.")
    if parts > 1 and not number:
        return answer(request, write_lists(f"{_address(request)}sitemap-{part}.xml" for part in range(1, parts + 1)), MEDIA_TYPE)
    start = (number - 1) * MOST if number else 0
    links, origin = ServerLinks(request.app.state.settings), origin_of(request)
    own = [] if start else [f"{origin}{links.own(name)}" for name in ("", "about", "ontology.html")]
    return answer(request, write_pages([*own, *(f"{origin}{links.page(iri)}" for iri in pages[start : start + MOST])]), MEDIA_TYPE)


def _pages(catalogue: Catalogue) -> list[IRI]:
    """The things that have a page with more than a name on it."""
    found = {name.iri for name in catalogue.names} | {entry.iri for entry in catalogue.conflicts}
    return [iri for iri in sorted(found) if iri not in catalogue.summaries.empty]


def _address(request: Request) -> str:
    return f"{origin_of(request)}{request.app.state.settings.root}/"
