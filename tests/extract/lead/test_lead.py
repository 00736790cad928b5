"""What the lead states beyond the infobox."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from cells import brief, quotes
from hypothesis import given
from hypothesis import strategies as st
from leads import article, commander, context, group

from kg.extract.article import extract
from kg.extract.context import Context
from kg.extract.lead.article import read_lead
from kg.extract.lead.patterns import load_lead_patterns
from kg.extract.lead.scope import classify_lead, report_unread
from kg.extract.prose.patterns import RELATIONS
from kg.model.finding import CONFLICT, Date, Finding, Mention, Period, Phrase, Side, Span
from kg.model.issue import Issue
from kg.read.text.article import read_text

AT = (Span(0, 1),)
STATED = (
    Finding(CONFLICT, "name", Phrase("Battle of Esk"), AT, "title"),
    Finding(CONFLICT, "start", Date(1701, 5, 4), AT, "date-row"),
    Finding(CONFLICT, "end", Date(1701, 5, 9), AT, "date-row"),
    Finding(CONFLICT, "place", Mention("Esk", "place", Span(0, 1)), AT, "place"),
    Finding(CONFLICT, "partOf", Mention("Loft War", "conflict", Span(0, 1)), AT, "part-of"),
    Finding(Side(1), "belligerent", group("Varn"), AT, "belligerent"),
)


def read(lead: str, findings: tuple[Finding, ...] = STATED, parties: tuple[str, ...] = ()) -> list[Finding | Issue]:
    of = article(lead)
    return list(read_lead(of, context(of, *parties), findings))


def told(lead: str, *relations: str) -> list[tuple[str, str]]:
    """What a lead states of the conflict where the infobox is silent, in short."""
    of = article(lead)
    silent = (STATED[0], STATED[-1])
    return [(f[1], f[2]) for f in brief(list(read_lead(of, Context(of), silent))) if f[0] == "side 0" and f[1] in relations]


@pytest.mark.parametrize(
    ("lead", "start", "end"),
    [
        ("The Battle of Esk (4–9 May 1701) was a battle.", "1701-05-04", "1701-05-09"),
        ("The Battle of Esk (Varnish: Eskslag; 4 May 1701) was a battle.", "1701-05-04", "1701-05-04"),
        ("The Battle of Esk took place in Varn, on 28 and 29 May 1701 between Varn and Norland.", "1701-05-28", "1701-05-29"),
        ("The Battle of Esk took place from 4 May to 9 May 1701.", "1701-05-04", "1701-05-09"),
        ("The Battle of Esk lasted from the spring of 1701 until 1703.", "1701-21", "1703"),
        ("The Battle of Esk lasted from 4 May 1701 until Loft fell.", "1701-05-04", None),
        ("The Battle of Esk of 4 May 1701 was a battle.", "1701-05-04", "1701-05-04"),
        ("On May 4, 1701, clashes took place in Esk.", "1701-05-04", "1701-05-04"),
        ("The Battle of Esk was a battle in May 1701 at Loft.", "1701-05", "1701-05"),
        ("The Battle of Esk began on 4 May 1701. It ended on 9 May 1701.", "1701-05-04", "1701-05-09"),
        ("The Battle of Esk was an offensive launched on 4 May 1701 by Varn.", "1701-05-04", None),
        ("The Battle of Esk was a battle of the Loft War. The town, which was lost on 4 May 1701, burned.", None, None),
        ("The Battle of Esk was fought after the fall of Loft on 4 May 1701.", None, None),
        ("The Battle of Esk was a battle of the 1701 Loft campaign.", None, None),
        ("The Battle of Esk was fought between Varn and Norland, primarily between 4 and 9 May 1701.", None, None),
        ("The Battle of Esk was fought in 44 BC.", "-0043", "-0043"),
    ],
)
def test_dates_where_the_infobox_has_none(lead: str, start: str | None, end: str | None) -> None:
    found = dict(told(lead, "start", "end"))
    assert (found.get("start"), found.get("end")) == (start, end)


@pytest.mark.parametrize(
    ("lead", "places"),
    [
        (
            "The battles were fought in the Loft Governorate and the western countryside of the Esk Governorate.",
            ["Loft Governorate", "Esk Governorate"],
        ),
        ("The Battle of Esk took place at [[Loft]], [[Norland]].", ["Loft", "Norland"]),
        ("The Battle of Esk was an uprising in six parts of Varn, particularly in the provinces of Loft and Maren.", ["Loft", "Maren"]),
        ("The Raid on Esk was an assault by small craft on Loft Bay, Norland, in 1701.", ["Loft Bay", "Norland"]),
        ("The Battle of Esk was a battle. The king had a house in Loft.", []),
        ("The Battle of Esk was a battle that began when men met in Loft.", []),
    ],
)
def test_places_where_the_infobox_has_none(lead: str, places: list[str]) -> None:
    assert [name for _, name in told(lead, "place")] == places


@pytest.mark.parametrize(
    ("lead", "parents"),
    [
        ("The Battle of Esk was part of the Loft campaign.", ["Loft campaign"]),
        ("The Battle of Esk was a battle of the [[Loft campaign]] of the Great Northern War.", ["Loft campaign", "Great Northern War"]),
        ("The Battle of Esk was fought during the Loft campaign.", []),
        ("The Battle of Esk took part of the town.", []),
    ],
)
def test_larger_conflicts_where_the_infobox_has_none(lead: str, parents: list[str]) -> None:
    assert [name for _, name in told(lead, "partOf")] == parents


def test_nothing_is_added_to_what_the_infobox_says() -> None:
    lead = "The Battle of Esk was a battle of the Great War that took place in Norland from 4 to 9 May 1701."
    assert read(lead) == []


def test_a_date_that_contradicts_the_infobox_is_told_beside_an_issue() -> None:
    lead = "The Battle of Esk (2–9 May 1701) was a battle."
    found = read(lead)
    assert [(i.code, i.message) for i in found if isinstance(i, Issue)] == [
        ("lead-contradicts-infobox", "the lead gives 1701-05-02 for the start, the infobox 1701-05-04")
    ]
    assert brief(found) == [("side 0", "start", "1701-05-02", {})]


@pytest.mark.parametrize(
    "lead",
    [
        "The Battle of Esk (6 May 1701) was a battle.",
        "The Battle of Esk (May 1701) was a battle.",
        "The Battle of Esk began on 2 May 1701.",
        "The Battle of Esk was a battle. Fighting was fierce on 20 May 1701.",
    ],
)
def test_no_contradiction(lead: str) -> None:
    assert read(lead) == []


VICTORY = (
    *STATED,
    Finding(Side(2), "belligerent", group("Kingdom of Norland"), AT, "belligerent"),
    Finding(CONFLICT, "outcome", Phrase("Decisive Varnish victory"), AT, "outcome"),
)


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("It ended in a decisive Norlander victory.", ["decisive Norlander victory"]),
        ("The battle was a Norland victory.", ["Norland victory"]),
        ("It ended in a Varnish victory.", []),
        ("It ended in an Eskish victory.", []),
        ("It ended in a draw.", []),
    ],
)
def test_a_victory_of_the_other_side_is_told_beside_an_issue(lead: str, expected: list[str]) -> None:
    found = read(lead, VICTORY)
    assert [f[2] for f in brief(found) if f[1] == "outcome"] == expected
    assert len([i for i in found if isinstance(i, Issue) and i.code == "lead-contradicts-infobox"]) == len(expected)


@pytest.mark.parametrize(
    ("lead", "names"),
    [
        ("The '''Battle of Esk''' or '''Battle of Loft''' was a battle.", ["Battle of Loft"]),
        ("The '''Eskslag/Operation Heron''' was a battle.", ["Eskslag", "Operation Heron"]),
        ("The Battle of Esk (also known as the Eskslag or Battle of Maren) was a battle.", ["Eskslag", "Battle of Maren"]),
        ("The Battle of Esk, codenamed Operation Heron, was a battle.", ["Operation Heron"]),
        ('The Battle of Esk (also spelled "Eskh") was a battle.', ["Eskh"]),
        ("The Battle of Esk was part of the Heron Offensive, commonly known as Operation Heron.", []),
        ("The Battle of Esk, known as the defence of the town in Varn, was a battle.", []),
        ("The Battle of Esk or the other one was a battle.", []),
    ],
)
def test_other_names(lead: str, names: list[str]) -> None:
    assert [phrase for _, phrase in told(lead, "altLabel")] == names


def test_a_party_that_becomes_a_side_of_its_own() -> None:
    found = read("After 7 June, the clashes also included Varn as a third belligerent.", parties=("Varn", "Norland"))
    assert brief(found) == [("side 3", "belligerent", "Varn", {"from": "1701-06-07"})]


SIDED = (
    *STATED,
    Finding(Side(2), "belligerent", group("Norland"), AT, "belligerent"),
    Finding(Side(1), "belligerent", group("Maren"), AT, "belligerent"),
)


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("Varn entered the war on 6 May.", [("side 1", "Varn", {"from": "1701-05-06"})]),
        ("On 6 May, Varn joined the conflict.", [("side 1", "Varn", {"from": "1701-05-06"})]),
        ("Varn joined the war on the side of Maren on 6 May.", [("side 1", "Varn", {"from": "1701-05-06"})]),
        ("Varn, which had entered the conflict on 6 May, fled.", [("side 1", "Varn", {"from": "1701-05-06"})]),
        ("Varn fought on the side of Maren from 6 May.", [("side 1", "Varn", {"from": "1701-05-06"})]),
        ("Varn took part in the war since 6 May.", [("side 1", "Varn", {"from": "1701-05-06"})]),
        ("Varn withdrew from the war on 6 May.", [("side 1", "Varn", {"until": "1701-05-06"})]),
        ("On 6 May Varn left the conflict and went home.", [("side 1", "Varn", {"until": "1701-05-06"})]),
        ("Varn pulled out of the war on 6 May.", [("side 1", "Varn", {"until": "1701-05-06"})]),
        ("Varn fought until 6 May.", [("side 1", "Varn", {"until": "1701-05-06"})]),
        ("Varn participated in the war until 6 May.", [("side 1", "Varn", {"until": "1701-05-06"})]),
        ("Varn switched sides on 6 May to join Norland.", [("side 1", "Varn", {"until": "1701-05-06"}), ("side 2", "Varn", {"from": "1701-05-06"})]),
        ("On 6 May, Varn defected to Norland.", [("side 1", "Varn", {"until": "1701-05-06"}), ("side 2", "Varn", {"from": "1701-05-06"})]),
        (
            "Varn changed sides and joined Norland on 6 May.",
            [("side 1", "Varn", {"until": "1701-05-06"}), ("side 2", "Varn", {"from": "1701-05-06"})],
        ),
        ("Varn went over to Norland on 6 May.", [("side 1", "Varn", {"until": "1701-05-06"}), ("side 2", "Varn", {"from": "1701-05-06"})]),
        ("Varn entered the town on 6 May.", []),
        ("Varn entered the war on 6 May 1690.", []),
        ("Varn withdrew from the town on 6 May.", []),
        ("Varn did not enter the war on 6 May.", []),
        ("If Varn entered the war on 6 May, all would be lost.", []),
        ("Some troops of Varn entered the war on 6 May.", []),
        ("The king of Varn entered the war on 6 May.", []),
        ("Varn was rumoured to have switched sides on 6 May.", []),
        ("Varn switched sides on 6 May.", []),
        ("It was feared that Varn went over to Norland on 6 May.", []),
        ("Varn planned to withdraw from the war on 6 May.", []),
        ("Varn went over to Maren on 6 May.", []),
        ("Officers of Varn defected to Norland on 6 May.", []),
    ],
)
def test_when_parties_took_part(lead: str, expected: list[tuple[str, str, dict[str, str]]]) -> None:
    of = article(lead, "Esk War")
    where = replace(context(of, "Varn", "Norland", "Maren"), period=Period(Date(1701, 5, 4), Date(1701, 5, 9)))
    found = [f for f in read_lead(of, where, SIDED) if isinstance(f, Finding) and f.rule == "lead-taking-part"]
    assert [(side, party, told) for side, _, party, told in brief(found)] == expected


def test_the_war_of_a_battle_is_a_larger_one() -> None:
    of = article("Varn entered the war on 6 May.", "Battle of Esk")
    where = replace(context(of, "Varn", "Norland", "Maren"), period=Period(Date(1701, 5, 4), Date(1701, 5, 9)))
    assert brief(list(read_lead(of, where, SIDED))) == []


def test_opposing_sides_where_there_is_no_row() -> None:
    of = article("The Battle of Esk took place between the Duchy of Varn and the Norland Army.")
    found = brief([f for f in read_lead(of, Context(of), STATED[:5]) if isinstance(f, Finding)])
    assert found == [("side 1", "belligerent", "Duchy of Varn", {}), ("side 2", "belligerent", "Norland Army", {})]


@pytest.mark.parametrize(
    ("lead", "infobox", "expected"),
    [
        ("Varnish Maj. Gen. Otto Hars came.", {}, [{"rank": "Maj. Gen."}]),
        ("Field Marshal ([[Feldmarschall]]) [[Otto Hars]] came.", {}, [{"rank": "Field Marshal"}]),
        ("General Otto Hars came.", {"rank": "Colonel"}, []),
        ("General Otto Hars came. Marshal Otto Hars left.", {}, [{"rank": "General"}]),
        ("General Rein Knud came.", {}, []),
        ("Otto Hars came. Hars was wounded.", {}, [{"fate": "wounded"}]),
        ("Hars was wounded.", {}, []),
        ("Otto Hars was badly wounded on 5 May 1701.", {}, [{"fate": "wounded"}]),
        ("Otto Hars was executed on 5 May 1705.", {}, []),
        ("Otto Hars was killed.", {"fate": "captured"}, []),
        ("The commander of the Esk Corps, Otto Hars, came.", {"rank": "General"}, [{"role": "commander of the Esk Corps"}]),
    ],
)
def test_what_the_lead_adds_about_commanders(lead: str, infobox: dict[str, str], expected: list[dict[str, str]]) -> None:
    found = read(lead, (*STATED, commander("Otto Hars", **infobox)))
    assert [f[3] for f in brief(found) if f[:3] == ("side 1", "commander", "Otto Hars")] == expected


def test_a_commander_is_known_by_his_page() -> None:
    of = article("[[General]] [[Otto Hars|Otto von Hars]] came.")
    found = [f for f in read_lead(of, context(of), (*STATED, commander("O. Hars", title="Otto Hars"))) if isinstance(f, Finding)]
    assert brief(found) == [("side 1", "commander", "O. Hars", {"rank": "General"})]
    assert quotes(of, found[0]) == ("General]] [[Otto Hars|Otto von Hars",)


def test_an_undated_relation_takes_the_date_of_the_footnote() -> None:
    dated = Finding(group("Varn"), "renamedTo", group("Jund Loft"), AT, "relation-renamed", (("from", Date(1701, 6, 7)),))
    found = read("The clashes saw Varn, which had renamed itself Jund Loft.", (*STATED, dated), ("Varn",))
    assert brief(found) == [("Varn", "renamedTo", "Jund Loft", {"from": "1701-06-07"})]


def test_every_sentence_is_accounted_for() -> None:
    of = article("The Battle of Esk was fought. Varn was part of Norland Army. Some men were led by fear. Some left. It rained.")
    findings = [f for f in read_lead(of, context(of, "Varn"), STATED) if isinstance(f, Finding)]
    issue = Issue("partial-relation", "", Span(of.source.text.index("Some left"), of.source.text.index("Some left") + 4))
    uses = classify_lead(of, findings, (issue,))
    assert [(sentence.shown, use) for sentence, use in uses] == [
        ("The Battle of Esk was fought.", "ignored"),
        ("Varn was part of Norland Army.", "used"),
        ("Some men were led by fear.", "unread"),
        ("Some left.", "issue"),
        ("It rained.", "ignored"),
    ]
    assert [(i.code, of.source.text[slice(*i.span)]) for i in report_unread(uses) if i.span] == [("lead-unread", "Some men were led by fear.")]


@pytest.mark.parametrize(
    "lead", ["", "(", "It.", "4 May 1701", "General", "((((" * 400, "was from 4 May to " * 200, "Battle of " * 400, "General " * 400]
)
def test_odd_leads_are_read_without_harm(lead: str) -> None:
    assert all(isinstance(result, Finding | Issue) for result in read(lead, ()))


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


def test_patterns_are_checked_and_kept() -> None:
    assert load_lead_patterns() is load_lead_patterns()
    assert set(load_lead_patterns().ordinals.values()) == {2, 3, 4, 5}


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
