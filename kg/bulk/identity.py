"""What work depends on: which dump, which program, and what is searched for."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from kg.domain.kinds import load_kinds, plugged_in_kinds
from kg.language.language import pack_of
from kg.read.mediawiki.pages import box_search

_ENDS = 1 << 20


class Dump(NamedTuple):
    """Which dump it is: its file's name, its size in bytes, and the SHA-256 of its first and its last mebibyte.

    The whole is not read for that: it would take as long as scanning on a slow disk.
    """

    name: str
    size: int
    head: str
    tail: str


def identify(path: Path) -> Dump:
    """The identity of a dump. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(_ENDS)
        size = file.seek(0, 2)
        file.seek(max(size - _ENDS, 0))
        return Dump(path.name, size, hashlib.sha256(head).hexdigest(), hashlib.sha256(file.read()).hexdigest())


def search_key(language: str) -> str:
    """The hash of what makes a page one that may be of the domain: the search's pattern and the kinds of infobox."""
    pack = pack_of(language)
    kinds = {**load_kinds(pack), **plugged_in_kinds(pack)}
    told = (box_search(pack).pattern.pattern, sorted((template, kind.about) for kind in kinds.values() for template in kind.templates))
    return hashlib.sha256(repr(told).encode()).hexdigest()
