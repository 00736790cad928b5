"""The bytes of a file that may be packed: plain, gzip or bzip2, unpacked as a stream of chunks with flat memory."""

from __future__ import annotations

import zlib
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import BinaryIO

from kg.read.input.bzip2 import unpack_bzip2
from kg.read.input.chunk import Chunk, Damage

CHUNK = 1 << 20
_GZIP = 16 + zlib.MAX_WBITS
_GZIP_START, _BZIP2_START = b"\x1f\x8b", b"BZh"


def read_blocks(stream: BinaryIO) -> Iterator[bytes]:
    """Give the bytes of a file in blocks."""
    while block := stream.read(CHUNK):
        yield block


def is_packed(head: bytes) -> bool:
    """Whether a file that begins so is packed."""
    return head.startswith((_GZIP_START, _BZIP2_START))


def unpack(blocks: Iterator[bytes]) -> Iterator[Chunk]:
    """Give the unpacked content of a file in order; its first bytes tell how it is packed. What is damaged is told in its place."""
    head = next(blocks, b"")
    blocks = chain((head,), blocks)
    if head.startswith(_GZIP_START):
        yield from _ahead(_unpack_gzip(blocks))
    elif head.startswith(_BZIP2_START):
        yield from unpack_bzip2(blocks)
    else:
        yield from blocks


def _ahead(chunks: Iterator[Chunk]) -> Iterator[Chunk]:
    """Have one thread make the next chunks while the last is in use."""
    with ThreadPoolExecutor(1) as pool:
        waiting = deque(pool.submit(next, chunks, None) for _ in range(3))
        while (chunk := waiting.popleft().result()) is not None:
            waiting.append(pool.submit(next, chunks, None))
            yield chunk


def _unpack_gzip(blocks: Iterator[bytes]) -> Iterator[Chunk]:
    unpacker, offset, begun = zlib.decompressobj(_GZIP), 0, False
    for block in blocks:
        rest = block
        while rest:
            try:
                yield unpacker.decompress(rest, CHUNK * 4)
            except zlib.error as error:
                yield Damage(f"the gzip data is damaged ({error})", offset)
                return
            begun, rest = True, unpacker.unconsumed_tail
            if unpacker.eof:
                rest = unpacker.unused_data.lstrip(b"\0")
                unpacker, begun = zlib.decompressobj(_GZIP), False
                if rest and rest[:1] != b"\x1f":
                    yield Damage("there is something else after the end of the gzip data", offset + len(block) - len(rest))
                    return
        offset += len(block)
    if begun:
        yield Damage("the file ends inside of the gzip data", offset)
