"""The conflicts that are part of a larger one: in order, on a time line and a map, with the result and the figures of each side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.pages.article import ArticleFacts
from kg.pages.catalogue import Catalogue
from kg.pages.links import Links
from kg.pages.parts.dates import show_date
from kg.pages.parts.maps import Map, Spot, draw_world
from kg.pages.parts.statements import Statement, plain_name
from kg.pages.parts.summaries import SideSummary, Sum
from kg.pages.parts.tables import (
    DATE_COLUMNS,
    SOURCE_COLUMNS,
    SUM_COLUMNS,
    Dated,
    Result,
    Table,
    date_cells,
    draw_tracks,
    result_of,
    source_cells,
    sum_cells,
)
from kg.pages.parts.timeline import Timeline, Track
from kg.rdf.terms import CK

# So many battles are shown at first, and where all are asked for.
_FOLDED, _MOST = 32, 400
COLUMNS = (
    *DATE_COLUMNS, "part_of", "how", "result", "victor", "side", "side_name", "named_victor", *SUM_COLUMNS, "no_one_figure_of", *SOURCE_COLUMNS,
)  # fmt: skip
# How a conflict comes to stand in the table of a war: as a part of it, as a part of a part, as a part of what has a like name.
PART, NESTED, ALIKE = "part", "part of a part", "part of one of a like name"
_MOST_ALIKE = 8


class Battle(NamedTuple):
    """A conflict of a war: by way of which other conflict it is part of it (name and IRI), its claim, result, sides, line on the time line.

    ``how`` is PART, NESTED or ALIKE.
    """

    dated: Dated
    via: tuple[str, str] | None
    statements: tuple[Statement, ...]
    result: Result
    sides: tuple[SideSummary, ...]
    track: Track | None = None
    how: str = PART

    @property
    def strength(self) -> int:
        """What the table is sorted by: the strengths that add up, at least."""
        return sum(_least(side, strength=True) for side in self.sides)

    @property
    def losses(self) -> int:
        """The same of losses."""
        return sum(_least(side, strength=False) for side in self.sides)


class Like(NamedTuple):
    """A conflict of a like name: its date or dates in words, how many conflicts are in it, the article that alone names it ("": several may)."""

    iri: str
    name: str
    when: str
    parts: int
    named_in: str


class War(NamedTuple):
    """The battles that are shown, how many there are in all, and of how many the figures, date and place are known.

    ``found`` are all of them, ``alike`` the parts of conflicts of like names, which the page does not show, each with that which it is a part of.
    """

    battles: tuple[Battle, ...]
    total: int
    sides: int
    with_strength: int
    with_losses: int
    dated: int
    placed: int
    timeline: Timeline | None
    map: Map | None
    found: tuple[Battle, ...]
    alike: Mapping[str, str]


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
    found = _in_order(_battles(conflict, statements, catalogue))
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
        found, _parts_alike(conflict, (battle.dated.iri for battle in found), catalogue),
    )  # fmt: skip


def _battles(conflict: str, statements: Sequence[Statement], catalogue: Catalogue) -> Iterator[Battle]:
    claimed: dict[str, list[Statement]] = {}
    for statement in statements:
        if statement.object == conflict and statement.predicate == CK.term("partOf"):
            claimed.setdefault(statement.subject, []).append(statement)
    reached = dict.fromkeys(claimed, conflict) | catalogue.summaries.parts_of(conflict)
    for part, whole in reached.items():
        battle = _battle(part, whole if whole != conflict else "", catalogue)
        yield battle._replace(statements=tuple(claimed.get(part, ())), how=NESTED if battle.via else PART)


def _parts_alike(conflict: str, known: Iterable[str], catalogue: Catalogue) -> dict[str, str]:
    """The parts of conflicts of like names that are not among the known ones, each with that which it is a part of."""
    left_out, found = {*known, conflict}, dict[str, str]()
    for like in others_alike(conflict, catalogue):
        for part, whole in catalogue.summaries.parts_of(like).items():
            if part not in left_out:
                found.setdefault(part, whole)
    return found


def alike_battles(war: War, catalogue: Catalogue) -> Iterator[Battle]:
    """The battles of conflicts of like names, which the page does not show."""
    return (_battle(part, whole, catalogue)._replace(how=ALIKE) for part, whole in war.alike.items())


def _battle(part: str, via: str, catalogue: Catalogue) -> Battle:
    summary = catalogue.summaries.of(part)
    return Battle(dated_of(catalogue, part), (name_in(catalogue, via), via) if via else None, (), result_of(summary), summary.sides)


def _in_order(battles: Iterable[Battle]) -> tuple[Battle, ...]:
    return tuple(sorted(battles, key=lambda battle: battle.dated.order))


def others_alike(conflict: str, catalogue: Catalogue) -> list[str]:
    """The conflicts of like names that are neither part of a conflict nor have it as a part."""
    alike = catalogue.alike.get(conflict, ())
    related = {*catalogue.summaries.parts_of(conflict), *catalogue.summaries.wholes_of(conflict)} if alike else set()
    return [other for other in alike if other not in related]


def read_alike(conflict: str, catalogue: Catalogue) -> tuple[tuple[Like, ...], int]:
    """The conflicts of like names that a page leads to, those with the most conflicts in them first, and how many more there are."""
    found = [_like(other, catalogue) for other in others_alike(conflict, catalogue)]
    found.sort(key=lambda like: (-like.parts, bool(like.named_in), like.name, like.iri))
    return tuple(found[:_MOST_ALIKE]), len(found[_MOST_ALIKE:])


def _like(iri: str, catalogue: Catalogue) -> Like:
    shown = dated_of(catalogue, iri).shown
    head, mark, rest = iri.partition("/article/")
    named_in = plain_name(rest.partition("/")[0]) if mark and head and "/" in rest else ""
    return Like(iri, name_in(catalogue, iri), show_date(shown) if shown else "", len(catalogue.summaries.parts_of(iri)), named_in)


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


def war_table(conflict: str, battles: Iterable[Battle], catalogue: Catalogue) -> Table:
    """The battles of a war for CSV, in order of date: a row for each side."""
    return Table(COLUMNS, tuple(row for battle in _in_order(battles) for row in _rows(battle, conflict, catalogue)))


def described_in(conflict: str, catalogue: Catalogue) -> list[ArticleFacts]:
    """The article versions that are about a conflict."""
    return [catalogue.articles[article] for article in catalogue.described.get(conflict, ()) if article in catalogue.articles]


def _rows(battle: Battle, conflict: str, catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    whole = battle.via[1] if battle.via else conflict
    head = (*date_cells(battle.dated), whole, battle.how, kind_of(battle.result), " | ".join(battle.result.victors))
    sources = source_cells(article.source for article in described_in(battle.dated.iri, catalogue))
    for side in battle.sides:
        gaps = " | ".join(sorted(side.gaps))
        yield *head, str(side.number), side.name, "true" if side.victor else "false", *sum_cells(side), gaps, *sources
    if not battle.sides:
        yield *head, *([""] * (len(COLUMNS) - len(head) - len(sources))), *sources
