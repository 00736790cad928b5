"""The rows of the tables, as the data give them: of a small release from the whole graph, as kg.tables makes them, of a large one article by article.

The second way is that in which they were made (kg.publish.tables), with flat memory; the first knows nothing of it.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from kg.graph.facts import GraphIndex
from kg.publish.data.conflicts import told_conflicts
from kg.publish.data.sorting import sort_lines
from kg.publish.release import FACTS, FULL, LINKS
from kg.publish.tables.forms import Lines
from kg.publish.tables.rows import Place, list_lines, list_places
from kg.publish.tables.sharing import find_foreign, group_articles
from kg.publish.verify.failure import BrokenError, Failure
from kg.publish.verify.graphs import ArticleParts, Parted, dumps, is_article, read_layer
from kg.publish.verify.opened import Opened
from kg.rdf.graph import ArticleGraph
from kg.rdf.nquads_reading import LineError, parse_lines, parse_quads
from kg.rdf.terms import Triple, sort_triples
from kg.tables.claims import ClaimIndex
from kg.tables.listing import LISTS
from kg.tables.rows import Row

# So many bytes of packed dumps are held in memory as a whole: about three million triples, which take a gigabyte or two.
MOST_WHOLE = 1 << 25


class Rows(Protocol):
    """The rows of all tables, and the places with a point of their own; each can be asked for again."""

    def rows(self, name: str) -> Iterator[Row]:
        """The rows of a table in order."""

    def places(self) -> Iterator[Place]:
        """The places in order."""


class WholeRows:
    """Rows of a graph in memory."""

    def __init__(self, index: ClaimIndex) -> None:
        self._index = index

    def rows(self, name: str) -> Iterator[Row]:
        """The rows of a table in order."""
        return iter(LISTS[name](self._index))

    def places(self) -> Iterator[Place]:
        """The places in order."""
        return list_places(self._index.index)


class PartedRows:
    """Rows that were made article by article and stand in files."""

    def __init__(self, lines: Lines) -> None:
        self._lines, self._readers = lines, 0

    def rows(self, name: str) -> Iterator[Row]:
        """The rows of a table in order."""
        self._readers += 1
        return self._lines.rows(name, f"reader-{self._readers}")

    def places(self) -> Iterator[Place]:
        """The places in order."""
        self._readers += 1
        return self._lines.places(f"reader-{self._readers}")


@lru_cache(maxsize=1)
def rows_of(opened: Opened) -> Rows:
    """The rows as the full layer and the links give them. BrokenError where the dumps cannot be read."""
    size = sum(opened.folder.sizes.get(path, 0) for layer in (FULL, LINKS) for path in dumps(opened, layer))
    return WholeRows(_index(opened)) if size <= MOST_WHOLE else PartedRows(_part(opened))


def _index(opened: Opened) -> ClaimIndex:
    triples: set[Triple] = set()
    for layer in (FULL, LINKS):
        for line in read_layer(opened, layer):
            try:
                triples.update(quad.triple for quad in parse_quads(line))
            except LineError as error:
                raise BrokenError(Failure(f"data/{layer}.nq.gz", f"cannot be read: {error.reason}")) from error
    return ClaimIndex(GraphIndex(sort_triples(triples)))


def _part(opened: Opened) -> Lines:
    """Make the rows article by article; articles that make claims about one conflict together."""
    lines = Lines(_folder(opened, "rows"))
    parted = Parted(opened, _folder(opened, "rows-parted"), (FULL,))
    names, told = list[str](), list[frozenset[bytes]]()
    for parts in _articles(parted):
        names.append(parts.name)
        told.append(told_conflicts(ArticleGraph.of(parts.name, parts.triples)))
    groups = group_articles(told)
    place = {number: index for index, group in enumerate(groups) for number in group}
    foreign = _Foreign(opened, {name.encode(): place[number] for number, name in enumerate(names)})
    waiting: dict[int, list[Triple]] = {}
    for number, parts in enumerate(_articles(parted)):
        group = place[number]
        waiting.setdefault(group, []).extend(parts.triples)
        if number == groups[group][0]:  # Groups are in the order of their first articles, and so is what is foreign to them.
            waiting[group] += foreign.of(group)
        if number == groups[group][-1]:
            lines.add({name: b"".join(made) for name, made in list_lines(sort_triples(waiting.pop(group))).items()})
    return lines


def _articles(parted: Parted) -> Iterator[ArticleParts]:
    return (parts for parts in parted.graphs() if is_article(parts.name))


class _Foreign:
    """What other graphs tell of the things of each group of articles; to be asked for in order."""

    def __init__(self, opened: Opened, groups: dict[bytes, int]) -> None:
        merged = heapq.merge(*((line.encode() for line in read_layer(opened, layer)) for layer in (FACTS, LINKS)))
        self._lines = sort_lines(find_foreign(merged, groups), _folder(opened, "rows-foreign"))
        self._next = next(self._lines, None)

    def of(self, group: int) -> list[Triple]:
        """The triples that are foreign to a group."""
        own: list[bytes] = []
        while self._next is not None and int(self._next[:8]) <= group:
            own.append(self._next[9:])
            self._next = next(self._lines, None)
        return list(parse_lines(b"".join(own).decode(), quads=False))


def _folder(opened: Opened, name: str) -> Path:
    folder = opened.work / name
    folder.mkdir()
    return folder
