"""Static files of pages, over HTTP."""

from __future__ import annotations

import gzip
from functools import cache

from starlette.requests import Request
from starlette.responses import Response

from kg.pages.static import static_file
from kg.serve.answer import HTTPError, accepts_gzip, answer
from kg.store.store import Store

_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}


def show_static(request: Request, store: Store) -> Response:
    """A static file, compressed if the browser accepts that; a name with a hash may be cached for a year."""
    name = str(request.path_params["name"])
    try:
        data = static_file(name)
    except KeyError:
        raise HTTPError(404, "There is no such file.") from None
    headers = {"Vary": "Accept-Encoding", "Cache-Control": "public, max-age=31536000, immutable" if request.query_params.get("v") else "no-cache"}
    if accepts_gzip(request):
        data, headers["Content-Encoding"] = _packed(name), "gzip"
    return answer(request, data, _TYPES[name.rpartition(".")[2]], headers=headers)


@cache
def _packed(name: str) -> bytes:
    return gzip.compress(static_file(name), mtime=0)
