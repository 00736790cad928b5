"""Points on the earth, as graphs give them."""

from __future__ import annotations

import math
import re

from kg.patterns import lazy_pattern

_POINT = lazy_pattern(r"\s*(?:<[^>]*>\s*)?POINT\s*\(\s*(-?[0-9.]+)\s+(-?[0-9.]+)\s*\)\s*", re.IGNORECASE)


def read_point(wkt: str) -> tuple[float, float] | None:
    """Longitude and latitude of a WKT point; None for all else."""
    match = _POINT.fullmatch(wkt)
    try:
        longitude, latitude = (float(match[1]), float(match[2])) if match else (math.nan, math.nan)
    except ValueError:
        return None
    return (longitude, latitude) if -180 <= longitude <= 180 and -90 <= latitude <= 90 else None
