"""Pieces of different rows are linked by the names they share, and parties by what the lead says of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lost_columns import LEAD, WEIGHTS, WORDS, article, lines_of, pieces_of

from kg.columns.assign import assign_columns
from kg.columns.names import Link, Name, Shorts, find_names, find_shorts, is_titled_by_two, link_lead, link_names, link_people, piece_flags
from kg.model.text import Text

LINKS = WEIGHTS.links
PARTIES = "Duchy of Varn\n\nKingdom of Esk\n\nHolm Watch"


def prose(shown: str) -> Text:
    return Text.verbatim(shown, 0, len(shown))


def names_of(value: str, *lead: str, field: str = "belligerents") -> tuple[Name, ...]:
    return find_names(field, pieces_of(value, field), find_shorts([prose(text) for text in lead], WORDS), WORDS, LINKS)


def test_names_and_their_abbreviations() -> None:
    value = "Holm Watch Army (since 4 May)\nSupported by:\nBand of the Reed\n\nEsk"
    names = names_of(value, "The Band of the Reed (BaR) stayed away.")
    assert [(name.full, sorted(name.shorts)) for name in names] == [("holm watch army", ["hwa"]), ("band of the reed", ["bar"]), ("esk", [])]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("The Band of the Reed (BaR) and the Holm Watch (HW) met.", (("the band of the reed", "BaR"), ("and the holm watch", "HW"))),
        ("It rained. The Holm Watch (HW) came; Esk (ESK) left.", (("the holm watch", "HW"), ("esk", "ESK"))),
        ("Esk (1701) met Varn (then allied).", ()),
        ("He (HE) came.", ()),
    ],
)
def test_abbreviations_that_prose_explains(shown: str, expected: tuple[tuple[str, str], ...]) -> None:
    assert find_shorts([prose(shown)], WORDS).explained == expected


def test_words_in_capitals_look_like_abbreviations() -> None:
    assert find_shorts([prose("The XRB and the Holm Watch of ESKS.")], WORDS) == Shorts((), frozenset({"XRB", "ESKS"}))
    [name] = names_of("Reed Band", "The XRB came.")
    assert name.shorts == {"xrb"}


def test_telling_words_of_a_name_are_cut() -> None:
    [name] = names_of("Army of Varnland and Reedish men")
    assert (name.full, name.stems) == ("army of varnland and reedish men", {"varnl", "reedi"})


def links_of(value: str, field: str, parties: str = PARTIES, flags: tuple[tuple[int, str], ...] = ()) -> list[tuple[int, int, float]]:
    found = link_names(names_of(parties), field, pieces_of(value, field), flags, WORDS, LINKS)
    return [(link.one[1], link.other[1], link.weight) for link in found if link.one[0] == field and link.other[0] == "belligerents"]


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("commanders", "Otto Rein (Duchy of Varn)", [(0, 0, LINKS.full_name)]),
        ("strength", "Duchy of Varn: 80", [(0, 0, LINKS.full_name)]),
        ("strength", "80 (Duchy of Varn)", []),
        ("casualties", "Per Duchy of Varn: 80", []),
        ("casualties", "In Kingdom of Esk: 80", []),
        ("units", "Watch of Holm", [(0, 2, LINKS.shared_word)]),
        ("units", "Reed Foot", []),
    ],
)
def test_links_to_names(field: str, value: str, expected: list[tuple[int, int, float]]) -> None:
    assert links_of(value, field) == expected


def test_a_name_that_several_parties_may_mean_is_shared_out() -> None:
    parties = "Varnlands\n\nVarnlanders"
    assert links_of("Varnland Guns", "units", parties) == [(0, 0, LINKS.shared_word / 2), (0, 1, LINKS.shared_word / 2)]


def test_flags_link_to_the_party_they_stand_for() -> None:
    assert links_of("Otto Rein", "commanders", flags=((0, "Kingdom of Esk"),)) == [(0, 1, LINKS.flag)]
    assert links_of("Otto Rein", "commanders", "Varnland Foot\n\nEsk", flags=((0, "Varnland"),)) == [(0, 0, LINKS.flag)]


def test_flags_of_pieces() -> None:
    value = "{flag:Varn}Otto Rein (Varn) {flag:Esk}Knud Hars"
    pieces = pieces_of(value, "commanders")
    assert [piece.shown for piece in pieces] == ["Otto Rein (Varn)", "Knud Hars"]
    assert piece_flags([line.text for line in lines_of(value)], pieces) == ((0, "Varn"), (1, "Esk"))


def lead_links(shown: str) -> list[tuple[int, int, float]]:
    return [(link.one[1], link.other[1], link.weight) for link in link_lead(names_of(PARTIES), [prose(shown)], WORDS, LINKS)]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (LEAD, [(0, 1, LINKS.opposed)]),
        ("The Duchy of Varn on the one side and the Kingdom of Esk on the other met.", [(0, 1, LINKS.opposed)]),
        ("The Duchy of Varn defeated the Kingdom of Esk at Holl.", [(0, 1, LINKS.opposed)]),
        (
            "It was fought by the Duchy of Varn and the Holm Watch against the Kingdom of Esk.",
            [(0, 1, LINKS.opposed / 2**0.5), (2, 1, LINKS.opposed / 2**0.5), (0, 2, LINKS.allied)],
        ),
        ("The Duchy of Varn was allied with the Holm Watch.", [(0, 2, LINKS.together)]),
        ("The Duchy of Varn met the Kingdom of Esk.", []),
    ],
)
def test_the_lead_sets_parties_against_each_other_or_together(shown: str, expected: list[tuple[int, int, float]]) -> None:
    assert lead_links(shown) == expected


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("The Duchy of Varn under Otto Rein came.", [0]),
        ("The Kingdom of Esk led by general Otto Rein came.", [1]),
        ("The Kingdom of Esk and its fat general Otto Rein came.", []),
        ("The Kingdom of Esk met Otto Rein.", [1]),
        ("The Kingdom of Esk fled from Otto Rein.", []),
        ("Otto Rein came.", []),
    ],
)
def test_commanders_belong_to_the_party_named_before_them(shown: str, expected: list[int]) -> None:
    pieces = pieces_of("Otto Rein", "commanders")
    found = list(link_people(names_of(PARTIES), pieces, [prose(shown)], WORDS, LINKS))
    assert found == [Link(("commanders", 0), ("belligerents", party), LINKS.leader) for party in expected]


@pytest.mark.parametrize(
    "lead",
    [
        "The Duchy of Varn surrendered to Otto Rein.",
        "The Duchy of Varn, weak and hungry, surrendered to General Otto Rein.",
        "The Duchy of Varn was defeated by an army under Otto Rein.",
    ],
)
def test_commanders_to_whom_a_party_yields_are_not_its_own(lead: str) -> None:
    found = list(link_people(names_of(PARTIES), pieces_of("Otto Rein", "commanders"), [prose(lead)], WORDS, LINKS))
    assert found == [Link(("commanders", 0), ("belligerents", 0), LINKS.yields)]


def test_a_title_and_the_last_word_name_a_commander() -> None:
    pieces = pieces_of("Ada Stormer", "commanders")
    [link] = link_people(names_of(PARTIES), pieces, [prose("The Holm Watch of general Stormer came.")], WORDS, LINKS)
    assert link.other == ("belligerents", 2)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Norvarnish invasion of Eskland", True),
        ("Eskland rebellions in Norvarn", True),
        ("Siege of Eskland", False),
        ("Invasion of Eskland", False),
        ("Norvarnish intervention in Eskland", False),
        ("Norvarnish invasion of Holm", False),
    ],
)
def test_a_title_that_sets_parties_against_each_other(title: str, expected: bool) -> None:
    assert is_titled_by_two(names_of("Norvarn Guard\n\nEskland\n\nEskland Band"), title, WORDS) is expected


def test_a_title_of_two_camps_tells_of_two_sides() -> None:
    rows = {"belligerents": "\nNorvarn\nAker\n\nEskland\nTarn\n\nHolm\nLoft\n", "strength": "\n1,200 men\n10 guns\n\n900 men\n12 guns\n"}
    told = article(rows, "It was fought in May 1701.")
    parts = {}
    for title in ("Battle of Hollenfurt", "Norvarnish invasion of Eskland"):
        solved = assign_columns(replace(told, source=replace(told.source, title=title)))
        parts[title] = [cell.column for row in solved.boxes[0].rows if row.field == "strength" for cell in row.cells]
    assert parts == {"Battle of Hollenfurt": [None], "Norvarnish invasion of Eskland": [1, 2]}
