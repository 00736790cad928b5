"""Headings over counts: what they say, and how long they hold. All names are invented."""

from __future__ import annotations

import pytest
from cells import article_of, context_of
from figure_cells import PARTIES

from kg.extract.context import Context
from kg.extract.figures.headings import Caption, find_flag, is_heading, join_captions, names_formation, read_heading
from kg.model.finding import Date
from kg.model.text import Span, Text

PLAIN = Caption(scope="first assault")
INNER = Caption(claim="Varn", scope="second assault")


def parts(written: str) -> tuple[Text, Context]:
    """The text of a cell of one line, and the context of its article."""
    article = article_of({"strength": [written]})
    return article.boxes[0].rows[0].cells[0].lines[0].text, context_of(article, PARTIES, 1943)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Anything:", True),
        ("Varn", True),
        ("Duchy of Esk", True),
        ("heavy losses", False),
        ("x" * 90, False),
        ("'''Varnish'''", True),
        ("'''Varnish''' (Esk service)", True),
        ("'''Varnish''' and others", False),
        ("Varnish (Esk service)", False),
        ("Varnish", True),
        ("Varnish –", True),
        ("Eskish losses", True),
        ("Dutch", True),
        ("Zellian", False),
        ("Total", True),
        ("Total men", False),
        ("'''(Estimated total)'''", True),
    ],
)
def test_is_heading(written: str, expected: bool) -> None:
    text, context = parts(written)
    assert is_heading(text, context.groups, context.language) is expected


@pytest.mark.parametrize(
    ("written", "of", "claim", "categories", "told", "noun"),
    [
        ("Varn:", "Varn", None, [], None, None),
        ("Per Varn:", None, "Varn", [], None, None),
        ("Per Varn (Loft only):", None, "Varn", [], "Loft only", None),
        ("According to Varn (estimate):", None, "Varn", [], None, None),
        ("Per Varn (3 May 1943):", None, "Varn", [], None, None),
        ("Killed or wounded:", None, None, ["killed", "wounded"], None, None),
        ("Civilian casualties:", None, None, ["casualties"], None, "civilian"),
        ("First assault:", None, None, [], "First assault", None),
        ("Naval losses to Norland forces:", None, None, ["casualties"], "Naval losses to Norland forces", None),
        ("In the Northern Defence Area:", None, None, [], "In the Northern Defence Area", None),
        ("Esk:", "Duchy of Esk", None, [], None, None),
        ("Field guns:", None, None, [], None, "Field guns"),
        ("Aircraft lost:", None, None, ["lost"], None, "Aircraft"),
        ("Home Guard:", "Home Guard", None, [], None, None),
        ("[[Loyalists (Esk)|Loyalists]]:", None, None, [], "Loyalists", None),
        ("{flag:Norland League}Air and sea forces:", "Norland League", None, [], "Air and sea forces", None),
        ("3 panzer army 10.05 – 12.06.43:", "3 panzer army", None, [], None, None),
        ("Total losses:", None, None, ["casualties"], None, None),
        ("[[2nd Hussar Division (Varn)|2nd Hussar Division]]:", "2nd Hussar Division", None, [], None, None),
        ("{flag:Norland League}", "Norland League", None, [], None, None),
        ("{flag:Norland League}{flag:Varn}Puppet states:", None, None, [], "Puppet states", None),
        ("{flag:Norland League}In Norland:", None, None, [], "In Norland", None),
        ("Varnish", "Varn", None, [], None, None),
        ("Eskish forces:", "Duchy of Esk", None, [], None, None),
        ("Varnish losses", "Varn", None, ["casualties"], None, None),
        ("Varnish killed:", "Varn", None, ["killed"], None, None),
        ("Total Eskish deaths:", "Duchy of Esk", None, ["killed"], None, None),
        ("Dutch", None, None, [], "Dutch", None),
        ("Estimated:", None, None, [], None, None),
    ],
)
def test_what_a_heading_says(written: str, of: str | None, claim: str | None, categories: list[str], told: str | None, noun: str | None) -> None:
    text, context = parts(written)
    scope = read_heading(text, context, context.groups)
    found = (scope.of.name if scope.of else None, scope.claim, [word.category for word in scope.categories], scope.scope, scope.noun)
    assert found == (of, claim, categories, told, noun)


@pytest.mark.parametrize(("written", "expected"), [("Total:", True), ("Total losses:", True), ("Overall strength:", True), ("Losses:", False)])
def test_a_heading_may_say_total(written: str, expected: bool) -> None:
    text, context = parts(written)
    assert read_heading(text, context, context.groups).total is expected


@pytest.mark.parametrize(("written", "expected"), [("Estimated:", True), ("Other estimates:", True), ("(Estimated total)", True), ("Losses:", False)])
def test_a_heading_may_say_that_figures_are_estimates(written: str, expected: bool) -> None:
    text, context = parts(written)
    assert read_heading(text, context, context.groups).approximate is expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[[Royal Navy of Varn|Royal Navy]]", True),
        ("Varn Air Force", True),
        ("[[Hollenfurt]]", False),
        ("part of the Air Force, late", False),
        ("", False),
    ],
)
def test_the_name_of_a_formation_alone(written: str, expected: bool) -> None:
    text, context = parts(written or " ")
    assert names_formation(text, context.language) is expected


def test_a_heading_may_be_a_date() -> None:
    text, context = parts("June 1943:")
    scope = read_heading(text, context, context.groups)
    assert (scope.dates.as_of, scope.scope) == (Date(1943, 6), None)


@pytest.mark.parametrize(("written", "expected"), [("{flag:Varn}25 men", "Varn"), ("25 men {flag:Varn}", None), ("25 men", None)])
def test_find_flag(written: str, expected: str | None) -> None:
    text, context = parts(written)
    found = find_flag(text, context, context.groups)
    assert (found.name if found else None) == expected


def test_inner_headings_say_more_than_outer_ones() -> None:
    inline = Caption(noun="civilian", span=Span(0, 4))
    assert join_captions((PLAIN, INNER), inline) == Caption(claim="Varn", scope="first assault: second assault", noun="civilian")
