"""A line cut into its counts: which numbers count, what they count, and what they are a part of. All names are invented."""

from __future__ import annotations

import pytest
from cells import article_of, context_of, read_cell

from kg.extract.dates.years import find_date_ranges
from kg.extract.figures.items import Bracket, Count, find_brackets, find_counted, find_enclosing, share_kinds, split_counts
from kg.language.language import english
from kg.model.text import Text


def text_of(written: str) -> Text:
    return read_cell(written, 0, len(written)).lines[0].text


def counts(written: str) -> tuple[Count, ...]:
    text = text_of(written)
    return split_counts(text, find_date_ranges(text, context_of(article_of({}), year=1943)), english())


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("3 Commando Brigade", []),
        ("2 Hussar Divisions", [2]),
        ("Ju 87", []),
        ("KIA 40", [40]),
        ("Varn 300 killed", [300]),
        ("[[3 Varnish Rifles|3 Rifles]]", []),
        ("[[Varnish Rifles|40 Rifles]]", [40]),
        ("1000 Varn Army", [1000]),
        ("a 40-man patrol", [40]),
        ("500-strong garrison", [500]),
        ("12-man teams", []),
        ("one 12-man team", [1]),
        ("a 2-man submarine", []),
        ("4 batteries with 6 guns each", [4]),
        ("6 battalions (each of 500 men)", [6]),
        ("2 squadrons of 12 aircraft apiece", [2]),
        ("40 on each side", [40]),
    ],
)
def test_numbers_of_names_count_no_one(written: str, expected: list[int]) -> None:
    assert [amount.low for amount in find_counted(text_of(written), (), english())] == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("40 men (30 Varnish, 10 Eskish)", [("men", None), ("Varnish", 0), ("Eskish", 0)]),
        ("40 men including 30 pilots", [("men", None), ("pilots", 0)]),
        ("40 men, including 30 pilots, 10 clerks; 5 guns", [("men", None), ("pilots", 0), ("clerks", 0), ("guns", None)]),
        ("(40 men incl. 30 pilots)", [("men", None), ("pilots", 0)]),
        ("40 captured tanks", [("tanks", None)]),
        ("no count", []),
    ],
)
def test_what_is_counted_and_what_it_is_part_of(written: str, expected: list[tuple[str | None, int | None]]) -> None:
    assert [(count.noun, count.parent) for count in counts(written)] == expected


@pytest.mark.parametrize(
    ("written", "kinds", "before"),
    [
        ("40 men killed or missing", [{"killed", "missing"}], [[]]),
        ("Killed: 40", [set()], [["killed"]]),
        ("40 killed; wounded: 30", [{"killed"}, set()], [[], ["killed", "wounded"]]),
        ("40 men. Many wounded", [set()], [[]]),
    ],
)
def test_kinds_of_loss(written: str, kinds: list[set[str]], before: list[list[str]]) -> None:
    found = counts(written)
    assert [set(count.kinds) for count in found] == kinds
    assert [[word.category for word in count.before] for count in found] == before


@pytest.mark.parametrize(
    ("written", "kinds"),
    [
        ("3 tanks and 1 car destroyed", [{"destroyed"}, {"destroyed"}]),
        ("3 tanks and 40 men killed", [set(), {"killed"}]),
        ("3 tanks (1 car destroyed)", [set(), {"destroyed"}]),
        ("3 tanks, 1 car", [set(), set()]),
    ],
)
def test_things_of_one_class_share_a_kind(written: str, kinds: list[set[str]]) -> None:
    assert [set(count.kinds) for count in share_kinds(counts(written), False, english())] == kinds


@pytest.mark.parametrize(
    ("shown", "brackets"),
    [("a (b) [c (d)]", [(2, 5), (6, 13)]), ("a (b", [(2, 5)]), ("a) b", []), ("", [])],
)
def test_find_brackets(shown: str, brackets: list[tuple[int, int]]) -> None:
    assert find_brackets(shown) == tuple(Bracket(*bracket) for bracket in brackets)


@pytest.mark.parametrize(("at", "expected"), [(1, None), (3, Bracket(2, 5)), (2, None), (7, Bracket(6, 9))])
def test_find_enclosing(at: int, expected: Bracket | None) -> None:
    assert find_enclosing(at, (Bracket(2, 5), Bracket(6, 9))) == expected


@pytest.mark.parametrize(
    ("written", "note"), [("10-man weather station", "weather station"), ("3,000-strong force of Esk", "force"), ("10 men", None)]
)
def test_what_so_many_people_are(written: str, note: str | None) -> None:
    (count,) = counts(written)
    assert (count.noun, count.note) == (None if note else "men", note)
