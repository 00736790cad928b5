"""Query workers: processes that run one query at a time and can be killed.

The keeper (kg/serve/engine/keeper.py), which holds the store, forks them. A new worker therefore takes milliseconds and shares a store in memory;
each worker opens a store on disk anew. A worker has a memory limit, no free file descriptor, and an alarm that ends it if nobody else does.

A query comes as a frame and is answered by a plan, or by a failure. Then the server sends GO or STOP; GO is answered by frames of data and an end,
or by a failure. Before its last frame a worker that holds much that the others do not may say that it goes (LEAVE); it is then replaced.
"""

from __future__ import annotations

import contextlib
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
from kg.serve.engine.plan import Plan, RefusedError, Wanted, make_plan
from kg.serve.memory import Own

if TYPE_CHECKING:
    import pyoxigraph

HEADER = struct.Struct("!cI")
QUERY, GO, STOP = b"Q", b"G", b"S"
PLAN, DATA, END, FAILURE, LEAVE = b"P", b"D", b"E", b"F", b"L"
_FRAME = 1 << 16
_GRACE = 2.0
_MOST_FILES = 256
_NICE = 5
# Bytes that a worker may hold alone beyond what it began with: a query that looks at the whole of a store in memory leaves it a copy of its own.
_MOST_OWN = 32 << 20


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


def run_worker(connection: socket.socket, open_graph: Callable[[], pyoxigraph.Store], memory: int) -> None:
    """Answer the queries that come, one after the other, until the connection ends."""
    graph, own = open_graph(), Own()
    _limit(memory)
    with contextlib.suppress(EndedError, BrokenPipeError, ConnectionResetError):
        while True:
            _, payload = read_frame(connection)
            request = json.loads(payload)
            signal.setitimer(signal.ITIMER_REAL, request["seconds"] + _GRACE)
            if last := _serve(connection, graph, request):
                if own.has_grown(_MOST_OWN):
                    send_frame(connection, LEAVE)
                send_frame(connection, *last)
            signal.setitimer(signal.ITIMER_REAL, 0)


def _serve(connection: socket.socket, graph: pyoxigraph.Store, request: dict[str, Any]) -> tuple[bytes, bytes] | None:
    """Plan a query and, if the server wants that, answer it. Kind and payload of the last frame, which is left to send; None where it is not run."""
    question = Question(request["text"], tuple(request["default"]), tuple(request["named"]))
    try:
        plan = make_plan(question, Wanted(request["accept"], request["form"]))
    except (QueryError, RefusedError, MemoryError) as error:
        return FAILURE, json.dumps(_report(error)).encode()
    send_frame(connection, PLAN, json.dumps(plan).encode())
    if read_frame(connection)[0] != GO:
        return None
    failure = _answer(connection, graph, question, plan, request)
    return FAILURE if failure else END, json.dumps(failure).encode()


def _answer(connection: socket.socket, graph: pyoxigraph.Store, question: Question, plan: Plan, request: dict[str, Any]) -> dict[str, Any] | None:
    """Send an answer as data. Returns the error, or None."""
    out = _Frames(connection)
    try:
        write_answer(run_query(graph, question), find_result_format(plan.media_type), out, request["rows"], request["size"])
        out.send()
    except (BrokenPipeError, ConnectionResetError):
        raise
    except (QueryError, OverLimitError, MemoryError, OSError, ValueError, RuntimeError) as error:
        return _report(error)
    return None


def _report(error: Exception) -> dict[str, Any]:
    """An error as the server is told."""
    if isinstance(error, QueryError):
        return {"kind": "query", "words": error.reason, "line": error.line, "column": error.column}
    if isinstance(error, RefusedError):
        return {"kind": "refused", "words": error.reason, "line": error.line, "column": error.column, "status": error.status}
    if isinstance(error, OverLimitError):
        return {"kind": error.limit, "words": str(error)}
    if isinstance(error, MemoryError):
        return {"kind": "memory", "words": "the query needs more memory than allowed"}
    return {"kind": "store", "words": str(error)}


def _limit(memory: int) -> None:
    """Limit memory and open files, ignore the terminal's signals, and print nothing when memory runs out (the parent reports it).

    Pages come before queries, and where the system runs out of memory, it ends queries first.
    """
    os.nice(_NICE)
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
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
