"""What the inputs of kg publish are: graphs, articles, and folders of either."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kg.cli.io.graphs import is_graph, list_shards
from kg.publish.release import FULL, LINKS, MANIFEST

# Of a graph in several syntaxes, the one that is read soonest is read.
_SOONEST = (".nq", ".nt", ".ttl", ".trig", ".jsonld", ".rdf")


class Sources(NamedTuple):
    """Inputs by what they are. ``graphs`` are files, ``articles`` whatever kg.read opens (files, folders, addresses, "-").

    ``with_graphs`` are those folders that hold graphs besides, so that they need hold no article. ``twins`` are graph files that are not read, each
    with the file of the same name, in another syntax, that is read in its place: ``kg build`` writes each graph as Turtle and as JSON-LD.
    """

    graphs: tuple[str, ...]
    articles: tuple[str, ...]
    with_graphs: frozenset[str]
    twins: tuple[tuple[str, str], ...]


def sort_sources(sources: Iterable[str]) -> Sources:
    """Tell graphs from articles. Of a folder its graph files are read, and what else is in it as articles; of a release its dumps alone,
    of a folder of kg bulk its shards."""
    graphs: list[str] = []
    articles: list[str] = []
    with_graphs: set[str] = set()
    twins: list[tuple[str, str]] = []
    for source in sources:
        if is_graph(source):
            graphs.append(source)
            continue
        found, other = _look_into(Path(source)) if source and source != "-" and Path(source).is_dir() else ([], True)
        chosen, beside = _choose(found)
        graphs += chosen
        twins += beside
        if found:
            with_graphs.add(source)
        if other:
            articles.append(source)
    return Sources(tuple(graphs), tuple(articles), frozenset(with_graphs), tuple(twins))


def _look_into(folder: Path) -> tuple[list[Path], bool]:
    """The graph files of a folder, and whether anything else is in it that may be an article."""
    from kg.read.error import ReadError
    from kg.read.registry import list_members

    if (folder / MANIFEST).is_file():
        return sorted(path for layer in (FULL, LINKS) for path in (folder / "data").glob(f"{layer}*.nq.gz")), False
    if (shards := list_shards(folder)) is not None:
        return list(map(Path, shards)), False
    members = list(list_members(folder))
    graphs = [path for path in members if not isinstance(path, ReadError) and is_graph(path.name)]
    return graphs, len(graphs) < len(members) or not members


def _choose(graphs: Iterable[Path]) -> tuple[list[str], Iterator[tuple[str, str]]]:
    """One file of each name, and the others with it."""
    by_name: dict[Path, list[Path]] = {}
    for path in graphs:
        by_name.setdefault(path.with_name(_name_of(path)), []).append(path)
    ranked = [sorted(files, key=_rank) for files in by_name.values()]
    return [str(first) for first, *_ in ranked], ((str(other), str(first)) for first, *others in ranked for other in others)


def _bare(path: Path) -> Path:
    """The path of a graph file without ".gz"."""
    return path.with_suffix("") if path.suffix.lower() == ".gz" else path


def _name_of(path: Path) -> str:
    return _bare(path).stem


def _rank(path: Path) -> tuple[int, str]:
    extension = _bare(path).suffix.lower()
    return _SOONEST.index(extension) if extension in _SOONEST else len(_SOONEST), path.name
