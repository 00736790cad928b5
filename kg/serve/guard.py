"""Checks on every request: the Host header, security headers, and time limits for slow clients."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Iterator
from typing import cast

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.answer import VARY, HTTPError
from kg.serve.pages.problem import answer_problem
from kg.serve.settings import Settings

_LOG = logging.getLogger(__name__)
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
# RFC 9110, section 7.2: a name or an address, and a port or none; all of it, lest a part pass for the whole.
_HOST = re.compile(r"(?P<name>[a-z0-9_.~-]+|\[[0-9a-f:.]+\])(?::[0-9]{0,5})?")
_PIECE = 1 << 16
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Vary": VARY,
}


class Guard:
    """ASGI middleware: refuses unknown Host headers (against DNS rebinding), adds security headers, and drops clients that do not read or write."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings
        self.hosts = _LOOPBACK | {host.lower() for host in settings.hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        begun = False

        async def send_in_time(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if self.settings.origin:
                    headers.setdefault("Access-Control-Allow-Origin", self.settings.origin)
            for piece in _pieces(message):
                async with asyncio.timeout(self.settings.limits.patience):
                    await send(piece)

        if not self._knows(scope):
            refusal = HTTPError(421, "This server does not go by that name; --host-name adds one.").response()
            await refusal(scope, receive, send_in_time)
            return
        try:
            await self.app(scope, receive, send_in_time)
        except HTTPError as error:
            await error.response()(scope, receive, send_in_time)
        except TimeoutError:
            if not begun:
                raise
            _LOG.info("%s: the client took no more of the answer", scope["path"])
        except Exception:
            if begun:
                raise
            _LOG.exception("%s %s", scope["method"], scope["path"])
            failure = HTTPError(500, "Something went wrong here; the log of the server says what.")
            await answer_problem(Request(scope), failure)(scope, receive, send_in_time)

    def _knows(self, scope: Scope) -> bool:
        names = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        if len(names) != 1:
            return False
        host = _HOST.fullmatch(names[0].lower())
        return host is not None and ("*" in self.hosts or host["name"] in self.hosts)


def _pieces(message: Message) -> Iterator[Message]:
    """A message in pieces, so that no client makes us hold more than a piece of an answer for it, and each has its time."""
    body = cast(bytes, message.get("body", b""))
    if len(body) <= _PIECE:
        yield message
        return
    for start in range(0, len(body), _PIECE):
        more = start + _PIECE < len(body) or bool(message.get("more_body"))
        yield {"type": message["type"], "body": body[start : start + _PIECE], "more_body": more}
