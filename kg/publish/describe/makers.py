"""The steps of a release that describe it: each reads what is made, and writes the files of one description."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kg.publish.data.sorting import sort_lines
from kg.publish.dataset import Dataset
from kg.publish.describe.archive.citation import describe_citation
from kg.publish.describe.archive.crate import PATH as CRATE
from kg.publish.describe.archive.crate import describe_crate
from kg.publish.describe.archive.croissant import describe_croissant
from kg.publish.describe.archive.deposit import describe_datacite, describe_zenodo
from kg.publish.describe.articles import PATH as ARTICLES
from kg.publish.describe.articles import articles_table
from kg.publish.describe.catalogue.dcat import describe_catalogue
from kg.publish.describe.catalogue.prov import describe_run
from kg.publish.describe.catalogue.service import NOTE, describe_service
from kg.publish.describe.catalogue.statistics import Statistics, count_graph
from kg.publish.describe.catalogue.void import describe_void
from kg.publish.describe.coverage import Coverage, find_coverage, read_rows
from kg.publish.describe.release import Release, release_iri
from kg.publish.describe.statements import to_turtle
from kg.publish.draft import Draft
from kg.publish.release import FACTS, FULL, LAYERS, LINKS, Layer
from kg.rdf.terms import IRI
from kg.tables.writing import describe_table, write_csv

TURTLE, JSON, JSON_LD = "text/turtle", "application/json", "application/ld+json"
_CONFLICTS = "tables/conflicts.csv"


def release_of(dataset: Dataset, draft: Draft) -> Release:
    """The release as it is so far."""
    files = tuple(sorted(draft.files.values(), key=lambda file: file.path))
    return Release(dataset, files, {name: draft.layers[name] for name in LAYERS if name in draft.layers}, _coverage(draft), _previous(dataset))


def _coverage(draft: Draft) -> Coverage:
    if _CONFLICTS not in draft.files:
        return Coverage()
    with draft.path(_CONFLICTS).open(encoding="utf-8", newline="") as lines:
        return find_coverage(read_rows(lines))


def _previous(dataset: Dataset) -> IRI | None:
    earlier = dataset.previous
    return release_iri(earlier.base, earlier.version) if earlier else None


def make_articles(dataset: Dataset, draft: Draft) -> None:
    """The table of all articles with its data dictionary."""
    table, licences = articles_table(), release_of(dataset, draft).licences
    with draft.open(ARTICLES, "text/csv", licence=licences, counted="rows") as out:
        write_csv(table, dataset.articles, out)
        out.count = len(dataset.articles)
    dictionary = describe_table(table, ARTICLES.rpartition("/")[2], "text/csv", licences)
    draft.write(f"{ARTICLES}-metadata.json", dictionary, "application/csvm+json", licence=licences)


def make_catalogue(dataset: Dataset, draft: Draft) -> None:
    """DCAT, the service description, and PROV."""
    release = release_of(dataset, draft)
    draft.write("metadata/dcat.ttl", to_turtle(describe_catalogue(release)), TURTLE, licence=release.licences)
    draft.write("metadata/service.ttl", NOTE + to_turtle(describe_service(release)), TURTLE, licence=release.licences)
    draft.write("metadata/prov.ttl", to_turtle(describe_run(release)), TURTLE, licence=release.licences)


def make_void(dataset: Dataset, draft: Draft) -> None:
    """VoID, with counts of every layer of data and of the whole: the full layer and the links."""
    release = release_of(dataset, draft)
    counted = {name: _count(dataset, draft, (name,)) for name in (FACTS, FULL, LINKS) if name in release.layers}
    # Every fact of the facts layer stands in the full one; what it says of itself is counted there.
    whole = _count(dataset, draft, (FULL, LINKS)) if LINKS in counted else counted[FULL]
    draft.write("metadata/void.ttl", to_turtle(describe_void(release, whole, counted)), TURTLE, licence=release.licences)


def _count(dataset: Dataset, draft: Draft, layers: tuple[str, ...]) -> Statistics:
    scratch = draft.scratch / "-".join(layers)
    scratch.mkdir()
    return count_graph([read_lines(draft, draft.layers[name]) for name in layers], dataset.config.base, partial(sort_lines, scratch=scratch))


def read_lines(draft: Draft, layer: Layer) -> Iterator[bytes]:
    """The canonical lines of a layer, from its packed files one after the other."""
    for path in layer.files:
        yield from draft.read_lines(path)


def make_archive(dataset: Dataset, draft: Draft) -> None:
    """How to cite the dataset, and the metadata that archives read."""
    release = release_of(dataset, draft)
    draft.write("CITATION.cff", describe_citation(release), "application/yaml", licence=release.licences)
    draft.write("datacite.json", describe_datacite(release), JSON, licence=release.licences)
    draft.write(".zenodo.json", describe_zenodo(release), JSON, licence=release.licences)
    draft.write("croissant.json", describe_croissant(release), JSON_LD, licence=release.licences)


def make_crate(dataset: Dataset, draft: Draft) -> None:
    """RO-Crate: comes when all other files are made, since it lists them."""
    release = release_of(dataset, draft)
    draft.write(CRATE, describe_crate(release), JSON_LD, licence=release.licences)
