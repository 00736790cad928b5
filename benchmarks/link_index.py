"""Measure an index of synthetic items: time and memory to build it from a JSON dump, time to open it and to look titles up.

usage: python benchmarks/link_index.py [ITEMS] [FOLDER]      (10,000,000 items, the system's folder for temporary files)
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kg.link.index.lookup import Index

_SYLLABLES = ("al", "bar", "den", "dor", "fel", "gan", "hal", "kar", "lin", "mor", "nar", "os", "pol", "qir", "ras", "sen", "tor", "ul", "var", "zin")
_CLASSES = ("Q5", "Q5", "Q5", "Q178561", "Q176799", "Q515", "Q486972", "Q198")
_LOOKUPS = 10_000


def make_lines(count: int) -> Iterator[str]:
    """The lines of a dump with ``count`` items of the domain, each with a label, a page, a class, a date and a country."""
    chance = random.Random(7)
    yield "[\n"
    for number in range(1, count + 1):
        name = " ".join("".join(chance.choices(_SYLLABLES, k=3)).capitalize() for _ in range(2))
        cls, year = chance.choice(_CLASSES), chance.randrange(1000, 2020)
        entity = {
            "type": "item",
            "id": f"Q{number}",
            "labels": {"en": {"language": "en", "value": name}},
            "claims": {"P31": [_item(cls)], "P17": [_item("Q30")], "P571": [_time(year)]},
            "sitelinks": {"enwiki": {"site": "enwiki", "title": f"{name} ({number})"}},
        }
        yield json.dumps(entity) + (",\n" if number < count else "\n")
    yield "]\n"


def _item(qid: str) -> dict[str, object]:
    value = {"entity-type": "item", "numeric-id": int(qid[1:]), "id": qid}
    return {"mainsnak": {"snaktype": "value", "datavalue": {"value": value, "type": "wikibase-entityid"}}, "rank": "normal"}


def _time(year: int) -> dict[str, object]:
    value = {"time": f"+{year:04d}-00-00T00:00:00Z", "precision": 9}
    return {"mainsnak": {"snaktype": "value", "datavalue": {"value": value, "type": "time"}}, "rank": "normal"}


def measure(count: int, folder: Path) -> None:
    """Build in a process of its own, so that its memory is told apart, and print what was measured."""
    dump, index = folder / "dump.json", folder / "synthetic.idx"
    with dump.open("w", encoding="utf-8") as out:
        out.writelines(make_lines(count))
    print(f"dump: {count:,} items, {dump.stat().st_size / 1e9:.1f} GB", flush=True)
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "kg", "index", str(dump), "-o", str(index), "-q"], check=True)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"build: {seconds:.0f} s, {count / seconds:,.0f} items a second, peak memory {peak:.0f} MB, index {index.stat().st_size / 1e9:.2f} GB",
        flush=True,
    )
    start = time.perf_counter()
    with Index(str(index)) as opened:
        print(f"open: {1000 * (time.perf_counter() - start):.1f} ms")
        titles = _titles(dump, count)
        start = time.perf_counter()
        found = opened.qids_of_titles(titles)
        print(f"look-up: {len(titles):,} titles in {time.perf_counter() - start:.2f} s, {len(found):,} found", flush=True)


def _titles(dump: Path, count: int) -> list[str]:
    step = max(1, count // _LOOKUPS)
    with dump.open(encoding="utf-8") as lines:
        wanted = [
            json.loads(line.rstrip(",\n"))["sitelinks"]["enwiki"]["title"]
            for number, line in enumerate(lines)
            if number and number % step == 0 and len(line) > 3
        ]
    random.Random(7).shuffle(wanted)
    return wanted[:_LOOKUPS]


if __name__ == "__main__":
    items = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as temporary:
        measure(items, Path(temporary))
