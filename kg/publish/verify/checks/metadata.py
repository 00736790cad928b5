"""Metadata in JSON and YAML (RO-Crate, Croissant, schema.org, DataCite, Zenodo, CITATION.cff) against the manifest."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from kg.publish.describe.archive.licences import name_licence
from kg.publish.release import FULL
from kg.publish.verify.checks.catalogue import find_file
from kg.publish.verify.failure import BrokenError, Failure, Found
from kg.publish.verify.opened import Opened, parse_json

CRATE, CITATION, ZENODO, DATACITE, CROISSANT, LANDING = (
    "ro-crate-metadata.json", "CITATION.cff", ".zenodo.json", "datacite.json", "croissant.json", "index.html",
)  # fmt: skip
_ADDRESSES, _SIZE = ("contentUrl", "@id", "url"), re.compile(r"(\d+)(?: B)?")
_SCRIPT = re.compile(r'<script[^>]*type="application/ld\+json"[^>]*>(.*?)</script>', re.DOTALL | re.IGNORECASE)
_TOP, _ITEM = re.compile(r"([a-z-]+):(?: (.*))?"), re.compile(r"  - (.*)")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|#")
_DAY = len("2000-01-01")


def check_json_ld(opened: Opened) -> Found:
    """That what RO-Crate, Croissant and schema.org say of files (size, sha256, licence) is so, and that the files are there."""
    for path in (CRATE, CROISSANT, LANDING):
        if not opened.has(path):
            continue
        try:
            for value in _json_of(opened, path):
                yield from (Failure(path, words) for entry in _objects(value) for words in _wrong_entry(opened, entry))
        except BrokenError as error:
            yield error.failure


def _json_of(opened: Opened, path: str) -> Iterator[Any]:
    if path.endswith(".html"):
        for match in _SCRIPT.finditer(opened.read_text(path)):
            yield parse_json(match[1], path)
    else:
        yield opened.read_json(path)


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """All objects within a JSON value, however deep."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _wrong_entry(opened: Opened, entry: dict[str, Any]) -> Iterator[str]:
    if not {"sha256", "contentSize", "contentUrl"} & entry.keys():
        return
    addresses = [entry[name] for name in _ADDRESSES if isinstance(entry.get(name), str)]
    file = next((file for address in addresses if (file := find_file(opened, address))), None)
    if file is None:
        yield f"tells of a file that is not there: {' '.join(addresses)}"
        return
    if "sha256" in entry and entry["sha256"] != file.sha256:
        yield f"{file.path} has the sha256 {entry['sha256']}, not {file.sha256}"
    size = _SIZE.fullmatch(str(entry.get("contentSize", file.bytes)))
    if size is None or int(size[1]) != file.bytes:
        yield f"{file.path} has a size of {entry.get('contentSize')}, not {file.bytes} bytes"
    licences = _licences(entry.get("license"))
    if licences and licences != set(file.licence):
        yield f"{file.path} is under {', '.join(sorted(licences))}, not under {', '.join(file.licence)}"


def _licences(value: Any) -> set[str]:
    listed = value if isinstance(value, list) else [value]
    return {licence for each in listed if (licence := each.get("@id") if isinstance(each, dict) else each)}


def check_crate(opened: Opened) -> Found:
    """That RO-Crate has a root dataset all of whose parts within the crate are there, and that it lists the dumps and tables."""
    entries = opened.read_json(CRATE)
    graph = entries.get("@graph") if isinstance(entries, dict) else None
    by_id = {str(entry.get("@id")): entry for entry in graph or () if isinstance(entry, dict)}
    root = by_id.get("./")
    if root is None:
        yield Failure(CRATE, "has no root dataset ./")
        return
    parts = {str(part.get("@id")) for entry in by_id.values() for part in _listed(entry.get("hasPart")) if isinstance(part, dict)}
    for part in sorted(parts):
        if not _ELSEWHERE.match(part) and not any(path == part or (part.endswith("/") and path.startswith(part)) for path in opened.folder.sizes):
            yield Failure(CRATE, f"has a part that is not there: {part}")
        if part not in by_id:
            yield Failure(CRATE, f"does not describe its part {part}")
    for path in opened.listed:
        if (
            path.startswith(("data/", "tables/"))
            and path != CRATE
            and path not in parts
            and not any(p.endswith("/") and path.startswith(p) for p in parts)
        ):
            yield Failure(CRATE, f"does not list {path}")
    yield from _check_whole(CRATE, opened, _licences(root.get("license")))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _check_whole(path: str, opened: Opened, told: set[str]) -> Found:
    """That a description gives the licence of the whole, which is that of the full layer: as IRI, or by its SPDX identifier in any case."""
    wanted = {licence for layer in opened.manifest.layers if layer.name == FULL for licence in layer.licence}
    names = {name_licence(licence).spdx.lower() for licence in wanted} - {""}
    if told != wanted and {name.lower() for name in told} != names:
        yield Failure(path, f"gives the licence {', '.join(sorted(told)) or 'of nothing'}, the manifest {', '.join(sorted(wanted))}")


