"""What unpacking gives: bytes, or the place where a packed file is damaged."""

from __future__ import annotations

from kg.values import dataclass


@dataclass(frozen=True, slots=True)
class Damage:
    """A part of a packed file that cannot be unpacked: what is wrong, and the byte of the file where."""

    message: str
    offset: int


Chunk = bytes | Damage
