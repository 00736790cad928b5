"""Parts and wholes among the figures of a cell. All names are invented."""

from __future__ import annotations

import pytest
from figure_cells import estimates

from kg.extract.figures.vocabulary import load_count_words
from kg.extract.figures.wholes import ends_in_part_word
from kg.language.language import english


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("250 captured (160–197 executed)", [None, 250]),
        ("90,000 (17,000 in Esk", [None, 90000]),
        ("15,751 casualties (3,700 killed, 10,874 wounded)", [None, 15751, 15751]),
        ("2,000 casualties,\n(including 169 killed,\n752 missing)", [None, 2000, 2000]),
        ("9,128 captured\nincl. 1,600 from Esk", [None, 9128]),
        ("200 killed or captured including:\n44 killed\n45 missing", [None, 200, 200]),
        ("237 ships including eight destroyers", [None, 237]),
        ("200 men\n* 150 killed\n* 50 wounded", [None, 200, 200]),
        ("70 tanks (585 tanks later)", [None, None]),
        ("6 destroyers\n* 300 killed", [None, None]),
        ("825 killed\n1,067 captured\n(24 killed, 534 captured at Esk)", [None, None, 825, 1067]),
        ("Varn:\n300 killed\nNorland League:\n* 20 wounded", [None, None]),
        ("825 killed\n1,067 captured\n(24 killed at sea. 165 prisoners later died)", [None, None, 825, 1067]),
        ("825 killed\n1,067 captured\n(165 died in captivity)", [None, None, 1067]),
        ("1,067 captured\n825 killed (165 prisoners executed)", [None, None, 825]),
        ("825 killed\n(165 prisoners executed)", [None, None]),
        ("60 killed (including 5 scouts), 7 wounded", [None, 60, None]),
        ("60 killed including 5 scouts, 7 guides", [None, 60, 60]),
        ("3,000 prisoners, 400 of whom died", [None, 3000]),
        ("300\n– 40 killed\n- 20 wounded\n5 missing", [None, 300, 300, None]),
        ("- 40 killed\n- 20 wounded", [None, None]),
        ("1,500 shells\n* 84 guns", [None, None]),
        ("40 ships (20 guns, 3 cruisers)", [None, None, 40]),
        ("300 vehicles and guns (50 tanks)", [None, 300]),
        ("161 casualties\n1,868\n* 465 killed\n* 1,530 wounded\n* 34 missing", [None, None, None, None, None]),
        ("2,029\n* 465 killed\n* 1,530 wounded\n* 34 missing", [None, 2029, 2029, 2029]),
        ("100 casualties (80 killed, 30 wounded)", [None, 100, 100]),
    ],
)
def test_parts_lie_within_their_whole(written: str, expected: list[int | None]) -> None:
    found = estimates(written)
    assert [e.within.low if e.within else None for e in found] == expected


@pytest.mark.parametrize(("shown", "ends"), [("200 killed, including:", True), ("200 men of which", True), ("200 killed including 4", False)])
def test_the_words_that_open_parts(shown: str, ends: bool) -> None:
    assert ends_in_part_word(shown, load_count_words(english())) is ends
