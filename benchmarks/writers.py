"""Compare this project's writers with those of rdflib and pyoxigraph on one graph, in turn, in one run.

    python benchmarks/writers.py [GRAPH] [--rounds N]

GRAPH is a graph file (default: the graph of tests/data that uses every term). Each round runs every writer once, one after the other, so
that a slow moment of the machine hits all of them. Printed are medians, and how many times as long each takes as our Turtle. rdflib and
pyoxigraph get their own data structures ready made; pyoxigraph's terms are sorted first, without which its Turtle is not stable.
"""

from __future__ import annotations

import argparse
import gc
import io
import statistics
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import rdflib

from kg.rdf.formats import FORMATS, write_graphs
from kg.rdf.graph import ArticleGraph
from kg.rdf.reading import read_graph
from kg.rdf.terms import IRI, PREFIXES

SAMPLE = Path(__file__).resolve().parent.parent / "tests" / "data" / "good.ttl"


def our_writers(graph: ArticleGraph) -> dict[str, Callable[[], object]]:
    """Each of our formats."""
    return {f"ours, {form.name}": lambda form=form: write_graphs((graph,), form, io.StringIO()) for form in FORMATS.values()}  # type: ignore[misc]


def other_writers(nquads: str) -> dict[str, Callable[[], object]]:
    """The Turtle, N-Triples and JSON-LD of rdflib, the Turtle and N-Triples of pyoxigraph."""
    graph = rdflib.Graph().parse(data=nquads, format="nt")
    triples = list(pyoxigraph.parse(nquads, pyoxigraph.RdfFormat.N_TRIPLES))
    prefixes = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}
    for prefix, namespace in prefixes.items():
        graph.bind(prefix, namespace)

    def oxigraph(kind: pyoxigraph.RdfFormat) -> object:
        ordered = sorted(triples, key=lambda quad: (quad.subject.value, quad.predicate.value, str(quad.object)))
        return pyoxigraph.serialize((quad.triple for quad in ordered), format=kind, prefixes=prefixes)

    return {
        "rdflib, turtle": lambda: graph.serialize(format="turtle"),
        "rdflib, ntriples": lambda: graph.serialize(format="nt"),
        "rdflib, jsonld": lambda: graph.serialize(format="json-ld"),
        "pyoxigraph, turtle": lambda: oxigraph(pyoxigraph.RdfFormat.TURTLE),
        "pyoxigraph, ntriples": lambda: oxigraph(pyoxigraph.RdfFormat.N_TRIPLES),
    }


def measure(writers: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median seconds of each writer over rounds in which all take their turn."""
    times: dict[str, list[float]] = {name: [] for name in writers}
    for write in writers.values():
        write()
    gc.freeze()  # What the libraries hold ready must not slow the garbage collection of the others.
    for _ in range(rounds):
        for name, write in writers.items():
            start = time.perf_counter()
            write()
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(taken) for name, taken in times.items()}


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("graph", nargs="?", default=SAMPLE, type=Path)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    graph = ArticleGraph.of(IRI("https://w3id.org/conflict-kg/benchmark"), read_graph(options.graph))
    out = io.StringIO()
    write_graphs((graph,), FORMATS["ntriples"], out)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        medians = measure({**our_writers(graph), **other_writers(out.getvalue())}, options.rounds)
    print(f"{len(graph.triples)} triples, median of {options.rounds} rounds")
    for name, seconds in sorted(medians.items(), key=lambda item: item[1]):
        rate = len(graph.triples) / seconds / 1000
        print(f"{name:24}{seconds * 1000:9.2f} ms {rate:8.0f} k triples/s {seconds / medians['ours, turtle']:8.2f} x our turtle")


if __name__ == "__main__":
    main()
