"""What a packed file holds, as an input of its own."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePath

from kg.read.error import ReadError
from kg.read.input.chunk import Chunk, Damage
from kg.read.input.source import Input
from kg.read.input.unpack import is_packed, read_blocks, unpack


class _Unpacked(io.RawIOBase):
    """The unpacked bytes of a stream; reading on into a damaged part raises ReadError."""

    def __init__(self, source: Input) -> None:
        self._file, self._stream = source.file, io.BufferedReader(io.FileIO(source.path or source.file))
        self._chunks: Iterator[Chunk] = unpack(read_blocks(self._stream))
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            if isinstance(chunk, Damage):
                raise ReadError(f"{chunk.message} (at byte {chunk.offset})", self._file)
            self._rest = chunk
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


def open_packed(source: Input) -> Input | None:
    """Return what a packed file holds, under its name without the ending of the packing; None for what is no packed file, or a damaged one."""
    if source.path is None or not is_packed(source.head):
        return None
    unpacked = _Unpacked(source)
    try:
        return Input(source.file, unpacked)
    except ReadError:
        unpacked.close()
        return None


def inner_name(file: str) -> str:
    """The name of a file without the ending of its packing."""
    path = PurePath(file)
    return str(path.with_suffix("")) if path.suffix.lower() in (".gz", ".bz2") else file
