"""Graph files as graphs of articles and of links."""

from __future__ import annotations

from collections.abc import Iterator

from kg.link.merge.record import merges_graph_name
from kg.link.triples import links_graph_name, wikidata_graph_name
from kg.profiles import FULL
from kg.profiles.claims import ProfileError
from kg.profiles.convert import convert
from kg.publish.gather.split import SplitError, split_graph
from kg.rdf.graph import ArticleGraph
from kg.rdf.reading import GraphReadError, read_quads
from kg.rdf.terms import IRI, Triple, sort_triples


def is_of_links(graph: ArticleGraph, base: str) -> bool:
    """Whether a graph is one of those that kg link adds: links, what Wikidata says, what was made one."""
    return graph.name in (links_graph_name(base), wikidata_graph_name(base), merges_graph_name(base))


def read_article_graphs(path: str, base: str) -> Iterator[ArticleGraph]:
    """The graphs of a file: those of links as they are, and the graph of each article version (full profile), however the file holds them.

    GraphReadError for what cannot be read, is in the facts profile, or does not tell its articles apart.
    """
    found: dict[IRI | None, list[Triple]] = {}
    for triple, name in read_quads(path):
        found.setdefault(name, []).append(triple)
    if not found:
        raise GraphReadError(path, "no statement is in it")
    for name in sorted(found, key=lambda name: name or ""):
        triples = found.pop(name)
        if name is not None and is_of_links(graph := ArticleGraph(name, sort_triples(triples), name.rpartition("/")[2]), base):
            yield graph
            continue
        try:
            yield from split_graph(convert(triples, FULL))
        except (ProfileError, SplitError) as error:
            raise GraphReadError(path, f"the graph {name}: {error}" if name else str(error)) from error
