"""The description of the folder as a research object: RO-Crate 1.2 (https://w3id.org/ro/crate/1.2)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.graph.triples import software_iri
from kg.publish.describe.archive.json_text import known, to_json
from kg.publish.describe.archive.licences import name_licence
from kg.publish.describe.archive.schema_org import describe_agent, spatial_coverage, temporal_coverage
from kg.publish.describe.release import Agent, Release, media_type_of
from kg.publish.describe.titles import title_of_file
from kg.publish.release import CHECKSUMS, MANIFEST, File

PATH = "ro-crate-metadata.json"
_PROFILE = "https://w3id.org/ro/crate/1.2"
# Folders of very many files of one kind: described as a whole. The manifest lists each file with its hash.
_FOLDERS = {
    "data/articles/": ("Graphs of single articles", "A pair of files for each article: Turtle and JSON-LD."),
    "site/": ("Static site", "Pages that show the dataset in a browser, from a folder or any web server."),
}
_HOMES = {
    MANIFEST: ("Manifest", "application/json", "All files with size, sha256, media type and licence."),
    CHECKSUMS: ("Checksums", "text/plain", "The sha256 of every file, as sha256sum -c reads them."),
}


def describe_crate(release: Release) -> str:
    """The metadata file of the crate: the folder as root, its files, and whom and what they mention."""
    files = [file for file in release.files if not file.path.startswith(tuple(_FOLDERS)) and file.path not in (PATH, *_HOMES)]
    folders = [folder for folder in _FOLDERS if any(file.path.startswith(folder) for file in release.files)]
    parts = [_describe_file(file) for file in files]
    parts += [
        known({"@id": name, "@type": "File", "name": told[0], "encodingFormat": told[1], "description": told[2]}) for name, told in _HOMES.items()
    ]
    parts += [_describe_folder(release, folder) for folder in folders]
    descriptor = {"@id": PATH, "@type": "CreativeWork", "conformsTo": {"@id": _PROFILE}, "about": {"@id": "./"}}
    graph = [descriptor, _describe_root(release, parts), *parts, *_describe_others(release)]
    return to_json({"@context": f"{_PROFILE}/context", "@graph": graph})


def _describe_root(release: Release, parts: Iterable[dict[str, Any]]) -> dict[str, Any]:
    config = release.config
    return known(
        {
            "@id": "./",
            "@type": "Dataset",
            "name": config.title,
            "description": release.description,
            "identifier": [str(release.iri), *([f"https://doi.org/{config.doi}"] if config.doi else [])],
            "version": config.version,
            "datePublished": release.dataset.issued,
            "license": _single([{"@id": licence} for licence in release.licences]),
            "keywords": list(release.keywords),
            "inLanguage": list(release.languages),
            "author": [{"@id": _agent_id(agent)} for agent in release.creators],
            "publisher": {"@id": _agent_id(release.publisher)} if release.publisher else None,
            "contactPoint": {"@id": "#contact"} if config.contact else None,
            "creditText": "; ".join(release.sources),
            "temporalCoverage": temporal_coverage(release),
            "spatialCoverage": {"@id": "#place"} if release.coverage.box else None,
            "hasPart": [{"@id": part["@id"]} for part in parts],
            "mentions": {"@id": "#publication"},
        }
    )


def _single(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _describe_file(file: File) -> dict[str, Any]:
    return known(
        {
            "@id": file.path,
            "@type": "File",
            "name": title_of_file(file) if file.path.startswith(("data/", "tables/")) else file.name,
            "encodingFormat": media_type_of(file),
            "contentSize": str(file.bytes),
            "sha256": file.sha256,
            "license": _single([{"@id": licence} for licence in file.licence]),
        }
    )


def _describe_folder(release: Release, folder: str) -> dict[str, Any]:
    name, words = _FOLDERS[folder]
    held = [file for file in release.files if file.path.startswith(folder)]
    return {"@id": folder, "@type": "Dataset", "name": name, "description": f"{words} {len(held):,} files."}


def _describe_others(release: Release) -> list[dict[str, Any]]:
    """Licences, agents, the place, and how the crate came to be."""
    software = str(software_iri(release.dataset.software_version))
    version = release.dataset.software_version
    licences = sorted({licence for file in release.files for licence in file.licence} | set(release.licences))
    named = map(name_licence, licences)
    others = [known({"@id": name.iri, "@type": "CreativeWork", "name": name.words, "identifier": name.spdx}) for name in named]
    agents = {_agent_id(agent): agent for agent in (*release.creators, *([release.publisher] if release.publisher else []))}
    others += [{**describe_agent(agent), "@id": identifier} for identifier, agent in agents.items()]
    if place := spatial_coverage(release):
        others.append({"@id": "#place", "@type": "Place", "name": "Box around all coordinates", "geo": {"@id": "#box"}})
        others.append({"@id": "#box", **place["geo"]})
    if contact := release.config.contact:
        kind = "url" if contact.startswith("http") else "email"
        others.append({"@id": "#contact", "@type": "ContactPoint", "contactType": "publisher", kind: contact.removeprefix("mailto:")})
    others.append(
        {"@id": software, "@type": "SoftwareApplication", "name": "conflict-kg", "url": "https://w3id.org/conflict-kg/", "softwareVersion": version}
    )
    others.append(
        {
            "@id": "#publication",
            "@type": "CreateAction",
            "name": "Publication of the dataset",
            "instrument": {"@id": software},
            "result": {"@id": "./"},
        }
    )
    return others


def _agent_id(agent: Agent) -> str:
    return agent.iri or "#" + "-".join(agent.name.split())
