"""Headings of time over parties, people, units and figures."""

from __future__ import annotations

import pytest
from cells import article_of, context_of, read_cell

from kg.extract.phrases.phases import heads_phase, join_times, opens_with_phase, read_bracketed_times, read_phase, take_inline_phase
from kg.model.article import Line
from kg.model.finding import Date


def line(written: str) -> Line:
    return read_cell(written, 0, len(written)).lines[0]


@pytest.mark.parametrize(
    ("written", "opens", "times", "worded"),
    [
        ("'''1699–1701'''", False, {"from": "1699", "until": "1701"}, False),
        ("'''1701'''", False, {"asOf": "1701"}, False),
        ("'''From 1700:'''", False, {"from": "1700"}, False),
        ("'''1701–'''", False, {"from": "1701"}, False),
        ("'''(1699–1701)'''", False, {"from": "1699", "until": "1701"}, False),
        ("Until 7 May:", False, {"until": "1701-05-07"}, False),
        ("'''mid-May''':", False, {"asOf": "1701-05"}, False),
        ("1699–1701", True, {"from": "1699", "until": "1701"}, False),
        ("(1699–1701)", True, {"from": "1699", "until": "1701"}, False),
        ("'''League of Esk prior to 1701'''", False, {"until": "1701"}, True),
        ("'''Post-1701 allies'''", False, {"from": "1701"}, True),
        ("'''pre-1701 allies'''", False, {"until": "1701"}, True),
        ("1699–1701", False, None, False),
        ("(1699–1701)", False, None, False),
        ("League of Esk prior to 1701", False, None, False),
        ("'''League of Esk'''", False, None, False),
        ("'''Army of 1701'''", False, None, False),
        ("{flag:Esk}'''1701'''", False, None, False),
        ("[[Esk]] (until 1701):", False, None, False),
        ("Varn:", True, None, False),
        (":", True, None, False),
    ],
)
def test_read_phase(written: str, opens: bool, times: dict[str, str] | None, worded: bool) -> None:
    phase = read_phase(line(written), context_of(article_of({})), opens=opens)
    told = None if phase is None else {name: date.edtf for name, date in phase.times}
    assert (told, phase is not None and phase.worded) == (times, worded)


@pytest.mark.parametrize(
    ("cell", "opens"), [("1699\nVarn", True), ("(1699–1700)\nVarn", True), ("Varn\n1699", False), ("'''1699'''\nVarn", True), ("", False)]
)
def test_opens_with_phase(cell: str, opens: bool) -> None:
    assert opens_with_phase(read_cell(cell, 0, len(cell)).lines, context_of(article_of({}))) is opens


@pytest.mark.parametrize(
    ("written", "times", "rest"),
    [
        ("1699–1700: Varn", {"from": "1699", "until": "1700"}, "Varn"),
        ("From 7 May: Varn, Esk", {"from": "1701-05-07"}, "Varn, Esk"),
        ("Allies: Varn", None, None),
        ("Allies in 1700: Varn", None, None),
        ("1700:", None, None),
        ("{flag:Esk}1700: Varn", None, None),
    ],
)
def test_take_inline_phase(written: str, times: dict[str, str] | None, rest: str | None) -> None:
    taken = take_inline_phase(line(written).text, context_of(article_of({})))
    told = (None, None) if taken is None else ({name: date.edtf for name, date in taken[0].times}, taken[1].shown)
    assert told == (times, rest)


@pytest.mark.parametrize(
    ("written", "times"),
    [
        ("First phase (1699–1700):", {"from": "1699", "until": "1700"}),
        ("Supported by (until 1700):", {"until": "1700"}),
        ("First phase (naval):", {}),
        ("First phase (1699) in Esk:", {}),
        ("First phase:", {}),
    ],
)
def test_read_bracketed_times(written: str, times: dict[str, str]) -> None:
    assert {name: date.edtf for name, date in read_bracketed_times(line(written).text, context_of(article_of({})))} == times


@pytest.mark.parametrize(
    ("written", "heads"),
    [
        ("'''1701'''", True),
        ("'''4–9 May:'''", True),
        ("1701:", True),
        ("'''1942'''", False),
        ("1701", False),
        ("'''Since 1942'''", True),
        ("'''Losses before 1701'''", False),
    ],
)
def test_a_bare_year_over_figures_must_be_one_of_the_conflict(written: str, heads: bool) -> None:
    assert heads_phase(line(written), context_of(article_of({}))) is heads


@pytest.mark.parametrize(("written", "heads"), [("1701", True), ("1942", False), ("1701 men", False), ("(1701)", True)])
def test_in_plain_text_nothing_is_bold(written: str, heads: bool) -> None:
    assert heads_phase(line(written), context_of(article_of({})), plain=True) is heads


@pytest.mark.parametrize(
    ("phase", "own", "worded", "expected"),
    [
        ({"from": 1700, "until": 1705}, {}, False, {"from": 1700, "until": 1705}),
        ({"from": 1700, "until": 1705}, {"from": 1702}, False, {"from": 1702, "until": 1705}),
        ({"from": 1700, "until": 1705}, {"until": 1702}, False, {"from": 1700, "until": 1702}),
        ({"from": 1700, "until": 1705}, {"from": 1705}, False, {"from": 1705}),
        ({"from": 1700, "until": 1705}, {"from": 1702}, True, {"from": 1702}),
        ({"until": 1705}, {}, True, {"until": 1705}),
        ({}, {"asOf": 1702}, False, {"asOf": 1702}),
    ],
)
def test_own_times_win(phase: dict[str, int], own: dict[str, int], worded: bool, expected: dict[str, int]) -> None:
    joined = join_times(*(tuple((name, Date(year)) for name, year in times.items()) for times in (phase, own)), worded=worded)
    assert {name: date.year for name, date in joined} == expected
