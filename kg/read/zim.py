"""Reads the articles of a ZIM archive (Kiwix) by libzim.

libzim is under the GPL, so it is not among our dependencies: the extra ``zim`` installs it (``pip install 'conflict-kg[zim]'``), and it is
imported here only.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.domain.kinds import about_of_kind
from kg.language.language import pack_of
from kg.model.article import Article
from kg.read.error import DefectError, ReadError, read_safely
from kg.read.html.article import read_html

_BOX = b"infobox"


def read_zim(path: Path | str, *, everything: bool = False, limit: float | None = None) -> Iterator[Article | ReadError]:
    """Yield the articles of an archive that have an infobox of the domain (all, if told), in the archive's order; redirects are passed over.

    ``file`` of an article is the archive with the entry's path after ``#``. Raises ReadError where libzim is not installed or the archive is
    damaged; a page that takes more than ``limit`` seconds of processor time (None: no limit) or cannot be read is yielded as one.
    """
    file = str(path)
    archive = _open(file)
    for index in range(archive.entry_count):
        # The only way that libzim's binding offers to go through an archive.
        entry = archive._get_entry_by_id(index)
        if entry.is_redirect:
            continue
        item = entry.get_item()
        if not item.mimetype.startswith("text/html"):
            continue
        data = bytes(item.content)
        if not everything and _BOX not in data:
            continue
        yield from _read_entry(data, f"{file}#{entry.path}", everything=everything, limit=limit)


def _open(file: str) -> Any:
    try:
        from libzim.reader import Archive  # type: ignore[import-untyped,import-not-found,unused-ignore]
    except ImportError as error:
        raise ReadError("reading ZIM archives needs libzim: pip install 'conflict-kg[zim]'", file) from error
    try:
        return Archive(Path(file))
    except RuntimeError as error:
        raise ReadError(f"not a ZIM archive, or a damaged one: {error}", file) from error


def _read_entry(data: bytes, file: str, *, everything: bool, limit: float | None) -> Iterator[Article | ReadError]:
    article = read_safely(lambda: read_html(data, file), None, file, limit=limit)
    if isinstance(article, ReadError):
        if everything or isinstance(article, DefectError):
            yield article
        return
    language = pack_of(article.source.language)
    if everything or any(about_of_kind(box.kind, language) for box in article.boxes):
        yield article
