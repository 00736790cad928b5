"""Query workers: processes that run one query at a time and can be killed.

A single-threaded keeper process, which holds the store, forks them. A new worker therefore takes milliseconds and shares a store in memory;
each worker opens a store on disk anew. A worker has a memory limit, no free file descriptor, and an alarm that ends it if nobody else does.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import resource
import signal
import socket
import struct
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.query.errors import QueryError
from kg.query.formats import find_result_format
from kg.query.run import OverLimitError, Question, run_query, write_answer

if TYPE_CHECKING:
    import pyoxigraph

HEADER = struct.Struct("!cI")
DATA, END, FAILURE = b"D", b"E", b"F"
_FRAME = 1 << 16
_GRACE = 2.0
_MOST_FILES = 256


class EndedError(Exception):
    """The other side has ended."""


def send_frame(connection: socket.socket, kind: bytes, payload: bytes = b"") -> None:
    """Send one frame: kind, length, payload."""
    connection.sendall(HEADER.pack(kind, len(payload)) + payload)


def _receive(connection: socket.socket, length: int) -> bytes:
    parts = []
    while length:
        part = connection.recv(min(length, _FRAME))
        if not part:
            raise EndedError
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def read_frame(connection: socket.socket) -> tuple[bytes, bytes]:
    """The next frame; EndedError where there is none."""
    kind, length = HEADER.unpack(_receive(connection, HEADER.size))
    return kind, _receive(connection, length)


class _Frames:
    """Writes an answer to a connection in frames of data."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection, self.waiting = connection, bytearray()

    def write(self, data: bytes) -> int:
        self.waiting += data
        if len(self.waiting) >= _FRAME:
            self.send()
        return len(data)

    def send(self) -> None:
        if self.waiting:
            send_frame(self.connection, DATA, bytes(self.waiting))
            self.waiting.clear()


def run_worker(connection: socket.socket, graph: pyoxigraph.Store, memory: int) -> None:
    """Answer the queries that come, one after the other, until the connection ends."""
    _limit(memory)
    with contextlib.suppress(EndedError, BrokenPipeError, ConnectionResetError):
        while True:
            _, payload = read_frame(connection)
            request = json.loads(payload)
            signal.setitimer(signal.ITIMER_REAL, request["seconds"] + _GRACE)
            failure = _answer(connection, graph, request)
            signal.setitimer(signal.ITIMER_REAL, 0)
            send_frame(connection, FAILURE if failure else END, json.dumps(failure).encode())


def _answer(connection: socket.socket, graph: pyoxigraph.Store, request: dict[str, Any]) -> dict[str, Any] | None:
    """Send an answer as data. Returns the error, or None."""
    out = _Frames(connection)
    try:
        question = Question(request["text"], tuple(request["default"]), tuple(request["named"]))
        found = run_query(graph, question)
        write_answer(found, find_result_format(request["media_type"]), out, request["rows"], request["size"])
        out.send()
    except QueryError as error:
        return {"kind": "query", "words": error.reason, "line": error.line, "column": error.column}
    except OverLimitError as error:
        return {"kind": error.limit, "words": str(error)}
    except MemoryError:
        return {"kind": "memory", "words": "the query needs more memory than allowed"}
    except (OSError, ValueError, RuntimeError) as error:
        if isinstance(error, (BrokenPipeError, ConnectionResetError)):
            raise
        return {"kind": "store", "words": str(error)}
    return None


def _limit(memory: int) -> None:
    """Limit memory and open files, ignore the terminal's signals, and print nothing when memory runs out (the parent reports it)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    used = _address_space()
    _use_up_files(nowhere)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if used:
        resource.setrlimit(resource.RLIMIT_AS, (used + memory, used + memory))


def _use_up_files(descriptor: int) -> None:
    """Use up all file descriptors, so that the process can open neither file nor socket."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (_MOST_FILES, _MOST_FILES))
    with contextlib.suppress(OSError):
        while True:
            os.dup(descriptor)


def _address_space() -> int:
    """Bytes of address space in use; 0 if unknown."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def run_keeper(orders: socket.socket, open_graph: Callable[[], pyoxigraph.Store], memory: int) -> None:
    """Fork a worker for each connection that is sent, kill those that are named, and all at the end.

    Orders are packets: b"S" with a file descriptor starts a worker and is answered by its process id; a process id kills that worker.
    Only the keeper waits for its children, so that no process id can mean another process.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    children: set[int] = set()
    orders.settimeout(1.0)
    try:
        while True:
            children -= _reap(children)
            try:
                order, descriptors, _, _ = socket.recv_fds(orders, 64, 1)
            except TimeoutError:
                continue
            if not order:
                return
            if order == b"S":
                child = os.fork()
                if child == 0:
                    _become_worker(orders, descriptors[0], open_graph, memory)
                children.add(child)
                os.close(descriptors[0])
                orders.send(str(child).encode())
            else:
                children -= _reap(children)
                _kill(children, int(order))
    finally:
        children -= _reap(children)
        for child in children:
            _kill(children, child)


def _become_worker(orders: socket.socket, descriptor: int, open_graph: Callable[[], pyoxigraph.Store], memory: int) -> None:
    code = 1
    try:
        orders.close()
        with socket.socket(fileno=descriptor) as connection:
            run_worker(connection, open_graph(), memory)
        code = 0
    finally:
        os._exit(code)


def _reap(children: set[int]) -> set[int]:
    return {child for child in children if os.waitpid(child, os.WNOHANG)[0]}


def _kill(children: set[int], child: int) -> None:
    if child in children:
        os.kill(child, signal.SIGKILL)
