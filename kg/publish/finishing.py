"""The last moments of a release: its folder, its archive and its ZIM archive are made, and take the places of the old ones.

Everything is made and on disk before the first of them is replaced. The folder comes first, in one step. Who finds that a process was killed behind
that step puts the rest in place; before it, all old ones stand whole.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.output.swap import put_in_place, recover
from kg.publish.draft import SWAPPING, ZIM, clear
from kg.publish.release import MANIFEST

Others = Mapping[str, Path]
"""What stands beside the folder: where it is to stand, by the name of its file in the folder of work."""


def begin_finishing(work: Path) -> None:
    """Forget what an earlier run was about to put in place, which is made anew now."""
    (work / SWAPPING).unlink(missing_ok=True)
    shutil.rmtree((work / ZIM).parent, ignore_errors=True)


def put_all_in_place(made: Path, folder: Path | None, others: Others, work: Path) -> None:
    """Put a finished folder (None: it is not wanted) and what stands beside it in place, and remove the folder of work."""
    _to_disk(work / name for name in others)
    if folder:
        _to_disk(path for path in made.rglob("*") if path.is_file())
        (work / SWAPPING).write_text(_hash_of(made / MANIFEST), encoding="utf-8")
        old = put_in_place(made, folder)
        if old and old != made:
            shutil.rmtree(old)
    _put_others(others, work)
    clear(work)


def finish_left(folder: Path, others: Others, work: Path, is_folder: bool) -> None:
    """Finish what a process that was killed had begun to put in place, once its folder is, and clear away what it left."""
    if not is_folder:
        return
    if left := recover(folder):
        shutil.rmtree(left)
    marker = work / SWAPPING
    if marker.is_file() and marker.read_text(encoding="utf-8") == _hash_of(folder / MANIFEST):
        _put_others({name: place for name, place in others.items() if (work / name).is_file()}, work)
        clear(work)


def _put_others(others: Others, work: Path) -> None:
    for name, place in others.items():
        (work / name).replace(os.path.realpath(place))


def _to_disk(paths: Iterable[Path]) -> None:
    """Have the system write files to its disk, so that a power cut after the exchange finds them there."""
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _hash_of(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""
