"""Which figures may be added up, and how they are marked."""

from __future__ import annotations

from typing import Any

import pytest

from kg.graph.adding import Candidate, judge_figures, mark_addable, name_counted, names_part
from kg.model.claim import Claim, Description
from kg.model.text import Span
from kg.rdf.terms import CK, IRI, LANG_STRING, Literal

SIDE, OTHER, WHOLE = "x:c/side/1", "x:c/side/2", "x:c"
PLAIN = Candidate("", "", SIDE, WHOLE, "losses", "killed", "people", None, False, None, None)


def candidates(*told: dict[str, Any]) -> list[Candidate]:
    """Candidates named by letters, each a figure of its own unless told."""
    return [PLAIN._replace(**({"claim": letter, "figure": letter} | changes)) for letter, changes in zip("abcde", told, strict=False)]


@pytest.mark.parametrize(
    ("told", "verdicts"),
    [
        ([{}], [None]),
        ([{}, {"part": "within"}], [None, "within"]),
        ([{"total": True}, {}, {}], [None, "total", "total"]),
        ([{"part": "of"}, {"part": "of"}], ["of", "of"]),
        ([{"part": "of"}, {}], ["of", None]),
        ([{"part": "scope"}, {"part": "scope"}], ["scope", "scope"]),
        ([{"total": True, "part": "scope"}, {}], ["scope", None]),
        ([{"source": "A"}, {"source": "B"}], ["sources", "sources"]),
        ([{"source": "A"}, {}], ["sources", "sources"]),
        ([{"source": "A", "total": True}, {"source": "B", "total": True}, {}], ["sources", "sources", "total"]),
        ([{"date": "1944-06"}, {"date": "1944-07"}], ["dates", "dates"]),
        ([{}, {}], ["several", "several"]),
        ([{}, {"figure": "a"}], [None, "repeated"]),
        ([{"figure": "x", "total": True}, {"figure": "x", "total": True}, {}], [None, "repeated", "total"]),
        ([{}, {"counted": "civilians"}, {"category": "wounded"}, {"measure": "strength"}], [None, None, None, None]),
        ([{}, {"owner": OTHER}], [None, None]),
        ([{}, {"owner": WHOLE, "whole": None}], [None, "sides"]),
        ([{"part": "within"}, {"owner": WHOLE, "whole": None}], ["within", "sides"]),
        ([{"counted": "civilians"}, {"owner": WHOLE, "whole": None}], [None, None]),
        ([{"part": "counts"}], ["counts"]),
        ([{"part": "counts", "total": True}, {}], [None, "total"]),
    ],
)
def test_at_most_one_figure_adds_up(told: list[dict[str, Any]], verdicts: list[str | None]) -> None:
    given = candidates(*told)
    assert judge_figures(given) == dict(zip((one.claim for one in given), verdicts, strict=True))


@pytest.mark.parametrize(
    ("category", "kind", "counted"),
    [
        ("killed", None, "people"), ("killed", "personnel", "people"), ("killed", "civilians", "civilians"), ("destroyed", None, "unspecified"),
        (None, None, "unspecified"), (None, "personnel", "people"), (None, "vessels", "vessels"),
    ],
)  # fmt: skip
def test_what_is_comparable(category: str | None, kind: str | None, counted: str) -> None:
    assert name_counted(category, kind) == counted


@pytest.mark.parametrize(
    ("counts", "language", "counted", "part"),
    [
        ("men", "en", "people", False), ("Killed or wounded", "en", "people", False), ("dead, wounded, missing and captured", "en", "people", False),
        ("infantry", "en", "people", True), ("Zenki fighters", "en", "people", True), ("British and Commonwealth troops", "en", "people", True),
        ("cavalry", "en", "unspecified", True), ("tanks", "en", "vehicles", False), ("civilians", "en", "civilians", False),
        ("men", "xx", "people", True),
    ],
)  # fmt: skip
def test_words_that_name_a_part(counts: str, language: str, counted: str, part: bool) -> None:
    assert names_part(Literal(counts, LANG_STRING, language), counted) is part
    assert not names_part(None, counted)


def loss(name: str, subject: str = SIDE) -> Claim:
    return Claim(IRI(subject), CK.term("losses"), IRI(f"x:{name}"), (Span(0, 1),), "figures")


def told_of(name: str, **parts: str) -> list[Description]:
    return [
        Description(IRI(f"x:{name}"), CK.term(part), Literal(value) if part in ("total", "scope") else CK.term(value))
        for part, value in parts.items()
    ]


@pytest.mark.parametrize(
    ("figures", "marked"),
    [
        ({"a": {"category": "killed"}, "b": {"category": "wounded"}}, ["x:a", "x:b"]),
        ({"a": {"category": "killed", "total": "true"}, "b": {"category": "killed"}}, ["x:a"]),
        ({"a": {"category": "killed", "scope": "First day"}, "b": {"category": "killed"}}, ["x:b"]),
        ({"a": {"category": "killed"}, "b": {"category": "killed", "countedKind": "personnel"}}, []),
        ({"a": {"category": "destroyed", "countedKind": "aircraft"}, "b": {"category": "destroyed", "countedKind": "vehicles"}}, ["x:a", "x:b"]),
    ],
)
def test_figures_are_marked(figures: dict[str, dict[str, str]], marked: list[str]) -> None:
    descriptions = [one for name, parts in figures.items() for one in told_of(name, **parts)]
    found = list(mark_addable([loss(name) for name in figures], descriptions))
    assert [str(one.subject) for one in found] == marked
    assert {(str(one.predicate), str(getattr(one.object, "value", ""))) for one in found} <= {(CK.term("addsUp"), "true")}


def test_a_figure_of_the_whole_does_not_add_up_beside_those_of_its_sides() -> None:
    side = Claim(IRI(WHOLE), CK.term("hasSide"), IRI(SIDE), (Span(0, 1),), "sides")
    claims = [side, loss("a"), loss("b", WHOLE)]
    assert [str(one.subject) for one in mark_addable(claims, [*told_of("a", category="killed"), *told_of("b", category="killed")])] == ["x:a"]
