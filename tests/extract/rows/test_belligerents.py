"""The belligerents row: parties, supporters, times, headings, flags. All names are invented."""

from __future__ import annotations

import pytest
from cells import article_of, brief, context_of, quotes, with_column

from kg.extract.context import Party
from kg.extract.names.items import Item
from kg.extract.rows.belligerents import Entrant, Section, parse_belligerents, parties_of, read_belligerents, state_belligerents
from kg.language.language import Language
from kg.model.finding import CONFLICT, Finding, Side

Brief = tuple[str, str, dict[str, object]]


def read(cell: str, notes: dict[str, str] | None = None) -> list[Brief]:
    article = article_of({"belligerents": [cell]}, notes)
    return [
        (relation, name, qualifiers)
        for _, relation, name, qualifiers in brief(list(read_belligerents(article.boxes[0].rows[0], context_of(article))))
    ]


def sides(*names: str) -> list[Brief]:
    return [("belligerent", name, {}) for name in names]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("{flag:Varn}[[Duchy of Varn|Varn]]\n{flag:Esk}[[Esk]]", sides("Varn", "Esk")),
        ("Varn\n* Esk Militia\n** Loft Band", sides("Varn", "Esk Militia", "Loft Band")),
        ("[[Varn]]\nvs.\n[[Esk]]", sides("Varn", "Esk")),
        ("[[Varn|Varns]] ([[Esk Band]])", [("belligerent", "Varns", {"note": "Esk Band"})]),
        ("[[Esk]]\n([[Lund Uprising|3–7 May]])", [("belligerent", "Esk", {"from": "1701-05-03", "until": "1701-05-07"})]),
        ("Allies:\nVarn\nEsk", sides("Varn", "Esk")),
        ("[[Axis powers|Axis]]\nVarn", sides("Varn")),
        ("Axis powers", sides("Axis powers")),
        ("[[Esk League]]:\n* Varn", sides("Esk League", "Varn")),
        ("Hill tribes:\n* Loft", sides("Hill tribes", "Loft")),
        ("Advisers: {flag:Norland}[[Norland]]", [("belligerent", "Norland", {"note": "Advisers"})]),
        ("Advisers: [[Norland]]\nVarn", [("belligerent", "Norland", {"note": "Advisers"}), *sides("Varn")]),
        ("[[Esk League]]: {flag:Varn}[[Varn]]", sides("Esk League", "Varn")),
        ("{flag:Varn}In Varn:\n* Esk\nLoft", [("belligerent", "Esk", {"note": "In Varn"}), *sides("Loft")]),
        ("{flag:Varn}\n{flag:Esk}", sides("Varn", "Esk")),
        ("{flag:Varn}\nKnud's Rebels", sides("Knud's Rebels")),
        ("{flag:Varn}{flag:Esk}Varn", sides("Varn")),
        ("[[Varn]], [[Esk]] and [[Norland]]", sides("Varn", "Esk", "Norland")),
        ("Varn and Esk", sides("Varn and Esk")),
        ("[[Varn]], Second Army; supporting attacks made by elements of the [[Esk Band]]", sides("Varn", "Esk Band")),
        ("Varn; Esk Band", sides("Varn", "Esk Band")),
        ("Unknown", [("statedUnknown", "belligerent", {})]),
        ("Varn (naval)", [("belligerent", "Varn", {"note": "naval"})]),
        ("Varn\n(denied by Esk)", [("belligerent", "Varn", {"note": "denied by Esk"})]),
        ("Varn\n([[Varnish Resistance|Resistance]])", sides("Varn", "Resistance")),
    ],
)
def test_parties(cell: str, expected: list[Brief]) -> None:
    assert read(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (
            "'''1699–1700'''\n* {flag:Esk}Esk\n----\n'''1700–1701'''\n* Varn\n* '''Supported by:'''\n* Loft\n----\n'''1701–'''\n* Norland",
            [
                ("belligerent", "Esk", {"from": "1699", "until": "1700"}),
                ("belligerent", "Varn", {"from": "1700", "until": "1701"}),
                ("supporter", "Loft", {"from": "1700", "until": "1701"}),
                ("belligerent", "Norland", {"from": "1701"}),
            ],
        ),
        ("'''1700'''\nVarn\n'''1701'''\nEsk", [("belligerent", "Varn", {"asOf": "1700"}), ("belligerent", "Esk", {"asOf": "1701"})]),
        (
            "1699–1700\nVarn\n1700–1701\nEsk (from 1701)",
            [("belligerent", "Varn", {"from": "1699", "until": "1700"}), ("belligerent", "Esk", {"from": "1701"})],
        ),
        ("'''1699–1705'''\nVarn (from 1701)", [("belligerent", "Varn", {"from": "1701", "until": "1705"})]),
        ("'''4–9 May:'''\n[[Varn]]", [("belligerent", "Varn", {"from": "1701-05-04", "until": "1701-05-09"})]),
        (
            "'''Northern league prior to 1701'''\n* Varn\n* Esk (from 1700)",
            [
                ("belligerent", "Varn", {"note": "Northern league prior to 1701", "until": "1701"}),
                ("belligerent", "Esk", {"from": "1700", "note": "Northern league prior to 1701"}),
            ],
        ),
        (
            "1699: [[Varn]]\n1700–1701: Esk\nLoft",
            [("belligerent", "Varn", {"asOf": "1699"}), ("belligerent", "Esk", {"from": "1700", "until": "1701"}), *sides("Loft")],
        ),
        (
            "Phase one (1699–1700):\nVarn\nSupport (from 1700):\nEsk",
            [
                ("belligerent", "Varn", {"from": "1699", "note": "Phase one (1699–1700)", "until": "1700"}),
                ("supporter", "Esk", {"from": "1700"}),
            ],
        ),
        ("Varn\n1699–1700\nEsk", [("belligerent", "Varn", {"from": "1699", "until": "1700"}), *sides("Esk")]),
        ("Varn\n(1699–1700)\nEsk", [("belligerent", "Varn", {"from": "1699", "until": "1700"}), *sides("Esk")]),
        ("Varn\n([[Esk Uprising|4–9 May]])", [("belligerent", "Varn", {"from": "1701-05-04", "until": "1701-05-09"})]),
        ("[[Varn]] ([[Esk Uprising|4–9 May]])", [("belligerent", "Varn", {"from": "1701-05-04", "until": "1701-05-09"})]),
        ("'''Varn'''\n'''1701'''", [("belligerent", "Varn", {}), ("belligerent", "1701", {})]),
    ],
)
def test_headings_of_time(cell: str, expected: list[Brief]) -> None:
    assert read(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Varn\nSupported by:\nEsk", [("belligerent", "Varn"), ("supporter", "Esk")]),
        ("Varn\nSupported by: Esk\nLoft", [("belligerent", "Varn"), ("supporter", "Esk"), ("supporter", "Loft")]),
        ("Varn\nSupported by {flag:Esk}[[Esk]]", [("belligerent", "Varn"), ("supporter", "Esk")]),
        ("Varn\nArms suppliers\nEsk", [("belligerent", "Varn"), ("supporter", "Esk")]),
        ("Air support:\nEsk\n----\nVarn", [("supporter", "Esk"), ("belligerent", "Varn")]),
        ("Varn\n\nSupport:\n\nEsk\n\nLoft", [("belligerent", "Varn"), ("supporter", "Esk"), ("supporter", "Loft")]),
        ("Support:\nEsk\n\nVarn", [("supporter", "Esk"), ("belligerent", "Varn")]),
        ("* Foreign support:\n** Esk\n* Varn", [("supporter", "Esk"), ("belligerent", "Varn")]),
        ("Loft Front Hars Supported by: Esk", [("belligerent", "Loft Front Hars"), ("supporter", "Esk")]),
        ("Loft supported by Esk", [("belligerent", "Loft"), ("supporter", "Esk")]),
        ("[[Loft]] Foreign support: [[Esk]]", [("belligerent", "Loft"), ("supporter", "Esk")]),
        ("Loft (supported by Esk)", [("belligerent", "Loft")]),
        ("Loft Combat Support Battalion", [("belligerent", "Loft Combat Support Battalion")]),
        ("Foreign Arms support: Esk", [("supporter", "Esk")]),
        ("Support:\nEsk\nAllied militias:\nLoft", [("supporter", "Esk"), ("belligerent", "Loft")]),
    ],
)
def test_supporters(cell: str, expected: list[tuple[str, str]]) -> None:
    assert [(relation, name) for relation, name, _ in read(cell)] == expected


