"""Numbers with their bounds, and figures that are names, sizes or times."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_pack import empty_pack, small_pack

from kg.extract.figures.numbers import find_amounts, find_malformed, starts_name
from kg.language.language import english


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("0 killed", [(0, 0)]),
        ("400", [(400, 400)]),
        ("5,000.", [(5000, 5000)]),
        ("10,000–12,000 men", [(10000, 12000)]),
        ("5,000 to 6,000", [(5000, 6000)]),
        ("12 or 13 tanks", [(12, 13)]),
        ("13 –68 POW", [(13, 68)]),
        ("8–9,000", [(8000, 9000)]),
        ("10-12,000", [(10000, 12000)]),
        ("15,000–20,000 to 40,000–250,000", [(15000, 250000)]),
        ("459 ~ 1,000 aircraft", [(459, 1000)]),
        ("between 300 and 400 men", [(300, 400)]),
        ("between 5 and 10 thousand", [(5000, 10000)]),
        ("537 killed, 1,200 wounded", [(537, 537), (1200, 1200)]),
        ("2+", [(2, None)]),
        ("350–550+", [(350, 550)]),
        ("at least 350–550", [(350, None)]),
        ("1 500 men and 12 guns", [(1500, 1500), (12, 12)]),
        ("14 443 killed", [(14443, 14443)]),
        ("1 200 500 men", [(1200500, 1200500)]),
        ("14 443", [(14443, 14443)]),
        ("12'400 men", [(12400, 12400)]),
        ("12 300–14 500 men", [(12300, 14500)]),
        ("between 1 200 and 1 500 men", [(1200, 1500)]),
        ("3 120 mm guns", [(3, 3)]),
        ("6 152-mm guns", [(6, 6)]),
        ("Hill 170 300 men", [(300, 300)]),
        ("Total 12 500 men", [(12500, 12500)]),
        ("1 10 tanks", []),
        ("killed 2 341 men, 1,200 wounded", [(1200, 1200)]),
        ("15,000 - 3 legions", [(15000, 15000), (3, 3)]),
        ("20,000–15,000 men", [(15000, 20000)]),
        ("As few as 18", [(18, None)]),
        ("One hundred to several hundred", [(100, None)]),
        ("100–several thousand", [(100, None)]),
        ("several hundred to 2,000", [(None, 2000)]),
        ("hundreds of 2,000 men", [(2000, 2000)]),
        ("2 1/2 battalions", []),
        ("5 million dollars", []),
        ("over 300", [(300, None)]),
        ("at least 5", [(5, None)]),
        ("minimum 340 dead", [(340, None)]),
        ("340 or more", [(340, None)]),
        ("+500", [(500, None)]),
        (">70", [(70, None)]),
        ("Up to 2,100", [(None, 2100)]),
        ("fewer than 20", [(None, 20)]),
        ("<40", [(None, 40)]),
        ("no more than 50", [(None, 50)]),
        ("two divisions", [(2, 2)]),
        ("twenty-five tanks", [(25, 25)]),
        ("two hundred thousand", [(200000, 200000)]),
        ("a dozen", [(12, 12)]),
        ("half a million", [(500000, 500000)]),
        ("2.5 million", [(2500000, 2500000)]),
        ("1.5 to 2 million", [(1500000, 2000000)]),
        ("30–50 thousand", [(30000, 50000)]),
        ("20k men", [(20000, 20000)]),
        ("1,50,000", [(150000, 150000)]),
        ("12,34,567", [(1234567, 1234567)]),
        ("1.500 men", [(1500, 1500)]),
        ("500 000 men", [(500000, 500000)]),
        ("500-strong garrison", [(500, 500)]),
        ("40 of 60 tanks", [(40, 40)]),
        ("20 out of an est. 300", [(20, 20)]),
        ("20,000 ± 500", [(20000, 20000)]),
        ("several hundred", []),
        ("hundreds", []),
        ("one of which", []),
        ("one-third", []),
        ("two thirds of the force", []),
        ("12.5", []),
        ("7th Division", []),
        ("T-34, Mi-8, U-123", []),
        ("37 mm", []),
        ("37-mm gun", []),
        ("10-man post", [(10, 10)]),
        ("80%", []),
        ("100 per cent", []),
        ("in 3 weeks", []),
        ("No. 4 Commando", []),
        ("Hill 170", []),
        ("I/IR12", []),
        ("1/3 of the army", []),
        ("$5,000", []),
        ("10^30 men", []),
        ("1,5000 men", []),
    ],
)
def test_find_amounts(shown: str, expected: list[tuple[int | None, int | None]]) -> None:
    assert [(amount.low, amount.high) for amount in find_amounts(shown, english())] == expected


@pytest.mark.parametrize(
    ("shown", "approximate", "words"),
    [
        ("~400", True, "~400"),
        ("c.3,000 men", True, "c.3,000"),
        ("circa 200 killed", True, "circa 200"),
        ("nearly 1,000 killed", True, "nearly 1,000"),
        ("about 5 or 6 ships", True, "about 5 or 6"),
        ("another 20 men", False, "another 20"),
        ("at least about 20 men", True, "at least about 20"),
        ("Up to 2,100 militants", False, "Up to 2,100"),
        ("300 or more men", False, "300 or more"),
        ("?150,000", True, "?150,000"),
        ("5,000? men", True, "5,000?"),
        ("920 estimated", True, "920 estimated"),
        ("300 or so", True, "300 or so"),
        ("±500 men", True, "±500"),
        ("All 73 crew", False, "All 73"),
    ],
)
def test_words_that_bound_a_number_belong_to_it(shown: str, approximate: bool, words: str) -> None:
    (amount,) = find_amounts(shown, english())
    assert (amount.approximate, shown[amount.start : amount.end]) == (approximate, words)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("1,5000 men", ["1,5000"]),
        ("10^30", ["10^30"]),
        ("1,50,000 and 1,500", []),
        ("4, 5 and 6", []),
        ("1 10 men", ["1 10"]),
        ("12 88 mm guns", []),
        ("May 3 12 men", []),
    ],
)
def test_find_malformed(shown: str, expected: list[str]) -> None:
    assert [shown[start:end] for start, end in find_malformed(shown, english())] == expected


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_every_number_is_read_with_and_without_grouping(number: int) -> None:
    for written in (f"{number:,}", f"{number} men"):
        assert [(amount.low, amount.high) for amount in find_amounts(written, english())] == [(number, number)]


@given(st.integers(min_value=0, max_value=10**8), st.integers(min_value=0, max_value=10**8))
def test_bounds_never_cross(left: int, right: int) -> None:
    amount = next(find_amounts(f"{left:,}–{right:,} men", english()))
    assert amount.low is not None
    assert amount.high is not None
    assert amount.low <= amount.high


@given(st.text(alphabet=st.sampled_from("0123456789,.–-+~<> ofcmillonktodze()^/"), max_size=80))
def test_no_words_break_the_grammar(shown: str) -> None:
    end = 0
    for amount in find_amounts(shown, english()):
        assert end <= amount.start <= amount.figure < amount.end <= len(shown)
        assert amount.low is not None or amount.high is not None
        assert amount.low is None or amount.high is None or amount.low <= amount.high
        end = amount.end


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("Ju 87", True), ("Crest 170", True), ("Killed 40", False), ("Over 40", False), ("about 40", False), ("Varn 4, 5 and 6", True),
        ("Ju 5,000", False), ("Ju 87–88", False), ("40", False),
    ],
)  # fmt: skip
def test_a_figure_behind_a_capital_may_be_a_name(shown: str, expected: bool) -> None:
    amounts = list(find_amounts(shown, english()))
    assert starts_name(shown, amounts[-1], english()) is expected


@pytest.mark.parametrize(
    ("shown", "small_finds", "empty_finds"),
    [
        ("1.200 omos", [(1200, 1200)], []),
        ("1,200 omos", [], []),
        ("2,5 milon", [(2500000, 2500000)], []),
        ("8–9.000", [(8000, 9000)], [(8, 8)]),
        ("du mil omos", [(2000, 2000)], []),
        ("venti-fif omos", [(25, 25)], []),
        ("almeno 5 naves", [(5, None)], [(5, 5)]),
        ("5 o piu", [(5, None)], [(5, 5)]),
        ("tra 5 e 7 omos", [(5, 7)], [(5, 5), (7, 7)]),
        ("5 dis 7", [(5, 7)], [(5, 5), (7, 7)]),
        ("40 de 60 naves", [(40, 40)], [(40, 40), (60, 60)]),
        ("3 tagen, kota 170", [], [(3, 3), (170, 170)]),
        ("two men, 5 or more", [(5, 5)], [(5, 5)]),
    ],
)
def test_other_languages_write_numbers_otherwise(
    shown: str, small_finds: list[tuple[int, int | None]], empty_finds: list[tuple[int, int]], tmp_path: Path
) -> None:
    assert [(amount.low, amount.high) for amount in find_amounts(shown, small_pack(tmp_path))] == small_finds
    assert [(amount.low, amount.high) for amount in find_amounts(shown, empty_pack(tmp_path))] == empty_finds


def test_malformed_is_what_the_language_calls_so(tmp_path: Path) -> None:
    assert [list(find_malformed(shown, small_pack(tmp_path))) for shown in ("1.2000 omos", "1.200", "1,2000")] == [[(0, 6)], [], []]
