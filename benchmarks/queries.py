"""Processor time of each named query, warm, in a store that holds graphs: python benchmarks/queries.py GRAPH..."""

from __future__ import annotations

import argparse
import time

import pyoxigraph

from kg.query.named import named_queries
from kg.query.run import Question, run_query
from kg.store.embedded import load_files

ROUNDS = 5


def answer(graph: pyoxigraph.Store, text: str) -> int:
    """Answer a query and write the answer as TSV; its rows."""
    found: bytes = run_query(graph, Question(text)).serialize(format=pyoxigraph.QueryResultsFormat.TSV)
    return found.count(b"\n") - 1


def main() -> None:
    """Print the shortest of some runs for each query, the slowest first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("graphs", nargs="+", metavar="GRAPH")
    graph = load_files(parser.parse_args().graphs).graph
    measured = []
    for query in named_queries().values():
        times = []
        for _ in range(ROUNDS):
            began = time.process_time()
            rows = answer(graph, query.text)
            times.append(time.process_time() - began)
        measured.append((min(times) * 1000, query.name, rows))
    print(f"{len(graph):,} triples; shortest of {ROUNDS} runs")
    for milliseconds, name, rows in sorted(measured, reverse=True):
        print(f"{milliseconds:8.1f} ms  {rows:6,} rows  {name}")
    middle = sorted(measured)[len(measured) // 2][0]
    print(f"median {middle:.1f} ms; {sum(each < 10 for each, _, _ in measured)} of {len(measured)} below 10 ms")


if __name__ == "__main__":
    main()
