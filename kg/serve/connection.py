"""Connections: sockets to listen at, and HTTP/1.1 by uvicorn with what it lacks: a time for every read, and bounds on each turn of the event loop."""

from __future__ import annotations

import asyncio
import contextlib
import resource
import socket
from collections.abc import Callable
from typing import Any, cast

import h11
from uvicorn import Config, Server
from uvicorn.protocols.http.h11_impl import H11Protocol

# Seconds for a request to arrive, from its first byte or the beginning of the connection; and for a client to take the rest of what was sent.
SILENCE = 15.0
# Seconds that a connection may rest between two requests.
REST = 10
_LOOK_EVERY = 2.0
# Bytes that are read at once, so that a connection with many small pieces holds up others but for a moment.
_READ = 1 << 13
_MOST_LINES = 256
# A body may come in a few chunks of any size; beyond, they must have so many bytes on average, since each costs as much as a kilobyte.
_FEW_CHUNKS, _SMALL_CHUNK = 64, 64
_MOST_CONNECTIONS = 2000
# Of these, such a share may wait for their clients; beyond, the one that has waited longest is closed.
_WAITING = 0.4
_OTHER_FILES = 200
_TOO_MANY = b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class TellingServer(Server):
    """A server that calls ``ready`` once it answers."""

    def __init__(self, config: Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer."""
        await super().startup(sockets)
        if self.started:
            self._ready()


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens at the first address of a host, of IPv4 where it has one.

    That it names its protocol lets asyncio turn off Nagle's algorithm, which holds answers back for 40 ms. OSError.
    """
    addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP, flags=socket.AI_PASSIVE)
    family, _, _, _, address = min(addresses, key=lambda found: found[0] != socket.AF_INET)
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(address)
        listening.listen(1024)
    except OSError:
        listening.close()
        raise
    return listening


def allow_connections() -> int:
    """How many connections can be served; the limit on open files is raised for them, as far as this process may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_CONNECTIONS + _OTHER_FILES if hard == resource.RLIM_INFINITY else min(hard, _MOST_CONNECTIONS + _OTHER_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return _MOST_CONNECTIONS if soft == resource.RLIM_INFINITY else max(min(soft - _OTHER_FILES, _MOST_CONNECTIONS), _OTHER_FILES // 4)


class _Parser(h11.Connection):
    """Reads requests, and refuses bodies in very many very small chunks."""

    chunks = size = 0

    def next_event(self) -> Any:
        """The next event. RemoteProtocolError for what is no HTTP, or not worth its trouble."""
        event = super().next_event()
        if isinstance(event, h11.Request):
            self.chunks = self.size = 0
        elif isinstance(event, h11.Data) and event.chunk_end:
            self.chunks, self.size = self.chunks + 1, self.size + len(event.data)
            if self.chunks > _FEW_CHUNKS and self.size < self.chunks * _SMALL_CHUNK:
                raise h11.RemoteProtocolError("the chunks are too small")
        return event


class ImpatientProtocol(H11Protocol):
    """A connection. ``since`` is when it began to do what it does: to wait for a request, to send one, or to close."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        transport.max_size = _READ  # type: ignore[attr-defined] # of asyncio's own transports
        super().connection_made(transport)
        self.conn = _Parser(h11.SERVER, self.config.h11_max_incomplete_event_size or _READ)
        self.lines, self.begun, self.closing = 0, False, False
        self.since = self.loop.time()
        self.looking = self.loop.call_later(_LOOK_EVERY, self._look)
        self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        """The end. Nothing is kept until a timer ends or the garbage collector looks: thousands of connections would be held at once."""
        self.looking.cancel()
        super().connection_lost(exc)
        self._unset_keepalive_if_required()
        self.cycle = None  # type: ignore[assignment] # It knows this connection, as this knows it.

    def data_received(self, data: bytes) -> None:
        """Take what has come. A request of too many lines is refused, since reading it would take long."""
        if self.is_waiting():
            if not self.begun:
                self.begun, self.since = True, self.loop.time()
            if self.conn.their_state is h11.IDLE:
                self.lines += data.partition(b"\r\n\r\n")[0].count(b"\n")
            if self.lines > _MOST_LINES:
                self.transport.write(_TOO_MANY)
                self.transport.close()
                return
        super().data_received(data)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP; where an answer has begun, there is no other."""
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            super().send_400_response(msg)
        else:
            self.transport.abort()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        self.lines, self.begun = 0, False
        self.since = self.loop.time()
        super().on_response_complete()

    def is_waiting(self) -> bool:
        """Whether no request is being answered."""
        return self.cycle is None or self.cycle.response_complete

    def _look(self) -> None:
        """Look whether the time is over."""
        now = self.loop.time()
        if self.transport.is_closing():
            if not self.closing:
                self.closing, self.since = True, now
            elif now - self.since > SILENCE:
                self.transport.abort()
                return
        elif self.is_waiting() and now - self.since > SILENCE:
            self.transport.close()
        self.looking = self.loop.call_later(_LOOK_EVERY, self._look)

    def waits_for_client(self) -> bool:
        """Whether the client has not sent its request to the end, or does not take the answer."""
        return not self.transport.is_closing() and (self.is_waiting() or self.cycle.more_body or self.flow.write_paused)

    def _make_room(self) -> None:
        """Close the connection that has waited longest where there are too many; clients that are slow may not keep others out."""
        most = int((self.limit_concurrency or _MOST_CONNECTIONS) * _WAITING)
        if len(self.connections) <= most:
            return
        others = (cast(ImpatientProtocol, other) for other in self.connections if other is not self)
        waiting = [other for other in others if other.waits_for_client()]
        if len(waiting) >= most:
            min(waiting, key=lambda other: other.since).transport.abort()
