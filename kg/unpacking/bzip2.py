"""bzip2 unpacked block by block on all cores.

Unpacking is what bounds the speed at which a dump is read. A bzip2 stream is a row of blocks of at most 900 kB that know nothing of each other;
each begins with the same 48 bits, at any bit of a byte (the format is described in https://github.com/dsnet/compress/blob/master/doc/bzip2-format.pdf).
So the blocks are found by these bits, each is made a stream of its own, and libbz2, which runs without Python's lock, unpacks them side by
side, whether the file is one stream or, as the dumps of Wikimedia, many. A block that is damaged (each has a checksum) is told in its place and costs
no other block.
"""

from __future__ import annotations

import bz2
import os
import re
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import pairwise

from kg.unpacking.chunk import Chunk, Damage
from kg.values import dataclass

_BLOCK_MAGIC = 0x314159265359
_END_MAGIC = 0x177245385090
_MAGIC_BITS, _SUM_BITS = 48, 32
_FOOTER_BITS = _MAGIC_BITS + _SUM_BITS
_HEADER = re.compile(rb"BZh[1-9]")
_HEADER_SIZE = 4
# A block packs 900 kB, and what cannot be packed grows by a few percent at most: beyond this there is no block any more.
_LONGEST_BLOCK = 1 << 21
# A block of runs alone unpacks to 46 MB, and several are unpacked at once; one of text unpacks to little more than the 900 kB that it packs.
_LONGEST_UNPACKED = 1 << 23
_MOST_WORKERS = 8


def _shifted(magic: int) -> tuple[tuple[bytes, int, int, int, int], ...]:
    """For each shift by 0 to 7 bits: the bytes the magic fills wholly, and masks and values of the bits before and after them."""
    patterns = []
    for shift in range(8):
        value = (magic << (8 - shift)).to_bytes(7, "big")
        patterns.append((value[1:6], 0xFF >> shift, value[0], (0xFF00 >> shift) & 0xFF, value[6]))
    return tuple(patterns)


_BLOCK_PATTERNS, _END_PATTERNS = _shifted(_BLOCK_MAGIC), _shifted(_END_MAGIC)


def find_magic(data: bytes, patterns: tuple[tuple[bytes, int, int, int, int], ...], start: int = 0) -> list[int]:
    """Return the bits of data, from byte ``start`` on, at which a magic number begins, in order."""
    found = []
    for shift, (middle, before_mask, before, after_mask, after) in enumerate(patterns):
        at = data.find(middle, start + 1)
        while at >= 0:
            follows = data[at + 5] if at + 5 < len(data) else 0
            if data[at - 1] & before_mask == before and follows & after_mask == after:
                found.append((at - 1) * 8 + shift)
            at = data.find(middle, at + 1)
    return sorted(found)


@dataclass(frozen=True, slots=True)
class _Block:
    """The bits of one block, from its magic number up to its end, and the byte of the file where it begins."""

    bits: int
    size: int
    offset: int


