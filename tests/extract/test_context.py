"""What the rules know of the whole article. All names are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cells import article_of, context_of

from kg.extract.context import UNDATED, Context, Party
from kg.language.language import english
from kg.model.finding import Date, Mention, Period
from kg.model.text import Span

ARTICLE = article_of({})


def group(name: str, title: str | None = None) -> Mention:
    return Mention(name, "group", Span(0, 1), title)


@pytest.mark.parametrize(
    ("period", "year"),
    [
        (UNDATED, None),
        (Period(Date(1701, 3, 1), Date(1701, 9, 30)), 1701),
        (Period(Date(1701), None), 1701),
        (Period(Date(1701), None, ongoing=True), 1701),
        (Period(Date(1701), Date(1702)), None),
        (Period(None, Date(1702)), None),
    ],
)
def test_the_year_that_completes_dates(period: Period, year: int | None) -> None:
    assert Context(ARTICLE, period).year == year


def test_parties_and_formations_are_found_by_side() -> None:
    ours, theirs, unit = group("1st Army", "1st Army (Varn)"), group("First Army", "1st Army (Esk)"), Mention("Red Brigade", "unit", Span(0, 1))
    parties = (Party(ours, 1), Party(theirs, 2), Party(group("Loft"), 0), Party(group("Holm"), None))
    context = Context(ARTICLE, parties=parties, units=(unit,))
    assert [context.known(side).find("1st Army") for side in (None, 0, 1, 2, 3)] == [ours, ours, ours, theirs, ours]
    assert [context.known(side).find("Red Brigade") for side in (None, 1, 2)] == [unit] * 3
    assert [context.known(2).is_namesake(party, "Army of Loft") for party in (ours, theirs)] == [True, False]
    assert (context.groups.find("Holm"), context.groups.find("Red Brigade")) == (group("Holm"), None)


def test_what_is_known_is_gathered_once() -> None:
    context = Context(ARTICLE, parties=(Party(group("Varn"), 1),))
    assert context.known(1) is context.known(1)
    assert context.groups is context.groups
    assert replace(context, parties=()).groups.find("Varn") is None


def test_the_language_is_that_of_the_article() -> None:
    assert Context(ARTICLE).language is english()
    strange = replace(ARTICLE, source=replace(ARTICLE.source, language="xx"))
    with pytest.raises(LookupError, match="'xx'"):
        _ = Context(strange).language


def test_the_contexts_of_tests_know_the_formations_of_the_rows() -> None:
    article = article_of({"units": ["[[2nd Army]]", "Red Guard"], "belligerents": ["Varn"]})
    context = context_of(article, (("Varn", None, 1),))
    assert [(unit.name, unit.kind) for unit in context.units] == [("2nd Army", "unit"), ("Red Guard", "unit")]
    assert context.parties == (Party(group("Varn"), 1),)
