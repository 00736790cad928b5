"""The pool of query workers.

Short queries do not wait for long ones. Every query starts on one of a few workers for short queries. After a moment of work (not of waiting for the
machine) it becomes a long query: its worker gets the lowest priority, and a new one takes its place. The number of long queries is limited; further
ones are stopped. A query like an earlier long one counts as long from the start. Workers also do all else that takes longer for longer queries, as
scanning.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from kg.query.run import Question
from kg.serve.engine.cache import Cache, hash_key
from kg.serve.engine.engine import BusyError, NoRoomError, Whole
from kg.serve.engine.handle import GoneError, Worker
from kg.serve.engine.keeper import Keeper
from kg.serve.engine.plan import Plan, Wanted
from kg.serve.settings import Limits
from kg.store.store import StoreError

if TYPE_CHECKING:
    import pyoxigraph

Found = TypeVar("Found")
_MOMENT = 0.5
_HURRIED = 0.1
_PATIENCE = 5.0
_ATTEMPTS, _PAUSE = 30, 1.0
_LONG_AT_ONCE = 2
_REMEMBERED = 10_000
_TOO_MUCH_MEMORY = "the query needed more memory than allowed, and was ended"
_LOG = logging.getLogger(__name__)


class LostError(BusyError):
    """A worker that ended for no reason of the query's; ``planned`` tells whether it had begun to run the query."""

    def __init__(self, words: str, *, planned: bool = True) -> None:
        super().__init__(words, 1)
        self.planned = planned


class FullError(BusyError):
    """No slot is free for another long query."""


