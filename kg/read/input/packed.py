"""What a packed file holds, as an input of its own."""

from __future__ import annotations

import io
from pathlib import PurePath

from kg.read.error import ReadError
from kg.read.input.source import Input
from kg.unpacking.chunk import Damage
from kg.unpacking.stream import Unpacked, is_packed


def open_packed(source: Input) -> Input | None:
    """Return what a packed file holds, under its name without the ending of the packing; None for what is no packed file, or a damaged one."""
    if source.path is None or not is_packed(source.head):
        return None

    def fail(damage: Damage) -> ReadError:
        return ReadError(str(damage), source.file)

    unpacked = Unpacked(io.BufferedReader(io.FileIO(source.path)), fail)
    try:
        return Input(source.file, unpacked)
    except ReadError:
        unpacked.close()
        return None


def inner_name(file: str) -> str:
    """The name of a file without the ending of its packing."""
    path = PurePath(file)
    return str(path.with_suffix("")) if path.suffix.lower() in (".gz", ".bz2") else file
