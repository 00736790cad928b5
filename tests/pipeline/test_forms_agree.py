"""One article in several forms gives one graph, up to evidence, links and references; the differences that remain are listed here by name."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from kg.graph.facts import Fact, GraphIndex, read_facts
from kg.graph.iris import DEFAULT_BASE
from kg.graph.provenance import Provenance
from kg.model.article import Article
from kg.pipeline.article import Built, build_article
from kg.rdf.terms import CK, Literal
from kg.read.registry import open_articles

FORMS = Path(__file__).resolve().parents[1] / "data" / "forms"
ARTICLES = ("marn", "tarsk")

# What plain text may lose of these articles, as it has no borders between the columns: a fact of the wikitext, and what the text gives
# instead (None: nothing but an issue). Nothing else may differ, so that a guess never takes the place of a fact. With a link, an
# entity is called as its page.
LOST_IN_TEXT: dict[str, dict[str, str | None]] = {
    "marn": {
        "2 commander Pell Ostrander captured": "0 participant Lord Ostrander captured",
        "2 strength 6500": None,
        "2 losses 900 killed": None,
    },
}


@cache
def build(name: str, form: str) -> Built:
    (article,) = open_articles([str(FORMS / f"{name}.{form}")])
    assert isinstance(article, Article)
    return build_article(article, Provenance(DEFAULT_BASE, "test"))


def facts(name: str, form: str, *, certainty: bool = True) -> set[Fact]:
    """The facts of a form without where they stand, what made them, and the IRIs, in which links show."""
    found = read_facts(GraphIndex(build(name, form).graph.triples))
    bare = (replace(fact, article="", rule="", basis=None, quote="", quote_start=0, quote_end=0, claim="", object="") for fact in found)
    return {fact if certainty else replace(fact, certainty="") for fact in bare}


def in_words(fact: Fact) -> str:
    return " ".join(part for part in (str(fact.side), fact.what, fact.value, fact.fate) if part)


@pytest.mark.parametrize("name", ARTICLES)
def test_wikitext_and_saved_page_give_the_same_facts(name: str) -> None:
    assert facts(name, "html") == facts(name, "wiki")
    assert len(facts(name, "wiki")) > 20


@pytest.mark.parametrize("name", ARTICLES)
def test_wikitext_and_saved_page_give_the_same_links(name: str) -> None:
    titles = [
        {
            triple.object.value
            for triple in build(name, form).graph.triples
            if triple.predicate == CK.term("wikipediaTitle") and isinstance(triple.object, Literal)
        }
        for form in ("wiki", "html")
    ]
    assert titles[0] == titles[1]
    assert len(titles[0]) > 5


@pytest.mark.parametrize("name", LOST_IN_TEXT)
def test_plain_text_gives_the_same_facts_but_for_those_named(name: str) -> None:
    wiki, text = facts(name, "wiki", certainty=False), facts(name, "txt", certainty=False)
    lost = {in_words(fact) for fact in wiki - text}
    assert lost <= LOST_IN_TEXT[name].keys()
    assert {in_words(fact) for fact in text - wiki} == {instead for fact in lost if (instead := LOST_IN_TEXT[name][fact])}
    codes = [issue.code for issue in build(name, "txt").issues]
    assert codes == ["side-unknown"] * sum(LOST_IN_TEXT[name][fact] is None for fact in lost)


@pytest.mark.parametrize("name", LOST_IN_TEXT)
def test_what_plain_text_says_of_sides_is_inferred(name: str) -> None:
    sided = {fact.certainty for fact in facts(name, "txt") if fact.side}
    assert sided == {"Inferred"}
    assert {fact.certainty for fact in facts(name, "wiki") if fact.what not in ("victor", "containedInPlace")} == {"Stated"}


@pytest.mark.parametrize(("name", "form"), [(name, form) for name in ARTICLES for form in ("wiki", "html")])
def test_every_value_is_accounted_for(name: str, form: str) -> None:
    built = build(name, form)
    assert (built.issues, built.ledger.share) == ((), 1.0)
