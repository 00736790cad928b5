"""The files of a release's inputs, with the hashes of their bytes: they tell whether work that was begun is of the same inputs."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.publish.dataset import Input


def hash_inputs(sources: Iterable[str]) -> tuple[Input, ...]:
    """The files that sources are or hold, by the names that they have below them. What is no file (a web page, standard input) has no hash.

    What cannot be read is left to who reads it.
    """
    return tuple(found for source in sources for found in _inputs(source))


def _inputs(source: str) -> Iterator[Input]:
    path = Path(source)
    try:
        if source != "-" and path.is_dir():
            for inner in sorted(_walk(path)):
                yield _hash(inner, f"{path.resolve().name}/{inner.relative_to(path).as_posix()}")
        elif source != "-" and path.is_file():
            yield _hash(path, path.name)
        else:
            yield Input(source if "://" in source else path.name, 0, "")
    except (OSError, ValueError):
        yield Input(path.name, 0, "")


def _walk(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        yield from (Path(place, name) for name in names)


def _hash(path: Path, name: str) -> Input:
    with path.open("rb") as file:
        return Input(name, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())
