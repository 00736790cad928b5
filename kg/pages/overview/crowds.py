"""A map of many conflicts: a dot for each, and one for all that stand close together, which leads to the list of that area."""

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
# Areas are told in thousandths of a degree, as whole numbers, so that no edge is rounded to either side.
_PARTS = 1000
_NAMED = 3


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
    """A mark on the map: its middle, how many conflicts it stands for, what it is called, where it leads; ``reach`` is its radius in units."""

    x: float
    y: float
    many: int
    label: str
    href: str
    reach: float


class CrowdMap(NamedTuple):
    """The map with its marks from west to east, and how many of all conflicts have coordinates."""

    map: Map
    crowds: tuple[Crowd, ...]
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
    cells = _gather(placed, float(frame.box.split()[2]))
    crowds = sorted((_crowd(area, found, links, frame.size) for area, found in cells.items()), key=lambda crowd: (crowd.x, crowd.y, crowd.label))
    return CrowdMap(frame, tuple(crowds), len(placed), len(entries))


def crowded_areas(entries: Sequence[Entry], drawn: CrowdMap) -> dict[Area, list[Entry]]:
    """The areas that the marks of a map lead to, with their conflicts."""
    placed = [(entry, entry.point) for entry in entries if entry.point]
    return {area: [entry for entry, _ in found] for area, found in _gather(placed, float(drawn.map.box.split()[2])).items() if len(found) > 1}


def _gather(placed: Iterable[tuple[Entry, tuple[float, float]]], width: float) -> dict[Area, list[tuple[Entry, tuple[float, float]]]]:
    """The conflicts by the cell they lie in."""
    points, found = [(pair, *_parts(pair[1])) for pair in placed], dict[tuple[int, int], list[tuple[Entry, tuple[float, float]]]]()
    edge = 1
    for cells in _CELLS:
        edge = max(round(width * _PARTS / cells), 1)
        grouped: dict[tuple[int, int], list[tuple[Entry, tuple[float, float]]]] = defaultdict(list)
        for pair, x, y in points:
            grouped[x // edge, y // edge].append(pair)
        found = grouped
        if len(found) <= _MOST_MARKS:
            break
    return {Area(x * edge, y * edge, (x + 1) * edge, (y + 1) * edge): some for (x, y), some in found.items()}


def _crowd(area: Area, found: Sequence[tuple[Entry, tuple[float, float]]], links: Links, size: float) -> Crowd:
    x, y = (round(sum(point[axis] for _, point in found) / len(found), 3) for axis in (0, 1))
    if len(found) == 1:
        return Crowd(x, -y, 1, found[0][0].name, links.page(found[0][0].iri), round(size * 0.7, 3))
    names = ", ".join(entry.name for entry, _ in found[:_NAMED]) + (" and others" if len(found) > _NAMED else "")
    # Within its cell, so that no crowd hides another.
    west, south, east, north = (edge / _PARTS for edge in area)
    reach = round(min(size * (0.9 + 0.2 * math.log2(len(found))), (east - west) * 0.48), 3)
    x, y = min(max(x, west + reach), east - reach), min(max(y, south + reach), north - reach)
    return Crowd(round(x, 3), -round(y, 3), len(found), f"{len(found):,} conflicts: {names}", links.area(area.code), reach)
