"""SPARQL 1.1 Service Description: the features of the endpoint, in RDF."""

from __future__ import annotations

import io

from starlette.requests import Request
from starlette.responses import Response

from kg.query.formats import GRAPHS, TABLES
from kg.rdf.formats import FORMATS, write_graphs
from kg.rdf.graph import ArticleGraph
from kg.rdf.terms import IRI, RDF_TYPE, Namespace, Triple
from kg.serve.answer import HTTPError, answer
from kg.serve.negotiate import choose
from kg.serve.settings import Settings

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
_FORMATS = Namespace("http://www.w3.org/ns/formats/")
_NAMED = {
    "json": "SPARQL_Results_JSON", "xml": "SPARQL_Results_XML", "csv": "SPARQL_Results_CSV", "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle", "ntriples": "N-Triples", "jsonld": "JSON-LD", "rdfxml": "RDF_XML",
}  # fmt: skip
_WRITERS = {FORMATS[name].media_type: FORMATS[name] for name in ("turtle", "jsonld", "ntriples", "rdfxml")}


def describe_service(request: Request, settings: Settings) -> Response:
    """The service description, in the syntax that the request prefers; browsers are redirected to the query editor."""
    pages = {getattr(route, "path", "") for route in request.app.routes}
    offered = (*_WRITERS, *(["text/html"] if "/query" in pages else []))
    chosen = choose(request.headers.get("accept"), offered)
    if chosen is None:
        raise HTTPError(406, f"The service is described in: {', '.join(_WRITERS)}.")
    if chosen == "text/html":
        return Response(status_code=303, headers={"Location": f"{settings.root}/query", "Vary": "Accept"})
    endpoint = IRI(f"{request.url.scheme}://{request.headers.get('host', 'localhost')}{settings.root}/sparql")
    out = io.StringIO()
    write_graphs([ArticleGraph.of(endpoint, _triples(endpoint))], _WRITERS[chosen], out)
    return answer(request, out.getvalue(), f"{chosen}; charset=utf-8" if chosen.startswith("text/") else chosen)


def _triples(endpoint: IRI) -> list[Triple]:
    dataset, graph = IRI(f"{endpoint}#dataset"), IRI(f"{endpoint}#default-graph")
    found = [
        Triple(endpoint, RDF_TYPE, SD.term("Service")),
        Triple(endpoint, SD.term("endpoint"), endpoint),
        Triple(endpoint, SD.term("supportedLanguage"), SD.term("SPARQL10Query")),
        Triple(endpoint, SD.term("supportedLanguage"), SD.term("SPARQL11Query")),
        Triple(endpoint, SD.term("feature"), SD.term("UnionDefaultGraph")),
        Triple(endpoint, SD.term("defaultDataset"), dataset),
        Triple(dataset, RDF_TYPE, SD.term("Dataset")),
        Triple(dataset, SD.term("defaultGraph"), graph),
        Triple(graph, RDF_TYPE, SD.term("Graph")),
    ]
    return found + [Triple(endpoint, SD.term("resultFormat"), _FORMATS.term(_NAMED[name])) for name in (*TABLES, *GRAPHS)]
