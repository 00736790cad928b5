"""Files of a release as they are written: each is hashed and counted while its bytes pass."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from gzip import GzipFile
from pathlib import Path
from typing import Any

from kg.publish.release import File
from kg.values import dataclass

PACKED = ".gz"
_BUFFER = 1 << 18
_LEVEL = 6
# Letters, digits and signs that every file system and web server takes as they are.
_PORTABLE = re.compile(r"(?:(?!\.\.?/)[A-Za-z0-9._~()!,'+-]+/)*(?!\.\.?\Z)[A-Za-z0-9._~()!,'+-]+")


class TextFile(io.TextIOWrapper):
    """A text file (UTF-8, line ends as written) of a release; who writes it sets ``count``, the number of its triples or rows."""

    count = 0


class BinaryFile(io.BufferedWriter):
    """A binary file of a release; who writes it sets ``count``, the number of its triples or rows."""

    count = 0


@dataclass(frozen=True, slots=True)
class About:
    """What a file of a release says of itself beyond its bytes; the fields are those of kg.publish.release.File."""

    path: str
    media_type: str
    licence: tuple[str, ...] = ()
    layer: str = ""
    counted: str = ""


class _Hashed(io.RawIOBase):
    """A new file whose bytes are hashed as they are written."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("xb", buffering=0)
        self.sha256, self.size = hashlib.sha256(), 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        written = self._file.write(data)
        self.sha256.update(memoryview(data)[:written])
        self.size += written
        return written

    def close(self) -> None:
        self._file.close()
        super().close()


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder that files of a release are written into. It may be handed to other processes, which return what they wrote.

    A path is relative, of portable characters, and written once (FileExistsError); what its name ends in ".gz" is packed, equal bytes to equal bytes.
    """

    place: str

    @contextmanager
    def open_binary(self, about: About, made: list[File]) -> Iterator[BinaryFile]:
        """Open a file to write bytes; what it has become is appended to ``made`` when the block ends well."""
        with self._open(about) as (raw, out):
            wrapper = BinaryFile(out, _BUFFER)
            yield wrapper
            wrapper.close()
        made.append(_to_file(about, raw, wrapper.count))

    @contextmanager
    def open_text(self, about: About, made: list[File]) -> Iterator[TextFile]:
        """Open a file to write text; otherwise as open_binary."""
        with self._open(about) as (raw, out):
            wrapper = TextFile(io.BufferedWriter(out, _BUFFER), encoding="utf-8", newline="\n")
            yield wrapper
            wrapper.close()
        made.append(_to_file(about, raw, wrapper.count))

    def write(self, about: About, data: bytes, count: int = 0) -> File:
        """Write a whole file at once."""
        made: list[File] = []
        with self.open_binary(about, made) as out:
            out.write(data)
            out.count = count
        return made[0]

    @contextmanager
    def _open(self, about: About) -> Iterator[tuple[_Hashed, Any]]:
        if not _PORTABLE.fullmatch(about.path):
            raise ValueError(f"no portable path of a file: {about.path!r}")
        path = Path(self.place, about.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        raw = _Hashed(path)
        try:
            if about.path.endswith(PACKED):
                with io.BufferedWriter(raw, _BUFFER) as buffered, GzipFile("", "wb", _LEVEL, buffered, mtime=0) as packer:
                    yield raw, packer
            else:
                yield raw, raw
        finally:
            raw.close()


def _to_file(about: About, raw: _Hashed, count: int) -> File:
    return File(about.path, raw.size, raw.sha256.hexdigest(), about.media_type, about.licence, about.layer, about.counted, count)