def check_citation(opened: Opened) -> Found:
    """That CITATION.cff, DataCite and Zenodo give title, version, date and licence of the manifest."""
    manifest, cff = opened.manifest, _read_cff(opened.read_text(CITATION))
    datacite, zenodo = (_object(opened, path) for path in (DATACITE, ZENODO))
    issued = manifest.issued[:10] if len(manifest.issued) >= _DAY else ""
    told = (
        (CITATION, "title", cff.get("title"), manifest.title),
        (CITATION, "version", cff.get("version"), manifest.version),
        (CITATION, "date-released", cff.get("date-released", ""), issued),
        (ZENODO, "title", zenodo.get("title"), manifest.title),
        (ZENODO, "version", zenodo.get("version"), manifest.version),
        (ZENODO, "publication_date", zenodo.get("publication_date", ""), issued),
        (DATACITE, "title", _first_title(datacite), manifest.title),
        (DATACITE, "version", datacite.get("version"), manifest.version),
    )
    for path, name, value, wanted in told:
        if value != wanted:
            yield Failure(path, f"gives the {name} {value!r}, the manifest {wanted!r}")
    yield from _check_whole(CITATION, opened, _licences(cff.get("license", cff.get("license-url"))))
    # Zenodo takes one licence only.
    if "license" in zenodo or any(len(layer.licence) == 1 for layer in manifest.layers if layer.name == FULL):
        yield from _check_whole(ZENODO, opened, _licences(zenodo.get("license")))
    yield from _check_whole(
        DATACITE, opened, {str(rights.get("rightsUri")) for rights in _listed(datacite.get("rightsList")) if isinstance(rights, dict)}
    )


def _first_title(datacite: dict[str, Any]) -> Any:
    return next((title.get("title") for title in _listed(datacite.get("titles")) if isinstance(title, dict)), None)


def _read_cff(text: str) -> dict[str, Any]:
    """The entries at the top of CITATION.cff that are texts or lists of texts: all are written in double quotation marks, as JSON has them."""
    found: dict[str, Any] = {}
    name = ""
    for line in text.splitlines():
        if match := _TOP.fullmatch(line):
            name = match[1]
            found[name] = _unquoted(match[2]) if match[2] else []
        elif (match := _ITEM.fullmatch(line)) and isinstance(found.get(name), list):
            found[name].append(_unquoted(match[1]))
    return found


def _unquoted(text: str) -> str:
    try:
        return str(json.loads(text))
    except json.JSONDecodeError:
        return text


def _object(opened: Opened, path: str) -> dict[str, Any]:
    value = opened.read_json(path)
    return value if isinstance(value, dict) else {}


def check_json(opened: Opened) -> Found:
    """That each JSON file can be read."""
    for path in opened.listed:
        if path.endswith((".json", ".geojson", ".jsonld", ".jsonl")) and opened.has(path) and not path.startswith("data/articles/"):
            try:
                texts = opened.read_text(path).splitlines() if path.endswith(".jsonl") else [opened.read_text(path)]
                for number, text in enumerate(texts, 1):
                    yield from (Failure(path, f"is no JSON: {words}", number) for words in _no_json(text, path))
            except BrokenError as error:
                yield error.failure


def _no_json(text: str, path: str) -> Iterator[str]:
    try:
        parse_json(text, path)
    except BrokenError as error:
        yield error.failure.words
    except json.JSONDecodeError as error:
        yield error.msg
