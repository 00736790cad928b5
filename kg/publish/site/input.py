"""What the site is made from, and how its files are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol, TypeVar

from kg.rdf.terms import IRI, Triple
from kg.values import dataclass

T = TypeVar("T")

# The triples of an article's graph by the article's stem; a function of a module or a picklable object, as it is called in other processes.
ReadGraph = Callable[[str], Iterable[Triple]]
# Writes a file (path, bytes, media type) and returns what is to be known of it; called in other processes too.
WriteFile = Callable[[str, bytes, str], Any]


class Run(Protocol):
    """Calls a function for each item, in whatever processes, and gives the results in the order of the items."""

    def __call__(self, function: Callable[[Any], T], items: Iterable[Any]) -> Iterator[T]:
        """What the function makes of each item."""


class ArticleInput(NamedTuple):
    """An article version: its IRI, its title, and the name of its data files (data/articles/<stem>.ttl and .jsonld)."""

    iri: IRI
    title: str
    stem: str


class Download(NamedTuple):
    """A file of the release that the start page offers: its path, what it is, its size in bytes, and its licence (an IRI)."""

    path: str
    words: str
    size: int
    licence: str = ""


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """What is told of the dataset and where the site will stand.

    ``address`` is where the release's folder will be on the web, ending in "/" ("": not known). ``dataset_json_ld`` is the description of the
    dataset by schema.org for the start page, ``citation`` how to cite it. ``answers`` are CSV files (paths on this machine) with the answers to
    named queries.
    ``described_in`` is the path of the file that describes the dataset as RDF. ``texts`` are folders with the articles' files, whose texts the site
    then shows.
    """

    base: str
    title: str = "Armed conflicts"
    description: str = ""
    version: str = ""
    issued: str = ""
    address: str = ""
    citation: str = ""
    dataset_json_ld: str = ""
    downloads: tuple[Download, ...] = ()
    answers: Mapping[str, str] | None = None
    frame: str = ""
    texts: tuple[str, ...] = ()
    described_in: str = ""
