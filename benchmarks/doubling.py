"""The doubling table: what an article costs in which a pattern is repeated to 2.5, 5, 10, 20 and 40 kB, for every family of pattern, reader and row.

usage: python benchmarks/doubling.py [--all] [--place PART] [--jobs N] [--verbose]

Each article is read, built and validated as `kg build` does. The cost is processor time, the best of a few runs; costs below 20 ms are those of the
frame and the clock, and count as 20 ms. Twice the input may cost 2.5 times. The table has a line for each place, with its steepest pattern; a case
that is steeper is named, and the exit code is 1. Each pattern is measured at one of its places; --all measures it at all of them, which takes long.
"""

from __future__ import annotations

import argparse
import gc
import signal
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from math import inf
from typing import NamedTuple

from hostile_patterns import Case, chosen_cases, every_case, make_article

SIZES = (2_500, 5_000, 10_000, 20_000, 40_000)
STEEPEST = 2.5
FLOOR = 0.02
LONGEST = 20.0
ROUNDS = 3


class Row(NamedTuple):
    """A case with its costs (seconds) by size."""

    case: Case
    costs: tuple[float, ...]

    @property
    def steepest(self) -> float:
        """The most that twice the input costs."""
        if inf in self.costs:
            return inf
        return max(max(after, FLOOR) / max(before, FLOOR) for before, after in pairwise(self.costs))


class TooLongError(BaseException):
    """A run that takes longer than it may."""


def _stop(number: int, frame: object) -> None:
    raise TooLongError


def build(name: str, data: bytes) -> str:
    """Read, build and validate a file as a run does; what it says of a page that gives nothing."""
    from kg.graph.triples import Provenance
    from kg.pipeline.run import Outcome, build_one
    from kg.read.error import ReadError
    from kg.read.input import Input
    from kg.read.registry import ReadOptions, _guarded, _read_input

    told = ""
    for found in _guarded(_read_input(Input.from_bytes(data, name), ReadOptions(), alone=True), name):
        outcome = found if isinstance(found, ReadError) else build_one(found, Provenance("https://example.org/", "0"))
        told = told or ("" if isinstance(outcome, Outcome) else str(outcome))
    return told


def cost(case: Case, size: int, limit: float = LONGEST) -> float:
    """Seconds of processor time for an article of a case; infinite where it takes longer than the limit."""
    name, data = make_article(case, size)
    previous = signal.signal(signal.SIGPROF, _stop)
    gc.collect()
    begin = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        build(name, data)
    except TooLongError:
        return inf
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, previous)
    return time.process_time() - begin


def measure(case: Case, sizes: tuple[int, ...] = SIZES) -> Row:
    """The costs of a case; one that seems too steep is measured again, since a machine has other work too."""
    costs = [inf] * len(sizes)
    for _ in range(ROUNDS):
        for number, size in enumerate(sizes):
            costs[number] = min(costs[number], cost(case, size))
            if costs[number] == inf:
                break
        row = Row(case, tuple(costs))
        if row.steepest <= STEEPEST or inf in costs:
            break
    return row


def print_table(rows: Iterable[Row], *, verbose: bool) -> bool:
    """Print a line for each place, and each case that is too steep; whether there is none."""
    places: dict[str, list[Row]] = {}
    steep: list[Row] = []
    for row in rows:
        places.setdefault(row.case.place, []).append(row)
        if row.steepest > STEEPEST:
            steep.append(row)
        if verbose or row.steepest > STEEPEST:
            print(f"  {row.steepest:5.2f}  {' '.join(f'{cost:6.3f}' for cost in row.costs)}  {row.case}", flush=True)
    print(f"\n{'place':20}{'patterns':>9}{'steepest':>9}{'40 kB, s':>9}  of")
    for place, found in places.items():
        worst, dearest = max(found, key=lambda row: row.steepest), max(row.costs[-1] for row in found)
        print(f"{place:20}{len(found):9}{worst.steepest:9.2f}{dearest:9.2f}  {worst.case.pattern!r}")
    return not steep


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="each pattern at each of its places")
    parser.add_argument("--place", default="", help="only places that begin so, such as wiki or text.lead")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--verbose", action="store_true", help="print each case")
    options = parser.parse_args()
    cases = [case for case in (every_case() if options.all else chosen_cases()) if case.place.startswith(options.place)]
    build(*make_article(Case("wiki.lead", "a"), 100))
    begin = time.monotonic()
    with ProcessPoolExecutor(options.jobs) as pool:
        linear = print_table(pool.map(measure, cases, chunksize=4), verbose=options.verbose)
    print(f"{len(cases)} cases in {time.monotonic() - begin:.0f} s")
    sys.exit(0 if linear else 1)


if __name__ == "__main__":
    main()
