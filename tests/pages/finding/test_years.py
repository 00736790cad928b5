"""Years in what is searched for, and those that things cover."""

from __future__ import annotations

import pytest

from kg.pages.catalogue import fold
from kg.pages.finding.years import join_years, read_wanted
from kg.pages.parts.dates import Stretch


@pytest.mark.parametrize(
    ("text", "words", "years"),
    [
        ("Narva 1944", ("narva",), [(1944, 1944)]), ("1944", (), [(1944, 1944)]), ("1941–1945 Esk", ("esk",), [(1941, 1945)]),
        ("Esk 1941-45", ("esk",), [(1941, 1945)]), ("Esk 1941/2", ("esk",), [(1941, 1942)]), ("Esk 331 BC", ("esk",), [(-330, -330)]),
        ("Esk 52 b.c.", ("esk",), [(-51, -51)]), ("Esk 340-331 BCE", ("esk",), [(-339, -330)]), ("Hill 262", ("hill",), [(262, 262)]),
        ("Convoy PQ 17", ("convoy", "pq", "17"), []), ("U-1944", ("u-1944",), []), ("Esk 1945-1941", ("esk", "1945-1941"), []),
        ("Esk 1701 1709", ("esk",), [(1701, 1701), (1709, 1709)]), ("12345", ("12345",), []), ("", (), []),
    ],
)  # fmt: skip
def test_a_search_has_words_and_years(text: str, words: tuple[str, ...], years: list[tuple[int, int]]) -> None:
    found = read_wanted(fold(text))
    assert (found.words, [tuple(one) for _, one in found.years]) == (words, years)


def test_years_that_touch_are_joined() -> None:
    assert join_years([Stretch(1944.0, 1945.0), Stretch(1941.5, 1943.2), Stretch(1950.1, 1950.2)]) == ((1941, 1944), (1950, 1950))
    assert join_years([Stretch(-330.5, -330.2)]) == ((-331, -331),)
    assert join_years([]) == ()
