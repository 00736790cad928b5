"""A cache with a limit on memory, keyed by hashes."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from typing import Generic, NamedTuple, TypeVar

Value = TypeVar("Value")
# What an entry takes besides its data: the key, its places in the tables, the objects around the data. Measured: below 1,200 bytes for a document.
OVERHEAD = 1500


class _Entry(NamedTuple, Generic[Value]):
    value: Value
    size: int


def hash_key(*parts: object) -> bytes:
    """A key of 16 bytes for anything with a repr, however long."""
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()


class Cache(Generic[Value]):
    """The values used last, up to ``most`` bytes in all; a value of more than a quarter of that is not kept."""

    def __init__(self, most: int) -> None:
        self.most, self.size = most, 0
        self.kept: OrderedDict[bytes, _Entry[Value]] = OrderedDict()

    def find(self, key: bytes) -> Value | None:
        """The value of a key, which becomes the one used last."""
        entry = self.kept.get(key)
        if entry is None:
            return None
        self.kept.move_to_end(key)
        return entry.value

    def keep(self, key: bytes, value: Value, size: int) -> None:
        """Keep a value of ``size`` bytes."""
        size += OVERHEAD
        if size > self.most // 4 or key in self.kept:
            return
        self.kept[key] = _Entry(value, size)
        self.size += size
        while self.size > self.most:
            self.size -= self.kept.popitem(last=False)[1].size
