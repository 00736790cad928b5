"""What has coordinates, as GeoJSON (RFC 7946): conflicts with their dates and article, and places."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg.publish.release import File
from kg.publish.tables.forms import Lines, Written
from kg.publish.writing import About, Folder
from kg.tables.rows import ConflictRow
from kg.values import dataclass

PATH, MEDIA_TYPE = "tables/places.geojson", "application/geo+json"
_TOLD = ("conflict", "start", "end", "when", "victor", "article", "address", "revision", "licence", "attribution")


@dataclass(frozen=True, slots=True)
class WritePoints:
    """Writes the file, a feature a line; called in any process."""

    folder: Folder
    lines: Lines
    licence: tuple[str, ...]

    def __call__(self) -> Written:
        """Write it."""
        made: list[File] = []
        with self.folder.open_text(About(PATH, MEDIA_TYPE, self.licence, counted="rows"), made) as out:
            out.write('{"type": "FeatureCollection", "features": [')
            for feature in self._features():
                out.write((",\n" if out.count else "\n") + json.dumps(feature, ensure_ascii=False))
                out.count += 1
            out.write("\n]}\n")
        return Written(tuple(made))

    def _features(self) -> Iterator[dict[str, object]]:
        for row in self.lines.rows("conflicts", "points"):
            if isinstance(row, ConflictRow) and row.longitude is not None and row.latitude is not None:
                told = {name: getattr(row, name) for name in _TOLD}
                yield _feature(row.conflict_iri, row.longitude, row.latitude, {"kind": "conflict", "name": told.pop("conflict"), **told})
        for place in self.lines.places("points"):
            yield _feature(place.iri, place.longitude, place.latitude, {"kind": "place", "name": place.name})


def _feature(iri: str, longitude: float, latitude: float, told: dict[str, object]) -> dict[str, object]:
    point = {"type": "Point", "coordinates": [longitude, latitude]}
    return {"type": "Feature", "id": iri, "geometry": point, "properties": {name: value for name, value in told.items() if value is not None}}
