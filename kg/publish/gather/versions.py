"""A release holds one version of a page, the current one, as stores do (kg/store/versions.py). Pure."""

from __future__ import annotations

from collections.abc import Iterable

from kg.publish.dataset import ArticleEntry


def is_newer(entry: ArticleEntry, other: ArticleEntry) -> bool:
    """Whether a version of a page is newer than another: by the higher revision number, else by the later time."""
    return _age(entry) > _age(other)


def _age(entry: ArticleEntry) -> tuple[int, str, str, str, str]:
    return int(entry.revision) if entry.revision.isdecimal() else -1, entry.modified, entry.retrieved, entry.article, entry.graph


def newest(entries: Iterable[ArticleEntry]) -> ArticleEntry:
    """The newest of the versions of a page."""
    return max(entries, key=_age)
