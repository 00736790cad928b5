"""How many sides there are, and which parties stand on one: all rows are weighed together, and doubt is told."""

from __future__ import annotations

import pytest
from lost_columns import PARTIES, WEIGHTS, cells, pieces_of

from kg.columns.cells import is_flat, score_cells
from kg.columns.names import Link
from kg.columns.partitions import RowProblem, Weighed, weigh_rows

NEUTRAL = {2: 0.0, 3: 0.0}
THREE = "\nDuchy of Varn\nCity of Holm\n\nKingdom of Esk\nEsk Militia\n\nRepublic of Loft\nLoft Guard"


def weigh(rows: dict[str, str], links: tuple[Link, ...] = (), priors: dict[int, float] | None = None) -> Weighed:
    """Rows in the notation of tests/cells.py, weighed without votes of their own."""
    problems = {}
    for field, value in rows.items():
        pieces = pieces_of(value, field)
        votes = {columns: ((0.0,) * (columns + 1),) * len(pieces) for columns in (2, 3)}
        scored = score_cells(pieces, False, is_flat(pieces, False), WEIGHTS.cells)
        problems[field] = RowProblem(pieces, False, scored, votes, {2: (), 3: ()})
    return weigh_rows(problems, links, priors or NEUTRAL, WEIGHTS)


@pytest.mark.parametrize(
    "rows",
    [
        {"belligerents": "Ottoman Empire Kingdom of France", "strength": "80 90"},
        {"belligerents": THREE, "strength": "80 90 95", "commanders": "\nOtto Rein\n\nKnud Hars\n\nNils Aker"},
        {"strength": "80 90"},
        {"belligerents": "Varn"},
    ],
)
def test_shares_are_probabilities(rows: dict[str, str]) -> None:
    weighed = weigh(rows)
    assert sum(weighed.columns.values()) == pytest.approx(1)
    assert all(sum(shares) == pytest.approx(1) for row in weighed.shares.values() for shares in row)


def test_rows_that_all_have_three_values_have_three_sides() -> None:
    two = weigh({"belligerents": "Ottoman Empire Kingdom of France", "strength": "80 90"})
    three = weigh({"belligerents": THREE, "strength": "80 90 95", "casualties": "9 killed 8 killed 7 killed"})
    assert two.columns[2] > 0.95
    assert three.columns[3] > 0.95


def test_what_speaks_for_three_sides_counts() -> None:
    rows = {"belligerents": THREE}
    likely, unlikely = (weigh(rows, priors={2: 0.0, 3: prior}).columns[3] for prior in (5.0, -5.0))
    assert likely > 0.9 > 0.1 > unlikely


def test_enemies_are_not_put_on_one_side() -> None:
    rows = {"belligerents": "\nDuchy of Varn\n\nKingdom of Esk\n\nRepublic of Loft"}
    enemies = tuple(Link(("belligerents", one), ("belligerents", other), -20.0) for one, other in ((0, 1), (0, 2), (1, 2)))
    assert weigh(rows, enemies).columns[3] > 0.99
    [first, second, third] = weigh(rows, enemies[:1], {2: 0.0}).shares["belligerents"]
    assert (first[0], second[1], third[1]) == pytest.approx((1.0, 1.0, 1.0), abs=1e-3)


def test_a_row_follows_the_parties_that_it_names() -> None:
    rows = {"belligerents": "Ottoman Empire Kingdom of France", "commanders": "\nOtto Rein\n\nPeder Loft\n\nKnud Hars"}
    of_first = (Link(("commanders", 1), ("belligerents", 0), 9.0),)
    without, linked = (weigh(rows, links, {2: 0.0}).shares["commanders"][1][0] for links in ((), of_first))
    assert linked > 0.99 > without


LISTED = "The war was fought between the Duchy of Varn, the Kingdom of Esk and the Republic of Loft."
BARE = {"belligerents": "\nDuchy of Varn\n\nKingdom of Esk\n\nRepublic of Loft"}


@pytest.mark.parametrize(
    ("lead", "stated"),
    [
        (LISTED, {1, 2, 3}),
        ("It was a three-way war of Varn, Esk and Loft.", {1, 2, 3}),
        ("The war was fought between the Duchy of Varn, backed by the Kingdom of Esk, and the Republic of Loft.", {1, 2}),
    ],
)
def test_sides_by_the_lead(lead: str, stated: set[int]) -> None:
    found = {column for column, _ in cells(BARE | {"strength": "1,200 900 300"}, "belligerents", lead)}
    assert found - {None} <= stated
    assert (3 in found) == (3 in stated)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("strength", "200,000 Varn troops 100,000 (50,000 regulars)", [(1, ["200,000 Varn troops"]), (2, ["100,000 (50,000 regulars)"])]),
        ("strength", "\n1,200 men\n40 guns\n900 men", [(1, ["1,200 men", "40 guns"]), (2, ["900 men"])]),
        ("units", "\n1st Varn Foot\n2nd Varn Foot", [(None, ["1st Varn Foot"]), (2, ["2nd Varn Foot"])]),
        ("casualties", "80 Varn killed 70 Esk killed", [(1, ["80 Varn killed"]), (2, ["70 Esk killed"])]),
    ],
)
def test_rows_of_two_sides(field: str, value: str, expected: list[tuple[int | None, list[str]]]) -> None:
    assert cells(PARTIES | {field: value}, field) == expected
