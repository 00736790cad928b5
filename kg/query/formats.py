"""One table of the forms that answers are written in: SELECT and ASK in four, graphs in four."""

from __future__ import annotations

from typing import NamedTuple

from kg.query.scan import READING


class ResultFormat(NamedTuple):
    """``oxigraph`` names the serializer of pyoxigraph; the rows in what it writes are as many as its ``row_mark`` and ``more``."""

    name: str
    media_type: str
    extension: str
    oxigraph: str
    row_mark: bytes = b""
    more: int = 0


TABLES: dict[str, ResultFormat] = {
    form.name: form
    for form in (
        ResultFormat("json", "application/sparql-results+json", ".srj", "JSON", b'},{"', 1),
        ResultFormat("xml", "application/sparql-results+xml", ".srx", "XML", b"<result>"),
        ResultFormat("csv", "text/csv", ".csv", "CSV", b"\r\n", -1),
        ResultFormat("tsv", "text/tab-separated-values", ".tsv", "TSV", b"\n", -1),
    )
}
GRAPHS: dict[str, ResultFormat] = {
    form.name: form
    for form in (
        ResultFormat("turtle", "text/turtle", ".ttl", "TURTLE"),
        ResultFormat("ntriples", "application/n-triples", ".nt", "N_TRIPLES"),
        ResultFormat("jsonld", "application/ld+json", ".jsonld", "JSON_LD"),
        ResultFormat("rdfxml", "application/rdf+xml", ".rdf", "RDF_XML"),
    )
}
# What else clients call these media types.
ALIASES = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
    "text/plain": "application/n-triples",
    "text/json": "application/sparql-results+json",
}
_BY_MEDIA_TYPE = {form.media_type: form for form in (*TABLES.values(), *GRAPHS.values())}


def formats_for(form: str) -> dict[str, ResultFormat]:
    """The formats that a form of query can be answered in."""
    return GRAPHS if form in ("CONSTRUCT", "DESCRIBE") else TABLES


def find_result_format(media_type: str) -> ResultFormat:
    """The format of a media type of ours. KeyError for another."""
    return _BY_MEDIA_TYPE[media_type]


def is_reading(form: str) -> bool:
    """Whether a query of this form only reads."""
    return form in READING
