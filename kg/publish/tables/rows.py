"""The rows of some articles as lines that sort as the rows of all do: a key and the row as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from kg.graph.facts import GraphIndex
from kg.graph.points import read_point
from kg.publish.dataset import ArticleEntry, read_graph
from kg.rdf.nquads_reading import parse_lines
from kg.rdf.terms import CK, GEO, IRI, RDF_TYPE, Triple, sort_triples
from kg.tables.claims import ClaimIndex, ClaimParts
from kg.tables.listing import LISTS
from kg.tables.rows import ConflictRow, ReferenceRow, Row, SideRow
from kg.tables.schema import ROWS
from kg.values import dataclass

PLACES = "places"
_END = b"\x00"
Key = tuple[str | int, ...]


class Place(NamedTuple):
    """A place with a point of its own on the earth."""

    iri: str
    name: str
    longitude: float
    latitude: float


class Group(NamedTuple):
    """Articles whose rows are made together, and what other graphs tell of their things, as lines of N-Triples."""

    entries: tuple[ArticleEntry, ...]
    foreign: bytes


@dataclass(frozen=True, slots=True)
class ListRows:
    """Lists the rows of a group of articles; called in any process."""

    folder: Path

    def __call__(self, group: Group) -> dict[str, bytes]:
        """The lines of each table, in no order; those of ``places`` too."""
        first, *others = group.entries
        triples = read_graph(self.folder, first).triples
        if others or group.foreign:
            more = (read_graph(self.folder, entry).triples for entry in others)
            triples = sort_triples((*triples, *chain.from_iterable(more), *parse_lines(group.foreign.decode(), quads=False)))
        return {name: b"".join(lines) for name, lines in list_lines(triples).items()}


def list_lines(triples: tuple[Triple, ...]) -> dict[str, list[bytes]]:
    """The lines of each table of a graph, whose triples are sorted and each once."""
    index = ClaimIndex(GraphIndex(triples))
    order = {claim.iri: _claim_key(claim) for claim in index.claims}
    made = {name: [_line(_key(row, order), _values(row)) for row in listed(index)] for name, listed in LISTS.items()}
    made[PLACES] = [_line((place.iri,), place) for place in list_places(index.index)]
    return made


def _key(row: Row, order: dict[str, Key]) -> Key:
    """What the rows of a table are sorted by, as kg/tables does it."""
    if isinstance(row, ConflictRow):
        return row.conflict, row.conflict_iri
    if isinstance(row, SideRow):
        return row.conflict, row.conflict_iri, row.side, row.side_iri
    return (row.reference, row.claim) if isinstance(row, ReferenceRow) else order[row.claim]


def _claim_key(claim: ClaimParts) -> Key:
    place: Key = claim.quotes[0][2:] if claim.quotes else ()
    return claim.version.article, claim.version.revision or "", *(place or (-1, "")), claim.iri


def _values(row: Row) -> list[object]:
    return [getattr(row, name) for name in row.__slots__]


def _line(key: Key, values: Iterable[object]) -> bytes:
    """A line that sorts by its key: parts end in a byte below all characters, numbers have digits enough."""
    parts = (f"{part + 1:012}" if isinstance(part, int) else part.replace("\n", "\x01").replace("\x00", "") for part in key)
    return b"".join(part.encode() + _END for part in parts) + json.dumps(list(values)).encode() + b"\n"


def read_row(name: str, line: bytes) -> Row:
    """The row of a line."""
    values: list[Any] = json.loads(line[line.rindex(_END) + 1 :])
    make: Callable[..., Row] = ROWS[name]
    return make(*(tuple(value) if isinstance(value, list) else value for value in values))


def read_place(line: bytes) -> Place:
    """The place of a line."""
    return Place(*json.loads(line[line.rindex(_END) + 1 :]))


def list_places(index: GraphIndex) -> Iterator[Place]:
    """The places that have but one point."""
    for iri in sorted(index.subjects()):
        if CK.term("Place") in index.all(iri, RDF_TYPE):
            shapes = {str(shape) for shape in index.all(iri, GEO.term("hasGeometry"))}
            points = {point for shape in shapes if (point := read_point(index.text(shape, GEO.term("asWKT")) or ""))}
            if len(points) == 1:
                yield Place(iri, index.label(IRI(iri)), *points.pop())
