"""What a browser shows where there is no answer: the error in the frame of the pages, and what to do next. Programs get it as plain text."""

from __future__ import annotations

import logging
from http import HTTPStatus
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.pages.parts.statements import plain_name
from kg.pages.render import Page, render_page
from kg.serve.answer import VARY, HTTPError
from kg.serve.negotiate import choose
from kg.serve.pages.links import ServerLinks

_LOG = logging.getLogger(__name__)
_FOR_PROGRAMS = ("/sparql", "/reconcile", "/suggest", "/static/")
_AGAIN = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS, *(status for status in HTTPStatus if status >= 500)})


def answer_problem(request: Request, error: HTTPError) -> Response:
    """The error as a page for those who prefer one, else as plain text."""
    path = request.url.path.removeprefix(request.app.state.settings.root)
    if path.startswith(_FOR_PROGRAMS) or choose(request.headers.get("accept"), ("text/plain", "text/html")) != "text/html":
        return error.response()
    try:
        text = render_page(problem_page(path, error), ServerLinks(request.app.state.settings))
    except Exception:  # What went wrong may keep this page too from being made.
        _LOG.exception("the page for an error could not be made")
        return error.response()
    return HTMLResponse(text, error.status, {"Vary": VARY, "Cache-Control": "no-store", **error.headers})


def problem_page(path: str, error: HTTPError) -> Page:
    """The page of an error: its words, addresses that it names, and what may have been looked for."""
    lines = error.words.splitlines() or [HTTPStatus(error.status).phrase]
    links = tuple((plain_name(line), line) for line in lines[1:] if line.startswith(("http://", "https://")))
    looked_for = plain_name(unquote(path.rpartition("/")[2])).removesuffix(".html") if error.status == HTTPStatus.NOT_FOUND else ""
    values = {
        "title": HTTPStatus(error.status).phrase, "problem": lines[0], "links": links, "looked_for": looked_for[:200],
        "again": error.status in _AGAIN,
    }  # fmt: skip
    return Page("problem.html", values)
