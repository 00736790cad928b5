"""The arguments of {{coord}} as points."""

from __future__ import annotations

import pytest

from kg.read.coordinates import read_coordinates


@pytest.mark.parametrize(
    ("arguments", "point"),
    [
        (["46", "10", "30", "N", "31", "W", "type:event"], (46.175, -31.0)),
        (["46.5", "-31.25", "display=title"], (46.5, -31.25)),
        (["46", "N", "31", "E"], (46.0, 31.0)),
        (["-46", "30", "S", "31", "E"], None),
        (["46", "61", "N", "31", "E"], None),
        (["91", "N", "31", "E"], None),
        (["46", "N"], None),
        (["here"], None),
        ([], None),
    ],
)
def test_coordinates(arguments: list[str], point: tuple[float, float] | None) -> None:
    found = read_coordinates(arguments)
    assert (found and (found[1].latitude, found[1].longitude)) == point