@pytest.mark.parametrize(
    ("remark", "expected"),
    [
        ("until 7 May", {"until": "1701-05-07"}),
        ("from 1699", {"from": "1699"}),
        ("since 1699", {"from": "1699"}),
        ("1698–1702", {"from": "1698", "until": "1702"}),
        ("1700", {"asOf": "1700"}),
        ("alleged; 1700", {"asOf": "1700", "note": "alleged; 1700"}),
        ("part of the League since 3 May", {"note": "part of the League since 3 May"}),
    ],
)
def test_times_of_a_party(remark: str, expected: dict[str, str]) -> None:
    assert read(f"Varn ({remark})")[0][2] == expected
    assert read(f"Varn\n({remark})")[0][2] == expected


def test_a_bracket_of_links_lists_parties() -> None:
    found = read("[[Varn|Varns]] ([[Loft League]], [[Esk]])")
    assert [(relation, name) for relation, name, _ in found] == [("belligerent", "Varns"), ("belligerent", "Loft League"), ("belligerent", "Esk")]


def test_a_heading_of_time_holds_for_the_lines_below() -> None:
    assert read("Until 1700:\nVarn\nEsk") == [("belligerent", "Varn", {"until": "1700"}), ("belligerent", "Esk", {"until": "1700"})]


def test_a_heading_of_time_is_no_remark_on_the_party_before_it() -> None:
    assert read("Until 1700:\nVarn\nFrom 1700:\nEsk") == [("belligerent", "Varn", {"until": "1700"}), ("belligerent", "Esk", {"from": "1700"})]


