"""Sides that no row of parties shows. All names are invented."""

from __future__ import annotations

from kg.extract.rows.sides import state_sides
from kg.model.finding import CONFLICT, Finding, Mention, Side
from kg.model.text import Span


def test_a_side_that_only_other_rows_show_is_stated() -> None:
    whole, first, second, third = Span(0, 3), Span(5, 9), Span(10, 12), Span(20, 24)
    findings = (
        Finding(CONFLICT, "side", Side(1), (whole,), "side-column"),
        Finding(Side(1), "belligerent", Mention("Varn", "group", whole), (whole,), "belligerent"),
        Finding(Side(3), "commander", Mention("Ada Storm", "person", third), (third,), "commander", basis="column-borders"),
        Finding(Side(2), "commander", Mention("Rolf Esk", "person", first), (first,), "commander"),
        Finding(Side(2), "commander", Mention("Otto Esk", "person", second), (second,), "commander"),
    )
    assert tuple(state_sides(findings)) == (
        Finding(CONFLICT, "side", Side(2), (first,), "side-column"),
        Finding(CONFLICT, "side", Side(3), (third,), "side-column", basis="column-borders"),
    )


def test_what_has_no_side_shows_none() -> None:
    span = Span(0, 4)
    assert tuple(state_sides([Finding(CONFLICT, "participant", Mention("Varn", "group", span), (span,), "participant")])) == ()
