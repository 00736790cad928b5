"""The units row and strength rows that list formations. All names are invented."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from cells import article_of, brief, context_of, quotes, with_column

from kg.extract.context import Context
from kg.extract.rows.units import parse_units, read_units, state_listed_units, state_units, units_of
from kg.language.language import Language
from kg.model.article import Row
from kg.model.finding import CONFLICT, Finding, Mention
from kg.model.issue import Issue

Brief = tuple[str, str, dict[str, object]]


def read_listed(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """What a strength row lists without counting it."""
    return state_listed_units(parse_units(row, context), context)


def read(cell: str, rule: Callable[[Row, Context], Iterator[Finding | Issue]] = read_units, field: str = "units") -> list[Brief]:
    article = article_of({field: [cell]})
    return [found[1:] for found in brief(list(rule(article.boxes[0].rows[0], context_of(article))))]


def units(*names: str) -> list[Brief]:
    return [("unit", name, {}) for name in names]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("[[2nd Army (Varn)|2nd Army]]\n* 4th Brigade\n** Loft Battalion", units("2nd Army", "4th Brigade", "Loft Battalion")),
        (
            "Ground elements:\n{flag:Varn}[[Sixth Army]]:\n* X Corps",
            [("unit", "Sixth Army", {"affiliation": "Varn", "note": "Ground elements"}), ("unit", "X Corps", {"note": "Ground elements"})],
        ),
        ("{flag:Varn}{flag:Esk}[[Sixth Army]]\n{flag:Varn}Varn", units("Sixth Army", "Varn")),
        ("Varnish Army:\n* Red Guard", units("Varnish Army", "Red Guard")),
        ("1700: 4th Brigade\n5th Brigade", [("unit", "4th Brigade", {"asOf": "1700"}), *units("5th Brigade")]),
        (
            "'''1700'''\n4th Brigade\n'''From 1701:'''\n5th Brigade",
            [("unit", "4th Brigade", {"asOf": "1700"}), ("unit", "5th Brigade", {"from": "1701"})],
        ),
        ("3 Commando Brigade\n42 Commando", units("3 Commando Brigade", "42 Commando")),
        ("See order of battle", []),
        ("15 rebel units", []),
        ("Unknown", [("statedUnknown", "unit", {})]),
        ("Unknown Varnish unit\nLoft Marines", [("statedUnknown", "unit", {}), *units("Loft Marines")]),
        ("2 battalions from 9th Armoured Brigade", units("9th Armoured Brigade")),
        ("1st Battalion, 5th Marine Regiment", units("1st Battalion, 5th Marine Regiment")),
        ("17th Brigade, 19th Brigade", units("17th Brigade", "19th Brigade")),
        ("Elements from Esk, Loft and Hall groups", units("Elements from Esk, Loft and Hall groups")),
        (
            "[[Reed Corps]], and scattered [[Fen Corps]], [[Moss Corps]] and [[Bog Corps]]",
            [*units("Reed Corps"), ("unit", "Fen Corps", {"note": "scattered"}), *units("Moss Corps", "Bog Corps")],
        ),
        ("[[X Corps]], elements of [[Y Corps]]", [*units("X Corps"), ("unit", "Y Corps", {"note": "elements of"})]),
        ("parts of the [[2nd Brigade]]", [("unit", "2nd Brigade", {"note": "parts of"})]),
        ("Elements of 9th Division", [("unit", "9th Division", {"note": "Elements of"})]),
        ("Men of Loft Battalion", units("Men of Loft Battalion")),
        ("Supported by:\nVarnish Air Force", [("unit", "Varnish Air Force", {"note": "Supported by"})]),
        ("Royal Force (including Esk squadrons)", [("unit", "Royal Force", {"note": "including Esk squadrons"})]),
        ("Loft Legion (until 1700)", [("unit", "Loft Legion", {"until": "1700"})]),
        ("Special Forces", units("Special Forces")),
        ("Varnish Air Force: 4 squadrons", units("Varnish Air Force")),
    ],
)
def test_units(cell: str, expected: list[Brief]) -> None:
    assert read(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("[[Loft Expeditionary Force]]\n5th Tank Brigade\nI Corps", units("Loft Expeditionary Force", "5th Tank Brigade", "I Corps")),
        ("2 infantry divisions\n1 Airborne Division\n14 Rifle Divisions", []),
        ("Sixth Army:\n200,000", []),
        ("[[HMS Fen (K12)|HMS Fen]]\nHNoMS Old Reed\n[[Norse cruiser Sund|Sund]]", units("HMS Fen", "HNoMS Old Reed", "Sund")),
        ("[[No. 4 Commando|4 Commando]]\n[[40 Commando]]", units("4 Commando", "40 Commando")),
        ("[[Division (military)|4 divisions]]", []),
        ("[[Norse cruisers]]\nHMS\nUSS Fen 12 guns\n[[Sund]]", []),
        ("2,000 men of the 2nd Army", []),
        ("elements of a Tank army", []),
        ("Unknown", []),
        ("10,000 (1,200\n[[Esk Eastern Army]])", []),
    ],
)
def test_formations_in_a_strength_row(cell: str, expected: list[Brief]) -> None:
    assert read(cell, read_listed, "strength") == expected


def test_another_name_in_brackets() -> None:
    article = article_of({"units": ["10ª Armata (10th Army)\nII Battalion (121st Regiment)"]})
    assert [(mention.name, mention.also) for mention in units_of(parse_units(article.boxes[0].rows[0], context_of(article)))] == [
        ("10ª Armata", ("10th Army",)),
        ("II Battalion", ()),
    ]


def test_evidence_of_a_unit() -> None:
    article = article_of({"units": ["{flag:Varn}[[2nd Army]] (from May)"]})
    found = [f for f in read_units(article.boxes[0].rows[0], context_of(article)) if isinstance(f, Finding)]
    assert [quotes(article, f) for f in found] == [("{flag:Varn}[[2nd Army]] (from May)",)]


def test_a_row_is_parsed_once_and_stated_as_units_or_as_what_a_strength_row_lists() -> None:
    article = article_of({"units": ["Ground elements:\n2nd Army\n300 men of the Red Guard", "Unknown"]})
    (row,) = article.boxes[0].rows
    context = context_of(article)
    parsed = parse_units(row, context)
    assert parsed.row is row
    assert [[found.mention and found.mention.name for found in formations] for _, formations in parsed.cells] == [["2nd Army", "Red Guard"], [None]]
    assert [mention.name for mention in units_of(parsed)] == ["2nd Army", "Red Guard"]
    assert brief(list(state_units(parsed, context))) == [
        ("side 1", "unit", "2nd Army", {"note": "Ground elements"}),
        ("side 1", "unit", "Red Guard", {"note": "Ground elements"}),
        ("side 2", "statedUnknown", "unit", {}),
    ]
    assert brief(list(state_listed_units(parsed, context))) == [("side 1", "unit", "2nd Army", {"note": "Ground elements"})]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Naval units\nRed Fleet\nAir units\n1st Wing", [("Red Fleet", "Naval units"), ("1st Wing", "Air units")]),
        ("2nd Army\n* Naval units:\n** Red Fleet\n* 3rd Corps\n4th Corps", [
            ("2nd Army", None), ("Red Fleet", "Naval units"), ("3rd Corps", None), ("4th Corps", None)]),
        ("Reserves:\nRed Fleet\n----\n1st Wing", [("Red Fleet", "Reserves"), ("1st Wing", None)]),
        ("In the hills:\nRed Guard", [("Red Guard", "In the hills")]),
    ],
)  # fmt: skip
def test_headings_by_arm(cell: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(name, qualifiers.get("note")) for _, name, qualifiers in read(cell)] == expected


def test_formations_without_a_side_are_participants() -> None:
    article = article_of({"units": ["17th Brigade 19th Brigade"]})
    lost = with_column(article.boxes[0].rows[0], None, "borders")
    assert [(f.subject, f.relation, quotes(article, f), f.basis) for f in read_units(lost, context_of(article)) if isinstance(f, Finding)] == [
        (CONFLICT, "participant", ("17th Brigade 19th Brigade",), "borders"),
        (CONFLICT, "participant", ("17th Brigade 19th Brigade",), "borders"),
    ]


@pytest.mark.parametrize(
    ("cell", "title"),
    [
        ("[[Twelfth Army (Esk)|3rd Air Division]]", None),
        ("[[Esk Army|3rd Rifle Division]]", None),
        ("[[Twelfth Army (Esk)|12th Army]]", "Twelfth Army (Esk)"),
        ("[[XII Corps (Esk)|12th Corps]]", "XII Corps (Esk)"),
        ("[[Esk Guards Division|3rd Guards Division]]", "Esk Guards Division"),
    ],
)
def test_a_link_to_another_formation_is_no_identity(cell: str, title: str | None) -> None:
    article = article_of({"units": [cell]})
    mentions = [result.object for result in read_units(article.boxes[0].rows[0], context_of(article)) if isinstance(result, Finding)]
    assert [mention.title for mention in mentions if isinstance(mention, Mention)] == [title]


def test_the_words_come_from_the_pack(lomnish: Language, wordless: Language) -> None:
    article = article_of({"units": ["Skib grupi:\n3an Brigo\nNevem"]})
    (row,) = article.boxes[0].rows
    told = [brief(list(read_units(row, context_of(article, language=language)))) for language in (lomnish, wordless)]
    assert [[found[1:] for found in findings] for findings in told] == [
        [("unit", "3an Brigo", {"note": "Skib grupi"}), ("statedUnknown", "unit", {})],
        [("unit", name, {"note": "Skib grupi"}) for name in ("3an Brigo", "Nevem")],
    ]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Varnish: [[Third Army (Varn)|Third Army]]", [("unit", "Third Army", {"affiliation": "Varn"})]),
        ("'''Varnish:'''\n* [[Third Army]]", [("unit", "Third Army", {"affiliation": "Varn"})]),
        ("Dutch\n* 4th Brigade", [("unit", "4th Brigade", {"note": "Dutch"})]),
        ("Reserve: 5th Brigade", [("unit", "5th Brigade", {"note": "Reserve"})]),
        ("4th Brigade (Varnish)", [("unit", "4th Brigade", {"affiliation": "Varn"})]),
        ("[[Third Army: Reborn]]", [("unit", "Third Army: Reborn", {})]),
    ],
)
def test_the_party_of_a_formation_by_its_heading(cell: str, expected: list[Brief]) -> None:
    article = article_of({"units": [cell]})
    context = context_of(article, (("Varn", None, 1), ("Norland League", None, 2)))
    assert [found[1:] for found in brief(list(read_units(article.boxes[0].rows[0], context)))] == expected
