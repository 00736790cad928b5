"""Coordinates found in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.phrases.points import FoundPoint, find_points
from kg.model.finding import Point
from kg.model.issue import Issue
from kg.model.text import COORDINATES, Mark, Span, Text


def find(shown: str) -> list[FoundPoint | Issue]:
    return list(find_points(Text.verbatim(shown, 0, len(shown))))


@pytest.mark.parametrize(
    ("shown", "latitude", "longitude"),
    [
        ("46°10′N 31°05′E", 46.166667, 31.083333),
        ("36°13′19.62″N 15°43′56.71″E", 36.222117, 15.732419),
        ("12°16′S 49°17′W", -12.266667, -49.283333),
        ("12°16'S, 49°17'O", -12.266667, 49.283333),
        ("46.17°N 31.08°E", 46.17, 31.08),
        ("50.19167°N, 34.95°W", 50.19167, -34.95),
        ("46.17; 31.08", 46.17, 31.08),
        ("-17.962, 122.236", -17.962, 122.236),
        ("46; 31.08", 46.0, 31.08),
    ],
)
def test_one_point(shown: str, latitude: float, longitude: float) -> None:
    assert find(shown) == [FoundPoint(Point(latitude, longitude), (Span(0, len(shown)),), ((0, len(shown)),))]


@pytest.mark.parametrize("shown", ["", "here", "46, 31", "1,200; 300", "46°N", "1.5 to 2.5", "46.17; 31.08.2"])
def test_no_point(shown: str) -> None:
    assert find(shown) == []


def test_a_point_written_in_several_ways_is_one() -> None:
    shown = "46°10′N 31°05′E / 46.17°N 31.08°E / 46.17; 31.08"
    places = ((0, 15), (18, 33), (36, 48))
    assert find(shown) == [FoundPoint(Point(46.166667, 31.083333), tuple(Span(*place) for place in places), places)]


def test_two_points_are_two() -> None:
    assert [one.point for one in find("46.17; 31.08, then 47.5; 31.1") if isinstance(one, FoundPoint)] == [Point(46.17, 31.08), Point(47.5, 31.1)]


@pytest.mark.parametrize(
    ("shown", "message"),
    [
        ("95°10′N 31°05′E", "not on Earth: 95.1667, 31.0833"),
        ("46°70′N 31°05′E", "not on Earth: 999, 31.0833"),
        ("46.17; 181.5", "not on Earth: 46.17, 181.5"),
    ],
)
def test_impossible_points_are_issues(shown: str, message: str) -> None:
    assert find(shown) == [Issue("coordinates-impossible", message, Span(0, len(shown)))]


def test_a_mark_is_a_point_without_words() -> None:
    text = Text("", (), (Mark(COORDINATES, "46.17 -31.08", 0, 0, Span(3, 9)),))
    assert list(find_points(text)) == [FoundPoint(Point(46.17, -31.08), (Span(3, 9),), ())]


def test_a_mark_that_gives_no_pair_is_none() -> None:
    assert list(find_points(Text("", (), (Mark(COORDINATES, "nowhere", 0, 0, Span(3, 9)),)))) == []


@given(st.floats(min_value=-90, max_value=90), st.floats(min_value=-180, max_value=180))
def test_every_decimal_point_is_read(latitude: float, longitude: float) -> None:
    shown = f"{latitude:.4f}; {longitude:.4f}"
    (found,) = find(shown)
    assert getattr(found, "point", None) == Point(float(f"{latitude:.4f}"), float(f"{longitude:.4f}"))
