"""The data of a release parted by graph, article by article, with flat memory.

The dumps are sorted by subject, so that the triples of one article stand all over them. They are parted into files, each with the lines of some
of the graphs, no more than fits into memory; a small release is parted in memory.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.profiles.nodes import Properties, gather
from kg.publish.release import FACTS, FULL
from kg.publish.verify.failure import BrokenError, Failure
from kg.publish.verify.opened import Opened, to_text
from kg.rdf.nquads_reading import LineError, Quad, parse_quads
from kg.rdf.ntriples import to_lines
from kg.rdf.terms import IRI, PROV, Triple
from kg.store.store import BLANK
from kg.values import dataclass

if TYPE_CHECKING:
    import pyoxigraph

TRIG, TURTLE, JSONLD = "trig", "turtle", "jsonld"
# Forms that each article's triples stand in; the first two are layers.
FORMS = (FULL, FACTS, TRIG, TURTLE, JSONLD)
_OF_ARTICLES = {TURTLE: ".ttl", JSONLD: ".jsonld"}
_PORTION = 1 << 25
_MOST_BUCKETS = 512
_HELD = 1 << 26
# Between and after the four terms of a statement.
_BLANKS = 4
# How much larger a dump is unpacked, at a guess.
_UNPACKED = 16
_GENERATED = PROV.term("wasGeneratedBy")


@dataclass(frozen=True, slots=True)
class ArticleParts:
    """One graph in all the forms that the release has it in, as canonical N-Quads; ``files`` names the article's own files by form.

    ``triples`` are those of the full layer, ``nodes`` the same by subject.
    """

    name: IRI
    lines: dict[str, frozenset[str]]
    files: dict[str, str]
    triples: tuple[Triple, ...]
    nodes: dict[IRI, Properties]

    @property
    def article(self) -> IRI:
        """The article version that the graph is of, by its name."""
        return IRI(self.name.removesuffix("#graph"))


class Buckets:
    """Lines in a number of buckets, on disk once they are many."""

    def __init__(self, folder: Path, count: int) -> None:
        self.count = count
        self._folder, self._held, self._size = folder, [list[str]() for _ in range(count)], 0
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, graph: str, line: str) -> None:
        """Put a line of a graph where its like are."""
        self._held[zlib.crc32(graph.encode()) % self.count].append(line)
        self._size += len(line)
        if self._size > _HELD:
            self._spill()

    def _spill(self) -> None:
        for number, lines in enumerate(self._held):
            with self._path(number).open("a", encoding="utf-8", newline="\n") as out:
                out.writelines(lines)
            lines.clear()
        self._size = 0

    def _path(self, number: int) -> Path:
        return self._folder / f"{number}.nq"

    def read(self, number: int) -> list[str]:
        """The lines of a bucket."""
        path, spilled = self._path(number), list[str]()
        if path.exists():
            with path.open(encoding="utf-8", newline="\n") as file:
                spilled = list(file)
        return [*spilled, *self._held[number]]


class Parted:
    """The graphs of a release in some of their forms, parted by graph; ``unread`` says which files of articles could not be read."""

    def __init__(self, opened: Opened, folder: Path, forms: Iterable[str] = FORMS) -> None:
        """Part them, into a folder for what does not fit into memory. BrokenError for a dump that cannot be read."""
        size = sum(opened.folder.sizes.get(path, 0) * _UNPACKED for path in dumps(opened, FULL))
        count = max(1, min(_MOST_BUCKETS, size // _PORTION))
        self._buckets = {form: Buckets(folder / form, count) for form in forms}
        self._files: dict[str, dict[str, str]] = {}
        self.unread: list[Failure] = []
        for form, buckets in self._buckets.items():
            if form in _OF_ARTICLES:
                self._add_articles(opened, form, buckets)
                continue
            for line in _trig_lines(opened) if form == TRIG else read_layer(opened, form):
                buckets.add(graph_of(line), line)

    def _add_articles(self, opened: Opened, form: str, buckets: Buckets) -> None:
        for path in opened.below("data/articles/", _OF_ARTICLES[form]):
            try:
                name, lines = _article_file(opened, path)
            except BrokenError as error:
                self.unread.append(error.failure)
                continue
            self._files.setdefault(name, {})[form] = path
            for line in lines:
                buckets.add(name, line)

    def graphs(self) -> Iterator[ArticleParts]:
        """All graphs that any form has, in no particular order but always the same."""
        for number in range(next(iter(self._buckets.values())).count):
            yield from _parts({form: buckets.read(number) for form, buckets in self._buckets.items()}, self._files)


def is_article(graph: str) -> bool:
    """Whether a graph is that of an article version, by its name."""
    return graph.endswith("#graph")


def _parts(bucket: dict[str, list[str]], files: dict[str, dict[str, str]]) -> Iterator[ArticleParts]:
    graphs: dict[str, dict[str, list[str]]] = {}
    for form, lines in bucket.items():
        for line in lines:
            graphs.setdefault(graph_of(line), {}).setdefault(form, []).append(line)
    for name in sorted(graphs):
        lines_of = {form: frozenset(lines) for form, lines in graphs[name].items()}
        try:
            triples = tuple(quad.triple for quad in parse_quads("".join(graphs[name].get(FULL, ()))))
            yield ArticleParts(IRI(name), lines_of, files.get(name, {}), triples, gather(triples))
        except (LineError, ValueError) as error:
            raise BrokenError(Failure("data/full.nq.gz", f"the graph <{name}> cannot be read: {error}")) from error


def dumps(opened: Opened, layer: str) -> list[str]:
    """The N-Quads of a layer, as the manifest orders them."""
    return [path for told in opened.manifest.layers if told.name == layer for path in told.files if ".nq" in path]


def read_layer(opened: Opened, layer: str) -> Iterator[str]:
    """The lines of a layer's N-Quads, each with subject, predicate, object and graph. BrokenError where they cannot be read."""
    for path in dumps(opened, layer):
        for number, line in enumerate(opened.read_lines(path), 1):
            if line.count(b" ") < _BLANKS or not line.endswith(b"> .\n"):
                raise BrokenError(Failure(path, "is no N-Quads of a named graph", number))
            yield to_text(line, path, number)