def _cut_bits(data: bytes, start: int, end: int) -> int:
    value = int.from_bytes(data[start // 8 : (end + 7) // 8], "big") >> (-end % 8)
    return value & ((1 << (end - start)) - 1)


def _unpack_block(block: _Block) -> Chunk:
    """Make the block a stream of its own, whose checksum is that of the block, and unpack it."""
    if block.size < _FOOTER_BITS:
        return Damage("a block of the bzip2 data is damaged", block.offset)
    checksum = (block.bits >> (block.size - _FOOTER_BITS)) & 0xFFFFFFFF
    size = block.size + _FOOTER_BITS
    value = (((block.bits << _MAGIC_BITS) | _END_MAGIC) << _SUM_BITS) | checksum
    data = b"BZh9" + (value << (-size % 8)).to_bytes((size + 7) // 8, "big")
    unpacker = bz2.BZ2Decompressor()
    unpacked = b""
    try:
        unpacked = unpacker.decompress(data, _LONGEST_UNPACKED)
        if unpacker.eof:
            return unpacked
        # The end of the stream is only seen by asking for more.
        if len(unpacked) == _LONGEST_UNPACKED and unpacker.decompress(b"", 1):
            return Damage(f"a block of the bzip2 data unpacks to more than {_LONGEST_UNPACKED} bytes, which no text does", block.offset, True)
    except (OSError, ValueError, EOFError):
        pass
    return unpacked if unpacker.eof else Damage("a block of the bzip2 data is damaged", block.offset)


class _Window:
    """The packed bytes at hand, and where they stand in the file."""

    __slots__ = ("_blocks", "data", "ended", "offset")

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks, self.data, self.offset, self.ended = blocks, b"", 0, False

    def extend(self) -> None:
        """Take in more of the file."""
        block = next(self._blocks, b"")
        self.ended = not block
        self.data += block

    def drop(self, size: int) -> None:
        """Let the first bytes go."""
        self.data = self.data[size:]
        self.offset += size


def _split(blocks: Iterator[bytes]) -> Iterator[_Block | Damage]:
    """Cut a file into its blocks."""
    window, searched, starts = _Window(blocks), 0, list[int]()
    while not window.ended:
        window.extend()
        starts += find_magic(window.data, _BLOCK_PATTERNS, searched)
        searched = max(0, len(window.data) - 7)
        starts = sorted(set(starts))
        for start, following in pairwise(starts):
            yield from _between(window, start, following)
        starts = starts[-1:]
        if starts and len(window.data) - starts[0] // 8 > _LONGEST_BLOCK and not window.ended:
            yield Damage("there is no bzip2 data where a block should be", window.offset + starts[0] // 8)
            starts = []
        keep = starts[0] // 8 if starts else 0 if len(window.data) <= _LONGEST_BLOCK else searched
        window.drop(keep)
        searched -= keep
        starts = [start - keep * 8 for start in starts]
    yield from _last(window, starts)


def _between(window: _Window, start: int, following: int) -> Iterator[_Block | Damage]:
    """The block between two magic numbers; where a new stream begins before the second, the first's footer is taken off."""
    header = following // 8 - _HEADER_SIZE
    end = following
    if following % 8 == 0 and _HEADER.fullmatch(window.data, max(header, 0), following // 8):
        end = _find_end(window.data, start, header)
    yield _Block(_cut_bits(window.data, start, end), end - start, window.offset + start // 8)


def _find_end(data: bytes, start: int, header: int) -> int:
    """The bit at which a stream's last block ends: its footer stands right before the next header, or somewhere before it."""
    for padding in range(8):
        at = header * 8 - _FOOTER_BITS - padding
        if at > start and _cut_bits(data, at, at + _MAGIC_BITS) == _END_MAGIC:
            return at
    ends = [at for at in find_magic(data[: header + 1], _END_PATTERNS, start // 8) if at > start]
    return ends[0] if ends else header * 8


def _last(window: _Window, starts: list[int]) -> Iterator[_Block | Damage]:
    """The block up to the end of the file, and what stands after it."""
    if not starts:
        if window.offset + len(window.data) > _HEADER_SIZE and not find_magic(window.data, _END_PATTERNS):
            yield Damage("there is no bzip2 data in the file's end", window.offset)
        return
    start = starts[0]
    ends = [at for at in find_magic(window.data, _END_PATTERNS, start // 8) if at > start]
    if not ends:
        yield Damage("the file ends inside of a block of the bzip2 data", window.offset + start // 8)
        return
    yield _Block(_cut_bits(window.data, start, ends[0]), ends[0] - start, window.offset + start // 8)
    rest = (ends[0] + _FOOTER_BITS + 7) // 8
    if rest > len(window.data):
        yield Damage("the file ends inside of the bzip2 data", window.offset + len(window.data))
    elif window.data[rest:].strip(b"\0") and len(ends) == 1:
        yield Damage("there is something else after the end of the bzip2 data", window.offset + rest)


def unpack_bzip2(blocks: Iterator[bytes]) -> Iterator[Chunk]:
    """Unpack the bytes of a bzip2 file, given in blocks of any size: chunks in order, and what is damaged in its place."""
    workers = min(os.cpu_count() or 1, _MOST_WORKERS)
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[Future[Chunk] | Damage] = deque()
        for block in _split(blocks):
            waiting.append(block if isinstance(block, Damage) else pool.submit(_unpack_block, block))
            if len(waiting) > workers * 2:
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())


def _result(chunk: Future[Chunk] | Damage) -> Chunk:
    return chunk if isinstance(chunk, Damage) else chunk.result()
