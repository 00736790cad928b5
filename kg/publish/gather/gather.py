"""All inputs of a release into the work folder: one version of each page, each graph in a file of its own."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from kg.publish.dataset import ArticleEntry
from kg.publish.gather.entries import name_entries
from kg.publish.gather.found import NOTHING_READ, Coverage, Found, Refused
from kg.publish.gather.versions import is_newer
from kg.publish.packed import read_packed, unpack, write_packed
from kg.publish.release import ReleaseError
from kg.rdf.graph import ArticleGraph
from kg.rdf.terms import IRI, sort_triples
from kg.values import dataclass

MERGES = "graph/merges"
ISSUES, _RECORD = "issues.jsonl", "gathered.json"


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was gathered: the articles, the files of the graphs of links, the issues of what was built (None: nothing was), and what did not go well.

    ``conflicts`` counts the conflicts that any graph tells of. ``unread`` counts inputs that gave nothing, ``refused`` graphs that do not conform.
    """

    articles: tuple[ArticleEntry, ...]
    links: tuple[str, ...]
    issues: dict[str, int] | None
    coverage: Coverage | None
    conflicts: int
    unread: int
    refused: int


class Gathering:
    """Takes graphs one after the other and keeps them in a folder; memory holds an entry for each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: dict[str, tuple[Found, Path]] = {}
        self._links: dict[str, ArticleGraph] = {}
        self._codes: Counter[str] = Counter()
        self._coverage: Coverage | None = None
        self._number = 0

    @property
    def articles(self) -> int:
        """How many articles are kept."""
        return len(self._kept)

    def note_issues(self, built: Found | Refused) -> None:
        """Keep the issues of an article that was built."""
        self._coverage = Coverage(*map(sum, zip(self._coverage or NOTHING_READ, built.coverage, strict=True)))
        self._codes.update(built.codes)
        with (self._folder / ISSUES).open("a", encoding="utf-8", newline="\n") as out:
            out.write(built.issues)

    def add(self, found: Found) -> str | None:
        """Keep a graph unless a newer version of its page is kept; returns what is to be said of a version that is left out.

        ReleaseError for two graphs of one article version that differ.
        """
        kept = self._kept.get(found.page)
        if kept is not None:
            before, path = kept
            if before.entry.article == found.entry.article:
                if read_packed(path) != unpack(found.graph):  # Equal graphs may be packed to different bytes (marshal).
                    both = f"{found.place} and {before.place}"
                    raise ReleaseError(f"{both} are two different graphs of one version of a page ({found.entry.article}): name one of them")
                return f"{found.place}: the same graph as {before.place}"
            if not is_newer(found.entry, before.entry):
                return f"{found.place}: another version of the page of {before.place}, which is the current one"
        self._number += 1
        path = self._folder / f"{self._number}.found"
        path.write_bytes(found.graph)
        self._kept[found.page] = replace(found, graph=b"", issues="", codes=()), path
        if kept is None:
            return None
        kept[1].unlink()
        return f"{kept[0].place}: another version of the page of {found.place}, which is the current one"

    def graphs(self) -> Iterator[ArticleGraph]:
        """The graphs that are kept, one at a time."""
        return (read_packed(path) for _, path in self._kept.values())

    def rewrite(self, change: Callable[[ArticleGraph, str], Found]) -> Iterator[Found]:
        """Put what a function makes of each graph, and of what messages call it, in its place; what does not conform is dropped and yielded."""
        for page, (before, path) in list(self._kept.items()):
            found = change(read_packed(path), before.place)
            if found.wrong:
                path.unlink()
                del self._kept[page]
                yield found
            else:
                path.write_bytes(found.graph)
                self._kept[page] = replace(found, graph=b"", built=before.built, coverage=before.coverage), path

    @property
    def has_merges(self) -> bool:
        """Whether kg link has made things one in the graphs."""
        return any(name.endswith(MERGES) for name in self._links)

    def add_links(self, graph: ArticleGraph) -> None:
        """Keep a graph of links; those of one name become one."""
        known = self._links.get(graph.name)
        self._links[graph.name] = ArticleGraph(graph.name, sort_triples((*known.triples, *graph.triples)), graph.title) if known else graph

    def close(self, unread: int, refused: int) -> Gathered:
        """Name the files after their articles and write down what was gathered."""
        paths = {found.entry.graph: path for found, path in self._kept.values()}
        entries = name_entries(found.entry for found, _ in self._kept.values())
        for entry in entries:
            paths[entry.graph].replace(self._folder / f"{entry.stem}.graph")
        for name, graph in sorted(self._links.items()):
            write_packed(graph, self._folder / _links_file(name))
        conflicts = frozenset[bytes]().union(*(found.conflicts for found, _ in self._kept.values()))
        issues = None if self._coverage is None else dict(sorted(self._codes.items()))
        links = tuple(map(_links_file, sorted(self._links)))
        gathered = Gathered(entries, links, issues, self._coverage, len(conflicts), unread, refused)
        (self._folder / _RECORD).write_text(json.dumps(_to_json(gathered)), encoding="utf-8")
        return gathered


def _links_file(name: str) -> str:
    return f"{name.rpartition('/')[2]}.links"


def _to_json(gathered: Gathered) -> dict[str, Any]:
    told = {name: getattr(gathered, name) for name in ("links", "issues", "coverage", "conflicts", "unread", "refused")}
    return {**told, "articles": [asdict(entry) for entry in gathered.articles]}


def read_gathered(folder: Path) -> Gathered:
    """What an earlier step, or an earlier run, has gathered in a folder."""
    read = json.loads((folder / _RECORD).read_text(encoding="utf-8"))
    entries = (
        ArticleEntry(**{**entry, "graph": IRI(entry["graph"]), "article": IRI(entry["article"]), "conflicts": tuple(entry["conflicts"])})
        for entry in read["articles"]
    )
    coverage = None if read["coverage"] is None else Coverage(*read["coverage"])
    return Gathered(tuple(entries), tuple(read["links"]), read["issues"], coverage, read["conflicts"], read["unread"], read["refused"])
