"""From pages to responses."""

from __future__ import annotations

import gzip

from starlette.requests import Request
from starlette.responses import Response

from kg.pages.render import Page, render_page
from kg.serve.answer import accepts_gzip, answer
from kg.serve.pages.links import ServerLinks, origin_of


def respond(request: Request, page: Page) -> Response:
    """A page as a response."""
    data, headers = render_page(page, ServerLinks(request.app.state.settings, origin_of(request))).encode(), {}
    if accepts_gzip(request):
        data, headers = gzip.compress(data, 5, mtime=0), {"Content-Encoding": "gzip"}
    return answer(request, data, "text/html; charset=utf-8", headers=headers)
