"""What a release is: its files, its layers, and the manifest that lists them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from kg.values import dataclass

FORMAT = 1
MANIFEST, CHECKSUMS = "release.json", "SHA256SUMS"
# Layers of the data, each a distribution of its own with a licence of its own.
FACTS, FULL, LINKS, ONTOLOGY = "facts", "full", "links", "ontology"
LAYERS = (FACTS, FULL, LINKS, ONTOLOGY)


class ReleaseError(Exception):
    """A release that cannot be made or read; the message says why."""


class ManifestError(ValueError):
    """A manifest that cannot be understood; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of a release: its path below the release's folder ("/" between names), its size in bytes, and the sha256 of its bytes (hexadecimal).

    ``layer`` is "" for files of none. ``counted`` says what ``count`` counts ("triples", "rows", "" for neither).
    """

    path: str
    bytes: int
    sha256: str
    media_type: str
    licence: tuple[str, ...] = ()
    layer: str = ""
    counted: str = ""
    count: int = 0

    @property
    def name(self) -> str:
        """The last part of the path."""
        return PurePosixPath(self.path).name


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of the data. ``rdfc10_sha256`` is the RDFC-1.0 hash of all its quads: the sha256 of its N-Quads files, unpacked, in order."""

    name: str
    licence: tuple[str, ...]
    triples: int
    rdfc10_sha256: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest: what the release is, by whom and with which software, and all its files but itself and the checksums.

    Dates are ISO 8601; "" stands for what nobody told. ``licences`` are IRIs.
    """

    title: str
    version: str
    issued: str
    base: str
    creator: tuple[str, ...]
    publisher: str
    software_version: str
    ontology_version: str
    counts: Mapping[str, int]
    layers: tuple[Layer, ...]
    files: tuple[File, ...]

    def to_json(self) -> str:
        """The manifest as JSON, with sorted files: the same manifest gives the same text."""
        made = {
            "format": FORMAT,
            "title": self.title,
            "version": self.version,
            "issued": self.issued or None,
            "base": self.base,
            "creator": list(self.creator),
            "publisher": self.publisher or None,
            "software": {"name": "conflict-kg", "version": self.software_version},
            "ontology_version": self.ontology_version,
            "counts": dict(self.counts),
            "layers": {
                layer.name: {
                    "licence": list(layer.licence), "triples": layer.triples, "rdfc10_sha256": layer.rdfc10_sha256, "files": list(layer.files)
                }
                for layer in self.layers
            },
            "files": [_from_file(file) for file in sorted(self.files, key=lambda file: file.path)],
        }  # fmt: skip
        return json.dumps(made, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """Read a manifest. ManifestError for what is none, or of a newer format."""
        try:
            read = json.loads(text)
            if read["format"] != FORMAT:
                raise ManifestError(f"the manifest has format {read['format']!r}; this version of conflict-kg reads format {FORMAT}")
            return cls(
                read["title"], read["version"], read["issued"] or "", read["base"], tuple(read["creator"]), read["publisher"] or "",
                read["software"]["version"], read["ontology_version"], {str(name): int(count) for name, count in read["counts"].items()},
                tuple(
                    Layer(name, tuple(layer["licence"]), int(layer["triples"]), layer["rdfc10_sha256"], tuple(layer["files"]))
                    for name, layer in read["layers"].items()
                ),
                tuple(map(_to_file, read["files"])),
            )  # fmt: skip
        except (json.JSONDecodeError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ManifestError(f"no manifest of a release: {type(error).__name__}: {error}") from error


def _from_file(file: File) -> dict[str, Any]:
    made: dict[str, Any] = {
        "path": file.path,
        "bytes": file.bytes,
        "sha256": file.sha256,
        "media_type": file.media_type,
        "licence": list(file.licence),
    }
    if file.layer:
        made["layer"] = file.layer
    if file.counted:
        made[file.counted] = file.count
    return made


def _to_file(read: dict[str, Any]) -> File:
    counted = next((name for name in ("triples", "rows") if name in read), "")
    return File(
        read["path"], int(read["bytes"]), read["sha256"], read["media_type"], tuple(read["licence"]), read.get("layer", ""), counted,
        int(read.get(counted, 0)) if counted else 0,
    )  # fmt: skip


def write_checksums(files: Iterable[tuple[str, str]]) -> str:
    """The text of SHA256SUMS, as ``sha256sum -c`` reads it, from pairs of path and hash."""
    return "".join(f"{sha256}  {path}\n" for path, sha256 in sorted(files))
