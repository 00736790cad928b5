"""Coordinates: degrees, minutes and seconds with a hemisphere, or decimal degrees, as points that lie on Earth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.model.finding import Point
from kg.model.issue import Issue
from kg.model.text import COORDINATES, Span, Text
from kg.patterns import lazy_pattern

_ANGLE = r"(\d{{1,3}}(?:\.\d+)?)\s*°\s*(?:(\d{{1,2}}(?:\.\d+)?)\s*[′'’ʹ´]\s*)?(?:(\d{{1,2}}(?:\.\d+)?)\s*(?:[″\"”ʺ]|'')\s*)?([{letters}])"
# Hemispheres as the Romance and Germanic languages write them.
_NORTH_SOUTH = "NS"
_EAST_WEST = "EWO"
_ANGLES = lazy_pattern(_ANGLE.format(letters=_NORTH_SOUTH) + r"[\s,;]*" + _ANGLE.format(letters=_EAST_WEST))
_DECIMALS = lazy_pattern(
    r"(?<![\d.])(-?\d{1,3}\.\d+)\s*[;,]\s*(-?\d{1,3}(?:\.\d+)?)(?![\d.°])"
    r"|(?<![\d.])(-?\d{1,3})\s*;\s*(-?\d{1,3}\.\d+)(?![\d.°])"
)
_PAIR = lazy_pattern(r"\s*(-?\d+(?:\.\d+)?)[\s,;]+(-?\d+(?:\.\d+)?)\s*")
# Two points this near in degrees are one point written twice.
_SAME = 0.02


class FoundPoint(NamedTuple):
    """A point with the places in the source that write it, and where its words stand in the text."""

    point: Point
    spans: tuple[Span, ...]
    words: tuple[tuple[int, int], ...]


def find_points(text: Text) -> Iterator[FoundPoint | Issue]:
    """Find the points of a text, each once however often it is written; impossible ones are issues."""
    found: list[FoundPoint] = []
    for latitude, longitude, start, end, span in _candidates(text):
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            yield Issue("coordinates-impossible", f"not on Earth: {latitude:g}, {longitude:g}", span)
            continue
        same = next((i for i, one in enumerate(found) if _are_same(one.point, latitude, longitude)), None)
        words = ((start, end),) if end > start else ()
        if same is None:
            found.append(FoundPoint(Point(latitude, longitude), (span,), words))
        else:
            found[same] = found[same]._replace(spans=(*found[same].spans, span), words=(*found[same].words, *words))
    yield from found


def _are_same(point: Point, latitude: float, longitude: float) -> bool:
    return abs(point.latitude - latitude) < _SAME and abs(point.longitude - longitude) < _SAME


def _candidates(text: Text) -> Iterator[tuple[float, float, int, int, Span]]:
    """Latitude, longitude, place in the text and in the source of everything that is written as a point, the exact forms first."""
    for mark in text.marked(COORDINATES):
        pair = _PAIR.fullmatch(mark.value)
        if pair:
            yield float(pair[1]), float(pair[2]), mark.start, mark.end, mark.source
    for match in _ANGLES.finditer(text.shown):
        latitude, longitude = _degrees(match.group(1, 2, 3, 4)), _degrees(match.group(5, 6, 7, 8))
        yield latitude, longitude, *match.span(), text.of(match).span()
    for match in _DECIMALS.finditer(text.shown):
        latitude, longitude = (float(number) for number in match.groups() if number is not None)
        yield latitude, longitude, *match.span(), text.of(match).span()


def _degrees(parts: tuple[str | None, ...]) -> float:
    """Degrees from degrees, minutes, seconds and hemisphere; more than 59 minutes or seconds makes them impossible."""
    degrees, minutes, seconds = (float(part or 0) for part in parts[:3])
    if minutes >= 60 or seconds >= 60:
        return 999.0
    value = round(degrees + minutes / 60 + seconds / 3600, 6)
    return -value if parts[3] in ("S", "W") else value
