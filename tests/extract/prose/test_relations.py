"""Relations in remarks, footnotes and sentences; names marked in prose; sentences."""

from __future__ import annotations

import pytest
from cells import brief, context_of, quotes, show
from hypothesis import given
from hypothesis import strategies as st
from leads import article, context, group

from kg.extract.prose.clauses import known_names, mark_names
from kg.extract.prose.names import Known, kind_of_name
from kg.extract.prose.patterns import RELATIONS, can_match, compile_expanded, expand_words, load_patterns, needed_slots
from kg.extract.prose.relations import read_note, read_remark, read_statements
from kg.extract.prose.sentences import sentences
from kg.model.finding import Finding, Mention, Span
from kg.model.issue import Issue
from kg.model.text import Text

PARTIES = ("Red Hill Front", "Northern River Army", "Ahl al-Nahr", "Varn")


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("One fled. Two stayed.", ["One fled.", "Two stayed."]),
        ("Lt. Col. Otto Hars fell. He rose.", ["Lt. Col. Otto Hars fell.", "He rose."]),
        ("It met J. B. Hars. The end.", ["It met J. B. Hars.", "The end."]),
        ("The U.S. Army came to the U.S. The end.", ["The U.S. Army came to the U.S.", "The end."]),
        ("The 24. Division fled.", ["The 24. Division fled."]),
        ("It fell in 1701. Esk burned.", ["It fell in 1701.", "Esk burned."]),
        ("It fell.[3] [4] Esk burned.", ["It fell.[3] [4]", "Esk burned."]),
        ("“It fell.” Esk burned!", ["“It fell.”", "Esk burned!"]),
        ("It fell (at 5 p.m. or so). esk burned.", ["It fell (at 5 p.m. or so). esk burned."]),
        ("Esk\n\nburned", ["Esk", "burned"]),
        (" \n ", []),
    ],
)
def test_sentences(shown: str, expected: list[str]) -> None:
    text = Text.verbatim(f"--{shown}", 2, 2 + len(shown))
    found = sentences(text)
    assert [sentence.shown for sentence in found] == expected
    assert [f"--{shown}"[slice(*sentence.span())] for sentence in found] == expected


@given(st.text(alphabet="ab AB.!?\n\"'()[]1", max_size=80))
def test_sentences_lose_no_word(source: str) -> None:
    found = sentences(Text.verbatim(source, 0, len(source)))
    assert "".join("".join(one.shown.split()) for one in found) == "".join(source.split())
    assert list(found) == sorted(found, key=lambda one: one.span().start)


@pytest.mark.parametrize(
    ("written", "masked"),
    [
        ("The Red Hill Front met General Otto Hars.", "The ⟪G0⟫ met ⟪R1⟫ ⟪P2⟫."),
        ("[[General]] [[Otto Hars]]'s [[1st Army (Varn)|First Army]]", "⟪R0⟫ ⟪P1⟫'s ⟪G2⟫"),
        ("Varnish Maj. Gen. Otto Hars", "Varnish ⟪R0⟫ ⟪P1⟫"),
        ("Syrian Maj. Gen. Otto Hars", "Syrian ⟪R0⟫ ⟪P1⟫"),
        ("on 4 May 1701, the Battle of Loft", "on ⟪D0⟫, the ⟪E1⟫"),
        ("the al-Nahr-aligned Jund al-Esk", "the ⟪N0⟫-aligned ⟪G1⟫"),
        ("the Army of the Hills (AOH) of Varn", "the ⟪G0⟫ of ⟪G1⟫"),
        ("the [[Army of the Hills]] (AOH) of Varn", "the ⟪G0⟫ of ⟪G1⟫"),
        ("The German [[army]] of 5,000 men", "The German army of 5,000 men"),
        ("the Varn campaign", "the ⟪G0⟫ campaign"),
        ("the Loft campaign and the 1701–02 Norland civil war", "the ⟪E0⟫ and the ⟪E1⟫"),
        ("the 1701 German invasion of Norland", "the ⟪E0⟫"),
        ("a German offensive in the German civil war", "a German offensive in the ⟪E0⟫"),
        ("in 1701 Loft fell", "in ⟪D0⟫ ⟪N1⟫ fell"),
        ("in the Loft Governorate", "in the ⟪L0⟫"),
        ("Prince Rein of Norland", "⟪P0⟫ of ⟪N1⟫"),
        ("the 35th Infantry Brigade", "the ⟪G0⟫"),
        ("King Knud, ⟪G7⟫", "⟪P0⟫, <G7>"),
    ],
)
def test_marked_names(written: str, masked: str) -> None:
    text = show(written, 0, len(written))
    known = {"red hill front": Known("group"), "varn": Known("group")}
    prose = mark_names(text, context_of(article("Esk.")), known)
    assert prose.masked == masked


