"""Maps without tiles: places on an outline of the land (static/land.svg), in plate carrée stretched for its latitude."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

LAND_SCALE = 10
_HEIGHT = 22.0
_MOST_NEIGHBOURS = 6
# The width of a letter in heights of the type, on the large side.
_LETTER = 0.58


class Spot(NamedTuple):
    """A place on the earth in degrees, with its name and the page about it."""

    longitude: float
    latitude: float
    name: str
    href: str


class Mark(NamedTuple):
    """A spot on a map: ``x`` and ``y`` in the map's units, ``anchor``, ``dx`` and ``dy`` the placement of its label."""

    x: float
    y: float
    name: str
    href: str
    anchor: str = "start"
    dx: float = 0.0
    dy: float = 0.0
    main: bool = False


class Map(NamedTuple):
    """A map: ``box`` is the SVG view box, ``stretch`` the factor that shortens longitudes, ``grid`` the graticule as an SVG path."""

    box: str
    stretch: float
    land_scale: str
    grid: str
    marks: tuple[Mark, ...]
    size: float


def show_point(longitude: float, latitude: float) -> str:
    """Degrees in words: 50.1° N, 14.4° E."""
    north, east = ("N" if latitude >= 0 else "S"), ("E" if longitude >= 0 else "W")
    return f"{abs(latitude):.2f}° {north}, {abs(longitude):.2f}° {east}"


def draw_region(main: Spot, others: Iterable[Spot]) -> Map:
    """The region around a spot, with those of the others in view whose labels have room; they come nearest first."""
    latitude = max(-70.0, min(70.0, main.latitude))
    stretch = round(math.cos(math.radians(latitude)), 4)
    width = _HEIGHT * 1.6
    x, y = main.longitude * stretch - width / 2, -main.latitude - _HEIGHT / 2
    y = max(-90.0, min(90 - _HEIGHT, y))
    size = _HEIGHT / 24
    marks = [_label_main(_mark(main, stretch), x, x + width, size)]
    for spot in others:
        mark = _label(_mark(spot, stretch), x, x + width, size)
        inside = mark and x + 0.5 < mark.x < x + width - 0.5 and y + size < mark.y < y + _HEIGHT - size
        if mark and inside and spot.href != main.href and not any(_clash(mark, other, size) for other in marks):
            marks.append(mark)
            if len(marks) > _MOST_NEIGHBOURS:
                break
    return Map(
        f"{x:.3f} {y:.3f} {width:.3f} {_HEIGHT:g}", stretch, f"{stretch / LAND_SCALE:.5f} {1 / LAND_SCALE}", _grid(5, stretch), tuple(marks), size
    )


def reach_of_region(latitude: float) -> tuple[float, float]:
    """How many degrees of longitude and latitude from its middle the map of a region shows at most."""
    stretch = math.cos(math.radians(max(-70.0, min(70.0, latitude))))
    return _HEIGHT * 0.8 / stretch, _HEIGHT


def draw_world(spots: Iterable[Spot]) -> Map | None:
    """All spots, on the smallest region that contains them; None without spots."""
    found = tuple(spots)
    if not found:
        return None
    west, east = min(s.longitude for s in found) - 8, max(s.longitude for s in found) + 8
    south, north = max(min(s.latitude for s in found) - 6, -80), min(max(s.latitude for s in found) + 6, 84)
    width, height = max(east - west, 60.0), max(north - south, 25.0)
    width, height = max(width, height * 2.1), max(height, width / 2.6)
    x, y = (west + east - width) / 2, -(north + south + height) / 2
    x = max(-180.0, min(180 - width, x)) if width < 360 else -180.0
    size = min(width, 360.0) / 110
    marks = tuple(_mark(spot, 1.0) for spot in found)
    return Map(f"{x:.2f} {y:.2f} {min(width, 360):.2f} {height:.2f}", 1.0, f"{1 / LAND_SCALE} {1 / LAND_SCALE}", _grid(10, 1.0), marks, size)


def _mark(spot: Spot, stretch: float) -> Mark:
    return Mark(round(spot.longitude * stretch, 3), round(-spot.latitude, 3), spot.name, spot.href)


def _label(mark: Mark, left: float, right: float, size: float) -> Mark | None:
    """A mark with its label beside it, to the right or else to the left; None where neither side has room."""
    gap, length = size * 0.6, len(mark.name) * size * _LETTER + size * 0.6
    if mark.x + gap + length <= right:
        return mark._replace(anchor="start", dx=gap, dy=size * 0.33)
    if mark.x - gap - length >= left:
        return mark._replace(anchor="end", dx=-gap, dy=size * 0.33)
    return None


def _label_main(mark: Mark, left: float, right: float, size: float) -> Mark:
    """The mark of what the map is about; a name that has room on no side stands above it in the middle, and is cut where it is wider than the map."""
    if beside := _label(mark, left, right, size):
        return beside._replace(main=True)
    most = int((right - left - size) / (size * _LETTER))
    name = mark.name if len(mark.name) <= most else mark.name[: most - 1].rstrip() + "…"
    return mark._replace(name=name, anchor="middle", dx=(left + right) / 2 - mark.x, dy=-size * 0.9, main=True)


def _clash(mark: Mark, other: Mark, size: float) -> bool:
    """Whether two labels, or a label and a dot, would overlap."""

    def reach(m: Mark) -> tuple[float, float]:
        length = len(m.name) * size * _LETTER + size
        if m.anchor == "middle":
            return m.x + m.dx - length / 2, m.x + m.dx + length / 2
        return (m.x - length, m.x + size * 0.4) if m.anchor == "end" else (m.x - size * 0.4, m.x + length)

    (low, high), (other_low, other_high) = reach(mark), reach(other)
    apart = size * (2.6 if "middle" in (mark.anchor, other.anchor) else 1.3)
    return abs(mark.y - other.y) < apart and low < other_high and other_low < high


@lru_cache(maxsize=256)
def _grid(step: int, stretch: float) -> str:
    lines = [f"M{lon * stretch:g} -90V90" for lon in range(-180, 181, step)]
    return "".join([*lines, *(f"M{-180 * stretch:g} {-lat}H{180 * stretch:g}" for lat in range(-80, 81, step))])
