"""Paths of requests and the IRIs they stand for."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import unquote

from kg.graph.iris import encode_segment
from kg.rdf.terms import IRI

SUFFIXES = {
    ".html": "text/html",
    ".ttl": "text/turtle",
    ".jsonld": "application/ld+json",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
}


class Address(NamedTuple):
    """An IRI and the media type that its path asks for by a suffix, "" where it has none."""

    iri: IRI
    media_type: str


def read_address(base: str, raw_path: str) -> tuple[Address, ...]:
    """What a path (as in the request line, below our root) may stand for: the thing itself first, then a document about it by suffix.

    Each segment is brought to the form that kg.graph.iris mints, so that a browser's percent-encoding makes no difference. Empty where a path
    stands for no IRI, as with segments that are empty or climb.
    """
    segments = [unquote(segment, errors="surrogateescape") for segment in raw_path.removeprefix("/").split("/")]
    if not all(segments) or any(segment in (".", "..") for segment in segments):
        return ()
    try:
        path = "/".join(map(encode_segment, segments))
        found = [Address(IRI(base + path), "")]
        for suffix, media_type in SUFFIXES.items():
            if path.endswith(suffix) and len(path) > len(suffix):
                found.append(Address(IRI(base + path.removesuffix(suffix)), media_type))
    except ValueError:
        return ()
    return tuple(found)
