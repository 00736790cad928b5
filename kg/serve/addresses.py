"""Request paths, and the IRIs that they stand for."""

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
# The table on the page about a thing is no description of it.
TABLE = (".csv", "text/csv")


class Address(NamedTuple):
    """An IRI, and the media type that the suffix of its path selects ("": no suffix)."""

    iri: IRI
    media_type: str


def read_address(base: str, raw_path: str) -> tuple[Address, ...]:
    """The readings of a path (as in the request line, below the root): the thing itself first, then a document about it, or a table, by suffix.

    Each segment is normalised to the form that kg.graph.iris mints, so that a browser's percent-encoding makes no difference. Empty if the path
    stands for no IRI, as with empty segments and "..".
    """
    segments = [unquote(segment, errors="surrogateescape") for segment in raw_path.removeprefix("/").split("/")]
    if not all(segments) or any(segment in (".", "..") for segment in segments):
        return ()
    try:
        path = "/".join(map(encode_segment, segments))
        found = [Address(IRI(base + path), "")]
        for suffix, media_type in (*SUFFIXES.items(), TABLE):
            if path.endswith(suffix) and len(path) > len(suffix):
                found.append(Address(IRI(base + path.removesuffix(suffix)), media_type))
    except ValueError:
        return ()
    return tuple(found)
