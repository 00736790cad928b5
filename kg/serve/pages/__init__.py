"""The pages for people. A page is a function from request and store to a response; the application runs it in a thread.

``ROUTES`` are pages at a path of their own (Starlette's patterns). ``show_entity`` is the page of any IRI of ours, at its path with
``.html``; the description is what the store says about it. Settings are ``request.app.state.settings``; ``settings.href(iri)`` is what to
link to. Wrap bodies with kg.serve.answer.answer, which adds ETag, and 304 where the reader has it already.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import Response

from kg.fact import plain, read_facts
from kg.store.description import Description
from kg.store.store import Store

Page: TypeAlias = Callable[[Request, Store], Response]
EntityPage: TypeAlias = Callable[[Request, Store, Description], Response]


def show_start(request: Request, store: Store) -> Response:
    """The conflicts of the store by name."""
    from kg.serve.answer import answer

    settings = request.app.state.settings
    found = store.select(
        "PREFIX ck: <https://w3id.org/conflict-kg/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        "SELECT ?conflict (SAMPLE(?label) AS ?name) { ?conflict ck:describedIn ?article ; rdfs:label ?label } GROUP BY ?conflict ORDER BY ?name LIMIT 500"
    )
    items = "".join(f'<li><a href="{escape(settings.href(str(iri)))}">{escape(plain(name))}</a>' for iri, name in found.rows if name)
    return answer(request, f"<!doctype html><title>Conflicts</title><h1>Conflicts</h1><ul>{items}</ul>", "text/html; charset=utf-8")


def show_entity(request: Request, store: Store, description: Description) -> Response:
    """The facts about a thing with the words that they stand on."""
    from kg.serve.answer import answer

    index = description.index
    rows = "".join(f"<tr><td>{escape(fact.what)}<td>{escape(fact.value)}<td><q>{escape(fact.quote)}</q>" for fact in read_facts(index, names=True))
    name = escape(index.label(description.iri))
    return answer(request, f"<!doctype html><title>{name}</title><h1>{name}</h1><table>{rows}</table>", "text/html; charset=utf-8")


ROUTES: tuple[tuple[str, Page], ...] = (("/", show_start),)
