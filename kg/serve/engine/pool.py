"""The pool of query workers.

Short queries do not wait for long ones. Every query starts on one of a few workers for short queries. After a moment of work (not of waiting for the
machine) it becomes a long query: its worker gets the lowest priority, and a new one takes its place. The number of long queries is limited; further
ones are stopped. A query like an earlier long one counts as long from the start.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any

from kg.query.errors import QueryError
from kg.query.run import Question
from kg.query.scan import shape
from kg.serve.engine.engine import IN_MEMORY, BusyError, Whole
from kg.serve.engine.worker import DATA, END, HEADER, run_keeper
from kg.serve.settings import Limits
from kg.store.store import StoreError

if TYPE_CHECKING:
    import pyoxigraph

_MOMENT = 0.5
_HURRIED = 0.1
_PATIENCE = 5.0
_TICKS = os.sysconf("SC_CLK_TCK")
_LONG_AT_ONCE = 2
_REMEMBERED = 10_000
_TOO_MUCH_MEMORY = "the query needed more memory than allowed, and was ended"
_CACHED, _CACHED_EACH = 128 << 20, 8 << 20


class Keeper:
    """The keeper process: starts workers and kills them."""

    def __init__(self, open_graph: Callable[[], pyoxigraph.Store], memory: int) -> None:
        self.orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.lock = threading.Lock()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                self.orders.close()
                run_keeper(theirs, open_graph, memory)
            finally:
                os._exit(0)
        theirs.close()

    def start(self) -> Worker:
        """A new worker. StoreError where the keeper is gone."""
        ours, theirs = socket.socketpair()
        with self.lock, theirs:
            try:
                socket.send_fds(self.orders, [b"S"], [theirs.fileno()])
                pid = int(self.orders.recv(64))
            except (OSError, ValueError) as error:
                ours.close()
                raise StoreError("the process that keeps the query workers is gone") from error
        ours.setblocking(False)
        return Worker(pid, ours)

    def kill(self, worker: Worker) -> None:
        """End a worker, whatever it does."""
        worker.connection.close()
        with self.lock, contextlib.suppress(OSError):
            self.orders.send(str(worker.pid).encode())

    def close(self) -> None:
        """End the keeper, and with it all workers."""
        self.orders.close()
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)


class Worker:
    """A worker process and the connection to it."""

    def __init__(self, pid: int, connection: socket.socket) -> None:
        self.pid, self.connection = pid, connection

    def stand_back(self) -> None:
        """Take the lowest priority."""
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, 19)

    def worked(self) -> float | None:
        """Seconds for which it has had a processor; None where the system does not tell."""
        try:
            times = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        except OSError:
            return None
        return sum(map(int, times)) / _TICKS

    async def ask(self, question: Question, media_type: str, limits: Limits) -> Whole:
        """The whole answer. QueryError, BusyError; GoneError where the process ends before."""
        loop = asyncio.get_running_loop()
        request = {
            "text": question.text, "default": question.default_graphs, "named": question.named_graphs, "media_type": media_type,
            "seconds": limits.seconds, "rows": limits.rows, "size": limits.size,
        }  # fmt: skip
        payload = json.dumps(request).encode()
        await loop.sock_sendall(self.connection, HEADER.pack(b"Q", len(payload)) + payload)
        file: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer owns it
        while True:
            kind, length = HEADER.unpack(await self._read(loop, HEADER.size))
            data = await self._read(loop, length)
            if kind == DATA:
                file.write(data)
            elif kind == END:
                return _whole(file)
            else:
                file.close()
                raise _failure(json.loads(data))

    async def _read(self, loop: asyncio.AbstractEventLoop, length: int) -> bytes:
        data = bytearray()
        while len(data) < length:
            part = await loop.sock_recv(self.connection, length - len(data))
            if not part:
                raise GoneError
            data += part
        return bytes(data)


class GoneError(Exception):
    """A worker that ended before it answered."""


class FullError(BusyError):
    """No slot is free for another long query."""


def _whole(file: SpooledTemporaryFile[bytes]) -> Whole:
    size = file.tell()
    file.seek(0)
    if size > _CACHED_EACH:
        return Whole(size, b"", file)
    with file:
        return Whole(size, file.read())


def _failure(report: dict[str, Any]) -> Exception:
    if report["kind"] == "query":
        return QueryError(report["words"], report["line"], report["column"])
    if report["kind"] == "store":
        return StoreError(report["words"])
    return BusyError(report["words"] + "; ask for less, as with LIMIT")


class Pool:
    """Answers queries on workers; see the head of this module. An engine (kg.serve.engine.engine)."""

    def __init__(self, open_graph: Callable[[], pyoxigraph.Store], workers: int, limits: Limits) -> None:
        self.limits, self.size = limits, workers
        self.keeper = Keeper(open_graph, limits.memory)
        self.idle: asyncio.Queue[Worker] | None = None
        self.waiting = 0
        self.long = 0
        self.long_shapes: OrderedDict[str, None] = OrderedDict()
        self.answers = _Answers()

    async def start(self) -> None:
        """Start the workers for short queries."""
        self.idle = asyncio.Queue()
        for _ in range(self.size):
            await self._add_worker()

    async def _add_worker(self) -> None:
        assert self.idle is not None
        self.idle.put_nowait(await asyncio.to_thread(self.keeper.start))

    def close(self) -> None:
        """End all workers."""
        self.keeper.close()

    async def ask(self, question: Question, media_type: str) -> Whole:
        """The complete answer in one of our media types. QueryError, BusyError, StoreError."""
        known = self.answers.find((question, media_type))
        if known:
            return known
        pattern = shape(question.text)
        found = await (self._ask_long if pattern in self.long_shapes else self._ask_short)(question, media_type, pattern)
        self.answers.keep((question, media_type), found)
        return found

    async def _ask_short(self, question: Question, media_type: str, pattern: str) -> Whole:
        worker = await self._idle_worker()
        end = asyncio.get_running_loop().time() + self.limits.seconds
        running = asyncio.ensure_future(worker.ask(question, media_type, self.limits))
        try:
            await self._wait_short(worker, running, end)
        except asyncio.CancelledError:
            await self._replace(worker, running)
            raise
        if running.done():
            return await self._finish(worker, running)
        self._remember(pattern)
        try:
            with self._long_place("the query takes long"):
                adding = asyncio.ensure_future(self._add_worker())
                try:
                    return await self._wait_long(worker, running, end - asyncio.get_running_loop().time())
                finally:
                    await asyncio.shield(adding)
        except FullError:
            await self._replace(worker, running)
            raise

    async def _wait_short(self, worker: Worker, running: asyncio.Future[Whole], end: float) -> None:
        """Wait until a query ends, or its worker has worked for a moment, or its time is over."""
        before = worker.worked()
        moment = left = _HURRIED if self.waiting > self.size else _MOMENT
        while left > 0:
            await asyncio.wait({running}, timeout=left)
            now = worker.worked()
            if running.done() or before is None or now is None or asyncio.get_running_loop().time() >= end:
                return
            left = moment - (now - before)

    async def _ask_long(self, question: Question, media_type: str, pattern: str) -> Whole:
        with self._long_place("a query like this took long before"):
            self.long_shapes.move_to_end(pattern)
            worker = await asyncio.to_thread(self.keeper.start)
            return await self._wait_long(worker, asyncio.ensure_future(worker.ask(question, media_type, self.limits)), self.limits.seconds)

    async def _wait_long(self, worker: Worker, running: asyncio.Future[Whole], seconds: float) -> Whole:
        worker.stand_back()
        try:
            async with asyncio.timeout(max(seconds, 0.0)):
                return await running
        except TimeoutError:
            raise BusyError(f"the query was ended after {self.limits.seconds:g} seconds") from None
        except (GoneError, OSError):
            raise BusyError(_TOO_MUCH_MEMORY) from None
        finally:
            self.keeper.kill(worker)

    def _remember(self, pattern: str) -> None:
        self.long_shapes[pattern] = None
        if len(self.long_shapes) > _REMEMBERED:
            self.long_shapes.popitem(last=False)

    @contextlib.contextmanager
    def _long_place(self, reason: str) -> Iterator[None]:
        """A slot for a long query. FullError if none is free."""
        if self.long >= _LONG_AT_ONCE:
            raise FullError(f"{reason}, and enough long queries are running")
        self.long += 1
        try:
            yield
        finally:
            self.long -= 1

    async def _idle_worker(self) -> Worker:
        assert self.idle is not None
        self.waiting += 1
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self.idle.get()
        except TimeoutError:
            raise BusyError("too many queries are waiting", 2) from None
        finally:
            self.waiting -= 1

    async def _finish(self, worker: Worker, running: asyncio.Future[Whole]) -> Whole:
        """The answer of a short query; its worker becomes free again, unless it has ended."""
        assert self.idle is not None
        if isinstance(running.exception(), (GoneError, OSError)):
            await self._replace(worker, running)
            raise BusyError(_TOO_MUCH_MEMORY)
        self.idle.put_nowait(worker)
        return running.result()

    async def _replace(self, worker: Worker, running: asyncio.Future[Whole]) -> None:
        """Kill a worker when nobody reads from it any more, and start another."""
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        self.keeper.kill(worker)
        await asyncio.shield(self._add_worker())


class _Answers:
    """Cache of answers that are not too large; valid because data do not change while the server runs."""

    def __init__(self) -> None:
        self.kept: OrderedDict[tuple[Question, str], Whole] = OrderedDict()
        self.size = 0

    def find(self, key: tuple[Question, str]) -> Whole | None:
        if key in self.kept:
            self.kept.move_to_end(key)
        return self.kept.get(key)

    def keep(self, key: tuple[Question, str], answer: Whole) -> None:
        if answer.file is not None or answer.size > _CACHED_EACH or key in self.kept:
            return
        self.kept[key] = answer
        self.size += answer.size
        while self.size > _CACHED:
            self.size -= self.kept.popitem(last=False)[1].size
