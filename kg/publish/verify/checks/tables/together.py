"""What goes with all tables: the points on the map, the metadata of the group, and the script that loads them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.publish.release import FULL
from kg.publish.tables.keys import foreign_keys
from kg.publish.tables.together import describe_group, loading_sql
from kg.publish.verify.failure import BrokenError, Failure, Found, Gap
from kg.publish.verify.opened import Opened
from kg.publish.verify.rows import rows_of
from kg.tables.rows import ConflictRow
from kg.version import __version__

POINTS, GROUP, SCRIPT = "tables/places.geojson", "tables/csv-metadata.json", "tables/load.sql"
_SHOWN = 100


def check_points(opened: Opened) -> Found:
    """That GeoJSON has the conflicts and places with one point in the data, each where it is, and no other; what it tells of them is in the table."""
    told = opened.read_json(POINTS)
    features = told.get("features") if isinstance(told, dict) else None
    found = {str(feature.get("id")): feature for feature in features or () if isinstance(feature, dict)}
    wanted = dict(_points(opened))
    if opened.listed[POINTS].count != len(wanted):
        yield Failure(POINTS, f"has {opened.listed[POINTS].count} features by the manifest, where the data have {len(wanted)}")
    for iri in sorted(found.keys() | wanted.keys()):
        if iri not in found or iri not in wanted:
            yield Failure(POINTS, f"{'has' if iri in found else 'lacks'} <{iri}>, which has {'no' if iri in found else 'a'} point in the data")
            continue
        geometry, properties = (value if isinstance(value := found[iri].get(name), dict) else {} for name in ("geometry", "properties"))
        point, about = wanted[iri]
        if geometry != {"type": "Point", "coordinates": list(point)}:
            yield Failure(POINTS, f"<{iri}> is at {str(geometry.get('coordinates'))[:_SHOWN]}, in the data at {list(point)}")
        for name, value in properties.items():
            if name in about and about[name] != value:
                yield Failure(POINTS, f"<{iri}> has the {name} {str(value)[:_SHOWN]!r}, in the data {str(about[name])[:_SHOWN]!r}")


def _points(opened: Opened) -> Iterator[tuple[str, tuple[tuple[float, float], dict[str, Any]]]]:
    """What has one point in the data, and what is told of it: conflicts and places by IRI."""
    for row in rows_of(opened).rows("conflicts"):
        if isinstance(row, ConflictRow) and row.longitude is not None and row.latitude is not None:
            about = {name: getattr(row, name) for name in row.__slots__} | {"name": row.conflict, "kind": "conflict"}
            yield row.conflict_iri, ((row.longitude, row.latitude), about)
    for place in rows_of(opened).places():
        yield place.iri, ((place.longitude, place.latitude), {"name": place.name, "kind": "place"})


def check_together(opened: Opened) -> Found:
    """That the metadata of all tables, and the script that loads them, are what this version makes: nobody should run another's script."""
    if opened.manifest.software_version != __version__:
        yield Gap(f"the release was made by version {opened.manifest.software_version}, this is {__version__}")
        return
    licences = sorted({licence for layer in opened.manifest.layers if layer.name == FULL for licence in layer.licence})
    keys = [foreign_keys(references=holds) for holds in (True, False)]
    for path, made in ((GROUP, [describe_group(opened.manifest.title, licences, each) for each in keys]), (SCRIPT, list(map(loading_sql, keys)))):
        try:
            if opened.read_text(path) not in made:
                yield Failure(path, "is not what this version of the program makes of these tables")
        except BrokenError as error:
            yield error.failure
