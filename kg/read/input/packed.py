"""What a packed file holds, as an input of its own."""

from __future__ import annotations

import io
from collections.abc import Callable
from io import BytesIO
from pathlib import PurePath
from typing import BinaryIO

from kg.read.error import ReadError
from kg.read.input.source import BEGINNING, HEAD, Input
from kg.unpacking.chunk import Damage
from kg.unpacking.stream import Unpacked, is_packed, read_blocks, unpack


def open_packed(source: Input, leave: Callable[[bytes], bool]) -> Input | None:
    """Return what a packed file or standard input holds, under its name.

    None for what is not packed, what is damaged from its start, and what is left packed for a reader of its own: ``leave`` judges its first bytes.
    """
    if not is_packed(source.head):
        return None

    def fail(damage: Damage) -> ReadError:
        return ReadError(str(damage), source.file)

    head = _unpack_head(source)
    if not head or leave(head):
        return None
    return Input(source.file, Unpacked(source.stream if source.path is None else io.BufferedReader(io.FileIO(source.path)), fail))


def _unpack_head(source: Input) -> bytes:
    """The first bytes that a packed input holds, which all stay to be read."""
    if source.path is None:
        return _take_head(BytesIO(source.stream.peek(BEGINNING)))
    with source.path.open("rb") as stream:
        return _take_head(stream)


def _take_head(stream: BinaryIO) -> bytes:
    ready = b""
    for chunk in unpack(read_blocks(stream)):
        if isinstance(chunk, Damage) or len(ready) >= HEAD:
            break
        ready += chunk
    return ready[:HEAD]


def inner_name(file: str) -> str:
    """The name of a file without the ending of its packing."""
    path = PurePath(file)
    return str(path.with_suffix("")) if path.suffix.lower() in (".gz", ".bz2") else file
