"""The application: which path is answered by what."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.serve.answer import HTTPError
from kg.serve.guard import Guard
from kg.serve.linked_data import serve_thing
from kg.serve.pages import ROUTES as PAGES
from kg.serve.pages import Page
from kg.serve.settings import Settings
from kg.store.store import Store


def make_app(store: Store, settings: Settings) -> Starlette:
    """The ASGI application over a store."""
    routes = [*(_page_route(path, page) for path, page in PAGES), Route("/{path:path}", serve_thing, methods=["GET"])]
    app = Starlette(routes=routes, middleware=[Middleware(Guard, settings=settings)], exception_handlers={HTTPError: _say_error})
    app.state.store, app.state.settings = store, settings
    return app


def _page_route(path: str, page: Page) -> Route:
    async def serve_page(request: Request) -> Response:
        return await run_in_threadpool(page, request, request.app.state.store)

    return Route(path, serve_page, methods=["GET"])


async def _say_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPError)
    return error.response()
