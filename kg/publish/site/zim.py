"""The site as a ZIM archive, for Kiwix and other readers. It stands beside a release, not in it: libzim gives each archive a number of its own,
so that two of the same pages differ in some bytes."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from functools import cache
from html import unescape
from mimetypes import guess_type
from pathlib import Path
from typing import Any, NamedTuple

from kg.publish.dataset import Dataset
from kg.publish.site.names import SITE
from kg.version import __version__

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
# Links to files of the release that the archive does not hold.
_BESIDE = re.compile(r'href="(?:\.\./)*((?:data|tables|answers|queries|metadata)/[^"]*|[A-Za-z_.-]+\.(?:md|cff|json))"')
_SIDE = 48
_MAKER = "conflict-kg"
_TYPES = {
    ".js": "text/javascript",
    ".ttl": "text/turtle",
    ".jsonld": "application/ld+json",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
}


class About(NamedTuple):
    """What the archive tells of itself, which is called ``name``. ``address`` is where the release stands on the web ("": unknown); ``issued`` is a
    date (ISO 8601)."""

    name: str
    title: str
    description: str
    creator: str
    publisher: str
    issued: str
    address: str


def about_site(dataset: Dataset, name: str) -> About:
    """What the archive of a release's site tells of itself."""
    config = dataset.config
    return About(name, config.title, config.description, "; ".join(config.creator), config.publisher, dataset.issued, config.site)


def is_ours(path: Path) -> bool:
    """Whether a file is an archive that this program made."""
    from libzim.reader import Archive  # type: ignore[import-untyped,import-not-found,unused-ignore]

    try:
        return bytes(Archive(path).get_metadata("Scraper")).startswith(_MAKER.encode())
    except (RuntimeError, KeyError):
        return False


def write_zim(release: Path, target: Path, about: About) -> int:
    """Write the site of a release as an archive, which appears whole or not at all. Returns the number of its files; OSError."""
    from libzim.writer import Creator  # type: ignore[import-untyped,import-not-found,unused-ignore]

    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".kg-{target.name}.part")
    part.unlink(missing_ok=True)
    count = 0
    try:
        with Creator(part).config_indexing(True, "eng").set_mainpath("index.html") as creator:
            for name, value in _metadata(about):
                creator.add_metadata(name, value)
            creator.add_illustration(_SIDE, draw_illustration())
            for path in _paths(release):
                creator.add_item(_item()(path, _read(release / path, about.address)))
                count += 1
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return count


def _paths(release: Path) -> Iterator[str]:
    yield "index.html"
    folder = release / SITE
    yield from sorted(path.relative_to(release).as_posix() for path in folder.rglob("*") if path.is_file() and path.parent != folder / "w3id")


def _read(path: Path, address: str) -> bytes:
    """The bytes of a file; in pages, links to what stands beside the site lead to the web, where it is known at which address."""
    data = path.read_bytes()
    if path.suffix != ".html":
        return data
    return _BESIDE.sub(lambda match: f'href="{address}{match[1]}"' if address else "", data.decode()).encode()


def _metadata(about: About) -> Iterator[tuple[str, str]]:
    yield "Name", about.name
    yield "Title", about.title[:30]
    yield "Description", (about.description or about.title)[:80]
    yield "Creator", about.creator or "unknown"
    yield "Publisher", about.publisher or about.creator or "unknown"
    yield "Date", about.issued[:10] or "1970-01-01"
    yield "Language", "eng"
    yield "Scraper", f"{_MAKER} {__version__}"


@cache
def _item() -> type[Any]:
    """The class of items; libzim is imported only where an archive is written."""
    from libzim.writer import Hint, Item, StringProvider

    class FileItem(Item):  # type: ignore[misc]
        """A file."""

        def __init__(self, path: str, data: bytes) -> None:
            super().__init__()
            self._path, self._data = path, data

        def get_path(self) -> str:
            return self._path

        def get_title(self) -> str:
            match = _TITLE.search(self._data.decode()) if self._path.endswith(".html") else None
            return unescape(match[1]).removesuffix(" – Conflict KG") if match else ""

        def get_mimetype(self) -> str:
            return _TYPES.get(Path(self._path).suffix) or guess_type(self._path)[0] or "application/octet-stream"

        def get_contentprovider(self) -> Any:
            return StringProvider(self._data)

        def get_hints(self) -> dict[Any, int]:
            return {Hint.FRONT_ARTICLE: self._path.endswith(".html")}

    return FileItem


def draw_illustration() -> bytes:
    """A picture of 48 × 48 points as PNG (ISO 15948): two crossed bars."""
    rows = b"".join(b"\0" + bytes(_shade(x, y) for x in range(_SIDE)) for y in range(_SIDE))
    head = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _shade(x: int, y: int) -> int:
    return 60 if min(abs(x - y), abs(x + y - _SIDE + 1)) < 5 else 250
