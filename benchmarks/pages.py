"""How long pages take over the graph of thousands of articles, each made anew: what a server does that has not kept the page, and a static site.

    python benchmarks/pages.py GRAPH.nq [--articles 5000] [--pages 60]

The graph (one version of each article) is copied with new names until it has enough articles. Then the catalogue is read, and pages of each kind
are described, read and rendered; the first of each kind warms up and is not counted. Times are those of the processor, so that what else runs on
the machine counts little. The wars with the most battles are measured apart.
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

from kg.pages.catalogue import Catalogue, read_catalogue
from kg.pages.entity import describe_page, entity_page, store_context
from kg.pages.overview.start import Chosen, start_page
from kg.pages.render import render_page
from kg.rdf.terms import IRI
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


def time_pages(store: Store, catalogue: Catalogue, iris: Iterable[str]) -> list[float]:
    """Milliseconds of the processor to make each page, after a first one."""
    links = ServerLinks(Settings())
    context = store_context(store, lambda: catalogue, links)
    times = []
    for iri in iris:
        began = time.process_time()
        description = describe_page(store, IRI(iri))
        assert description is not None, iri
        render_page(entity_page(description, context), links)
        times.append((time.process_time() - began) * 1000)
    return times[1:]


def choose_pages(store: Store, kind: str, most: int) -> list[str]:
    """Pages of a kind, spread over all of them."""
    rows = store.select(f"SELECT DISTINCT ?thing {{ ?thing a <{BASE}ontology#{kind.capitalize()}> }}").rows
    found = sorted(str(row[0]) for row in rows)
    return found[:: max(len(found) // most, 1)][:most]


def say(what: str, times: list[float]) -> None:
    """Print the median and the largest of some times."""
    ordered = sorted(times)
    print(f"{what}: median {statistics.median(ordered):.1f} ms, 95 % below {ordered[int(len(ordered) * 0.95)]:.1f} ms, largest {ordered[-1]:.1f} ms")


def measure(store: Store, pages: int) -> None:
    """Read the catalogue and make pages of each kind."""
    began = time.process_time()
    catalogue = read_catalogue(store)
    print(f"catalogue of {len(catalogue.conflicts):,} articles and {len(catalogue.names):,} names: {time.process_time() - began:.1f} s")
    links, times = ServerLinks(Settings()), []
    for _ in range(11):
        began = time.process_time()
        render_page(start_page(catalogue, Chosen(None, None, False, 1), links), links)
        times.append((time.process_time() - began) * 1000)
    say("start", times[1:])
    for kind in _KINDS:
        say(kind, time_pages(store, catalogue, choose_pages(store, kind, pages)))
    wars = sorted(catalogue.summaries.parts, key=lambda war: -len(catalogue.summaries.parts[war]))[:3]
    for war in wars:
        say(f"{war} ({len(catalogue.summaries.parts[war])} parts)", time_pages(store, catalogue, [war] * 4))


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
