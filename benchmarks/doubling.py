"""The doubling table: what a reader and the rules behind it cost for patterns repeated to 2.5, 5, 10, 20 and 40 kB, in every row of every form.

usage: python benchmarks/doubling.py [--place PART] [--pattern PART] [--scan SECONDS] [--jobs N]

An article is made of a short frame and a pattern that stands at one place of it, repeated up to a size. It is read, built and validated as `kg build` does,
in a process of its own. The cost is processor time, the best of several runs. Exits with 1 where twice the input costs more than 2.5 times, or
where a case does not end within its time.

--scan runs each case once with 40 kB only and names those that take longer than so many seconds.
"""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

from hostile_patterns import CASES, Case, article

SIZES = (2_500, 5_000, 10_000, 20_000, 40_000)
MOST = 2.5
# Costs below this (seconds) are those of the frame and of the clock: they tell of no growth.
FLOOR = 0.02


class TooLongError(BaseException):
    """A case does not end in its time."""


def _stop(number: int, frame: object) -> None:
    raise TooLongError


def build(data: bytes, name: str) -> str:
    """Read and build an article as a run does; the name of what was raised or refused."""
    import io

    from kg import __version__
    from kg.graph.iris import DEFAULT_BASE
    from kg.graph.triples import Provenance
    from kg.model.article import Article
    from kg.pipeline.run import Outcome, build_one
    from kg.read.input import Input
    from kg.read.reader import ReadOptions
    from kg.read.registry import _guarded, _read_input

    for found in _guarded(_read_input(Input(name, io.BytesIO(data)), ReadOptions(), alone=True), name):
        if not isinstance(found, Article):
            return str(found)
        outcome = build_one(found, Provenance(DEFAULT_BASE, __version__))
        return "" if isinstance(outcome, Outcome) else str(outcome)
    return "nothing"


def cost(case: Case, size: int, limit: float) -> tuple[float, str]:
    """Seconds of processor time for one article, infinite where it takes more than the limit, and what it ended with."""
    name, data = article(case, size)
    signal.signal(signal.SIGPROF, _stop)
    gc.collect()
    begin = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        told = build(data, name)
    except TooLongError:
        return float("inf"), "too long"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - begin, told


def scan(case: Case, limit: float) -> tuple[Case, float, str]:
    first, told = cost(case, 5_000, limit)
    if first == float("inf"):
        return case, first, f"5k {told}"
    seconds, more = cost(case, 20_000, limit)
    return case, seconds, told or ("" if seconds < 0.2 or seconds / first < 5.5 else f"x{seconds / first:.1f}")


options_size = 10_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--place", default="")
    parser.add_argument("--pattern", default=None)
    parser.add_argument("--scan", type=float)
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--limit", type=float, default=4)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    global options_size
    options_size = options.size
    cases = [c for c in CASES if c.place.startswith(options.place) and (options.pattern is None or c.pattern == options.pattern)]
    print(len(cases), flush=True)
    build(article(CASES[0], 100)[1], "a.wiki")
    begin = time.time()
    with ProcessPoolExecutor(options.jobs) as pool:
        from functools import partial

        for case, seconds, told in pool.map(partial(scan, limit=options.limit), cases, chunksize=8):
            if told:
                print(f"{seconds:8.2f} {case} {told[:150]}", flush=True)
    print(time.time() - begin)


if __name__ == "__main__":
    main()
