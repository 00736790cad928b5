"""What the dates of one expression share, and which are alternatives."""

from __future__ import annotations

import pytest

from kg.extract.dates.partial import PartialDate
from kg.extract.dates.resolve import OR, Resolved, are_dual, resolve

JUNE_9 = PartialDate(5, 11, 721, 6, 9)


def brief(found: Resolved | None) -> list[tuple[int | None, ...]] | None:
    return None if found is None else [part[2:5] for part in (found.first, found.last, *found.choices)]


@pytest.mark.parametrize(
    ("parts", "joins", "expected"),
    [
        ([PartialDate(0, 1, day=8), JUNE_9], ["-"], [(721, 6, 8), (721, 6, 9)]),
        ([PartialDate(0, 1, day=8), JUNE_9], [OR], [(721, 6, None), (721, 6, None), (721, 6, 8), (721, 6, 9)]),
        ([PartialDate(0, 4, month=5), PartialDate(5, 9, 721, 6)], ["/"], [(721, None, None), (721, None, None), (721, 5, None), (721, 6, None)]),
        ([PartialDate(0, 4, 1943), PartialDate(5, 7, day=4)], ["-"], None),
        ([PartialDate(0, 4, 1943), PartialDate(5, 7, day=44)], ["-"], [(1943, None, None), (1944, None, None)]),
        ([PartialDate(0, 3, 264), PartialDate(4, 8, -2, era="e")], ["/"], [(-263, None, None), (-262, None, None)]),
        ([PartialDate(0, 3, 264), PartialDate(4, 8, -2, era="e")], ["-"], [(-263, None, None), (-2, None, None)]),
        ([PartialDate(0, 1, day=5), PartialDate(2, 5, 1711, 7, 16)], ["/"], [(1711, 7, 16), (1711, 7, 16)]),
        ([PartialDate(0, 1, day=5)], [], None),
    ],
)
def test_resolve(parts: list[PartialDate], joins: list[str], expected: list[tuple[int | None, ...]] | None) -> None:
    assert brief(resolve(parts, joins)) == expected


@pytest.mark.parametrize(
    ("old", "new", "dual"),
    [
        ((1719, 5, 24), (1719, 6, 4), True),
        ((1719, 5, 24), (1719, 6, 5), False),
        ((1917, 10, 25), (1917, 11, 7), True),
        ((1501, 5, 24), (1501, 6, 3), False),
        ((1719, 5, None), (1719, 6, None), False),
    ],
)
def test_are_dual(old: tuple[int, int, int | None], new: tuple[int, int, int | None], dual: bool) -> None:
    assert are_dual(PartialDate(0, 1, *old), PartialDate(2, 3, *new)) is dual
