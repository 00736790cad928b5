"""Provenance in the compact profile: what the graph, the run and the article version always say of each other is left out. Pure.

The software that made the graph stays (prov:wasAssociatedWith of the run): its version is part of what is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.graph.triples import provenance_triples
from kg.profiles.nodes import Properties, only, only_iri, only_text
from kg.rdf.terms import CC, DCT, IRI, PROV, RDFS, SCHEMA, Literal, Triple

_GRAPH, _RUN = "#graph", "#extraction"
_SOFTWARE, _MADE_BY = PROV.term("wasAssociatedWith"), PROV.term("wasGeneratedBy")


def told_by_iris(nodes: Mapping[IRI, Properties]) -> set[Triple]:
    """What follows from the IRIs of graphs, for those of which all of it is there."""
    found: set[Triple] = set()
    for graph, said in nodes.items():
        if graph.endswith(_GRAPH) and _MADE_BY in said:
            made = set(provenance_of(graph, nodes))
            if made and all(triple.object in nodes.get(triple.subject, {}).get(triple.predicate, ()) for triple in made):
                found |= made
    return found


def restore(graphs: Iterable[IRI], nodes: Mapping[IRI, Properties]) -> Iterator[Triple]:
    """What was left out of these graphs: nothing where some of it is there, since all of it is left out or nothing."""
    for graph in graphs:
        run = nodes.get(IRI(graph.removesuffix(_GRAPH) + _RUN), {})
        if not {_MADE_BY, DCT.term("source")} & nodes.get(graph, {}).keys() and PROV.term("used") not in run:
            yield from provenance_of(graph, nodes)


def provenance_of(graph: IRI, nodes: Mapping[IRI, Properties]) -> Iterator[Triple]:
    """What a graph, its run and its article version always say; nothing where the software is not known."""
    article = IRI(graph.removesuffix(_GRAPH))
    software = only_iri(nodes.get(IRI(article + _RUN), {}), _SOFTWARE)
    version = only_text(nodes.get(software, {}), SCHEMA.term("softwareVersion")) if software else None
    said = nodes.get(article, {})
    title, url = only(said, DCT.term("title")), only_iri(said, SCHEMA.term("url"))
    if version is None or not isinstance(title, Literal) or not graph.endswith(_GRAPH):
        return
    kept = Triple(IRI(article + _RUN), _SOFTWARE, software)  # type: ignore[arg-type]
    yield from (triple for triple in provenance_triples(article, version) if triple != kept)
    yield Triple(article, RDFS.term("label"), title)
    yield Triple(article, DCT.term("isVersionOf"), IRI(article.rpartition("/")[0]))
    yield Triple(article, DCT.term("language"), Literal(title.language))
    if url:
        yield Triple(article, CC.term("attributionURL"), url)