def test_a_footnote_that_only_tells_when_is_a_qualifier() -> None:
    assert read("Varn{note:a}\nEsk{note:b}", {"a": "From 1700", "b": "It sent ships in 1700 only."}) == [
        ("belligerent", "Varn", {"from": "1700"}),
        ("belligerent", "Esk", {}),
    ]


def test_evidence_is_the_party_its_flag_and_its_remarks() -> None:
    article = article_of({"belligerents": ["{flag:Varn}[[Varn]] (until May)", "Support:\nEsk"]})
    found = [f for f in read_belligerents(article.boxes[0].rows[0], context_of(article)) if isinstance(f, Finding)]
    assert [(f.relation, f.subject, quotes(article, f)) for f in found] == [
        ("side", CONFLICT, ("{flag:Varn}[[Varn]] (until May)",)),
        ("belligerent", Side(1), ("{flag:Varn}[[Varn]] (until May)",)),
        ("side", CONFLICT, ("Support:\nEsk",)),
        ("supporter", Side(2), ("Support", "Esk")),
    ]


def test_without_a_column_they_are_participants() -> None:
    article = article_of({"belligerents": ["Varn\nSupported by:\nEsk"]})
    lost = with_column(article.boxes[0].rows[0], None, "borders")
    assert brief(list(read_belligerents(lost, context_of(article)))) == [
        ("side 0", "participant", "Varn", {}),
        ("side 0", "participant", "Esk", {"note": "Supported by"}),
    ]


def test_parties_of_an_article() -> None:
    article = article_of({"date": ["1701"], "belligerents": ["[[Duchy of Varn|Varn]]", "Esk\nUnknown"]})
    parties = parties_of(parse_belligerents(article.boxes[0].rows[1], context_of(article)))
    assert [(party.mention.name, party.mention.title, party.side) for party in parties] == [("Varn", "Duchy of Varn", 1), ("Esk", None, 2)]
    assert all(isinstance(party, Party) for party in parties)


PARTIES = (("Varn", "Duchy of Varn", 1), ("Esk", None, 2))


@pytest.mark.parametrize(
    ("remark", "expected"),
    [
        ("allied with Esk", ("Varn", "alliedWith", "Esk", {})),
        ("defected to Esk in 1700", ("Varn", "memberOf", "Esk", {"from": "1700"})),
        ("joined Esk from May", ("Varn", "memberOf", "Esk", {"from": "1701-05"})),
    ],
)
def test_a_remark_may_state_a_relation_to_another_party(remark: str, expected: tuple[str, str, str, dict[str, object]]) -> None:
    article = article_of({"belligerents": [f"Varn ({remark})"]})
    found = brief(list(read_belligerents(article.boxes[0].rows[0], context_of(article, PARTIES))))
    assert found == [("side 1", "belligerent", "Varn", {"note": remark}), expected]


