"""SPARQL 1.1 Protocol: https://www.w3.org/TR/sparql11-protocol/, for queries; the server is read-only."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse

from kg.query.errors import QueryError
from kg.query.formats import ALIASES, ResultFormat, find_result_format, formats_for, is_reading
from kg.query.run import Question
from kg.query.scan import WRITING, scan_query
from kg.rdf.terms import IRI
from kg.serve.answer import VARY, HTTPError
from kg.serve.engine.engine import BusyError, Engine, Whole
from kg.serve.negotiate import choose
from kg.serve.service_description import describe_service
from kg.serve.settings import Limits, Settings
from kg.store.store import StoreError

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_READ_ONLY = "This server is read-only."
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
    media_type = _choose_format(request, asked)
    answer = await _ask(request, request.app.state.engine, asked.question, media_type)
    return _respond(request, answer, find_result_format(media_type))


async def _read_request(request: Request, limits: Limits) -> Asked:
    pairs = _pairs(request.scope.get("query_string", b""), "the query string")
    if request.method != "POST":
        return _read_pairs(pairs, None, optional=True)
    media_type, _, parameters = request.headers.get("content-type", "").partition(";")
    media_type = media_type.strip().lower()
    if media_type == _UPDATE:
        raise HTTPError(403, _READ_ONLY)
    if media_type not in (_FORM, _QUERY):
        raise HTTPError(415, f"A query is posted as {_FORM} or {_QUERY}.", {"Accept-Post": f"{_FORM}, {_QUERY}"})
    charset = next((value.strip()[8:].strip('"') for value in parameters.split(";") if value.strip().lower().startswith("charset=")), "utf-8")
    if charset.lower() not in ("utf-8", "utf8", "us-ascii"):
        raise HTTPError(415, "A query is posted in UTF-8.")
    body = await read_body(request, limits)
    if media_type == _FORM:
        return _read_pairs([*pairs, *_pairs(body, "the body")], None, optional=False)
    return _read_pairs(pairs, _decode(body, "the body"), optional=False)


def _read_pairs(pairs: list[tuple[str, str]], body: str | None, *, optional: bool) -> Asked:
    if any(name == "update" for name, _ in pairs):
        raise HTTPError(403, _READ_ONLY)
    queries = [value for name, value in pairs if name == "query"] + ([] if body is None else [body])
    if len(queries) > 1:
        raise HTTPError(400, "There is more than one query in the request.")
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


async def read_body(request: Request, limits: Limits) -> bytes:
    """The decompressed body. HTTPError 413 if it is too large, before or after decompression, 415 for an unknown coding, 408 for a slow client."""
    coding = request.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip", "deflate"):
        raise HTTPError(415, "A body may be packed with gzip or deflate.", {"Accept-Encoding": "gzip, deflate"})
    too_large = HTTPError(413, f"A query has at most {limits.body:,} bytes.", {"Connection": "close"})
    packed, size = bytearray(), 0
    try:
        async with asyncio.timeout(limits.patience):
            async for chunk in request.stream():
                size += len(chunk)
                if size <= limits.body:
                    packed += chunk
                elif size > _READ_OUT:
                    raise too_large
    except TimeoutError:
        raise HTTPError(408, "The body did not come in time.", {"Connection": "close"}) from None
    except ClientDisconnect:
        raise HTTPError(400, "The client went away.") from None
    if size > limits.body:
        raise too_large
    if coding == "identity":
        return bytes(packed)
    unpacker = zlib.decompressobj(wbits=47 if coding != "deflate" else 15)
    try:
        body = unpacker.decompress(bytes(packed), limits.body + 1)
    except zlib.error as error:
        raise HTTPError(400, f"The body is not {coding}: {error}") from error
    if len(body) > limits.body:
        raise too_large
    if not unpacker.eof:
        raise HTTPError(400, f"The body is not {coding}: it ends too soon")
    return body


def _choose_format(request: Request, asked: Asked) -> str:
    """The media type of the answer. HTTPError 403 for an update, 406 if no acceptable format can express the answer."""
    assert asked.question is not None
    scan = scan_query(asked.question.text)
    if scan.form in WRITING:
        raise HTTPError(403, _READ_ONLY)
    if scan.service:
        raise HTTPError(403, f"{scan.service.words}: line {scan.service.line}, column {scan.service.column}")
    if not is_reading(scan.form):
        return "application/sparql-results+json"
    formats = formats_for(scan.form)
    if asked.form:
        if asked.form in formats:
            return formats[asked.form].media_type
        raise HTTPError(406, f"There is no format {asked.form!r} for this query; there are {', '.join(formats)}.")
    offered = _offered(formats)
    chosen = choose(request.headers.get("accept"), tuple(offered))
    if chosen is None:
        raise HTTPError(406, f"{scan.form} is answered in: {', '.join(form.media_type for form in formats.values())}.")
    return offered[chosen]


def _offered(formats: Mapping[str, ResultFormat]) -> dict[str, str]:
    """Acceptable media types, and those of the answers."""
    own = {form.media_type: form.media_type for form in formats.values()}
    return own | {alias: target for alias, target in ALIASES.items() if target in own}


async def _ask(request: Request, engine: Engine, question: Question, media_type: str) -> Whole:
    """The answer; the query is stopped if the client disconnects."""
    asking = asyncio.ensure_future(engine.ask(question, media_type))
    leaving = asyncio.ensure_future(_wait_for_leaving(request))
    try:
        await asyncio.wait({asking, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not asking.done():
            raise HTTPError(503, "The client went away.")
        return asking.result()
    except QueryError as error:
        place = f"line {error.line}, column {error.column}: " if error.line else ""
        raise HTTPError(400, f"{place}{error.reason}") from error
    except BusyError as error:
        raise HTTPError(503, f"{error.words[:1].upper()}{error.words[1:]}.", {"Retry-After": str(error.retry_after)}) from error
    except StoreError as error:
        raise HTTPError(502, f"The store does not answer: {error}") from error
    finally:
        for task in (asking, leaving):
            task.cancel()
        await asyncio.gather(asking, leaving, return_exceptions=True)


async def _wait_for_leaving(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _respond(request: Request, answer: Whole, form: ResultFormat) -> Response:
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
