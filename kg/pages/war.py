"""The conflicts that are part of a larger one: in order, on a time line and a map, with the result and the figures of each side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.pages.catalogue import Catalogue
from kg.pages.links import Links
from kg.pages.parts.maps import Map, Spot, draw_world
from kg.pages.parts.statements import Statement, plain_name
from kg.pages.parts.summaries import SideSummary, Sum
from kg.pages.parts.tables import (
    DATE_COLUMNS,
    SUM_COLUMNS,
    Dated,
    Result,
    Table,
    date_cells,
    draw_tracks,
    result_of,
    sum_cells,
)
from kg.pages.parts.timeline import Timeline, Track
from kg.rdf.terms import CK

# So many battles are shown at first, and where all are asked for.
_FOLDED, _MOST = 32, 400
COLUMNS = (*DATE_COLUMNS, "part_of", "result", "victor", "side", "side_name", "named_victor", *SUM_COLUMNS, "no_one_figure_of")


class Battle(NamedTuple):
    """A conflict of a war: by way of which other conflict it is part of it (name and IRI), its claim, result, sides, line on the time line."""

    dated: Dated
    via: tuple[str, str] | None
    statements: tuple[Statement, ...]
    result: Result
    sides: tuple[SideSummary, ...]
    track: Track | None = None

    @property
    def strength(self) -> int:
        """What the table is sorted by: the strengths that add up, at least."""
        return sum(_least(side, strength=True) for side in self.sides)

    @property
    def losses(self) -> int:
        """The same of losses."""
        return sum(_least(side, strength=False) for side in self.sides)


class War(NamedTuple):
    """The battles that are shown, how many there are in all, and of how many the figures, date and place are known."""

    battles: tuple[Battle, ...]
    total: int
    sides: int
    with_strength: int
    with_losses: int
    dated: int
    placed: int
    timeline: Timeline | None
    map: Map | None
    table: Table


def _least(side: SideSummary, *, strength: bool) -> int:
    return max((total.low or 0 for total in side.sums if (total.category == "") is strength), default=0)


def strength_of(side: SideSummary) -> tuple[Sum, ...]:
    """The one figure of strength that a side has; none where no figure is the one."""
    return tuple(total for total in side.sums if not total.category)


def losses_of(side: SideSummary) -> tuple[Sum, ...]:
    """The figures of losses that add up, one for each category."""
    return tuple(total for total in side.sums if total.category)


def read_war(conflict: str, statements: Sequence[Statement], catalogue: Catalogue, links: Links, *, whole: bool = False) -> War | None:
    """The conflicts that are part of one, in order of date; None where there are none. ``statements`` are all claims of its description.

    Of more than 32 the first are shown, unless the ``whole`` is asked for.
    """
    found = sorted(_battles(conflict, statements, catalogue), key=lambda battle: battle.dated.order)
    if not found:
        return None
    sides = [side for battle in found for side in battle.sides]
    shown = found[: _MOST if whole else _FOLDED]
    line, tracks = draw_tracks([battle.dated for battle in shown], links.page)
    points = [(battle, entry.point) for battle in found if (entry := catalogue.entries.get(battle.dated.iri)) and entry.point]
    return War(
        tuple(battle._replace(track=tracks.get(battle.dated.iri)) for battle in shown), len(found), len(sides),
        sum(bool(strength_of(side)) for side in sides), sum(bool(losses_of(side)) for side in sides),
        sum(battle.dated.year is not None for battle in found), len(points), line,
        draw_world(Spot(*point, battle.dated.name, links.page(battle.dated.iri)) for battle, point in points),
        Table(COLUMNS, tuple(row for battle in found for row in _rows(battle, conflict))),
    )  # fmt: skip


def _battles(conflict: str, statements: Sequence[Statement], catalogue: Catalogue) -> Iterator[Battle]:
    claimed: dict[str, list[Statement]] = {}
    for statement in statements:
        if statement.object == conflict and statement.predicate == CK.term("partOf"):
            claimed.setdefault(statement.subject, []).append(statement)
    reached = dict.fromkeys(claimed, conflict) | catalogue.summaries.parts_of(conflict)
    for part, whole in reached.items():
        summary = catalogue.summaries.of(part)
        via = (name_in(catalogue, whole), whole) if whole != conflict else None
        yield Battle(dated_of(catalogue, part), via, tuple(claimed.get(part, ())), result_of(summary), summary.sides)


def dated_of(catalogue: Catalogue, conflict: str) -> Dated:
    """A conflict with its dates; only its name where no article describes it."""
    entry = catalogue.entries.get(conflict)
    return Dated(conflict, entry.name, entry.start, entry.end, entry.when) if entry else Dated(conflict, name_in(catalogue, conflict))


def name_in(catalogue: Catalogue, thing: str) -> str:
    """The main name of a thing, or a substitute made of its IRI."""
    return catalogue.summaries.names.get(thing) or plain_name(thing)


def kind_of(result: Result) -> str:
    """The kind of a result for CSV."""
    return "victory" if result.victors else result.kind.partition(",")[0]


def _rows(battle: Battle, conflict: str) -> Iterator[tuple[str, ...]]:
    head = (*date_cells(battle.dated), battle.via[1] if battle.via else conflict, kind_of(battle.result))
    victors = " | ".join(battle.result.victors)
    for side in battle.sides:
        gaps = " | ".join(sorted(side.gaps))
        yield *head, victors, str(side.number), side.name, "true" if side.victor else "false", *sum_cells(side), gaps
    if not battle.sides:
        yield *head, victors, *([""] * (len(COLUMNS) - len(head) - 1))
