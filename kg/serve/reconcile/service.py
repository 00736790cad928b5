"""The reconciliation service: Reconciliation Service API 0.2 of the W3C community group, for matching tables against the entities of the store.

Manifest, queries and data extension are at /reconcile; suggest and preview below it. JSONP is not offered: all answers allow CORS, which
clients since API 0.2 use instead.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.rdf.terms import CK, IRI
from kg.serve.answer import HTTPError, answer
from kg.serve.protocol import read_body
from kg.serve.reconcile.extend import answer_extension
from kg.serve.reconcile.index import Index, Thing, open_index
from kg.serve.reconcile.query import RequestError, answer_batch, describe_things, entity_id, find_entity, read_batch
from kg.serve.reconcile.schema import load_schema
from kg.serve.reconcile.values import read_values
from kg.serve.settings import Settings
from kg.store.store import Store, StoreError
from kg.version import __version__

if TYPE_CHECKING:
    from jinja2 import Template

PATH = "/reconcile"
_FORM = "application/x-www-form-urlencoded"
_METHODS = ["GET", "POST", "OPTIONS"]
_CORS = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "86400",
}
_WIDTH, _HEIGHT = 420, 300
_SHOWN = 4
_STYLE = """body{font:14px/1.4 system-ui,sans-serif;margin:.6em;color:#1b1b1b;background:#fff}
h1{font-size:1.15em;margin:0}p{margin:0 0 .5em;color:#555}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15em .8em;margin:0}dt{color:#555}dd{margin:0}a{color:#0b5cad}"""
_SELF = "'self'"
_Fields = dict[str, str]


class Row(NamedTuple):
    """A line of a preview: a property, its first values in words, how many more there are."""

    name: str
    words: tuple[str, ...]
    more: int


async def serve_reconcile(request: Request) -> Response:
    """The manifest, a batch of queries, or a data extension."""
    if request.method == "OPTIONS":
        return _allow()
    fields = await _read_fields(request)
    settings: Settings = request.app.state.settings
    if "queries" in fields:
        return await _work(request, lambda store: _answer_queries(store, fields["queries"], settings))
    if "extend" in fields:
        return await _work(request, lambda store: answer_extension(store, fields["extend"], settings.base, _address(request)))
    if request.method == "POST":
        raise HTTPError(400, "A request has queries or extend; the manifest is got with GET.")
    return _respond(request, make_manifest(_address(request), settings))


def _answer_queries(store: Store, queries: str, settings: Settings) -> dict[str, Any]:
    return answer_batch(store, read_batch(queries, open_index(store), settings.base), settings.base)


async def serve_suggest(request: Request) -> Response:
    """Entities, types or properties whose names begin with the prefix."""
    if request.method == "OPTIONS":
        return _allow()
    fields = await _read_fields(request)
    find = {"entity": _suggest_entities, "type": _suggest_types, "property": _suggest_properties}.get(request.path_params["what"])
    if find is None:
        raise HTTPError(404, "Suggestions are made for entity, type and property.")
    return await _work(request, lambda store: {"result": find(store, fields, request.app.state.settings)})


async def serve_proposals(request: Request) -> Response:
    """The properties that entities of a type may be extended with."""
    if request.method == "OPTIONS":
        return _allow()
    fields = await _read_fields(request)
    wanted, limit = fields.get("type", ""), fields.get("limit", "")
    kind = load_schema().type(wanted)
    found = [{"id": p.id, "name": p.name} for p in load_schema().properties if not wanted or (kind and kind.id in p.types)]
    most = _whole(limit) or len(found)
    return _respond(request, {"type": wanted, "properties": found[:most], **({"limit": most} if limit else {})})


async def serve_preview(request: Request) -> Response:
    """A small page about an entity, which OpenRefine shows in a frame."""
    fields = await _read_fields(request)
    return await run_in_threadpool(_preview, request, request.app.state.store, fields.get("id", ""))


async def serve_view(request: Request) -> Response:
    """Redirect from an id to the entity's page."""
    fields, settings = await _read_fields(request), request.app.state.settings
    thing = await run_in_threadpool(_thing, request.app.state.store, fields.get("id", ""), settings)
    return Response(status_code=303, headers={"Location": settings.href(thing.iri) or thing.iri})


ROUTES = (
    Route(PATH, serve_reconcile, methods=_METHODS),
    Route(PATH + "/", serve_reconcile, methods=_METHODS),
    Route(PATH + "/suggest/{what}", serve_suggest, methods=_METHODS),
    Route(PATH + "/propose", serve_proposals, methods=_METHODS),
    Route(PATH + "/preview", serve_preview, methods=["GET"]),
    Route(PATH + "/view", serve_view, methods=["GET"]),
)


def make_manifest(address: str, settings: Settings) -> dict[str, Any]:
    """The manifest of the service at a URL."""
    schema = load_schema()
    suggest = {what: {"service_url": address, "service_path": f"/suggest/{what}"} for what in ("entity", "type", "property")}
    return {
        "versions": ["0.2"],
        "name": "conflict-kg",
        "identifierSpace": settings.base,
        "schemaSpace": str(CK),
        "serviceVersion": __version__,
        "defaultTypes": [{"id": kind.id, "name": kind.name} for kind in schema.types],
        "view": {"url": f"{address}/view?id={{{{id}}}}"},
        "preview": {"url": f"{address}/preview?id={{{{id}}}}", "width": _WIDTH, "height": _HEIGHT},
        "suggest": suggest,
        "extend": {"propose_properties": {"service_url": address, "service_path": "/propose"}, "property_settings": list(schema.settings)},
    }


def _address(request: Request) -> str:
    settings: Settings = request.app.state.settings
    return f"{request.url.scheme}://{request.headers.get('host', 'localhost')}{settings.root}{PATH}"


async def _read_fields(request: Request) -> _Fields:
    """The fields of the query string and, of a POST, of the form; HTTPError for what is no form."""
    data, limits = [request.scope.get("query_string", b"")], request.app.state.settings.limits
    if request.method == "POST":
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
            raise HTTPError(415, f"A request is posted as {_FORM}.", {"Accept-Post": _FORM})
        data.append(await read_body(request, limits, limits.body))
    try:
        return await run_in_threadpool(_parse_fields, data)
    except ValueError as error:
        raise HTTPError(400, f"The request is not a form in UTF-8: {error}") from error


def _parse_fields(data: list[bytes]) -> _Fields:
    return {name: value for part in data for name, value in parse_qsl(part.decode(), keep_blank_values=True, errors="strict", max_num_fields=100)}


async def _work(request: Request, make: Callable[[Store], dict[str, Any]]) -> Response:
    """Run a function of the store in a thread; its result as JSON."""
    try:
        return _respond(request, await run_in_threadpool(make, request.app.state.store))
    except RequestError as error:
        raise HTTPError(400, f"{str(error)[:1].upper()}{str(error)[1:]}.") from error
    except StoreError as error:
        raise HTTPError(502, f"The store does not answer: {error}") from error


def _respond(request: Request, found: dict[str, Any]) -> Response:
    return answer(request, json.dumps(found, ensure_ascii=False, separators=(",", ":")), "application/json")


def _allow() -> Response:
    return Response(status_code=204, headers={"Allow": _CORS["Access-Control-Allow-Methods"], "Accept-Post": _FORM, **_CORS})


def _suggest_entities(store: Store, fields: _Fields, settings: Settings) -> list[dict[str, Any]]:
    index, schema = open_index(store), load_schema()
    types = frozenset(kind.id for told in fields.get("type", "").split(",") if (kind := schema.type(told)))
    found = index.starting(fields.get("prefix", "")[: schema.limits.characters], types, _cursor(fields) + schema.limits.suggestions)[
        _cursor(fields) :
    ]
    told = describe_things(store, index, found)
    return [
        {
            "id": entity_id(settings.base, thing.iri),
            "name": thing.label,
            **({"description": told[thing.iri]} if thing.iri in told else {}),
            "notable": [{"id": kind.id, "name": kind.name} for kind in schema.types if kind.id in thing.types],
        }
        for thing in found
    ]


def _suggest_types(store: Store, fields: _Fields, settings: Settings) -> list[dict[str, Any]]:
    return [kind.to_json() for kind in load_schema().types if _begins(fields, kind.id, kind.name)][_cursor(fields) :]


def _suggest_properties(store: Store, fields: _Fields, settings: Settings) -> list[dict[str, Any]]:
    return [found.to_json() for found in load_schema().properties if _begins(fields, found.id, found.name)][_cursor(fields) :]


def _begins(fields: _Fields, *names: str) -> bool:
    prefix = fields.get("prefix", "").strip().casefold()
    return any(name.casefold().startswith(prefix) or f" {prefix}" in name.casefold() for name in names)


def _cursor(fields: _Fields) -> int:
    return _whole(fields.get("cursor", ""))


def _whole(text: str) -> int:
    """A whole number as it stands in a form; 0 for what is none, or is absurdly large."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0


def _thing(store: Store, given: str, settings: Settings) -> Thing:
    index = open_index(store)
    iri = find_entity(index, settings.base, given)
    if iri is None:
        raise HTTPError(404, "There is no entity of this id.")
    return index.things[iri]


def _preview(request: Request, store: Store, given: str) -> Response:
    settings: Settings = request.app.state.settings
    thing, index = _thing(store, given, settings), open_index(store)
    kind = load_schema().type(thing.type)
    rows = list(_rows(store, index, thing))
    page = _template().render(name=thing.label, type=kind.name if kind else "", rows=rows, style=_STYLE, href=settings.href(thing.iri))
    return answer(request, page, "text/html; charset=utf-8", headers={"Content-Security-Policy": _preview_policy(settings.origin)})


def _rows(store: Store, index: Index, thing: Thing) -> Iterator[Row]:
    for asked in load_schema().properties:
        if thing.type in asked.types and asked.preview:
            words = list(dict.fromkeys(found.words for found in read_values(store, index, asked, [IRI(thing.iri)]).get(thing.iri, [])))
            if words:
                yield Row(asked.name, tuple(words[:_SHOWN]), max(len(words) - _SHOWN, 0))


def _preview_policy(origin: str) -> str:
    """The Content-Security-Policy of previews: our own style only, in frames of allowed origins."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; frame-ancestors {origin or _SELF}"


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(loader=PackageLoader("kg", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return made.get_template("reconcile-preview.html")
