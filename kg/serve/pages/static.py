"""Static files of pages, over HTTP."""

from __future__ import annotations

import gzip
from functools import cache

from starlette.requests import Request
from starlette.responses import Response

from kg.pages.static import CARD, TYPEFACE, static_file
from kg.serve.answer import HTTPError, accepts_gzip, answer
from kg.store.store import Store

_TYPES = {
    "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml", "woff2": "font/woff2",
    "txt": "text/plain; charset=utf-8", "png": "image/png",
}  # fmt: skip


def show_static(request: Request, store: Store) -> Response:
    """A static file, compressed if the browser accepts that; a name with a hash or a version may be cached for a year."""
    name = str(request.path_params["name"])
    try:
        data = static_file(name)
    except KeyError:
        raise HTTPError(404, "There is no such file.") from None
    kept = name in TYPEFACE or request.query_params.get("v")
    headers = {"Vary": "Accept-Encoding", "Cache-Control": "public, max-age=31536000, immutable" if kept else "no-cache"}
    if name not in (*TYPEFACE, CARD) and accepts_gzip(request):  # These are packed already.
        data, headers["Content-Encoding"] = _packed(name), "gzip"
    return answer(request, data, _TYPES[name.rpartition(".")[2]], headers=headers)


@cache
def _packed(name: str) -> bytes:
    return gzip.compress(static_file(name), mtime=0)
