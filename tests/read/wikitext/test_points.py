"""Coordinates beside the title of a page."""

from __future__ import annotations

import pytest
from wiki_pages import columns, read

BOX = "{{Infobox military conflict|date=1701}}"
POINT = [("coordinates", [(0, "34.5°N 36°E")])]
PAGES = [
    ("{{coord|34.5|N|36|E|display=title}}" + BOX, POINT),
    (BOX + "\nLead.\n== Place ==\n{{Coord|34.5|N|36|E|display=inline,title}}", POINT),
    (BOX + "{{coord|34.5|N|36|E|display=it}}", POINT),
    (BOX + "{{coor title dms|34.5|N|36|E}}", POINT),
    (BOX + "{{coord|34.5|N|36|E|display=inline}}", []),
    (BOX + "{{coord|34.5|N|36|E}}", []),
    (BOX + "<!-- {{coord|34.5|N|36|E|display=title}} -->", []),
    (BOX + "{{coord|display=title}}{{coord|34.5|N", []),
    ("{{Infobox military conflict|coordinates={{coord|1|2}}}}{{coord|34.5|N|36|E|display=title}}", [("coordinates", [(0, "1°, 2°")])]),
    ("{{Infobox military person|name=Ada}}{{coord|34.5|N|36|E|display=title}}", []),
]


@pytest.mark.parametrize(("text", "rows"), PAGES)
def test_title_coordinates(text: str, rows: list[object]) -> None:
    assert [(field, cells) for field, _, cells in columns(read(text)) if field == "coordinates"] == rows


def test_many_templates_with_coordinates_are_passed_over() -> None:
    assert [row.field for row in read(BOX + "{{coord|1|2}}" * 5000).boxes[0].rows] == ["date"]
