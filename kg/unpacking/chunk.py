"""What unpacking gives: bytes, or the place where a packed file is damaged."""

from __future__ import annotations

from kg.values import dataclass


@dataclass(frozen=True, slots=True)
class Damage:
    """A part of a packed file that cannot be unpacked: what is wrong, and the byte of the file where; ``final`` where nothing comes after it."""

    message: str
    offset: int
    final: bool = False

    def __str__(self) -> str:
        return f"{self.message} (at byte {self.offset})"


Chunk = bytes | Damage


class UnpackError(OSError):
    """Packed data that is damaged, or that unpacks to more than it may."""
