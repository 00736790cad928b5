"""How long pages take over the graph of thousands of articles, each made anew: what a server does that has not kept the page, and a static site.

    python benchmarks/pages.py GRAPH.nq [--articles 5000] [--pages 60]

The graph (one version of each article) is copied with new names until it has enough articles. Then the catalogue is read, and pages of each kind
are described, read and rendered, each twice: the first time the store reads from disk; the first page of each kind is not counted. Times are those
of the processor, so that what else runs on the machine counts little. The wars with the most battles and the groups with the most conflicts are
measured apart, the same in several copies. Before, the process sets aside what stays, as the server does (kg/serve/memory.py).
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from serve import BASE, multiply

from kg.pages.catalogue import Catalogue
from kg.pages.entity import describe_page, entity_page, store_context
from kg.pages.overview.search import search_page
from kg.pages.overview.start import Chosen, start_page
from kg.pages.render import render_page
from kg.rdf.terms import IRI
from kg.serve.memory import Memory
from kg.serve.pages.catalogue import open_catalogue
from kg.serve.pages.links import ServerLinks
from kg.serve.settings import Settings
from kg.store.embedded import open_folder
from kg.store.store import Store

_ARTICLE = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/conflict-kg/ontology#Article>"
_KINDS = ("conflict", "person", "group", "place", "claim", "article")


def count_articles(graph: Path) -> int:
    """The articles of a graph in N-Quads."""
    with graph.open("rb") as lines:
        return sum(_ARTICLE in line for line in lines)


def time_pages(store: Store, catalogue: Catalogue, iris: Iterable[str]) -> tuple[list[float], list[float]]:
    """Milliseconds of the processor to make each page for the first time, and again, after a first one."""
    links = ServerLinks(Settings())
    context = store_context(store, lambda: catalogue, links)
    first, again = list[float](), list[float]()
    for iri in iris:
        for times in (first, again):
            began = time.process_time()
            description = describe_page(store, IRI(iri))
            assert description is not None, iri
            render_page(entity_page(description, context), links)
            times.append((time.process_time() - began) * 1000)
    return first[1:], again[1:]


def choose_pages(store: Store, kind: str, most: int) -> list[str]:
    """Pages of a kind, spread over all of them."""
    rows = store.select(f"SELECT DISTINCT ?thing {{ ?thing a <{BASE}ontology#{kind.capitalize()}> }}").rows
    found = sorted(str(row[0]) for row in rows)
    return found[:: max(len(found) // most, 1)][:most]


def say(what: str, first: list[float], again: list[float]) -> None:
    """Print medians, 95 % quantiles and the largest of times."""
    shown = []
    for times in (first, again):
        ordered = sorted(times)
        shown.append(f"{statistics.median(ordered):.1f} ms, 95 % below {ordered[int(len(ordered) * 0.95)]:.1f} ms, largest {ordered[-1]:.1f} ms")
    print(f"{what}: median {shown[1]} (the first time {shown[0]})")


def measure(store: Store, pages: int) -> None:
    """Read the catalogue and make pages of each kind."""
    began = time.process_time()
    catalogue = open_catalogue(store)
    print(f"catalogue of {len(catalogue.conflicts):,} articles and {len(catalogue.names):,} names: {time.process_time() - began:.1f} s")
    Memory()
    links, times = ServerLinks(Settings()), []
    for _ in range(11):
        began = time.process_time()
        render_page(start_page(catalogue, Chosen(None, None, False, 1), links), links)
        times.append((time.process_time() - began) * 1000)
    say("start", times[:1], times[1:])
    for kind in _KINDS:
        say(kind, *time_pages(store, catalogue, choose_pages(store, kind, pages)))
    wars = sorted(catalogue.summaries.parts, key=lambda war: -len(catalogue.summaries.parts[war]))[:pages]
    say(f"wars of {len(catalogue.summaries.parts[wars[-1]])} parts and more", *time_pages(store, catalogue, wars))
    groups = sorted((thing for thing in catalogue.involved if "/group/" in thing), key=lambda group: -len(catalogue.involved[group]))[:pages]
    say(f"groups of {len(catalogue.involved[groups[-1]])} conflicts and more", *time_pages(store, catalogue, groups))
    for words in ("battle", "Narva 1944", "1944"):
        began = time.process_time()
        render_page(search_page(catalogue, words, 100), links)
        print(f"search for {words!r}: {(time.process_time() - began) * 1000:.1f} ms")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--pages", type=int, default=60, help="of each kind")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="kg-pages-"))
    try:
        with options.graph.open("rb") as lines:
            quads = sum(1 for _ in lines)
        copies = -(-options.articles // count_articles(options.graph))
        print(f"{multiply(options.graph, folder / 'graph.nq', quads * copies):,} quads")
        subprocess.run([sys.executable, "-m", "kg", "load", folder / "graph.nq", "--store", folder / "store"], check=True, capture_output=True)
        measure(open_folder(folder / "store"), options.pages)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
