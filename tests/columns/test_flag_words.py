"""Flags that a rendering shows in words become marks; names that only look so stay."""

from __future__ import annotations

import pytest
from lost_columns import WORDS, article

from kg.columns.flag_words import mark_flag_words
from kg.extract.article import extract
from kg.model.article import Row
from kg.model.finding import Mention, Side
from kg.model.text import FLAG

PARTIES = "Iraq Iraq Norway Norway"


def shown(rows: dict[str, str], field: str) -> list[str]:
    """The lines of a row, each flag in braces where it stands."""
    marked = mark_flag_words([row for row in article(rows).boxes[0].rows if row.field in rows], WORDS)
    return [_braced(row, at) for row in marked if row.field == field for at in range(len(row.cells[0].lines))]


def _braced(row: Row, at: int) -> str:
    text = row.cells[0].lines[at].text
    parts, end = "", 0
    for mark in text.marked(FLAG):
        parts += f"{text.shown[end : mark.start]}{{{mark.value}}}"
        end = mark.start
    return parts + text.shown[end:]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Iraq Iraq Norway Norway", "{Iraq}Iraq {Norway}Norway"),
        ("Iraq Iraq Esk", "{Iraq}Iraq Esk"),
        ("United Kingdom United Kingdom Kingdom of Italy Kingdom of Italy", "{United Kingdom}United Kingdom {Kingdom of Italy}Kingdom of Italy"),
        ("Republic of China China Empire of Japan Japan", "{Republic of China}China {Empire of Japan}Japan"),
        ("Esk Kingdom of Italy Kingdom of Italy", "Esk {Kingdom of Italy}Kingdom of Italy"),
        ("Popular Front for the Liberation of Holm PFLH", "{Popular Front for the Liberation of Holm}PFLH"),
        ("Holm Liberation Band HLB Iraq", "{Holm Liberation Band}HLB Iraq"),
        ("Iraq Iraq (from 1990) Norway Norway", "{Iraq}Iraq (from 1990) {Norway}Norway"),
        ("Esk Esk-Holm Varn Varn Band", "{Esk}Esk-Holm {Varn}Varn Band"),
        ("Iraq Iraq Norway Norway Norway Norwegian Guard", "{Iraq}Iraq {Norway}Norway {Norway}Norwegian Guard"),
        ("Wagga Wagga", "Wagga Wagga"),
        ("Wagga Wagga Holm", "Wagga Wagga Holm"),
        ("Unknown Unknown", "Unknown Unknown"),
        ("Iraq Iraqi insurgents", "Iraq Iraqi insurgents"),
        ("Kingdom of Italy Italian Band", "Kingdom of Italy Italian Band"),
        ("United Kingdom Kingdom of Esk", "United Kingdom Kingdom of Esk"),
    ],
)
def test_parties(value: str, expected: str) -> None:
    assert shown({"belligerents": value}, "belligerents") == [expected]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Iraq Otto Rein Norway Knud Hars", ["{Iraq}Otto Rein {Norway}Knud Hars"]),
        ("Iraq Otto Rein (POW)\nNorway Knud Hars", ["{Iraq}Otto Rein (POW)", "{Norway}Knud Hars"]),
        ("Governor of Iraq Otto Rein", ["Governor of Iraq Otto Rein"]),
        ("Otto Rein, Iraq Band", ["Otto Rein, Iraq Band"]),
        ("Iraq Rein", ["Iraq Rein"]),
        ("Iraq Army", ["Iraq Army"]),
        ("Otto Rein (Iraq Guard leader)", ["Otto Rein (Iraq Guard leader)"]),
    ],
)
def test_people(value: str, expected: list[str]) -> None:
    assert shown({"belligerents": PARTIES, "commanders": value}, "commanders") == expected


def test_a_country_before_several_people_is_their_flag_unless_several_parties_bear_it() -> None:
    people = "Iraq Otto Rein\nIraq Karl Wend\nKnud Hars"
    assert shown({"belligerents": "Iraq Esk", "commanders": people}, "commanders") == ["{Iraq}Otto Rein", "{Iraq}Karl Wend", "Knud Hars"]
    divided = "Iraq (country) Red Band\nIraq (country) Blue Band"
    assert shown({"belligerents": divided, "commanders": people}, "commanders") == people.split("\n")


def test_formations_that_begin_with_a_number() -> None:
    rows = {"belligerents": PARTIES, "units": "Iraq 5th Division Norway Sixth Army Norway Guard"}
    assert shown(rows, "units") == ["{Iraq}5th Division {Norway}Sixth Army Norway Guard"]
    assert shown({**rows, "belligerents": "Iraq Norway"}, "units") == [rows["units"]]


def test_people_belong_to_the_party_whose_flag_stands_before_them() -> None:
    rows = {
        "belligerents": "Iraq Iraq Norway Norway\nHolm Holm Holm-Tarn",
        "commanders": "Iraq Otto Rein Norway Knud Hars\nHolm Peder Loft\nHolm Karl Wend",
    }
    found = [finding for finding in extract(article(rows)).findings if finding.relation == "commander"]
    told = {finding.object.name: (finding.subject, dict(finding.qualifiers)) for finding in found if isinstance(finding.object, Mention)}
    assert {name: side for name, (side, _) in told.items()} == {
        "Otto Rein": Side(1),
        "Knud Hars": Side(2),
        "Peder Loft": Side(2),
        "Karl Wend": Side(2),
    }
