"""The release as one ZIP file, laid out so that Zenodo takes it as it is: the files at the top, the same bytes from the same files."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

from kg.publish.release import File

_LEVEL = 6
# The first time that a ZIP file can tell, for every file: when a file was made is no part of a release.
_TIME = (1980, 1, 1, 0, 0, 0)
_MODE, _UNIX = 0o100644, 3
# What is packed already is stored as it is.
_PACKED = (".gz", ".parquet", ".png", ".woff2", ".zip", ".zim")
_PIECE = 1 << 20


def write_archive(folder: Path, files: Iterable[File], path: Path) -> None:
    """Write the files of a folder into a new ZIP file, in the order of their paths."""
    with zipfile.ZipFile(path, "w", allowZip64=True) as archive:
        for file in sorted(files, key=lambda file: file.path):
            entry = zipfile.ZipInfo(file.path, _TIME)
            entry.external_attr, entry.create_system = _MODE << 16, _UNIX
            entry.compress_type = zipfile.ZIP_STORED if file.path.endswith(_PACKED) else zipfile.ZIP_DEFLATED
            entry._compresslevel = _LEVEL  # type: ignore[attr-defined]
            entry.file_size = file.bytes
            with (folder / file.path).open("rb") as source, archive.open(entry, "w") as out:
                while piece := source.read(_PIECE):
                    out.write(piece)
