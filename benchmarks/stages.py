"""Processor time of each stage for an article: reading, extracting, mapping, accounting, making the graph, checking.

usage: python benchmarks/stages.py FOLDER [--json]     FOLDER holds articles of one form, such as ../shared/corpus/xml

The first third of the articles warms up (tables are loaded and patterns compiled when they are first needed); the others are measured, each once.
It measures the kg that Python finds, also that of commits before the packages were moved: benchmarks/compare_commits.py needs both.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from kg import __version__
from kg.read.registry import ReadOptions, open_articles

# What each function is called, and the modules that have it: today's first.
PLACES = {
    "extract": ("kg.extract.article", "kg.extract.pipeline"),
    "map_findings": ("kg.graph.claims", "kg.map"),
    "account": ("kg.pipeline.ledger", "kg.ledger"),
    "make_graph": ("kg.graph.triples", "kg.graph"),
    "Provenance": ("kg.graph.provenance", "kg.graph.triples", "kg.graph"),
    "DEFAULT_BASE": ("kg.graph.iris", "kg.iris"),
    "validate": ("kg.validation.shapes", "kg.validation"),
}


def find(name: str) -> Any:
    """A function or value of kg, wherever the commit has it."""
    for place in PLACES[name]:
        try:
            return getattr(import_module(place), name)
        except (ImportError, AttributeError):
            continue
    sys.exit(f"{name} is in none of {', '.join(PLACES[name])}")


def measure_stages(files: list[str]) -> tuple[Counter[str], int]:
    """Seconds of each stage over all articles of these files, and how many they are."""
    times: Counter[str] = Counter()
    base = find("DEFAULT_BASE")

    def clock(stage: str, job: Callable[..., Any], *arguments: Any) -> Any:
        begin = time.process_time()
        result = job(*arguments)
        times[stage] += time.process_time() - begin
        return result

    articles = clock("read", lambda: list(open_articles(files, ReadOptions())))
    for article in articles:
        extraction = clock("extract", find("extract"), article)
        mapped = clock("map", find("map_findings"), extraction, base)
        clock("account", find("account"), extraction.article, extraction.all_findings(), extraction.issues)
        graph = clock("make the graph", find("make_graph"), article, mapped, find("Provenance")(base, __version__))
        clock("check", find("validate"), graph.triples)
    return times, len(articles)


def main() -> None:
    """Warm up, measure, print milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    files = [str(path) for path in sorted(options.folder.iterdir())]
    measure_stages(files[: len(files) // 3])
    times, count = measure_stages(files[len(files) // 3 :])
    rows = {stage: 1000 * seconds / count for stage, seconds in times.items()}
    rows |= {"read + extract": rows["read"] + rows["extract"], "all": sum(rows.values())}
    if options.json:
        print(json.dumps(rows))
        return
    for stage, milliseconds in rows.items():
        print(f"{stage:16}{milliseconds:8.2f} ms")


if __name__ == "__main__":
    main()
