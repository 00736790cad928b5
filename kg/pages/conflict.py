"""The page of a conflict: its sides as columns, as in the infobox, with time line and map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from kg.graph.facts import GraphIndex, plain, spaced
from kg.graph.points import read_point
from kg.pages.parts.dates import locate
from kg.pages.parts.figures import Bar, Figure, draw_bars, read_figure
from kg.pages.parts.statements import Statement, name_of, plain_iri, read_statements
from kg.pages.parts.timeline import Presence, Timeline, draw_timeline
from kg.rdf.terms import CK, GEO, IRI, RDFS, SKOS
from kg.values import dataclass

Href = Callable[[str], str]

# The rows of the infobox in their order, and the properties of a side that stand in each.
ROWS = (
    ("Belligerents", ("belligerent", "supporter")),
    ("Commanders and leaders", ("commander",)),
    ("Units involved", ("unit",)),
    ("Strength", ("strength",)),
    ("Casualties and losses", ("losses",)),
)
FACTS = (
    ("Part of", "partOf"), ("Date", "when"), ("Began", "start"), ("Ended", "end"), ("Location", "place"),
    ("Coordinates", str(GEO.term("hasGeometry"))), ("Result", "outcome"),
    ("Territorial changes", "territorialChange"), ("Cause", "cause"), ("Took part, side unknown", "participant"),
)  # fmt: skip
_ONE_VALUE = frozenset({"when", "start", "end"})
_TAKING_PART = frozenset({"belligerent", "supporter", "commander", "unit", "participant"})


class Item(NamedTuple):
    """One value in a cell: an entity, a text or a figure, with its claims. ``disputed`` says why it is in doubt ("": it is not)."""

    name: str
    iri: str
    statements: tuple[Statement, ...]
    figure: Figure | None = None
    bar: Bar | None = None
    disputed: str = ""

    @property
    def inferred(self) -> bool:
        """Whether all its claims are inferred."""
        return all(statement.inferred for statement in self.statements)


class Group(NamedTuple):
    """Items under a heading of the cell, "" for those without; ``notes`` says that what is noted on each stands beside it."""

    heading: str
    items: tuple[Item, ...]
    notes: bool = False


class Cell(NamedTuple):
    """The content of a row for one side; ``side`` 0 is the conflict as a whole."""

    side: int
    groups: tuple[Group, ...]


class Row(NamedTuple):
    """A row of the infobox: a cell for each side, and one for all together."""

    heading: str
    cells: tuple[Cell, ...]
    whole: Cell | None


class Fact(NamedTuple):
    """A line of the infobox's head."""

    heading: str
    property: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """The content of the page."""

    iri: IRI
    name: str
    names: tuple[Statement, ...]
    also: tuple[Item, ...]
    facts: tuple[Fact, ...]
    rows: tuple[Row, ...]
    timeline: Timeline | None
    points: tuple[tuple[float, float], ...]
    parts: tuple[Item, ...]
    articles: tuple[str, ...]


def read_conflict(index: GraphIndex, iri: IRI, href: Href) -> ConflictPage:
    """The content of a description of a conflict, in the order of its articles."""
    statements = read_statements(index)
    sides = {side: int(number) for side in map(plain_iri, index.all(iri, CK.term("hasSide"))) if (number := index.text(side, CK.term("number")))}
    figures = [read_figure(index, s.object) for s in statements if isinstance(s.object, IRI) and plain(s.predicate) in ("strength", "losses")]
    reader = _Reader(index, statements, sides | {str(iri): 0}, draw_bars(figures))
    facts = tuple(reader.facts(iri))
    points = (read_point(item.name) for fact in facts if fact.heading == "Coordinates" for item in fact.items)
    return ConflictPage(
        iri, name_of(index, iri), tuple(s for s in statements if s.subject == iri and s.predicate == RDFS.term("label")),
        reader.items(s for s in statements if s.subject == iri and s.predicate == SKOS.term("altLabel")),
        facts, tuple(reader.rows()), reader.timeline(iri, href), tuple(point for point in points if point),
        reader.parts(iri), tuple(sorted(map(plain_iri, index.all(iri, CK.term("describedIn"))))),
    )  # fmt: skip


