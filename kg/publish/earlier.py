"""The manifest of the release before, from its folder, its archive, or the manifest itself."""

from __future__ import annotations

import zipfile
from pathlib import Path

from kg.publish.release import MANIFEST, Manifest, ManifestError


def read_earlier(place: str) -> Manifest:
    """Read it. ManifestError with the place for what is none, OSError for what cannot be read."""
    path = Path(place)
    try:
        if path.is_dir():
            text = (path / MANIFEST).read_text(encoding="utf-8")
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                text = archive.read(MANIFEST).decode()
        else:
            text = path.read_text(encoding="utf-8")
        return Manifest.from_json(text)
    except (ManifestError, UnicodeDecodeError, KeyError, zipfile.BadZipFile) as error:
        raise ManifestError(f"{place}: {error}") from error
