"""The application: which path is answered by what."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.serve.answer import HTTPError
from kg.serve.engine import Engine
from kg.serve.guard import Guard
from kg.serve.linked_data import serve_thing
from kg.serve.pages import ROUTES as PAGES
from kg.serve.pages import Page
from kg.serve.protocol import serve_sparql
from kg.serve.reconcile import ROUTES as RECONCILE
from kg.serve.settings import Settings
from kg.store.store import Store

_ANY_METHOD = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"]


def make_app(store: Store, engine: Engine, settings: Settings) -> Starlette:
    """The ASGI application over a store; ``engine`` answers the queries of users and is closed with the application."""
    routes = [
        Route("/sparql", serve_sparql, methods=_ANY_METHOD),
        *RECONCILE,
        *(_page_route(path, page) for path, page in PAGES),
        Route("/{path:path}", serve_thing, methods=["GET"]),
    ]

    @asynccontextmanager
    async def run_engine(app: Starlette) -> AsyncIterator[None]:
        await engine.start()
        try:
            yield
        finally:
            engine.close()

    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, settings=settings)],
        exception_handlers={HTTPError: _say_error, HTTPException: _say_refusal},
        lifespan=run_engine,
    )
    app.state.store, app.state.engine, app.state.settings = store, engine, settings
    return app


def _page_route(path: str, page: Page) -> Route:
    async def serve_page(request: Request) -> Response:
        return await run_in_threadpool(page, request, request.app.state.store)

    return Route(path, serve_page, methods=["GET"])


async def _say_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPError)
    return error.response()


async def _say_refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return HTTPError(error.status_code, f"{error.detail}.", error.headers).response()
