"""The arguments of {{coord}} as a point."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model.finding import Point

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_LATITUDE, _LONGITUDE = {"N": 1, "S": -1}, {"E": 1, "W": -1, "O": 1}
_SIGNS = ("°", "′", "″")


def _degrees(parts: Sequence[str]) -> float | None:
    """Add up degrees, minutes and seconds; None where they are none."""
    if not 1 <= len(parts) <= 3 or not all(_NUMBER.fullmatch(part) for part in parts):
        return None
    numbers = [float(part) for part in parts]
    if any(not 0 <= number < 60 for number in numbers[1:]):
        return None
    value = sum(abs(number) / 60.0**power for power, number in enumerate(numbers))
    return -value if parts[0].startswith("-") else value


def _shown(parts: Sequence[str], letter: str) -> str:
    return "".join(part + sign for part, sign in zip(parts, _SIGNS, strict=False)) + letter


def _checked(latitude: float, longitude: float) -> Point | None:
    return Point(round(latitude, 6), round(longitude, 6)) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def read_coordinates(arguments: Sequence[str]) -> tuple[str, Point] | None:
    """Read what {{coord}} shows and the point it means: degrees, minutes and seconds with letters, or decimal degrees; None for anything else."""
    words = [argument.strip() for argument in arguments]
    letters = [index for index, word in enumerate(words[:8]) if word.upper() in _LATITUDE or word.upper() in _LONGITUDE]
    if not letters:
        if len(words) < 2 or not all(_NUMBER.fullmatch(word) for word in words[:2]):
            return None
        point = _checked(float(words[0]), float(words[1]))
        return (f"{words[0]}°, {words[1]}°", point) if point else None
    if len(letters) < 2:
        return None
    first, second = letters[:2]
    north, east = words[first].upper(), words[second].upper()
    if north not in _LATITUDE or east not in _LONGITUDE:
        return None
    low, high = words[:first], words[first + 1 : second]
    latitude, longitude = _degrees(low), _degrees(high)
    if latitude is None or longitude is None:
        return None
    if latitude < 0 or longitude < 0:
        return None
    point = _checked(latitude * _LATITUDE[north], longitude * _LONGITUDE[east])
    return (f"{_shown(low, north)} {_shown(high, east)}", point) if point else None
