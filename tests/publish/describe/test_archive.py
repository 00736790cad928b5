"""What archives, search engines and readers of data sets are told, as whole values."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from published import BASE, BY_SA, CC0, ENTRY, TITLE, TOLD, make_release

from kg.publish.config import Config
from kg.publish.describe.archive.citation import describe_citation
from kg.publish.describe.archive.crate import describe_crate
from kg.publish.describe.archive.croissant import describe_croissant
from kg.publish.describe.archive.deposit import describe_datacite, describe_zenodo
from kg.publish.describe.archive.schema_org import dataset_json_ld
from kg.publish.describe.coverage import Coverage
from kg.publish.describe.release import release_iri

NAME = f"{BASE}release/2.1.0"
SITE = "https://data.example.org/wars"


def test_citation_file() -> None:
    assert yaml.safe_load(describe_citation(make_release())) == {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it as below, and name the authors of the articles that it was made from.",
        "type": "dataset",
        "title": TITLE,
        "abstract": "Two invented articles.",
        "authors": [{"name": "Ada Storm", "orcid": "https://orcid.org/0000-0002-1825-0097"}, {"name": "Bo"}],
        "version": "2.1.0",
        "date-released": "2026-11-29",
        "doi": "10.5281/zenodo.1234567",
        "identifiers": [{"type": "url", "value": NAME, "description": "This version of the dataset"}],
        "url": f"{SITE}/index.html",
        "license": "CC-BY-SA-4.0",
        "keywords": ["war"],
        "contact": [{"name": "Society", "email": "data@example.org"}],
    }


def test_zenodo_deposit() -> None:
    assert json.loads(describe_zenodo(make_release())) == {
        "upload_type": "dataset",
        "title": TITLE,
        "description": "<p>Two invented articles.</p>",
        "creators": [{"name": "Ada Storm", "orcid": "0000-0002-1825-0097"}, {"name": "Bo"}],
        "version": "2.1.0",
        "publication_date": "2026-11-29",
        "doi": "10.5281/zenodo.1234567",
        "access_right": "open",
        "license": "cc-by-sa-4.0",
        "keywords": ["war"],
        "language": "eng",
        "notes": "Made from articles by: Some editors.",
        "related_identifiers": [
            {"identifier": f"{BASE}release", "relation": "isVersionOf"},
            {"identifier": "https://w3id.org/conflict-kg/ontology/0.2.0", "relation": "isDocumentedBy"},
        ],
    }


def test_datacite() -> None:
    told = json.loads(describe_datacite(make_release(previous=release_iri(BASE, "2.0.0"))))
    assert told["creators"] == [
        {
            "name": "Ada Storm", "nameType": "Personal",
            "nameIdentifiers": [
                {"nameIdentifier": "https://orcid.org/0000-0002-1825-0097", "nameIdentifierScheme": "ORCID", "schemeUri": "https://orcid.org/"}
            ],
        },
        {"name": "Bo"},
    ]  # fmt: skip
    assert (told["publisher"], told["publicationYear"], told["version"], told["doi"]) == (
        {"name": "Society"},
        "2026",
        "2.1.0",
        "10.5281/zenodo.1234567",
    )
    assert told["relatedIdentifiers"][1] == {
        "relatedIdentifier": f"{BASE}release/2.0.0",
        "relatedIdentifierType": "URL",
        "relationType": "IsNewVersionOf",
    }
    assert told["geoLocations"] == [
        {"geoLocationBox": {"westBoundLongitude": 1.0, "eastBoundLongitude": 3.5, "southBoundLatitude": 2.0, "northBoundLatitude": 4.0}}
    ]
    assert told["dates"][1]["date"] == "-0330-10/1944-06-06"
    assert told["rightsList"] == [
        {
            "rights": "Creative Commons Attribution-ShareAlike 4.0", "rightsUri": BY_SA, "rightsIdentifier": "CC-BY-SA-4.0",
            "rightsIdentifierScheme": "SPDX", "schemeUri": "https://spdx.org/licenses/", "lang": "en",
        }
    ]  # fmt: skip


def test_search_engines_and_scripts_read_the_same() -> None:
    text = dataset_json_ld(make_release())
    assert "<" not in text
    told = json.loads(text)
    assert (told["name"], told["@id"], told["license"]) == (TITLE, NAME, [BY_SA])
    assert told["temporalCoverage"] == "-0330-10/1944-06-06"
    assert told["spatialCoverage"]["geo"]["box"] == "2.0 1.0 4.0 3.5"
    assert told["creator"] == [
        {"@type": "Person", "@id": "https://orcid.org/0000-0002-1825-0097", "name": "Ada Storm", "url": "https://orcid.org/0000-0002-1825-0097"},
        {"@type": "Organization", "name": "Bo"},
    ]
    assert told["distribution"][0] == {
        "@type": "DataDownload", "name": "Facts with claims, quotes and sources (N-Quads, packed with gzip)", "contentUrl": f"{SITE}/data/full.nq.gz",
        "encodingFormat": ["application/n-quads", "application/gzip"], "contentSize": "1000 B", "sha256": "cd" * 32, "license": [BY_SA],
    }  # fmt: skip
    assert [part["license"] for part in told["hasPart"]] == [[BY_SA], [CC0]]


def test_crate_says_only_once_what_holds_for_all() -> None:
    graph = {entity["@id"]: entity for entity in json.loads(describe_crate(make_release()))["@graph"]}
    root = graph["./"]
    assert (root["name"], root["datePublished"], root["license"]) == (TITLE, "2026-11-29", {"@id": BY_SA})
    assert root["hasPart"] == [{"@id": "data/full.nq.gz"}, {"@id": "data/links.nq.gz"}, {"@id": "tables/conflicts.csv"}]
    assert "license" not in graph["data/full.nq.gz"]
    assert graph["data/links.nq.gz"]["license"] == {"@id": CC0}
    assert graph[CC0]["identifier"] == "CC0-1.0"
    assert {value["@id"] for entity in graph.values() for value in _references(entity)} - {"https://w3id.org/ro/crate/1.2"} <= graph.keys()


def _references(value: Any) -> list[dict[str, str]]:
    """All that an entity refers to."""
    if isinstance(value, dict) and value.keys() == {"@id"}:
        return [value]
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [found for item in values for found in _references(item)]


def test_croissant_has_a_field_for_each_column() -> None:
    told = json.loads(describe_croissant(make_release()))
    (records,) = told["recordSet"]
    fields = {field["name"]: field for field in records["field"]}
    assert (records["name"], records["key"]) == ("conflicts", [{"@id": "conflicts/conflict_iri"}])
    assert fields["longitude"]["dataType"] == "sc:Float"
    assert fields["places"]["source"] == {
        "fileObject": {"@id": "tables/conflicts.csv"},
        "extract": {"column": "places"},
        "transform": {"separator": " | "},
    }


@pytest.mark.parametrize("describe", [describe_citation, describe_zenodo, describe_datacite, dataset_json_ld, describe_crate, describe_croissant])
def test_what_nobody_told_is_left_out(describe: Any) -> None:
    text = describe(make_release(Config(), Coverage(), issued="", articles=()))
    told = yaml.safe_load(text)
    for key in ("doi", "date-released", "datePublished", "publicationYear", "publication_date", "contact", "geoLocations", "temporalCoverage"):
        assert key not in told
    assert "null" not in text
    assert '""' not in text
    assert "None" not in text


@pytest.mark.parametrize(
    ("config", "articles", "authors"),
    [
        (TOLD, (ENTRY,), ["Ada Storm", "Bo"]),
        (replace(TOLD, creator=()), (ENTRY,), ["Society"]),
        (Config("Wars"), (ENTRY, replace(ENTRY, attribution="Others"), ENTRY), ["Some editors", "Others"]),
        (Config("Wars"), (), ["The authors of “Wars”"]),
    ],
)
def test_whom_to_cite(config: Config, articles: Any, authors: list[str]) -> None:
    told = yaml.safe_load(describe_citation(make_release(config, articles=articles)))
    assert [author["name"] for author in told["authors"]] == authors


def test_the_same_release_has_the_same_descriptions(release: Path, bare: Path) -> None:
    for folder in (release, bare):
        for name in (".zenodo.json", "datacite.json", "croissant.json", "ro-crate-metadata.json"):
            json.loads((folder / name).read_text(encoding="utf-8"))
    manifest = json.loads((release / "release.json").read_text(encoding="utf-8"))
    crate = json.loads((release / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    told = {entity["@id"]: entity for entity in crate["@graph"]}
    files = {file["path"]: file for file in manifest["files"]}
    listed = [path for path in files if not path.startswith(("data/articles/", "site/")) and path not in ("ro-crate-metadata.json", "release.json")]
    assert {path: (told[path]["sha256"], told[path]["contentSize"]) for path in listed} == {
        path: (files[path]["sha256"], str(files[path]["bytes"])) for path in listed
    }
