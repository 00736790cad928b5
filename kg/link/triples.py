"""Links as triples in a graph of their own, and what Wikidata says (CC0) in another. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.graph.iris import digest
from kg.link.index.lookup import Item
from kg.link.sssom import Row
from kg.rdf.graph import ArticleGraph
from kg.rdf.terms import DCT, IRI, LANG_STRING, OWL, PROV, RDF_TYPE, RDFS, SCHEMA, SKOS, WD, XSD, Literal, Namespace, Triple, mend_iri

SSSOM = Namespace("https://w3id.org/sssom/")
SEMAPV = Namespace("https://w3id.org/semapv/vocab/")
_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_CC0 = IRI("https://creativecommons.org/publicdomain/zero/1.0/")
_WIKIDATA = IRI("http://www.wikidata.org/entity/Q2013")


def links_graph_name(base: str) -> IRI:
    """The graph that links stand in."""
    return IRI(f"{base}graph/links")


def wikidata_graph_name(base: str) -> IRI:
    """The graph that statements from Wikidata stand in."""
    return IRI(f"{base}graph/wikidata")


def make_links(links: Iterable[tuple[IRI, int, Row]], base: str) -> ArticleGraph:
    """Each link with its confidence and justification: skos:exactMatch, and owl:sameAs beside it once a human has accepted it."""
    name = links_graph_name(base)
    triples = [
        Triple(name, DCT.term("license"), _CC0),
        Triple(name, DCT.term("title"), Literal("Links to Wikidata", LANG_STRING, "en")),
        Triple(name, RDF_TYPE, PROV.term("Entity")),
    ]
    for iri, qid, row in links:
        item, node = WD.term(f"Q{qid}"), IRI(f"{base}link/{digest(iri, str(qid))}")
        triples.append(Triple(iri, SKOS.term("exactMatch"), item))
        if row.reviewed:
            triples.append(Triple(iri, OWL.term("sameAs"), item))
        triples += _annotation(node, iri, item, row)
    return ArticleGraph.of(name, triples, "links")


def _annotation(node: IRI, iri: IRI, item: IRI, row: Row) -> list[Triple]:
    """The link's evidence as SSSOM's own RDF form has it."""
    triples = [
        Triple(node, RDF_TYPE, OWL.term("Axiom")),
        Triple(node, OWL.term("annotatedSource"), iri),
        Triple(node, OWL.term("annotatedProperty"), SKOS.term("exactMatch")),
        Triple(node, OWL.term("annotatedTarget"), item),
        Triple(node, SSSOM.term("mapping_justification"), SEMAPV.term(row["mapping_justification"].removeprefix("semapv:") or "UnspecifiedMatching")),
    ]
    if row["confidence"]:
        triples.append(Triple(node, SSSOM.term("confidence"), Literal(row["confidence"], str(XSD.term("decimal")))))
    if _DATE.fullmatch(row["mapping_date"]):
        triples.append(Triple(node, SSSOM.term("mapping_date"), Literal(row["mapping_date"], str(XSD.term("date")))))
    for column in ("comment", "reviewer_label", "subject_source_version", "object_source_version"):
        if row[column]:
            triples.append(Triple(node, SSSOM.term(column), Literal(row[column])))
    return triples


def make_wikidata(items: Iterable[Item], base: str, language: str, *, labels: bool) -> ArticleGraph:
    """What Wikidata says of linked items: their pages, and their labels where these come from Wikidata itself."""
    name = wikidata_graph_name(base)
    triples = [Triple(name, DCT.term("license"), _CC0), Triple(name, DCT.term("source"), _WIKIDATA), Triple(name, RDF_TYPE, PROV.term("Entity"))]
    for item in items:
        iri = WD.term(f"Q{item.qid}")
        if labels and item.label:
            triples.append(Triple(iri, RDFS.term("label"), Literal(item.label, LANG_STRING, language)))
        if item.title:
            page = mend_iri(f"https://{language}.wikipedia.org/wiki/{item.title.replace(' ', '_').replace('?', '%3F')}")
            triples.append(Triple(page, SCHEMA.term("about"), iri))
    return ArticleGraph.of(name, triples, "wikidata")
