"""Rows on disk, in parts that fit into memory."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

_PARTS = 32


def bucket_of(folded: str) -> str:
    """The part for names that begin with the same letter: the letter, or for other than ASCII letters and digits one of a few."""
    first = folded[:1]
    return first if first.isascii() and first.isalnum() else f"x{ord(first) % _PARTS}" if first else "x"


class Buckets:
    """Files of rows (JSON, one a line) in a folder, one for each part."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._folder, self._open = folder, dict[str, TextIO]()

    def __enter__(self) -> Buckets:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def add(self, part: str, row: Sequence[Any]) -> None:
        """Append a row to a part."""
        out = self._open.get(part)
        if out is None:
            out = self._open[part] = (self._folder / part).open("w", encoding="utf-8")
        out.write(json.dumps(row, separators=(",", ":")) + "\n")

    def close(self) -> None:
        """End writing."""
        for out in self._open.values():
            out.close()
        self._open.clear()

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the parts, sorted."""
        return tuple(sorted(path.name for path in self._folder.iterdir()))

    def read(self, part: str) -> Iterator[list[Any]]:
        """The rows of a part, as they came."""
        path = self._folder / part
        if path.is_file():
            with path.open(encoding="utf-8") as lines:
                yield from map(json.loads, lines)
