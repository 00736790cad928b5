"""Names that a rendering has set side by side. All names are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cells import article_of, text_of

from kg.extract.names.joined import part_joined, part_lost_headings, part_numbered, part_support, part_twice, told_names
from kg.language.language import Language, english
from kg.model.article import Line


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Northern River Army Red Front", ["Northern River Army", "Red Front"]),
        ("Hill Army al-Red Front", ["Hill Army", "al-Red Front"]),
        ("Hill Army Grey Hall", ["Hill Army Grey Hall"]),
        ("Loft Hill Legion", ["Loft", "Hill Legion"]),
        ("Varnish Army Air Force", ["Varnish Army Air Force"]),
        ("Blue Front Green Army Grey Legion Brown Band", ["Blue Front", "Green Army", "Grey Legion", "Brown Band"]),
        ("Karl Wend", ["Karl Wend"]),
        ("[[Northern River Army]] Red Front", ["Northern River Army Red Front"]),
    ],
)
def test_names_set_side_by_side(words: str, expected: list[str]) -> None:
    article = article_of({"belligerents": [words], "units": ["Red Front\nLoft\nHill Legion"]})
    assert [part.shown for part in part_joined(text_of(words), told_names(article), english())] == expected


def test_a_name_that_the_article_tells_as_a_whole_elsewhere_stays_whole() -> None:
    words = "Northern River Army Red Front"
    article = article_of({"belligerents": [words], "units": ["Red Front"], "commanders": [f"Karl Wend ({words})"]})
    assert [part.shown for part in part_joined(text_of(words), told_names(article), english())] == [words]


def test_what_an_article_tells_is_folded_between_bars() -> None:
    article = replace(article_of({"belligerents": ["[[Duchy of Varn|Varn]] (until 1702)\nThe Esk"]}), lead=(text_of("It was; [[Loft]] won."),))
    assert told_names(article) == "| it was | loft won | varn | until 1702 |  | esk |"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Northern Army Supported by: Esk", ["Northern Army", "Supported by: Esk"]),
        ("Northern Army backed by Esk", ["Northern Army", "backed by Esk"]),
        ("Supported by: Esk", ["Supported by: Esk"]),
        ("Air support: Esk", ["Air support: Esk"]),
        ("Army (supported by Esk)", ["Army (supported by Esk)"]),
        ("Support Command", ["Support Command"]),
        ("Training Support Group Esk", ["Training Support Group Esk"]),
    ],
)
def test_supporters_on_the_line_of_a_party(line: str, expected: list[str]) -> None:
    assert [part.text.shown for part in part_support(Line(text_of(line), 1, 2), english())] == expected
    assert [(part.depth, part.gap) for part in part_support(Line(text_of(line), 1, 2), english())] == [(1, 2), (1, 0)][: len(expected)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Northern Army Arms suppliers Diplomatic support", ["Northern Army", "Arms suppliers Diplomatic support"]),
        ("Northern Army Military support", ["Northern Army", "Military support"]),
        ("Resolute Support", ["Resolute Support"]),
        ("Northern Army", ["Northern Army"]),
        ("Arms suppliers", ["Arms suppliers"]),
    ],
)
def test_headings_at_the_end_of_a_line_whose_lists_were_lost(line: str, expected: list[str]) -> None:
    assert [part.text.shown for part in part_lost_headings(Line(text_of(line)), english())] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("{flag:Esk}Esk Lofter militants", ["Esk", "Lofter militants"]),
        ("{flag:Esk}Esk Foreign fighters", ["Esk", "Foreign fighters"]),
        ("{flag:Esk}Esk Armed Forces", ["Esk Armed Forces"]),
        ("{flag:Esk}Esk Army", ["Esk Army"]),
        ("{flag:Esk}Lofter militants", ["Lofter militants"]),
        ("{flag:Esk}[[Esk Lofter militants]]", ["Esk Lofter militants"]),
        ("{flag:Esk}Esk", ["Esk"]),
    ],
)
def test_a_name_behind_its_own_flag_is_whole(words: str, expected: list[str]) -> None:
    assert [part.shown for part in part_joined(text_of(words), "", english())] == expected


@pytest.mark.parametrize(
    ("words", "told", "expected"),
    [
        ("Esk Guard Esk Guard", "", "Esk Guard"),
        ("Esk Esk", "| esk esk | the men of esk |", "Esk"),
        ("Wagga Wagga", "| wagga wagga |", "Wagga Wagga"),
        ("Esk Guard", "", "Esk Guard"),
        ("Esk", "", "Esk"),
    ],
)
def test_a_name_that_stands_twice(words: str, told: str, expected: str) -> None:
    assert part_twice(text_of(words), told, english()).shown == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("114th Hill Brigade 119th Hill Brigade", ["114th Hill Brigade", "119th Hill Brigade"]),
        ("1st Battalion, 5th Regiment", ["1st Battalion, 5th Regiment"]),
        ("8th Brigade of the 5th Corps", ["8th Brigade of the 5th Corps"]),
        ("[[114th Brigade]] 119th Brigade", ["114th Brigade 119th Brigade"]),
        ("", [""]),
    ],
)
def test_numbered_formations_set_side_by_side(words: str, expected: list[str]) -> None:
    assert [part.shown for part in part_numbered(text_of(words), english())] == expected


def test_kinds_of_groups_and_ordinals_come_from_the_pack(lomnish: Language, wordless: Language) -> None:
    joined, numbered = text_of("Rudi Brigo Zeleni Fluto Modri Brigo Stari Holm"), text_of("4an Rudi Brigo 9an Brigo")
    assert [[part.shown for part in part_joined(joined, "|", language)] for language in (lomnish, wordless)] == [
        ["Rudi Brigo", "Zeleni Fluto", "Modri Brigo", "Stari Holm"],
        [joined.shown],
    ]
    assert [[part.shown for part in part_numbered(numbered, language)] for language in (lomnish, wordless)] == [
        ["4an Rudi Brigo", "9an Brigo"],
        [numbered.shown],
    ]
