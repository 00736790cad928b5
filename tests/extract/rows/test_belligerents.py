"""The belligerents row: parties, supporters, times, headings, flags. All names are invented."""

from __future__ import annotations

import pytest
from cells import article_of, brief, context_of, quotes, read_cell

from kg.extract.context import Party
from kg.extract.rows.belligerents import parse_belligerents, parties_of, read_belligerents
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
        ("Allies:\nVarn\nEsk", sides("Varn", "Esk")),
        ("[[Axis powers|Axis]]\nVarn", sides("Varn")),
        ("Axis powers", sides("Axis powers")),
        ("[[Esk League]]:\n* Varn", sides("Esk League", "Varn")),
        ("Hill tribes:\n* Loft", sides("Hill tribes", "Loft")),
        ("{flag:Varn}In Varn:\n* Esk\nLoft", [("belligerent", "Esk", {"note": "In Varn"}), *sides("Loft")]),
        ("{flag:Varn}\n{flag:Esk}", sides("Varn", "Esk")),
        ("{flag:Varn}\nKnud's Rebels", sides("Knud's Rebels")),
        ("{flag:Varn}{flag:Esk}Varn", sides("Varn")),
        ("[[Varn]], [[Esk]] and [[Norland]]", sides("Varn", "Esk", "Norland")),
        ("Varn and Esk", sides("Varn and Esk")),
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
        ("Varn\nSupported by:\nEsk", [("belligerent", "Varn"), ("supporter", "Esk")]),
        ("Varn\nSupported by: Esk\nLoft", [("belligerent", "Varn"), ("supporter", "Esk"), ("supporter", "Loft")]),
        ("Varn\nSupported by {flag:Esk}[[Esk]]", [("belligerent", "Varn"), ("supporter", "Esk")]),
        ("Varn\nArms suppliers\nEsk", [("belligerent", "Varn"), ("supporter", "Esk")]),
        ("Air support:\nEsk\n----\nVarn", [("supporter", "Esk"), ("belligerent", "Varn")]),
        ("Varn\n\nSupport:\n\nEsk\n\nLoft", [("belligerent", "Varn"), ("supporter", "Esk"), ("supporter", "Loft")]),
        ("Support:\nEsk\n\nVarn", [("supporter", "Esk"), ("belligerent", "Varn")]),
        ("* Foreign support:\n** Esk\n* Varn", [("supporter", "Esk"), ("belligerent", "Varn")]),
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


def test_a_heading_of_time_holds_for_the_lines_below() -> None:
    assert read("Until 1700:\nVarn\nEsk") == [("belligerent", "Varn", {"until": "1700"}), ("belligerent", "Esk", {"until": "1700"})]


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
    source = "Varn\nSupported by:\nEsk"
    article = article_of({"belligerents": [source]})
    row = article.boxes[0].rows[0]
    lost = type(row)(row.field, row.label, (read_cell(source, 0, len(source), None, "borders"),), row.span)
    assert brief(list(read_belligerents(lost, context_of(article)))) == [
        ("side 0", "participant", "Varn", {}),
        ("side 0", "participant", "Esk", {"note": "Supported by"}),
    ]


def test_parties_of_an_article() -> None:
    article = article_of({"date": ["1701"], "belligerents": ["[[Duchy of Varn|Varn]]", "Esk\nUnknown"]})
    parties = parties_of(parse_belligerents(article.boxes[0].rows[1], context_of(article)))
    assert [(party.mention.name, party.mention.title, party.side) for party in parties] == [("Varn", "Duchy of Varn", 1), ("Esk", None, 2)]
    assert all(isinstance(party, Party) for party in parties)
