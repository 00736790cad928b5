"""The tables of conflicts and of sides."""

from __future__ import annotations

from collections.abc import Iterator

from kg.graph.facts import plain
from kg.graph.points import read_point
from kg.rdf.terms import CK, GEO, IRI, OWL, SKOS
from kg.tables.claims import ClaimIndex, Version
from kg.tables.dates import Stretch, count_duration, stretch_of
from kg.tables.figures import list_figures
from kg.tables.rows import ConflictRow, FigureRow, SideRow

_ITEM = "http://www.wikidata.org/entity/Q"

Bounds = tuple[int | None, int | None]


def list_conflicts(graph: ClaimIndex) -> Iterator[ConflictRow]:
    """A row for each conflict about which an article says more than its name, by name."""
    for iri, version in find_conflicts(graph).items():
        yield _make_conflict(graph, iri, version)


def find_conflicts(graph: ClaimIndex) -> dict[str, Version]:
    """The conflicts that claims are about, each with the article that says so: that about it, where there is one."""
    found: dict[str, Version] = {}
    for claim in graph.claims:
        iri = graph.context(claim.subject).conflict_iri
        if iri and not graph.is_naming(claim):
            found.setdefault(iri, claim.version)
    for iri in found:
        own = [graph.version(str(article)) for article in graph.index.all(iri, CK.term("describedIn"))]
        found[iri] = max(own, key=lambda version: (len(version.revision or ""), version.revision or "", version.article), default=found[iri])
    return dict(sorted(found.items(), key=lambda item: (graph.name(item[0]), item[0])))


def _make_conflict(graph: ClaimIndex, iri: str, version: Version) -> ConflictRow:
    start, end, when = (_only(graph, iri, name) for name in ("start", "end", "when"))
    places = graph.in_order(iri, "place")
    victor = _only_iri(graph, iri, "victor")
    context = graph.context(victor) if victor else None
    return ConflictRow(
        iri, graph.name(iri), tuple(sorted(plain(node) for node in graph.index.all(iri, SKOS.term("altLabel")))),
        start, *_days(start), end, *_days(end), when, *count_duration(start, end, when),
        graph.names(places), tuple(map(plain, places)), *_coordinates(graph, iri),
        graph.names(graph.in_order(iri, "partOf")), tuple(map(plain, graph.in_order(iri, "partOf"))),
        tuple(map(plain, graph.in_order(iri, "outcome"))), graph.all_words(iri, "resultKind"),
        context and context.side_name, context and context.side, _degree(graph, iri),
        len(graph.index.all(iri, CK.term("hasSide"))), _items(graph, iri),
        version.article, version.address, version.revision, version.licence, version.attribution,
    )  # fmt: skip


def _only(graph: ClaimIndex, iri: str, name: str) -> str | None:
    """The value of a property, where it has but one."""
    values = graph.index.all(iri, CK.term(name))
    return plain(values[0]) if len(values) == 1 else None


def _only_iri(graph: ClaimIndex, iri: str, name: str) -> str | None:
    values = graph.index.all(iri, CK.term(name))
    return str(values[0]) if len(values) == 1 and isinstance(values[0], IRI) else None


def _days(date: str | None) -> tuple[str | None, str | None, str | None]:
    found: Stretch | None = stretch_of(date) if date else None
    return (found.precision, found.earliest, found.latest) if found else (None, None, None)


def _coordinates(graph: ClaimIndex, iri: str) -> tuple[float | None, float | None]:
    """Longitude and latitude of a conflict, else of its places, where there is but one point."""
    for owners in ([iri], [str(place) for place in graph.index.all(iri, CK.term("place"))]):
        shapes = {str(shape) for owner in owners for shape in graph.index.all(owner, GEO.term("hasGeometry"))}
        points = {point for shape in shapes if (point := read_point(graph.index.text(shape, GEO.term("asWKT")) or ""))}
        if points:
            return points.pop() if len(points) == 1 else (None, None)
    return None, None


def _degree(graph: ClaimIndex, iri: str) -> str | None:
    told = {graph.reader(claim.iri)("degree") for claim in graph.claims_about(iri) if claim.predicate == CK.term("victor")} - {None}
    return told.pop() if len(told) == 1 else None


def _items(graph: ClaimIndex, iri: str) -> tuple[str, ...]:
    links = (OWL.term("sameAs"), SKOS.term("exactMatch"))
    return tuple(sorted({item for link in links for item in graph.iris(iri, link) if item.startswith(_ITEM)}))


def list_sides(graph: ClaimIndex) -> Iterator[SideRow]:
    """A row for each side, by conflict and number."""
    figures = {(row.subject_iri, row.measure, row.category, row.counted): row for row in list_figures(graph) if row.adds_up}
    for conflict, version in find_conflicts(graph).items():
        sides = [str(side) for side in graph.index.all(conflict, CK.term("hasSide"))]
        for side in sorted(sides, key=lambda side: (graph.context(side).side or 0, side)):
            yield _make_side(graph, conflict, side, version, figures)


def _make_side(graph: ClaimIndex, conflict: str, side: str, version: Version, figures: dict[tuple[str, str, str | None, str], FigureRow]) -> SideRow:
    context = graph.context(side)
    victors = graph.index.all(conflict, CK.term("victor"))
    belligerents = graph.in_order(side, "belligerent")

    def bounds(measure: str, category: str | None) -> Bounds:
        row = figures.get((side, measure, category, "people"))
        return (row.low, row.high) if row else (None, None)

    return SideRow(
        side, conflict, context.conflict or "", context.side or 0, context.side_name or "", IRI(side) in victors if victors else None,
        graph.names(belligerents), tuple(map(plain, belligerents)), graph.names(graph.in_order(side, "supporter")),
        graph.names(graph.in_order(side, "commander")), graph.names(graph.in_order(side, "unit")),
        *bounds("strength", None), *bounds("losses", "killed"), *bounds("losses", "wounded"), *bounds("losses", "captured"),
        *bounds("losses", "casualties"), version.article, version.address, version.revision, version.licence, version.attribution,
    )  # fmt: skip
