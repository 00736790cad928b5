"""Opening a release: a folder as it is, an archive unpacked or an address fetched into a temporary folder, within bounds."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import is_zipfile

from kg.publish.release import MANIFEST, Manifest
from kg.publish.verify.archive import unpack_archive
from kg.publish.verify.failure import Failure
from kg.publish.verify.fetching import fetch_archive, fetch_release
from kg.publish.verify.manifest import read_manifest
from kg.publish.verify.opened import Folder, Opened, Options, open_file, survey, to_text

_URL = re.compile(r"https?://", re.IGNORECASE)


class OpenError(Exception):
    """A release that cannot be opened; the message says which and why."""


class PreviousError(OpenError):
    """The release before, which was named to be compared with, cannot be opened."""


@contextmanager
def open_release(place: str, options: Options) -> Iterator[Opened]:
    """Open a release for as long as a block runs. OpenError where none can be read there; BrokenError where its manifest is none."""
    with tempfile.TemporaryDirectory(prefix="kg-verify-", ignore_cleanup_errors=True) as temporary:
        work = Path(temporary)
        try:
            found, strange, complete = _find(place, work, options)
            if MANIFEST not in found.sizes:
                raise OpenError(f"{place}: no release is there: it has no {MANIFEST}")
        except OSError as error:
            raise OpenError(f"{place}: cannot be read: {error.strerror or error}") from error
        yield Opened(found, manifest_in(found), work, options, strange, complete)


def manifest_in(folder: Folder) -> Manifest:
    """The manifest in a folder. BrokenError where it is none."""
    with open_file(folder, MANIFEST) as file:
        return read_manifest(to_text(file.read(), MANIFEST))


def _find(place: str, work: Path, options: Options) -> tuple[Folder, tuple[Failure, ...], bool]:
    """The folder of a release, what was wrong with its archive, and whether all of its files are known."""
    target = work / "release"
    place = _whole(place)
    if _URL.match(place) and not place.endswith(".zip"):
        missing = fetch_release(place, target, allow_private=options.allow_private)
        return survey(target), missing, False
    if _URL.match(place) or not Path(place).is_dir():
        archive = fetch_archive(place, work / "release.zip", allow_private=options.allow_private) if _URL.match(place) else Path(place)
        strange = unpack_archive(archive, target)
        return survey(_root(target)), strange, True
    return survey(Path(place)), (), True


def _whole(place: str) -> str:
    """The release that a manifest is of; any other place as it is. OpenError for a file within a release."""
    if _URL.match(place):
        return place
    path = Path(place)
    if path.name == MANIFEST and path.is_file():
        return str(path.parent)
    if path.exists() and path.suffix.lower() != ".zip" and not (path / MANIFEST).is_file():
        above = next((folder for folder in path.absolute().parents if (folder / MANIFEST).is_file()), None)
        if above:
            raise OpenError(f"{place}: it is within the release {above}: name that folder")
        if path.is_file() and not is_zipfile(path):
            raise OpenError(f"{place}: no release is there: name its folder, its .zip or its {MANIFEST}")
    return place


def _root(folder: Path) -> Path:
    """The folder with the manifest: that of the archive, or the only one in it."""
    entries = sorted(folder.iterdir())
    return entries[0] if len(entries) == 1 and (entries[0] / MANIFEST).is_file() else folder
