"""Cache of rendered documents; valid because data do not change while the server runs."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.answer import matches_tag

_ALL, _EACH = 64 << 20, 2 << 20
_Key = tuple[bytes, bytes, str, str, bool]


class KeptDocuments:
    """The documents requested last, up to a total size."""

    def __init__(self, most: int = _ALL) -> None:
        self.most, self.size = most, 0
        self.kept: OrderedDict[_Key, Response] = OrderedDict()

    async def answer(self, request: Request, make: Callable[[Request], Awaitable[Response]]) -> Response:
        """The requested document, from the cache or rendered now; 304 if the client has it already."""
        key = _key(request)
        kept = self.kept.get(key)
        if kept is None:
            made = await make(request)
            self._keep(key, made)
            return made
        self.kept.move_to_end(key)
        if matches_tag(request.headers.get("if-none-match", ""), kept.headers["etag"]):
            headers = {name: kept.headers[name] for name in ("etag", "vary", "cache-control") if name in kept.headers}
            return Response(status_code=304, headers=headers)
        return Response(kept.body, kept.status_code, dict(kept.headers))

    def _keep(self, key: _Key, made: Response) -> None:
        if made.status_code != 200 or type(made) is not Response or "etag" not in made.headers or len(made.body) > _EACH or key in self.kept:
            return
        self.kept[key] = made
        self.size += len(made.body)
        while self.size > self.most:
            self.size -= len(self.kept.popitem(last=False)[1].body)


def _key(request: Request) -> _Key:
    scope = request.scope
    path: bytes = scope.get("raw_path") or scope["path"].encode()
    query: bytes = scope.get("query_string", b"")
    packed = "gzip" in request.headers.get("accept-encoding", "")
    return path, query, request.headers.get("accept", ""), request.headers.get("host", ""), packed
