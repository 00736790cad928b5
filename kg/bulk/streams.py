"""The bzip2 streams of a multistream dump: found where they begin, each unpacked for itself.

Wikimedia packs a hundred pages into each stream, so that a stream can be read without those before it. Each begins with ten bytes that nothing
else has; finding them costs less than reading the index that is published beside a dump, so a dump needs no index.
"""

from __future__ import annotations

import bz2
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, NamedTuple

from kg.bulk.errors import BulkError
from kg.unpacking.chunk import Damage
from kg.unpacking.stream import unpack

# How much of a dump is one piece of work: some thousand pages.
UNIT = 4_000_000
# A stream of a hundred pages packs some hundred kilobytes: one this long is no multistream dump.
LONGEST_STREAM = 1 << 25
# What a stream unpacks to at most; beyond it is read with more care.
_LONGEST_TEXT = 1 << 27
_START = re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)")
_START_SIZE = 10
_STEP = 1 << 20


class Stream(NamedTuple):
    """A bzip2 stream of a dump: its first byte, and how many bytes it has."""

    offset: int
    size: int


def count_units(size: int) -> int:
    """How many units a dump of so many bytes has."""
    return -(-size // UNIT)


def read_unit(dump: Path, number: int) -> Iterator[tuple[Stream, bytes]]:
    """The streams that begin in a unit of the dump (units count from 0), each with its packed bytes. Raises BulkError, OSError."""
    begin = number * UNIT
    with dump.open("rb") as file:
        file.seek(begin)
        data = file.read(UNIT + _START_SIZE - 1)
        starts = [match.start() for match in _START.finditer(data) if match.start() < UNIT]
        if not starts:
            return
        data = data[: max(UNIT, starts[-1] + _START_SIZE)]
        data, end = _read_on(file, begin, data, starts[-1])
    for start, following in pairwise((*starts, end)):
        yield Stream(begin + start, following - start), data[start:following]


def _read_on(file: BinaryIO, begin: int, data: bytes, last: int) -> tuple[bytes, int]:
    """The bytes up to the end of the stream that begins at ``last``, and where that is."""
    file.seek(begin + len(data))
    at = last + _START_SIZE
    while (match := _START.search(data, at)) is None:
        at = max(len(data) - _START_SIZE + 1, at)
        block = file.read(_STEP)
        if not block:
            return data, len(data)
        data += block
        if len(data) - last > LONGEST_STREAM:
            raise BulkError(f"{file.name}: the bzip2 stream at byte {begin + last:,} is too long for a multistream dump: kg build reads such dumps")
    return data, match.start()


def read_stream(file: BinaryIO, stream: Stream) -> bytes:
    """The packed bytes of a stream of a dump. Raises OSError."""
    file.seek(stream.offset)
    return file.read(stream.size)


def unpack_stream(packed: bytes, stream: Stream, until: int | None = None) -> tuple[bytes, tuple[Damage, ...]]:
    """The text of a stream, and what is damaged in it, by the byte of the dump; blocks that are whole are kept.

    With ``until``, no more than so many bytes of the text need be right or there. What is left saves half of a block's time, but bzip2 checks
    only blocks that are unpacked to their end.
    """
    unpacker = bz2.BZ2Decompressor()
    try:
        text = unpacker.decompress(packed, until or _LONGEST_TEXT)
        if len(text) == until or (unpacker.eof and not unpacker.unused_data.strip(b"\0")):
            return text, ()
    except (OSError, ValueError):
        pass
    parts, damages = list[bytes](), list[Damage]()
    for chunk in unpack(iter((packed,))):
        if isinstance(chunk, Damage):
            damages.append(Damage(chunk.message, stream.offset + chunk.offset, chunk.final))
        else:
            parts.append(chunk)
    return b"".join(parts), tuple(damages)


def check_multistream(dump: Path) -> bytes:
    """The head of a dump: the text of its first stream. Raises BulkError where it is no multistream dump of MediaWiki, OSError."""
    streams = (unpack_stream(packed, stream)[0] for stream, packed in read_unit(dump, 0))
    head, first = next(streams, b""), next(streams, b"")
    if not head:
        raise BulkError(
            f"{dump}: no dump packed with bzip2: kg bulk reads multistream dumps (pages-articles-multistream.xml.bz2), kg build all others"
        )
    if b"<page>" not in head and first and not first.lstrip().startswith((b"<page>", b"</mediawiki>")):
        raise BulkError(f"{dump}: its pages go over the borders of its bzip2 streams, so it is no multistream dump: kg build reads such dumps")
    if b"<mediawiki" not in head:
        raise BulkError(f"{dump}: no dump of MediaWiki")
    return head.partition(b"<page>")[0]
