"""Flags in words before a name, and people set side by side. All names are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cells import article_of, context_of, text_of

from kg.extract.known import Groups
from kg.extract.names.beside import Setting, find_setting, is_flag_in_words, is_remnant, pair_flags, part_joined_people, part_people, split_flag
from kg.extract.names.items import split_items
from kg.language.language import Language, english
from kg.model.article import Cell
from kg.model.finding import Mention
from kg.model.text import Span

TOLD = "| it was won by otto rein and lost by knud hars | jan de wit |"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Otto Rein Karl Loft", ["Otto Rein", "Karl Loft"]),
        ("Wulf Hind Karl Loft", ["Wulf Hind", "Karl Loft"]),
        ("Fenn Loft Knud Hars Otto Rein", ["Fenn Loft", "Knud Hars", "Otto Rein"]),
        ("Fenn van der Loft Jan de Wit", ["Fenn van der Loft", "Jan de Wit"]),
        ("Fenn Loft Prince Wulf Hask", ["Fenn Loft", "Prince Wulf Hask"]),
        ("Fenn Loft Graf Hask", ["Fenn Loft Graf Hask"]),
        ("Fenn Khan Wulf Loft Khan", ["Fenn Khan Wulf Loft Khan"]),
        ("Fenn Wulf Khan Hask Loft Khan", ["Fenn Wulf Khan", "Hask Loft Khan"]),
        ("Otto II Karl I", ["Otto II", "Karl I"]),
        ("Otto II of Esk King Karl I of Varn", ["Otto II of Esk", "King Karl I of Varn"]),
        ("Otto II of Esk", ["Otto II of Esk"]),
        ("Fenn Wulf", ["Fenn Wulf"]),
        ("Fenn Wulf Hask", ["Fenn Wulf Hask"]),
        ("F. W. Hask Loft", ["F. W. Hask Loft"]),
        ("Ludwig van der Berg", ["Ludwig van der Berg"]),
        ("Abu Hask Muhammad al-Wulfi", ["Abu Hask Muhammad al-Wulfi"]),
        ("Hask ibn Wulf al-Loft al-Varn", ["Hask ibn Wulf al-Loft al-Varn"]),
        ("Fenn Hask, Duke of Upper Loft", ["Fenn Hask, Duke of Upper Loft"]),
        ("Fenn Hask of Upper Loft", ["Fenn Hask of Upper Loft"]),
        ("[[Fenn Wulf Hask Loft]]", ["Fenn Wulf Hask Loft"]),
        ("Wulf Zan Hask Loft", []),
        ("Fenn Wulf Hask Loft Zan Orm", []),
    ],
)
def test_people_of_a_line_in_which_cells_were_joined(words: str, expected: list[str]) -> None:
    assert [part.shown for part in part_people(text_of(words), TOLD, True, english())] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Wulf Zan Hask Loft", ["Wulf Zan Hask Loft"]),
        ("Wulf Hind Karl Loft", ["Wulf Hind Karl Loft"]),
        ("Wulf Hind Otto Rein", ["Wulf Hind", "Otto Rein"]),
        ("Fenn Wulf Hask Loft Zan Orm", []),
    ],
)
def test_people_of_a_line_among_others_of_its_cell(words: str, expected: list[str]) -> None:
    assert [part.shown for part in part_people(text_of(words), TOLD, False, english())] == expected


def test_a_long_name_that_the_article_tells_elsewhere_is_one() -> None:
    words = text_of("Wulf Zan Hask Loft")
    assert part_people(words, "| wulf zan hask loft | the fall of wulf zan hask loft |", True, english()) == (words,)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Gen. Otto Rein Karl Loft", ["Gen. Otto Rein", "Karl Loft"]),
        ("Prime Minister Otto Rein Karl Loft", ["Prime Minister Otto Rein", "Karl Loft"]),
        ("Gen. Otto Rein", ["Gen. Otto Rein"]),
        ("Gen. Wulf Zan Hask Loft", []),
    ],
)
def test_rank_and_office_stay_with_the_first(words: str, expected: list[str]) -> None:
    assert [part.shown for part in part_joined_people(text_of(words), Setting(TOLD, True), english())] == expected


def test_where_a_form_keeps_the_cells_nothing_is_parted() -> None:
    words = text_of("Otto Rein Karl Loft")
    assert part_joined_people(words, None, english()) == (words,)


GROUPS = Groups([Mention("Varn", "group", Span(0, 4)), Mention("Loft opposition", "group", Span(0, 4)), Mention("Red Brigade", "unit", Span(0, 4))])


@pytest.mark.parametrize(
    ("words", "party", "rest"),
    [
        ("Varn Col. Otto Rein", "Varn", "Col. Otto Rein"),
        ("Varn Otto Rein", "Varn", "Otto Rein"),
        ("Loft opposition Abu Hask", "Loft opposition", "Abu Hask"),
        ("Turkey Lt. Gen. Otto Rein", "Turkey", "Lt. Gen. Otto Rein"),
        ("Mali Otto Rein", "Mali", "Otto Rein"),
        ("Jordan Otto Rein", None, "Jordan Otto Rein"),
        ("Varn Rein", None, "Varn Rein"),
        ("Varn", None, "Varn"),
        ("Red Brigade Otto Rein", None, "Red Brigade Otto Rein"),
        ("[[Varn]] Otto Rein", None, "Varn Otto Rein"),
        ("Otto Rein", None, "Otto Rein"),
    ],
)
def test_flags_in_words(words: str, party: str | None, rest: str) -> None:
    found, name = split_flag(text_of(words), GROUPS, Setting("", False, frozenset({"mali"})), english())
    assert (found and found.name, name.shown) == (party, rest)


def test_flags_in_words_are_sought_only_where_a_rendering_may_show_them() -> None:
    words = text_of("Varn Otto Rein")
    assert split_flag(words, GROUPS, None, english()) == (None, words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Esk (country) Otto Rein", [("Otto Rein", "Esk")]),
        ("Varn (country) Otto Rein (POW)", [("Otto Rein", "Varn")]),
        ("Esk (country)", [("Esk", None)]),
        ("Otto Rein (until May) Knud Hars", [("Otto Rein", None), ("Knud Hars", None)]),
    ],
)
def test_flags_in_words_with_the_bracket_of_their_page(words: str, expected: list[tuple[str, str | None]]) -> None:
    context = context_of(article_of({"commanders": [words]}))
    items = split_items(text_of(words), context)
    found = [(item.shown, party and party.name) for item, party in pair_flags(items, GROUPS, Setting("", False), english())]
    assert found == expected
    assert [party for _, party in pair_flags(items, GROUPS, None, english())] == [None] * len(items)
    assert is_flag_in_words(items[0], english()) == words.partition(")")[0].endswith("(country")


@pytest.mark.parametrize(
    ("shown", "expected"), [("Georgia", True), ("Varn FM.", True), ("Turkey Lt", True), ("Otto Rein", False), ("Lt", False), ("Otto General", False)]
)
def test_what_is_left_where_a_name_was_cut_off(shown: str, expected: bool) -> None:
    assert is_remnant(shown, english()) == expected


def test_the_setting_of_a_cell() -> None:
    article = article_of({"commanders": ["Mali Otto Rein\nMali Karl Wend\nKnud Hars"]})
    row = article.boxes[0].rows[0]
    cell = row.cells[0]
    again = frozenset({"mali"})
    told = "| mali otto rein | mali karl wend | knud hars |"
    settings = [
        find_setting(replace(cell, column=column, basis=basis), row, context_of(article))
        for column, basis in ((1, None), (1, "column-borders"), (1, "cells-in-one-line"), (None, None))
    ]
    assert settings == [None, Setting(told, False, again), Setting(told, False, again), Setting(told, True, again)]
    assert isinstance(cell, Cell)
    alone = article_of({"commanders": ["Otto Rein Karl Wend"]})
    line = replace(alone.boxes[0].rows[0].cells[0], basis="column-borders")
    assert find_setting(line, alone.boxes[0].rows[0], context_of(alone)) == Setting("| otto rein karl wend |", True)


def test_the_words_come_from_the_pack(wordless: Language) -> None:
    assert not is_remnant("Georgia", wordless)
    assert [part.shown for part in part_people(text_of("Wulf Hind Karl Loft"), "", False, wordless)] == ["Wulf Hind Karl Loft"]
