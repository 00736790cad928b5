"""Tables of conflicts: the results, opponents and places that stand beside each other, and the same as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from typing import NamedTuple

from kg.pages.parts.dates import locate
from kg.pages.parts.figures import show_bounds
from kg.pages.parts.summaries import CATEGORIES, SideSummary, Sum, Summaries, Summary
from kg.pages.parts.timeline import Presence, Timeline, Track, draw_timeline
from kg.tables.writing import IRIS_SEPARATOR, TEXTS_SEPARATOR, guard_formula

Href = Callable[[str], str]
# Kinds of result that say something where no side is called victorious.
SHOWN_KINDS = ("indecisive", "ceasefire", "ongoing")


class Table(NamedTuple):
    """A table as text: what its CSV holds."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Dated(NamedTuple):
    """A conflict in a table: its name and its dates as in the graph ("" where unknown)."""

    iri: str
    name: str
    start: str = ""
    end: str = ""
    when: str = ""

    @property
    def shown(self) -> str:
        """Its date or its dates, as EDTF."""
        return self.when or "/".join(filter(None, (self.start, self.end)))

    @property
    def year(self) -> float | None:
        """When it began, in years with fractions; None if unknown."""
        stretch = locate(self.start or self.when or self.end)
        return stretch.low if stretch else None

    @property
    def order(self) -> tuple[bool, float, str, str]:
        """What sorts conflicts by date: those without one come last."""
        return self.year is None, self.year or 0.0, self.name, self.iri


class Result(NamedTuple):
    """How a conflict ended: the names of the sides that are called victorious, or the kind of result; ``known`` is false where there is none."""

    victors: tuple[str, ...]
    kind: str
    known: bool

    @property
    def words(self) -> str:
        """The result in words."""
        if self.victors:
            return "victory of " + " and ".join(self.victors)
        return self.kind or ("no one victor named" if self.known else "")


def result_of(summary: Summary) -> Result:
    """The result that the graph has of a conflict."""
    victors = tuple(side.name for side in summary.sides if side.victor)
    kind = next((kind for kind in summary.results if kind in SHOWN_KINDS), "")
    if not victors and "victory" in summary.results:
        kind = "victory, side not told"
    return Result(victors, kind, bool(summary.results or victors))


def sum_words(total: Sum) -> str:
    """A figure in words, without the category."""
    return show_bounds(total.low, total.high, total.approximate)


def draw_tracks(dated: Iterable[Dated], href: Href) -> tuple[Timeline | None, dict[str, Track]]:
    """The time line of conflicts, and the line of each by its IRI; none for fewer than two."""
    found = {href(one.iri): one for one in dated if one.year is not None}
    presences = [_presence(one, where) for where, one in found.items()]
    line = draw_timeline(None, presences if len(presences) > 1 else [])
    return line, {found[track.presence.href].iri: track for track in line.tracks} if line else {}


def _presence(one: Dated, where: str) -> Presence:
    start, _, end = one.shown.partition("/")
    return Presence(one.name, where, 0, "", start, "" if end == ".." else end or start)


def list_names(summaries: Summaries, things: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Things that have a name, as name and IRI; one of each name."""
    return tuple({name: (name, thing) for thing in things if (name := summaries.names.get(thing))}.values())


def date_cells(one: Dated) -> tuple[str, ...]:
    """The cells of a conflict in CSV: name, IRI, start, end, EDTF."""
    return one.name, one.iri, one.start, one.end, one.when


DATE_COLUMNS = ("conflict", "iri", "start", "end", "when")
# The last columns of a row that articles tell, as in the tables of kg table (kg/tables/tables.toml).
SOURCE_COLUMNS = ("article", "address", "revision", "licence", "attribution")
SUM_COLUMNS = tuple(f"{name}_{bound}" for name in ("strength", *CATEGORIES) for bound in ("low", "high"))


def sum_cells(side: SideSummary) -> tuple[str, ...]:
    """The figures of a side that add up, in the order of SUM_COLUMNS."""
    found = {total.category: total for total in side.sums}
    return tuple(
        "" if bound is None else str(bound)
        for category in ("", *CATEGORIES)
        for total in [found.get(category)]
        for bound in ((total.low, total.high) if total else (None, None))
    )


def source_cells(sources: Iterable[tuple[str, str, str, str, str]]) -> tuple[str, ...]:
    """The cells of SOURCE_COLUMNS; of several articles each value once, IRIs with a blank between."""
    columns = zip(*sources, strict=True)
    separators = (TEXTS_SEPARATOR, IRIS_SEPARATOR, TEXTS_SEPARATOR, IRIS_SEPARATOR, TEXTS_SEPARATOR)
    found = tuple(separator.join(dict.fromkeys(filter(None, values))) for values, separator in zip(columns, separators, strict=False))
    return found or ("",) * len(SOURCE_COLUMNS)


def write_table(table: Table) -> str:
    """The table as CSV (RFC 4180, line feeds); text that a spreadsheet would take for a formula has ' before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([guard_formula(cell) for cell in row] for row in table.rows)
    return out.getvalue()
