"""Parties and formations found again by any of their names. All names are invented."""

from __future__ import annotations

import pytest
from cells import text_of

from kg.extract.known import Found, Groups
from kg.model.finding import Mention
from kg.model.text import Span


def group(name: str, title: str | None = None, *also: str) -> Mention:
    return Mention(name, "group", Span(0, 1), title, also)


ARMY, VARN, LIBERATION, PLE = group("Northern River Army", None, "Riverers"), group("Varn", "Duchy of Varn"), group("Liberation of Esk"), group("PLE")
GROUPS = Groups([ARMY, VARN, LIBERATION, PLE])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("northern river army", ARMY),
        ("the Northern River Army", ARMY),
        ("Riverers", ARMY),
        ("Duchy of Varn", VARN),
        ("NRA", ARMY),
        ("Varn's", VARN),
        ("DV", VARN),
        (" PLE ", PLE),
        ("River Army", None),
        ("nra", None),
        ("XY", None),
        ("V", None),
        ("", None),
    ],
)
def test_groups_are_found_by_any_name(name: str, expected: Mention | None) -> None:
    assert GROUPS.find(name) == expected


def test_an_abbreviation_of_two_names_finds_none() -> None:
    assert Groups([ARMY, group("Norland Rifles Association")]).find("NRA") is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("top Northern River Army commander", Found(ARMY, 4, 23)),
        ("commander of Varn's guard", Found(VARN, 13, 17)),
        ("Varn and the Northern River Army", Found(ARMY, 13, 32)),
        ("(NRA) leader", Found(ARMY, 1, 4)),
        ("attack leader", None),
        ("in varn", None),
        ("", None),
    ],
)
def test_a_group_is_found_within_words(words: str, expected: Found | None) -> None:
    assert GROUPS.find_within(words) == expected
    assert GROUPS.find_within(text_of(words)) == expected


@pytest.mark.parametrize(("name", "expected"), [("Party for the Liberation of Esk", PLE), ("People of Loft", None), ("PLE", None)])
def test_a_group_is_found_by_what_its_initials_stand_for(name: str, expected: Mention | None) -> None:
    assert GROUPS.find_abbreviated(name) == expected


def test_the_groups_of_one_side_come_first() -> None:
    ours, theirs = group("1st Army", "1st Army (Esk)"), group("1st Army", "1st Army (Varn)")
    assert [Groups([theirs, ours], own).find("First Army") for own in ([], [ours])] == [theirs, ours]


@pytest.mark.parametrize(
    ("own", "name", "expected"),
    [([ARMY], "Kingdom of Varn", True), ([ARMY], "Duchy of Varn", False), ([VARN], "Kingdom of Varn", False), ([], "Kingdom of Varn", False)],
)
def test_a_group_of_another_side_that_only_shares_its_short_name(own: list[Mention], name: str, expected: bool) -> None:
    assert Groups([ARMY, VARN], own).is_namesake(VARN, name) is expected


def test_a_group_without_a_page_is_no_namesake() -> None:
    assert not Groups([ARMY, LIBERATION], [ARMY]).is_namesake(LIBERATION, "Kingdom of Esk")
