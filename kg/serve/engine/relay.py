"""An engine that forwards queries to a SPARQL endpoint and converts its answers into our formats."""

from __future__ import annotations

import asyncio
import http.client
from tempfile import SpooledTemporaryFile
from typing import Any

from kg.query.formats import GRAPHS, ResultFormat, find_result_format
from kg.query.run import OverLimitError, Question, write_answer
from kg.serve.engine.engine import IN_MEMORY, BusyError, NoRoomError, Whole, keep_whole
from kg.serve.engine.plan import Wanted, make_plan
from kg.serve.settings import Limits
from kg.store.endpoint import EndpointStore
from kg.store.store import StoreError

_AT_ONCE = 16
_PATIENCE = 2.0


class Relay:
    """An engine (kg.serve.engine.engine) over an endpoint. The endpoint's own limits stop a query there; ours only end the waiting."""

    def __init__(self, store: EndpointStore, limits: Limits) -> None:
        self.store, self.limits = EndpointStore(store.url, limits.seconds), limits
        self.places: asyncio.Semaphore | None = None

    async def start(self) -> None:
        """Start, within the running event loop."""
        self.places = asyncio.Semaphore(_AT_ONCE)

    def close(self) -> None:
        """Do nothing: no query runs here."""

    async def renew(self) -> None:
        """Do nothing: the endpoint answers from the data that it has."""

    def failure(self) -> str:
        """An endpoint that does not answer may do so later."""
        return ""

    async def ask(self, question: Question, wanted: Wanted) -> Whole:
        """The complete answer. QueryError, RefusedError, BusyError, StoreError."""
        assert self.places is not None
        try:
            async with asyncio.timeout(_PATIENCE):
                await self.places.acquire()
        except TimeoutError:
            raise BusyError("too many queries are waiting", 2) from None
        try:
            async with asyncio.timeout(self.limits.seconds):
                return await asyncio.to_thread(self._ask, question, wanted)
        except TimeoutError:
            raise BusyError(f"the endpoint did not answer within {self.limits.seconds:g} seconds") from None
        finally:
            self.places.release()

    def _ask(self, question: Question, wanted: Wanted) -> Whole:
        form = find_result_format(make_plan(question, wanted).media_type)
        accept = "text/turtle, application/n-triples;q=0.9" if form.name in GRAPHS else "application/sparql-results+json"
        with self.store.ask(question, accept) as answer:
            data = answer.read(self.limits.size + 1)
            kind = answer.headers.get_content_type()
        if len(data) > self.limits.size:
            raise BusyError(f"the answer has more than {self.limits.size:,} bytes; ask for less, as with LIMIT")
        file: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer owns it
        try:
            write_answer(_read(data, kind, form), form, file, self.limits.rows, self.limits.size)
        except OverLimitError as error:
            raise BusyError(f"{error}; ask for less, as with LIMIT") from error
        except (ValueError, SyntaxError, http.client.HTTPException) as error:
            raise StoreError(f"the endpoint's answer cannot be read: {error}") from error
        except OSError as error:
            raise NoRoomError(error) from error
        return keep_whole(file, form.media_type)


def _read(data: bytes, kind: str, form: ResultFormat) -> Any:
    import pyoxigraph

    if form.name not in GRAPHS:
        return pyoxigraph.parse_query_results(data, pyoxigraph.QueryResultsFormat.JSON)
    syntax = pyoxigraph.RdfFormat.from_media_type(kind)
    return (quad.triple for quad in pyoxigraph.parse(data, syntax or pyoxigraph.RdfFormat.TURTLE))
