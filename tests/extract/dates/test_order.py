"""Nothing ends before it begins. All names are invented."""

from __future__ import annotations

import pytest

from kg.extract.dates.order import drop_reversed
from kg.model.finding import CONFLICT, Date, Finding, Mention, Side, Subject, Topic
from kg.model.issue import Issue
from kg.model.text import Span

VARN = Mention("Varn", "group", Span(0, 4))


def finding(subject: Subject, relation: str, value: Mention | Date, **bounds: Date) -> Finding:
    return Finding(subject, relation, value, (Span(3, 9),), "test", tuple(bounds.items()))


def party(start: Date, end: Date) -> Finding:
    return finding(Side(1), "belligerent", VARN, **{"from": start, "until": end})


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (Date(1701), Date(1711)),
        (Date(1701), Date(1701)),
        (Date(1701, 5), Date(1701)),
        (Date(1701), Date(1701, 5)),
        (Date(1701, 5, 4), Date(1701, 5)),
        (Date(-331), Date(-30)),
        (Date(-1), Date(1)),
        (Date(1701, 23), Date(1701, 2)),
    ],
)
def test_what_is_in_order_stays(start: Date, end: Date) -> None:
    assert list(drop_reversed([party(start, end)])) == [party(start, end)]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (Date(1711), Date(1705)),
        (Date(1701, 5), Date(1701, 4)),
        (Date(1701, 5, 4), Date(1701, 5, 3)),
        (Date(1701), Date(1700, 12)),
        (Date(-30), Date(-331)),
    ],
)
def test_bounds_that_contradict_each_other_are_dropped_and_the_statement_stays(start: Date, end: Date) -> None:
    role = finding(Side(1), "belligerent", VARN)
    kept, issue = drop_reversed([party(start, end)])
    assert kept == role
    assert isinstance(issue, Issue)
    assert (issue.code, issue.span) == ("end-before-start", Span(3, 9))
    assert issue.message == f"the end {end.edtf} comes before the start {start.edtf}"


def test_other_qualifiers_stay() -> None:
    of = finding(Side(1), "belligerent", VARN, **{"from": Date(1711), "asOf": Date(1712), "until": Date(1705)})
    kept, _ = drop_reversed([of])
    assert isinstance(kept, Finding)
    assert kept.qualifiers == (("asOf", Date(1712)),)


@pytest.mark.parametrize("relations", [("start", "end"), ("activeFrom", "activeUntil"), ("birthDate", "deathDate")])
def test_dates_of_a_subject_of_which_no_pair_is_in_order(relations: tuple[str, str]) -> None:
    first, last = relations
    given = [finding(CONFLICT, first, Date(1711)), finding(CONFLICT, last, Date(1705)), finding(CONFLICT, last, Date(1706))]
    found = list(drop_reversed(given))
    assert [(r.code, r.message) for r in found if isinstance(r, Issue)] == [
        ("end-before-start", f"{relation}: the end of this comes before its start") for relation in (first, last, last)
    ]
    assert len(found) == len(given)


def test_one_pair_in_order_is_enough() -> None:
    given = [finding(CONFLICT, "start", Date(1711)), finding(CONFLICT, "end", Date(1705)), finding(CONFLICT, "end", Date(1712))]
    assert list(drop_reversed(given)) == given


def test_dates_of_different_subjects_are_not_compared() -> None:
    given = [finding(CONFLICT, "start", Date(1711)), finding(Topic("group"), "end", Date(1705))]
    assert list(drop_reversed(given)) == given
