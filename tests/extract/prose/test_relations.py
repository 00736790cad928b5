"""Relations in remarks, footnotes and sentences."""

from __future__ import annotations

import pytest
from cells import brief, quotes
from hypothesis import given
from hypothesis import strategies as st
from leads import article, context, group

from kg.extract.prose.relations import read_notes, read_remark, read_statements
from kg.model.finding import Finding, Mention, Span
from kg.model.issue import Issue

PARTIES = ("Red Hill Front", "Northern River Army", "Ahl al-Nahr", "Varn")


def read(remark: str) -> list[tuple[str, str, str, dict[str, object]]]:
    of = article(remark)
    party = group("Esk Brigade")
    return brief(list(read_remark(party, of.lead[0], context(of, *PARTIES))))


@pytest.mark.parametrize(
    ("remark", "expected"),
    [
        ("(part of NRA since 26 May)", ("memberOf", "NRA", {"from": "1701-05-26"})),
        ("(Part of the Northern River Army)", ("memberOf", "Northern River Army", {})),
        ("(until 4 June a member of the Red Hill Front)", ("memberOf", "Red Hill Front", {"until": "1701-06-04"})),
        ("(joined the Red Hill Front on 4 June)", ("memberOf", "Red Hill Front", {"from": "1701-06-04"})),
        ("(left the Red Hill Front on 4 June)", ("memberOf", "Red Hill Front", {"until": "1701-06-04"})),
        ("(left the Red Hill Front)", None),
        ("(splintered into 3 groups as of 2 April)", ("splitInto", "3 groups", {"asOf": "1701-04-02"})),
        ("(split into two factions, 2 April)", ("splitInto", "two factions", {"from": "1701-04-02"})),
        ("(merged into Red Hill Front)", ("mergedInto", "Red Hill Front", {})),
        ("(absorbed by the Red Hill Front in May 1701)", ("mergedInto", "Red Hill Front", {"from": "1701-05"})),
        ("(formerly Loft Brigade)", ("renamedTo", "Esk Brigade", {})),
        ("(renamed Jund Loft in May 1701)", ("renamedTo", "Jund Loft", {"from": "1701-05"})),
        ("(known as the Loft Guard since 3 May)", ("renamedTo", "Loft Guard", {"from": "1701-05-03"})),
        ("(known as the Loft Guard)", None),
        ("(allied with Varn until 3 May)", ("alliedWith", "Varn", {"until": "1701-05-03"})),
        ("(allied with Varn on 3 May)", ("alliedWith", "Varn", {"asOf": "1701-05-03"})),
        ("(al-Nahr-aligned)", None),
        ("(aligned with Varn)", ("alignedWith", "Varn", {})),
        ("(disbanded 3 May)", ("dissolved", "1701-05-03", {})),
        ("(disbanded)", None),
        ("(led by Gen. Otto Hars)", ("ledBy", "Otto Hars", {})),
        ("(led by brave men)", None),
        ("(naval)", None),
        ("(since 4 May)", None),
    ],
)
def test_remarks(remark: str, expected: tuple[str, str, dict[str, object]] | None) -> None:
    subject = "Loft Brigade" if "formerly" in remark else "Esk Brigade"
    assert read(remark) == ([(subject, *expected)] if expected else [])


def test_what_some_members_did_is_an_issue() -> None:
    remark = "(some members joined the Red Hill Front on 4 May)"
    of = article(remark)
    found = list(read_remark(group("Esk Brigade"), of.lead[0], context(of, *PARTIES)))
    assert [(i.code, of.source.text[slice(*i.span)]) for i in found if isinstance(i, Issue) and i.span] == [
        ("partial-relation", "some members joined")
    ]


@pytest.mark.parametrize("text", ["11 whole houses left the plan", "Varn split the town", "some houses merged"])
def test_what_is_said_of_no_members_is_no_issue(text: str) -> None:
    of = article(text)
    where = context(of, *PARTIES)
    assert list(read_statements(of.lead[0], where, where.names)) == []


def test_a_remark_stands_on_the_party_and_its_own_words() -> None:
    remark = "Esk Brigade (part of the Red Hill Front)"
    of = article(remark)
    party = Mention("Esk Brigade", "group", Span(0, 11))
    found = [f for f in read_remark(party, of.lead[0].cut(12), context(of, *PARTIES)) if isinstance(f, Finding)]
    assert [quotes(of, finding) for finding in found] == [("Esk Brigade", "part of the Red Hill Front")]


