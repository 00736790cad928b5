"""Metadata for archives: DataCite's schema 4 (datacite.json) and the deposit file that Zenodo reads (.zenodo.json)."""

from __future__ import annotations

from typing import Any

from kg.publish.agents import ORCID, Agent
from kg.publish.describe.archive.json_text import known, to_json
from kg.publish.describe.archive.licences import name_licence
from kg.publish.describe.release import Release, all_releases_iri, media_type_of
from kg.publish.describe.vocabularies import load_vocabularies

_SCHEMA = "http://datacite.org/schema/kernel-4"
# DataCite's own word for what nobody told (appendix 3 of the schema).
_UNKNOWN = ":unav"


def describe_datacite(release: Release) -> str:
    """JSON by DataCite's schema 4.5. A DOI that nobody has yet is left out: the archive mints it."""
    config, issued = release.config, release.dataset.issued
    return to_json(
        known(
            {
                "doi": config.doi,
                "creators": [_datacite_agent(agent) for agent in release.authors],
                "titles": [{"title": config.title, "lang": "en"}],
                "publisher": {"name": release.publisher.name if release.publisher else _UNKNOWN},
                "publicationYear": issued[:4],
                "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Linked data"},
                "subjects": [{"subject": keyword} for keyword in release.keywords],
                "contributors": [{"name": name, "contributorType": "Other"} for name in release.sources],
                "dates": _dates(release),
                "language": release.languages[0] if len(release.languages) == 1 else "",
                "alternateIdentifiers": [{"alternateIdentifier": str(release.iri), "alternateIdentifierType": "URL"}],
                "relatedIdentifiers": _related(release),
                "sizes": _sizes(release),
                "formats": sorted({media_type_of(file) for file in release.data_files}),
                "version": config.version,
                "rightsList": [_rights(licence) for licence in release.licences],
                "descriptions": [{"description": release.description, "descriptionType": "Abstract", "lang": "en"}],
                "geoLocations": _locations(release),
                "schemaVersion": _SCHEMA,
            }
        )
    )


def _datacite_agent(agent: Agent) -> dict[str, Any]:
    made: dict[str, Any] = {"name": agent.name}
    if agent.iri.startswith(ORCID):
        made |= {"nameType": "Personal", "nameIdentifiers": [{"nameIdentifier": agent.iri, "nameIdentifierScheme": "ORCID", "schemeUri": ORCID}]}
    return made


def _dates(release: Release) -> list[dict[str, Any]]:
    issued, coverage = release.dataset.issued, release.coverage
    dates = [{"date": issued, "dateType": "Issued"}] if issued else []
    if coverage.start:
        dates.append({"date": f"{coverage.start}/{coverage.end}", "dateType": "Other", "dateInformation": "Temporal coverage of the data"})
    return dates


def _related(release: Release) -> list[dict[str, Any]]:
    related = [("IsVersionOf", str(all_releases_iri(release.config.base)))]
    if release.previous:
        related.append(("IsNewVersionOf", str(release.previous)))
    related.append(("IsDocumentedBy", f"https://w3id.org/conflict-kg/ontology/{release.dataset.ontology_version}"))
    return [{"relatedIdentifier": iri, "relatedIdentifierType": "URL", "relationType": relation} for relation, iri in related]


def _sizes(release: Release) -> list[str]:
    size = sum(file.bytes for file in release.data_files)
    return [f"{size} bytes", *(f"{count} {name.replace('_', ' ')}" for name, count in sorted(release.dataset.counts.items()))]


def _rights(licence: str) -> dict[str, Any]:
    name = name_licence(licence)
    spdx = {"rightsIdentifier": name.spdx, "rightsIdentifierScheme": "SPDX", "schemeUri": "https://spdx.org/licenses/"} if name.spdx else {}
    return {"rights": name.words, "rightsUri": licence, **spdx, "lang": "en"}


def _locations(release: Release) -> list[dict[str, Any]]:
    if release.coverage.box is None:
        return []
    west, south, east, north = release.coverage.box
    box = {"westBoundLongitude": west, "eastBoundLongitude": east, "southBoundLatitude": south, "northBoundLatitude": north}
    return [{"geoLocationBox": box}]


def describe_zenodo(release: Release) -> str:
    """The deposit that Zenodo makes of the release."""
    config = release.config
    name = name_licence(release.licence) if release.licence else None
    languages = {code: str(iri).rpartition("/")[2].lower() for code, iri in load_vocabularies().languages.items()}
    return to_json(
        known(
            {
                "upload_type": "dataset",
                "title": config.title,
                "description": f"<p>{_to_html(release.description)}</p>",
                "creators": [_zenodo_agent(agent) for agent in release.authors],
                "version": config.version,
                "publication_date": release.dataset.issued[:10],
                "doi": config.doi,
                "access_right": "open",
                "license": name.spdx.lower() if name else "",
                "keywords": list(release.keywords),
                "language": languages.get(release.languages[0], "") if len(release.languages) == 1 else "",
                "notes": _notes(release),
                "related_identifiers": [
                    {"identifier": entry["relatedIdentifier"], "relation": entry["relationType"][0].lower() + entry["relationType"][1:]}
                    for entry in _related(release)
                ],
            }
        )
    )


def _zenodo_agent(agent: Agent) -> dict[str, Any]:
    return known({"name": agent.name, "orcid": agent.iri.removeprefix(ORCID) if agent.iri.startswith(ORCID) else ""})


def _notes(release: Release) -> str:
    told = [f"Made from articles by: {'; '.join(release.sources)}."] if release.sources else []
    if len(release.licences) > 1:
        told.append(f"Several licences: {', '.join(release.licences)}; the manifest tells that of each file.")
    return " ".join(told)


def _to_html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
