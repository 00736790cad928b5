"""A release in the making: a folder beside its place, of which each step that ended well is remembered."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from gzip import GzipFile
from pathlib import Path
from types import MappingProxyType

from kg.publish.release import File, Layer
from kg.publish.writing import PACKED, About, BinaryFile, Folder, TextFile

_BUFFER = 1 << 18
_RELEASE, _SCRATCH, _DONE, _KEY = "release", "scratch", "done", "key"
SWAPPING, ARCHIVE, ZIM = "swapping", "archive.zip", "zim/site.zim"  # libzim leaves files beside its own where it is killed, so they have a folder.
# All that a folder of work ever holds.
WORK_NAMES = frozenset({_RELEASE, _SCRATCH, _DONE, _KEY, f"{_KEY}.part", SWAPPING, ARCHIVE, "zim"})


class Draft:
    """The files and layers that were made so far. Nothing else touches the disk.

    The folder holds the release to be, scratch files that steps leave for later ones, and for each finished step a record of the files that it made.
    A run of the same key goes on where the one before it stopped; another key begins anew.
    """

    def __init__(self, place: Path, key: str | None) -> None:
        """Begin, or go on with what an interrupted run of the same key left in the folder; without a key, join the run that is at work in it."""
        self.place = place
        self._files: dict[str, File] = {}
        self._layers: dict[str, Layer] = {}
        self._step = ""
        self._finished: set[str] = set()
        self._alone = key is not None
        if key is not None and _read(place / _KEY) != key:
            clear(place)
            place.mkdir(parents=True)
            _write_whole(place / _KEY, key)
        for folder in (_RELEASE, _SCRATCH, _DONE):
            (place / folder).mkdir(exist_ok=True)
        for path in sorted((place / _DONE).glob("*.json")):
            self.take_over(path.stem)
        if self._alone:
            self._drop_unfinished()

    @classmethod
    def beside(cls, place: Path) -> Draft:
        """The draft of a run that is at work, for a process that runs another step of it."""
        return cls(place, None)

    def take_over(self, step: str) -> None:
        """Take down what a finished step has made, in an earlier run or in another process."""
        made = json.loads((self.place / _DONE / f"{step}.json").read_text(encoding="utf-8"))
        self._finished.add(step)
        self.add(_to_file(file) for file in made["files"])
        self._layers |= {layer[0]: Layer(layer[0], tuple(layer[1]), layer[2], layer[3], tuple(layer[4])) for layer in made["layers"]}

    @property
    def files(self) -> Mapping[str, File]:
        """The files that are made, by path."""
        return MappingProxyType(self._files)

    @property
    def layers(self) -> Mapping[str, Layer]:
        """The layers that are made, by name."""
        return MappingProxyType(self._layers)

    @property
    def folder(self) -> Folder:
        """The release's folder for processes of a step to write into; what they wrote is told by ``add``."""
        return Folder(str(self.place / _RELEASE))

    @property
    def scratch(self) -> Path:
        """A folder of its own for the step at work, for files that are not of the release; empty when the step begins, kept for later steps."""
        return self.scratch_of(self._step)

    def scratch_of(self, step: str) -> Path:
        """The scratch folder of a step."""
        return self.place / _SCRATCH / step

    @contextmanager
    def open(self, path: str, media_type: str, *, licence: tuple[str, ...] = (), layer: str = "", counted: str = "") -> Iterator[TextFile]:
        """Open a text file of the release (UTF-8); ``out.count`` is to be set where something is counted. Packed where its name ends in ".gz"."""
        made: list[File] = []
        with self.folder.open_text(About(path, media_type, licence, layer, counted), made) as out:
            yield out
        self.add(made)

    @contextmanager
    def open_binary(self, path: str, media_type: str, *, licence: tuple[str, ...] = (), layer: str = "", counted: str = "") -> Iterator[BinaryFile]:
        """Open a binary file of the release; otherwise as ``open``."""
        made: list[File] = []
        with self.folder.open_binary(About(path, media_type, licence, layer, counted), made) as out:
            yield out
        self.add(made)

    def write(
        self, path: str, text: str, media_type: str, *, licence: tuple[str, ...] = (), layer: str = "", counted: str = "", count: int = 0
    ) -> None:
        """Write a text file of the release."""
        with self.open(path, media_type, licence=licence, layer=layer, counted=counted) as out:
            out.write(text)
            out.count = count

    def read(self, path: str) -> bytes:
        """The bytes of a file of the release that is made already (packed as it is)."""
        return self.path(path).read_bytes()

    def read_lines(self, path: str) -> Iterator[bytes]:
        """The lines of a text file of the release, unpacked where its name ends in ".gz", one at a time."""
        place = self.path(path)
        with GzipFile(place) if path.endswith(PACKED) else place.open("rb") as file:
            yield from io.BufferedReader(file, _BUFFER)

    def path(self, path: str) -> Path:
        """Where a file of the release is, for libraries that want a path; KeyError where it is not made."""
        return self.place / _RELEASE / self._files[path].path

    def add(self, files: Iterable[File]) -> None:
        """Take down files that another process wrote into ``folder``."""
        self._files |= {file.path: file for file in files}

    def add_layer(self, layer: Layer) -> None:
        """Take down a layer."""
        self._layers[layer.name] = layer

    def is_finished(self, step: str) -> bool:
        """Whether a step ended well, in this run or one before."""
        return step in self._finished

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Run a step: when the block ends well, its files are remembered; otherwise they are removed."""
        before, layers = dict(self._files), dict(self._layers)
        self._step = name
        shutil.rmtree(self.scratch, ignore_errors=True)
        self.scratch.mkdir(parents=True)
        try:
            yield
        except BaseException:
            self._files, self._layers = before, layers
            with suppress(OSError):  # A disk that is full has room again; what stays is removed when the work goes on.
                shutil.rmtree(self.scratch)
                if self._alone:
                    self._drop_unfinished()
            raise
        made = {
            "files": [_from_file(file) for path, file in self._files.items() if path not in before],
            "layers": [
                [layer.name, layer.licence, layer.triples, layer.rdfc10_sha256, layer.files]
                for layer in self._layers.values()
                if layer.name not in layers
            ],
        }
        _write_whole(self.place / _DONE / f"{name}.json", json.dumps(made))
        self._finished.add(name)

    def _drop_unfinished(self) -> None:
        """Remove files that no finished step tells of."""
        root = self.place / _RELEASE
        for path in sorted(root.rglob("*"), reverse=True):
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path.relative_to(root).as_posix() not in self._files:
                path.unlink()


def clear(place: Path) -> None:
    """Remove a folder of work, its key first, so that what is left of an interrupted removal is never taken for work to go on with."""
    (place / _KEY).unlink(missing_ok=True)
    if place.exists():
        shutil.rmtree(place)


def release_in(place: Path) -> Path:
    """The folder of the release within a folder of work."""
    return place / _RELEASE


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return ""


def _write_whole(path: Path, text: str) -> None:
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def _from_file(file: File) -> list[object]:
    return [file.path, file.bytes, file.sha256, file.media_type, file.licence, file.layer, file.counted, file.count]


def _to_file(read: list[object]) -> File:
    path, size, sha256, media_type, licence, layer, counted, count = read
    return File(str(path), int(str(size)), str(sha256), str(media_type), tuple(licence), str(layer), str(counted), int(str(count)))  # type: ignore[arg-type]
