"""Linked data: 303 from a thing to a document about it, documents in each syntax, and errors for what does not exist."""

from __future__ import annotations

import io

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.domain.ontology import ontology_version
from kg.rdf.formats import FORMATS, write_graphs
from kg.rdf.graph import ArticleGraph, NotExpressibleError
from kg.rdf.terms import CK, DCT, IRI, RDF_TYPE, Triple
from kg.resources import context_text, ontology_text, shapes_text
from kg.serve.addresses import SUFFIXES, TABLE, Address, read_address
from kg.serve.answer import VARY, HTTPError, answer
from kg.serve.negotiate import choose
from kg.serve.settings import Settings
from kg.store.description import Description, describe
from kg.store.store import Store

_OFFERED = ("text/html", "text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml")
_SUFFIX = {media_type: suffix for suffix, media_type in SUFFIXES.items()}
_FORMAT = {form.media_type: form for form in FORMATS.values()}
ONTOLOGY = IRI(CK.removesuffix("#"))


async def serve_thing(request: Request) -> Response:
    """Answer a request for the path of an IRI under the base, or for a document about it."""
    return await run_in_threadpool(_serve, request, request.app.state.store, request.app.state.settings)


def _serve(request: Request, store: Store, settings: Settings) -> Response:
    raw = request.scope.get("raw_path", request.url.path.encode()).decode("ascii", "replace").partition("?")[0]
    addresses = read_address(settings.base, raw.removeprefix(settings.root))
    for iri, media_type in addresses:
        if media_type == TABLE[1]:
            if description := describe(store, iri):
                return _tabulate(request, store, description)
            continue
        name = iri.removeprefix(settings.base)
        if (name, media_type) == ("ontology/context", "application/ld+json"):
            return answer(request, context_text(), "application/ld+json")
        if name == "shapes":
            return answer(request, shapes_text(), "text/turtle; charset=utf-8")
        if name in ("ontology", f"ontology/{ontology_version()}"):
            return _show(request, store, _ontology()) if media_type == "text/html" else _redirect_or_write(request, media_type, settings, _ontology())
        description = _describe(store, iri, media_type)
        if description:
            if place := _replacement(description):
                where = settings.href(place) + _SUFFIX.get(media_type, "")
                return Response(status_code=301, headers={"Location": where, "Cache-Control": "no-cache"})
            if media_type == "text/html":
                return _show(request, store, description)
            return _redirect_or_write(request, media_type, settings, description)
    raise _missing(store, settings, addresses)


def _describe(store: Store, iri: IRI, media_type: str) -> Description | None:
    """What a thing's page, or a document about it, is made of."""
    if media_type != "text/html":
        return describe(store, iri)
    from kg.pages.entity import describe_page

    return describe_page(store, iri)


def _replacement(description: Description) -> IRI | None:
    """The IRI that replaced one (dct:isReplacedBy); None where the thing is told of under its own."""
    own = [triple for triple in description.triples if triple.subject == description.iri]
    if any(triple.predicate == RDF_TYPE for triple in own):
        return None
    return next((triple.object for triple in own if triple.predicate == DCT.term("isReplacedBy") and isinstance(triple.object, IRI)), None)


def _redirect_or_write(request: Request, media_type: str, settings: Settings, description: Description) -> Response:
    if media_type:
        return _write(request, media_type, description)
    chosen = choose(request.headers.get("accept"), _OFFERED)
    if chosen is None:
        raise HTTPError(406, "This thing is described in: " + ", ".join(f"{kind} ({suffix})" for kind, suffix in _SUFFIX.items()))
    place = settings.href(description.iri) if description.iri != ONTOLOGY else f"{settings.root}/ontology"
    return Response(status_code=303, headers={"Location": place + _SUFFIX[chosen], "Vary": VARY, "Cache-Control": "no-cache"})


def _show(request: Request, store: Store, description: Description) -> Response:
    from kg.serve.pages import show_entity

    return show_entity(request, store, description)


def _tabulate(request: Request, store: Store, description: Description) -> Response:
    from kg.serve.pages import show_table

    return show_table(request, store, description)


def _write(request: Request, media_type: str, description: Description) -> Response:
    """The description in a syntax, with links to the other forms."""
    out = io.StringIO()
    try:
        write_graphs([ArticleGraph.of(description.iri, description.triples)], _FORMAT[media_type], out)
    except NotExpressibleError as error:
        raise HTTPError(406, f"{media_type} cannot write this description: {error}") from error
    return answer(request, out.getvalue(), f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type)


def _ontology() -> Description:
    from kg.rdf.formats import find_format
    from kg.rdf.reading import parse_graph

    triples: tuple[Triple, ...] = parse_graph(ontology_text().encode(), find_format("turtle"), "ontology")
    return Description(ONTOLOGY, triples)


def _missing(store: Store, settings: Settings, addresses: tuple[Address, ...]) -> HTTPError:
    """404, or 410 for another version of an existing article."""
    for iri, _ in addresses:
        kind, _, rest = iri.removeprefix(settings.base).partition("/")
        title, _, version = rest.partition("/")
        if kind == "article" and version and "/" not in version:
            conflict = IRI(f"{settings.base}conflict/{title}")
            present = sorted(str(t.object) for t in store.about([conflict]) if t.predicate == CK.term("describedIn"))
            if present:
                return HTTPError(410, "This version of the article is no longer here. These are:\n" + "\n".join(present))
    words = f"Nothing is known here about {addresses[-1].iri}" if addresses else "No IRI of ours has this path."
    return HTTPError(404, f"{words}\nAsk the SPARQL endpoint at {settings.root}/sparql, or begin at {settings.root}/")
