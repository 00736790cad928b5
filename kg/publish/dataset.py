"""What a release is made from: the articles' graphs and what is known of each, in one order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from kg.publish.config import Config
from kg.rdf.graph import ArticleGraph
from kg.rdf.terms import IRI
from kg.values import dataclass


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """An article version of the dataset. "" stands for what its graph does not tell; dates are ISO 8601.

    ``graph`` names its named graph; ``stem`` is the name of its files, without folder and extension; ``address`` is the page, ``permanent`` the very
    revision, ``history`` the list of its revisions. ``basis`` says how the licence is known. ``claims`` counts all claims, ``facts`` those that
    do not only name something.
    """

    graph: IRI
    article: IRI
    stem: str
    title: str
    language: str
    address: str
    permanent: str
    history: str
    revision: str
    modified: str
    retrieved: str
    sha256: str
    form: str
    licence: str
    basis: str
    attribution: str
    claims: int
    facts: int


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """The dataset that a release is made from.

    ``articles`` are sorted by the name of their graph. ``read_graphs`` reads the articles' graphs (full profile) again, in that order, one at a
    time; ``read_links`` the graphs of links, of what Wikidata says, and of merges, where there are any. ``issues`` counts the issues of the run by
    code, None where the input were graphs. ``run`` tells what was read and how (kg.publish.describe.prov).
    """

    config: Config
    software_version: str
    ontology_version: str
    articles: tuple[ArticleEntry, ...]
    counts: Mapping[str, int]
    issues: Mapping[str, int] | None
    issued: str
    read_graphs: Callable[[], Iterator[ArticleGraph]]
    read_links: Callable[[], Iterator[ArticleGraph]]
