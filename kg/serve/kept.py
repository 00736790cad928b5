"""Cache of rendered documents; valid until the data change, or the day, which citations tell."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.answer import accepts_gzip, matches_tag
from kg.serve.day import today
from kg.serve.engine.cache import Cache, hash_key


class KeptDocuments:
    """The documents requested last, up to a total size."""

    def __init__(self, most: int) -> None:
        self.cache: Cache[Response] = Cache(most)

    def clear(self) -> None:
        """Forget all documents, and those that are being rendered."""
        self.cache = Cache(self.cache.most)

    async def answer(self, request: Request, make: Callable[[Request], Awaitable[Response]]) -> Response:
        """The requested document, from the cache or rendered now; 304 if the client has it already."""
        key, cache = _key(request), self.cache
        kept = cache.find(key)
        if kept is None:
            made = await make(request)
            if made.status_code == 200 and type(made) is Response and "etag" in made.headers:
                cache.keep(key, made, len(made.body) + sum(len(name) + len(value) for name, value in made.raw_headers))
            return made
        if matches_tag(request.headers.get("if-none-match", ""), kept.headers["etag"]):
            headers = {name: kept.headers[name] for name in ("etag", "vary", "cache-control") if name in kept.headers}
            return Response(status_code=304, headers=headers)
        return Response(kept.body, kept.status_code, dict(kept.headers))


def _key(request: Request) -> bytes:
    scope, headers = request.scope, request.headers
    path, query = scope.get("raw_path") or scope["path"].encode(), scope.get("query_string", b"")
    return hash_key(today(), path, query, headers.get("accept"), headers.get("host"), scope.get("scheme"), accepts_gzip(request))
