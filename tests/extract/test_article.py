"""A whole article: what is read first, what later rows know of earlier ones, and what the page is about. All names are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cells import article_of, brief, with_column

from kg.extract.article import Extraction, about_of_article, extract
from kg.model.article import Article
from kg.model.finding import CONFLICT, Mention, Phrase, Topic
from kg.model.text import Span
from kg.read.wikitext.article import read_wikitext

Brief = tuple[str, str, str, dict[str, object]]


def told(found: Extraction) -> list[Brief]:
    return [brief_one for brief_one in brief(list(found.findings)) if brief_one[1] != "when"]


def unsided(article: Article) -> Article:
    """The article with all cells of its first infobox for all sides together."""
    (box,) = article.boxes
    return replace(article, boxes=(replace(box, rows=tuple(with_column(row, 0) for row in box.rows)),))


def test_rows_may_stand_in_any_order() -> None:
    rows = {
        "commanders": ["Northern River Army:\n* Karl Wend (until May)\nOtto Rein (Red Brigade commander)", "{flag:Kingdom of Esk}Knud Hars"],
        "title": ["Battle of Esk"],
        "units": ["Red Brigade", "2nd Front"],
        "belligerents": ["Varn\nNorthern River Army", "[[Kingdom of Esk|Esk]]"],
        "date": ["4 March – 3 June 1701"],
    }
    expected: list[Brief] = [
        ("side 1", "commander", "Karl Wend", {"affiliation": "Northern River Army", "until": "1701-05"}),
        ("side 1", "commander", "Otto Rein", {"affiliation": "Red Brigade", "role": "commander"}),
        ("side 2", "commander", "Knud Hars", {"affiliation": "Esk"}),
        ("side 0", "name", "Battle of Esk", {}),
        ("side 1", "unit", "Red Brigade", {}),
        ("side 2", "unit", "2nd Front", {}),
        ("side 1", "belligerent", "Varn", {}),
        ("side 1", "belligerent", "Northern River Army", {}),
        ("side 2", "belligerent", "Esk", {}),
        ("side 0", "start", "1701-03-04", {}),
        ("side 0", "end", "1701-06-03", {}),
    ]
    for order in (list(rows), sorted(rows)):
        found = extract(article_of({field: rows[field] for field in order}))
        assert sorted(told(found), key=str) == sorted(expected, key=str)
        assert (found.about, found.further, found.issues) == ("conflict", (), ())


def test_title_and_date_come_first_then_the_rows_in_order() -> None:
    found = extract(article_of({"belligerents": ["Varn"], "date": ["1701"], "outcome": ["Truce"], "title": ["Battle of Esk"]}))
    assert [finding.relation for finding in found.findings] == ["start", "end", "when", "name", "side", "belligerent", "outcome", "resultKind"]


@pytest.mark.parametrize(
    ("rows", "lead", "until"),
    [
        ({"date": ["1699"]}, "", "1699-05"),
        ({}, "'''The battle''' was fought on 4 March 1700.", "1700-05"),
        ({"date": ["1699"]}, "The battle was fought on 4 March 1700.", "1699-05"),
        ({"date": ["1699 – 1702"]}, "", None),
        ({}, "", None),
    ],
)
def test_dates_are_completed_by_the_date_row_or_else_the_lead(rows: dict[str, list[str]], lead: str, until: str | None) -> None:
    found = extract(article_of({"belligerents": ["Varn (until May)"], **rows}, lead=lead.replace("'''", "")))
    (qualifiers,) = (qualifiers for _, relation, _, qualifiers in told(found) if relation == "belligerent")
    assert qualifiers.get("until") == until


def test_footnotes_know_the_names_of_the_rows_and_their_aliases() -> None:
    article = article_of({"date": ["1701"], "belligerents": ["Northern River Army{note:a}", "Esk"]}, {"a": "NRA joined Esk in 1700."})
    found = extract(article)
    assert [one for one in told(found) if one[0] not in ("side 0", "side 1", "side 2")] == [
        ("Northern River Army", "altLabel", "NRA", {}),
        ("NRA", "memberOf", "Esk", {"from": "1700"}),
    ]
    assert found.aliases == (("esk", "Esk"), ("northern river army", "Northern River Army"), ("nra", "Northern River Army"))


def test_the_lead_adds_what_the_rows_do_not_say() -> None:
    article = article_of({"belligerents": ["Varn", "Esk"]}, lead="The battle was fought on 4 March 1701 between Varn and Esk.")
    assert told(extract(article)) == [
        ("side 1", "belligerent", "Varn", {}),
        ("side 2", "belligerent", "Esk", {}),
        ("side 0", "start", "1701-03-04", {}),
        ("side 0", "end", "1701-03-04", {}),
    ]


def test_rows_that_only_one_kind_of_infobox_has_are_said_of_the_conflict() -> None:
    article = article_of({"civilian_attack.perpetrators": ["Army of Esk"], "x": ["Rain"]}, kind="civilian attack")
    (finding,) = extract(unsided(article)).findings
    assert (finding.subject, finding.object, finding.qualifiers) == (
        CONFLICT,
        Mention("Army of Esk", "group", Span(0, 11)),
        (("role", Phrase("perpetrator", "en")),),
    )


@pytest.mark.parametrize(
    ("kinds", "about"),
    [
        ([], "conflict"),
        (["military conflict"], "conflict"),
        (["military unit"], "unit"),
        (["person", "war faction", "military conflict"], "group"),
        (["military person"], "person"),
        (["settlement"], "conflict"),
    ],
)
def test_the_first_infobox_of_the_domain_tells_what_a_page_is_about(kinds: list[str], about: str) -> None:
    article = article_of({})
    boxes = tuple(replace(article.boxes[0], kind=kind) for kind in kinds)
    assert about_of_article(replace(article, boxes=boxes)) == about


def test_a_page_about_a_unit_is_read_by_its_own_rows_alone() -> None:
    rows = {"military_unit.title": ["Third Rifles"], "military_unit.commanders": ["Gen. Otto Rein"], "notes": ["Old"]}
    found = extract(unsided(article_of(rows, kind="military unit")))
    assert [(f.subject, f.relation, f.object.name if isinstance(f.object, Mention) else f.object) for f in found.findings] == [
        (Topic("unit"), "name", Phrase("Third Rifles")),
        (Topic("unit"), "ledBy", "Otto Rein"),
    ]
    assert (found.about, found.further) == ("unit", ())


def test_further_conflicts_are_read_by_themselves() -> None:
    box = "{{{{Infobox military conflict\n| {0}\n| combatant1 = {1}\n}}}}\n"
    text = "".join(
        box.format(*told) for told in [("conflict = Battle of Esk", "Varn"), ("conflict = Siege of Loft", "Norland"), ("width = 3", "Holm")]
    )
    found = extract(read_wikitext(text, title="Battle of Esk", sha256="0" * 64))
    assert told(found) == [("side 0", "name", "Battle of Esk", {}), ("side 1", "belligerent", "Varn", {})]
    (further,) = found.further
    assert told(further) == [("side 0", "name", "Siege of Loft", {}), ("side 1", "belligerent", "Norland", {})]
    assert found.all_findings() == (*found.findings, *further.findings)
    assert [(issue.code, issue.message) for issue in found.issues] == [("further-infobox", "a further infobox does not name its conflict")]
    assert len(found.article.boxes) == 3
