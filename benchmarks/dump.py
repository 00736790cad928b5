"""Speed and memory of scanning a dump, against bzcat on the same file and the same cores.

usage: python benchmarks/dump.py [MEGABYTES] [--keep FOLDER]

A synthetic dump (invented words in the shape of a wiki: pages, redirects, talk pages, one page in 200 with an infobox of the domain) is written to a temporary
folder as one stream and as many ("multistream"), as Wikimedia does. Both programs read each file in turn, three times, and the medians are compared.
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

_HEAD = '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">\n<siteinfo><base>https://wiki.example/wiki/Main_Page</base></siteinfo>\n'
_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "qui", "ro", "su", "ta", "ve", "wi", "xo", "yu", "za", "stra", "ment", "tion", "al", "er")
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
    return f"{head}<revision><id>{number + 7}</id><timestamp>2020-01-01T00:00:00Z</timestamp><model>wikitext</model><text>{text}</text></revision></page>\n"


def _prose(words: list[str], weights: list[float], chance: random.Random) -> str:
    picked = chance.choices(words, weights, k=chance.randint(50, 1500))
    for index in range(0, len(picked), 12):
        picked[index] = f"[[{picked[index]}]]"
    for index in range(30, len(picked), 60):
        picked[index] += f".&lt;ref&gt;{{{{cite book|last={picked[index]}|title={picked[index - 1]}|year={1900 + index % 99}}}}}&lt;/ref&gt;\n\n"
    return " ".join(picked)


def _box(title: str, words: list[str], chance: random.Random) -> str:
    one, two = (chance.choice(words).title() for _ in range(2))
    return (
        f"{{{{Infobox military conflict\n|conflict={title}\n|date=3 May 1812\n|place=[[{one}]]\n|result={one} victory\n|combatant1={{{{flag|{one}}}}}\n|combatant2={{{{flag|{two}}}}}\n"
        f"|commander1=[[{one} {two}]]{{{{KIA}}}}\n|strength1={chance.randint(100, 9000)} men\n|casualties2={chance.randint(1, 90)} killed&lt;br /&gt;4 captured\n}}}}\n"
    )


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
    from kg.article import Article
    from kg.read.mediawiki import read_mediawiki

    with path.open("rb") as stream:
        count = sum(isinstance(found, Article) for found in read_mediawiki(stream, str(path)))
    print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def _timed(command: list[str]) -> tuple[float, str]:
    begin = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=command[0] != "sh", text=True)
    return time.perf_counter() - begin, done.stdout or ""


def compare(name: str, path: Path, size: int) -> None:
    """Run both in turn and print the medians."""
    bzcat, ours, told = list[float](), list[float](), ""
    for _ in range(3):
        bzcat.append(_timed(["sh", "-c", 'bzcat "$1" > /dev/null', "sh", str(path)])[0])
        seconds, told = _timed([sys.executable, __file__, "--scan", str(path)])
        ours.append(seconds)
    articles, memory = told.split()
    ratio = median(bzcat) / median(ours)
    print(
        f"{name}: bzcat {size / median(bzcat) / 1e6:.1f} MB/s, scan {size / median(ours) / 1e6:.1f} MB/s ({ratio:.0%}), {articles} articles, {memory} MB of memory"
    )


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
