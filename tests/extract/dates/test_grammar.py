"""The grammar of dates: what the words of a date or a range state, without a row or a text about them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_pack import empty_pack, small_pack

from kg.extract.dates.grammar import DateExpression, load_part_pattern, scan_dates
from kg.extract.dates.partial import PartialDate
from kg.language.language import Language, english


def brief(part: PartialDate | None) -> tuple[int | None, ...] | None:
    return None if part is None else (part.year, part.month, part.day)


def scan(shown: str, language: Language | None = None) -> list[DateExpression]:
    return list(scan_dates(shown, language or english()))


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("4 May 1701", [((1701, 5, 4), (1701, 5, 4), False)]),
        ("on May 4", [((None, 5, 4), (None, 5, 4), False)]),
        ("4 to 8 March", [((None, 3, 4), (None, 3, 8), False)]),
        ("May 4 and 5, 1701", [((1701, 5, 4), (1701, 5, 5), False)]),
        ("1701 and 1702", [((1701, None, None), (1701, None, None), False), ((1702, None, None), (1702, None, None), False)]),
        ("between 1701 and 1702", [((1701, None, None), (1702, None, None), False)]),
        ("1701 – present", [((1701, None, None), None, True)]),
        ("(1701–)", [((1701, None, None), None, True)]),
        ("28 June/9 July 1709", [((1709, 7, 9), (1709, 7, 9), False)]),
        ("31 February 1701", [((1701, 2, 31), (1701, 2, 31), False)]),
        ("100 BC", [((-99, None, None), (-99, None, None), False)]),
        ("bc 100 ad", [((100, None, None), (100, None, None), False)]),
        ("480 B.C.", [((-479, None, None), (-479, None, None), False)]),
        ("4 men, 5 guns", []),
        ("no digit here", []),
    ],
)
def test_scan_dates(shown: str, expected: list[tuple[object, object, bool]]) -> None:
    assert [(brief(found.first), brief(found.last), found.ongoing) for found in scan(shown)] == expected


def test_an_expression_knows_its_place_and_its_neighbours() -> None:
    (found,) = scan("since 4 May 1701, men")
    assert ((found.start, found.end), found.before and found.before.text, found.after and found.after.text) == ((6, 16), "since", ",")


@pytest.mark.parametrize(
    ("shown", "approximate", "unspecified", "exists"),
    [("c. 1180", True, 0, True), ("the 1790s", False, 1, True), ("4th century BC", False, 2, True), ("30 February 1701", False, 0, False)],
)
def test_what_a_date_leaves_open(shown: str, approximate: bool, unspecified: int, exists: bool) -> None:
    (found,) = scan(shown)
    assert (found.first.approximate, found.first.unspecified, found.first.exists) == (approximate, unspecified, exists)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("3. Fero 1702", [((1702, 3, 3), (1702, 3, 3))]),
        ("3.–5. Fero 1702", [((1702, 3, 3), (1702, 3, 5))]),
        ("3. Fero dis 4. Mavo 1702", [((1702, 3, 3), (1702, 5, 4))]),
        ("1702. fero 3.", [((1702, 3, 3), (1702, 3, 3))]),
        ("1702. fero 3–5.", [((1702, 3, 3), (1702, 3, 5))]),
        ("Fer. 1702", [((1702, 3, None), (1702, 3, None))]),
        ("44 a. K.", [((-43, None, None), (-43, None, None))]),
        ("44 A. k.", [((-43, None, None), (-43, None, None))]),
        ("15. jarsent", [((1400, None, None), (1400, None, None))]),
        ("1790er", [((1790, None, None), (1790, None, None))]),
        ("May 1702", [((1702, None, None), (1702, None, None))]),
        ("fero 3", [((None, 3, None), (None, 3, None))]),
    ],
)
def test_orders_and_endings_are_those_of_the_language(shown: str, expected: list[tuple[object, object]], tmp_path: Path) -> None:
    assert [(brief(found.first), brief(found.last)) for found in scan(shown, small_pack(tmp_path))] == expected


@pytest.mark.parametrize(
    ("shown", "expected"), [("1702-05-03", [(1702, 5, 3)]), ("1702", [(1702, None, None)]), ("3 May", []), ("3rd of May 1702", [(1702, None, None)])]
)
def test_without_a_pack_only_signs_are_read(shown: str, expected: list[object], tmp_path: Path) -> None:
    assert [brief(found.first) for found in scan(shown, empty_pack(tmp_path))] == expected


def test_an_order_that_is_not_known_is_named(tmp_path: Path) -> None:
    (tmp_path / "zz").mkdir()
    (tmp_path / "zz" / "dates.toml").write_text('[writing]\norders = ["month year day"]\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"zz/dates.toml \[writing\]: 'orders' has 'month year day'"):
        load_part_pattern(Language("zz", tmp_path))


@given(st.text(alphabet=st.sampled_from("0123456789 –-/,.()[]MayJune BCcto\n"), max_size=60))
def test_no_words_break_the_grammar(shown: str) -> None:
    for found in scan(shown):
        assert 0 <= found.start < found.end <= len(shown)
