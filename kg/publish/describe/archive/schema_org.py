"""The description for search engines: schema.org's Dataset as JSON-LD, to stand in the landing page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.publish.agents import ORCID, Agent
from kg.publish.describe.archive.json_text import known, to_json
from kg.publish.describe.release import Release, all_releases_iri, media_type_of
from kg.publish.describe.titles import describe_layer, title_of_file, title_of_layer
from kg.publish.describe.vocabularies import load_vocabularies


def dataset_json_ld(release: Release) -> str:
    """JSON-LD of the dataset, its layers and downloads. Safe within a script element of HTML: it holds no "<"."""
    return to_json(describe_dataset(release)).replace("<", "\\u003c")


def describe_dataset(release: Release) -> dict[str, Any]:
    """The same as a value."""
    config = release.config
    return known(
        {
            "@context": "https://schema.org/",
            "@type": "Dataset",
            "@id": str(release.iri),
            "name": config.title,
            "description": release.description,
            "url": str(release.landing_page),
            "identifier": [str(release.iri), *([f"https://doi.org/{config.doi}"] if config.doi else [])],
            "version": config.version,
            "datePublished": release.dataset.issued,
            "keywords": list(release.keywords),
            "inLanguage": list(release.languages),
            "license": list(release.licences),
            "isAccessibleForFree": True,
            "creator": [describe_agent(agent) for agent in release.authors],
            "publisher": describe_agent(release.publisher) if release.publisher else None,
            "creditText": "; ".join(release.sources),
            "temporalCoverage": temporal_coverage(release),
            "spatialCoverage": spatial_coverage(release),
            "variableMeasured": _variables(release.dataset.counts),
            "measurementTechnique": "Extraction of claims from encyclopedic articles, each with the words that it stands on",
            "isBasedOn": "https://w3id.org/conflict-kg/ontology",
            "exampleOfWork": str(all_releases_iri(config.base)),
            "hasPart": [_describe_part(release, name) for name in release.layers],
            "distribution": _downloads(release),
        }
    )


def describe_agent(agent: Agent) -> dict[str, Any]:
    """An agent: a person where ORCID knows them, else an organisation (groups of people are, and nobody told otherwise)."""
    kind = "Person" if agent.iri.startswith(ORCID) else "Organization"
    return known({"@type": kind, "@id": agent.iri, "name": agent.name, "url": agent.iri})


def temporal_coverage(release: Release) -> str:
    """First and last date as ISO 8601 writes intervals; "" where no conflict has a date."""
    coverage = release.coverage
    return f"{coverage.start}/{coverage.end}" if coverage.start else ""


def spatial_coverage(release: Release) -> dict[str, Any] | None:
    """The box around all coordinates, in schema.org's order (south west, north east)."""
    if release.coverage.box is None:
        return None
    west, south, east, north = release.coverage.box
    return {"@type": "Place", "geo": {"@type": "GeoShape", "box": f"{south!r} {west!r} {north!r} {east!r}"}}


def _variables(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    return [{"@type": "PropertyValue", "name": f"number of {name.replace('_', ' ')}", "value": count} for name, count in sorted(counts.items())]


def _describe_part(release: Release, name: str) -> dict[str, Any]:
    layer = release.layers[name]
    return known(
        {
            "@type": "Dataset",
            "@id": str(release.part(name)),
            "name": f"{release.config.title}: {title_of_layer(name)}",
            "description": describe_layer(layer),
            "license": list(layer.licence),
        }
    )


def _downloads(release: Release) -> list[dict[str, Any]]:
    media = load_vocabularies().media
    return [
        known(
            {
                "@type": "DataDownload",
                "name": title_of_file(file),
                "contentUrl": str(release.address(file.path)),
                "encodingFormat": [media_type_of(file), *(["application/gzip"] if file.path.endswith(".gz") else [])],
                "contentSize": f"{file.bytes} B",
                "sha256": file.sha256,
                "license": list(file.licence),
            }
        )
        for file in release.data_files
        if media_type_of(file) in media
    ]
