"""The tables for those who load data sets into programs: Croissant 1.0 (http://mlcommons.org/croissant/1.0)."""

from __future__ import annotations

from typing import Any

from kg.publish.describe.archive.json_text import known, to_json
from kg.publish.describe.archive.schema_org import describe_agent
from kg.publish.describe.articles import articles_table
from kg.publish.describe.release import Release
from kg.publish.release import File
from kg.tables.schema import Column, Table, load_tables
from kg.tables.writing import IRIS_SEPARATOR, TEXTS_SEPARATOR

# The context that the format prescribes.
_TERMS = (
    "citeAs column equivalentProperty extract field fileProperty fileObject fileSet format includes isLiveDataset jsonPath key md5 parentField path "
    "recordSet references regex repeated replace samplingRate separator source subField transform"
)
_CONTEXT: dict[str, Any] = {
    "@language": "en", "@vocab": "https://schema.org/", "sc": "https://schema.org/", "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/", "dct": "http://purl.org/dc/terms/", "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"}, "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"}, **{term: f"cr:{term}" for term in _TERMS.split()},
}  # fmt: skip
_TYPES = {"integer": "sc:Integer", "decimal": "sc:Float", "boolean": "sc:Boolean", "iri": "sc:URL", "iris": "sc:URL"}
_SEPARATORS = {"texts": TEXTS_SEPARATOR, "iris": IRIS_SEPARATOR}


def describe_croissant(release: Release) -> str:
    """JSON-LD with a set of records for each table in CSV. Files are named by their place in the release, so that a folder is read as it is."""
    config = release.config
    tables = {f"tables/{table.name}.csv": table for table in (*load_tables().values(), articles_table())}
    held = [file for file in release.files if file.path in tables]
    return to_json(
        known(
            {
                "@context": _CONTEXT,
                "@type": "sc:Dataset",
                "name": config.title,
                "description": release.description,
                "conformsTo": "http://mlcommons.org/croissant/1.0",
                "url": str(release.landing_page),
                "version": config.version,
                "datePublished": release.dataset.issued,
                "license": list(release.licences),
                "creator": [describe_agent(agent) for agent in release.authors],
                "publisher": describe_agent(release.publisher) if release.publisher else None,
                "keywords": list(release.keywords),
                "inLanguage": list(release.languages),
                "citeAs": f"{config.title}, version {config.version}. {release.iri}",
                "distribution": [_describe_file(file) for file in held],
                "recordSet": [_describe_table(tables[file.path], file) for file in held],
            }
        )
    )


def _describe_file(file: File) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.name,
        "contentUrl": file.path,
        "contentSize": f"{file.bytes} B",
        "encodingFormat": file.media_type.partition(";")[0],
        "sha256": file.sha256,
    }


def _describe_table(table: Table, file: File) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": f"{table.words} {table.row}",
        "key": [{"@id": f"{table.name}/{name}"} for name in table.key],
        "field": [_describe_column(table, column, file) for column in table.columns],
    }


def _describe_column(table: Table, column: Column, file: File) -> dict[str, Any]:
    separator = _SEPARATORS.get(column.type)
    source: dict[str, Any] = {"fileObject": {"@id": file.path}, "extract": {"column": column.name}}
    if separator:
        source["transform"] = {"separator": separator}
    return known(
        {
            "@type": "cr:Field",
            "@id": f"{table.name}/{column.name}",
            "name": column.name,
            "description": column.words,
            "dataType": _TYPES.get(column.type, "sc:Text"),
            "repeated": True if separator else None,
            "source": source,
        }
    )
