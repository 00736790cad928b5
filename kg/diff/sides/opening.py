"""The sides of a comparison by their paths: graph files, folders of them, releases."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.diff.sides.graphs import GraphSide
from kg.diff.sides.releases import MANIFEST, ReleaseSide, open_release
from kg.forms.nanopub.nanopub import NanopubError
from kg.forms.nanopub.reading import from_nanopubs, has_nanopubs
from kg.profiles.facts import is_facts
from kg.profiles.reading import read_expanded_quads
from kg.rdf.formats import COMPRESSED, FORMATS, UnknownFormatError, format_of_path
from kg.rdf.nquads_reading import Quad
from kg.rdf.reading import GraphReadError


def open_side(path: str | os.PathLike[str], name: str = "") -> GraphSide | ReleaseSide:
    """A graph file in any syntax, a folder of them, or the folder of a release. GraphReadError where it cannot be read.

    ``name`` is what it is called, if not as its file or folder.

    Graph files are read as a whole (packed ones up to kg.rdf.reading.LARGEST), releases as streams.
    """
    name = name or (Path(os.path.realpath(path)).name if os.fspath(path) != "-" else "standard input")
    if not Path(path).is_dir():
        return GraphSide(name, _read(os.fspath(path)))
    if (Path(path) / MANIFEST).is_file():
        return open_release(path)
    files = list_graphs(Path(path))
    if not files:
        raise GraphReadError(os.fspath(path), f"the folder has neither a {MANIFEST} nor graph files")
    return GraphSide(name, (quad for file in files for quad in _read(os.fspath(file))))


def _read(path: str) -> Iterator[Quad]:
    if path != "-" and not Path(path).exists():
        raise GraphReadError(path, "cannot be read: No such file or directory")
    if path.endswith(".zip"):
        raise GraphReadError(path, "a release is compared as a folder: unpack the archive first")
    if Path(path).name == MANIFEST:
        raise GraphReadError(path, "a release is compared as a folder: name the folder that this manifest stands in")
    quads: Iterable[Quad] = read_expanded_quads(path)
    if is_facts(quad.triple for quad in quads):
        raise GraphReadError(path, "the graph is in the facts profile, which has no claims: compare full or compact graphs")
    if has_nanopubs(quads):
        try:
            quads = [Quad(triple, name) for name, triples in from_nanopubs(quads).items() for triple in triples]
        except NanopubError as error:
            raise GraphReadError(path, str(error)) from error
    yield from quads


def list_graphs(folder: Path) -> list[Path]:
    """The graph files of a folder, by name; where one graph is there in several syntaxes, as kg build writes Turtle and JSON-LD, one of them."""
    order = list(FORMATS)
    found: dict[str, tuple[int, Path]] = {}
    for path in sorted(folder.iterdir()):
        try:
            form = format_of_path(path)
        except UnknownFormatError:
            continue
        stem = path.name.removesuffix(COMPRESSED).removesuffix(form.extension)
        rank = order.index(form.name)
        if path.is_file() and (stem not in found or rank < found[stem][0]):
            found[stem] = rank, path
    return [path for _, path in sorted(found.values(), key=lambda pair: pair[1].name)]
