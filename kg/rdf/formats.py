"""One table of the syntaxes that graphs are written in: name, media type, extension, writer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import PurePath
from typing import NamedTuple, TextIO

from kg.rdf.graph import ArticleGraph

COMPRESSED = ".gz"
_RDF12 = "-rdf12"
Writer = Callable[[Iterable[ArticleGraph], TextIO, bool], None]


class Format(NamedTuple):
    """A syntax. ``extension`` is without ".gz", which any of them may carry; ``named`` says whether it can hold named graphs.

    ``writer`` names the function that writes it, whose module is imported when it is first needed.
    """

    name: str
    media_type: str
    extension: str
    named: bool
    writer: str

    @property
    def write(self) -> Writer:
        """The function that writes graphs to a stream, with the third argument each into a graph of its own name."""
        module, _, name = self.writer.partition(":")
        function: Writer = getattr(import_module(f"kg.rdf.{module}"), name)
        return function


FORMATS: dict[str, Format] = {
    form.name: form
    for form in (
        Format("turtle", "text/turtle", ".ttl", False, "turtle:write_turtle"),
        Format("nquads", "application/n-quads", ".nq", True, "ntriples:write_ntriples"),
        Format("trig", "application/trig", ".trig", True, "turtle:write_turtle"),
        Format("jsonld", "application/ld+json", ".jsonld", True, "jsonld:write_jsonld"),
        Format("jsonld-flat", 'application/ld+json;profile="http://www.w3.org/ns/json-ld#flattened"', ".jsonld", True, "jsonld:write_flat_jsonld"),
        Format("rdfxml", "application/rdf+xml", ".rdf", False, "rdfxml:write_rdfxml"),
        Format("ntriples", "application/n-triples", ".nt", False, "ntriples:write_ntriples"),
        Format("turtle-rdf12", "text/turtle;version=1.2", ".ttl", False, "turtle:write_turtle12"),
        Format("nquads-rdf12", "application/n-quads;version=1.2", ".nq", True, "ntriples:write_ntriples12"),
        Format("trig-rdf12", "application/trig;version=1.2", ".trig", True, "turtle:write_turtle12"),
        Format("ntriples-rdf12", "application/n-triples;version=1.2", ".nt", False, "ntriples:write_ntriples12"),
    )
}
_BY_EXTENSION = {form.extension: form for form in reversed(FORMATS.values())}


class UnknownFormatError(ValueError):
    """A format or file name that the table does not have; the message lists what it has."""


def find_format(name: str) -> Format:
    """The format of a name ("turtle") or an extension ("ttl", ".ttl")."""
    form = FORMATS.get(name.lower()) or _BY_EXTENSION.get("." + name.lower().removeprefix("."))
    if form is None:
        raise UnknownFormatError(f"no format {name!r}; there are {', '.join(FORMATS)}")
    return form


def to_rdf12(form: Format) -> Format:
    """The syntax of RDF 1.2 beside one of RDF 1.1, in which statements are reifiers of triple terms. UnknownFormatError where there is none."""
    found = form if form.name.endswith(_RDF12) else FORMATS.get(form.name + _RDF12)
    if found is None:
        able = ", ".join(name.removesuffix(_RDF12) for name in FORMATS if name.endswith(_RDF12))
        raise UnknownFormatError(f"{form.name} is not written as RDF 1.2; these are: {able}")
    return found


def format_of_path(path: str | PurePath) -> Format:
    """The format that a file's name asks for by its extension, with or without ".gz"."""
    name = PurePath(path).name.lower().removesuffix(COMPRESSED)
    form = _BY_EXTENSION.get(PurePath(name).suffix)
    if form is None:
        raise UnknownFormatError(f"{path}: no format for this file name; the extensions are {', '.join(_BY_EXTENSION)}, each also with {COMPRESSED}")
    return form


def is_graph_name(path: str | PurePath) -> bool:
    """Whether a file's name is one of a graph."""
    try:
        format_of_path(path)
    except UnknownFormatError:
        return False
    return True


def check_named(form: Format) -> None:
    """UnknownFormatError where a syntax has no named graphs."""
    if not form.named:
        able = ", ".join(other.name for other in FORMATS.values() if other.named and other.name.endswith(_RDF12) == form.name.endswith(_RDF12))
        raise UnknownFormatError(f"{form.name} has no named graphs; these have: {able}")


def write_graphs(graphs: Iterable[ArticleGraph], form: Format, out: TextIO, *, named: bool = False) -> None:
    """Write graphs in one syntax, all into the default graph, or with ``named`` each into a graph of its own name.

    UnknownFormatError where the syntax has no named graphs; NotExpressibleError where it cannot write a term.
    """
    if named:
        check_named(form)
    form.write(graphs, out, named)
