"""The page of a group, unit, person or place: the conflicts it was in, and all else that is claimed about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from kg.graph.facts import GraphIndex, plain
from kg.graph.points import read_point
from kg.pages.catalogue import Catalogue
from kg.pages.parts.sentences import main_words, role_name
from kg.pages.parts.sides import Item
from kg.pages.parts.statements import Statement, conflict_of, name_of, plain_iri, plain_name, read_statements
from kg.pages.parts.tables import DATE_COLUMNS, SOURCE_COLUMNS, Dated, Result, Table, date_cells, draw_tracks, list_names, result_of, source_cells
from kg.pages.parts.timeline import Timeline, Track
from kg.pages.war import dated_of, described_in, kind_of, name_in
from kg.rdf.terms import CK, GEO, IRI, OWL, RDF_TYPE, RDFS, SKOS
from kg.values import dataclass

KINDS = ("Person", "Unit", "Group", "Place", "Conflict", "Side", "Strength", "Losses")
COLUMNS = (
    *DATE_COLUMNS,
    "side",
    "side_name",
    "with",
    "opponents",
    "role",
    "rank",
    "fate",
    "result",
    "victor",
    "own_side_named_victor",
    *SOURCE_COLUMNS,
    "quote",
)
PLACE_COLUMNS = (*DATE_COLUMNS, "place", "sides", "result", "victor", *SOURCE_COLUMNS, "quote")
_NAMES = frozenset({RDFS.term("label"), SKOS.term("altLabel"), CK.term("wikipediaTitle")})
_MATCHES = (OWL.term("sameAs"), SKOS.term("exactMatch"), SKOS.term("closeMatch"))


class Part(NamedTuple):
    """The part of a thing in one conflict: its side (0: none) with its name and others on it, opponents, result, and its claims by role.

    ``place`` is, on the page of a place, the place within it where the conflict was (None: there itself).
    """

    dated: Dated
    side: int
    own: str
    allies: tuple[tuple[str, str], ...]
    opponents: tuple[str, ...]
    result: Result
    won: bool
    roles: tuple[tuple[str, tuple[Statement, ...]], ...]
    place: tuple[str, str] | None = None
    track: Track | None = None

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All its claims."""
        return tuple(statement for _, statements in self.roles for statement in statements)


@dataclass(frozen=True, slots=True)
class ThingPage:
    """The content of the page; ``conflicts`` is how many the parts are in."""

    iri: IRI
    kind: str
    name: str
    names: tuple[Item, ...]
    title: str
    matches: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    conflicts: int
    says: tuple[Statement, ...]
    said: tuple[Statement, ...]
    timeline: Timeline | None
    points: tuple[tuple[float, float], ...]
    articles: tuple[str, ...]


def read_thing(index: GraphIndex, iri: IRI, catalogue: Catalogue, href: Callable[[str], str]) -> ThingPage:
    """The content of a description of a thing; the catalogue gives what is known of the conflicts it was in."""
    types = {plain(node) for node in index.all(iri, RDF_TYPE)}
    kind = next((kind for kind in KINDS if kind in types), "Thing")
    statements = read_statements(index)
    own = [s for s in statements if s.subject == iri]
    about = [s for s in statements if s.object == iri and s.subject != iri]
    parts = list(_read_parts(index, iri, about, catalogue))
    if kind == "Place":
        parts += _parts_within(iri, {part.dated.iri for part in parts}, catalogue)
    parts.sort(key=lambda part: (part.dated.order, part.side))
    used = {s.claim for part in parts for s in part.statements}
    line, tracks = draw_tracks((part.dated for part in parts), href)
    wkt = (index.text(plain_iri(node), GEO.term("asWKT")) or "" for node in index.all(iri, GEO.term("hasGeometry")))
    return ThingPage(
        iri, kind, name_of(index, iri), _names(own), index.text(iri, CK.term("wikipediaTitle")) or "",
        tuple((plain_name(p), plain_iri(node)) for p in _MATCHES for node in index.all(iri, p)),
        tuple(part._replace(track=tracks.get(part.dated.iri)) for part in parts), len({part.dated.iri for part in parts}),
        tuple(s for s in own if s.predicate not in _NAMES), tuple(s for s in about if s.claim not in used),
        line, tuple(point for text in wkt if (point := read_point(text))),
        tuple(sorted({words.article for statement in statements for words in statement.words})),
    )  # fmt: skip


