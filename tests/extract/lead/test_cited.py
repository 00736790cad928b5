"""Footnotes of the lead that cite are those of what the infobox states again without one."""

from __future__ import annotations

import pytest
from wiki_pages import read

from kg.extract.article import extract
from kg.extract.lead.cited import cites
from kg.model.finding import Finding, Mention

PAGE = """{{Infobox military conflict
| conflict = Battle of Esk
| date = %s
| place = [[Esk]]
| partof = the [[Fen War]]
}}
%s
"""
LUND = "<ref>{{cite book|last=Lund|title=Fens|year=1950}}</ref>"


def found(date: str, lead: str) -> dict[str, Finding]:
    """The findings of the infobox."""
    findings = extract(read(PAGE % (date, lead))).findings
    return {finding.relation: finding for finding in findings if not finding.rule.startswith("lead")}


@pytest.mark.parametrize(
    ("date", "lead", "cited"),
    [
        ("4 May 1701", f"The '''Battle of Esk''' was fought on 4 May 1701.{LUND}", {"start", "end", "when"}),
        ("4 May 1701", f"The '''Battle of Esk''' was part of the [[Fen War]].{LUND} It took place on 4 May 1701.", {"partOf"}),
        ("4 May 1701", f"The '''Battle of Esk''' was fought on 4 May 1701. It rained.{LUND}", set()),
        ("4 May 1701", f"The '''Battle of Esk''' was fought on 5 May 1701.{LUND}", set()),
        ("4 May 1701", "The '''Battle of Esk''' was fought on 4 May 1701.{{efn|Old Style.}}", set()),
        ("4 May 1701", "The '''Battle of Esk''' was fought on 4 May 1701.", set()),
    ],
)
def test_what_the_lead_cites(date: str, lead: str, cited: set[str]) -> None:
    assert {relation for relation, finding in found(date, lead).items() if finding.notes} == cited


@pytest.mark.parametrize(("lead", "expected"), [(f"It rained.{LUND}", True), ("It rained.{{efn|Much.}}", False), ("It rained.", False)])
def test_whether_a_lead_cites(lead: str, expected: bool) -> None:
    assert cites(read(PAGE % ("1701", lead))) is expected


def test_the_words_of_the_lead_are_further_evidence() -> None:
    lead = f"The '''Battle of Esk''' was fought on 4 May 1701.{LUND}"
    start, source = found("4 May 1701", lead)["start"], PAGE % ("4 May 1701", lead)
    assert [source[span.start : span.end] for span in start.evidence] == ["4 May 1701", "4 May 1701"]
    assert start.evidence[1].start > source.index("'''")


def test_a_footnote_of_its_own_comes_first() -> None:
    lead = f"The '''Battle of Esk''' was fought on 4 May 1701.{LUND}"
    assert len(found("4 May 1701<ref>{{cite book|title=Own}}</ref>", lead)["start"].evidence) == 1
    assert isinstance(found("4 May 1701", lead)["place"].object, Mention)


def test_what_the_lead_alone_states_has_the_footnote_of_its_sentence() -> None:
    rows = "| conflict = Battle of Esk\n| combatant1 = [[Varn]]\n| combatant2 = [[Esk]]\n| commander1 = [[Ada Storm]]\n"
    lead = (
        f"The '''Battle of Esk''' was a battle.{LUND} The Varnish army was commanded by [[Ada Storm]].<ref>{{{{cite book|title=Two|last=Oe}}}}</ref>"
    )
    article = read(f"{{{{Infobox military conflict\n{rows}}}}}\n{lead}")
    titles = {note.key: note.reference.title for note in article.notes if note.reference}
    told = [finding for finding in extract(article).findings if finding.rule == "lead-command"]
    assert [[titles[key] for key in finding.notes] for finding in told] == [["Two"]]
