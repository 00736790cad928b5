"""Pieces of a text between separators, links kept whole. All names are invented."""

from __future__ import annotations

import re

import pytest
from cells import text_of

from kg.extract.phrases.segments import is_within_link, link_pieces, note_keys, one_line, split_outside_links, strip_leading, whole_link


@pytest.mark.parametrize(
    ("written", "pieces"),
    [
        ("Esk, Varn", ["Esk", "Varn"]),
        ("[[Esk, Norland]], Varn", ["Esk, Norland", "Varn"]),
        ("[[Esk]],[[Varn]]", ["Esk", "Varn"]),
        ("Esk,, Varn,", ["Esk", "Varn"]),
        ("Esk", ["Esk"]),
        ("[[Esk, Varn]]", ["Esk, Varn"]),
        (" , ", []),
        ("", []),
    ],
)
def test_separators_outside_links_split(written: str, pieces: list[str]) -> None:
    assert [piece.shown for piece in split_outside_links(text_of(written), re.compile(r","))] == pieces


def test_pieces_keep_their_place_and_marks() -> None:
    first, second = split_outside_links(text_of("[[Esk]], Varn{note:a}"), re.compile(r","))
    assert (first.span(), second.span(), second.cut(4).span()) == ((2, 5), (9, 13), (13, 21))
    assert (note_keys(first), note_keys(second)) == ((), ("a",))


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("near the Esk", "Esk"),
        ("near Esk near", "Esk near"),
        ("the [[the Esk]]", "the Esk"),
        ("[[near Esk]]", "near Esk"),
        ("near", ""),
        ("Esk", "Esk"),
    ],
)
def test_leading_words_are_taken_off_again_and_again(written: str, left: str) -> None:
    assert strip_leading(text_of(written), re.compile(r"(?:near|the)(?: |$)")).shown == left


def test_a_pattern_that_matches_nothing_at_all_takes_nothing_off() -> None:
    assert strip_leading(text_of("Esk"), re.compile(r"x*")).shown == "Esk"


def test_words_on_one_line() -> None:
    assert one_line(text_of(" Battle \n of\u00a0 [[Esk]] ")) == "Battle of Esk"


def test_footnotes_each_once() -> None:
    assert note_keys(text_of("Esk{note:b}, Varn{note:a}{note:b}{flag:Esk}")) == ("b", "a")


@pytest.mark.parametrize(
    ("written", "slack", "title"),
    [
        ("[[Duchy of Varn|Varn]]", 0, "Duchy of Varn"),
        ("[[Varn]]s", 0, None),
        ("[[Varn]]s", 1, "Varn"),
        ("the [[Varn]]", 1, None),
        ("Varn", 0, None),
    ],
)
def test_a_link_that_is_the_whole_text(written: str, slack: int, title: str | None) -> None:
    link = whole_link(text_of(written), slack)
    assert (link.value if link else None) == title


def test_places_within_a_link() -> None:
    text = text_of("a [[Varn]] b")
    assert [at for at in range(len(text.shown) + 1) if is_within_link(text, at)] == [3, 4, 5]


def test_the_linked_parts_of_a_text() -> None:
    text = text_of("{flag:Esk}the [[Rein Campaign|campaign]] of [[Varn]]")
    assert [(piece.shown, piece.span(), title) for piece, title in link_pieces(text)] == [
        ("campaign", (30, 38), "Rein Campaign"),
        ("Varn", (46, 50), "Varn"),
    ]
