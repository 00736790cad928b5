"""Infoboxes of wikitext: which are found, their parameters as rows, and what is left of one that is never closed."""

from __future__ import annotations

import pytest
from wiki_pages import assert_exact, columns, read

PARAMETERS = [
    ("combatant1=a|casualties3=b", [("belligerents", [(1, "a")]), ("casualties", [(0, "b")])]),
    ("combatant3=a|casualties3=b", [("belligerents", [(3, "a")]), ("casualties", [(3, "b")])]),
    ("commander2a=b|commander1=a|commander2=c", [("commanders", [(1, "a"), (2, "b"), (2, "c")])]),
    ("part_of=a", [("part_of", [(0, "a")])]),
    ("result=a|result=b", [("outcome", [(0, "b")])]),
    ("result=|place=<!-- none -->", []),
    ("lat_deg=10|lat_min=30|lat_dir=S|lon_deg=5|lon_dir=E", [("coordinates", [(0, "10°30′S 5°E")])]),
    ("latitude=10.5|longitude=-5", [("coordinates", [(0, "10.5°, -5°")])]),
]


@pytest.mark.parametrize(("parameters", "rows"), PARAMETERS)
def test_parameters(parameters: str, rows: list[object]) -> None:
    assert [(field, cells) for field, _, cells in columns(read(f"{{{{Infobox military conflict|{parameters}}}}}"))] == rows


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Infobox military conflict", "military conflict"), ("infobox_War", "war"), ("Infobox civilian attack", "civilian attack"),
        ("#invoke:Infobox military conflict|main", "military conflict"),
        ("Warbox", "military conflict"), ("Operational plan", "operational plan"), ("Infobox military unit", "military unit"),
    ],
)  # fmt: skip
def test_kinds(name: str, kind: str) -> None:
    assert [box.kind for box in read(f"{{{{{name}\n|name=X}}}}").boxes] == [kind]


def test_the_names_of_module_and_function_are_no_parameters() -> None:
    article = read("{{#invoke:Infobox military conflict|main\n| date = 1701\n| combatant1 = [[A]]\n}}")
    assert columns(article) == [("date", "date", [(0, "1701")]), ("belligerents", "combatant", [(1, "A")])]


def test_boxes_out_of_the_domain_and_in_comments_are_left_out() -> None:
    article = read("{{Infobox settlement|name=X}}<!-- {{Infobox battle|date=1701}} -->\n==H==\n{{Infobox battle|date=1702}}")
    assert columns(article) == [("date", "date", [(0, "1702")])]


BROKEN = [
    ("{{Infobox battle\n|date=1701\n|place={{flag|A\n|result=[[B\n}}\n\nLead.", [("date", "1701"), ("place", "A"), ("outcome", "B")]),
    (
        "{{Infobox battle\n|date={{flag|A} and {{nowrap|b\n|place={{Fen soup|b\n|result={{KIA}\n}}",
        [("date", "A and b"), ("place", "Fen soup|b"), ("outcome", "†")],
    ),
    ("{{Infobox battle\n|date=1701\n|result=B", [("date", "1701"), ("outcome", "B")]),
    ("{{Infobox battle\n|date=1701<ref>x\n|result=B\n}}", [("date", "1701"), ("outcome", "B")]),
    ("{{Infobox battle\n|date=1701<!-- x\n|result=B\n}}", [("date", "1701")]),
    ("{{Infobox battle\n|date=1701\n|result=a}} b}}", [("date", "1701"), ("outcome", "a")]),
]


@pytest.mark.parametrize(("text", "rows"), BROKEN)
def test_unclosed_markup_spoils_nothing_else(text: str, rows: list[tuple[str, str]]) -> None:
    article = read(text)
    assert [(field, cells[0][1]) for field, _, cells in columns(article)] == rows
    assert_exact(article)


def test_unclosed_infobox_is_told_and_the_lead_is_read() -> None:
    article = read(BROKEN[0][0])
    assert {issue.code for issue in article.issues} == {"unclosed-markup"}
    assert [text.shown for text in article.lead] == ["Lead."]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{{Infobox pirate crew|name=A}}\nThe crew.", ["Infobox pirate crew"]),
        ("{{Infobox battle|date=1701}}\n{{Infobox pirate crew|name=A}}", []),
        ("{{flag|A}}\nThe war.", []),
        ("The war.\n==A==\n{{Infobox pirate crew|name=A}}", []),
    ],
)
def test_an_infobox_that_is_not_known_is_told(text: str, names: list[str]) -> None:
    issues = [issue for issue in read(text).issues if issue.code == "unknown-infobox"]
    assert [read(text).source.text[slice(*issue.span)].removeprefix("{{").partition("|")[0] for issue in issues if issue.span] == names


def test_many_rows() -> None:
    count = 20_000
    article = read("{{Infobox battle\n" + "".join(f"|p{n}=v{n}\n" for n in range(count)) + "}}")
    assert [row.label for row in article.boxes[0].rows] == [f"p{n}" for n in range(count)]
