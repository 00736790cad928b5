"""Which pages without a known infobox are about a conflict."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from leads import article, context

from kg.extract.lead.article import read_lead
from kg.extract.lead.topic import is_about_conflict
from kg.language.language import Language, english
from kg.model.finding import Finding

FOUGHT = "It was fought on 4 May 1701 near Lund."


@pytest.mark.parametrize(
    ("title", "lead", "about"),
    [
        ("Battle of Esk", "Nothing is known of it.", True),
        ("Second Battle of Esk", "Nothing is known of it.", True),
        ("Esk War (1701)", "It rained.", True),
        ("Varnish revolt of 1701", "It rained.", True),
        ("Varn–Esk War", "", True),
        ("Operation Heron", f"Operation Heron was a raid. {FOUGHT}", True),
        ("Operation Heron", "Operation Heron is a film.", False),
        ("Fall of Esk", "The fall of Esk took place on 4 May 1701.", True),
        ("Fall of Esk", "It is a painting.", False),
        ("conflict-kg", "conflict-kg turns articles on armed conflicts into linked data.", False),
        ("War", "War is hell.", False),
        ("hello", "", False),
        ("Apple pie", "An apple pie is a pie. It was first baked on 4 May 1701.", False),
        ("SELECT ?a WHERE { ?a ck:start ?b }", "", False),
        ("Warehouse of Esk", "A warehouse of Esk.", False),
    ],
)
def test_by_title_or_by_what_the_lead_states(title: str, lead: str, about: bool) -> None:
    of = article(lead)
    of = replace(of, source=replace(of.source, title=title))
    findings = [found for found in read_lead(of, context(of), ()) if isinstance(found, Finding)]
    assert is_about_conflict(of, findings, english()) is about


def test_without_words_only_facts_count(empty_pack: Language) -> None:
    of = article(FOUGHT)
    findings = [found for found in read_lead(of, context(of), ()) if isinstance(found, Finding)]
    assert (is_about_conflict(of, findings, empty_pack), is_about_conflict(of, (), empty_pack)) == (bool(findings), False)


@pytest.mark.parametrize("title", ["battle of " * 20_000, "esk war 1 " * 20_000, "war " * 40_000 + "?"], ids=["phrases", "names", "no end"])
def test_long_titles_are_looked_through_once(title: str) -> None:
    of = article("")
    began = time.process_time()
    is_about_conflict(replace(of, source=replace(of.source, title=title)), (), english())
    assert time.process_time() - began < 2.0
