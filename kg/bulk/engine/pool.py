"""Processes that work through jobs, and may die of it: a job whose process ends is tried again, and what kills every process is left out.

``concurrent.futures`` gives up all work once one of its processes dies, so the pool is our own: a pipe to each process, which tells what it is at
before it begins that.
"""

from __future__ import annotations

import multiprocessing
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, NamedTuple, TypeVar

from kg.bulk.errors import BulkError
from kg.output.files import PublishError
from kg.pipeline.workers import begin_worker, made_from_main_thread

# So many processes may end at one place of a job before it is left out, and so many at none before the run is given up.
TRIES, _TRIES_ELSEWHERE = 3, 10
T = TypeVar("T")
Tell = Callable[[int], None]


class Job(NamedTuple):
    """A piece of work: its number, what it is of, and the places in it that are left out, as processes have died there."""

    number: int
    subject: Any
    left_out: frozenset[int] = frozenset()


Work = Callable[[Job, Tell], T]
# What works on jobs in so many processes, or in as many as it has, and gives each with its result.
Engine = Callable[[Iterable[Job], Work[Any], int], Iterator[tuple[Job, Any]]]


class _Worker(Generic[T]):
    """A process, the job that it is at, and the place in it."""

    def __init__(self, work: Work[T]) -> None:
        context = multiprocessing.get_context()
        self.pipe, other = context.Pipe()
        self.process = context.Process(target=_serve, args=(work, other, made_from_main_thread()), daemon=True)
        self.process.start()
        other.close()
        self.job: Job | None = None
        self.place: int | None = None

    def begin(self, job: Job) -> None:
        self.job, self.place = job, None
        with suppress(OSError):  # It has died, which is heard when its answer is waited for.
            self.pipe.send(job)

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _serve(work: Work[T], pipe: Connection, from_main_thread: bool) -> None:
    """Work on what the pipe brings until it is closed."""
    begin_worker(from_main_thread)
    with suppress(EOFError, OSError):
        while True:
            job = pipe.recv()
            try:
                pipe.send(("done", work(job, lambda place: pipe.send(("at", place)))))
            except PublishError as error:
                pipe.send(("unwritten", (error.path, str(error).removeprefix(f"{error.path}: "), error.errno)))
            except (BulkError, OSError) as error:
                pipe.send(("given up", str(error)))
            except Exception:
                pipe.send(("defect", traceback.format_exc()))


def run_jobs(jobs: Iterable[Job], work: Work[T], processes: int) -> Iterator[tuple[Job, T]]:
    """Work on all jobs in so many processes; gives each with its result, as they end.

    Raises PublishError and BulkError as ``work`` does, and BulkError where processes end again and again.
    """
    pool = _Pool(iter(jobs), work)
    try:
        for _ in range(processes):
            pool.add()
        yield from pool.run()
    finally:
        pool.close()


class _Pool(Generic[T]):
    def __init__(self, jobs: Iterator[Job], work: Work[T]) -> None:
        self._jobs, self._work = jobs, work
        self._workers: list[_Worker[T]] = []
        self._again: list[Job] = []
        self._deaths = Counter[tuple[int, int | None]]()

    def add(self) -> None:
        """Begin a process where there is work for it."""
        job = self._again.pop() if self._again else next(self._jobs, None)
        if job is not None:
            worker = _Worker(self._work)
            self._workers.append(worker)
            worker.begin(job)

    def run(self) -> Iterator[tuple[Job, T]]:
        while self._workers:
            ready = wait([worker.pipe for worker in self._workers])
            for worker in [worker for worker in self._workers if worker.pipe in ready]:
                try:
                    kind, told = worker.pipe.recv()
                except (EOFError, OSError):
                    self._bury(worker)
                    continue
                if kind == "at":
                    worker.place = told
                elif kind == "done" and worker.job is not None:
                    done = worker.job
                    self._next(worker)
                    yield done, told
                else:
                    raise error_of(kind, told)

    def _next(self, worker: _Worker[T]) -> None:
        job = self._again.pop() if self._again else next(self._jobs, None)
        if job is not None:
            worker.begin(job)
        else:
            self._workers.remove(worker)
            worker.end()

    def _bury(self, worker: _Worker[T]) -> None:
        """Have the job of a process that died tried again."""
        self._workers.remove(worker)
        worker.end()
        job, place = worker.job, worker.place
        if job is not None:
            key = (job.number, place)
            self._deaths[key] += 1
            if place is None and self._deaths[key] >= _TRIES_ELSEWHERE:
                raise BulkError("the system ends the processes again and again: with fewer --jobs less memory is needed; the same command goes on")
            if place is not None and self._deaths[key] >= TRIES:
                job = job._replace(left_out=job.left_out | {place})
            self._again.append(job)
        self.add()

    def close(self) -> None:
        for worker in self._workers:
            worker.end()


def error_of(kind: str, told: Any) -> Exception:
    """The error that a process told of: what kind it is, and what is told."""
    if kind == "unwritten":
        return PublishError(*told)
    return BulkError(told if kind == "given up" else f"a defect of conflict-kg ended the run:\n{told}")
