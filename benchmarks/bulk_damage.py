"""A dump with one page in a hundred damaged, and some of its blocks: whether kg bulk names each, where it stands, and all others come out.

The articles are those of a folder of exports under new titles, one in four pages among invented ones. Pages are damaged in each of the ways of
`WAYS` in turn, blocks (of some streams apart) by a byte that is another. The same dump is built undamaged, and both are compared: every article that
was not damaged must have the same quads, and every damaged one an issue with its file, stream and offset. Damage that nobody needs to see, in a page
that is not of the domain, must cost nothing.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import json
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bulk import CORPUS, make_articles
from dump import make_pages

_PAGES, _EVERY = 20, 4
_HEAD = (
    b'<mediawiki xml:lang="en"><siteinfo><base>https://en.wikipedia.org/wiki/Main_Page</base><dbname>enwiki</dbname>'
    b"<generator>MediaWiki 1.44.0-wmf.1</generator></siteinfo>\n"
)
_TITLE, _TEXT = re.compile(rb"<title>[^<]*</title>"), re.compile(rb"<text[^>]*>")
_BOX = re.compile(rb"\{\{\s*Infobox[ _]+(?:military|civil|operational)", re.IGNORECASE)


def _within(page: bytes, words: bytes) -> bytes:
    """A page with words in the midst of its text."""
    at = (page.index(b"<text") + page.index(b"</text>")) // 2
    while page[at] & 0xC0 == 0x80:  # Within a character.
        at += 1
    return page[:at] + words + page[at:]


# What is done to a page. What has an end that others need is not damaged in it.
WAYS: dict[str, Callable[[bytes], bytes]] = {
    "no end": lambda page: page.replace(b"</page>", b""),
    "cut off": lambda page: page[: 2 * len(page) // 3],
    "no well-formed XML": lambda page: page.replace(b"</text>", b""),
    "markup that is not escaped": lambda page: _within(page, b"<ref>words</ref>"),
    "no UTF-8": lambda page: _within(page, b"\xff\xfe"),
    "a control character": lambda page: _within(page, b"\x01"),
    "an entity that nobody declared": lambda page: _within(page, b"&nobody;"),
    "no title": lambda page: _TITLE.sub(b"", page, count=1),
    "no text": lambda page: page[: page.index(b"<text")] + b'<text deleted="deleted" />' + page[page.index(b"</text>") + 7 :],
    "twice": lambda page: page + page,
    "too long": lambda page: _within(page, b"words " * 3_000_000),
}
# Ways in which a page is damaged whatever it is about: in others, nobody looks into a page that is of no domain.
_OF_ALL = ("no end", "cut off", "no text")


class Victim(NamedTuple):
    """A page that was damaged: its title, how, whether it is an article of the domain, and where it stands (for a page twice, its second)."""

    title: str
    way: str
    of_domain: bool
    stream: int
    offset: int


class Damaged(NamedTuple):
    """A dump that was damaged: its pages, and the streams of which a block was."""

    victims: list[Victim]
    streams: set[int]


def title_of(page: bytes) -> str:
    """The title of a page."""
    match = _TITLE.search(page)
    return match.group()[7:-8].decode() if match else ""


def write_damaged(path: Path, pages: Sequence[bytes], ways: dict[int, str], blocks: set[int], per_stream: int = _PAGES) -> Damaged:
    """Write pages as a multistream dump; ``ways`` tells how pages are damaged, by number, ``blocks`` which streams, by number."""
    victims, streams = list[Victim](), set[int]()
    with path.open("wb") as out:
        out.write(bz2.compress(_HEAD))
        for number, at in enumerate(range(0, len(pages), per_stream)):
            begin, text = out.tell(), b""
            for index in range(at, min(at + per_stream, len(pages))):
                page, way = pages[index], ways.get(index)
                offset = len(text) + (len(page) if way == "twice" else 0)
                if way:
                    victims.append(Victim(title_of(page), way, bool(_BOX.search(page)), begin, offset))
                text += WAYS[way](page) if way else page
            packed = bytearray(bz2.compress(text))
            if number in blocks:
                packed[len(packed) // 2] ^= 0xFF
                streams.add(begin)
            out.write(packed)
        out.write(bz2.compress(b"</mediawiki>\n"))
    return Damaged(victims, streams)


def quads_by_article(folder: Path) -> dict[str, str]:
    """The quads of a folder by the graph that they are in."""
    found = dict[str, list[str]]()
    for shard in sorted((folder / "shards").iterdir()):
        with gzip.open(shard, "rt", encoding="utf-8", newline="\n") as file:
            for line in file:
                found.setdefault(line.rpartition(" <")[2], []).append(line)
    return {name: "".join(lines) for name, lines in found.items()}


def issues_of(folder: Path) -> Iterator[dict[str, object]]:
    """The issues of a folder that say that something could not be read."""
    for path in sorted((folder / "issues").glob("*")):
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
            yield from (told for told in map(json.loads, file) if told["code"] == "unreadable")


def compare(whole: Path, damaged: Path, found: Damaged, dump: Path, in_blocks: set[str]) -> tuple[Counter[str], list[str]]:
    """Compare the folders of the undamaged dump and of the damaged one: how many victims of each way were named, and all that is wrong.

    ``in_blocks`` are the articles of streams of which a block was damaged.
    """
    wrong, named = list[str](), Counter[str]()
    issues = [*issues_of(damaged)]
    if any(one["file"] != dump.name for one in issues):
        wrong.append("an issue names another file")
    places = Counter((one["stream"], one["offset"]) for one in issues)
    for victim in found.victims:
        if victim.stream in found.streams:
            continue
        told = places.pop((victim.stream, victim.offset), 0)
        if victim.of_domain or victim.way in _OF_ALL:
            named[victim.way] += told == 1
            if told != 1:
                wrong.append(f"{victim} is named {told} times")
        elif told:
            wrong.append(f"{victim} is named, though nobody needs it")
        else:
            named[f"{victim.way}, in a page of no domain: costs nothing"] += 1
    for stream in found.streams:
        told = sum(places.pop(place) for place in [place for place in places if place[0] == stream])
        named["a block of a stream"] += told > 0
        if not told:
            wrong.append(f"the stream {stream} is not named")
    wrong += [f"an issue that nobody expects: {place}" for place in places]
    lost = {victim.title.replace(" ", "_") for victim in found.victims if victim.way != "twice"}
    before, after = quads_by_article(whole), quads_by_article(damaged)
    for name, quads in before.items():
        title = name.partition("/article/")[2].partition("/")[0]
        if after.get(name) != quads and title not in lost | in_blocks:
            wrong.append(f"{title} has other quads")
    wrong += [f"{name} is new" for name in after.keys() - before.keys()]
    named["articles that were not damaged and came out the same"] = sum(after.get(name) == quads for name, quads in before.items())
    return named, wrong


def run_bulk(dump: Path, out: Path) -> None:
    """Build a dump in a process of its own."""
    subprocess.run([sys.executable, "-m", "kg", "bulk", str(dump), "-o", str(out), "-q"], check=True)


def measure(articles: int, share: float, corpus: Path, folder: Path) -> int:
    """Write both dumps, build and compare them, and print what came of it; 1 where something is wrong."""
    chance = random.Random(3)
    fillers = [page for page in make_pages(4_000_000) if b"{{Infobox military" not in page and b"<redirect" not in page]
    pages = list[bytes]()
    for at, article in enumerate(make_articles(corpus, articles)):
        pages.append(article)
        pages += (_TITLE.sub(b"<title>Page %d-%d</title>" % (at, number), chance.choice(fillers), count=1) for number in range(_EVERY - 1))
    victims = chance.sample(range(len(pages)), round(share * len(pages)))
    names = [*WAYS]
    ways = {index: names[at % len(names)] for at, index in enumerate(victims)}
    whole, dump = folder / "whole.xml.bz2", folder / "dump.xml.bz2"
    write_damaged(whole, pages, {}, set())
    count = -(-len(pages) // _PAGES)
    blocks = set(chance.sample(range(count), max(count // 100, 1)))
    found = write_damaged(dump, pages, ways, blocks)
    for one in (whole, dump):
        run_bulk(one, folder / one.name.partition(".")[0])
    in_blocks = {title_of(page).replace(" ", "_") for number in blocks for page in pages[number * _PAGES : (number + 1) * _PAGES]}
    named, wrong = compare(folder / "whole", folder / "dump", found, dump, in_blocks)
    print(f"{len(pages):,} pages, {articles:,} articles; {len(victims):,} pages and {len(blocks)} blocks damaged")
    for way, number in sorted(named.items()):
        print(f"{number:6,}  {way}")
    print("\n".join(wrong[:20]) or "nothing is wrong")
    return 1 if wrong else 0


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="?", type=int, default=2000)
    parser.add_argument("--share", type=float, default=0.01, help="the part of pages that is damaged")
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(measure(options.articles, options.share, options.corpus, Path(folder)))


if __name__ == "__main__":
    main()
