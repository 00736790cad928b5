"""The pool of query workers by itself, where moments can be held that a server passes through in milliseconds."""

from __future__ import annotations

import asyncio
import os
import signal
import time

import pytest

pytest.importorskip("pyoxigraph", reason="kg serve needs the extra serve")

import pyoxigraph

from kg.query.run import Question
from kg.serve.engine.plan import Wanted
from kg.serve.engine.pool import Pool
from kg.serve.settings import Limits

LONG = Question("SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?p ?d . ?e ?p ?f . ?g ?p ?h }")


def store() -> pyoxigraph.Store:
    made = pyoxigraph.Store()
    predicate = pyoxigraph.NamedNode("http://x/p")
    made.extend(pyoxigraph.Quad(pyoxigraph.NamedNode(f"http://x/{n}"), predicate, pyoxigraph.Literal(str(n))) for n in range(300))
    return made


async def leave_while_a_dead_worker_is_explained(pool: Pool) -> bool:
    """Whether the pool of one worker answers after that."""
    real = pool.keeper.ending

    def slowly(pid: int) -> object:
        time.sleep(0.5)
        return real(pid)

    pool.keeper.ending = slowly  # type: ignore[method-assign, assignment]
    await pool.start()
    worker = pool.idle._queue[0]  # type: ignore[attr-defined]
    asked = asyncio.ensure_future(pool.ask(LONG, Wanted(None, "")))
    await asyncio.sleep(0.3)
    os.kill(worker.pid, signal.SIGABRT)
    await asyncio.sleep(0.2)
    asked.cancel()
    await asyncio.gather(asked, return_exceptions=True)
    pool.keeper.ending = real  # type: ignore[method-assign]
    return bool(await asyncio.wait_for(pool.ask(Question("ASK {}"), Wanted(None, "")), 60))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_worker_is_replaced_also_where_who_asked_leaves_meanwhile() -> None:
    held = store()
    pool = Pool(lambda: held, 1, Limits())
    try:
        assert asyncio.run(leave_while_a_dead_worker_is_explained(pool))
    finally:
        pool.close()
