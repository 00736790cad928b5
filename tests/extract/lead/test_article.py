"""What the lead states beyond the infobox, taken together."""

from __future__ import annotations

from pathlib import Path

import pytest
from cells import brief
from hypothesis import given
from hypothesis import strategies as st
from leads import AT, STATED, article, commander, group, read_stated

from kg.extract.article import extract
from kg.extract.context import Context
from kg.extract.lead.article import read_lead
from kg.extract.prose.patterns import RELATIONS
from kg.model.finding import Date, Finding
from kg.model.issue import Issue
from kg.read.text.article import read_text


def test_an_undated_relation_takes_the_date_of_the_footnote() -> None:
    dated = Finding(group("Varn"), "renamedTo", group("Jund Loft"), AT, "relation-renamed", (("from", Date(1701, 6, 7)),))
    found = read_stated("The clashes saw Varn, which had renamed itself Jund Loft.", (*STATED, dated), ("Varn",))
    assert brief(found) == [("Varn", "renamedTo", "Jund Loft", {"from": "1701-06-07"})]


@pytest.mark.parametrize(
    "lead", ["", "(", "It.", "4 May 1701", "General", "((((" * 400, "was from 4 May to " * 200, "Battle of " * 400, "General " * 400]
)
def test_odd_leads_are_read_without_harm(lead: str) -> None:
    assert all(isinstance(result, Finding | Issue) for result in read_stated(lead, ()))


@given(
    st.lists(
        st.sampled_from(
            [
                "The",
                "Battle of Esk",
                "took place",
                "in",
                "Loft",
                "from",
                "4 May",
                "to",
                "1701",
                "(",
                ")",
                ",",
                ".",
                "and",
                "General",
                "Otto Hars",
                "was",
                "killed",
            ]
        )
    )
)
def test_evidence_is_never_empty(words: list[str]) -> None:
    of = article(" ".join(words) or "Esk")
    for found in read_lead(of, Context(of), (commander("Otto Hars"),)):
        spans = found.evidence if isinstance(found, Finding) else (found.span,)
        assert all(span is not None and 0 <= span.start < span.end <= len(of.source.text) for span in spans)


CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "text"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of articles is not beside the repository")
def test_the_first_article() -> None:
    file = CORPUS / "idlib-2017.txt"
    extraction = extract(read_text(file.read_bytes(), file.name))
    related = {(s, relation, o, *q.values()) for s, relation, o, q in brief(list(extraction.findings)) if relation in RELATIONS}
    assert related == {
        ("Suqour al-Sham Brigade", "memberOf", "AAS", "2017-01-26"),
        ("Sham Legion", "splitInto", "3 groups", "2017-03-02"),
        ("Jund al-Aqsa", "memberOf", "Jabhat Fateh al-Sham", "2017-01-23"),
        ("Jund al-Aqsa", "renamedTo", "Liwa al-Aqsa", "2017-02-07"),
        ("Jund al-Aqsa", "alliedWith", "HTS", "2017-02-13"),
        ("Jabhat Fatah al-Sham", "alignedWith", "al-Qaeda"),
        ("Jabhat Fatah al-Sham", "dissolved", "2017-01-28"),
        ("Jabhat Fatah al-Sham", "mergedInto", "Tahrir al-Sham", "2017-01-28"),
    }
    same = dict(extraction.aliases)
    assert [same[key] for key in ("aas", "hts", "fsa")] == ["Ahrar al-Sham", "Tahrir al-Sham", "Free Syrian Army"]
    assert same["jfs"] == same["jabhat fath al sham"]
