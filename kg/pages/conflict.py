"""The page of a conflict: the sides at a glance and in columns, what happened when and where, and the conflicts that are part of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kg.graph.facts import GraphIndex, plain, spaced
from kg.graph.points import read_point
from kg.pages.parts.dates import locate
from kg.pages.parts.figures import Scale, draw_bars, read_figure
from kg.pages.parts.glance import Score, read_scores
from kg.pages.parts.sides import Item, Row, Side, SideReader
from kg.pages.parts.statements import Statement, name_of, plain_iri, read_statements
from kg.pages.parts.tables import SHOWN_KINDS
from kg.pages.parts.timeline import Presence, Timeline, draw_timeline
from kg.rdf.terms import CK, GEO, IRI, RDFS, SKOS
from kg.values import dataclass

Href = Callable[[str], str]

FACTS = (
    ("When", "when"), ("Began", "start"), ("Ended", "end"), ("Where", "place"), ("Result", "outcome"),
    ("Part of", "partOf"), ("Territorial changes", "territorialChange"), ("Cause", "cause"),
    ("Kind", "conflictType"), ("Objective", "objective"), ("Target", "target"), ("Means", "means"), ("Remark", "remark"),
    ("Took part, side unknown", "participant"), ("Coordinates", str(GEO.term("hasGeometry"))),
)  # fmt: skip
_PART_OF = CK.term("partOf")
_ONE_VALUE = frozenset({"when", "start", "end"})
_TAKING_PART = frozenset({"belligerent", "supporter", "commander", "unit", "participant"})


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the head of the page: its values, and what is to be said where it has none, or besides them."""

    heading: str
    property: str
    items: tuple[Item, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """The content of the page; ``parts`` are the claims that other conflicts are part of it, ``said`` what else is said of it elsewhere."""

    iri: IRI
    name: str
    names: tuple[Statement, ...]
    also: tuple[Item, ...]
    facts: tuple[Fact, ...]
    sides: tuple[Side, ...]
    scores: tuple[Score, ...]
    rows: tuple[Row, ...]
    scales: tuple[Scale, ...]
    timeline: Timeline | None
    points: tuple[tuple[float, float], ...]
    parts: tuple[Statement, ...]
    said: tuple[Statement, ...]
    articles: tuple[str, ...]


def read_conflict(index: GraphIndex, iri: IRI, href: Href) -> ConflictPage:
    """The content of a description of a conflict, in the order of its articles."""
    statements = read_statements(index)
    sides = {side: int(number) for side in map(plain_iri, index.all(iri, CK.term("hasSide"))) if (number := index.text(side, CK.term("number")))}
    figures = [read_figure(index, s.object) for s in statements if isinstance(s.object, IRI) and plain(s.predicate) in ("strength", "losses")]
    chart = draw_bars(figures)
    reader = SideReader(index, statements, sides | {str(iri): 0}, chart.bars)
    facts = tuple(_facts(reader))
    points = (read_point(item.name) for fact in facts if fact.heading == "Coordinates" for item in fact.items)
    columns, rows = reader.columns(), tuple(reader.rows())
    elsewhere = [s for s in statements if s.object == iri and s.subject != iri]
    return ConflictPage(
        iri, name_of(index, iri), tuple(s for s in statements if s.subject == iri and s.predicate == RDFS.term("label")),
        reader.items(s for s in statements if s.subject == iri and s.predicate == SKOS.term("altLabel")),
        facts, columns, read_scores(columns, rows), rows, chart.scales, _timeline(reader, statements, iri, href),
        tuple(point for point in points if point), tuple(s for s in elsewhere if s.predicate == _PART_OF),
        tuple(s for s in elsewhere if s.predicate != _PART_OF), tuple(sorted(map(plain_iri, index.all(iri, CK.term("describedIn"))))),
    )  # fmt: skip


def _facts(reader: SideReader) -> Iterator[Fact]:
    for heading, name in FACTS:
        items = reader.items(reader.by_side[0, name])
        if heading in ("Began", "Ended") and reader.by_side[0, "when"] and len(items) < 2:
            continue
        if name in _ONE_VALUE and len({item.name for item in items}) > 1:
            items = tuple(item._replace(disputed="the article gives several") for item in items)
        remark = _victor_remark(reader) if name == "outcome" else ""
        if items or remark:
            yield Fact(heading, name, items, remark)


def _victor_remark(reader: SideReader) -> str:
    """What is to be said where no side is called victorious: the kind of result that the graph has, and that no victor is named."""
    if reader.by_side[0, "victor"] or not (reader.by_side[0, "outcome"] or reader.by_side[0, "resultKind"]):
        return ""
    kinds = dict.fromkeys(spaced(plain(statement.object)) for statement in reader.by_side[0, "resultKind"])
    if "victory" in kinds:
        return "Which of the sides that was is not told by these words alone." if reader.numbers else ""
    shown = ", ".join(kind for kind in kinds if kind in SHOWN_KINDS)
    return f"{shown.capitalize()}; the article calls no one side the victor." if shown else "The article calls no one side the victor."


def _timeline(reader: SideReader, statements: Iterable[Statement], iri: IRI, href: Href) -> Timeline | None:
    """The time line of participants, by the dates of their claims; its axis covers the conflict itself."""
    index = reader.index
    when = index.text(iri, CK.term("when")) or "/".join(text for end in ("start", "end") if (text := index.text(iri, CK.term(end))))
    names = {side.number: side.name for side in reader.columns()}
    taking_part = (s for s in statements if s.subject in reader.sides and plain(s.predicate) in _TAKING_PART)
    return draw_timeline(locate(when), (_presence(reader, statement, names, href) for statement in taking_part))


def _presence(reader: SideReader, statement: Statement, names: dict[int, str], href: Href) -> Presence:
    start, until, as_of = (plain(node) if (node := statement.get(name)) else "" for name in ("from", "until", "asOf"))
    side, what = reader.sides[statement.subject], spaced(plain(statement.predicate))
    what = f"{what}, side of {names[side]}" if side in names and names[side] != f"Side {side}" else f"{what}, side {side}" if side else what
    return Presence(name_of(reader.index, statement.object), href(plain_iri(statement.object)), side, what, start, until, as_of)
