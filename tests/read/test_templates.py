"""Templates as data: the table is checked on load, names are found in any spelling."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from kg.read.coordinates import read_coordinates
from kg.read.templates import KINDS, check_templates, find_rule, flag_of_file, load_templates, name_country, short_country, title_country
from kg.read.wikitext.templates import SHOW


def data() -> dict[str, Any]:
    return tomllib.loads(files("kg").joinpath("data/wiki/en/templates.toml").read_text(encoding="utf-8"))


def test_each_kind_has_its_way_of_showing() -> None:
    assert set(SHOW) == set(KINDS)
    assert {rule.show for rule in load_templates().rules.values()} <= set(KINDS)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Flag", "party"), ("flag_icon", "flag"), ("KIA", "fate"), ("Template:ubl", "list"), ("Cite web", "full-note"), ("lang-de", "language"),
        ("Campaignbox Fens", "nothing"), ("GBR", "party"), ("*", "text"), ("Age in days", "nothing"), ("gbr", None), ("Fen soup", None),
    ],
)  # fmt: skip
def test_find_rule(name: str, kind: str | None) -> None:
    rule = find_rule(name)
    assert (rule.show if rule else None) == kind


BREAKS = [
    ({"template": [{"names": ["x"], "show": "dance"}]}, "show must be one of"),
    ({"template": [{"names": ["X"], "show": "text"}]}, "in lower case"),
    ({"template": [{"names": ["x"], "show": "text"}, {"names": ["x"], "show": "list"}]}, "two rules for 'x'"),
    ({"template": [{"names": ["x"], "show": "fate", "value": "lost"}]}, "value must be one of"),
    ({"template": [{"names": ["x"], "show": "text", "colour": "red"}]}, "may have"),
    ({"template": [{"names": "x", "show": "text"}]}, "must be a list of words"),
    ({"flag_files": {"patterns": ["flag"]}}, "one group"),
    ({"citation": {"colour": ["red"]}}, "no reference has"),
    ({"points": {"parameters": [["lat", "lon", "height"]]}}, "a latitude and a longitude"),
    ({"extra": {}}, "must have the tables"),
]


@pytest.mark.parametrize(("change", "message"), BREAKS)
def test_broken_tables_are_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        check_templates(data() | change)


@pytest.mark.parametrize(
    ("argument", "name", "short", "title"),
    [
        ("UK", "United Kingdom", "United Kingdom", "United Kingdom"),
        ("Fenland (1701–1720)", "Fenland (1701–1720)", "Fenland", "Fenland (1701–1720)"),
        ("GEO", "Georgia", "Georgia", "Georgia (country)"),
        ("fenland", "fenland", "fenland", "Fenland"),
    ],
)
def test_countries(argument: str, name: str, short: str, title: str) -> None:
    assert (name_country(argument), short_country(argument), title_country(argument)) == (name, short, title)


@pytest.mark.parametrize(
    ("file", "options", "party"),
    [
        ("Flag of Fenland.svg", ["23px"], "Fenland"),
        ("Flag_of_the_Fen_Republic_(1701-1720).svg", [], "Fen Republic"),
        ("Naval Ensign of Fenland.svg", [], "Fenland"),
        ("Fenland Naval Jack 48 stars.svg", [], "Fenland"),
        ("Flag of Fenland.svg", ["link=Fen Republic"], "Fen Republic"),
        ("A bridge.jpg", ["link=Fenland"], None),
        ("Raising the flag.jpg", [], None),
    ],
)
def test_flag_files(file: str, options: list[str], party: str | None) -> None:
    assert flag_of_file(file, options) == party


@pytest.mark.parametrize(
    ("arguments", "point"),
    [
        (["46", "10", "30", "N", "31", "W", "type:event"], (46.175, -31.0)),
        (["46.5", "-31.25", "display=title"], (46.5, -31.25)),
        (["46", "N", "31", "E"], (46.0, 31.0)),
        (["-46", "30", "S", "31", "E"], None),
        (["46", "61", "N", "31", "E"], None),
        (["91", "N", "31", "E"], None),
        (["46", "N"], None),
        (["here"], None),
        ([], None),
    ],
)
def test_coordinates(arguments: list[str], point: tuple[float, float] | None) -> None:
    found = read_coordinates(arguments)
    assert (found and (found[1].latitude, found[1].longitude)) == point
