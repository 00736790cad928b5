"""Graph files into a store on disk: all of them or none."""

from __future__ import annotations

import glob
import os
import secrets
import shutil
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from kg.output.lock import LockedError, hold_lock
from kg.output.swap import put_in_place, recover
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
    place at the end: who reads the store meanwhile reads the old one to its end, and whatever goes wrong leaves it as it was. While it lasts,
    ``FOLDER.lock`` keeps others from loading into it. StoreError.
    """
    place = Path(os.path.realpath(folder))
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with hold_lock(place):
            return _load_locked(tuple(paths), place)
    except LockedError as error:
        raise StoreError(f"{os.fspath(folder)}: another process is loading into it: {error.holder}") from error
    except OSError as error:
        raise StoreError(f"{os.fspath(folder)}: cannot be written: {error.strerror or error}") from error


def _load_locked(paths: tuple[str, ...], place: Path) -> Loaded:
    part = place.with_name(f"{place.name}.part-{secrets.token_hex(4)}")
    _clear_away(place)
    try:
        _copy(place, part)
        after = _fill(part, paths)
        old = put_in_place(part, place)
    except BaseException as error:
        traceback.clear_frames(error.__traceback__)  # They hold the store, whose threads would go on writing into the folder.
        shutil.rmtree(part, ignore_errors=True)
        raise
    if old:
        shutil.rmtree(old, ignore_errors=True)
    return after


def _fill(part: Path, paths: tuple[str, ...]) -> Loaded:
    """Load the files into the store in a folder."""
    import pyoxigraph

    store = pyoxigraph.Store(str(part))
    for path in paths:
        load_file(store, path)
    expand_store(store)
    removed = drop_older(store)
    store.flush()
    store.optimize()  # Files that are read for years are written once more: pages take half the time.
    return Loaded(len(store), removed)


def _clear_away(place: Path) -> None:
    """What a run that was interrupted left: the old store is put back where the new one had not taken its place."""
    if place.exists() and not (place / "CURRENT").is_file() and (not place.is_dir() or any(place.iterdir())):
        raise StoreError(f"{place}: something is there that is no store")
    old = recover(place)
    for left in (*([old] if old else ()), *place.parent.glob(f"{glob.escape(place.name)}.part-*")):
        shutil.rmtree(left, ignore_errors=True)


def _copy(place: Path, part: Path) -> None:
    """Begin the new store as a copy of the one that is there."""
    import pyoxigraph

    if (place / "CURRENT").is_file():
        pyoxigraph.Store(str(place)).backup(str(part))
