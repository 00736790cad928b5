"""Articles a second: kg build, shapes checked, beside the plain pipeline of a user, page by page in turn on the same files.

The plain pipeline is what one writes with the usual libraries: mwparserfromhell on the page, the infobox's values as text, an rdflib graph, pySHACL
with the same shapes read for each page, rdflib's N-Triples. It gets the triples of our graph for nothing, so that both check and write the same.

usage: python benchmarks/pipeline.py FOLDER [--pages N]     FOLDER holds MediaWiki pages (.xml), such as ../shared/corpus/xml
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from functools import partial
from pathlib import Path

import mwparserfromhell
import pyshacl
import rdflib

from kg import __version__
from kg.graph.iris import DEFAULT_BASE
from kg.graph.provenance import Provenance
from kg.pipeline.run import Outcome, run
from kg.rdf.formats import find_format, write_graphs
from kg.read.registry import ReadOptions
from kg.resources import ontology_text, shapes_text

PROVENANCE = Provenance(DEFAULT_BASE, __version__)


def build_ours(path: Path) -> Outcome:
    """Read, build, check and write one page as kg build does."""
    [outcome] = run([str(path)], ReadOptions(), PROVENANCE)
    if not isinstance(outcome, Outcome) or not outcome.publishable:
        sys.exit(f"{path}: {outcome}")
    write_graphs([outcome.built.graph], find_format("ntriples"), io.StringIO())
    return outcome


def build_plainly(path: Path, triples: bytes) -> None:
    """The same with the usual libraries, given the triples."""
    text = next(e.text or "" for e in ET.parse(path).iter() if e.tag.rpartition("}")[2] == "text")
    page = mwparserfromhell.parse(text)
    box = next(t for t in page.filter_templates() if str(t.name).strip().lower().startswith("infobox"))
    values = {str(p.name).strip(): p.value.strip_code() for p in box.params}
    graph = rdflib.Graph()
    graph.parse(data=triples, format="nt")
    conforms, _, _ = pyshacl.validate(graph, shacl_graph=shapes_text(), ont_graph=ontology_text(), shacl_graph_format="ttl", ont_graph_format="ttl")
    if not conforms or not values:
        sys.exit(f"{path}: the plain pipeline does not conform")
    graph.serialize(format="nt")


def seconds(job: Callable[[], object]) -> float:
    """Processor time of one call."""
    start = time.process_time()
    job()
    return time.process_time() - start


def main() -> None:
    """Time both on the same pages, in turn, and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=20, help="every so many pages that this number is reached")
    options = parser.parse_args()
    files = sorted(options.folder.glob("*.xml"))
    files = files[:: max(1, len(files) // options.pages)][: options.pages]
    if not files:
        sys.exit(f"no .xml file in {options.folder}")
    build_ours(files[0])
    rows = []
    for path in files:
        out = io.StringIO()
        write_graphs([build_ours(path).built.graph], find_format("ntriples"), out)
        ours = seconds(partial(build_ours, path))
        plain = seconds(partial(build_plainly, path, out.getvalue().encode()))
        rows.append((ours, plain, plain / ours))
    ours, plain, ratio = (statistics.median(column) for column in zip(*rows, strict=True))
    print(f"{len(rows)} pages, processor time, medians: kg build {1000 * ours:.1f} ms a page ({1 / ours:.1f} pages a second and core),")
    print(f"plain pipeline {1000 * plain:.1f} ms a page ({1 / plain:.2f} pages a second and core); ratio {ratio:.1f}")
    ratios, whole = [row[2] for row in rows], sum(row[1] for row in rows) / sum(row[0] for row in rows)
    print(f"ratio page by page: least {min(ratios):.1f}, most {max(ratios):.1f}; of the whole run {whole:.1f}")


if __name__ == "__main__":
    main()
