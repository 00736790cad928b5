"""The description of a SPARQL service over the release (https://www.w3.org/TR/sparql11-service-description/), for whoever serves it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.publish.describe.release import Release
from kg.publish.describe.statements import SD, VOID, a, count, state, words
from kg.rdf.graph import ArticleGraph
from kg.rdf.terms import DCT, RDFS, Literal, Triple

NOTE = """\
# For whoever loads the dumps into a store and serves them: add the address of the endpoint (sd:endpoint) and the formats of its answers
# (sd:resultFormat). The example queries expect the union of all graphs as the default graph; `kg serve` describes itself.
"""


def describe_service(release: Release) -> Iterator[Triple]:
    """A service whose default graph is the union of its named graphs: one for each article, and those of links and merges where there are any."""
    service, dataset, union = release.part("service"), release.part("service-dataset"), release.part("service-default-graph")
    told = [(entry.graph, entry.title) for entry in release.dataset.articles]
    told += [(graph.name, _title(graph)) for graph in release.dataset.read_links()]
    graphs = [(graph, title, release.part(f"service-graph-{number}")) for number, (graph, title) in enumerate(told, 1)]
    yield from state(
        service,
        a(SD.term("Service")),
        (RDFS.term("label"), words(f"SPARQL over {release.config.title}, version {release.config.version}")),
        (SD.term("supportedLanguage"), (SD.term("SPARQL10Query"), SD.term("SPARQL11Query"))),
        (SD.term("feature"), SD.term("UnionDefaultGraph")),
        (SD.term("defaultDataset"), dataset),
    )
    yield from state(dataset, a(SD.term("Dataset")), (SD.term("defaultGraph"), union), (SD.term("namedGraph"), (node for _, _, node in graphs)))
    yield from state(
        union,
        a(SD.term("Graph"), VOID.term("Dataset")),
        (DCT.term("title"), words(f"{release.config.title}: all graphs")),
        (DCT.term("isPartOf"), release.iri),
        (VOID.term("documents"), count(len(graphs))),
    )
    for graph, title, node in graphs:
        yield from state(node, a(SD.term("NamedGraph")), (SD.term("name"), graph), (SD.term("graph"), graph), (DCT.term("title"), words(title)))


def _title(graph: ArticleGraph) -> str:
    """What a graph of no article calls itself, or the last part of its name."""
    own = (triple.object for triple in graph.triples if triple.subject == graph.name and triple.predicate == DCT.term("title"))
    return next((node.value for node in own if isinstance(node, Literal)), graph.name.rpartition("/")[2])
