"""Wikitext as it is written today, from its infobox to the facts. All names are invented."""

from __future__ import annotations

import pytest
from wiki_pages import read

from kg.graph.facts import GraphIndex, read_facts
from kg.graph.provenance import Provenance
from kg.pipeline.article import Built, build_article

BOX = "{{{{Infobox military conflict\n| conflict = Battle of Lomb\n| date = 3 May 1650\n{parameters}\n}}}}\nThe '''Battle of Lomb'''."
Told = tuple[int | None, str, str, str | None]


def build(parameters: str) -> Built:
    return build_article(read(BOX.format(parameters=parameters), "Battle of Lomb"), Provenance("https://example.org/", "test"))


def told(built: Built) -> set[Told]:
    """What is told beside title, date and sides: side, relation, value, and the fate or affiliation or kind of loss."""
    facts = read_facts(GraphIndex(built.graph.triples))
    return {
        (fact.side, fact.what, fact.value, fact.fate or fact.affiliation or fact.category)
        for fact in facts
        if fact.what not in ("start", "end", "when", "hasSide")
    }


CASES: list[tuple[str, str, set[Told]]] = [
    (
        "links to sections",
        "| combatant1 = [[List of bands#Red Pines|Red Pines]]<br>[[List of bands#Blue Oaks|Blue Oaks]]\n| combatant2 = [[Reeds#Wars|Reeds]]\n"
        "| commander1 = [[Berg family#Heirs|Tova Berg]]\n| partof = the [[Rulers of Esk#Succession|Esk War]]\n| place = [[Sund#Coast|Sund Coast]]",
        {
            (1, "belligerent", "Red Pines", None), (1, "belligerent", "Blue Oaks", None), (2, "belligerent", "Reeds", None),
            (1, "commander", "Tova Berg", None), (0, "partOf", "Esk War", None), (0, "place", "Sund Coast", None),
        },
    ),
    (
        "one party in two parts, told apart by brackets in links to sections",
        "| combatant1 = [[Reds#South|Reds (south)]]\n| combatant2 = [[Reds#North|Reds (north)]]",
        {(1, "belligerent", "Reds (south)", None), (2, "belligerent", "Reds (north)", None)},
    ),
    (
        "fates by the pages that signs lead to",
        "| commander1 = [[Ann Bo]] [[Prisoner of war|‡]]<br>[[Carl Do]] [[Death by natural causes|†]]<br>[[Eva Fo]] †{{POW}}"
        "<br>[[Gus Ho|Ho]] [[Killed in action|\ufffd\ufffd]]",
        {
            (1, "commander", "Ann Bo", "captured"), (1, "commander", "Carl Do", "diedOfIllness"), (1, "commander", "Eva Fo", "killed"),
            (1, "commander", "Gus Ho", "killed"),
        },
    ),
    (
        "lists by their further names, with what closes them",
        "| combatant1 = {{br list|[[Varn]]|[[Esk]]}}\n| combatant2 = {{indented plainlist}}\n* [[Loft]]\n{{end plainlist}}\n"
        "| commander1 = {{ubli|[[Ann Bo]]}}",
        {(1, "belligerent", "Varn", None), (1, "belligerent", "Esk", None), (2, "belligerent", "Loft", None), (1, "commander", "Ann Bo", None)},
    ),
    (
        "numbers that are computed or written with gaps",
        "| strength1 = {{formatnum:{{#expr:1200+300}}}} horses\n| casualties1 = {{gaps|12|400}} killed",
        {(1, "strength", "1500 horses", None), (1, "losses", "12400 killed", "killed")},
    ),
    (
        "money is no loss of people",
        "| casualties1 = {{US$|5 million}} damage<br>{{as of|1650|5|4}}: 300 killed",
        {(1, "losses", "300 killed", "killed")},
    ),
    (
        "references that are never closed",
        "| strength1 = 500<ref>{{cite book|title=A|year=1990\n| strength2 = 700 men<ref>Smith 1990<br>20 guns",
        {(1, "strength", "500", None), (2, "strength", "700 men", None), (2, "strength", "20 guns", None)},
    ),
    (
        "references that name no work",
        "| strength1 = 500<ref>{{cite web|date=3 May 2006}}</ref>",
        {(1, "strength", "500", None)},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("parameters", "facts"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_facts(parameters: str, facts: set[Told]) -> None:
    assert told(build(parameters)) == facts


ISSUES = [
    ("| strength1 = {{#time:Y}} men", ["formula", "unread"]),
    ("| strength1 = 500<ref>{{cite web|date=3 May 2006}}</ref>", ["reference-untitled"]),
    ("| strength1 = 1.2{{e|6}} men", ["number-malformed", "unread"]),
    ("| strength1 = 500{{nbsp}}men{{better source needed}}{{efn|A.}}{{sfn|Lund|1950}}{{cref|a}}\n| campaignbox = {{Campaignbox Lomb}}", []),
]


@pytest.mark.parametrize(("parameters", "codes"), ISSUES)
def test_issues(parameters: str, codes: list[str]) -> None:
    assert [issue.code for issue in build(parameters).issues] == codes
