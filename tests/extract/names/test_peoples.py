"""Adjectives of peoples and the parties they stand for. All names but those of the vocabulary are invented."""

from __future__ import annotations

import pytest

from kg.extract.known import Groups
from kg.extract.names.peoples import find_people, is_people, load_peoples, rest_of
from kg.language.language import english
from kg.model.finding import Mention
from kg.model.text import Span

SPAN = Span(0, 1)
VARN, ESK, UMBRIA, COLONY, FREE, ARMY = (
    Mention("Varn", "group", SPAN),
    Mention("Duchy of Esk", "group", SPAN),
    Mention("Umbria", "group", SPAN, "Third Umbrian Republic"),
    Mention("Varnish East Marsh", "group", SPAN),
    Mention("Free France", "group", SPAN),
    Mention("Zell", "unit", SPAN),
)
ALL = Groups(
    (
        VARN,
        ESK,
        UMBRIA,
        COLONY,
        FREE,
        ARMY,
        Mention("United Kingdom", "group", SPAN),
        Mention("Nazi Germany", "group", SPAN),
        Mention("Electorate of Loftia", "group", SPAN),
    )
)


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("Varnish", "Varn"),
        ("The Varnish", "Varn"),
        ("Varnish forces", "Varn"),
        ("Varnish losses", "Varn"),
        ("Eskish troops", "Duchy of Esk"),
        ("Umbrians", "Umbria"),
        ("Loftians", "Electorate of Loftia"),
        ("British", "United Kingdom"),
        ("Britons", "United Kingdom"),
        ("German", "Nazi Germany"),
        ("Germans", "Nazi Germany"),
        ("Germany", "Nazi Germany"),
        ("Great Britain", "United Kingdom"),
        ("French", "Free France"),
        ("varnish", None),
        ("Varnish Marsh", None),
        ("Varnish horse guards", None),
        ("Zellian", None),
        ("Forces", None),
        ("Dutch", None),
    ],
)
def test_the_party_of_a_people(name: str, party: str | None) -> None:
    found = find_people(name, ALL, english())
    assert (found.name if found else None) == party


def test_two_states_of_one_people_are_none_of_them() -> None:
    both = (Mention("Republic of Varn", "group", SPAN), Mention("Kingdom of Varn", "group", SPAN), VARN)
    assert find_people("Varnish", Groups(both), english()) is None


def test_an_army_is_not_its_people() -> None:
    assert find_people("Varnish", Groups((Mention("Varnish Army", "group", SPAN),)), english()) is None


def test_those_of_the_side_asked_for_are_meant() -> None:
    old, new = Mention("Kingdom of Varn", "group", SPAN), Mention("Republic of Varn", "group", SPAN)
    assert find_people("Varnish", Groups((old, new), [new]), english()) == new
    assert find_people("Eskish", Groups((old, new, ESK), [new]), english()) is None


@pytest.mark.parametrize(
    ("name", "known"), [("Dutch", True), ("The Dutch", True), ("Danes", True), ("Dutch losses", True), ("Varnish", False), ("dutch", False)]
)
def test_peoples_that_are_known_of_themselves(name: str, known: bool) -> None:
    assert is_people(name, english()) is known


def test_the_words_beside_a_people() -> None:
    peoples = load_peoples(english())
    assert "netherlands" in peoples.lands["dutch"]
    assert rest_of(["varnish"], "kingdom of varn", peoples) == ["kingdom", "of"]
    assert rest_of(["eskish"], "kingdom of varn", peoples) is None


def test_a_land_tells_the_state_of_its_people() -> None:
    empire = Mention("First French Empire", "group", SPAN)
    assert find_people("France", Groups((empire, ESK)), english()) == empire
    assert find_people("France", Groups((Mention("French Town", "group", SPAN), ESK)), english()) is None
