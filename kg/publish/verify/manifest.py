"""The manifest of a release read strictly: whatever a program might stumble over is named. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kg.publish.release import CHECKSUMS, FORMAT, LAYERS, MANIFEST, Manifest, ManifestError
from kg.publish.verify.failure import BrokenError, Failure
from kg.publish.verify.opened import parse_json

_SHA256 = re.compile(r"[0-9a-f]{64}")
# Letters, digits and signs that every file system, archive and web server takes as they are.
_PART = re.compile(r"[A-Za-z0-9._~()!,'+-]+")
_TEXTS: dict[str, type | tuple[type, ...]] = {
    "title": str, "version": str, "issued": (str, type(None)), "base": str, "creator": list, "publisher": (str, type(None)), "software": dict,
    "ontology_version": str, "counts": dict, "layers": dict, "files": list,
}  # fmt: skip
_FILE: dict[str, type] = {"path": str, "bytes": int, "sha256": str, "media_type": str, "licence": list}
_LAYER: dict[str, type] = {"licence": list, "triples": int, "rdfc10_sha256": str, "files": list}


def read_manifest(text: str) -> Manifest:
    """The manifest. BrokenError where it is none at all."""
    entries = parse_json(text, MANIFEST)
    wrong = list(_wrong_kinds(entries))
    if wrong:
        raise BrokenError(Failure(MANIFEST, wrong[0]))
    try:
        return Manifest.from_json(text)
    except (ManifestError, ValueError) as error:
        raise BrokenError(Failure(MANIFEST, str(error))) from error


def _wrong_kinds(entries: Any) -> Iterator[str]:
    """What is not of the kind that it must be: then nothing can be made of the manifest."""
    if not isinstance(entries, dict):
        yield "is no JSON object"
    elif entries.get("format") != FORMAT:
        yield f"has the format {entries.get('format')!r}; this version of conflict-kg reads format {FORMAT}"
    else:
        yield from _wrong_entries(entries, _TEXTS, "the manifest")
        for number, file in enumerate(entries.get("files") or (), 1):
            yield from _wrong_entries(file, _FILE, f"file {number}")
        for name, layer in (entries.get("layers") or {}).items() if isinstance(entries.get("layers"), dict) else ():
            yield from _wrong_entries(layer, _LAYER, f"layer {name}")


def _wrong_entries(entries: Any, wanted: Mapping[str, type | tuple[type, ...]], what: str) -> Iterator[str]:
    if not isinstance(entries, dict):
        yield f"{what} is no object"
        return
    for name, kind in wanted.items():
        value = entries.get(name)
        if name not in entries or not isinstance(value, kind) or isinstance(value, bool):
            yield f"{what} has no proper {name!r}"
        elif isinstance(value, list) and name != "files" and not all(isinstance(each, str) for each in value):
            yield f"{what}: {name!r} holds something else than words"
    for name, value in entries.items():
        if name in ("triples", "rows") and (not isinstance(value, int) or isinstance(value, bool)):
            yield f"{what}: {name!r} is no number"


def weaknesses(manifest: Manifest) -> Iterator[str]:
    """What is wrong with a manifest that could be read."""
    paths = [file.path for file in manifest.files]
    if paths != sorted(set(paths)):
        yield "its files are not sorted by path, or one stands twice"
    for file in manifest.files:
        if not _SHA256.fullmatch(file.sha256) or file.bytes < 0 or file.count < 0:
            yield f"{file.path}: the sha256 is not 64 hexadecimal digits in lower case, or a number is negative"
        if file.layer and file.layer not in {layer.name for layer in manifest.layers}:
            yield f"{file.path}: there is no layer {file.layer!r}"
        if file.path in (MANIFEST, CHECKSUMS):
            yield f"{file.path}: it cannot list its own hash, so it is not listed"
    for layer in manifest.layers:
        if layer.name not in LAYERS:
            yield f"there is no layer {layer.name!r} in a release"
        if not set(layer.files) <= {file.path for file in manifest.files if file.layer == layer.name}:
            yield f"layer {layer.name}: a file of it is not listed as one"
    if manifest.issued and not re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?", manifest.issued):
        yield f"'issued' is no date: {manifest.issued!r}"


def unsafe_path(path: str) -> str:
    """Why a path may lead out of the folder or is not portable; "" for a good one."""
    parts = path.split("/")
    if not path or path.startswith("/") or "\\" in path or re.match(r"[A-Za-z]:", path):
        return "is no relative path with / between the names"
    if any(part in ("", ".", "..") for part in parts):
        return "leads through . or .. or an empty name"
    if not all(_PART.fullmatch(part) for part in parts):
        return "has a character that not every system takes in file names"
    return ""
