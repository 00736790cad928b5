"""Infoboxes of saved pages: their rows, their kind, and the column of each cell."""

from __future__ import annotations

from typing import Any

import pytest
from html_pages import box, columns, lines_of

from kg.read.html.article import read_html


@pytest.mark.parametrize(
    ("rows", "kind", "expected"),
    [
        (
            ['<th colspan="3">Belligerents</th>', "<td>A</td><td></td><td>C</td>", '<td colspan="3">D</td>'],
            "military conflict",
            [("belligerents", "Belligerents", [(1, "A"), (3, "C"), (0, "D")])],
        ),
        (
            ['<th colspan="2">Commanders and leaders</th>', "<td>A</td><td>B</td>", "<td>C</td><td>D</td>",
             '<th colspan="2">Strength</th>', '<td colspan="2">9</td>'],
            "military conflict",
            [("commanders", "Commanders and leaders", [(1, "A"), (2, "B"), (1, "C"), (2, "D")]), ("strength", "Strength", [(0, "9")])],
        ),
        (["<th>Belligerents</th><td>A</td><td>B</td>"], "military conflict", [("belligerents", "Belligerents", [(1, "A"), (2, "B")])]),
        (["<th>Territorial<br />changes</th><td>A</td>"], "military conflict", [("territory", "Territorial changes", [(0, "A")])]),
        (["<th>Target</th><td>A</td>", "<th>Perpetrators</th><td>B</td>"], "civilian attack", [
            ("civilian_attack.target", "Target", [(0, "A")]), ("civilian_attack.perpetrators", "Perpetrators", [(0, "B")])]),
        (
            ["<th>Feud</th>", '<th colspan="2">Clans</th>', "<td>A</td><td>B</td>", '<th colspan="2">Strength</th>', "<td>7</td><td>9</td>"],
            "military conflict",
            [("title", "", [(0, "Feud")]), ("belligerents", "Clans", [(1, "A"), (2, "B")]), ("strength", "Strength", [(1, "7"), (2, "9")])],
        ),
        (
            ['<th colspan="2">Battle of Esk</th>', '<td colspan="2"><span lang="da">Slaget ved Esk</span></td>', "<td>Part of A</td>"],
            "",
            [("title", "", [(0, "Battle of Esk")]), ("title", "", [(0, "Slaget ved Esk")]), ("part_of", "Part of", [(0, "A")])],
        ),
        (["<th>Population</th><td>7</td>"], "", [("", "Population", [(0, "7")])]),
        (
            ['<th colspan="2">Parties to the civil conflict</th>', '<td colspan="2"><table><tr><td>A</td><td>B</td></tr></table></td>'],
            "civil conflict",
            [("belligerents", "Parties to the civil conflict", [(1, "A"), (2, "B")])],
        ),
        (["<td>Part of A</td>", "<th>Date</th><td>1701</td>", '<td class="infobox-image">m</td>'], "", [
            ("part_of", "Part of", [(0, "A")]), ("date", "Date", [(0, "1701")]), ("ignored", "", [(0, "m")])]),
        (["<td>stray</td>", "<th>Date</th><td>1701</td>", "<td>below</td>"], "", [
            ("title", "", [(0, "stray")]), ("date", "Date", [(0, "1701")]), ("", "", [(0, "below")])]),
        (["<th>Battles and wars</th><td>A</td>", '<th colspan="2">Clans</th>', "<td>A</td><td>B</td>"], "war faction", [
            ("war_faction.battles", "Battles and wars", [(0, "A")]), ("", "Clans", [(1, "A"), (2, "B")])]),
    ],
)  # fmt: skip
def test_boxes(rows: list[str], kind: str, expected: list[Any]) -> None:
    article = read_html(box(*rows))
    assert columns(article) == expected
    assert article.boxes[0].kind == kind


def test_two_infoboxes_are_both_read_and_one_inside_another_belongs_to_it() -> None:
    inner = '<td><table class="infobox"><tr><th>Place</th><td>B</td></tr></table></td>'
    data = box("<th>Date</th><td>1701</td>", inner).replace(b"</body>", b'<table class="infobox"><tr><th>Date</th><td>1702</td></tr></table></body>')
    assert [[row.label for row in found.rows] for found in read_html(data).boxes] == [["Date", "Place"], ["Date"]]


def test_a_box_of_many_rows_and_a_deep_page_are_read() -> None:
    rows = 20_000
    article = read_html(box(*["<th>Target</th><td>A</td>"] * rows))
    assert len(article.boxes[0].rows) == rows
    assert lines_of("<div>" * 5_000 + "deep")[0].text.shown == "deep"
