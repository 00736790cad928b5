"""A release that is open: its manifest, the files that are there, and how they are read."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from functools import cached_property
from io import BufferedReader, FileIO
from pathlib import Path
from typing import Any

from kg.publish.release import File, Manifest
from kg.publish.verify.failure import BrokenError, Failure
from kg.rdf.formats import UnknownFormatError, format_of_path
from kg.rdf.reading import GraphReadError, parse_graph
from kg.rdf.terms import Triple
from kg.unpacking import UnpackError, open_gzip
from kg.values import dataclass

# What is read into memory at once.
LARGEST_TEXT = 1 << 30
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Options:
    """What the user gives: files or folders of articles, and the release before (folder, zip or URL; "" for none).

    ``allow_private`` lets a public address lead to a private one.
    """

    articles: tuple[str, ...] = ()
    previous: str = ""
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Folder:
    """What is found below a release's folder: regular files with their sizes, and what is no such file, with what it is."""

    root: Path
    sizes: Mapping[str, int]
    strange: Mapping[str, str]


# Without slots, since what several checks need is made once.
@dataclass(frozen=True, eq=False)
class Opened:
    """A release that is open: ``work`` is a folder for what does not fit into memory; ``found_at_opening`` is what was wrong with the archive.

    ``complete`` says whether all files that are there are known, as they are not for a web server.
    """

    folder: Folder
    manifest: Manifest
    work: Path
    options: Options
    found_at_opening: tuple[Failure, ...] = ()
    complete: bool = True

    @cached_property
    def listed(self) -> dict[str, File]:
        """The files of the manifest by path."""
        return {file.path: file for file in self.manifest.files}

    def has(self, path: str) -> bool:
        """Whether a file is listed and there."""
        return path in self.listed and path in self.folder.sizes

    def below(self, folder: str, *endings: str) -> list[str]:
        """The paths of the files below a folder that are listed and there, sorted; all, or those with one of these endings."""
        return sorted(path for path in self.listed if path.startswith(folder) and path.endswith(endings or "") and path in self.folder.sizes)

    def open(self, path: str) -> BufferedReader:
        """Open a file. BrokenError where it is not there."""
        return open_file(self.folder, path)

    def open_unpacked(self, path: str) -> BufferedReader:
        """Open a file that is packed with gzip, or not. BrokenError where it is not there or not packed as its name says; reads raise UnpackError."""
        if not path.endswith(".gz"):
            return self.open(path)
        self.open(path).close()
        try:
            return open_gzip(str(self.folder.root / path))
        except (UnpackError, OSError) as error:
            raise BrokenError(Failure(path, f"cannot be unpacked: {error}")) from error

    def read_bytes(self, path: str) -> bytes:
        """A file whole, unpacked. BrokenError as said above, for what is damaged, and for more than LARGEST_TEXT."""
        with self.open_unpacked(path) as file:
            try:
                data = file.read(LARGEST_TEXT + 1)
            except UnpackError as error:
                raise BrokenError(Failure(path, f"cannot be unpacked: {error}")) from error
        if len(data) > LARGEST_TEXT:
            raise BrokenError(Failure(path, f"has more than {LARGEST_TEXT:,} bytes"))
        return data

    def read_text(self, path: str) -> str:
        """A text file. BrokenError for what is not UTF-8."""
        return to_text(self.read_bytes(path), path)

    def read_json(self, path: str) -> Any:
        """A JSON file. BrokenError with the line for what is none."""
        return parse_json(self.read_text(path), path)

    def read_graph(self, path: str) -> tuple[Triple, ...]:
        """The triples of a graph file in the syntax of its name. BrokenError with the line for what is none, or has blank nodes."""
        try:
            return parse_graph(self.read_bytes(path), format_of_path(path), path)
        except UnknownFormatError as error:
            raise BrokenError(Failure(path, str(error))) from error
        except GraphReadError as error:
            raise BrokenError(Failure(path, error.reason, error.line)) from error

    def read_lines(self, path: str) -> Iterator[bytes]:
        """The lines of a file, unpacked, with their ends. BrokenError for what is damaged."""
        number = 0
        with self.open_unpacked(path) as file:
            try:
                for number, line in enumerate(file, 1):  # noqa: B007 - the number is told where unpacking ends.
                    yield line
            except UnpackError as error:
                raise BrokenError(Failure(path, f"cannot be unpacked: {error}", number + 1)) from error

    def digest(self, path: str) -> str:
        """The sha256 of a file's bytes."""
        with self.open(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def open_file(folder: Folder, path: str) -> BufferedReader:
    """Open a regular file of a release; links are not followed. BrokenError where it is not there or cannot be read."""
    if path not in folder.sizes:
        raise BrokenError(Failure(path, folder.strange.get(path, "is not there")))
    try:
        descriptor = os.open(folder.root / path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise BrokenError(Failure(path, f"cannot be read: {error.strerror}")) from error
    return BufferedReader(FileIO(descriptor), _PIECE)


def survey(root: Path) -> Folder:
    """List what is below a folder, without following links. OSError where it cannot be listed."""
    sizes, strange, waiting = dict[str, int](), dict[str, str](), [root]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                path = Path(entry.path).relative_to(root).as_posix()
                mode = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(mode.st_mode):
                    waiting.append(Path(entry.path))
                elif stat.S_ISREG(mode.st_mode):
                    sizes[path] = mode.st_size
                else:
                    strange[path] = "is a link, which is not followed" if entry.is_symlink() else "is no regular file"
    return Folder(root, dict(sorted(sizes.items())), dict(sorted(strange.items())))


def to_text(data: bytes, path: str, first: int = 1) -> str:
    """The text of bytes, which begin at the line ``first`` of their file. BrokenError with the line for what is not UTF-8."""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + first
        raise BrokenError(Failure(path, f"is not UTF-8: byte 0x{data[error.start]:02X}", line)) from error


def parse_json(text: str, path: str) -> Any:
    """The value of a JSON text. BrokenError for what is none, and where an object has a name twice: readers differ on what that means."""

    def make_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            raise BrokenError(Failure(path, f"an object has the name {_first_twice(pairs)!r} twice"))
        return made

    try:
        return json.loads(text, object_pairs_hook=make_object)
    except json.JSONDecodeError as error:
        raise BrokenError(Failure(path, f"is no JSON: {error.msg}", error.lineno)) from error
    except RecursionError as error:
        raise BrokenError(Failure(path, "is nested too deeply")) from error


def _first_twice(pairs: list[tuple[str, Any]]) -> str:
    names = [name for name, _ in pairs]
    return next(name for name in names if names.count(name) > 1)
