"""Graphs for commands that take an article or a graph: a graph file is read, an article is built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.cli.io.reading import make_options, make_provenance, sample_path
from kg.cli.io.terminal import UNREADABLE, complain, give_up

if TYPE_CHECKING:
    from kg.rdf.terms import Triple


def load_triples(paths: Iterable[str], sample: bool, base: str, licence: str | None, **reading: Any) -> list[Triple]:
    """The triples of graph files and of articles, which are built without being checked.

    Ends the command with exit code 3 when nothing can be read; names what cannot.
    """
    from kg.profiles.reading import read_expanded
    from kg.rdf.reading import GraphReadError

    triples: list[Triple] = []
    articles: list[str] = [sample_path()] if sample else []
    failed = False
    for path in paths:
        if not is_graph(path):
            articles.append(path)
            continue
        try:
            triples += read_expanded(path)
        except (GraphReadError, OSError) as error:
            complain(str(error))
            failed = True
    if articles:
        built = list(_build(articles, base, licence, reading))
        failed = failed or None in built
        triples += [triple for graph in built if graph for triple in graph]
    if failed and not triples:
        give_up("nothing could be read", UNREADABLE)
    return triples


def expand_folders(paths: Iterable[str]) -> tuple[str, ...]:
    """Graph files, with the shards of each folder of kg bulk in its place. Ends the command where such a folder is not finished."""
    expanded = ((path, list_shards(Path(path))) for path in paths)
    return tuple(file for path, shards in expanded for file in ((path,) if shards is None else shards))


def list_shards(folder: Path) -> tuple[str, ...] | None:
    """The graph files of a folder of kg bulk; None for anything else. Ends the command where the folder is not finished."""
    from kg.bulk.errors import BulkError
    from kg.bulk.folder import is_bulk, open_bulk

    if not folder.is_dir() or not is_bulk(folder):
        return None
    try:
        return tuple(map(str, open_bulk(folder).shards))
    except BulkError as error:
        give_up(str(error), UNREADABLE)


def is_graph(path: str) -> bool:
    """Whether a file name is one of a graph."""
    from kg.rdf.formats import is_graph_name

    return is_graph_name(path)


def _build(articles: list[str], base: str, licence: str | None, reading: dict[str, Any]) -> Iterator[tuple[Triple, ...] | None]:
    from kg.output.issues import place_of_article
    from kg.pipeline.run import Outcome, run

    for outcome in run(articles, make_options(articles, **reading), make_provenance(base, licence), check=False):
        if isinstance(outcome, Outcome) and outcome.built.refused is None:
            yield outcome.built.graph.triples
        elif isinstance(outcome, Outcome):
            complain(f"{place_of_article(outcome.built)}: {outcome.built.refused}")
            yield None
        else:
            complain(str(outcome))
            yield None
