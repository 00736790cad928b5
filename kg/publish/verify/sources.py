"""The articles that a user gives to check quotes by, found by their sha256.

Where positions count in the file, the file itself is decoded, without any reader, so that nothing of what made the quotes is trusted. Positions
in a page of an export count in its wikitext, which the readers of kg.read take out; what they give is written down, since exports are long.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from kg.publish.release import FULL
from kg.publish.verify.graphs import read_layer
from kg.publish.verify.opened import Opened
from kg.rdf.terms import CK
from kg.read.error import ReadError
from kg.read.input.decode import decode_bytes
from kg.read.registry import open_articles
from kg.unpacking import UnpackError, is_packed, unpack_whole
from kg.values import dataclass

# More than any article has: larger files are exports and archives.
_LONGEST = 1 << 26
_PAGES = ("mediawiki", "api")
_SHA256, _FORM = CK.term("sha256"), CK.term("form")


@dataclass(frozen=True, slots=True)
class Text:
    """The text that the positions of an article version count in, from ``offset`` on, and the file that it is from."""

    file: str
    text: str
    offset: int = 0

    def cut(self, start: int, end: int) -> str:
        """The characters of a place."""
        return self.text[max(0, start - self.offset) : max(0, end - self.offset)]


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a text is to be read again: a file of an article, or one that was written down (``decoded``), by title where a file has several."""

    file: str
    path: Path
    title: str
    offset: int
    decoded: bool

    def read(self) -> Text:
        """Read it. ReadError and OSError as they come."""
        if self.decoded:
            return Text(self.file, self.path.read_bytes().decode("utf-8", "surrogatepass"), self.offset)
        return Text(self.file, decode_bytes(_unpacked(self.path.read_bytes()), self.file), self.offset)


@dataclass(frozen=True, slots=True)
class Sources:
    """The texts that were given, by sha256."""

    kept: Mapping[str, list[Kept]]

    def find(self, sha256: str, title: str) -> Text | None:
        """The text of an article version; None where it was not given."""
        known = self.kept.get(sha256, [])
        fitting = [kept for kept in known if kept.title in ("", title)] or (known if len(known) == 1 else [])
        return fitting[0].read() if fitting else None


def find_text(opened: Opened, sha256: str, title: str) -> Text | None:
    """The text of an article version; None where it was not given."""
    return _sources(opened).find(sha256, title)


@lru_cache(maxsize=1)
def _sources(opened: Opened) -> Sources:
    """The texts of all articles of a release that were given. Looked for once."""
    forms = _forms_by_sha256(opened)
    kept: dict[str, list[Kept]] = {}
    others: list[str] = []
    for path in _files(opened.options.articles):
        found = _as_written(path, forms)
        if found:
            kept.setdefault(found, []).append(Kept(str(path), path, "", 0, False))
        else:
            others.append(str(path))
    folder = opened.work / "sources"
    folder.mkdir(exist_ok=True)
    for number, article in enumerate(open_articles(others)):
        if not isinstance(article, ReadError) and article.source.sha256 in forms:
            place = folder / f"{number}.txt"
            place.write_bytes(article.source.written.encode("utf-8", "surrogatepass"))
            told = Kept(article.source.file or "", place, article.source.title, article.source.offset, True)
            kept.setdefault(article.source.sha256, []).append(told)
    return Sources(kept)


def _forms_by_sha256(opened: Opened) -> dict[str, str]:
    """The form of each article version of the full layer, by its sha256."""
    told: dict[str, dict[str, str]] = {}
    for line in read_layer(opened, FULL):
        for name in (_SHA256, _FORM):
            if f' <{name}> "' in line:
                subject, _, rest = line.partition(f' <{name}> "')
                told.setdefault(subject, {})[name] = rest.partition('"')[0]
    return {said[_SHA256]: said.get(_FORM, "") for said in told.values() if _SHA256 in said}


def _files(arguments: Iterable[str]) -> Iterator[Path]:
    for argument in arguments:
        path = Path(argument)
        yield from sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else (path,)


def _as_written(path: Path, forms: Mapping[str, str]) -> str:
    """The sha256 of a file that an article's positions count in; "" for another."""
    if path.stat().st_size > _LONGEST:
        return ""
    data = path.read_bytes()
    for bytes_of in (data, _unpacked(data)):
        sha256 = hashlib.sha256(bytes_of).hexdigest()
        if forms.get(sha256, _PAGES[0]) not in _PAGES and _is_text(bytes_of):
            return sha256
    return ""


def _unpacked(data: bytes) -> bytes:
    try:
        return unpack_whole(data, _LONGEST) if is_packed(data[:4]) else data
    except UnpackError:
        return data


def _is_text(data: bytes) -> bool:
    try:
        decode_bytes(data)
    except ReadError:
        return False
    return True
