"""What stands where a release is to stand: only what is a release, or work on one, may be replaced."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

from kg.publish.draft import WORK_NAMES
from kg.publish.release import CHECKSUMS, MANIFEST, Manifest, ManifestError, ReleaseError


def require_ours(folder: Path | None, archive: Path | None, work: Path) -> None:
    """ReleaseError where something of others stands in the place of a release, in its folder, or in the place of the work."""
    if folder and folder.exists() and (strange := _strange_in_release(folder)):
        raise ReleaseError(f"{folder}: something is there that is no release; nothing is replaced{strange}: name another folder with -o")
    if archive and archive.exists() and not _is_archive(archive):
        raise ReleaseError(f"{archive}: something is there that is no release; nothing is replaced")
    if work.exists() and (not work.is_dir() or any(path.name not in WORK_NAMES for path in work.iterdir())):
        raise ReleaseError(f"{work}: something is there that is no work on a release; move it, since the work is done there")


def _strange_in_release(folder: Path) -> str:
    """What is not of a release, in words: " (.git/HEAD)"; "" where all is, or the folder is empty."""
    if not folder.is_dir():
        return " (a file)"
    try:
        manifest = Manifest.from_json((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ManifestError):
        return " (it has no manifest)" if any(folder.iterdir()) else ""
    known = {file.path for file in manifest.files} | {MANIFEST, CHECKSUMS}
    strange = next((path for path in _walk(folder) if path not in known), None)
    return f" ({strange})" if strange else ""


def _walk(folder: Path) -> Iterator[str]:
    for place, _, names in os.walk(folder):
        yield from (Path(place, name).relative_to(folder).as_posix() for name in names)


def _is_archive(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return MANIFEST in archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False
