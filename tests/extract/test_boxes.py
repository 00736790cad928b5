"""Pages with several infoboxes: which tell of the page's conflict, and what becomes of the others. All names are invented."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest

from kg.extract.boxes import conflict_rows, split_conflicts
from kg.graph.facts import GraphIndex, read_facts
from kg.graph.provenance import Provenance
from kg.model.article import Article
from kg.pipeline.article import build_article
from kg.read.wikitext.article import read_wikitext
from kg.validation.shapes import validate

FIRST = """{{Infobox military conflict
| conflict = Battles of Esk
| date = 1 May – 3 June 1701
| combatant1 = [[Varn]]
| combatant2 = [[Norland]]
}}
"""
SECOND = """{{Infobox military conflict
| conflict = Second battle of Esk
| date = 3 June 1701
| combatant1 = [[Varn]]
| combatant2 = [[Norland]]
| commander1 = Per Holt
| casualties1 = 40 killed
}}
"""
PLAN = "{{Infobox operational plan\n| name = Battles of Esk\n| date = April 1701\n| objective = Take the bridge\n}}\n"
UNNAMED = "{{Infobox military conflict\n| casualties1 = 40 killed\n}}\n"


def read(*boxes: str) -> Article:
    text = "".join(box + "\nThe '''Battles of Esk''' were fought in 1701.\n\n== More ==\n" for box in boxes)
    return read_wikitext(text, title="Battles of Esk", sha256=sha256(text.encode()).hexdigest())


@pytest.mark.parametrize(
    ("boxes", "page", "further", "issues"),
    [
        ((FIRST,), 1, [], []),
        ((FIRST, SECOND), 1, [("Second battle of Esk", 1)], []),
        ((FIRST, SECOND, SECOND), 1, [("Second battle of Esk", 2)], []),
        ((FIRST, PLAN), 2, [], []),
        ((FIRST, UNNAMED), 1, [], ["further-infobox"]),
    ],
)
def test_further_infoboxes_are_told_apart_by_their_names(
    boxes: tuple[str, ...], page: int, further: list[tuple[str, int]], issues: list[str]
) -> None:
    found = split_conflicts(read(*boxes))
    assert len(found.page.boxes) == page
    assert [(article.title.shown, len(article.boxes)) for article in found.further] == further
    assert [issue.code for issue in found.issues] == issues


def test_a_second_infobox_of_the_same_conflict_adds_the_rows_that_the_first_has_not() -> None:
    assert [row.field for row in conflict_rows(read(FIRST, PLAN))] == [
        "title", "date", "belligerents", "title", "operational_plan.objective",
    ]  # fmt: skip


def test_a_further_conflict_is_an_entity_of_its_own_that_is_part_of_the_page_s() -> None:
    built = build_article(read(FIRST, SECOND), Provenance("https://example.org/", "1"))
    assert validate(built.graph.triples).conforms
    facts = [(fact.who, fact.side, fact.what, fact.value) for fact in read_facts(GraphIndex(built.graph.triples)) if fact.who]
    other = "Second battle of Esk"
    assert sorted(facts, key=str) == sorted(
        [
            (other, 0, "partOf", "Battles of Esk"), (other, 0, "start", "1701-06-03"), (other, 0, "end", "1701-06-03"),
            (other, 0, "when", "1701-06-03"), (other, 0, "hasSide", "side 1"), (other, 0, "hasSide", "side 2"), (other, 1, "belligerent", "Varn"),
            (other, 2, "belligerent", "Norland"), (other, 1, "commander", "Per Holt"), (other, 1, "losses", "40 killed"),
        ],
        key=str,
    )  # fmt: skip
    assert built.ledger.unread == 0


def test_what_the_page_says_of_its_own_conflict_stays_as_it_is_without_the_further_one() -> None:
    provenance = Provenance("https://example.org/", "1")
    both, alone = read(FIRST, SECOND), read(FIRST)
    alone = replace(alone, source=replace(alone.source, text=both.source.text, sha256=both.source.sha256))
    assert set(build_article(alone, provenance).graph.triples) <= set(build_article(both, provenance).graph.triples)
