"""The step of a release that writes its site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from kg.citation.citation import cite_dataset
from kg.citation.formats import write_text
from kg.pages.static import TYPEFACE, TYPEFACE_LICENCE
from kg.publish.data.layers import licences_of
from kg.publish.data.ontology import CC_BY, make_frame
from kg.publish.dataset import Dataset
from kg.publish.describe.archive.schema_org import dataset_json_ld
from kg.publish.describe.makers import release_of
from kg.publish.describe.queries import answer_path
from kg.publish.describe.release import Release
from kg.publish.describe.titles import describe_file
from kg.publish.draft import Draft
from kg.publish.packed import read_packed
from kg.publish.release import File
from kg.publish.site.input import ArticleInput, Download, SiteConfig
from kg.publish.site.names import SITE
from kg.publish.site.site import write_site
from kg.publish.writing import About, Folder
from kg.query.named import named_queries
from kg.rdf.terms import Triple

T = TypeVar("T")

# Styles and scripts are part of the software.
_MIT = "https://spdx.org/licenses/MIT"
# The typeface is under the licence that stands beside it.
_OFL = "https://spdx.org/licenses/OFL-1.1"
_TYPEFACE = tuple(f"{SITE}/static/{name}" for name in (*TYPEFACE, TYPEFACE_LICENCE))
_DCAT = "metadata/dcat.ttl"
_OFFERED = ("data/", "tables/", "README.md", "LICENCES.md", "CITATION.cff", _DCAT)
_NOT_OFFERED = ("data/articles/", "tables/load.sql")


def make_site(dataset: Dataset, draft: Draft) -> None:
    """Write the pages, with the start page as the landing page of the release."""
    articles = tuple(ArticleInput(entry.article, entry.title, entry.stem) for entry in dataset.articles)
    links = (triple for graph in dataset.read_links() for triple in graph.triples)

    def run(function: Callable[..., T], items: Iterable[object]) -> Iterator[T]:
        return dataset.map(function, tuple(items))

    read, write = partial(read_triples, folder=dataset.folder), partial(write_file, folder=draft.folder, licences=licences_of(dataset))
    draft.add(write_site(site_config(dataset, draft), articles, read, links, write, run, draft.scratch))


def read_triples(stem: str, folder: Path) -> tuple[Triple, ...]:
    """The graph of an article in the folder of work."""
    return read_packed(folder / f"{stem}.graph").triples


def write_file(path: str, data: bytes, media_type: str, folder: Folder, licences: tuple[str, ...]) -> File:
    """Write a file of the site. What pages say is under the licences of the articles' graphs."""
    if path.startswith(f"{SITE}/ontology/"):
        licences = (CC_BY,)
    elif path in _TYPEFACE:
        licences = (_OFL,)
    elif path.startswith((f"{SITE}/static/", f"{SITE}/w3id/")):
        licences = (_MIT,)
    return folder.write(About(path, media_type, licences), data)


def site_config(dataset: Dataset, draft: Draft) -> SiteConfig:
    """What the site tells of the dataset."""
    release, config = release_of(dataset, draft), dataset.config
    names = [name for name in named_queries() if answer_path(name) in draft.files]
    return SiteConfig(
        config.base, title=config.title, description=release.description, version=config.version, issued=dataset.issued, address=config.site,
        citation=_cite(release), dataset_json_ld=dataset_json_ld(release), downloads=tuple(_downloads(release)),
        answers={name: str(draft.path(answer_path(name))) for name in names}, frame=make_frame(), texts=(config.articles,) if config.articles else (),
        described_in=_DCAT if _DCAT in draft.files else "",
    )  # fmt: skip


def _cite(release: Release) -> str:
    authors = [agent.name for agent in release.authors]
    cited = cite_dataset(f"{release.config.title}, version {release.config.version}", authors, str(release.iri), (), release.dataset.issued or None)
    return "".join(write_text([cited])).strip()


def _downloads(release: Release) -> Iterator[Download]:
    for file in release.files:
        if file.path.startswith(_OFFERED) and not file.path.startswith(_NOT_OFFERED) and not file.path.endswith("-metadata.json"):
            yield Download(file.path, describe_file(file), file.bytes, file.licence[0] if len(file.licence) == 1 else "")
