"""N-Triples and N-Quads in canonical form (RDFC-1.0, section 5, which is also RDF 1.2 N-Quads, section 3).

Those of RDF 1.2 have no VERSION line: it is a hint only, pyoxigraph 0.5 refuses it, and without it lines can be sorted and files put together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from kg.patterns import lazy_pattern
from kg.rdf.graph import ArticleGraph, without_repeats
from kg.rdf.reification import REIFIES, split_statements
from kg.rdf.terms import IRI, XSD_STRING, Literal, Triple

_ESCAPED = lazy_pattern(r'[\x00-\x1f\x7f"\\\ufffe\uffff]')
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return _SHORT.get(character) or f"\\u{ord(character):04X}"


def to_text(term: IRI | Literal) -> str:
    """A term in canonical N-Triples."""
    if not isinstance(term, Literal):
        return f"<{term}>"
    quoted = f'"{_ESCAPED.sub(_escape, term.value)}"'
    if term.language:
        return f"{quoted}@{term.language}"
    return quoted if term.datatype == XSD_STRING else f"{quoted}^^<{term.datatype}>"


def to_lines(triples: Iterable[Triple], graph: IRI | None = None) -> Iterator[str]:
    """One line, with its line end, for each triple, as a quad where a graph is named."""
    end = f" <{graph}> .\n" if graph else " .\n"
    for subject, predicate, value in triples:
        yield f"<{subject}> <{predicate}> {to_text(value)}{end}"


def write_ntriples(graphs: Iterable[ArticleGraph], out: TextIO, named: bool = False) -> None:
    """Write N-Triples, the lines of each article in code point order; ``named`` gives N-Quads with a named graph for each article."""
    for graph in graphs if named else without_repeats(graphs):
        out.writelines(sorted(to_lines(graph.triples, graph.name if named else None)))


def write_ntriples12(graphs: Iterable[ArticleGraph], out: TextIO, named: bool = False) -> None:
    """Write N-Triples or N-Quads of RDF 1.2, as write_ntriples does: what states a triple reifies a triple term instead."""
    for graph in graphs if named else without_repeats(graphs):
        plain, stated = split_statements(graph.triples)
        name = graph.name if named else None
        end = f" <{name}> .\n" if name else " .\n"
        terms = (f"<{node}> <{REIFIES}> <<( <{s}> <{p}> {to_text(o)} )>>{end}" for node, (s, p, o) in stated.items())
        out.writelines(sorted((*to_lines(plain, name), *terms)))
