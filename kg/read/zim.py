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
# A damaged archive may tell that it has any number of entries.
_MOST_DAMAGED = 100


def read_zim(path: Path | str, *, everything: bool = False, limit: float | None = None) -> Iterator[Article | ReadError]:
    """Yield the articles of an archive that have an infobox of the domain (all, if told), in the archive's order; redirects are passed over.

    ``file`` of an article is the archive with the entry's path after ``#``. Raises ReadError where libzim is not installed or the archive is
    damaged; a page that takes more than ``limit`` seconds of processor time (None: no limit) or cannot be read is yielded as one.
    """
    file = str(path)
    archive, damaged = _open(file), 0
    for index in range(archive.entry_count):
        try:
            found = _page(archive, index)
        except (RuntimeError, IndexError, KeyError, UnicodeDecodeError) as error:
            damaged += 1
            if damaged > _MOST_DAMAGED:
                raise ReadError(f"more than {_MOST_DAMAGED} of its entries are damaged: not read any further", file) from error
            yield ReadError(f"its entry {index} is damaged: {error}", file)
            continue
        if found is not None and (everything or _BOX in found[1]):
            yield from _read_entry(found[1], f"{file}#{found[0]}", everything=everything, limit=limit)


def _page(archive: Any, index: int) -> tuple[str, bytes] | None:
    """The path and the bytes of an entry; None for what is no page. What libzim raises where it is damaged."""
    # The only way that libzim's binding offers to go through an archive.
    entry = archive._get_entry_by_id(index)
    if entry.is_redirect:
        return None
    item = entry.get_item()
    return (entry.path, bytes(item.content)) if item.mimetype.startswith("text/html") else None


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