def graph_of(line: str) -> str:
    """The graph of a canonical line of N-Quads: no IRI holds a blank or a bracket."""
    return line[line.rfind(" <") + 2 : -4]


def to_line(quad: Quad) -> str:
    """The canonical line of a statement."""
    [line] = to_lines((quad.triple,), quad.graph)
    return line


def _article_file(opened: Opened, path: str) -> tuple[str, Iterable[str]]:
    """The name of the graph that an article's file holds, as its own words have it, and its lines."""
    triples = opened.read_graph(path)
    names = sorted({triple.subject for triple in triples if triple.predicate == _GENERATED and is_article(triple.subject)})
    if len(names) != 1:
        raise BrokenError(Failure(path, f"is of {len(names)} article versions, where it should be of one"))
    return names[0], to_lines(triples, names[0])


def _trig_lines(opened: Opened) -> Iterator[str]:
    """The statements of the TriG files as canonical lines."""
    import pyoxigraph

    for path in opened.below("data/", ".trig", ".trig.gz"):
        with opened.open_unpacked(path) as file:
            try:
                for quad in pyoxigraph.parse(file, pyoxigraph.RdfFormat.TRIG):
                    yield _trig_line(path, quad)
            except (SyntaxError, OSError) as error:
                raise BrokenError(Failure(path, f"cannot be read: {getattr(error, 'msg', error)}", getattr(error, "lineno", None))) from error


def _trig_line(path: str, quad: pyoxigraph.Quad) -> str:
    from kg.store.terms import to_node

    subject, predicate, value = map(to_node, (quad.subject, quad.predicate, quad.object))
    graph = getattr(quad.graph_name, "value", "")
    if (
        not graph
        or not isinstance(subject, IRI)
        or not isinstance(predicate, IRI)
        or BLANK in (subject[: len(BLANK)], value[: len(BLANK)] if isinstance(value, IRI) else "")
    ):
        raise BrokenError(Failure(path, f"has a statement without a graph, or with a blank node: {quad}"))
    return to_line(Quad(Triple(subject, predicate, value), IRI(graph)))
