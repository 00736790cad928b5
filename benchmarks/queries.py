"""Processor time of queries, warm, in a store in memory and in one on disk: python benchmarks/queries.py GRAPH... [--queries FOLDER] [--only NAME...]

The named queries, and those in a folder of .rq files. What is measured is the whole answer, written as TSV, without the start of a process. The
floor is the time of an answer of as many rows and columns that takes one triple pattern to find and nothing to sort: what the engine needs to
write it. Processor time, because other processes make wall time worthless; they still cost caches, so that the shortest run tells most.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import pyoxigraph

from kg.query.named import named_queries
from kg.query.run import Question, run_query
from kg.store.embedded import load_files, open_folder
from kg.store.loading import load_folder

ENOUGH = 10.0


class Measured(NamedTuple):
    """Milliseconds of the shortest and the middle run, the shortest for the floor, and the size of the answer."""

    shortest: float
    middle: float
    floor: float
    rows: int


def answer(graph: pyoxigraph.Store, text: str) -> bytes:
    """Answer a query as TSV."""
    found: bytes = run_query(graph, Question(text)).serialize(format=pyoxigraph.QueryResultsFormat.TSV)
    return found


def clock(graph: pyoxigraph.Store, text: str, rounds: int) -> tuple[list[float], bytes]:
    """Milliseconds of each run but the first, which warms, and the answer."""
    times, found = [], answer(graph, text)
    for _ in range(rounds):
        began = time.process_time()
        found = answer(graph, text)
        times.append((time.process_time() - began) * 1000)
    return times, found


def bare(rows: int, columns: int) -> str:
    """A query for so many rows and columns of what comes first."""
    copies = "".join(f" BIND({'?s' if number % 2 else '?o'} AS ?c{number})" for number in range(columns))
    return f"SELECT {' '.join(f'?c{number}' for number in range(columns))} {{ ?s ?p ?o{copies} }} LIMIT {rows}"


def measure(graph: pyoxigraph.Store, text: str, rounds: int) -> Measured:
    """Measure a query and its floor."""
    times, found = clock(graph, text, rounds)
    rows, columns = found.count(b"\n") - 1, found.partition(b"\n")[0].count(b"\t") + 1
    return Measured(min(times), statistics.median(times), min(clock(graph, bare(rows, columns), rounds)[0]), rows)


def main() -> None:
    """Print each query with its times in both stores, the slowest in memory first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graphs", nargs="+", metavar="GRAPH")
    parser.add_argument("--queries", type=Path, metavar="FOLDER", help="also measure the .rq files of a folder")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="measure only these")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    texts = {query.name: query.text for query in named_queries().values()}
    if given.queries:
        texts |= {path.name: path.read_text(encoding="utf-8") for path in sorted(given.queries.glob("*.rq"))}
    chosen = {name: text for name, text in texts.items() if not given.only or name in given.only}
    with tempfile.TemporaryDirectory() as scratch:
        load_folder(given.graphs, Path(scratch) / "store")
        memory, disk = load_files(given.graphs).merged().graph, open_folder(Path(scratch) / "store").graph
        found = [(measure(memory, text, given.rounds), measure(disk, text, given.rounds), name) for name, text in chosen.items()]
    print(f"{len(memory):,} triples; milliseconds of processor time, {given.rounds} warm runs: shortest, (middle), floor\n")
    print(f"{'rows':>7}  {'in memory':^26}  {'on disk':^26}  query")
    for here, there, name in sorted(found, reverse=True):
        columns = (f"{each.shortest:8.1f} ({each.middle:7.1f}) {each.floor:8.1f}" for each in (here, there))
        print(f"{here.rows:7,}  {'  '.join(columns)}  {name}")
    for place, where in enumerate(("in memory", "on disk")):
        shortest = [each[place].shortest for each in found]  # type: ignore[union-attr]
        print(f"{where}: {sum(one < ENOUGH for one in shortest)} of {len(found)} below {ENOUGH:.0f} ms; median {statistics.median(shortest):.1f} ms")


if __name__ == "__main__":
    main()
