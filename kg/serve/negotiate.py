"""Content negotiation (RFC 9110, section 12.5.1): the media type that a request prefers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_PART = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+')
_PIECE = re.compile(r'(?:[^;"]|"(?:[^"\\]|\\.)*")+')
_QUALITY = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")
_RANGE = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+)/([!#$%&'*+.^_`|~0-9A-Za-z-]+)")
_LONGEST = 4096


class _Range(NamedTuple):
    type: str
    subtype: str
    quality: float

    def precision(self, media_type: str) -> int:
        """3 for the exact media type, 2 for type/*, 1 for */*, 0 for no match."""
        kind, _, subtype = media_type.partition("/")
        if (self.type, self.subtype) == (kind, subtype):
            return 3
        if (self.type, self.subtype) == (kind, "*"):
            return 2
        return 1 if (self.type, self.subtype) == ("*", "*") else 0


def choose(accept: str | None, offered: Sequence[str]) -> str | None:
    """The offered media type (without parameters) that an Accept header rates highest; the order of offers decides between equals. None: 406.

    Malformed ranges are ignored; a missing or empty header accepts everything.
    """
    if accept is None or not accept.strip():
        return offered[0]
    ranges = _parse(accept[:_LONGEST])
    rated = [(_rate(ranges, media_type), -place, media_type) for place, media_type in enumerate(offered)]
    quality, _, best = max(rated)
    return best if quality > 0 else None


def _rate(ranges: list[_Range], media_type: str) -> float:
    precision, quality = max(((wanted.precision(media_type), wanted.quality) for wanted in ranges), default=(0, 0.0))
    return quality if precision else 0.0


def _parse(accept: str) -> list[_Range]:
    found = []
    for part in _PART.findall(accept):
        name, *parameters = (piece.strip() for piece in _PIECE.findall(part)) if part.strip("; ") else ("",)
        match = _RANGE.fullmatch(name)
        quality = next((value[2:].strip() for value in parameters if value[:2].lower() == "q="), "1")
        if match and _QUALITY.fullmatch(quality):
            found.append(_Range(match[1].lower(), match[2].lower(), float(quality)))
    return found
