"""What a server may be given beside the graph: the articles' texts, and what was not understood in them."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from kg.model.article import Article
from kg.read.input.decode import decode_bytes

_BLOCK = 1 << 20


class Trouble(NamedTuple):
    """An issue of an article: its code, its words, where in the source it stands (None: nowhere in particular)."""

    code: str
    message: str
    start: int | None
    end: int | None


@lru_cache(maxsize=4)
def _files_by_hash(folder: str) -> dict[str, str]:
    """The files below a folder by the sha256 of their bytes."""
    found = {}
    for path in sorted(Path(folder).rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                found[hashlib.file_digest(file, "sha256").hexdigest()] = str(path)
    return found


@lru_cache(maxsize=64)
def find_text(folder: str, sha256: str, title: str) -> str | None:
    """The source text of an article version, whose positions its evidence counts in; None where the folder does not hold it.

    Only files that hold one article alone are found: a page of a dump has the hash of its own wikitext.
    """
    from kg.read.registry import open_articles

    path = _files_by_hash(folder).get(sha256)
    if path is None:
        return None
    articles = [article for article in open_articles([path]) if isinstance(article, Article) and article.source.sha256 == sha256]
    named = [article for article in articles if article.source.title == title]
    source = next((article.source for article in (*named, *articles)), None)
    if source is None:
        return None
    if source.origin is None:
        return source.text
    # What evidence is counted in is the whole file.
    return decode_bytes(Path(path).read_bytes(), path)


@lru_cache(maxsize=4)
def _issues_by_title(path: str) -> dict[str, tuple[Trouble, ...]]:
    found: dict[str, list[Trouble]] = defaultdict(list)
    with Path(path).open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                entry = json.loads(line)
                found[entry["article"]].append(Trouble(entry["code"], entry["message"], entry["start"], entry["end"]))
    return {title: tuple(issues) for title, issues in found.items()}


def find_issues(path: str, title: str) -> tuple[Trouble, ...]:
    """The issues of an article out of what ``kg build --issues`` wrote."""
    return _issues_by_title(path).get(title, ())
