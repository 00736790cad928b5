"""Connections that say nothing are not kept open for ever."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

SILENCE = 15.0


class ImpatientProtocol(H11Protocol):
    """HTTP/1.1 by uvicorn, which closes a connection whose first request has not come within some seconds (uvicorn itself waits for ever)."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to count."""
        super().connection_made(transport)
        self.loop.call_later(SILENCE, self._close_if_silent)

    def _close_if_silent(self) -> None:
        if self.cycle is None and not self.transport.is_closing():
            self.transport.close()
