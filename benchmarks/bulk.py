"""Processor time of kg bulk on a multistream dump, against bzcat on the same file, in one run.

The articles are those of a folder of exports (``../shared/corpus/xml``) under new titles, shuffled, one in 280 pages among
invented pages (`dump.py`); the streams have 100 pages, as Wikimedia's. Measured are, each in a process of its own with all it starts:

- ``bzcat``: unpacking alone;
- ``scan``: the first stage of a run, with the program's start and the index;
- ``index``: what a second run reads before it builds anything: the index, and the streams with pages of the domain;
- ``build``: a run by the index.

Each but the last is measured several times, in turn, and the least is told: others use the machine, too.
"""

from __future__ import annotations

import argparse
import bz2
import random
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

from dump import make_pages

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "xml"
_PAGES, _EVERY = 100, 280
_HEAD = (
    b'<mediawiki xml:lang="en">\n<siteinfo><base>https://en.wikipedia.org/wiki/Main_Page</base><dbname>enwiki</dbname>'
    b"<generator>MediaWiki 1.44.0-wmf.1</generator></siteinfo>\n"
)
_PAGE, _TITLE = re.compile(rb"<page>.*?</page>\n?", re.DOTALL), re.compile(rb"<title>[^<]*")
# Pages of other kinds that are made once and used again under other titles: making them costs more than packing them.
_FILLERS = 40_000_000


def make_articles(corpus: Path, number: int) -> Iterator[bytes]:
    """So many articles: the pages of a corpus again and again, each time in another order and under other titles."""
    pages = [match.group() for path in sorted(corpus.glob("*.xml")) for match in _PAGE.finditer(path.read_bytes())]
    chance = random.Random(1)
    rounds = (chance.sample(pages, len(pages)) for _ in count())
    for at, page in enumerate(islice((page for one in rounds for page in one), number)):
        yield _TITLE.sub(lambda match, at=at: match.group() + b" %d" % at, page, count=1)  # type: ignore[misc]


def write_dump(path: Path, corpus: Path, articles: int) -> int:
    """Write a dump with so many articles, and return how many bytes it unpacks to."""
    fillers = [page for page in make_pages(_FILLERS) if b"{{Infobox military" not in page]
    chance = random.Random(2)
    size, batch = len(_HEAD), list[bytes]()
    with path.open("wb") as out:
        out.write(bz2.compress(_HEAD))

        def put(page: bytes) -> None:
            batch.append(page)
            if len(batch) == _PAGES:
                flush()

        def flush() -> None:
            nonlocal size
            data = b"".join(batch)
            size += len(data)
            out.write(bz2.compress(data))
            batch.clear()

        for at, article in enumerate(make_articles(corpus, articles)):
            place = chance.randrange(_EVERY)
            for page in range(_EVERY):
                put(article if page == place else _TITLE.sub(b"<title>Page %d-%d" % (at, page), chance.choice(fillers), count=1))
        flush()
        out.write(bz2.compress(b"</mediawiki>\n"))
    return size


class Run(NamedTuple):
    """Seconds of processor time and by the clock."""

    processor: float
    clock: float


def timed(command: list[str]) -> Run:
    """Run a command to its end, with all that it starts."""
    begin, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Run(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.perf_counter() - begin)


def run_stage(stage: str, dump: Path, out: Path, jobs: int) -> None:
    """Run one stage as kg bulk does; that is how this program calls itself."""
    from kg.bulk import run
    from kg.bulk.work import Building
    from kg.cli.bulk.bulk import bulk

    if stage == "scan":
        run._build = lambda *_: iter(())  # type: ignore[assignment]
    elif stage == "index":
        Building._make, Building.load = lambda self, data, *_: run.refuse("", "", run.Place(0, 0), ""), lambda self: None  # type: ignore[method-assign]
    bulk([str(dump), "-o", str(out), "-j", str(jobs), "-q"], standalone_mode=False)


def measure(dump: Path, stage: str, jobs: int, out: Path) -> Run:
    """Measure a stage from its beginning; scanning makes the index anew."""
    shutil.rmtree(out, ignore_errors=True)
    if stage == "scan":
        dump.with_name(f"{dump.name}.kgidx").unlink(missing_ok=True)
    return timed([sys.executable, __file__, "--stage", stage, "--dump", str(dump), "--out", str(out), "--jobs", str(jobs)])


def least(runs: list[Run]) -> Run:
    """The least of each measure."""
    return Run(min(run.processor for run in runs), min(run.clock for run in runs))


def tell_share(dump: Path, size: int) -> str:
    """Which part of the dump a second run unpacks, by its index: of its streams, of its packed bytes, and of its text."""
    with closing(sqlite3.connect(dump.with_name(f"{dump.name}.kgidx"))) as base:
        streams, packed = base.execute("SELECT count(*), sum(size) FROM stream").fetchone()
        text = base.execute("SELECT sum(last) FROM (SELECT max(last) AS last FROM page GROUP BY stream)").fetchone()[0]
    whole = len(re.findall(rb"BZh9(?:1AY&SY|\x17rE8P\x90)", dump.read_bytes()))
    parts = f"{streams / whole:.1%} of the streams, {packed / dump.stat().st_size:.1%} of what is packed, {text / size:.1%} of the text"
    return f"A second run unpacks {parts}."


def compare(dump: Path, size: int, articles: int, repeat: int, build: bool) -> None:
    """Measure all in turn and print a table."""
    out = dump.with_name("out")
    cells: dict[str, list[Run]] = {}
    for _ in range(repeat):
        cells.setdefault("bzcat", []).append(timed(["bzcat", str(dump)]))
        for jobs in (1, 2):
            for stage in ("scan", "index"):
                cells.setdefault(f"{stage}, {jobs} process{'es' if jobs > 1 else ''}", []).append(measure(dump, stage, jobs, out))
    if build:
        cells["build, 2 processes"] = [measure(dump, "build", 2, out)]
    base = least(cells["bzcat"])
    print(f"{articles} articles, {articles * _EVERY:,} pages, {dump.stat().st_size / 1e6:.0f} MB packed, {size / 1e6:.0f} MB of text")
    print(tell_share(dump, size))
    print("| | processor | of bzcat | clock | of bzcat |\n|---|---|---|---|---|")
    for name, runs in cells.items():
        run = least(runs)
        print(f"| {name} | {run.processor:.2f} s | {run.processor / base.processor:.2f} | {run.clock:.2f} s | {run.clock / base.clock:.2f} |")
    if build:
        run = cells["build, 2 processes"][0]
        print(f"{1000 * run.processor / articles:.1f} ms of processor time an article")


def main() -> None:
    """Make a dump and compare, or run one stage."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="?", type=int, default=120, help="how many articles the dump has (280 times as many pages)")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--build", action="store_true", help="also build the articles")
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--stage", help=argparse.SUPPRESS)
    parser.add_argument("--dump", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--jobs", type=int, default=1, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.stage:
        run_stage(options.stage, options.dump, options.out, options.jobs)
        return
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "dump.xml.bz2"
        compare(dump, write_dump(dump, options.corpus, options.articles), options.articles, options.repeat, options.build)


if __name__ == "__main__":
    main()
