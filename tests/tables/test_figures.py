"""Which figures add up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from figure_rows import PLAIN, WHOLE

from kg.tables.figures import judge_figures, name_counted
from kg.tables.rows import FigureRow
from kg.tables.schema import load_tables

OTHER = "x:c/side/2"


def figures(*told: dict[str, Any]) -> list[FigureRow]:
    """Rows named by letters, each a figure of its own unless told."""
    return [replace(PLAIN, **({"claim": letter, "figure": letter} | changes)) for letter, changes in zip("abcde", told, strict=False)]


@pytest.mark.parametrize(
    ("told", "verdicts"),
    [
        ([{}], [None]),
        ([{}, {"within": "a"}], [None, "part"]),
        ([{"total": True}, {}, {}], [None, "total", "total"]),
        ([{"of_iri": "x:g"}, {"of_iri": "x:h"}], ["party", "party"]),
        ([{"of_iri": "x:g"}, {}], ["party", None]),
        ([{"scope": "First phase"}, {"scope": "Second phase"}], ["scope", "scope"]),
        ([{"total": True, "scope": "First phase"}, {}], ["scope", None]),
        ([{"according_to": "A"}, {"according_to": "B"}], ["sources", "sources"]),
        ([{"according_to": "A"}, {}], ["sources", "sources"]),
        ([{"according_to": "A", "total": True}, {"according_to": "B", "total": True}, {}], ["sources", "sources", "total"]),
        ([{"as_of": "1944-06"}, {"as_of": "1944-07"}], ["dates", "dates"]),
        ([{"counts": "infantry"}, {"counts": "cavalry"}], ["several", "several"]),
        ([{}, {"figure": "a"}], [None, "repeated"]),
        ([{"figure": "x", "total": True}, {"figure": "x", "total": True}, {}], [None, "repeated", "total"]),
        ([{}, {"counted": "civilians"}, {"category": "wounded"}, {"measure": "strength"}], [None, None, None, None]),
        ([{}, {"subject_iri": OTHER, "side": 2}], [None, None]),
        ([{}, {"subject_iri": WHOLE, "side": 0}], [None, "sides"]),
        ([{"within": "x"}, {"subject_iri": WHOLE, "side": 0}], ["part", "sides"]),
        ([{"counted": "civilians"}, {"subject_iri": WHOLE, "side": 0}], [None, None]),
    ],
)
def test_at_most_one_figure_adds_up(told: list[dict[str, Any]], verdicts: list[str | None]) -> None:
    rows = figures(*told)
    assert judge_figures(rows) == dict(zip((row.claim for row in rows), verdicts, strict=True))


def test_every_reason_is_explained() -> None:
    [column] = [column for column in load_tables()["figures"].columns if column.name == "why_not"]
    reasons = ("part", "party", "scope", "sources", "dates", "several", "total", "sides", "repeated")
    assert [reason for reason in reasons if f" {reason} (" not in column.words] == []


@pytest.mark.parametrize(
    ("category", "kind", "counted"),
    [
        ("killed", None, "people"), ("killed", "personnel", "people"), ("killed", "civilians", "civilians"), ("destroyed", None, "unspecified"),
        (None, None, "unspecified"), (None, "personnel", "people"), (None, "vessels", "vessels"),
    ],
)  # fmt: skip
def test_what_is_comparable(category: str | None, kind: str | None, counted: str) -> None:
    assert name_counted(category, kind) == counted
