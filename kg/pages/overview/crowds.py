"""A map of many conflicts: a dot for each, and one for all that stand close together, which leads to the list of that area.

It has two sets of marks, of which styles show one: for screens of a usual size, and for narrow ones, where a finger needs larger circles and so fewer
(24 CSS pixels at least: WCAG 2.2, success criterion 2.5.8).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kg.pages.catalogue import Entry
from kg.pages.links import Links
from kg.pages.parts.maps import Map, Spot, draw_world

# Cells of the map in which dots become one: so many from west to east, fewer where that leaves more marks than one can step through.
_CELLS = (36, 28, 20, 14, 10)
_MOST_MARKS = 80
# Cells on narrow screens, and the radius of a circle as a part of the map's width: 24 pixels across where the map has 296, as on a screen of 320.
_NARROW_CELLS = (10,)
_NARROW_REACH, _NARROW_MOST = 0.041, 0.048
# Areas are told in thousandths of a degree, as whole numbers, so that no edge is rounded to either side.
_PARTS = 1000
_NAMED = 3
_Placed = tuple[Entry, tuple[float, float]]


class Area(NamedTuple):
    """A part of the earth in thousandths of a degree, without its eastern and northern edge."""

    west: int
    south: int
    east: int
    north: int

    def holds(self, point: tuple[float, float]) -> bool:
        """Whether a point (longitude, latitude, in degrees) lies in it."""
        x, y = _parts(point)
        return self.west <= x < self.east and self.south <= y < self.north

    @property
    def code(self) -> str:
        """The area for an address, in degrees: west,south,east,north."""
        return ",".join(f"{edge / _PARTS:g}" for edge in self)

    @property
    def words(self) -> str:
        """From where to where it reaches."""
        south, north = (f"{abs(edge) / _PARTS:.1f}° {'N' if edge >= 0 else 'S'}" for edge in (self.south, self.north))
        west, east = (f"{abs(edge) / _PARTS:.1f}° {'E' if edge >= 0 else 'W'}" for edge in (self.west, self.east))
        return f"{south} to {north}, {west} to {east}"


class Crowd(NamedTuple):
    """A mark on the map: its middle, how many conflicts it stands for, what it is called, where it leads; ``reach`` is its radius in units.

    ``dot`` is where the dot of a single conflict is drawn if the mark, which may be invisible around it, is larger (None: the mark is the dot).
    """

    x: float
    y: float
    many: int
    label: str
    href: str
    reach: float
    dot: tuple[float, float] | None = None


class CrowdMap(NamedTuple):
    """The map with its marks from west to east, those for narrow screens, and how many of all conflicts have coordinates."""

    map: Map
    crowds: tuple[Crowd, ...]
    narrow: tuple[Crowd, ...]
    placed: int
    total: int


def _parts(point: tuple[float, float]) -> tuple[int, int]:
    return math.floor(point[0] * _PARTS), math.floor(point[1] * _PARTS)


def read_area(code: str) -> Area | None:
    """The area of an address; None for what is none."""
    try:
        edges = [round(float(edge) * _PARTS) for edge in code.split(",")]
    except (ValueError, OverflowError):
        return None
    if len(edges) != 4 or not (edges[0] < edges[2] and edges[1] < edges[3]) or max(map(abs, edges)) > 360 * _PARTS:
        return None
    return Area(*edges)


def draw_crowds(entries: Sequence[Entry], links: Links) -> CrowdMap | None:
    """The map of the conflicts that have coordinates; None where none has."""
    placed = [(entry, entry.point) for entry in entries if entry.point]
    if not placed:
        return None
    longitudes, latitudes = [point[0] for _, point in placed], [point[1] for _, point in placed]
    corners = ((min(longitudes), min(latitudes)), (max(longitudes), max(latitudes)))
    frame = draw_world(Spot(*corner, "", "") for corner in corners)
    assert frame is not None
    width = _width(frame)
    crowds = [_crowd(area, found, links, frame.size) for area, found in _gather(placed, width, _CELLS).items()]
    narrow = [_large(area, found, links, width) for area, found in _gather(placed, width, _NARROW_CELLS).items()]
    return CrowdMap(frame, _eastward(crowds), _eastward(narrow), len(placed), len(entries))


def crowded_areas(entries: Sequence[Entry], drawn: CrowdMap) -> dict[Area, list[Entry]]:
    """The areas that the marks of a map lead to, with their conflicts."""
    placed = [(entry, entry.point) for entry in entries if entry.point]
    cells = [_gather(placed, _width(drawn.map), some) for some in (_CELLS, _NARROW_CELLS)]
    return {area: [entry for entry, _ in found] for areas in cells for area, found in areas.items() if len(found) > 1}


def _width(drawn: Map) -> float:
    return float(drawn.box.split()[2])


def _eastward(crowds: Iterable[Crowd]) -> tuple[Crowd, ...]:
    return tuple(sorted(crowds, key=lambda crowd: (crowd.x, crowd.y, crowd.label)))


def _gather(placed: Iterable[_Placed], width: float, choice: Sequence[int]) -> dict[Area, list[_Placed]]:
    """The conflicts by the cell they lie in; of the numbers of cells, the first that leaves few enough marks."""
    points, found = [(pair, *_parts(pair[1])) for pair in placed], dict[tuple[int, int], list[_Placed]]()
    edge = 1
    for cells in choice:
        edge = max(round(width * _PARTS / cells), 1)
        grouped: dict[tuple[int, int], list[_Placed]] = defaultdict(list)
        for pair, x, y in points:
            grouped[x // edge, y // edge].append(pair)
        found = grouped
        if len(found) <= _MOST_MARKS:
            break
    return {Area(x * edge, y * edge, (x + 1) * edge, (y + 1) * edge): some for (x, y), some in found.items()}


def _crowd(area: Area, found: Sequence[_Placed], links: Links, size: float) -> Crowd:
    if len(found) == 1:
        x, y = _middle(found)
        return Crowd(x, -y, 1, found[0][0].name, links.page(found[0][0].iri), round(size * 0.7, 3))
    return _within(area, found, links, min(size * (0.9 + 0.2 * math.log2(len(found))), (area.east - area.west) / _PARTS * 0.48))


def _large(area: Area, found: Sequence[_Placed], links: Links, width: float) -> Crowd:
    """A mark that a finger hits."""
    crowd = _within(area, found, links, width * min(_NARROW_REACH + 0.001 * math.log2(len(found)), _NARROW_MOST))
    if len(found) > 1:
        return crowd
    x, y = _middle(found)
    return crowd._replace(label=found[0][0].name, href=links.page(found[0][0].iri), dot=(x, -y))


def _middle(found: Sequence[_Placed]) -> tuple[float, float]:
    x, y = (round(sum(point[axis] for _, point in found) / len(found), 3) for axis in (0, 1))
    return x, y


def _within(area: Area, found: Sequence[_Placed], links: Links, reach: float) -> Crowd:
    """A mark within its cell, so that none hides another."""
    names = ", ".join(entry.name for entry, _ in found[:_NAMED]) + (" and others" if len(found) > _NAMED else "")
    west, south, east, north = (edge / _PARTS for edge in area)
    (x, y), reach = _middle(found), round(reach, 3)
    x, y = min(max(x, west + reach), east - reach), min(max(y, south + reach), north - reach)
    return Crowd(round(x, 3), -round(y, 3), len(found), f"{len(found):,} conflicts: {names}", links.area(area.code), reach)
