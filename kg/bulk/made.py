"""The values around a page that is built: what is told to it, and what came of it. Light, so that the scan loads nothing that builds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from kg.graph.provenance import Provenance
from kg.model.issue import Issue
from kg.read.mediawiki.site import Site


class Setting(NamedTuple):
    """What is the same for all pages of a run: the dump's file name, its wiki, and how articles are built.

    ``limit`` is the processor time in seconds that reading or building a page may take (None: no limit).
    """

    file: str
    site: Site
    provenance: Provenance
    check: bool = True
    limit: float | None = None


class Made(NamedTuple):
    """What came of a page: N-Quads in a named graph of its own and issues as lines of JSON; counts of what was written.

    ``links`` are the titles that its links name, with the page that redirects lead to (None: none does). ``settled`` is False where the page could
    not be read, built or written, so that it is worth another try.
    """

    quads: str = ""
    issues: str = ""
    articles: int = 0
    claims: int = 0
    issue_count: int = 0
    links: Mapping[str, str | None] = MappingProxyType({})
    settled: bool = True


class Place(NamedTuple):
    """Where a page stands: the byte of the dump where its stream begins, and the byte of the stream's text."""

    stream: int
    offset: int


def refuse(title: str, message: str, place: Place | None, file: str) -> Made:
    """The issue of a page that gives nothing, with its place: file, stream and offset; the file alone where it stands in no stream of its own."""
    issue = Issue("unreadable", message)
    told = {"article": title, "file": file, "code": issue.code, "message": issue.message, **(place._asdict() if place else {})}
    return Made("", json.dumps(told, ensure_ascii=False) + "\n", issue_count=1, settled=False)
