"""The catalogue of a store: its conflicts, and the names to search."""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import cached_property
from heapq import heapify, heappop
from typing import NamedTuple

from kg.graph.facts import GraphIndex, Node
from kg.graph.points import read_point
from kg.pages.article import ArticleFacts, read_article, share_texts
from kg.pages.finding.alike import Named, find_alike
from kg.pages.finding.years import Years
from kg.pages.links import Links
from kg.pages.parts.dates import locate
from kg.pages.parts.involved import Involved, by_thing, read_involved
from kg.pages.parts.maps import Spot
from kg.pages.parts.statements import plain_name
from kg.pages.parts.summaries import NO_SUMMARIES, Summaries, make_summaries
from kg.pages.parts.summary_rows import read_rows
from kg.rdf.terms import IRI, PREFIXES, Triple
from kg.store.store import Store
from kg.values import dataclass

_PREFIXES = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("ck", "rdfs", "skos", "geo"))
_CONFLICTS = """SELECT ?conflict ?name ?start ?end ?when ?point {
  ?conflict ck:describedIn ?article .
  OPTIONAL { ?conflict rdfs:label ?name } OPTIONAL { ?conflict ck:start ?start } OPTIONAL { ?conflict ck:end ?end }
  OPTIONAL { ?conflict ck:when ?when } OPTIONAL { ?conflict geo:hasGeometry/geo:asWKT ?point } }"""
_NAMES = "SELECT DISTINCT ?thing ?kind ?name ?main { VALUES ?kind { ck:Conflict ck:Group ck:Person ck:Place } ?thing a ?kind . \
{ ?thing rdfs:label ?name . BIND(1 AS ?main) } UNION { ?thing skos:altLabel ?name . BIND(0 AS ?main) } }"
_ARTICLES = "SELECT ?article ?what ?value { ?article a ck:Article ; ?what ?value }"
_DESCRIBED = "SELECT DISTINCT ?conflict ?article { ?conflict ck:describedIn ?article }"
_HOW_MANY = "SELECT (COUNT(DISTINCT ?thing) AS ?many) { ?thing a ck:%s }"


# What pages count of each kind of thing.
KINDS = {"Conflict": "conflicts", "Person": "people", "Group": "groups", "Place": "places"}
# Degrees of longitude and latitude in a cell of the grid in which conflicts are found by place.
_CELL = 5


class Entry(NamedTuple):
    """A conflict that an article describes: name, dates as in the graph ("" where unknown), coordinates."""

    iri: IRI
    name: str
    start: str
    end: str
    when: str
    point: tuple[float, float] | None

    @property
    def year(self) -> float | None:
        """The year in which it began, with fraction; None if unknown."""
        stretch = locate(self.start or self.when or self.end)
        return stretch.low if stretch else None


class Name(NamedTuple):
    """A name of a thing: ``folded`` is what searches compare, ``label`` the thing's main name."""

    folded: str
    name: str
    label: str
    kind: str
    iri: IRI


