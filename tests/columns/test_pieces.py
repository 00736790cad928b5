"""A row is taken apart where borders may stand, and nowhere else."""

from __future__ import annotations

import pytest
from lost_columns import WEIGHTS, lines_of, pieces_of, scoring_of

from kg.columns.pieces import split_names


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("belligerents", "Duchy of Varn Kingdom of Esk", ["Duchy of Varn", "Kingdom of Esk"]),
        ("belligerents", "Libya Libyan Guard Loft", ["Libya Libyan", "Guard", "Loft"]),
        ("belligerents", "Varn Eskish-backed Holm", ["Varn", "Eskish-backed Holm"]),
        ("casualties", "9 April: 70", ["9 April: 70"]),
        ("belligerents", "Holy Roman Empire", ["Holy Roman Empire"]),
        ("belligerents", "Varn (Red Band) Esk", ["Varn (Red Band)", "Esk"]),
        ("belligerents", "Varn, Holm and Esk", ["Varn, Holm and Esk"]),
        ("commanders", "Otto Rein 2nd Earl", ["Otto", "Rein 2nd Earl"]),
        ("units", "1st Varn Foot", ["1st Varn", "Foot"]),
        ("strength", "1,200 men 900 men", ["1,200 men", "900 men"]),
        ("strength", "1,200 Varn men 900", ["1,200 Varn men", "900"]),
        ("strength", "at least 900", ["at least 900"]),
        ("strength", "1,200 Unknown", ["1,200", "Unknown"]),
        ("casualties", "80 Esk: 70", ["80", "Esk: 70"]),
    ],
)
def test_lines_are_cut(field: str, value: str, expected: list[str]) -> None:
    assert [piece.shown for piece in pieces_of(value, field)] == expected


def test_every_line_is_cut() -> None:
    value = "Varn\n{flag:Holm}Holm {flag:Esk}Esk\n\n{flag:Loft}Loft {flag:Aker}Aker"
    assert [piece.shown for piece in pieces_of(value, "belligerents")] == ["Varn", "Holm", "Esk", "Loft", "Aker"]


@pytest.mark.parametrize(
    ("value", "changes"),
    [
        ("{flag:Varn}A Rein\n{flag:Varn}B Loft\n{flag:Esk}C Hars\n{flag:Esk}D Aker", [2]),
        ("{flag:Varn}A Rein\n(of Holm)\n{flag:Esk}C Hars", [2]),
        ("{flag:Varn}A Rein\n{flag:Esk}C Hars\n{flag:Varn}B Loft", []),
        ("{flag:Varn}A Rein\nC Hars", [1]),
        ("Denmark A Rein\nDenmark B Loft\nSweden C Hars", [2]),
    ],
)
def test_a_change_of_flags_is_a_border_where_no_flag_stands_on_both_sides(value: str, changes: list[int]) -> None:
    pieces = pieces_of(value, "commanders")
    assert [piece.line for piece in pieces if piece.leads and piece.border == WEIGHTS.borders.other_flags] == changes


def test_pieces_tell_where_they_stand() -> None:
    pieces = pieces_of("* Guard\n\n* 40 men *60 men", "strength")
    assert [(piece.line, piece.start, piece.end, piece.gap, piece.depth, piece.leads) for piece in pieces] == [
        (0, 0, 5, 0, 1, True),
        (1, 0, 7, 1, 1, True),
        (1, 7, 14, 1, 1, False),
    ]


@pytest.mark.parametrize(
    ("field", "shown", "key"),
    [
        ("casualties", "80 killed", "killed"),
        ("casualties", "80 dead and 20 wounded", "killed"),
        ("casualties", "80 men killed", "killed"),
        ("strength", "80 men", "men"),
        ("strength", "80 (20 killed)", ""),
        ("casualties", "Per Varn: 80 killed", "per varn"),
        ("casualties", "Many horses lost", "many horses lost"),
        ("casualties", "Unknown", ""),
        ("casualties", "A few", ""),
        ("belligerents", "Bands of reed", "bands of reed"),
        ("belligerents", "Bands of Reed", ""),
        ("belligerents", "bands of al-Reed", ""),
        ("units", "Foot guards", ""),
    ],
)
def test_what_a_cell_seldom_says_twice(field: str, shown: str, key: str) -> None:
    [piece] = pieces_of(shown, field)
    assert piece.key == key


def test_a_cell_often_begins_as_the_first_one_did() -> None:
    value = "Per Varn: lost\nHolm\nPer Varn: won"
    first, _, again = pieces_of(value, "casualties")
    assert first.key == again.key
    assert again.border == WEIGHTS.borders.first_key_again


@pytest.mark.parametrize(("field", "expected"), [("strength", WEIGHTS.borders.whole_line_at_end), ("belligerents", 0.0)])
def test_a_last_line_that_is_a_whole_cell(field: str, expected: float) -> None:
    *_, last = pieces_of("Varn\nUnknown", field)
    assert (last.whole, last.border) == (True, expected)


def test_of_very_many_borders_the_likeliest_are_kept() -> None:
    pieces = pieces_of("9 " * 400 + "Unknown", "strength")
    assert len(pieces) == 160
    assert pieces[-1].shown == "Unknown"
    assert "".join(piece.shown for piece in pieces).replace(" ", "") == "9" * 400 + "Unknown"


def test_very_long_lines_are_left_whole() -> None:
    assert [len(piece.shown) for piece in pieces_of("9 " * 2001, "strength")] == [4001]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Duchy of Varn", ["Duchy of Varn"]),
        ("{flag:Varn}Red Hand {flag:Esk}Blue Hand", ["Red Hand", "Blue Hand"]),
        ("France Spain", ["France", "Spain"]),
        ("Red Hand Blue Hand", ["Red Hand Blue Hand"]),
        ("France France", ["France"]),
        ("France France Spain Spain", ["France", "Spain"]),
        ("Red Hand Red Hand", ["Red Hand Red Hand"]),
        ("Red Hand France France", ["Red Hand", "France"]),
        ("France French Army", ["France French Army"]),
        ("Red Hand  South  Korea South  Korea", ["Red Hand", "South  Korea"]),
    ],
)
def test_a_line_is_parted_where_a_further_party_surely_begins(value: str, expected: list[str]) -> None:
    [line] = lines_of(value)
    assert [part.text.shown for part in split_names(line, scoring_of("belligerents", value))] == expected


def test_parts_of_a_line_follow_without_a_gap() -> None:
    _, line = lines_of("Varn\n\n* {flag:Varn}Red Hand {flag:Esk}Blue Hand")
    assert [(part.gap, part.depth) for part in split_names(line, scoring_of("belligerents"))] == [(1, 1), (0, 1)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Varn Defence Army Armed Forces of Esk", ["Varn Defence Army", "Armed Forces of Esk"]),
        ("United States Armed Forces", ["United States Armed Forces"]),
        ("United States Air Force", ["United States Air Force"]),
        ("Varn Guard Foot", ["Varn Guard Foot"]),
    ],
)
def test_formations_are_parted_only_between_two_kinds(value: str, expected: list[str]) -> None:
    [line] = lines_of(value)
    assert [part.text.shown for part in split_names(line, scoring_of("units"))] == expected
