"""Triples and bytes a fact in each profile, and whether full and compact come out of each other: python benchmarks/profiles.py ARTICLE..."""

from __future__ import annotations

import argparse
import gzip
import time
from collections.abc import Iterable
from pathlib import Path

import kg
from kg.profiles import COMPACT, FULL, PROFILES
from kg.profiles.convert import convert
from kg.rdf.ntriples import to_lines
from kg.rdf.terms import CK, RDF, RDFS, SKOS, Triple

NAMES = (RDFS.term("label"), SKOS.term("altLabel"), CK.term("wikipediaTitle"))


def count_facts(triples: Iterable[Triple]) -> int:
    """The claims of a full graph that do not only name something."""
    return sum(triple.predicate == RDF.term("predicate") and triple.object not in NAMES for triple in triples)


def measure(path: Path) -> None:
    """Print a line for each profile of the articles of a file or folder: together they are one graph."""
    full = {triple for outcome in kg.build(path, check=False) if isinstance(outcome, kg.Outcome) for triple in outcome.built.graph.triples}
    facts = count_facts(full)
    print(f"{path}: {facts:,} facts that are no names")
    for profile in PROFILES:
        began = time.process_time()
        graph = convert(full, profile)
        took = time.process_time() - began
        lines = "".join(to_lines(graph)).encode()
        packed = len(gzip.compress(lines, mtime=0))
        print(
            f"  {profile:8} {len(graph):9,} triples {len(graph) / facts:6.2f} a fact; N-Triples {len(lines) / facts:7,.0f} bytes a fact, "
            f"{packed / facts:6,.0f} packed; converted in {took:.2f} s of processor time"
        )
        if profile == COMPACT:
            same = set(convert(graph, FULL)) == full
            print(f"           full again from compact: {'the same triples' if same else 'DIFFERENT'}")


def main() -> None:
    """Measure each path by itself."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="+", type=Path, metavar="ARTICLE")
    for path in parser.parse_args().articles:
        measure(path)


if __name__ == "__main__":
    main()
