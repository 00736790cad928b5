"""The description of a SPARQL service over the release (https://www.w3.org/TR/sparql11-service-description/), for whoever serves it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.publish.describe.release import Release
from kg.publish.describe.statements import SD, VOID, a, count, state, words
from kg.rdf.terms import DCT, RDFS, Triple

NOTE = """\
# For whoever loads the dumps into a store and serves them: add the address of the endpoint (sd:endpoint) and the formats of its answers
# (sd:resultFormat). The example queries expect the union of all graphs as the default graph; `kg serve` describes itself.
"""


def describe_service(release: Release) -> Iterator[Triple]:
    """A service whose default graph is the union of its named graphs: one for each article, one for the links."""
    service, dataset, union = release.part("service"), release.part("service-dataset"), release.part("service-default-graph")
    graphs = [(entry.graph, f"service-graph-{number}") for number, entry in enumerate(release.dataset.articles, 1)]
    yield from state(
        service,
        a(SD.term("Service")),
        (RDFS.term("label"), words(f"SPARQL over {release.config.title}, version {release.config.version}")),
        (SD.term("supportedLanguage"), (SD.term("SPARQL10Query"), SD.term("SPARQL11Query"))),
        (SD.term("feature"), SD.term("UnionDefaultGraph")),
        (SD.term("defaultDataset"), dataset),
    )
    yield from state(
        dataset, a(SD.term("Dataset")), (SD.term("defaultGraph"), union), (SD.term("namedGraph"), (release.part(name) for _, name in graphs))
    )
    yield from state(
        union,
        a(SD.term("Graph"), VOID.term("Dataset")),
        (DCT.term("title"), words(f"{release.config.title}: all graphs")),
        (DCT.term("isPartOf"), release.iri),
        (VOID.term("documents"), count(len(graphs))),
    )
    for (graph, name), entry in zip(graphs, release.dataset.articles, strict=True):
        yield from state(
            release.part(name), a(SD.term("NamedGraph")), (SD.term("name"), graph), (SD.term("graph"), graph), (DCT.term("title"), words(entry.title))
        )
