"""The Python interface: what ``import kg`` offers. Everything else is the package's own affair."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from kg.graph.facts import Fact, GraphIndex, read_facts
from kg.graph.iris import DEFAULT_BASE
from kg.graph.triples import Provenance
from kg.notebook.conflict import Conflict, find_conflict, read_conflicts
from kg.notebook.extras import MissingExtraError
from kg.notebook.frame import frame
from kg.notebook.plot import plot_timeline
from kg.output.files import open_output
from kg.pipeline.run import BuildError, Outcome, run
from kg.rdf.formats import find_format, format_of_path, write_graphs
from kg.rdf.graph import ArticleGraph
from kg.rdf.reading import read_graph
from kg.rdf.terms import Triple
from kg.read.error import ReadError
from kg.read.registry import ReadOptions
from kg.validation.shapes import Report
from kg.validation.shapes import validate as validate_triples
from kg.version import __version__

__all__ = ["BuildError", "Fact", "Outcome", "ReadError", "ReadOptions", "Report", "build", "facts", "validate", "write"]

__all__ = [
    "BuildError", "Conflict", "Fact", "MissingExtraError", "Outcome", "ReadError", "ReadOptions", "Report",
    "build", "conflict", "conflicts", "facts", "frame", "plot_timeline", "validate", "write",
]  # fmt: skip

Source = str | os.PathLike[str]


def build(
    *sources: Source,
    base: str = DEFAULT_BASE,
    time: str | None = None,
    licence: str | None = None,
    check: bool = True,
    options: ReadOptions | None = None,
) -> Iterator[Outcome | ReadError | BuildError]:
    """Build the articles of files, folders, "-" and URLs, one after the other; nothing is written.

    ``time`` is an xsd:dateTime that the graphs shall bear (None: none), ``licence`` the licence IRI of the articles where you know it, ``check``
    asks for the shapes' verdict. An input that cannot be read is yielded as a ReadError; the others go on.
    """
    yield from run([os.fspath(source) for source in sources], options or ReadOptions(), Provenance(base, __version__, time, licence), check=check)


def write(graphs: Iterable[ArticleGraph], path: Source, *, format: str | None = None, named: bool = False) -> None:
    """Write graphs into one file, whole or not at all, in the syntax of its name unless told; ``named`` gives each article a graph of its own.

    Raises kg.output.files.PublishError where the system refuses, ValueError for an unknown format.
    """
    form = find_format(format) if format else format_of_path(os.fspath(path))
    with open_output(path) as out:
        write_graphs(graphs, form, out, named=named)


def validate(graph: Source | Iterable[Triple]) -> Report:
    """Check a graph file or triples against the shapes. Raises kg.rdf.reading.GraphReadError for a file that is no graph."""
    return validate_triples(read_graph(graph) if isinstance(graph, str | os.PathLike) else graph)


def facts(graph: Source | Iterable[Triple], *, names: bool = False) -> Iterator[Fact]:
    """Yield the facts of a graph file or of triples in reading order; ``names`` adds the claims that only name entities."""
    return read_facts(GraphIndex(read_graph(graph) if isinstance(graph, str | os.PathLike) else graph), names=names)


def conflict(graph: Source | Iterable[Triple], wanted: str = "") -> Conflict:
    """The conflict of a name, a page title or an IRI in a graph file or triples; without either, the only one that an article describes.

    Raises kg.notebook.conflict.ConflictNotFoundError, a LookupError, where there is none or several.
    """
    return find_conflict(read_graph(graph) if isinstance(graph, str | os.PathLike) else graph, wanted)


def conflicts(graph: Source | Iterable[Triple]) -> Iterator[Conflict]:
    """Yield the conflicts that articles describe in a graph file or triples, by name."""
    yield from read_conflicts(read_graph(graph) if isinstance(graph, str | os.PathLike) else graph)