def _names(own: Iterable[Statement]) -> tuple[Item, ...]:
    """Every name with the claims that give it."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement in own:
        if statement.predicate in _NAMES and statement.predicate != CK.term("wikipediaTitle"):
            found[plain(statement.object)].append(statement)
    return tuple(Item(name, "", tuple(same)) for name, same in found.items())


def _read_parts(index: GraphIndex, iri: IRI, statements: Iterable[Statement], catalogue: Catalogue) -> Iterator[Part]:
    """The conflicts that claims relate to the thing, directly or by their sides."""
    found: dict[tuple[str, int], dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for statement in statements:
        conflict = conflict_of(statement.subject)
        if conflict:
            number = index.text(statement.subject, CK.term("number")) or statement.subject.rpartition("/")[2]
            found[conflict, int(number) if number.isdecimal() else 0][role_name(statement)].append(statement)
        elif CK.term("Conflict") in index.all(statement.subject, RDF_TYPE):
            found[statement.subject, 0][role_name(statement)].append(statement)
    for (conflict, side), roles in found.items():
        yield _part(conflict, side, iri, catalogue)._replace(roles=tuple((role, tuple(same)) for role, same in roles.items()))


def _parts_within(place: IRI, known: set[str], catalogue: Catalogue) -> Iterator[Part]:
    """The conflicts at places within a place, each once, at the innermost."""
    for inner in reversed(catalogue.summaries.places_in(place)):
        for conflict in catalogue.summaries.at.get(inner, ()):
            if conflict not in known:
                known.add(conflict)
                yield _part(conflict, 0, place, catalogue)._replace(place=(name_in(catalogue, inner), inner))


def _part(conflict: str, number: int, thing: str, catalogue: Catalogue) -> Part:
    summary = catalogue.summaries.of(conflict)
    own = next((side for side in summary.sides if side.number == number), None)
    allies = list_names(catalogue.summaries, own.members if own else ())
    opponents = tuple(side.name for side in summary.sides if side is not own)
    return Part(
        dated_of(catalogue, conflict), number, own.name if own else "", tuple(ally for ally in allies if ally[0] != name_in(catalogue, thing)),
        opponents, result_of(summary), bool(own and own.victor), (),
    )  # fmt: skip


def thing_table(index: GraphIndex, page: ThingPage, catalogue: Catalogue) -> Table:
    """The table of a page for CSV."""
    if page.kind == "Place":
        return Table(PLACE_COLUMNS, tuple((*_place_row(part), *_sources(index, part, catalogue)) for part in page.parts))
    return Table(COLUMNS, tuple((*_row(index, part), *_sources(index, part, catalogue)) for part in page.parts))


def _sources(index: GraphIndex, part: Part, catalogue: Catalogue) -> tuple[str, ...]:
    """The articles that say what a row says, and the words of its claims; of a row without a claim, the articles about its conflict."""
    words = [found for statement in part.statements if (found := main_words(index, statement))]
    told = [catalogue.articles[article] for article in dict.fromkeys(found.article for found in words) if article in catalogue.articles]
    quotes = dict.fromkeys(" ".join(found.quote.split()) for found in words)
    articles = told or described_in(part.dated.iri, catalogue)
    return *source_cells(article.source for article in articles), " | ".join(quotes)


def _row(index: GraphIndex, part: Part) -> tuple[str, ...]:
    def listed(name: str) -> str:
        values = (value for statement in part.statements if (value := statement.get(name)))
        return " | ".join(dict.fromkeys(name_of(index, value) for value in values))

    side = (str(part.side), part.own) if part.side else ("", "")
    return (
        *date_cells(part.dated), *side, " | ".join(name for name, _ in part.allies), " | ".join(part.opponents),
        " | ".join(role for role, _ in part.roles), listed("rank"), listed("fate"), kind_of(part.result), " | ".join(part.result.victors),
        "" if not (part.side and part.result.victors) else "true" if part.won else "false",
    )  # fmt: skip


def _place_row(part: Part) -> tuple[str, ...]:
    place = part.place[0] if part.place else ""
    return (*date_cells(part.dated), place, " | ".join(part.opponents), kind_of(part.result), " | ".join(part.result.victors))
