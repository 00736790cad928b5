"""Speed and memory of scanning a dump, against bzcat on the same file and the same cores.

A synthetic dump (invented words in the shape of a wiki: pages, redirects, one page in 200 with an infobox of the domain) is written to a
temporary folder as one stream and as many ("multistream"), as Wikimedia does. Both programs read each file in turn, three times, and the
medians are compared. The processor's time is told as well: on a machine that is busy with other work it is the better measure.
"""

from __future__ import annotations

import argparse
import bz2
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

_HEAD = '<mediawiki xml:lang="en">\n<siteinfo><base>https://wiki.example/wiki/Main_Page</base></siteinfo>\n'
_SYLLABLES = (
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "je",
    "ki",
    "lo",
    "mu",
    "na",
    "pe",
    "qui",
    "ro",
    "su",
    "ta",
    "ve",
    "wi",
    "xo",
    "yu",
    "za",
    "stra",
    "ment",
    "tion",
    "al",
    "er",
)
_PAGES_PER_STREAM = 100
_EVERY = 200


def make_pages(size: int, seed: int = 1) -> Iterator[bytes]:
    """Give pages of a synthetic wiki until they hold ``size`` bytes."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(20_000)]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    made = number = 0
    while made < size:
        number += 1
        page = _page(number, words, weights, chance).encode()
        made += len(page)
        yield page


def _page(number: int, words: list[str], weights: list[float], chance: random.Random) -> str:
    title = f"{chance.choice(words).title()} {number}"
    head = f"<page><title>{title}</title><ns>0</ns><id>{number}</id>"
    if number % 5 == 0:
        text = f"#REDIRECT [[{chance.choice(words).title()} {number - 1}]]"
        head += f'<redirect title="{text[12:-2]}" />'
    else:
        text = _prose(words, weights, chance)
        if number % _EVERY == 1:
            text = _box(title, words, chance) + text
        elif number % 3 == 1:
            text = f"{{{{Infobox settlement|name={title}|population={number}}}}}\n" + text
    meta = f"<id>{number + 7}</id><timestamp>2020-01-01T00:00:00Z</timestamp><model>wikitext</model>"
    return f"{head}<revision>{meta}<text>{text}</text></revision></page>\n"


def _prose(words: list[str], weights: list[float], chance: random.Random) -> str:
    picked = chance.choices(words, weights, k=chance.randint(50, 1500))
    for index in range(0, len(picked), 12):
        picked[index] = f"[[{picked[index]}]]"
    for index in range(30, len(picked), 60):
        picked[index] += f".&lt;ref&gt;{{{{cite book|last={picked[index]}|title={picked[index - 1]}|year={1900 + index % 99}}}}}&lt;/ref&gt;\n\n"
    return " ".join(picked)


_BOX = """{{{{Infobox military conflict
|conflict={title}
|date=3 May 1812
|place=[[{one}]]
|result={one} victory
|combatant1={{{{flag|{one}}}}}
|combatant2={{{{flag|{two}}}}}
|commander1=[[{one} {two}]]{{{{KIA}}}}
|strength1={men} men
|casualties2={dead} killed&lt;br /&gt;4 captured
}}}}
"""


def _box(title: str, words: list[str], chance: random.Random) -> str:
    one, two = (chance.choice(words).title() for _ in range(2))
    return _BOX.format(title=title, one=one, two=two, men=chance.randint(100, 9000), dead=chance.randint(1, 90))


def write_dumps(folder: Path, size: int) -> dict[str, Path]:
    """Write the same pages as one bzip2 stream and as many."""
    paths = {name: folder / f"{name}.xml.bz2" for name in ("multistream", "one stream")}
    single = bz2.BZ2Compressor()
    with paths["multistream"].open("wb") as many, paths["one stream"].open("wb") as one:
        one.write(single.compress(_HEAD.encode()))
        many.write(bz2.compress(_HEAD.encode()))
        batch: list[bytes] = []
        for page in make_pages(size):
            batch.append(page)
            if len(batch) == _PAGES_PER_STREAM:
                many.write(bz2.compress(b"".join(batch)))
                one.write(single.compress(b"".join(batch)))
                batch.clear()
        rest = b"".join(batch) + b"</mediawiki>\n"
        many.write(bz2.compress(rest))
        one.write(single.compress(rest) + single.flush())
    return paths


def scan(path: Path) -> None:
    """Read all articles of a dump; print how many, and the most memory that was held."""
    from kg.model.article import Article
    from kg.read.mediawiki.dump import read_mediawiki

    with path.open("rb") as stream:
        count = sum(isinstance(found, Article) for found in read_mediawiki(stream, str(path)))
    print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


class Run(NamedTuple):
    """Seconds by the clock, seconds of processor time, and what was printed."""

    clock: float
    processor: float
    told: str


def _timed(command: list[str]) -> Run:
    begin, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(time.perf_counter() - begin, processor, done.stdout)


def compare(name: str, path: Path, size: int) -> None:
    """Run both in turn and print the medians."""
    runs = [
        (_timed(["sh", "-c", 'bzcat "$1" > /dev/null', "sh", str(path)]), _timed([sys.executable, __file__, "--scan", str(path)])) for _ in range(3)
    ]
    bzcat, ours = (median(run.clock for run in column) for column in zip(*runs, strict=True))
    work = [median(run.processor for run in column) for column in zip(*runs, strict=True)]
    articles, memory = runs[0][1].told.split()
    print(f"{name}: bzcat {size / bzcat / 1e6:.1f} MB/s, scan {size / ours / 1e6:.1f} MB/s: {bzcat / ours:.0%}")
    print(f"  processor time {work[0]:.2f} s and {work[1]:.2f} s; {articles} articles; {memory} MB of memory")


def main() -> None:
    """Make the dumps, or scan one (that is how it calls itself)."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("megabytes", nargs="?", type=int, default=100)
    parser.add_argument("--scan", type=Path)
    options = parser.parse_args()
    if options.scan:
        scan(options.scan)
        return
    size = options.megabytes * 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        for name, path in write_dumps(Path(folder), size).items():
            compare(name, path, size)


if __name__ == "__main__":
    main()
