"""Lists of parties within a line. All names are invented."""

from __future__ import annotations

import pytest
from cells import text_of

from kg.extract.names.lists import part_plain_list, split_parties
from kg.language.language import english


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[[Varn]] and [[Esk]]", ["Varn", "Esk"]),
        ("{flag:Varn}Varn, {flag:Esk}Esk", ["Varn", "Esk"]),
        ("[[Esk Police|auxiliary police]], border guards", ["auxiliary police", "border guards"]),
        ("[[Esk Army|Army]], navy & town militia", ["Army", "navy", "town militia"]),
        ("[[Esk]] and its allied tribes", ["Esk and its allied tribes"]),
        ("[[Esk]] and other forces", ["Esk and other forces"]),
        ("[[Esk]], in the north", ["Esk, in the north"]),
        ("Army, navy and militia", ["Army, navy and militia"]),
        ("[[Esk]]; Varnish riders; and some others", ["Esk", "Varnish riders"]),
        ("[[Esk Navy and Army]]", ["Esk Navy and Army"]),
    ],
)
def test_the_names_of_a_list(written: str, expected: list[str]) -> None:
    assert [part.shown.strip() for part in split_parties(text_of(written), english())] == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Lofts, Holms, Tarns", ["Lofts", "Holms", "Tarns"]),
        ("Lofts, Holms and Tarns", ["Lofts", "Holms", "Tarns"]),
        ("Saxons and Holms", ["Saxons", "Holms"]),
        ("Lofts and Holms", ["Lofts and Holms"]),
        ("Loft Band, Holms, Tarns", ["Loft Band, Holms, Tarns"]),
        ("Fire and Sword", ["Fire and Sword"]),
    ],
)
def test_lists_whose_links_a_rendering_lost(written: str, expected: list[str]) -> None:
    assert [part.shown.strip() for part in part_plain_list(text_of(written), english())] == expected
