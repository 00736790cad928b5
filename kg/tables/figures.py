"""The table of figures, and which of them may be added up.

A side often has several figures of one kind: a total and its parts, one for each party, one for each source, one as of each date. At most one
of them is *the* figure of the side, and only such ones may be added up: the total that the article states, or else the only figure there is.
Where no figure can be told from the others, none adds up; why is told in each row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from kg.rdf.terms import CK
from kg.tables.claims import ClaimIndex, ClaimParts
from kg.tables.facts import make_fact
from kg.tables.rows import FigureRow

MEASURES = ("strength", "losses", "size")
# Losses in these categories are of people even where the words do not say so.
PEOPLE = frozenset({"killed", "wounded", "captured", "missing", "casualties", "executed", "displaced", "defected", "sick"})

Group = tuple[str, str, str | None, str]


def list_figures(graph: ClaimIndex) -> Iterator[FigureRow]:
    """A row for each claim of a figure, each with whether it adds up."""
    measured = {CK.term(measure) for measure in MEASURES}
    rows = [_make_figure(graph, claim) for claim in graph.claims if claim.predicate in measured]
    verdicts = judge_figures(rows)
    yield from (replace(row, adds_up=(why := verdicts[row.claim]) is None, why_not=why) for row in rows)


def _make_figure(graph: ClaimIndex, claim: ClaimParts) -> FigureRow:
    fact, figure = make_fact(graph, claim), str(claim.object)
    text = graph.index.text
    return FigureRow(
        fact.claim, figure, fact.subject, fact.subject_iri, fact.conflict, fact.conflict_iri, fact.side, fact.side_name, fact.property, fact.category,
        name_counted(fact.category, fact.kind), fact.low, fact.high, bool(fact.approximate), bool(fact.total), False, None, fact.kind, fact.counts,
        fact.scope, fact.of, text(figure, CK.term("of")), fact.within, fact.according_to, fact.valid_from, fact.valid_until, fact.as_of, fact.note,
        fact.references, fact.certainty, fact.basis, *claim.version, fact.quote, fact.quote_start, fact.quote_end,
    )  # fmt: skip


def name_counted(category: str | None, kind: str | None) -> str:
    """What a figure is comparable by: people where it counts personnel or loses people of no kind told, else its kind."""
    if kind == "personnel" or (kind is None and category in PEOPLE):
        return "people"
    return kind or "unspecified"


def judge_figures(rows: list[FigureRow]) -> dict[str, str | None]:
    """By claim: None for a figure that adds up, else why it does not (tables.toml, why_not)."""
    groups: dict[Group, list[FigureRow]] = defaultdict(list)
    for row in rows:
        groups[row.subject_iri, row.measure, row.category, row.counted].append(row)
    of_sides = {(row.conflict_iri, row.measure, row.category, row.counted) for row in rows if row.side}
    verdicts: dict[str, str | None] = {}
    for group, members in groups.items():
        verdicts |= _judge_group(members, "sides" if group in of_sides else None)
    return verdicts


def _judge_group(members: list[FigureRow], refused: str | None) -> dict[str, str | None]:
    """The verdicts on all figures of one subject, measure, category and counted."""
    verdicts: dict[str, str | None] = {row.claim: reason for row in members if (reason := refused or _part_of_whole(row))}
    whole = [row for row in members if row.claim not in verdicts]
    totals = {row.figure for row in whole if row.total}
    figures = {row.figure for row in whole}
    chosen = totals if totals else figures
    if len(chosen) > 1:
        reason = _tell_apart([row for row in whole if row.figure in chosen])
        return verdicts | {row.claim: reason if row.figure in chosen else "total" for row in whole}
    taken = False
    for row in whole:
        verdicts[row.claim] = "total" if row.figure not in chosen else "repeated" if taken else None
        taken = taken or row.figure in chosen
    return verdicts


def _part_of_whole(row: FigureRow) -> str | None:
    return "part" if row.within else "party" if row.of_iri else "scope" if row.scope else None


def _tell_apart(rows: list[FigureRow]) -> str:
    """Why several figures cannot be taken for one."""
    if len({row.according_to for row in rows}) > 1:
        return "sources"
    return "dates" if len({row.as_of for row in rows}) > 1 else "several"
