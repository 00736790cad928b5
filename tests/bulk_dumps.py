"""Small multistream dumps of an invented wiki, and runs over them with units so small that there are many."""

from __future__ import annotations

import bz2
import hashlib
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from wiki_pages import BOX

HEAD = (
    b'<mediawiki xml:lang="en"><siteinfo><base>https://en.wikipedia.org/wiki/Main_Page</base><dbname>enwiki</dbname>'
    b"<generator>MediaWiki 1.44.0-wmf.1</generator></siteinfo>\n"
)
END = b"</mediawiki>\n"
# What a run does in a process of its own, in units of three kilobytes and shards of two pages.
SMALL_UNITS = "import kg.bulk.streams, kg.bulk.run; kg.bulk.streams.UNIT = 3000; kg.bulk.run.PAGES = 2; from kg.__main__ import run; run()"


def page(title: str, text: str, number: int = 1, redirect: str = "") -> bytes:
    leads = f'<redirect title="{escape(redirect)}" />' if redirect else ""
    revision = f"<revision><id>{number + 1000}</id><timestamp>2024-05-01T00:00:00Z</timestamp><text>{escape(text)}</text></revision>"
    return f"<page><title>{escape(title)}</title><ns>0</ns><id>{number}</id>{leads}{revision}</page>\n".encode()


def battle(name: str, number: int = 1) -> bytes:
    return page(name, BOX.format(name=name), number)


def filler(number: int) -> bytes:
    """A page that is not of the domain, of words that do not pack well."""
    words = " ".join(hashlib.sha256(f"{number} {index}".encode()).hexdigest() for index in range(12))
    return page(f"River {number}", f"{{{{Infobox river|name=River {number}}}}}\n{words}", number)


def write_dump(path: Path, streams: Iterable[Iterable[bytes]], head: bytes = HEAD) -> Path:
    """Write pages as a dump, each of the lists as a stream."""
    path.write_bytes(b"".join(map(bz2.compress, (head, *(b"".join(pages) for pages in streams), END))))
    return path


def write_wiki(path: Path, streams: int = 24) -> Path:
    """A dump of so many streams of three pages; a third of them holds a battle, whose parties are known by a redirect of the last stream."""
    found = []
    for number in range(streams):
        pages = [filler(3 * number), filler(3 * number + 1)]
        pages.insert(number % 3, battle(f"Battle of Hill {number}", 3 * number + 2) if number % 3 == 0 else filler(3 * number + 2))
        found.append(pages)
    found.append([page("Varn", "#REDIRECT [[Varn Republic]] {{R from short name}}", 9000, "Varn Republic")])
    return write_dump(path, found)


def bytes_of(folder: Path) -> dict[str, bytes]:
    """All files of a folder by their names."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def noting_builds(log: Path) -> str:
    """As SMALL_UNITS, with the title of each page that is built added to a file."""
    note = f"open({str(log)!r}, 'ab').write(read_title(data).encode() + b'\\n')"
    made = f"lambda data, *rest: ({note}, make(data, *rest))[1]"
    return (
        f"import kg.bulk.page as page; from kg.read.mediawiki.pages import read_title; make = page.make_page; page.make_page = {made}; {SMALL_UNITS}"
    )


def built_titles(log: Path) -> list[str]:
    """The titles that ``noting_builds`` has noted."""
    return log.read_text().splitlines() if log.is_file() else []
