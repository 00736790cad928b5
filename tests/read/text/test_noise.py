"""What a plain text shows: reference marks, flags and names of files are left out."""

from __future__ import annotations

import pytest
from text_pages import GLUED, read, row, shown

from kg.model.text import FATE, FLAG, NOTE


@pytest.mark.parametrize(
    ("value", "expected", "marks"),
    [
        ("Varn [3] and Esk[a]", "Varn and Esk", [(NOTE, "3"), (NOTE, "a")]),
        ("Varn[lower-alpha 2]", "Varn", [(NOTE, "lower-alpha 2")]),
        ("80 killed[citation needed]", "80 killed", []),
        ("80 killed [ better source needed ]", "80 killed", []),
        ("🇫🇷 France", "France", [(FLAG, "France")]),
        ("Varn 🇫🇷 France 🇪🇸 Spain", "Varn France Spain", [(FLAG, "France"), (FLAG, "Spain")]),
        ("🇽🇽 Varn", "Varn", []),
        ("Flag of Varn.svg Duchy of Varn", "Duchy of Varn", [(FLAG, "Varn")]),
        ("Emblem of the Holm Watch.PNG Holm Watch", "Holm Watch", [(FLAG, "Holm Watch")]),
        ("Holm Guard logo.svg Holm Guard", "Holm Guard", [(FLAG, "Holm Guard")]),
        ("Sleeve patch of the 3rd Holm Rifles.svg 3rd Holm Rifles", "3rd Holm Rifles", [(FLAG, "3rd Holm Rifles")]),
        ("Great emblem of the 20th Army.svg 20th Army", "20th Army", [(FLAG, "20th Army")]),
        ("Shoulder sleeve insignia of the Holm Guard.jpg Holm Guard", "Holm Guard", [(FLAG, "Holm Guard")]),
        ("Naval Ensign of Varn.svg Varn", "Varn", [(FLAG, "Varn")]),
        ("State flag of Varn (1690–1710).svg Varn", "Varn", [(FLAG, "Varn")]),
        ("Lesser coat of arms of Varn.png Varn", "Varn", [(FLAG, "Varn")]),
        ("Varn Great emblem of the 20th Army.svg 20th Army", "Varn 20th Army", [(FLAG, "20th Army")]),
        ("Flag of Varn Varn", "Varn", [(FLAG, "Varn")]),
        ("Naval ensign of the Duchy of Varn Duchy of Varn", "Duchy of Varn", [(FLAG, "Duchy of Varn")]),
        ("Banner of the Sun", "Banner of the Sun", []),
        ("Order of the Flag of Varn", "Order of the Flag of Varn", []),
        ("Flag of Varn Varnish Guard", "Flag of Varn Varnish Guard", []),
        ("Great Varn", "Great Varn", []),
        ("Old tower at dusk.jpg Holm Guard", "Holm Guard", []),
        ("25px Duchy of Varn", "Duchy of Varn", []),
        ("![](flag.png) Duchy of Varn", "Duchy of Varn", []),
        ("Otto Rein †", "Otto Rein", [(FATE, "killed")]),
        ('80 killed<ref name="x">', "80 killed", []),
        ("10 [12", "10 [12", []),
        ("a < b > c", "a < b > c", []),
    ],
)
def test_what_is_shown(value: str, expected: str, marks: list[tuple[str, str]]) -> None:
    article = read(GLUED.replace("Duchy of Varn\nFree", f"{value}\nFree"))
    text = row(article, "belligerents").cells[0].lines[0].text
    assert (text.shown, [(mark.kind, mark.value) for mark in text.marks]) == (expected, marks)
    assert all(article.source.text[mark.source.start : mark.source.end] in value for mark in text.marks)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("* 1st Foot", ("1st Foot", 1)),
        ("** 2nd Foot", ("2nd Foot", 2)),
        ("*3rd Foot", ("3rd Foot", 1)),
        ("  • 4th Foot", ("4th Foot", 1)),
        ("    • 5th Foot", ("5th Foot", 2)),
        ("•  · 6th Foot", ("6th Foot", 2)),
        ("- 7th Foot", ("7th Foot", 1)),
        ("-", ("-", 0)),
        ("8th Foot*", ("8th Foot*", 0)),
    ],
)
def test_bullets(value: str, expected: tuple[str, int]) -> None:
    article = read(GLUED.replace("Duchy of Varn\nFree", f"{value}\nFree"))
    line = row(article, "belligerents").cells[0].lines[0]
    assert (line.text.shown, line.depth) == expected


def test_file_names_in_mid_line() -> None:
    text = GLUED.replace(
        "Duchy of Varn\nFree City of Holm\n\nKingdom of Esk", "Varn Holm Watch colours.jpg Holm Watch\n\nHolm Watch colours.jpg Otto Rein"
    )
    assert shown(read(text))["belligerents"] == ["Varn Holm Watch", "Otto Rein"]
