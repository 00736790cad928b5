"""Estimates made of the counts of a line: parts and wholes, of whom, and whose figure. All names are invented."""

from __future__ import annotations

import pytest
from cells import article_of, context_of, read_cell
from figure_cells import PARTIES, estimates

from kg.extract.figures.drafted import Draft, Reader, Setting
from kg.extract.figures.drafts import draft_line
from kg.extract.figures.headings import Caption
from kg.extract.figures.remarks import read_counts
from kg.extract.figures.words import CategoryWord
from kg.model.text import Span


def draft(written: str, scope: Caption | None = None, losses: bool = True) -> list[Draft]:
    """The drafts of a cell of one line under one heading."""
    context = context_of(article_of({"casualties": [written]}), PARTIES)
    line = read_cell(written, 0, len(written)).lines[0]
    headings = (scope,) if scope else ()
    return draft_line(Setting(line, 0, 0, headings), read_counts(line.text, context), (), Reader(context, context.groups, losses, False))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Varn:\n36 killed\nNorland League:\n825 killed", ["Varn", "Norland League"]),
        ("Varn: 36 killed", ["Varn"]),
        ("216 killed (Norland League)", ["Norland League"]),
        ("{flag:Varn}25,000\n{flag:Duchy of Esk}5,500\nTotal:\n30,500", ["Varn", "Duchy of Esk", None]),
        ("[[2nd Hussar Division (Varn)|2nd Hussar Division]]: 20,000 men", ["2nd Hussar Division"]),
        ("[[2nd Hussar Division (Varn)|2nd Hussar Division]] (500 men)", ["2nd Hussar Division"]),
        ("1st Battalion, [[9th Regiment]], [[3rd Division]] (500 men)", ["1st Battalion, 9th Regiment, 3rd Division"]),
        ("1st Battalion, [[3rd Division]] (500 men)", ["1st Battalion, 3rd Division"]),
        ("Ships of [[Varn Navy]] (500 men)", [None]),
        ("Encircled forces:\n1,200", [None]),
        ("4,500 soldiers from\n[[Duchy of Esk]]", ["Duchy of Esk"]),
        ("4,500 soldiers from the Duchy of Esk", ["Duchy of Esk"]),
        ("4,500 soldiers from the hills", [None]),
        ("Esk: 4,500", ["Duchy of Esk"]),
        ("Varn 4,500", ["Varn"]),
        ("41 ships (Varn: 18 frigates and 8 others; Esk: 15 frigates), 40 guns", [None, "Varn", "Varn", "Duchy of Esk", None]),
        ("216 killed (Norland League), 40 killed (Varn)", ["Norland League", "Varn"]),
        ("57 killed, 30 wounded (Varnish), 40 killed (Eskish), 5 missing", ["Varn", "Varn", "Duchy of Esk", None]),
        ("20 killed (varn)", [None]),
        ("7,900 Varnish (including 20 scouts)\nc. 700 Eskish", ["Varn", "Varn", "Duchy of Esk"]),
        ("10 Varnish and 8 Eskish civilians", [None, None]),
        ("200 Duchy of Esk, 300 Varn", ["Duchy of Esk", "Varn"]),
        ("200 men of Zell", [None]),
        ("57 killed (Varnish) and 300 wounded", ["Varn", "Varn"]),
        ("Varn: 57,470\n– 19,240 killed\n• 585 captured\nNorland League: 300", ["Varn", "Varn", "Varn", "Norland League"]),
        ("Per the Front:\n150+ killed", [None]),
        ("Varn\n2 ships\n\nDuchy of Esk\n4 squadrons\n\nabout 900 men", ["Varn", "Duchy of Esk", None]),
        ("Varn\n\n2 ships\n\nDuchy of Esk\n\n4 squadrons", ["Varn", "Duchy of Esk"]),
        ("Varn\n2 ships\n\n300 men", ["Varn", "Varn"]),
        ("[[Royal Navy of Varn|Royal Navy]]\n* 2 destroyers\n[[Red Watch]]\n300 men", ["Royal Navy", None]),
        ("Varn Air Force\n* 2 fighters", ["Varn Air Force"]),
        ("Varnish 200 killed, Eskish 300 killed", ["Varn", "Duchy of Esk"]),
        ("Varnish\n40 killed\nEskish losses –\n30 killed\n4 tanks", ["Varn", "Duchy of Esk", "Duchy of Esk"]),
        ("* Varnish\n* 40 killed\n* Dutch\n* 30 killed", ["Varn", None]),
        ("Varn:\n40–60 killed\n300 wounded\nTotal: 350+", ["Varn", "Varn", "Varn"]),
        ("1st Army – 4,500 men", ["1st Army"]),
        ("Varn 200 killed, Norland League 300 killed", ["Varn", "Norland League"]),
        ("Total 4,500", [None]),
        ("Varn\nPersonnel:\n300\nAircraft:\n20", ["Varn", "Varn"]),
        ("Varn\nOther:\n300", ["Varn"]),
        ("Varn\n40\nOther:\n300", ["Varn", None]),
        ("Varn: 24 men, 54 guns. Norland League: 80 men, 30 guns. 16 ships.", ["Varn", "Varn", "Norland League", "Norland League", None]),
        ("(Varn: 24 men. Norland League: 80 men)", ["Varn", "Norland League"]),
        ("400 men; Varn: 24 men", [None, "Varn"]),
    ],
)
def test_of_whom(written: str, expected: list[str | None]) -> None:
    assert [e.of.name if e.of else None for e in estimates(written, "strength")] == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Total: 8,000", [True]),
        ("8,000 in total", [True]),
        ("8,000 (total)", [True]),
        ("7,000 total dead\n1,700 killed in battle", [True, False]),
        ("Varnish loss, 100 killed, 20 wounded. Total, 120.", [False, False, True]),
        ("100 killed, 20 wounded; total 120", [False, False, True]),
        ("100 killed total, 20 wounded", [True, False]),
        ("Total:\n8,000\n40 guns\nVarn:\n300", [True, True, False]),
        ("12 companies with a total of 300 men", [False, False]),
        ("Total 500 (200 killed, 300 wounded)", [True, False, False]),
    ],
)
def test_totals(written: str, expected: list[bool]) -> None:
    assert [e.total for e in estimates(written)] == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Varn:\n7,000 total dead\n1,700 killed", ["Varn", "Varn"]),
        ("Varn:\n300 killed\n200 wounded\n500 total", ["Varn", "Varn", "Varn"]),
        ("Varn:\n300 killed\n200 wounded\nTotal: 900", ["Varn", "Varn", None]),
    ],
)
def test_a_total_is_that_of_the_party_over_it_where_the_figures_say_so(written: str, expected: list[str | None]) -> None:
    assert [e.of.name if e.of else None for e in estimates(written)] == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Close escort: 6 destroyers\nCovering force: 6 destroyers", ["Close escort", "Covering force"]),
        ("Second phase:\n* Northern group:\n** 40 men\n* 30 men", ["Second phase: Northern group", "Second phase"]),
        ("Varn:\n40 men", [None]),
        ("Cavalry: 40 men", ["Cavalry"]),
        ("Cavalry: 40", [None]),
        ("Civilians: 40 civilians killed", [None]),
        ("Sea battle:\nKilled:\n40", ["Sea battle"]),
        ("Sea battle:\nSmith:\n40", ["Sea battle: Smith"]),
        ("Sea battle:\n30\nSmith:\n40", ["Sea battle", "Smith"]),
        ("Zellish 200 killed, Umbrian 300 killed", ["Zellish", "Umbrian"]),
        ("Killed 200, Wounded 300", [None, None]),
        ("Over 200 killed", [None]),
        ("Personnel:\n40 killed\n[[Materiel]]:\n4 tanks\n2 ships sunk", [None, None, None]),
        ("Sea battle:\nPersonnel:\n40 killed\nMateriel:\n4 tanks", ["Sea battle", "Sea battle"]),
    ],
)
def test_the_scope_is_the_heading(written: str, expected: list[str | None]) -> None:
    assert [e.scope for e in estimates(written)] == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("40 infantry\n40 civilians\n4 bombers\n4 destroyers\n4 tanks", ["personnel", "civilians", "aircraft", "vessels", "vehicles"]),
        ("4 mortars\n4 divisions\n40 horses\n40 houses\n40", ["artillery", "formations", "animals", "otherCounted", None]),
        ("4 Bf 109s\n4 T-34s\n4 QX-17s", ["aircraft", "vehicles", "otherCounted"]),
        ("4 ships and aircraft\n40 men and horses", ["otherCounted", None]),
        ("33 ships (27 frigates and 6 others)", ["vessels", "vessels", "vessels"]),
        ("900 aircraft (including 274 transports and 165 bombers used as transports)", ["aircraft", "aircraft", "aircraft"]),
        ("40 ships (3 tenders, 20 guns)", ["vessels", "vessels", "artillery"]),
        ("600 aircraft, 1,600 by June 1943\n30 tanks, 20,000", ["aircraft", "aircraft", "vehicles", None]),
        ("4 seaplane tenders\n2 flotilla leaders\n1 ammunition dump", ["vessels", "vessels", "otherCounted"]),
        ("4 tank destroyers\n4 torpedo boat destroyers", ["vehicles", "vessels"]),
    ],
)
def test_the_kind_of_what_is_counted(written: str, expected: list[str | None]) -> None:
    assert [e.kind for e in estimates(written, "strength")] == expected


KILLED = Caption(categories=(CategoryWord("killed", 0, 6),), claim="Varn", scope="first assault", span=Span(90, 96))


@pytest.mark.parametrize(
    ("written", "scope", "expected"),
    [
        ("40 men", None, [("casualties", "men", None, None)]),
        ("40 men", KILLED, [("killed", "men", "Varn", "first assault")]),
        ("40 wounded (Eskish claim)", KILLED, [("wounded", None, "Eskish", "first assault")]),
        ("3 tanks", KILLED, [("destroyed", "tanks", "Varn", "first assault")]),
        ("40 escaped", None, []),
    ],
)
def test_a_line_under_a_heading(written: str, scope: Caption | None, expected: list[tuple[object, ...]]) -> None:
    found = [(d.estimate.category, d.estimate.counts, d.estimate.according_to, d.estimate.scope) for d in draft(written, scope)]
    assert found == expected


def test_strength_has_no_kind_of_loss() -> None:
    assert [(d.estimate.category, d.estimate.counts) for d in draft("40 escaped", losses=False)] == [(None, None)]