def sections(cell: str) -> list[tuple[str, Section]]:
    article = article_of({"belligerents": [cell]})
    ((_, entrants),) = parse_belligerents(article.boxes[0].rows[0], context_of(article)).cells
    return [(found.mention.name, found.section) for found in entrants if isinstance(found, Entrant)]


def test_parsed_parties_stand_in_their_sections() -> None:
    found = sections("Varn\nSupport:\nEsk\nIn Rein:\nHolm\nAllies:\nKrell")
    assert [(name, section.support and section.support.shown, section.words and section.words.shown) for name, section in found] == [
        ("Varn", None, None),
        ("Esk", "Support", None),
        ("Holm", None, "In Rein"),
        ("Krell", None, None),
    ]
    assert [(name, [(key, date.edtf) for key, date in section.times]) for name, section in sections("Until 1700:\nVarn")] == [
        ("Varn", [("until", "1700")])
    ]


def test_a_row_is_parsed_once_and_stated_as_often_as_one_likes() -> None:
    article = article_of({"belligerents": ["Varn (until 1700)\nSupport:\nEsk", "Unknown\n{flag:Norland}"]})
    (row,) = article.boxes[0].rows
    parsed = parse_belligerents(row, context_of(article))
    assert parsed.row is row
    assert [[found.shown if isinstance(found, Item) else found.mention.name for found in entrants] for _, entrants in parsed.cells] == [
        ["Varn", "Esk"],
        ["Unknown", "Norland"],
    ]
    known = context_of(article, PARTIES)
    stated = list(state_belligerents(parsed, known))
    assert stated == list(state_belligerents(parsed, known)) == list(read_belligerents(row, known))


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Loft Republic Loft Republic", ["Loft Republic"]),
        ("Georgia (country) Government of Loft (until May)", ["Government of Loft"]),
        ("Libya Libyan Guard of Loft", ["Libyan Guard of Loft"]),
        ("France French Guard of Loft", ["French Guard of Loft"]),
        ("Libya Loft Guard", ["Libya Loft Guard"]),
        ("Wagga Wagga", ["Wagga Wagga"]),
        ("Loft Loft\nLoft Guard", ["Loft", "Loft Guard"]),
    ],
)
def test_flags_in_words_before_a_party(cell: str, names: list[str]) -> None:
    article = article_of({"belligerents": [cell], "units": ["Army of Loft"]})
    row, context = with_column(article.boxes[0].rows[0], 1, "borders"), context_of(article)
    assert [party.mention.name for party in parties_of(parse_belligerents(row, context))] == names


def test_names_that_a_rendering_has_joined_are_parted_where_the_column_was_inferred() -> None:
    article = article_of({"belligerents": ["Northern River Army Red Front"], "units": ["Red Front"]})
    row, context = article.boxes[0].rows[0], context_of(article)
    joined = with_column(row, 1, "borders")
    assert [party.mention.name for party in parties_of(parse_belligerents(row, context))] == ["Northern River Army Red Front"]
    assert [party.mention.name for party in parties_of(parse_belligerents(joined, context))] == ["Northern River Army", "Red Front"]
    assert {f.basis for f in read_belligerents(joined, context) if isinstance(f, Finding)} == {"borders"}


def test_the_words_come_from_the_pack(lomnish: Language, wordless: Language) -> None:
    article = article_of({"belligerents": ["Bundo:\n[[Varn]] ta [[Esk]]\nHilfo pe:\nLoft\n----\nNevem"]})
    (row,) = article.boxes[0].rows
    told = [
        [(relation, name) for _, relation, name, _ in brief(list(read_belligerents(row, context_of(article, language=language))))]
        for language in (lomnish, wordless)
    ]
    assert told == [
        [("belligerent", "Varn"), ("belligerent", "Esk"), ("supporter", "Loft"), ("statedUnknown", "belligerent")],
        [("belligerent", "Varn ta Esk"), ("belligerent", "Loft"), ("belligerent", "Nevem")],
    ]
