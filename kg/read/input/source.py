"""An input as readers get it: a file or standard input, its first bytes known, read whole or as a stream."""

from __future__ import annotations

import errno
import io
import sys
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, cast

from kg.read.error import ReadError

HEAD = 65_536
# As many bytes of what cannot be read twice are held: more than a block of bzip2 takes, so that what is packed can be looked into.
BEGINNING = 1 << 20
# More than any page of a wiki has, with room for four bytes a character.
LONGEST = 1 << 26
STANDARD_INPUT = "-"


class Input:
    """Bytes with a name.

    ``file`` is the name to report, ``path`` None where it is no file, ``head`` the first bytes (up to 64 kB), ``stream`` all of them from the start.
    """

    __slots__ = ("file", "head", "path", "stream")

    def __init__(self, file: str, raw: io.RawIOBase, path: Path | None = None) -> None:
        self.file, self.path = file, path
        self.stream = io.BufferedReader(raw, HEAD if path else BEGINNING)
        self.head = self.stream.peek(HEAD)[:HEAD]

    @classmethod
    def from_argument(cls, argument: str) -> Input:
        """Open a file, or standard input for "-". Raises OSError."""
        if argument == STANDARD_INPUT:
            return cls(STANDARD_INPUT, _Pipe(standard_input()))
        return cls(argument, io.FileIO(argument), Path(argument))

    @classmethod
    def from_bytes(cls, data: bytes, file: str) -> Input:
        """Take bytes that are already there, under a name."""
        return cls(file, cast(io.RawIOBase, io.BytesIO(data)))

    def read_bytes(self) -> bytes:
        """Return all that has not been read yet. Raises ReadError where that is more than any article has."""
        data = self.stream.read(LONGEST + 1)
        if len(data) > LONGEST:
            raise ReadError(f"more than {LONGEST:,} bytes: no article has so many", self.file)
        return data

    def __enter__(self) -> Input:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stream.close()


def standard_input() -> BinaryIO:
    """Standard input as bytes. Raises OSError where it is closed."""
    if sys.stdin is None:
        raise OSError(errno.EBADF, "standard input is closed")
    return sys.stdin.buffer


class _Pipe(io.RawIOBase):
    """Standard input, whose first read waits until there is a whole head to look at; closing this leaves it open."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
