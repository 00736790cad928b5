"""The table of figures, each with whether it may be added up (kg/graph/adding.py)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.graph.adding import MEASURES, Candidate, judge_figures, name_counted, tell_part
from kg.rdf.terms import CK
from kg.tables.claims import ClaimIndex, ClaimParts
from kg.tables.facts import make_fact
from kg.tables.rows import FigureRow


def list_figures(graph: ClaimIndex) -> Iterator[FigureRow]:
    """A row for each claim of a figure, each with whether it adds up."""
    measured = {CK.term(measure) for measure in MEASURES}
    rows = [_make_figure(graph, claim) for claim in graph.claims if claim.predicate in measured]
    verdicts = judge_figures(_to_candidate(row, graph) for row in rows)
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


def _to_candidate(row: FigureRow, graph: ClaimIndex) -> Candidate:
    told = {name for name, value in (("within", row.within), ("of", row.of_iri), ("scope", row.scope)) if value}
    part = tell_part(told, graph.index.one(row.figure, CK.term("counts")), row.counted)
    whole = row.conflict_iri if row.side else None
    return Candidate(
        row.claim, row.figure, row.subject_iri, whole, row.measure, row.category, row.counted, part, row.total, row.according_to, row.as_of
    )