class Pool:
    """Answers queries on workers; see the head of this module. An engine (kg.serve.engine.engine)."""

    def __init__(self, open_graph: Callable[[], pyoxigraph.Store], workers: int, limits: Limits) -> None:
        self.limits, self.size = limits, workers
        self.keeper = Keeper(open_graph, limits.memory)
        self.idle: asyncio.Queue[Worker] | None = None
        self.waiting = 0
        self.long = 0
        self.era = 0
        self.lost = ""
        self.adding: set[asyncio.Future[None]] = set()
        self.long_shapes: OrderedDict[str, None] = OrderedDict()
        self.answers: Cache[Whole] = Cache(limits.kept // 2)

    async def start(self) -> None:
        """Start the workers for short queries."""
        self.idle = asyncio.Queue()
        for _ in range(self.size):
            await self._add_worker()
            if self.failure():
                raise StoreError(self.failure())

    async def renew(self) -> None:
        """Have workers open the data anew: idle ones now, others after their query."""
        assert self.idle is not None
        self.era += 1
        self.answers = Cache(self.limits.kept // 2)
        waiting = [self.idle.get_nowait() for _ in range(self.idle.qsize())]
        for worker in waiting:
            self._free(worker)

    def failure(self) -> str:
        """Why no query can be answered any more; "" while they can."""
        if not self.lost and self.keeper.has_ended():
            self.lost = "the process that watches over the query workers was ended"
        return self.lost

    async def _start_worker(self) -> Worker:
        era = self.era
        pid, connection = await asyncio.to_thread(self.keeper.start)
        return Worker(pid, connection, era)

    async def _add_worker(self) -> None:
        """Add a worker, if not now then later: files, memory or processes may be short for a moment. The pool fails where none can be added."""
        assert self.idle is not None
        for _ in range(_ATTEMPTS):
            try:
                self.idle.put_nowait(await self._start_worker())
                return
            except (StoreError, OSError) as error:
                _LOG.warning("%s", error)
                reason = str(error)
            await asyncio.sleep(_PAUSE)
        self.lost = reason

    def _add_soon(self) -> None:
        """Add a worker, without waiting for it."""
        adding = asyncio.ensure_future(self._add_worker())
        self.adding.add(adding)
        adding.add_done_callback(self.adding.discard)

    def _free(self, worker: Worker) -> None:
        """A worker has no query any more: it is free for another, unless it leaves or the data have changed since it opened them."""
        assert self.idle is not None
        if worker.era == self.era and not worker.leaves:
            self.idle.put_nowait(worker)
        else:
            self._kill(worker)
            self._add_soon()

    def _kill(self, worker: Worker) -> None:
        worker.connection.close()
        self.keeper.kill(worker.pid)

    def close(self) -> None:
        """End all workers."""
        for adding in self.adding:
            adding.cancel()
        self.keeper.close()

    async def ask(self, question: Question, wanted: Wanted) -> Whole:
        """The complete answer. QueryError, RefusedError, BusyError, StoreError."""
        key, answers = hash_key(question, wanted), self.answers
        known = answers.find(key)
        if known:
            return known
        found = await self._ask_until_begun(question, wanted)
        if found.file is None:
            answers.keep(key, found, found.size)
        return found

    async def _ask_until_begun(self, question: Question, wanted: Wanted) -> Whole:
        """The answer. Where a worker is lost before the query has begun, another may have more luck; they may all have been killed at once."""
        for _ in range(self.size):
            try:
                return await self._ask(question, wanted)
            except LostError as error:
                if error.planned:
                    raise
        return await self._ask(question, wanted)

    async def _ask(self, question: Question, wanted: Wanted) -> Whole:
        worker = await self._idle_worker()
        end = asyncio.get_running_loop().time() + self.limits.seconds
        running: asyncio.Future[Any] = asyncio.ensure_future(worker.plan(question, wanted, self.limits))
        try:
            plan = await self._plan(worker, running, end)
            if plan.shape in self.long_shapes:
                self.long_shapes.move_to_end(plan.shape)
                if self.long >= _LONG_AT_ONCE:
                    running = asyncio.ensure_future(worker.stop())
                    await asyncio.wait({running})
                    await self._finish(worker, running)
                    raise FullError("a query like this took long before, and enough long queries are running")
            running = asyncio.ensure_future(worker.run(plan))
            if plan.shape not in self.long_shapes:
                await self._wait_short(worker, running, end)
        except asyncio.CancelledError:
            await self._replace(worker, running)
            raise
        if running.done():
            return await self._finish(worker, running)
        return await self._go_on(worker, running, plan.shape, end)

    async def _plan(self, worker: Worker, running: asyncio.Future[Plan], end: float) -> Plan:
        await asyncio.wait({running}, timeout=end - asyncio.get_running_loop().time())
        if not running.done():
            await self._replace(worker, running)
            raise self._too_long()
        try:
            return await self._finish(worker, running, free=running.exception() is not None)
        except LostError as error:
            raise LostError(error.words, planned=False) from error

    async def _go_on(self, worker: Worker, running: asyncio.Future[Whole], shape: str, end: float) -> Whole:
        """The answer of a query that has become a long one; another worker takes the place of its own."""
        self._remember(shape)
        try:
            with self._long_place("the query takes long"):
                self._add_soon()
                return await self._wait_long(worker, running, end - asyncio.get_running_loop().time())
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

    async def _wait_long(self, worker: Worker, running: asyncio.Future[Whole], seconds: float) -> Whole:
        worker.stand_back()
        try:
            async with asyncio.timeout(max(seconds, 0.0)):
                return await running
        except TimeoutError:
            raise self._too_long() from None
        except GoneError:
            raise await self._explain(worker) from None
        finally:
            self._kill(worker)

    def _too_long(self) -> BusyError:
        return BusyError(f"the query was ended after {self.limits.seconds:g} seconds")

    async def _explain(self, worker: Worker) -> BusyError:
        """Why a worker is gone. Where memory runs out, the engine aborts."""
        ending = await asyncio.to_thread(self.keeper.ending, worker.pid)
        if ending == -signal.SIGABRT:
            return BusyError(_TOO_MUCH_MEMORY)
        if ending == -signal.SIGALRM:
            return self._too_long()
        how = "" if ending is None else f" (signal {-ending})" if ending < 0 else f" (code {ending})"
        _LOG.warning("a query worker ended%s while it answered a query", how)
        return LostError(f"the process that answered the query has ended{how}; ask again")

    def _remember(self, shape: str) -> None:
        self.long_shapes[shape] = None
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
        """A free worker; those that have ended meanwhile, as with their keeper, are replaced."""
        assert self.idle is not None
        self.waiting += 1
        try:
            async with asyncio.timeout(_PATIENCE):
                while (worker := await self.idle.get()).has_ended():
                    _LOG.warning("a query worker ended while it waited; another takes its place")
                    self._kill(worker)
                    self._add_soon()
                return worker
        except TimeoutError:
            raise BusyError("too many queries are waiting", 2) from None
        finally:
            self.waiting -= 1

    async def _finish(self, worker: Worker, running: asyncio.Future[Found], *, free: bool = True) -> Found:
        """What a worker found; if ``free``, it may take another query. A worker that has ended, or still sends an answer, is replaced."""
        error = running.exception()
        if isinstance(error, (GoneError, NoRoomError)):
            try:
                if isinstance(error, GoneError):
                    error = await self._explain(worker)
            finally:  # Also where whoever asked leaves meanwhile: a worker that nobody replaces is lost for good.
                await self._replace(worker, running)
            raise error
        if free:
            self._free(worker)
        return running.result()

    async def _replace(self, worker: Worker, running: asyncio.Future[Any]) -> None:
        """Kill a worker when nobody reads from it any more, and have another started."""
        if worker.replaced:
            return
        worker.replaced = True
        self._add_soon()
        running.cancel()
        try:
            await asyncio.gather(running, return_exceptions=True)
        finally:
            self._kill(worker)
