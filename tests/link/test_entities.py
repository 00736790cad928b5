"""What linking takes from a graph for each entity."""

from __future__ import annotations

import pytest

from kg.graph.provenance import Provenance
from kg.link.entities import STILL, read_entities
from kg.pipeline.article import build_article
from kg.read.wikitext.article import read_wikitext


@pytest.mark.parametrize(
    ("date", "years"),
    [("4 May 1701 – 3 June 1702", (1701, 1702)), ("May 1701 – present", (1701, STILL)), ("1701", (1701, 1701)), ("44 BC", (-43, -43)), ("", None)],
)
def test_the_years_of_a_conflict_and_of_its_parties(date: str, years: tuple[int, int] | None) -> None:
    text = f"{{{{Infobox military conflict\n| conflict = Battle of Marn\n| date = {date}\n| combatant1 = Varn\n| combatant2 = Esk\n}}}}\n'''X'''."
    triples = build_article(read_wikitext(text, title="Battle of Marn", sha256="0" * 64), Provenance("https://example.org/", "0")).graph.triples
    found = {entity.names[0]: entity.years for entity in read_entities(triples)}
    assert (found["Battle of Marn"], found["Varn"], found["Esk"]) == (years, years, years)
