"""Stores within this process, by pyoxigraph: graph files in memory, or a folder on disk."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from kg.query.errors import QueryError, read_syntax_error
from kg.rdf.formats import COMPRESSED, Format, UnknownFormatError, format_of_path
from kg.rdf.reading import GraphReadError, refuse_doctype
from kg.rdf.terms import IRI, Triple
from kg.store.profiles import expand_store
from kg.store.store import Solutions, StoreError
from kg.store.terms import to_node, to_predicate
from kg.unpacking import open_gzip

if TYPE_CHECKING:
    import pyoxigraph

_PIECE = 1 << 20
SYNTAX = {"turtle": "TURTLE", "trig": "TRIG", "rdfxml": "RDF_XML", "jsonld": "JSON_LD", "nquads": "N_QUADS", "ntriples": "N_TRIPLES"}


class EmbeddedStore:
    """A pyoxigraph store to read. ``graph`` is the pyoxigraph.Store itself, for the query workers."""

    def __init__(self, graph: pyoxigraph.Store, version: str) -> None:
        self.graph, self.version = graph, version

    def merged(self) -> EmbeddedStore:
        """A store in memory of the same triples without the names of graphs; itself where no two graphs can hold the same.

        Oxigraph gives a triple of a union once for each graph that holds it, which multiplies rows and falsifies counts.
        """
        import pyoxigraph

        names = {name.value for name, _ in zip(self.graph.named_graphs(), range(2), strict=False)}
        if not names or (len(names) == 1 and next(self.graph.quads_for_pattern(None, None, None, pyoxigraph.DefaultGraph()), None) is None):
            return self
        store = pyoxigraph.Store()
        store.bulk_extend(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object) for quad in self.graph)
        return EmbeddedStore(store, self.version)

    def about(self, subjects: Iterable[IRI], predicates: Iterable[IRI] = ()) -> Iterator[Triple]:
        """All triples with one of these subjects, and with one of these predicates if any are told.

        A triple that several graphs hold comes once on disk, where quads are in order, and may come more than once in memory.
        """
        from pyoxigraph import NamedNode

        wanted: list[NamedNode | None] = [*map(NamedNode, predicates)] or [None]
        find = self.graph.quads_for_pattern
        for subject in subjects:
            node = NamedNode(subject)
            for predicate in wanted:
                before: tuple[object, object] = (None, None)
                for quad in find(node, predicate, None, None):
                    said = (quad.predicate, quad.object)
                    if said != before:
                        before = said
                        yield Triple(subject, to_predicate(said[0]), to_node(said[1]))

    def mentions(self, objects: Iterable[IRI], limit: int) -> Iterator[Triple]:
        """The triples with one of these objects, no more than ``limit``."""
        import pyoxigraph

        for value in objects:
            for quad in self.graph.quads_for_pattern(None, None, pyoxigraph.NamedNode(value), None):
                if limit <= 0:
                    return
                limit -= 1
                yield Triple(cast(IRI, to_node(quad.subject)), to_predicate(quad.predicate), value)

    def select(self, query: str) -> Solutions:
        """The answer to a SELECT of ours, over the union of all graphs. QueryError for what is no SELECT."""
        import pyoxigraph

        try:
            found = self.graph.query(query, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise read_syntax_error(error) from error
        if not isinstance(found, pyoxigraph.QuerySolutions):
            raise QueryError("not a SELECT query")
        variables = tuple(variable.value for variable in found.variables)
        rows = tuple(tuple(None if (term := row[name]) is None else to_node(term) for name in variables) for row in found)
        return Solutions(variables, rows)


def load_files(paths: Iterable[str]) -> EmbeddedStore:
    """A store in memory that holds graph files of any syntax, each with the named graphs that it has. StoreError names what cannot be read."""
    import pyoxigraph

    store, digest = pyoxigraph.Store(), hashlib.blake2b(digest_size=16)
    for path in paths:
        load_file(store, path)
        with Path(path).open("rb") as file:
            digest.update(hashlib.file_digest(file, "blake2b").digest())
    expand_store(store)
    return EmbeddedStore(store, digest.hexdigest())


def open_folder(folder: str | os.PathLike[str]) -> EmbeddedStore:
    """The store in a folder, to read only: several processes may do that at once. StoreError where there is none."""
    import pyoxigraph

    if not (Path(folder) / "CURRENT").is_file():
        raise StoreError(f"{os.fspath(folder)}: no store is there; kg load GRAPH... --store {os.fspath(folder)} makes one")
    try:
        return EmbeddedStore(pyoxigraph.Store.read_only(os.fspath(folder)), folder_version(folder))
    except OSError as error:
        raise StoreError(f"{os.fspath(folder)}: {error}") from error


def folder_version(folder: str | os.PathLike[str]) -> str:
    """A word that changes when the store in a folder does: a hash of its files' names, sizes and times."""
    files = sorted((path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in Path(folder).glob("*.sst"))
    return hashlib.blake2b(repr(files).encode(), digest_size=16).hexdigest()


@contextmanager
def open_graph_file(path: str) -> Iterator[tuple[BinaryIO, Format]]:
    """A graph file, unpacked, and its format. StoreError for what cannot be opened, is of no format, or is damaged."""
    try:
        form = format_of_path(path)
        if form.name == "rdfxml":
            with _open(path) as file:
                refuse_doctype(iter(lambda: file.read(_PIECE), b""), path)
        with _open(path) as file:
            yield file, form
    except UnknownFormatError as error:
        raise StoreError(str(error)) from error
    except GraphReadError as error:
        raise StoreError(str(error)) from error
    except OSError as error:
        raise StoreError(f"{path}: {getattr(error, 'strerror', None) or error}") from error


def _open(path: str) -> BinaryIO:
    return open_gzip(path) if path.endswith(COMPRESSED) else Path(path).open("rb")


def load_file(store: pyoxigraph.Store, path: str) -> None:
    """Bulk-load a graph file into a store. StoreError with line and column for what is not well-formed."""
    import pyoxigraph

    try:
        with open_graph_file(path) as (file, form):
            base = Path(path).resolve().as_uri()
            syntax = getattr(pyoxigraph.RdfFormat, SYNTAX[form.name])
            if path.endswith(COMPRESSED):
                store.bulk_load(file, syntax, base_iri=base)
            else:
                store.bulk_load(path=path, format=syntax, base_iri=base)
    except SyntaxError as error:
        found = read_syntax_error(error)
        place = "".join(f":{number}" for number in (found.line, found.column) if number)
        raise StoreError(f"{path}{place}: {found.reason}") from error
