"""Templates as data: the table is checked on load, names are found in any spelling."""

from __future__ import annotations

from typing import Any

import pytest

from kg.language.language import english, pack_of
from kg.language.table import Table
from kg.read.templates import (
    KINDS,
    check_templates,
    find_rule,
    flag_of_file,
    load_templates,
    name_country,
    name_picture,
    short_country,
    title_country,
)
from kg.read.wikitext.templates import SHOW


def data() -> dict[str, Any]:
    return dict(english().wiki("templates").entries)


def test_each_kind_has_its_way_of_showing() -> None:
    assert set(SHOW) == set(KINDS)
    assert {rule.show for rule in load_templates(english()).rules.values()} <= set(KINDS)


def test_without_a_pack_no_template_is_known() -> None:
    templates = load_templates(pack_of("tlh"))
    assert (dict(templates.rules), templates.beginnings, templates.flag_files, templates.box_prefixes) == ({}, (), (), ())
    assert (find_rule("flag", pack_of("tlh")), flag_of_file("Flag of Fenland.svg", [], pack_of("tlh"))) == (None, None)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Flag", "party"), ("flag_icon", "flag"), ("KIA", "fate"), ("Template:ubl", "list"), ("Cite web", "full-note"), ("lang-de", "language"),
        ("Campaignbox Fens", "nothing"), ("GBR", "party"), ("*", "text"), ("Age in days", "nothing"), ("gbr", None), ("Fen soup", None),
    ],
)  # fmt: skip
def test_find_rule(name: str, kind: str | None) -> None:
    rule = find_rule(name, english())
    assert (rule.show if rule else None) == kind


BREAKS = [
    ({"template": [{"names": ["x"], "show": "dance"}]}, "'show' must be one of"),
    ({"template": [{"names": ["X"], "show": "text"}]}, "in lower case"),
    ({"template": [{"names": ["x"], "show": "text"}, {"names": ["x"], "show": "list"}]}, "two rules for 'x'"),
    ({"template": [{"names": ["x"], "show": "fate", "value": "lost"}]}, "'value' must be one of"),
    ({"template": [{"names": ["x"], "show": "text", "colour": "red"}]}, "'colour' is not known"),
    ({"template": [{"names": "x", "show": "text"}]}, "must be a list of words"),
    ({"flag_files": {"patterns": ["flag"]}}, "one group"),
    ({"dates": {"months": ["January"]}}, "twelve months"),
    ({"points": {"parameters": [["lat", "lon", "height"]]}}, "a latitude and a longitude"),
    ({"extra": {}}, "'extra' is not known"),
]


@pytest.mark.parametrize(("change", "message"), BREAKS)
def test_broken_tables_are_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        check_templates(Table("templates.toml", data() | change))


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
    assert (name_country(argument, english()), short_country(argument, english()), title_country(argument, english())) == (name, short, title)


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
    assert flag_of_file(file, options, english()) == party


@pytest.mark.parametrize(
    ("file", "width", "name"),
    [
        ("Arms_of  the Bergs.svg", 20, "Arms of the Bergs.svg"),
        ("Arms of the Bergs.svg", None, "Arms of the Bergs.svg"),
        ("Map of Esk.png", 61, None),
        ("no file", 20, None),
    ],
)
def test_names_of_small_pictures(file: str, width: int | None, name: str | None) -> None:
    assert name_picture(file, width) == name
