"""The page of any IRI under the base, by its type."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from kg.pages.article import ArticleFacts
from kg.pages.entity import NoPageError, PageContext, entity_page, kind_of, store_context
from kg.pages.parts.source_texts import Trouble, find_issues, find_text
from kg.pages.parts.statements import conflict_of
from kg.pages.parts.tables import write_table
from kg.serve.answer import HTTPError, answer
from kg.serve.day import today
from kg.serve.pages.catalogue import open_catalogue
from kg.serve.pages.links import ServerLinks
from kg.serve.pages.respond import respond
from kg.serve.settings import Settings
from kg.store.description import Description
from kg.store.store import Store


def show_entity(request: Request, store: Store, description: Description) -> Response:
    """The page about a thing: a conflict, article, claim, or anything else; from a side, a redirect to the page of its conflict."""
    settings: Settings = request.app.state.settings
    if kind_of(description.index, description.iri) == "side":
        where = ServerLinks(settings).page(conflict_of(description.iri))
        return Response(status_code=303, headers={"Location": where + "#sides", "Cache-Control": "no-cache"})
    try:
        return respond(request, entity_page(description, _context(store, settings), whole="whole" in request.query_params))
    except NoPageError as error:
        raise HTTPError(404, str(error)) from error


def show_table(request: Request, store: Store, description: Description) -> Response:
    """A table of the page about a thing, as CSV: that which the page shows, or the one that ``table`` names."""
    page = None
    if kind_of(description.index, description.iri) in ("conflict", "thing"):
        page = entity_page(description, _context(store, request.app.state.settings))
    make = page.tables.get(request.query_params.get("table", "")) if page else None
    if make is None:
        raise HTTPError(404, f"There is no such table about {description.iri}")
    return answer(request, write_table(make()), "text/csv; charset=utf-8")


def _context(store: Store, settings: Settings) -> PageContext:
    def text_of(article: ArticleFacts) -> str | None:
        return next((found for folder in settings.sources if (found := find_text(folder, article.sha256, article.title)) is not None), None)

    def issues_of(article: ArticleFacts) -> tuple[Trouble, ...]:
        return tuple(issue for path in settings.issues for issue in find_issues(path, article.title))

    context = store_context(store, lambda: open_catalogue(store), ServerLinks(settings))
    return replace(context, text_of=text_of, issues_of=issues_of if settings.issues else None, today=today())
