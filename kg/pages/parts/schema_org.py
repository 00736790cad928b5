"""Descriptions of page subjects for search engines, in terms of schema.org."""

from __future__ import annotations

from typing import Any

from kg.graph.facts import GraphIndex, plain
from kg.pages.parts.statements import name_of, plain_iri
from kg.rdf.terms import CK, DCT, IRI, SCHEMA

_TYPES = {"Conflict": "Event", "Person": "Person", "Group": "Organization", "Unit": "Organization", "Place": "Place"}


def describe_in_schema(index: GraphIndex, iri: IRI, kind: str, points: tuple[tuple[float, float], ...] = ()) -> dict[str, Any] | None:
    """JSON-LD about an entity; None for types without an equivalent."""
    if kind not in _TYPES:
        return None
    found: dict[str, Any] = {"@context": "https://schema.org", "@type": _TYPES[kind], "@id": str(iri), "name": name_of(index, iri)}
    if kind == "Conflict":
        found |= _event(index, iri)
    if points:
        longitude, latitude = points[0]
        geo = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
        found |= {"location": [*found.get("location", []), {"@type": "Place", "geo": geo}]} if kind == "Conflict" else {"geo": geo}
    return found


def _event(index: GraphIndex, iri: IRI) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for ours, theirs in (("start", "startDate"), ("end", "endDate")):
        if date := index.text(iri, CK.term(ours)):
            found[theirs] = date
    places = [{"@type": "Place", "@id": plain_iri(node), "name": name_of(index, node)} for node in index.all(iri, CK.term("place"))]
    wholes = [{"@type": "Event", "@id": plain_iri(node), "name": name_of(index, node)} for node in index.all(iri, CK.term("partOf"))]
    articles = [_article(index, plain_iri(node)) for node in index.all(iri, CK.term("describedIn"))]
    return found | {name: values for name, values in (("location", places), ("superEvent", wholes), ("subjectOf", articles)) if values}


def _article(index: GraphIndex, iri: str) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "Article", "@id": iri, "name": index.text(iri, DCT.term("title")) or name_of(index, IRI(iri))}
    for predicate, name in ((DCT.term("license"), "license"), (SCHEMA.term("url"), "url"), (DCT.term("language"), "inLanguage")):
        if value := index.one(iri, predicate):
            found[name] = plain(value)
    return found