class _Reader:
    """Reads the statements about one conflict."""

    def __init__(self, index: GraphIndex, statements: tuple[Statement, ...], sides: Mapping[str, int], bars: Mapping[IRI, Bar]) -> None:
        self.index, self.statements, self.sides, self.bars = index, statements, sides, bars
        self.by_side: dict[tuple[int, str], list[Statement]] = defaultdict(list)
        places: dict[tuple[str, str], set[int]] = defaultdict(set)
        for statement in statements:
            if statement.subject in sides:
                self.by_side[sides[statement.subject], plain(statement.predicate)].append(statement)
                places[plain(statement.predicate), plain_iri(statement.object)].add(sides[statement.subject])
        self.on_sides = {thing: found for (what, thing), found in places.items() if what in ("belligerent", "commander") and len(found) > 1}

    def items(self, statements: Iterable[Statement]) -> tuple[Item, ...]:
        """One item for each value, in reading order."""
        found: dict[object, list[Statement]] = defaultdict(list)
        for statement in statements:
            found[statement.object].append(statement)
        return tuple(self.item(tuple(same)) for same in found.values())

    def item(self, statements: tuple[Statement, ...]) -> Item:
        value = statements[0].object
        iri = value if isinstance(value, IRI) else ""
        if isinstance(value, IRI) and (wkt := self.index.text(value, GEO.term("asWKT"))):
            return Item(wkt, "", statements)
        figure = read_figure(self.index, value) if isinstance(value, IRI) and value.rpartition("/")[0].endswith(("/strength", "/losses")) else None
        dated = any(statement.get(name) for statement in statements for name in ("from", "until"))
        disputed = "named on several sides" if iri in self.on_sides and not dated else ""
        return Item(name_of(self.index, value), iri, statements, figure, self.bars.get(figure.iri) if figure else None, disputed)

    def facts(self, iri: IRI) -> Iterator[Fact]:
        for heading, name in FACTS:
            items = self.items(self.by_side[0, name])
            if heading in ("Began", "Ended") and self.by_side[0, "when"] and len(items) < 2:
                continue
            if name in _ONE_VALUE and len({item.name for item in items}) > 1:
                items = tuple(item._replace(disputed="the article gives several") for item in items)
            if items:
                yield Fact(heading, name, items)

    def rows(self) -> Iterator[Row]:
        numbers = sorted(set(self.sides.values()) - {0})
        for heading, names in ROWS:
            cells = tuple(Cell(side, tuple(self.groups(side, names))) for side in numbers)
            whole = Cell(0, tuple(self.groups(0, names)))
            if whole.groups or any(cell.groups for cell in cells):
                yield Row(heading, cells, whole if whole.groups else None)

    def groups(self, side: int, names: tuple[str, ...]) -> Iterator[Group]:
        for name in names:
            statements = self.by_side[side, name]
            unknown = [s for s in self.by_side[side, "statedUnknown"] if plain(s.object) == name]
            for heading, run in groupby(statements, key=lambda statement: _heading(statement, name)):
                items = self.items(run)
                alone = len(items) == 1 and name != "supporter"
                yield Group("", items, notes=True) if alone else Group(heading, items)
            if unknown:
                yield Group("", (Item("unknown, says the article", "", tuple(unknown)),))

    def parts(self, iri: IRI) -> tuple[Item, ...]:
        """The conflicts that are part of this one."""
        found: dict[IRI, list[Statement]] = defaultdict(list)
        for statement in self.statements:
            if statement.object == iri and plain(statement.predicate) == "partOf":
                found[statement.subject].append(statement)
        return tuple(Item(name_of(self.index, part), part, tuple(same)) for part, same in found.items())

    def timeline(self, iri: IRI, href: Href) -> Timeline | None:
        """The time line of participants, by the dates of their claims; its first line is the conflict itself."""
        when = self.index.text(iri, CK.term("when")) or "/".join(text for end in ("start", "end") if (text := self.index.text(iri, CK.term(end))))
        taking_part = (s for s in self.statements if s.subject in self.sides and plain(s.predicate) in _TAKING_PART)
        return draw_timeline(locate(when), (self.presence(statement, href) for statement in taking_part))

    def presence(self, statement: Statement, href: Href) -> Presence:
        start, until, as_of = (plain(node) if (node := statement.get(name)) else "" for name in ("from", "until", "asOf"))
        name, side, what = name_of(self.index, statement.object), self.sides[statement.subject], spaced(plain(statement.predicate))
        return Presence(name, href(plain_iri(statement.object)), side, what, start, until, as_of)


def _heading(statement: Statement, name: str) -> str:
    note = statement.get("note")
    words = plain(note) if note and name != "participant" else ""
    if name == "supporter":
        return f"Supported by ({words})" if words else "Supported by"
    return words[:1].upper() + words[1:]
