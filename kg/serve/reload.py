"""Noticing that kg load has put new data in the place of those that are served."""

from __future__ import annotations

from pathlib import Path

from kg.store.embedded import open_folder
from kg.store.store import Store


class Reopening:
    """Call it: the store in a folder, opened anew, if another one has taken its place since the last call, or None. StoreError.

    It is made before the store is opened for the first time: what takes its place in between is opened once too often, never missed.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.seen = _mark(folder)

    def __call__(self) -> Store | None:
        """Look once."""
        mark = _mark(self.folder)
        if mark is None or mark == self.seen:
            return None
        opened = open_folder(self.folder)
        self.seen = mark
        return opened


def _mark(folder: str) -> tuple[int, int, int] | None:
    """What tells the folder of one store from that of another at the same place; None while there is none."""
    try:
        place, current = Path(folder).stat(), (Path(folder) / "CURRENT").stat()
    except OSError:
        return None
    return place.st_dev, place.st_ino, current.st_mtime_ns
