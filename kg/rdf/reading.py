"""Graph files back into triples; what cannot be read is named with file, line and column.

N-Triples and N-Quads are read here; for the other syntaxes pyoxigraph does it where it is installed (it is some 20 times faster), else
rdflib, which does not know RDF 1.2. Named graphs are put together into one. What RDF 1.2 says with reifiers of triple terms is read as the
statements of RDF 1.1 that say the same (kg.rdf.reification).
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.patterns import lazy_pattern
from kg.rdf.formats import COMPRESSED, Format, UnknownFormatError, format_of_path
from kg.rdf.nquads_reading import LineError, Quad, parse_lines, parse_quads
from kg.rdf.reification import Reifiers
from kg.rdf.terms import IRI, Literal, Triple, sort_triples
from kg.unpacking import UnpackError, unpack_gzip

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

# What a packed graph file may unpack to, in bytes: all of it is held in memory, some five times over.
LARGEST = 1 << 30
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LONGEST_DECLARED, _LONGEST_COLUMN = len(b"<!DOCTYPE"), 1 << 16
_PLACE = lazy_pattern(r"\AParser error at [^:]*: ")
_OXIGRAPH = {"turtle": "TURTLE", "trig": "TRIG", "rdfxml": "RDF_XML", "jsonld": "JSON_LD"}
_RDFLIB = {"turtle": "turtle", "trig": "trig", "rdfxml": "xml", "jsonld": "json-ld"}


class GraphReadError(Exception):
    """A graph file that cannot be read: ``path``, ``reason``, and ``line`` and ``column`` (from 1) where the parser tells them."""

    def __init__(self, path: str, reason: str, line: int | None = None, column: int | None = None) -> None:
        place = "".join(f":{number}" for number in (line, column) if number is not None)
        super().__init__(f"{path}{place}: {reason}")
        self.path, self.reason, self.line, self.column = path, reason, line, column


def read_graph(path: str | os.PathLike[str], form: Format | None = None) -> tuple[Triple, ...]:
    """The triples of a graph file, sorted and each once; "-" is standard input. The format is that of the file's name unless told.

    GraphReadError for a file that is not there, not of a known format, not well-formed, or that holds blank nodes or a remote context.
    """
    name = os.fspath(path)
    return parse_graph(_read_bytes(name), form or _format_of(name), name)


def parse_graph(data: bytes, form: Format, name: str = "-") -> tuple[Triple, ...]:
    """The triples of a graph in memory; ``name`` is what errors call it. GraphReadError as read_graph."""
    text = _decode(data, name)
    syntax = form.name.partition("-")[0]
    with _errors_named(name):
        if syntax in ("nquads", "ntriples"):
            return sort_triples(parse_lines(text, quads=syntax == "nquads"))
        if syntax == "jsonld":
            _refuse_remote_contexts(json.loads(text), name)
        elif syntax == "rdfxml":
            refuse_doctype((text.encode(),), name)
        parse = parse_with_oxigraph if find_spec("pyoxigraph") else parse_with_rdflib
        return sort_triples(parse(text, syntax, name))


def read_quads(path: str | os.PathLike[str], form: Format | None = None) -> tuple[Quad, ...]:
    """The statements of a graph file with the names of their graphs (None: the default graph), in the file's order. GraphReadError as read_graph."""
    name = os.fspath(path)
    form = form or _format_of(name)
    data = _read_bytes(name)
    if not form.named or not find_spec("pyoxigraph"):
        return tuple(map(Quad, parse_graph(data, form, name)))
    text, syntax = _decode(data, name), form.name.partition("-")[0]
    with _errors_named(name):
        if syntax == "nquads":
            return tuple(parse_quads(text))
        if syntax == "jsonld":
            _refuse_remote_contexts(json.loads(text), name)
        return tuple(_parse_quads(text, syntax, name))


@contextmanager
def _errors_named(name: str) -> Iterator[None]:
    """What is wrong with a text as a GraphReadError of the file."""
    try:
        yield
    except LineError as error:
        raise GraphReadError(name, error.reason, error.line, error.column) from error
    except json.JSONDecodeError as error:
        raise GraphReadError(name, error.msg, error.lineno, error.colno) from error
    except RecursionError as error:
        raise GraphReadError(name, "nested too deeply") from error
    except ValueError as error:
        raise GraphReadError(name, str(error)) from error


def _format_of(name: str) -> Format:
    try:
        return format_of_path(name)
    except UnknownFormatError as error:
        raise GraphReadError(name, "no format for this file name; tell the format") from error


