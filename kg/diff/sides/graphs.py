"""The sides of a comparison in memory: graphs from files."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Protocol

from kg.diff.causes import Terms
from kg.diff.compare import PageSource, from_pages
from kg.diff.pages import Page, page_of, read_pages
from kg.diff.renames import REPLACED_BY
from kg.profiles.facts import has_claims
from kg.rdf.nquads_reading import Quad
from kg.rdf.ntriples import to_lines
from kg.rdf.terms import IRI, Triple, sort_triples

# What the names of graphs of article versions end in.
GRAPH = "#graph"


class Side(Protocol):
    """One side of a comparison. GraphReadError from any method where it cannot be read."""

    name: str

    def is_named(self) -> bool:
        """Whether its graphs have names, so that each statement belongs to one."""

    def pages(self) -> Iterator[PageSource]:
        """Its pages by their IRIs."""

    def shared(self) -> tuple[Triple, ...]:
        """What it says beside its articles: of links, merges, Wikidata."""

    def lines(self, *, named: bool) -> Iterator[str]:
        """All it says as canonical N-Quads in code point order, without the names of graphs where these are not wanted."""

    def ontologies(self) -> dict[str, Terms]:
        """The ontologies that it brings, by the IRI of their version."""


class GraphSide:
    """Graphs in memory."""

    def __init__(self, name: str, quads: Iterable[Quad]) -> None:
        graphs: dict[IRI | None, dict[Triple, None]] = {}
        for triple, graph in quads:
            graphs.setdefault(graph, {})[triple] = None
        self.name, self._graphs = name, graphs

    def is_named(self) -> bool:
        """Whether its graphs have names."""
        return None not in self._graphs

    def pages(self) -> Iterator[PageSource]:
        """Its pages; a graph with the name of one holds an article version, any other may hold claims of several."""
        grouped: dict[str, list[Triple]] = {}
        for name, triples in self._graphs.items():
            own = name is not None and name.endswith(GRAPH)
            if own or name is None or has_claims(triples):
                grouped.setdefault(page_of(name) if own and name else "", []).extend(triples)
        whole = grouped.pop("", None)
        named = (page for key in sorted(grouped) for page in read_pages(sort_triples(grouped[key])))
        loose = read_pages(sort_triples(whole)) if whole else iter(())
        yield from from_pages(_joined(heapq.merge(named, loose, key=lambda page: page.iri)))

    def shared(self) -> tuple[Triple, ...]:
        """All that stands in no graph of an article version, and what says in one that a thing was replaced."""
        found = (triple for name, triples in self._graphs.items() for triple in triples if _is_shared(name, triple))
        return sort_triples(found)

    def lines(self, *, named: bool) -> Iterator[str]:
        """All statements as lines."""
        yield from sorted({line for name, triples in self._graphs.items() for line in to_lines(triples, name if named else None)})

    def ontologies(self) -> dict[str, Terms]:
        """None: a graph only names its ontology."""
        return {}


def _joined(pages: Iterable[Page]) -> Iterator[Page]:
    """Pages that a named graph and a graph without a name both tell of, as one: its versions together."""
    for iri, same in groupby(pages, key=lambda page: page.iri):
        yield Page(iri, tuple({version.iri: version for page in same for version in page.versions}.values()))


def _is_shared(graph: IRI | None, triple: Triple) -> bool:
    return graph is None or not graph.endswith(GRAPH) or triple.predicate == REPLACED_BY
