"""What a release is made from: the articles' graphs and what is known of each, in one order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from kg.pipeline.workers import begin_worker, made_from_main_thread
from kg.publish.config import Config
from kg.publish.packed import read_packed
from kg.publish.release import Manifest
from kg.rdf.graph import ArticleGraph
from kg.rdf.terms import IRI
from kg.values import dataclass

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")
Hear = Callable[[int, int], None]


def ignore(done: int, whole: int) -> None:
    """Hear of progress and do nothing."""


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """An article version of the dataset. "" stands for what its graph does not tell; dates are ISO 8601.

    ``graph`` names its named graph; ``stem`` is the name of its files, without folder and extension; ``address`` is the page, ``permanent`` the very
    revision, ``history`` the list of its revisions. ``basis`` says how the licence of the article is known; ``graph_licence`` is that of its graph.
    ``claims`` counts all claims, ``facts`` those that do not only name something; ``conflicts`` are those that the article is about.
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
    graph_licence: str
    attribution: str
    claims: int
    facts: int
    triples: int
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Input:
    """A file that was read: its name without folders, its size and the sha256 of its bytes ("" for what is no file, such as a web page)."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """The dataset that a release is made from.

    ``articles`` are sorted by the name of their graph. ``issues`` counts the issues of the run by code, None where all input was graphs.
    ``coverage`` counts values of infoboxes (used, ignored, not_understood), None likewise. ``previous`` is the manifest of the release before, None
    where none is named. ``inputs`` are the files that were read. ``jobs`` is the number of processes, which no byte depends on.
    ``site`` tells whether a site is made. ``hear`` is told how many parts of a step are done, and of how many (0: not known).
    """

    config: Config
    software_version: str
    ontology_version: str
    articles: tuple[ArticleEntry, ...]
    counts: Mapping[str, int]
    issues: Mapping[str, int] | None
    coverage: Mapping[str, int] | None
    previous: Manifest | None
    issued: str
    inputs: tuple[Input, ...]
    jobs: int
    folder: Path
    links: tuple[str, ...]
    site: bool = True
    hear: Hear = ignore

    def read_graph(self, entry: ArticleEntry) -> ArticleGraph:
        """The graph of one article (full profile)."""
        return read_graph(self.folder, entry)

    def read_graphs(self) -> Iterator[ArticleGraph]:
        """The articles' graphs (full profile), in the order of ``articles``, one at a time."""
        return self._heard(map(self.read_graph, self.articles), len(self.articles))

    def read_links(self) -> Iterator[ArticleGraph]:
        """The graphs of links, of what Wikidata says, and of merges, where there are any."""
        return (read_packed(self.folder / name) for name in self.links)

    def map_graphs(self, function: Callable[[ArticleEntry, ArticleGraph], T]) -> Iterator[T]:
        """What a function makes of each article, in their order; it runs in ``jobs`` processes, so it is one of a module (or a partial of it)."""
        if self.jobs == 1:
            yield from self._heard((function(entry, self.read_graph(entry)) for entry in self.articles), len(self.articles))
        else:
            yield from self.map(_Reading(self, function), self.articles)

    def map(self, function: Callable[..., T], items: Iterable[object]) -> Iterator[T]:
        """What a function makes of each item, in their order, in ``jobs`` processes with a few items in progress for each."""
        whole = len(items) if isinstance(items, Sized) else 0
        yield from self._heard(map(function, items) if self.jobs == 1 else self._map_apart(function, items), whole)

    def _heard(self, made: Iterator[T], whole: int) -> Iterator[T]:
        for number, one in enumerate(made, 1):
            self.hear(number, whole)
            yield one

    def _map_apart(self, function: Callable[..., T], items: Iterable[object]) -> Iterator[T]:
        from concurrent.futures import ProcessPoolExecutor

        waiting: deque[Future[T]] = deque()
        with ProcessPoolExecutor(self.jobs, initializer=begin_worker, initargs=(made_from_main_thread(),)) as pool:
            try:
                for item in items:
                    waiting.append(pool.submit(function, item))
                    while len(waiting) > 4 * self.jobs:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                pool.shutdown(wait=True, cancel_futures=True)


def read_graph(folder: Path, entry: ArticleEntry) -> ArticleGraph:
    """The graph of an article from the folder of a dataset, for processes that are not given the dataset."""
    return read_packed(folder / f"{entry.stem}.graph")


class _Reading(Generic[T]):
    """A function of an article and its graph as one of the article: the graph is read in the process that works on it."""

    def __init__(self, dataset: Dataset, function: Callable[[ArticleEntry, ArticleGraph], T]) -> None:
        self.folder, self.function = dataset.folder, function

    def __call__(self, entry: ArticleEntry) -> T:
        return self.function(entry, read_graph(self.folder, entry))
