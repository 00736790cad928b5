"""The bytes of a file that may be packed: plain, gzip or bzip2, unpacked as a stream of chunks with flat memory.

A few kilobytes can unpack to gigabytes. So all unpacking stops where it gives more than RATIO times what was packed (text of wikis, graphs and
tables packs to between a third and a thirtieth); the first ALLOWANCE bytes are free.
"""

from __future__ import annotations

import io
import zlib
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import BinaryIO

from kg.unpacking.bzip2 import unpack_bzip2
from kg.unpacking.chunk import Chunk, Damage, UnpackError

CHUNK = 1 << 20
RATIO = 100
ALLOWANCE = 1 << 24
_GZIP = 16 + zlib.MAX_WBITS
_GZIP_START, _BZIP2_START = b"\x1f\x8b", b"BZh"
_NO_GZIP = "it does not begin as gzip does"
# What is handed to zlib at once: it copies what is left at the end of each member, and a file may have a great many.
_PIECE = 1 << 14


def read_blocks(stream: BinaryIO) -> Iterator[bytes]:
    """Give the bytes of a file in blocks."""
    while block := stream.read(CHUNK):
        yield block


def is_packed(head: bytes) -> bool:
    """Whether a file that begins so is packed."""
    return head.startswith((_GZIP_START, _BZIP2_START))


def unpack(blocks: Iterator[bytes]) -> Generator[Chunk, None, None]:
    """Give the unpacked content of a file in order; its first bytes tell how it is packed. What is damaged is told in its place.

    What unpacks to more than it may is a damage, and the last that is given.
    """
    head = next(blocks, b"")
    blocks = chain((head,), blocks)
    if is_packed(head):
        yield from _bounded(blocks, _unpack_gzip_ahead if head.startswith(_GZIP_START) else unpack_bzip2)
    else:
        yield from blocks


class _Counted:
    """Blocks of packed bytes, counted as they pass."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks, self.size = blocks, 0

    def __iter__(self) -> Iterator[bytes]:
        for block in self._blocks:
            self.size += len(block)
            yield block


def _bounded(blocks: Iterator[bytes], unpacker: Callable[[Iterator[bytes]], Iterator[Chunk]]) -> Iterator[Chunk]:
    packed, given = _Counted(blocks), 0
    for chunk in unpacker(iter(packed)):
        given += 0 if isinstance(chunk, Damage) else len(chunk)
        if given > ALLOWANCE + RATIO * packed.size:
            yield Damage(f"it unpacks to more than {RATIO} times its size, which no text does: not read any further", packed.size, True)
            return
        yield chunk
        if isinstance(chunk, Damage) and chunk.final:
            return


def _unpack_gzip_ahead(blocks: Iterator[bytes]) -> Iterator[Chunk]:
    """Have one thread make the next chunks while the last is in use."""
    chunks = _unpack_gzip(blocks)
    with ThreadPoolExecutor(1) as pool:
        waiting = deque(pool.submit(next, chunks, None) for _ in range(3))
        while (chunk := waiting.popleft().result()) is not None:
            waiting.append(pool.submit(next, chunks, None))
            yield chunk


def _unpack_gzip(blocks: Iterable[bytes]) -> Iterator[Chunk]:
    """Unpack members, gathered into chunks of CHUNK bytes or a little more."""
    ready, size = list[bytes](), 0
    for chunk in _unpack_members(blocks):
        if isinstance(chunk, Damage):
            yield b"".join(ready)
            yield chunk
            return
        ready.append(chunk)
        size += len(chunk)
        if size >= CHUNK:
            yield b"".join(ready)
            ready, size = [], 0
    if ready:
        yield b"".join(ready)


def _unpack_members(blocks: Iterable[bytes]) -> Iterator[Chunk]:
    unpacker, offset, begun = zlib.decompressobj(_GZIP), 0, False
    for piece in (block[at : at + _PIECE] for block in blocks for at in range(0, len(block), _PIECE)):
        rest = piece if begun else piece.lstrip(b"\0") if offset else piece
        while rest:
            if not begun and offset + len(piece) > len(rest) and rest[:1] != _GZIP_START[:1]:
                yield Damage("there is something else after the end of the gzip data", offset + len(piece) - len(rest))
                return
            try:
                yield unpacker.decompress(rest, CHUNK)
            except zlib.error as error:
                yield Damage(f"the gzip data is damaged ({error})", offset)
                return
            begun, rest = True, unpacker.unconsumed_tail
            if unpacker.eof:
                rest = unpacker.unused_data.lstrip(b"\0")
                unpacker, begun = zlib.decompressobj(_GZIP), False
        offset += len(piece)
    if begun:
        yield Damage("the file ends inside of the gzip data", offset)


class Unpacked(io.RawIOBase):
    """The unpacked bytes of a stream, as a stream; reading on into a damaged part raises what ``fail`` makes of it, UnpackError unless told.

    Closing it closes the stream that it reads.
    """

    def __init__(self, stream: BinaryIO, fail: Callable[[Damage], Exception] = UnpackError) -> None:
        self._stream, self._fail = stream, fail
        self._chunks = unpack(read_blocks(stream))
        self._chunk, self._at = b"", 0

    def readable(self) -> bool:
        """Whether it can be read: yes."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill a buffer with the next bytes; 0 at the end."""
        while self._at == len(self._chunk):
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            if isinstance(chunk, Damage):
                raise self._fail(chunk)
            self._chunk, self._at = chunk, 0
        size = min(len(buffer), len(self._chunk) - self._at)
        buffer[:size] = memoryview(self._chunk)[self._at : self._at + size]
        self._at += size
        return size

    def close(self) -> None:
        """Close it and the stream that it reads."""
        if not self.closed:
            self._chunks.close()
            self._stream.close()
        super().close()


def open_unpacked(path: str) -> io.BufferedReader:
    """Open a file that may be packed, whatever its name; reads raise UnpackError where it is damaged. Raises OSError."""
    return io.BufferedReader(Unpacked(io.BufferedReader(io.FileIO(path))), CHUNK)


def open_gzip(path: str) -> io.BufferedReader:
    """Open a file that is to be gzip; reads raise UnpackError where it is damaged. Raises OSError, and UnpackError where it is none."""
    raw = io.BufferedReader(io.FileIO(path))
    if not raw.peek(len(_GZIP_START)).startswith(_GZIP_START):
        raw.close()
        raise UnpackError(_NO_GZIP)
    return io.BufferedReader(Unpacked(raw), CHUNK)


def unpack_gzip(data: bytes, most: int) -> bytes:
    """Return what gzip data unpacks to. Raises UnpackError where it is none, is damaged, or unpacks to more than ``most`` bytes."""
    if not data.startswith(_GZIP_START):
        raise UnpackError(_NO_GZIP)
    return unpack_whole(data, most)


def unpack_whole(data: bytes, most: int) -> bytes:
    """Return what bytes unpack to, or the bytes where they are not packed. Raises UnpackError where that is damaged or more than ``most`` bytes."""
    ready, size = list[bytes](), 0
    for chunk in unpack(read_blocks(io.BytesIO(data))):
        if isinstance(chunk, Damage):
            raise UnpackError(str(chunk))
        size += len(chunk)
        if size > most:
            raise UnpackError(f"it unpacks to more than {most} bytes")
        ready.append(chunk)
    return b"".join(ready)
