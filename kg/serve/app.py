"""The application: its routes."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.serve.answer import HTTPError
from kg.serve.engine.engine import Engine
from kg.serve.guard import Guard
from kg.serve.kept import KeptDocuments
from kg.serve.linked_data import serve_thing
from kg.serve.memory import Memory
from kg.serve.pages import ROUTES as PAGES
from kg.serve.pages import Page
from kg.serve.pages.catalogue import open_catalogue
from kg.serve.pages.problem import answer_problem
from kg.serve.protocol import serve_sparql
from kg.serve.reconcile.service import ROUTES as RECONCILE
from kg.serve.settings import Settings
from kg.store.store import Store, StoreError

_LOG = logging.getLogger(__name__)
_LOOK_EVERY = 1.0
_Serve = Callable[[Request], Awaitable[Response]]
_ANY_METHOD = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"]


def make_app(
    store: Store, engine: Engine, settings: Settings, reopen: Callable[[], Store | None] = lambda: None, end: Callable[[], None] = lambda: None
) -> Starlette:
    """The ASGI application over a store; ``engine`` answers the queries of users and is closed with the application.

    ``reopen`` is called every second and gives the store anew where its data have changed, or None; ``end`` is called where the engine has failed.
    """
    kept = KeptDocuments(settings.limits.kept // 2) if store.version else None
    routes = [
        Route("/sparql", serve_sparql, methods=_ANY_METHOD),
        *RECONCILE,
        *(_route(path, _in_thread(page), kept) for path, page in PAGES),
        _route("/{path:path}", serve_thing, kept),
    ]

    @asynccontextmanager
    async def run_engine(app: Starlette) -> AsyncIterator[None]:
        await engine.start()
        tasks = asyncio.create_task(_watch(app, kept, reopen, end)), asyncio.create_task(_warm(store))
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            engine.close()

    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, settings=settings)],
        exception_handlers={HTTPError: _say_error, HTTPException: _say_refusal, StoreError: _say_no_data},
        lifespan=run_engine,
    )
    app.state.store, app.state.engine, app.state.settings = store, engine, settings
    return app


async def _warm(store: Store) -> None:
    """Read the catalogue before the first page is asked for; of a distant store only then."""
    if store.version:
        with contextlib.suppress(StoreError):  # Whoever asks for a page is told.
            await run_in_threadpool(open_catalogue, store)


async def _watch(app: Starlette, kept: KeptDocuments | None, reopen: Callable[[], Store | None], end: Callable[[], None]) -> None:
    """Look every second whether the data have changed and whether memory is free; call ``end`` where the engine has failed."""
    engine: Engine = app.state.engine
    memory = Memory()
    while not engine.failure():
        await asyncio.sleep(_LOOK_EVERY)
        memory.settle()
        with contextlib.suppress(StoreError, OSError):  # A store that cannot be opened now may be opened in a second.
            newer = await run_in_threadpool(reopen)
            if newer is not None:
                app.state.store = newer
                if kept:
                    kept.clear()
                memory.forget()
                await engine.renew()
                await _warm(newer)
                _LOG.warning("the data have changed; the server answers from the new ones")
    end()


def _in_thread(page: Page) -> _Serve:
    async def serve_page(request: Request) -> Response:
        return await run_in_threadpool(page, request, request.app.state.store)

    return serve_page


def _route(path: str, serve: _Serve, kept: KeptDocuments | None) -> Route:
    """A route for documents, which are cached if the data cannot change."""

    async def serve_kept(request: Request) -> Response:
        return await kept.answer(request, serve) if kept else await serve(request)

    return Route(path, serve_kept, methods=["GET"])


async def _say_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPError)
    return await run_in_threadpool(answer_problem, request, error)


async def _say_refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return await run_in_threadpool(answer_problem, request, HTTPError(error.status_code, f"{error.detail}.", error.headers))


async def _say_no_data(request: Request, error: Exception) -> Response:
    _LOG.warning("%s: %s", request.url.path, error)
    return await run_in_threadpool(answer_problem, request, HTTPError(503, f"The data cannot be reached now: {error}.", {"Retry-After": "60"}))
