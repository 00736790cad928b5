"""A side that is a release: its layers are read as streams."""

from __future__ import annotations

import heapq
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from kg.diff.causes import Terms, read_ontology
from kg.diff.compare import PageSource
from kg.diff.pages import Page, page_of, read_pages
from kg.diff.patch import split_graph
from kg.diff.renames import REPLACED_BY
from kg.diff.sides.graphs import GRAPH
from kg.diff.sides.sorting import sort_lines
from kg.profiles.convert import expand
from kg.rdf.nquads_reading import LineError, parse_lines
from kg.rdf.reading import GraphReadError, read_graph
from kg.rdf.terms import Triple, sort_triples
from kg.unpacking import UnpackError
from kg.unpacking.stream import open_unpacked

MANIFEST = "release.json"
_END, _REPLACED = f"{GRAPH}> .\n", f"> <{REPLACED_BY}> <"
_NQUADS = (".nq", ".nq.gz")


def open_release(folder: str | os.PathLike[str]) -> ReleaseSide:
    """A release by its manifest, release.json. GraphReadError where that is not to be understood."""
    manifest = Path(folder) / MANIFEST
    try:
        read = json.loads(manifest.read_bytes())
        layers = {layer: [Path(folder) / path for path in _inside(told["files"])] for layer, told in read["layers"].items()}
        name = " ".join(filter(None, (str(read["title"]), str(read["version"] or ""))))
        listed = [Path(folder) / path for path in _inside([file["path"] for file in read["files"]])]
    except OSError as error:
        raise GraphReadError(os.fspath(manifest), f"cannot be read: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise GraphReadError(os.fspath(manifest), f"no manifest of a release: {type(error).__name__}: {error}") from error
    full, links = ([path for path in layers.get(layer, ()) if path.name.endswith(_NQUADS)] for layer in ("full", "links"))
    if not full:
        raise GraphReadError(os.fspath(manifest), "the manifest lists no N-Quads of the layer full")
    ontology = next((path for path in listed if path.parent.name == "data" and path.name == "ontology.ttl"), None)
    return ReleaseSide(name, full, links, ontology)


def _inside(paths: Iterable[str]) -> list[str]:
    """Paths that stay below a folder; ValueError for others."""
    found = list(paths)
    for path in found:
        if Path(path).is_absolute() or ".." in Path(path).parts:
            raise ValueError(f"{path} is outside of the release")
    return found


class ReleaseSide:
    """A release folder: its full layer is read as a stream and sorted by article in temporary files, its links are held in memory."""

    def __init__(self, name: str, full: Sequence[Path], links: Sequence[Path] = (), ontology: Path | None = None) -> None:
        self.name, self._full, self._links, self._ontology = name, tuple(full), tuple(links), ontology

    def is_named(self) -> bool:
        """Yes: each article version has a graph of its own."""
        return True

    def pages(self) -> Iterator[PageSource]:
        """Its pages, each read when it is asked for."""
        keyed = (f"{page_of(graph)}\t{line}" for line in self._all(self._full) if (graph := split_graph(line)[1]).endswith(GRAPH))
        for page, found in groupby((line.partition("\t") for line in sort_lines(keyed)), key=lambda parts: parts[0]):
            lines = tuple(line for _, _, line in found)
            yield PageSource(page, lambda lines=lines, page=page: self._read(page, lines), lines)  # type: ignore[misc]

    def _read(self, page: str, lines: Iterable[str]) -> Page:
        try:
            triples = sort_triples(parse_lines("".join(lines), quads=True))
        except LineError as error:
            raise GraphReadError(f"{self.name}: {page}", error.reason, error.line, error.column) from error
        return next(found for found in read_pages(expand(triples)) if found.iri == page)

    def shared(self) -> tuple[Triple, ...]:
        """What stands in graphs of no article."""
        wanted = (line for path in (*self._full, *self._links) for line in self._all((path,)) if _is_line_shared(line))
        try:
            return sort_triples(parse_lines("".join(wanted), quads=True))
        except LineError as error:
            raise GraphReadError(self.name, error.reason, error.line, error.column) from error

    def lines(self, *, named: bool) -> Iterator[str]:
        """The layers full and links, each of which is sorted."""
        lines = heapq.merge(self._all(self._full), self._all(self._links))
        yield from lines if named else (split_graph(line)[0] for line in lines)

    def _all(self, paths: Iterable[Path]) -> Iterator[str]:
        """The lines of shards, one after the other."""
        for path in paths:
            try:
                with open_unpacked(os.fspath(path)) as stream:
                    for number, line in enumerate(stream, 1):
                        yield _decode(line, path, number)
            except (UnpackError, OSError) as error:
                raise GraphReadError(os.fspath(path), f"cannot be read: {getattr(error, 'strerror', None) or error}") from error

    def ontologies(self) -> dict[str, Terms]:
        """The ontology that the release brings."""
        return read_ontology(read_graph(self._ontology)) if self._ontology else {}


def _is_line_shared(line: str) -> bool:
    return not line.endswith(_END) or _REPLACED in line


def _decode(line: bytes, path: Path, number: int) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        raise GraphReadError(os.fspath(path), f"not UTF-8: byte 0x{line[error.start]:02X}", number, error.start + 1) from error
