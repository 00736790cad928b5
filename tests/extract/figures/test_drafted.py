"""Claims added to drafts. All names are invented."""

from __future__ import annotations

from dataclasses import replace

from cells import text_of

from kg.extract.figures.drafted import Draft, Setting, claim_draft
from kg.model.article import Line
from kg.model.finding import Estimate
from kg.model.text import Span


def test_a_claim_is_added_only_where_there_is_none() -> None:
    bare = Draft(Estimate(4, 4, Span(0, 1)), Setting(Line(text_of("4 killed")), 0, 0, ()), None, False, False, (Span(0, 1),), (), ())
    added = claim_draft(bare, "Esk", Span(50, 53))
    assert (added.estimate.according_to, added.spans) == ("Esk", (Span(0, 1), Span(50, 53)))
    claimed = replace(bare, estimate=replace(bare.estimate, according_to="Varn"))
    assert claim_draft(claimed, "Esk", Span(50, 53)) == claimed
