"""Conflicts of like names."""

from __future__ import annotations

import pytest

from kg.pages.catalogue import fold
from kg.pages.finding.alike import Core, Named, find_alike, read_core


@pytest.mark.parametrize(
    ("name", "core", "added"),
    [
        ("Burma Campaign", "burmacampaign", ""), ("Burma campaign 1944", "burmacampaign", "1944"),
        ("Burma Campaign, 1944–45", "burmacampaign", "194445"),
        ("Italian Campaign (World War II)", "italiancampaign", "worldwarii"), ("Battle of Esk (1701)", "battleofesk", "1701"),
        ("Battle of Esk-on-Loft", "battleofeskonloft", ""), ("Battle of Esk 1701 (Loft)", "battleofesk", "1701loft"), ("1848", "1848", ""),
        ("Operation 25", "operation25", ""), ("Hill 262", "hill", "262"), ("Convoy PQ17", "convoypq17", ""), ("(1701)", "1701", ""), ("—", "—", ""),
    ],
)  # fmt: skip
def test_a_name_has_a_core_and_what_is_added(name: str, core: str, added: str) -> None:
    assert read_core(fold(name)) == Core(core, added)


@pytest.mark.parametrize(
    ("one", "other", "are_alike"),
    [
        ("Italian Campaign", "Italian campaign", True), ("Burma Campaign", "Burma Campaign 1944", True),
        ("Battle of Esk", "Battle of Esk (1701)", True),
        ("Battle of Esk (1701)", "Battle of Esk (1801)", False), ("Battle of Esk (1701)", "Battle of Esk 1701", True),
        ("Second Loft War", "Loft War", False), ("Counter-offensive at Esk", "Counteroffensive at Esk", True), ("Esk War", "Esk Wars", False),
    ],
)  # fmt: skip
def test_names_are_alike_but_for_case_blanks_hyphens_and_what_is_added_to_one(one: str, other: str, are_alike: bool) -> None:
    found = find_alike([Named("a", fold(one), True), Named("b", fold(other), True)])
    assert found == ({"a": ("b",), "b": ("a",)} if are_alike else {})


def test_a_further_name_is_enough_on_one_side_only() -> None:
    great = Named("great", "great war", True), Named("great", "esk war", False)
    assert find_alike([*great, Named("esk", "esk war", True)]) == {"esk": ("great",), "great": ("esk",)}
    assert find_alike([*great, Named("esk", "war of esk", True), Named("esk", "esk war", False)]) == {}
