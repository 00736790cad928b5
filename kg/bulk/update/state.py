"""The state that a folder is in, and the one that is made beside it and takes its place in one step."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.bulk.errors import BulkError
from kg.bulk.folder import MANIFEST, Folder, open_bulk
from kg.graph.provenance import Provenance
from kg.output.files import PublishError
from kg.output.swap import put_in_place, recover
from kg.values import dataclass
from kg.version import __version__


@dataclass(frozen=True, slots=True)
class State:
    """A finished folder: its place, its plan, and the hash of its manifest, which tells it from all others."""

    folder: Path
    plan: Mapping[str, Any]
    sha256: str

    @property
    def provenance(self) -> Provenance:
        """Provenance by the options that the folder was made with, of this program."""
        options = self.plan["options"]
        return Provenance(options["base"], __version__, options["time"], options["licence"])

    @property
    def language(self) -> str:
        """The language of its wiki."""
        return str(self.plan["wiki"]["language"])

    @property
    def address(self) -> str | None:
        """What the addresses of its wiki's pages begin with, None where its dump did not say."""
        address = self.plan["wiki"]["address"]
        return None if address is None else str(address)


def open_state(folder: Path) -> State:
    """The state of a finished folder; what a killed process has left on the way is put right first. Raises BulkError, PublishError."""
    try:
        if left := recover(folder):
            drop(left)
    except OSError as error:
        raise PublishError(str(folder), f"cannot be put right: {error.strerror or error}", error.errno) from error
    if not folder.is_dir():
        raise BulkError(f"{folder}: no such folder: kg bulk fills one")
    plan = open_bulk(folder).manifest["plan"]
    if not {"options", "wiki", "software"} <= plan.keys():
        raise BulkError(f"{folder}: made by a version of conflict-kg that kept no records of pages: fill another folder with kg bulk")
    return State(folder, plan, hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest())


def address_of(folder: Path) -> str | None:
    """What the addresses of the pages of a finished folder's wiki begin with, None where that is not known. Raises BulkError."""
    address = open_bulk(folder).manifest["plan"].get("wiki", {}).get("address")
    return None if address is None else str(address)


def place_beside(folder: Path) -> Path:
    """Where the next state of a folder is made."""
    return folder.with_name(f".kg-{folder.name}.update")


def begin_beside(folder: Path, plan: Mapping[str, Any]) -> Folder:
    """The place beside a folder, for a plan: gone on with where the same plan has begun there, else emptied. Raises BulkError, PublishError."""
    place = place_beside(folder)
    made = Folder(place)
    if place.exists() and not made.is_of(plan):
        drop(place)
    if not (place / MANIFEST).is_file():
        made.begin(plan)
    return made


def replace(folder: Path, keep: Path | None = None) -> None:
    """Put the state that was made beside a folder in its place; the old one goes, or is kept under another name. Raises PublishError."""
    try:
        old = put_in_place(place_beside(folder), folder)
        if old is not None:
            _put_away(old, keep)
    except OSError as error:
        raise PublishError(str(folder), f"cannot be replaced: {error.strerror or error}", error.errno) from error


def clear(folder: Path, keep: Path | None = None) -> None:
    """Do what a killed process has left undone after it put a new state in place. Raises PublishError."""
    try:
        _put_away(place_beside(folder), keep)
    except OSError as error:
        raise PublishError(str(keep), f"cannot be written: {error.strerror or error}", error.errno) from error


def _put_away(old: Path, keep: Path | None) -> None:
    if keep is not None and (old / MANIFEST).is_file():
        old.rename(keep)
    else:
        drop(old)


def drop(folder: Path) -> None:
    """Remove a folder, its manifest first: what is left of it where that is interrupted is no finished state."""
    (folder / MANIFEST).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
