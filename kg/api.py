"""The Python interface: the names that ``import kg`` offers. All other modules are internal, except those that docs/plugins.md names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from kg.graph.facts import Fact, GraphIndex, read_facts
from kg.graph.iris import DEFAULT_BASE
from kg.graph.provenance import Provenance
from kg.notebook.conflict import Conflict, find_conflict, read_conflicts
from kg.notebook.extras import MissingExtraError
from kg.notebook.frame import frame
from kg.notebook.plot import plot_timeline
from kg.output.files import open_output
from kg.pipeline.run import BuildError, Outcome, run
from kg.profiles.reading import read_expanded
from kg.rdf.formats import find_format, format_of_path, write_graphs
from kg.rdf.graph import ArticleGraph
from kg.rdf.terms import Triple
from kg.read.error import ReadError
from kg.read.registry import ReadOptions
from kg.tables.listing import list_rows
from kg.tables.rows import Row
from kg.validation.shapes import Report
from kg.validation.shapes import validate as validate_triples
from kg.version import __version__

__all__ = [
    "BuildError", "Conflict", "Fact", "MissingExtraError", "Outcome", "ReadError", "ReadOptions", "Report",
    "build", "conflict", "conflicts", "facts", "frame", "plot_timeline", "table", "validate", "write",
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
    """Build graphs from articles, one after the other. Nothing is written.

    Args:
        sources: Files, folders, URLs, or "-" for standard input.
        base: Base IRI of the data.
        time: The time of the run (xsd:dateTime) to record in the graphs; None records none.
        licence: Licence IRI of the articles, where you know it better than the files.
        check: Validate each graph against the SHACL shapes.
        options: Metadata and form of the articles, where the files do not tell.

    Yields:
        An Outcome for each article; a ReadError for an input that cannot be read, a BuildError for an article that met a defect of ours. The
            run continues after errors.
    """
    yield from run([os.fspath(source) for source in sources], options or ReadOptions(), Provenance(base, __version__, time, licence), check=check)


def write(graphs: Iterable[ArticleGraph], path: Source, *, format: str | None = None, named: bool = False) -> None:
    """Write graphs into one file, whole or not at all.

    Args:
        graphs: Graphs of articles, such as ``outcome.built.graph``.
        path: The file to write.
        format: The syntax; None takes it from the file name.
        named: Put each article into a named graph of its own.

    Raises:
        kg.output.files.PublishError: The system refuses to write the file.
        ValueError: The format is unknown.
    """
    form = find_format(format) if format else format_of_path(os.fspath(path))
    with open_output(path) as out:
        write_graphs(graphs, form, out, named=named)


def validate(graph: Source | Iterable[Triple]) -> Report:
    """Validate a graph file or triples against the SHACL shapes.

    Raises:
        kg.rdf.reading.GraphReadError: The file is no graph.
    """
    return validate_triples(read_expanded(graph) if isinstance(graph, str | os.PathLike) else graph)


def facts(graph: Source | Iterable[Triple], *, names: bool = False) -> Iterator[Fact]:
    """Yield the facts of a graph file or of triples in reading order; ``names`` adds the claims that only name entities.

    Raises:
        kg.rdf.reading.GraphReadError: The file is no graph.
    """
    return read_facts(GraphIndex(read_expanded(graph) if isinstance(graph, str | os.PathLike) else graph), names=names)


def table(name: str, graph: Source | Iterable[Triple]) -> Iterator[Row]:
    """Yield the rows of a table (docs/tables.md) of a graph file or triples: facts, conflicts, sides, people, figures or references.

    Raises:
        KeyError: There is no such table.
        kg.rdf.reading.GraphReadError: The file is no graph.
    """
    return list_rows(name, read_expanded(graph) if isinstance(graph, str | os.PathLike) else graph)


def conflict(graph: Source | Iterable[Triple], wanted: str = "") -> Conflict:
    """Find a conflict in a graph file or triples by its name, page title or IRI; without any, the only one that an article describes.

    Raises:
        kg.notebook.conflict.ConflictNotFoundError: None or several match (a LookupError).
    """
    return find_conflict(read_expanded(graph) if isinstance(graph, str | os.PathLike) else graph, wanted)


def conflicts(graph: Source | Iterable[Triple]) -> Iterator[Conflict]:
    """Yield the conflicts that articles describe in a graph file or triples, in the order of their names."""
    yield from read_conflicts(read_expanded(graph) if isinstance(graph, str | os.PathLike) else graph)