@dataclass(frozen=True)
class Conflicts:
    """The conflicts by name, to be found by IRI and by place."""

    entries: tuple[Entry, ...]

    @cached_property
    def by_iri(self) -> Mapping[str, Entry]:
        """The conflicts by IRI."""
        return {entry.iri: entry for entry in self.entries}

    @cached_property
    def _cells(self) -> Mapping[tuple[int, int], list[tuple[int, Entry]]]:
        found: dict[tuple[int, int], list[tuple[int, Entry]]] = defaultdict(list)
        for place, entry in enumerate(self.entries):
            if entry.point:
                found[int(entry.point[0] // _CELL), int(entry.point[1] // _CELL)].append((place, entry))
        return found

    def near(self, point: tuple[float, float], width: float, height: float) -> Iterator[Entry]:
        """The conflicts with coordinates, nearest first, of which none is left out that lies within so many degrees of a point."""
        (x, y), cells = point, self._cells
        stretch = math.cos(math.radians(y))
        columns = range(int((x - width) // _CELL), int((x + width) // _CELL) + 1)
        rows = range(int((y - height) // _CELL), int((y + height) // _CELL) + 1)
        found = [
            (math.hypot((other[0] - x) * stretch, other[1] - y), place, entry)
            for column in columns
            for row in rows
            for place, entry in cells.get((column, row), ())
            if (other := entry.point)
        ]
        heapify(found)
        while found:
            yield heappop(found)[2]


@dataclass(frozen=True)
class Catalogue:
    """The conflicts with an article of their own, by name; the names of all things, the counts of each kind, and what tables tell of conflicts.

    ``counts`` has articles, claims, people, groups, places, wars, ``conflicts`` of which anything is told, and ``own``: those of ``conflicts``.
    ``involved`` has who was in which conflict, by the IRIs of people and groups; ``articles`` the metadata of article versions by their IRIs, and
    ``described`` those that are about a conflict; ``alike`` the conflicts of like names (kg.pages.finding.alike).
    """

    conflicts: tuple[Entry, ...]
    names: tuple[Name, ...]
    counts: dict[str, int]
    summaries: Summaries = NO_SUMMARIES
    involved: Mapping[str, tuple[Involved, ...]] = field(default_factory=dict)
    articles: Mapping[str, ArticleFacts] = field(default_factory=dict)
    described: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    alike: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """The conflicts by their IRI."""
        return {entry.iri: entry for entry in self.conflicts}

    @cached_property
    def years(self) -> dict[str, tuple[Years, ...]]:
        """The years that things cover, kept by those who ask for them (kg.pages.overview.search)."""
        return {}

    @cached_property
    def found(self) -> Conflicts:
        """The conflicts, to be found."""
        return Conflicts(self.conflicts)


def fold(text: str) -> str:
    """Fold a name: no case, no accents, single spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(plain.split())


def read_catalogue(store: Store) -> Catalogue:
    """Read the catalogue of a store."""
    names = tuple(_read_names(store))
    things: dict[str, set[str]] = defaultdict(set)
    for name in names:
        things[name.kind].add(name.iri)
    conflicts = _read_conflicts(store)
    counts = {name: len(things[kind]) for kind, name in KINDS.items()}
    counts |= {name: _count(store, kind) for kind, name in (("Claim", "claims"), ("Article", "articles"))}
    summaries = make_summaries(read_rows(store), {name.iri: name.label for name in names})
    counts |= {"own": len(conflicts), "wars": len(summaries.parts)}
    alike = find_alike(Named(name.iri, name.folded, name.name == name.label) for name in names if name.kind == "Conflict")
    involved = by_thing(read_involved(store))
    return Catalogue(conflicts, names, counts, summaries, involved, read_articles(store), _read_described(store), alike)


def read_articles(store: Store) -> Mapping[str, ArticleFacts]:
    """The metadata of all article versions of a store."""
    rows = store.select(_PREFIXES + _ARTICLES).rows
    index = GraphIndex.of_any(Triple(a, b, c) for a, b, c in rows if isinstance(a, IRI) and isinstance(b, IRI) and c is not None)
    return {article: share_texts(read_article(index, IRI(article))) for article in sorted(index.subjects())}


def _read_described(store: Store) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for conflict, article in sorted((_text(a), _text(b)) for a, b in store.select(_PREFIXES + _DESCRIBED).rows):
        found[conflict].append(article)
    return {conflict: tuple(articles) for conflict, articles in found.items()}


def _count(store: Store, kind: str) -> int:
    return int(_text(store.select(_PREFIXES + _HOW_MANY % kind).rows[0][0]) or 0)


def _read_conflicts(store: Store) -> tuple[Entry, ...]:
    found: dict[IRI, Entry] = {}
    for row in sorted(store.select(_PREFIXES + _CONFLICTS).rows, key=lambda row: [_text(node) for node in row]):
        iri = row[0]
        if isinstance(iri, IRI) and iri not in found:
            name, start, end, when, point = (_text(node) for node in row[1:])
            found[iri] = Entry(iri, name or plain_name(iri), start, end, when, read_point(point))
    return tuple(sorted(found.values(), key=lambda entry: (fold(entry.name), entry.iri)))


def _read_names(store: Store) -> Iterator[Name]:
    rows = [row for row in store.select(_PREFIXES + _NAMES).rows if isinstance(row[0], IRI)]
    labels = {row[0]: _text(row[2]) for row in sorted(rows, key=lambda row: _text(row[2]), reverse=True) if _text(row[3]) == "1"}
    for thing, kind, name, _ in rows:
        if isinstance(thing, IRI):
            yield Name(fold(_text(name)), _text(name), labels.get(thing) or _text(name), _text(kind).rpartition("#")[2], thing)


def _text(node: Node | None) -> str:
    return "" if node is None else node if isinstance(node, IRI) else node.value


def spots(entries: Iterable[Entry], links: Links) -> Iterator[Spot]:
    """The conflicts with coordinates as spots on a map."""
    for entry in entries:
        if entry.point:
            yield Spot(*entry.point, entry.name, links.page(entry.iri))
