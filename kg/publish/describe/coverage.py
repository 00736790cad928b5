"""The times and places that a dataset covers, computed from its conflicts."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping

from kg.tables.dates import stretch_of
from kg.values import dataclass


@dataclass(frozen=True, slots=True)
class Coverage:
    """The first and the last date of any conflict, as precise as the data (ISO 8601; "" where no conflict has one), and the box around all
    coordinates in degrees (west, south, east, north; None without any)."""

    start: str = ""
    end: str = ""
    box: tuple[float, float, float, float] | None = None

    @property
    def wkt(self) -> str:
        """The box as well-known text in the order of CRS84 (longitude, latitude); a point where all coordinates are one; "" without any."""
        if self.box is None:
            return ""
        west, south, east, north = self.box
        if west == east or south == north:
            return f"POINT({west!r} {south!r})" if (west, south) == (east, north) else f"LINESTRING({west!r} {south!r},{east!r} {north!r})"
        return f"POLYGON(({west!r} {south!r},{east!r} {south!r},{east!r} {north!r},{west!r} {north!r},{west!r} {south!r}))"


def find_coverage(rows: Iterable[Mapping[str, str]]) -> Coverage:
    """The coverage of rows of the table of conflicts (columns start, end, longitude, latitude; "" for what is not told).

    A conflict without an end counts with its beginning. A box around places on both sides of the 180th meridian reaches around the earth.
    """
    first: tuple[int, str] | None = None
    last: tuple[int, str] | None = None
    longitudes, latitudes = list[float](), list[float]()
    for row in rows:
        for text in (row["start"], row["end"]):
            if text and (stretch := stretch_of(text)):
                first = min(first or (stretch.first, text), (stretch.first, text))
                last = max(last or (stretch.last, text), (stretch.last, text))
        if row["longitude"] and row["latitude"]:
            longitudes.append(float(row["longitude"]))
            latitudes.append(float(row["latitude"]))
    box = (min(longitudes), min(latitudes), max(longitudes), max(latitudes)) if longitudes else None
    return Coverage(first[1] if first else "", last[1] if last else "", box)


def read_rows(lines: Iterable[str]) -> Iterable[dict[str, str]]:
    """The rows of a table of ours, as CSV writes them."""
    return csv.DictReader(lines)
