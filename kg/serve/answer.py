"""Responses: body, media type and ETag; 304 for what the client has already; errors as plain text or JSON."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

VARY = "Accept, Accept-Encoding"


class HTTPError(Exception):
    """An error response: status, message, and further headers."""

    def __init__(self, status: int, words: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(words)
        self.status, self.words, self.headers = status, words, dict(headers or {})

    def response(self) -> Response:
        """The error as a response in plain text."""
        return PlainTextResponse(self.words + "\n", self.status, {"Vary": VARY, "Cache-Control": "no-store", **self.headers})


def answer(request: Request, body: str | bytes, media_type: str, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A response with its ETag; 304 without a body if If-None-Match names that tag."""
    data = body.encode() if isinstance(body, str) else body
    tag = f'W/"{hashlib.blake2b(media_type.encode() + data, digest_size=12).hexdigest()}"'
    known = {"ETag": tag, "Vary": VARY, "Cache-Control": "no-cache", **(headers or {})}
    if status == 200 and matches_tag(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=known)
    response = Response(data, status, known)
    response.headers["content-type"] = media_type
    return response


def accepts_gzip(request: Request) -> bool:
    """Whether a body may be packed with gzip (RFC 9110, section 12.5.3): it is named, or "*", and not with a quality of zero."""
    rated = {}
    for part in request.headers.get("accept-encoding", "").lower().split(","):
        name, _, quality = part.partition(";")
        rated[name.strip()] = quality.strip().removeprefix("q=").strip("0.") != "" or not quality
    return rated.get("gzip", rated.get("*", False))


def matches_tag(wanted: str, tag: str) -> bool:
    """Whether If-None-Match names a tag, by the weak comparison of RFC 9110, section 8.8.3.2."""
    tags = {part.strip().removeprefix("W/") for part in wanted.split(",")}
    return wanted.strip() == "*" or tag.removeprefix("W/") in tags
