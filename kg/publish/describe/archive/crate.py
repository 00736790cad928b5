"""The description of the folder as a research object: RO-Crate 1.2 (https://w3id.org/ro/crate/1.2)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.graph.triples import software_iri
from kg.plurals import counted
from kg.publish.agents import Agent
from kg.publish.describe.archive.json_text import known, to_json
from kg.publish.describe.archive.licences import name_licence
from kg.publish.describe.archive.schema_org import describe_agent, temporal_coverage
from kg.publish.describe.release import Release, media_type_of
from kg.publish.describe.titles import describe_file, title_of_file
from kg.publish.release import File

PATH = "ro-crate-metadata.json"
_PROFILE = "https://w3id.org/ro/crate/1.2"
# Folders of very many files of one kind: described as a whole. The manifest lists each file with its hash.
_FOLDERS = {
    "data/articles/": ("Graphs of single articles", "A pair of files for each article: Turtle and JSON-LD."),
    "site/": ("Static site", "Pages that show the dataset in a browser, from a folder or any web server."),
}


def describe_crate(release: Release) -> str:
    """The metadata file of the crate: the folder as root, its files, and whom and what they mention."""
    files = [file for file in release.files if not file.path.startswith(tuple(_FOLDERS)) and file.path != PATH]
    folders = [folder for folder in _FOLDERS if any(file.path.startswith(folder) for file in release.files)]
    parts = [_describe_file(release, file) for file in files]
    parts += [_describe_folder(release, folder) for folder in folders]
    descriptor = {
        "@id": PATH,
        "@type": "CreativeWork",
        "name": "Description of this folder as a research object",
        "conformsTo": {"@id": _PROFILE},
        "about": {"@id": "./"},
    }
    graph = [descriptor, _describe_root(release, parts), *parts, *_describe_others(release, files)]
    return to_json({"@context": f"{_PROFILE}/context", "@graph": graph})


def _describe_root(release: Release, parts: Iterable[dict[str, Any]]) -> dict[str, Any]:
    config = release.config
    return known(
        {
            "@id": "./",
            "@type": "Dataset",
            "name": config.title,
            "description": release.description,
            "identifier": _single([{"@id": identifier["@id"]} for identifier in _identifiers(release)]),
            "version": config.version,
            "datePublished": release.dataset.issued,
            "license": _single([{"@id": licence} for licence in release.licences]),
            "keywords": list(release.keywords),
            "inLanguage": _single(list(release.languages)),
            "author": _single([{"@id": _agent_id(agent)} for agent in release.authors]),
            "publisher": {"@id": _agent_id(release.publisher)} if release.publisher else None,
            "creditText": "; ".join(release.sources),
            "temporalCoverage": temporal_coverage(release),
            "spatialCoverage": {"@id": "#place"} if release.coverage.box else None,
            "hasPart": [{"@id": part["@id"]} for part in parts],
            "mentions": {"@id": "#publication"},
        }
    )


def _identifiers(release: Release) -> list[dict[str, Any]]:
    """The names of the dataset, as values of what they are names by."""
    doi, address = release.config.doi, f"https://doi.org/{release.config.doi}"
    found = [{"@id": "#name", "@type": "PropertyValue", "name": "Name of this version", "value": str(release.iri), "url": str(release.iri)}]
    registry = "https://registry.identifiers.org/registry/doi"
    named = {"@id": address, "@type": "PropertyValue", "name": "DOI", "propertyID": registry, "value": f"doi:{doi}", "url": address}
    return [*found, named] if doi else found


def _single(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _describe_file(release: Release, file: File) -> dict[str, Any]:
    """A file; the crate's licence holds for what names no other."""
    return known(
        {
            "@id": file.path,
            "@type": "File",
            "name": title_of_file(file) if file.path.startswith(("data/", "tables/")) else file.name,
            "description": describe_file(file),
            "encodingFormat": media_type_of(file),
            "contentSize": str(file.bytes),
            "sha256": file.sha256,
            "license": _single([{"@id": licence} for licence in file.licence]) if file.licence != release.licences else None,
        }
    )


def _describe_folder(release: Release, folder: str) -> dict[str, Any]:
    name, words = _FOLDERS[folder]
    held = [file for file in release.files if file.path.startswith(folder)]
    return {"@id": folder, "@type": "Dataset", "name": name, "description": f"{words} {counted(len(held), 'file')}."}


def _describe_others(release: Release, files: Iterable[File]) -> list[dict[str, Any]]:
    """Licences, agents, the place, and how the crate came to be."""
    software = str(software_iri(release.dataset.software_version))
    version = release.dataset.software_version
    licences = sorted({licence for file in files for licence in file.licence} | set(release.licences))
    named = map(name_licence, licences)
    others = [
        known({"@id": name.iri, "@type": "CreativeWork", "name": name.words, "description": f"The licence at {name.iri}.", "identifier": name.spdx})
        for name in named
    ]
    agents = {_agent_id(agent): agent for agent in (*release.authors, *([release.publisher] if release.publisher else []))}
    others += [{**describe_agent(agent), "@id": identifier, **_contact_of(release, agent)} for identifier, agent in agents.items()]
    others += _identifiers(release)
    if release.coverage.box:
        name = "Box around all coordinates"
        others.append({"@id": "#place", "@type": "Place", "name": name, "geo": {"@id": "#box"}})
        others.append({"@id": "#box", "@type": ["GeoShape", "Geometry"], "name": name, "asWKT": release.coverage.wkt})
    if contact := release.config.contact:
        kind = "url" if contact.startswith("http") else "email"
        others.append(
            {"@id": "#contact", "@type": "ContactPoint", "name": "Contact", "contactType": "publisher", kind: contact.removeprefix("mailto:")}
        )
    others.append(
        {"@id": software, "@type": "SoftwareApplication", "name": "conflict-kg", "url": "https://w3id.org/conflict-kg/", "version": version}
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


def _contact_of(release: Release, agent: Agent) -> dict[str, Any]:
    """The contact is that of the publisher, else of the first creator."""
    first = release.publisher or release.authors[0]
    return {"contactPoint": {"@id": "#contact"}} if release.config.contact and agent == first else {}


def _agent_id(agent: Agent) -> str:
    return agent.iri or "#" + "-".join(agent.name.split())