def statements(text: str) -> list[tuple[str, str, str, dict[str, object]]]:
    of = article(text)
    where = context(of, *PARTIES)
    return brief(list(read_statements(of.lead[0], where, where.names)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Red Hill Front (which disbanded in 28 May and joined Varn) fled.",
            [("Red Hill Front", "mergedInto", "Varn", {"from": "1701-05-28"}), ("Red Hill Front", "dissolved", "1701-05-28", {})],
        ),
        ("It fought the Esk-aligned Red Hill Front.", [("Red Hill Front", "alignedWith", "Esk", {})]),
        ("The war also saw Varn as a third party, which had re-branded itself as Jund Loft.", [("Varn", "renamedTo", "Jund Loft", {})]),
        (
            "Varn was part of Ahl al-Nahr until 3 May; it also became known as Jund Loft since 7 June. The group was allied with NRA until 9 June.",
            [
                ("Varn", "memberOf", "Ahl al-Nahr", {"until": "1701-05-03"}),
                ("Varn", "renamedTo", "Jund Loft", {"from": "1701-06-07"}),
                ("Varn", "alliedWith", "NRA", {"until": "1701-06-09"}),
            ],
        ),
        ("It was part of Varn.", []),
        ("Elements of the 1st Army under General Otto Hars fled.", [("1st Army", "ledBy", "Otto Hars", {})]),
        ("The [[First Army]] ([[General]] [[Otto Hars]]) fled.", [("First Army", "ledBy", "Otto Hars", {})]),
        ("Varn, under the overall command of Marshal Sir Otto Hars, fled.", [("Varn", "ledBy", "Sir Otto Hars", {})]),
        ("The Varnish Army in the Loft Hills led by Admiral Otto Hars fled.", [("Varnish Army", "ledBy", "Otto Hars", {})]),
        ("The commander of the [[Esk Corps]]—[[Colonel]] [[Otto Hars]]—fled.", [("Esk Corps", "ledBy", "Otto Hars", {})]),
        ("Colonel Otto Hars, the commander of the Esk Corps, fled.", [("Esk Corps", "ledBy", "Otto Hars", {})]),
        ("Colonel Otto Hars's Esk Corps fled.", [("Esk Corps", "ledBy", "Otto Hars", {})]),
        ("Rebels led by the Red Hill Front fled.", []),
        ("An army under Otto Hars fled.", []),
        ("The Battle of Loft was part of the Esk War.", []),
        ("Varn came under fire.", []),
        ("Norland's wartime ally Varn fled.", [("Varn", "alliedWith", "Norland", {})]),
        ("The [[6th Horse Division (Varn)|5th Horse Division]] (later renamed the 6th Horse Division) fled.", []),
        ("The 5th Horse Division (later renamed the 6th Horse Division) fled.", [("5th Horse Division", "renamedTo", "6th Horse Division", {})]),
        ("Varn joined the battle.", []),
        ("Afterwards [[Otto Hars]] renamed the Red Hill Front as the Jund Loft.", [("Red Hill Front", "renamedTo", "Jund Loft", {})]),
        ("Varn was split into two parts.", []),
    ],
)
def test_statements(text: str, expected: list[tuple[str, str, str, dict[str, object]]]) -> None:
    assert sorted(statements(text), key=str) == sorted(expected, key=str)


def test_a_pronoun_stands_on_the_name_and_the_words() -> None:
    of = article("Varn fled. It was allied with the Red Hill Front.")
    where = context(of, *PARTIES)
    found = [f for f in read_statements(of.lead[0], where, where.names) if isinstance(f, Finding)]
    assert [quotes(of, finding) for finding in found] == [("Varn", "It was allied with the Red Hill Front")]


def test_a_footnote_speaks_of_the_party_that_carries_it() -> None:
    of = article("Esk.", notes=("Part of the Red Hill Front until 4 May.",))
    note, where = of.notes[0].text, context(of, *PARTIES)
    assert note is not None
    told = brief(list(read_statements(note, where, where.names, group("Varn"))))
    assert told == [("Varn", "memberOf", "Red Hill Front", {"until": "1701-05-04"})]
    assert list(read_notes([note], where, ())) == []


def test_footnotes_know_the_names_of_the_article() -> None:
    of = article("Esk.", notes=("Loft was part of the Red Hill Front.", "Loft was allied with Varn."))
    notes = [note.text for note in of.notes if note.text]
    assert brief(list(read_notes(notes, context(of, *PARTIES), [group("Loft")]))) == [
        ("Loft", "memberOf", "Red Hill Front", {}),
        ("Loft", "alliedWith", "Varn", {}),
    ]


@given(
    st.lists(
        st.sampled_from(
            ["Varn", "the", "Red Hill Front", "part of", "led by", "General", "Otto Hars", "(", ")", "4 May", "until", ",", ".", "joined", "it"]
        )
    )
)
def test_evidence_lies_in_the_text(words: list[str]) -> None:
    of = article(" ".join(words) or "Esk")
    where = context(of, *PARTIES)
    for found in read_statements(of.lead[0], where, where.names):
        spans = found.evidence if isinstance(found, Finding) else (found.span,)
        assert all(span is not None and 0 <= span.start < span.end <= len(of.source.text) for span in spans)
