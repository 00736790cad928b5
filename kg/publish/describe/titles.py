"""What layers and files of data are called for people."""

from __future__ import annotations

from pathlib import PurePosixPath

from kg.plurals import counted
from kg.publish.describe.release import is_packed, media_type_of
from kg.publish.describe.vocabularies import load_vocabularies
from kg.publish.release import FACTS, FULL, LINKS, ONTOLOGY, File, Layer
from kg.tables.schema import load_tables

_LAYERS = {
    FACTS: ("facts without quotes", "The facts alone: the few triples that most queries need, without claims, quotes and sources."),
    FULL: ("facts with claims, quotes and sources", "All facts, each with its claims: qualifiers, certainty, exact words, article version."),
    LINKS: ("links to Wikidata", "Links from groups, people, places and conflicts to items of Wikidata, each with the evidence that it rests on."),
    ONTOLOGY: ("ontology and shapes", "The terms that the data use, the SHACL shapes that they conform to, and the JSON-LD context."),
}  # fmt: skip
_NAMES = {
    "ontology.ttl": "Ontology", "shapes.ttl": "SHACL shapes", "facts-profile.ttl": "SHACL shapes of the facts alone", "context.jsonld": "Context",
    "frame.jsonld": "Frame", "conflict-kg.sqlite": "All tables", "load.sql": "Script that loads all tables", "places.geojson": "Places on a map",
}  # fmt: skip
_FOLDERS = {
    "metadata": "A description of the dataset.", "queries": "An example query.", "answers": "The answer to an example query.",
    "changes": "What has changed since the release before.", "tables": "A table.", "data": "Data.",
}  # fmt: skip
_FILES = {
    "README.md": "What this is, and how to use, verify and cite it.", "LICENCES.md": "The licence of each layer, and why.",
    "CITATION.cff": "How to cite the dataset (Citation File Format).", ".zenodo.json": "Metadata for Zenodo.",
    "datacite.json": "Metadata by DataCite's schema.", "croissant.json": "The tables as Croissant describes them.",
    "index.html": "The page to begin with.", "metadata/dcat.ttl": "The dataset and its distributions in DCAT.",
    "metadata/void.ttl": "Counts of what the graphs hold, in VoID.", "metadata/service.ttl": "A SPARQL service over the data.",
    "metadata/prov.ttl": "What the release was made from, in PROV.", "metadata/quality.ttl": "How good the facts are, in DQV.",
    "metadata/quality.md": "How good the facts are, for people.", "queries/queries.ttl": "The example queries as data.",
}  # fmt: skip


def title_of_layer(name: str) -> str:
    """The words for a layer."""
    return _LAYERS[name][0] if name in _LAYERS else name


def describe_layer(layer: Layer) -> str:
    """What a layer holds, with its size and the hash of its canonical form."""
    told = _LAYERS[layer.name][1] if layer.name in _LAYERS else ""
    size = f" {counted(layer.triples, 'triple')}."
    hashed = f" RDFC-1.0 hash (sha256): {layer.rdfc10_sha256}." if layer.rdfc10_sha256 else ""
    return f"{told}{size}{hashed}".strip()


def title_of_file(file: File) -> str:
    """The words for a file of data, with its form; a part of several says which one it is."""
    medium = load_vocabularies().media.get(media_type_of(file))
    form = f"{medium.words}{', packed with gzip' if is_packed(file) else ''}" if medium else file.name
    name, _, part = PurePosixPath(file.path).name.partition(".")[0].partition("-0")
    return f"{_name(file, name)}{f', part {int(part)}' if part.isdecimal() else ''} ({form})"


def _name(file: File, name: str) -> str:
    """What a file of a name is called: as a file of its own, as the dump of its layer, as a table."""
    if title := _NAMES.get(file.name):
        return title
    if file.layer and name == file.layer:
        return _capital(title_of_layer(name))
    table = load_tables().get(name)
    return table.title if table else _capital(name.replace("-", " "))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def describe_file(file: File) -> str:
    """What a file is, in a sentence."""
    table = load_tables().get(PurePosixPath(file.path).name.partition(".")[0]) if file.path.startswith("tables/") else None
    if table:
        return f"{table.words} {table.row}"
    if file.layer in _LAYERS:
        return _LAYERS[file.layer][1]
    return _FILES.get(file.path) or _FOLDERS.get(file.path.partition("/")[0], f"{media_type_of(file)} file.")
