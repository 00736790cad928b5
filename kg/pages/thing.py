"""The page of a group, unit, person or place: all claims about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from kg.graph.facts import GraphIndex, plain
from kg.graph.points import read_point
from kg.pages.catalogue import Entry
from kg.pages.conflict import Item
from kg.pages.parts.statements import Statement, conflict_of, name_of, plain_iri, plain_name, read_statements
from kg.pages.parts.timeline import Presence, Timeline, Track, draw_timeline
from kg.rdf.terms import CK, GEO, IRI, OWL, RDF_TYPE, RDFS, SKOS
from kg.values import dataclass

KINDS = ("Person", "Unit", "Group", "Place", "Conflict", "Side", "Strength", "Losses")
_NAMES = frozenset({RDFS.term("label"), SKOS.term("altLabel"), CK.term("wikipediaTitle")})
_MATCHES = (OWL.term("sameAs"), SKOS.term("exactMatch"), SKOS.term("closeMatch"))


class Part(NamedTuple):
    """The part of a thing in one conflict: its side (0: none), its claims, and the conflict's bar on the time line."""

    conflict: str
    name: str
    when: str
    year: float | None
    side: int
    statements: tuple[Statement, ...]
    track: Track | None = None


@dataclass(frozen=True, slots=True)
class ThingPage:
    """The content of the page."""

    iri: IRI
    kind: str
    name: str
    names: tuple[Item, ...]
    title: str
    matches: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    says: tuple[Statement, ...]
    said: tuple[Statement, ...]
    timeline: Timeline | None
    points: tuple[tuple[float, float], ...]


def read_thing(index: GraphIndex, iri: IRI, conflicts: Mapping[str, Entry], href: Callable[[str], str]) -> ThingPage:
    """The content of a description of a thing; ``conflicts`` gives names and dates of the conflicts it took part in."""
    types = {plain(node) for node in index.all(iri, RDF_TYPE)}
    statements = read_statements(index)
    own = [s for s in statements if s.subject == iri]
    about = [s for s in statements if s.object == iri and s.subject != iri]
    parts = _read_parts(index, about, conflicts)
    used = {s.claim for part in parts for s in part.statements}
    line = draw_timeline(None, [_presence(part, href) for part in parts if part.year is not None] if len(parts) > 1 else [])
    tracks = {track.presence.href: track for track in line.tracks} if line else {}
    wkt = (index.text(plain_iri(node), GEO.term("asWKT")) or "" for node in index.all(iri, GEO.term("hasGeometry")))
    return ThingPage(
        iri, next((kind for kind in KINDS if kind in types), "Thing"), name_of(index, iri), _names(own),
        index.text(iri, CK.term("wikipediaTitle")) or "",
        tuple((plain_name(p), plain_iri(node)) for p in _MATCHES for node in index.all(iri, p)),
        tuple(part._replace(track=tracks.get(href(part.conflict))) for part in parts),
        tuple(s for s in own if s.predicate not in _NAMES), tuple(s for s in about if s.claim not in used),
        line, tuple(point for text in wkt if (point := read_point(text))),
    )  # fmt: skip


def _names(own: Iterable[Statement]) -> tuple[Item, ...]:
    """Every name with the claims that give it."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement in own:
        if statement.predicate in _NAMES and statement.predicate != CK.term("wikipediaTitle"):
            found[plain(statement.object)].append(statement)
    return tuple(Item(name, "", tuple(same)) for name, same in found.items())


def _read_parts(index: GraphIndex, statements: Iterable[Statement], conflicts: Mapping[str, Entry]) -> tuple[Part, ...]:
    """The conflicts related to the thing, directly or by their sides, in chronological order."""
    found: dict[tuple[str, int], list[Statement]] = defaultdict(list)
    for statement in statements:
        conflict = conflict_of(statement.subject)
        if conflict:
            number = index.text(statement.subject, CK.term("number")) or statement.subject.rpartition("/")[2]
            found[conflict, int(number) if number.isdecimal() else 0].append(statement)
        elif CK.term("Conflict") in index.all(statement.subject, RDF_TYPE):
            found[statement.subject, 0].append(statement)
    parts = [_part(index, conflict, side, same, conflicts.get(conflict)) for (conflict, side), same in found.items()]
    return tuple(sorted(parts, key=lambda part: (part.year is None, part.year or 0.0, part.name, part.side)))


def _part(index: GraphIndex, conflict: str, side: int, statements: list[Statement], entry: Entry | None) -> Part:
    name = entry.name if entry else name_of(index, IRI(conflict))
    when = (entry.when or "/".join(filter(None, (entry.start, entry.end)))) if entry else ""
    return Part(conflict, name, when, entry.year if entry else None, side, tuple(statements))


def _presence(part: Part, href: Callable[[str], str]) -> Presence:
    start, _, end = part.when.partition("/")
    return Presence(part.name, href(part.conflict), 0, "", start, "" if end == ".." else end or start)
