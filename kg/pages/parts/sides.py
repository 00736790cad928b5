"""The sides of a conflict as rows of columns, as in the infobox: names under their headings, figures by phase, parts under their whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from kg.graph.facts import GraphIndex, plain
from kg.pages.parts.figures import Bar, Figure, read_figure
from kg.pages.parts.statements import Statement, name_of, plain_iri
from kg.rdf.terms import GEO, IRI, RDFS

# The rows of the infobox in their order, and the properties of a side that stand in each.
ROWS = (
    ("Belligerents", ("belligerent", "supporter")),
    ("Commanders and leaders", ("commander",)),
    ("Units involved", ("unit",)),
    ("Strength", ("strength",)),
    ("Casualties and losses", ("losses",)),
)
_COUNTED = ("strength", "losses")


class Item(NamedTuple):
    """One value in a cell: an entity, a text or a figure, with its claims. ``disputed`` says why it is in doubt ("": it is not).

    ``depth`` is how many wholes a figure stands under; ``scope`` is false where the heading above says it already.
    """

    name: str
    iri: str
    statements: tuple[Statement, ...]
    figure: Figure | None = None
    bar: Bar | None = None
    disputed: str = ""
    depth: int = 0
    scope: bool = True

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


class Band(NamedTuple):
    """A part of a row, such as a phase, by its heading ("": none): a cell for each side, and one for all together."""

    heading: str
    cells: tuple[Cell, ...]
    whole: Cell | None


class Row(NamedTuple):
    """A row of the infobox."""

    heading: str
    bands: tuple[Band, ...]


class Side(NamedTuple):
    """A column: its number, its name ("Side 1" where it has none), and the claims that call it victorious."""

    number: int
    name: str
    victories: tuple[Statement, ...]


class SideReader:
    """Reads the statements about one conflict and its sides; ``sides`` has the number of each by its IRI, 0 for the conflict itself."""

    def __init__(self, index: GraphIndex, statements: Iterable[Statement], sides: Mapping[str, int], bars: Mapping[IRI, Bar]) -> None:
        self.index, self.sides, self.bars = index, sides, bars
        self.by_side: dict[tuple[int, str], list[Statement]] = defaultdict(list)
        places: dict[tuple[str, str], set[int]] = defaultdict(set)
        for statement in statements:
            if statement.subject in sides:
                self.by_side[sides[statement.subject], plain(statement.predicate)].append(statement)
                places[plain(statement.predicate), plain_iri(statement.object)].add(sides[statement.subject])
        self.on_sides = {thing: found for (what, thing), found in places.items() if what in ("belligerent", "commander") and len(found) > 1}
        self.numbers = sorted(set(sides.values()) - {0})

    def columns(self) -> tuple[Side, ...]:
        """The sides with their names, and what calls them victorious."""
        victories: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.by_side[0, "victor"]:
            victories[plain_iri(statement.object)].append(statement)
        found = sorted((number, iri) for iri, number in self.sides.items() if number)
        return tuple(
            Side(number, self.index.text(iri, RDFS.term("label")) or f"Side {number}", tuple(victories.get(iri, ()))) for number, iri in found
        )

    def rows(self) -> Iterator[Row]:
        """The rows that have anything in them."""
        for heading, names in ROWS:
            bands = self._phases(names[0]) if names[0] in _COUNTED else self._plain_bands(names)
            if found := tuple(band for band in bands if band.whole or any(cell.groups for cell in band.cells)):
                yield Row(heading, found)

    def items(self, statements: Iterable[Statement]) -> tuple[Item, ...]:
        """One item for each value, in reading order."""
        found: dict[object, list[Statement]] = defaultdict(list)
        for statement in statements:
            found[statement.object].append(statement)
        return tuple(self._item(tuple(same)) for same in found.values())

    def _item(self, statements: tuple[Statement, ...]) -> Item:
        value = statements[0].object
        iri = value if isinstance(value, IRI) else ""
        if isinstance(value, IRI) and (wkt := self.index.text(value, GEO.term("asWKT"))):
            return Item(wkt, "", statements)
        counted = isinstance(value, IRI) and plain(statements[0].predicate) in _COUNTED
        figure = read_figure(self.index, IRI(iri)) if counted else None
        dated = any(statement.get(name) for statement in statements for name in ("from", "until"))
        disputed = "named on several sides" if iri in self.on_sides and not dated else ""
        return Item(name_of(self.index, value), iri, statements, figure, self.bars.get(figure.iri) if figure else None, disputed)

    def _plain_bands(self, names: tuple[str, ...]) -> Iterator[Band]:
        whole = Cell(0, tuple(self._named_groups(0, names)))
        cells = tuple(Cell(side, tuple(self._named_groups(side, names))) for side in self.numbers)
        yield Band("", cells, whole if whole.groups else None)

    def _named_groups(self, side: int, names: tuple[str, ...]) -> Iterator[Group]:
        for name in names:
            for heading, run in groupby(self.by_side[side, name], key=lambda statement: _heading(statement, name)):
                items = self.items(run)
                alone = len(items) == 1 and name != "supporter"
                yield Group("", items, notes=True) if alone else Group(heading, items)
            yield from self._unknown(side, name)

    def _unknown(self, side: int, name: str) -> Iterator[Group]:
        """What the article says is unknown."""
        unknown = tuple(s for s in self.by_side[side, "statedUnknown"] if plain(s.object) == name)
        if unknown:
            yield Group("", (Item("unknown, says the article", "", unknown),))

    def _phases(self, name: str) -> Iterator[Band]:
        """A band for each heading that figures of several kinds or sides stand under, after the figures without one."""
        trees = {side: tuple(nest_parts(self.items(self.by_side[side, name]))) for side in (0, *self.numbers)}
        roots = (tree[0].figure for found in trees.values() for tree in found)
        counted = Counter(figure.scope for figure in roots if figure and figure.scope)
        for scope in ("", *(scope for scope, number in counted.items() if number > 1)):
            cells = {side: tuple(self._figure_groups(side, name, scope, counted, found)) for side, found in trees.items()}
            whole = Cell(0, cells.pop(0))
            yield Band(scope[:1].upper() + scope[1:], tuple(Cell(*cell) for cell in cells.items()), whole if whole.groups else None)

    def _figure_groups(self, side: int, name: str, scope: str, counted: Counter[str], trees: Iterable[tuple[Item, ...]]) -> Iterator[Group]:
        """The figures of a side in a band, under the headings that are noted on them."""
        mine = [tree for tree in trees if tree[0].figure and (tree[0].figure.scope if counted[tree[0].figure.scope] > 1 else "") == scope]
        for heading, run in groupby(mine, key=lambda tree: _heading(tree[0].statements[0], name)):
            items = tuple(item._replace(scope=bool(item.figure and item.figure.scope != scope)) for tree in run for item in tree)
            alone = sum(item.depth == 0 for item in items) == 1
            yield Group("", items, notes=True) if alone else Group(heading, items)
        if not scope:
            if remarks := self.items(self.by_side[side, f"{name}Remark"]):
                yield Group("", remarks)
            yield from self._unknown(side, name)


def nest_parts(items: tuple[Item, ...]) -> Iterator[tuple[Item, ...]]:
    """Figures as trees: each whole is followed by its parts, whose depth says so. What is a part of no figure among these is a whole."""
    known = {item.iri for item in items}
    parts: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        whole = item.figure.within if item.figure else ""
        parts[whole if whole in known and whole != item.iri else ""].append(item)
    done: set[int] = set()

    def walk(item: Item, depth: int) -> Iterator[Item]:
        if id(item) not in done:
            done.add(id(item))
            yield item._replace(depth=depth)
            for part in parts.get(item.iri, ()) if item.iri else ():
                yield from walk(part, depth + 1)

    # Figures that are parts of each other have no whole to begin with, so all are tried in the end.
    for item in (*parts[""], *items):
        if tree := tuple(walk(item, 0)):
            yield tree


def _heading(statement: Statement, name: str) -> str:
    note = statement.get("note")
    words = plain(note) if note and name != "participant" else ""
    if name == "supporter":
        return f"Supported by ({words})" if words else "Supported by"
    return words[:1].upper() + words[1:]
