"""SPARQL 1.1 Protocol: https://www.w3.org/TR/sparql11-protocol/, for queries; the server is read-only."""

from __future__ import annotations

import asyncio
import zlib
from typing import NamedTuple
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse

from kg.query.errors import QueryError
from kg.query.formats import find_result_format
from kg.query.run import Question
from kg.rdf.terms import IRI
from kg.serve.answer import VARY, HTTPError
from kg.serve.engine.engine import BusyError, Engine, Whole
from kg.serve.engine.plan import READ_ONLY, RefusedError, Wanted
from kg.serve.service_description import describe_service
from kg.serve.settings import Limits, Settings
from kg.store.store import StoreError

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
# A byte of a query takes up to three in a form; and there are other fields.
_PERCENT, _OTHER_FIELDS = 3, 16 << 10
# What is sent beyond the limit is read up to here and dropped, since few clients read an answer before they have sent all.
_READ_OUT = 64 << 20
_CORS = {
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "Accept, Content-Type, Content-Encoding",
    "Access-Control-Max-Age": "86400",
}


class Asked(NamedTuple):
    """The content of a request: a question (None: the service description), and the format that it selects (``form``; "": none)."""

    question: Question | None
    form: str


async def serve_sparql(request: Request) -> Response:
    """The endpoint."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": ", ".join(METHODS), "Accept-Post": f"{_FORM}, {_QUERY}", **_CORS})
    if request.method not in METHODS:
        raise HTTPError(405, f"The endpoint takes {', '.join(METHODS)}.", {"Allow": ", ".join(METHODS)})
    settings: Settings = request.app.state.settings
    asked = await _read_request(request, settings.limits)
    if asked.question is None:
        return describe_service(request, settings)
    wanted = Wanted(request.headers.get("accept"), asked.form)
    return _respond(await _ask(request, request.app.state.engine, asked.question, wanted))


async def _read_request(request: Request, limits: Limits) -> Asked:
    pairs = _pairs(request.scope.get("query_string", b""), "the query string")
    if request.method != "POST":
        return _read_pairs(pairs, None, limits, optional=True)
    media_type, _, parameters = request.headers.get("content-type", "").partition(";")
    media_type = media_type.strip().lower()
    if media_type == _UPDATE:
        raise HTTPError(403, READ_ONLY)
    if media_type not in (_FORM, _QUERY):
        raise HTTPError(415, f"A query is posted as {_FORM} or {_QUERY}.", {"Accept-Post": f"{_FORM}, {_QUERY}"})
    charset = next((value.strip()[8:].strip('"') for value in parameters.split(";") if value.strip().lower().startswith("charset=")), "utf-8")
    if charset.lower() not in ("utf-8", "utf8", "us-ascii"):
        raise HTTPError(415, "A query is posted in UTF-8.")
    if media_type == _FORM:
        body = await read_body(request, limits, _PERCENT * limits.query + _OTHER_FIELDS)
        return _read_pairs([*pairs, *_pairs(body, "the body")], None, limits, optional=False)
    body = await read_body(request, limits, limits.query)
    return _read_pairs(pairs, _decode(body, "the body"), limits, optional=False)


def _read_pairs(pairs: list[tuple[str, str]], body: str | None, limits: Limits, *, optional: bool) -> Asked:
    if any(name == "update" for name, _ in pairs):
        raise HTTPError(403, READ_ONLY)
    queries = [value for name, value in pairs if name == "query"] + ([] if body is None else [body])
    if len(queries) > 1:
        raise HTTPError(400, "There is more than one query in the request.")
    if any(len(query.encode()) > limits.query for query in queries):
        raise _too_large(limits)
    graphs = {wanted: tuple(_graph(value) for name, value in pairs if name == wanted) for wanted in ("default-graph-uri", "named-graph-uri")}
    if not queries:
        if optional and not any(graphs.values()):
            return Asked(None, "")
        raise HTTPError(400, "There is no query in the request.")
    question = Question(queries[0], graphs["default-graph-uri"], graphs["named-graph-uri"])
    return Asked(question, next((value for name, value in pairs if name == "format"), ""))


def _graph(value: str) -> IRI:
    try:
        return IRI(value)
    except ValueError as error:
        raise HTTPError(400, f"A graph is named by an absolute IRI: {error}") from error


def _pairs(data: bytes, where: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(_decode(data, where), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:
        raise HTTPError(400, f"{where} is not a form in UTF-8: {error}") from error


def _decode(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HTTPError(400, f"{where} is not UTF-8: byte {error.start}") from error


def _too_large(limits: Limits) -> HTTPError:
    return HTTPError(413, f"A query has at most {limits.query:,} bytes.", {"Connection": "close"})


async def read_body(request: Request, limits: Limits, most: int) -> bytes:
    """The decompressed body, of ``most`` bytes at most.

    HTTPError 413 if it is too large, before or after decompression, 415 for an unknown coding, 408 for a slow client.
    """
    coding = request.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip", "deflate"):
        raise HTTPError(415, "A body may be packed with gzip or deflate.", {"Accept-Encoding": "gzip, deflate"})
    too_large = HTTPError(413, f"A request has at most {most:,} bytes here.", {"Connection": "close"})
    packed, size = bytearray(), 0
    try:
        async with asyncio.timeout(limits.patience):
            async for chunk in request.stream():
                size += len(chunk)
                if size <= most:
                    packed += chunk
                elif size > _READ_OUT:
                    raise too_large
    except TimeoutError:
        raise HTTPError(408, "The body did not come in time.", {"Connection": "close"}) from None
    except ClientDisconnect:
        raise HTTPError(400, "The client went away.") from None
    if size > most:
        raise too_large
    if coding == "identity":
        return bytes(packed)
    unpacker = zlib.decompressobj(wbits=47 if coding != "deflate" else 15)
    try:
        body = unpacker.decompress(bytes(packed), most + 1)
    except zlib.error as error:
        raise HTTPError(400, f"The body is not {coding}: {error}") from error
    if len(body) > most:
        raise too_large
    if not unpacker.eof:
        raise HTTPError(400, f"The body is not {coding}: it ends too soon")
    return body


async def _ask(request: Request, engine: Engine, question: Question, wanted: Wanted) -> Whole:
    """The answer; the query is stopped if the client disconnects."""
    asking = asyncio.ensure_future(engine.ask(question, wanted))
    leaving = asyncio.ensure_future(_wait_for_leaving(request))
    try:
        await asyncio.wait({asking, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not asking.done():
            raise HTTPError(503, "The client went away.")
        return asking.result()
    except (QueryError, RefusedError, BusyError) as error:
        raise failure_of(error) from error
    except StoreError as error:
        raise HTTPError(502, f"The store does not answer: {error}") from error
    finally:
        for task in (asking, leaving):
            task.cancel()
        await asyncio.gather(asking, leaving, return_exceptions=True)


def failure_of(error: QueryError | RefusedError | BusyError) -> HTTPError:
    """What the client is told of a query that has no answer."""
    if isinstance(error, QueryError):
        place = f"line {error.line}, column {error.column}: " if error.line else ""
        return HTTPError(400, f"{place}{error.reason}")
    if isinstance(error, RefusedError):
        return HTTPError(error.status, error.words)
    return HTTPError(503, f"{error.words[:1].upper()}{error.words[1:]}.", {"Retry-After": str(error.retry_after)})


async def _wait_for_leaving(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _respond(answer: Whole) -> Response:
    form = find_result_format(answer.media_type)
    headers = {
        "Vary": VARY,
        "Cache-Control": "no-cache",
        "Content-Length": str(answer.size),
        "Content-Disposition": f'inline; filename="results{form.extension}"',
    }
    kind = f"{form.media_type}; charset=utf-8" if form.media_type.startswith("text/") else form.media_type
    if answer.file is None:
        return Response(answer.data, 200, {**headers, "Content-Type": kind})
    return StreamingResponse(answer.chunks(), 200, {**headers, "Content-Type": kind})