@given(st.text(alphabet="Aa Bb.,()⟪⟫G0'’-’1701May General", max_size=60))
def test_every_offset_of_masked_text_leads_back(source: str) -> None:
    prose = mark_names(Text.verbatim(source, 0, len(source)), context_of(article("Esk.")), {})
    assert prose.place(len(prose.masked)) == len(source)
    assert [slot.start for slot in prose.slots] == sorted(slot.start for slot in prose.slots)
    assert all(a.end <= b.start for a, b in zip(prose.slots, prose.slots[1:], strict=False))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Battle of Loft", "conflict"),
        ("Varnish civil war", "conflict"),
        ("Loft Operations Command", "group"),
        ("Jabhat Nahr", "group"),
        ("NRA", "group"),
        ("Loft River", "place"),
        ("King Knud", "person"),
        ("Loft", None),
        ("", None),
    ],
)
def test_kinds_of_names(name: str, kind: str | None) -> None:
    assert kind_of_name(name) == kind


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
    assert list(read_statements(of.lead[0], where, known_names(where))) == []


def test_a_remark_stands_on_the_party_and_its_own_words() -> None:
    remark = "Esk Brigade (part of the Red Hill Front)"
    of = article(remark)
    party = Mention("Esk Brigade", "group", Span(0, 11))
    found = [f for f in read_remark(party, of.lead[0].cut(12), context(of, *PARTIES)) if isinstance(f, Finding)]
    assert [quotes(of, finding) for finding in found] == [("Esk Brigade", "part of the Red Hill Front")]


def statements(text: str) -> list[tuple[str, str, str, dict[str, object]]]:
    of = article(text)
    where = context(of, *PARTIES)
    return brief(list(read_statements(of.lead[0], where, known_names(where))))


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
        ("The 5th Horse Division (later renamed the 6th Horse Division) fled.", [("5th Horse Division", "renamedTo", "6th Horse Division", {})]),
        ("Varn joined the battle.", []),
    ],
)
def test_statements(text: str, expected: list[tuple[str, str, str, dict[str, object]]]) -> None:
    assert sorted(statements(text), key=str) == sorted(expected, key=str)


def test_a_pronoun_stands_on_the_name_and_the_words() -> None:
    of = article("Varn fled. It was allied with the Red Hill Front.")
    where = context(of, *PARTIES)
    found = [f for f in read_statements(of.lead[0], where, known_names(where)) if isinstance(f, Finding)]
    assert [quotes(of, finding) for finding in found] == [("Varn", "It was allied with the Red Hill Front")]


def test_a_footnote_speaks_of_the_party_that_carries_it() -> None:
    of = article("Esk.", notes=("Part of the Red Hill Front until 4 May.",))
    note = of.notes[0].text
    assert note is not None
    assert brief(list(read_note(note, context(of, *PARTIES), group("Varn")))) == [("Varn", "memberOf", "Red Hill Front", {"until": "1701-05-04"})]
    assert list(read_note(note, context(of, *PARTIES))) == []


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
    for found in read_statements(of.lead[0], where, known_names(where)):
        spans = found.evidence if isinstance(found, Finding) else (found.span,)
        assert all(span is not None and 0 <= span.start < span.end <= len(of.source.text) for span in spans)


def test_each_relation_has_a_pattern() -> None:
    assert {pattern.relation for pattern in load_patterns().patterns} == RELATIONS


@pytest.mark.parametrize("words", ["{nothing}", "{subject:thing}", "{when}"])
def test_unknown_slots_are_refused(words: str) -> None:
    with pytest.raises(ValueError, match="neither a slot nor a macro"):
        expand_words(words, {})


@pytest.mark.parametrize(
    ("words", "letters"),
    [
        ("{subject:group} joined {object:any}", ("G", "GN")),
        ("(?:{person:person} )?led {object:group}", ("G",)),
        ("{subject:group} ended|the end of {object:group}", ()),
        (r"[(|] led \(?{person:person}", ("P",)),
        ("no slot", ()),
    ],
)
def test_the_slots_that_a_pattern_needs(words: str, letters: tuple[str, ...]) -> None:
    assert needed_slots(expand_words(words, {})) == letters


@pytest.mark.parametrize(("masked", "searched"), [("⟪G0⟫ led ⟪G1⟫", False), ("⟪P0⟫ led ⟪G1⟫", True), ("⟪P0⟫ led it", False)])
def test_text_without_a_needed_slot_is_not_searched(masked: str, searched: bool) -> None:
    expanded = expand_words("{person:person} led {object:group}", {})
    assert can_match(expanded, masked) is searched
    assert bool(compile_expanded(expanded).search(masked)) is searched
