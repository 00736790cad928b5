"""The release before: what its manifest says."""

from __future__ import annotations

import zipfile
from pathlib import Path

from kg.publish.release import MANIFEST, Manifest, ManifestError, ReleaseError


def read_previous(path: str) -> Manifest | None:
    """The manifest of a release in a folder, a ZIP file, or a file of its own; None where no release is named. ReleaseError names what is wrong."""
    if not path:
        return None
    try:
        return Manifest.from_json(_read_text(path))
    except (OSError, KeyError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ReleaseError(f"{path}: the previous release cannot be read: {reason}") from error
    except ManifestError as error:
        raise ReleaseError(f"{path}: {error}") from error


def _read_text(path: str) -> str:
    place = Path(path)
    if place.is_dir():
        place = place / MANIFEST
        if not place.is_file():
            raise ReleaseError(f"{path}: no release is there: it has no {MANIFEST}")
    if place.suffix == ".zip":
        with zipfile.ZipFile(place) as archive:
            return archive.read(MANIFEST).decode()
    return place.read_text(encoding="utf-8")