def _decode(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise GraphReadError(name, f"not UTF-8: byte 0x{data[error.start]:02X}", line) from error


def _read_bytes(name: str) -> bytes:
    try:
        if name == "-" and sys.stdin is None:
            raise GraphReadError(name, "cannot be read: standard input is closed")
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        if not name.endswith(COMPRESSED):
            return data
        return unpack_gzip(data, LARGEST)
    except UnpackError as error:
        raise GraphReadError(name, f"damaged gzip: {error}") from error
    except OSError as error:
        raise GraphReadError(name, f"cannot be read: {error.strerror or error}") from error


def _refuse_remote_contexts(document: object, name: str) -> None:
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            context = value.get("@context")
            parts = [*(context if isinstance(context, list) else [context]), value.get("@import")]
            remote = next((part for part in parts if isinstance(part, str)), None)
            if remote is not None:
                raise GraphReadError(name, f"its @context is elsewhere and is not fetched: {remote}")
        if isinstance(value, (dict, list)):
            waiting.extend(value.values() if isinstance(value, dict) else value)


def refuse_doctype(blocks: Iterable[bytes], name: str) -> None:
    """GraphReadError for XML, given in blocks, that declares a document type or an entity anywhere: a kilobyte of them can stand for gigabytes.

    Parsers resolve them wherever they stand, so comments are not told apart.
    """
    line, before, rest = 1, b"", b""
    for block in blocks:
        data = rest + block
        found = _DECLARED.search(data)
        end = found.start() if found else max(0, len(data) - _LONGEST_DECLARED)
        line += data.count(b"\n", 0, end)
        before = (before + data[:end]).rpartition(b"\n")[2][-_LONGEST_COLUMN:]
        if found:
            column = len(before.decode("utf-8-sig", "replace")) + 1
            raise GraphReadError(name, "a document type declaration (<!DOCTYPE>) is not allowed", line, column)
        rest = data[end:]


def _base(name: str) -> str:
    return Path(name).resolve().as_uri()


def parse_with_oxigraph(text: str, syntax: str, name: str) -> Iterator[Triple]:
    """The triples of a text in a syntax of the table above, by pyoxigraph. GraphReadError as read_graph."""
    return (quad.triple for quad in _parse_quads(text, syntax, name))


def _parse_quads(text: str, syntax: str, name: str) -> Iterator[Quad]:
    import pyoxigraph

    form = getattr(pyoxigraph.RdfFormat, _OXIGRAPH[syntax])
    reifiers = Reifiers()
    try:
        for quad in pyoxigraph.parse(text, form, base_iri=_base(name)):
            graph = None if isinstance(quad.graph_name, pyoxigraph.DefaultGraph) else _iri(quad.graph_name, name)
            subject, predicate = _iri(quad.subject, name), _iri(quad.predicate, name)
            if isinstance(quad.object, pyoxigraph.Triple):
                stated = _oxigraph_triple(quad.object, name)
                yield from (Quad(triple, graph) for triple in reifiers.read(subject, predicate, stated, graph))
            else:
                yield Quad(Triple(subject, predicate, _oxigraph_term(quad.object, name)), graph)
    except SyntaxError as error:
        raise GraphReadError(name, _PLACE.sub("", error.msg), error.lineno, error.offset) from error


def _iri(term: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Triple, name: str) -> IRI:
    import pyoxigraph

    if isinstance(term, pyoxigraph.NamedNode):
        return IRI(term.value)
    raise GraphReadError(name, f"only IRIs and literals are read, no blank nodes, and triple terms only as what is reified: {term}")


def _oxigraph_triple(triple: pyoxigraph.Triple, name: str) -> Triple:
    return Triple(_iri(triple.subject, name), _iri(triple.predicate, name), _oxigraph_term(triple.object, name))


def _oxigraph_term(term: Any, name: str) -> IRI | Literal:
    import pyoxigraph

    if isinstance(term, pyoxigraph.Literal):
        return Literal(term.value, term.datatype.value, term.language or "")
    return _iri(term, name)


def parse_with_rdflib(text: str, syntax: str, name: str) -> Iterator[Triple]:
    """The triples of a text in a syntax of the table above, by rdflib. GraphReadError as read_graph."""
    from xml.sax import SAXParseException

    import rdflib
    from rdflib.plugins.parsers.notation3 import BadSyntax

    dataset = rdflib.Dataset()
    try:
        with _rdflib_as_written():
            dataset.parse(data=text, format=_RDFLIB[syntax], publicID=_base(name))
    except BadSyntax as error:
        at = error._i  # Its own count of lines is wrong where a statement was tried in several ways.
        raise GraphReadError(name, error._why, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)) from error
    except SAXParseException as error:
        raise GraphReadError(name, error.getMessage(), error.getLineNumber(), error.getColumnNumber()) from error
    except Exception as error:  # On broken input its parsers also end in AssertionError, IndexError and the like.
        raise GraphReadError(name, f"rdflib cannot read it: {error or type(error).__name__}") from error
    for subject, predicate, value, _ in dataset.quads():
        yield Triple(_rdflib_iri(subject, name), _rdflib_iri(predicate, name), _rdflib_term(value, name))


def _rdflib_iri(term: rdflib.term.Node, name: str) -> IRI:
    import rdflib

    if isinstance(term, rdflib.URIRef):
        return IRI(str(term))
    raise GraphReadError(name, f"only IRIs and literals are read, no blank nodes: {term}")


def _rdflib_term(term: rdflib.term.Node, name: str) -> IRI | Literal:
    import rdflib

    if isinstance(term, rdflib.Literal):
        return Literal(str(term), str(term.datatype)) if term.datatype else Literal(str(term), language=term.language or "")
    return _rdflib_iri(term, name)


@contextmanager
def _rdflib_as_written() -> Iterator[None]:
    """Keep rdflib from rewriting lexical forms ("05" as "5"), and from warning of years BC and of its own deprecated names."""
    import rdflib

    normalize, log = rdflib.NORMALIZE_LITERALS, logging.getLogger("rdflib.term")
    level = log.level
    rdflib.NORMALIZE_LITERALS = False
    log.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            yield
    finally:
        rdflib.NORMALIZE_LITERALS = normalize
        log.setLevel(level)
