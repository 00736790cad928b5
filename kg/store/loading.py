"""Graph files into a store on disk: all of them or none."""

from __future__ import annotations

import glob
import os
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from kg.store.embedded import load_file
from kg.store.profiles import expand_store
from kg.store.store import StoreError
from kg.store.versions import drop_older


class Loaded(NamedTuple):
    """How many quads a store holds, and how many older versions of pages were removed from it."""

    quads: int
    removed: int


def load_folder(paths: Iterable[str], folder: str | os.PathLike[str]) -> Loaded:
    """Load graph files into the store in a folder, which is made where there is none. Of two versions of a page the current one stays.

    The work is done beside it, in ``FOLDER.part-…``, on a copy that shares the files of the old one (RocksDB's checkpoint), and put in its
    place at the end: who reads the store meanwhile reads the old one to its end, and whatever goes wrong leaves it as it was. StoreError.
    """
    import pyoxigraph

    place = Path(folder)
    part, old = place.with_name(f"{place.name}.part-{secrets.token_hex(4)}"), place.with_name(place.name + ".old")
    _clear_away(place, old)
    try:
        _copy(place, part)
        store = pyoxigraph.Store(str(part))
        for path in paths:
            load_file(store, path)
        expand_store(store)
        removed = drop_older(store)
        store.flush()
        after = Loaded(len(store), removed)
        del store
    except OSError as error:
        raise StoreError(f"{place}: {error}") from error
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    if place.exists():
        place.rename(old)
    part.rename(place)
    shutil.rmtree(old, ignore_errors=True)
    return after


def _clear_away(place: Path, old: Path) -> None:
    """What a run that was interrupted left: the old store is put back where the new one had not taken its place."""
    if place.exists() and not (place / "CURRENT").is_file() and (not place.is_dir() or any(place.iterdir())):
        raise StoreError(f"{place}: something is there that is no store")
    if old.exists() and not place.exists():
        old.rename(place)
    for left in (old, *place.parent.glob(f"{glob.escape(place.name)}.part-*")):
        shutil.rmtree(left, ignore_errors=True)


def _copy(place: Path, part: Path) -> None:
    """Begin the new store as a copy of the one that is there."""
    import pyoxigraph

    place.parent.mkdir(parents=True, exist_ok=True)
    if (place / "CURRENT").is_file():
        pyoxigraph.Store(str(place)).backup(str(part))
