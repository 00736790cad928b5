"""N-Triples and N-Quads read line by line, those of RDF 1.2 as RDF 1.1 says the same: a reifier of a triple term is a statement."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.patterns import lazy_pattern
from kg.rdf.reification import Reifiers
from kg.rdf.terms import IRI, XSD_STRING, Literal, Triple

_IRIREF = r"<([^\x00-\x20<>\"{}|^`]*)>"
_STRING = r'"([^"\\\n\r]*(?:\\.[^"\\\n\r]*)*)"'
_OBJECT = rf"(?:{_IRIREF}|{_STRING}(?:@([A-Za-z0-9-]+)|\^\^{_IRIREF})?)"
_LINE = lazy_pattern(rf"[ \t]*{_IRIREF}[ \t]*{_IRIREF}[ \t]*{_OBJECT}[ \t]*(?:{_IRIREF}[ \t]*)?\.[ \t]*(?:#.*)?")
_TERM_LINE = lazy_pattern(
    rf"[ \t]*{_IRIREF}[ \t]*{_IRIREF}[ \t]*<<\([ \t]*{_IRIREF}[ \t]*{_IRIREF}[ \t]*{_OBJECT}[ \t]*\)>>[ \t]*(?:{_IRIREF}[ \t]*)?\.[ \t]*(?:#.*)?"
)
_VERSION = lazy_pattern(r"[ \t]*VERSION[ \t]+(?:\"[0-9a-z.-]+\"|'[0-9a-z.-]+')[ \t]*(?:#.*)?")
_EMPTY = lazy_pattern(r"[ \t]*(?:#.*)?")
_GROUPS = 7
_LINE_END = lazy_pattern(r"\r\n|\r|\n")
_ESCAPE = lazy_pattern(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.?))")
_SHORT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_STEPS = (
    ("a subject (an IRI; blank nodes are not read)", re.compile(rf"[ \t]*{_IRIREF}")),
    ("a predicate (an IRI)", re.compile(rf"[ \t]*{_IRIREF}")),
    ("an object (an IRI or a literal; blank nodes are not read)", re.compile(rf"[ \t]*(?:{_IRIREF}|{_STRING}(?:@[A-Za-z0-9-]+|\^\^{_IRIREF})?)")),
    ("a full stop", re.compile(rf"[ \t]*(?:{_IRIREF}[ \t]*)?\.")),
    ("the end of the line", re.compile(r"[ \t]*(?:#.*)?\Z")),
)


class Quad(NamedTuple):
    """A triple and the name of the graph that it stands in (None: the default graph)."""

    triple: Triple
    graph: IRI | None = None


class LineError(ValueError):
    """A line that is not of the syntax; line and column count from 1."""

    def __init__(self, reason: str, line: int, column: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.line, self.column = reason, line, column


def parse_lines(text: str, *, quads: bool) -> Iterator[Triple]:
    """The triples in the order of the lines; the names of graphs are left out. LineError says where the syntax is broken."""
    return (quad.triple for quad in parse_quads(text, quads=quads))


def parse_quads(text: str, *, quads: bool = True) -> Iterator[Quad]:
    """The triples in the order of the lines, with the names of their graphs, which only N-Quads have. LineError as parse_lines."""
    make_iri = lru_cache(maxsize=1 << 16)(_iri)
    reifiers = Reifiers()
    for number, line in enumerate(_LINE_END.split(text), 1):
        match = _LINE.fullmatch(line) or _TERM_LINE.fullmatch(line)
        if match is None:
            if _EMPTY.fullmatch(line) or _VERSION.fullmatch(line):
                continue
            raise _explain(line, number)
        *terms, graph = match.groups()
        if graph is not None and not quads:
            raise LineError("a full stop is wanted; N-Triples have no graph names", number, match.start(match.re.groups))
        try:
            name = make_iri(graph) if graph is not None else None
            subject, predicate, *rest = terms
            if match.re.groups == _GROUPS:
                yield Quad(Triple(make_iri(subject), make_iri(predicate), _object(rest, make_iri)), name)
            else:
                stated = Triple(make_iri(rest[0]), make_iri(rest[1]), _object(rest[2:], make_iri))
                yield from (Quad(triple, name) for triple in reifiers.read(make_iri(subject), make_iri(predicate), stated, name))
        except ValueError as error:
            raise LineError(str(error), number) from error


def _object(groups: Sequence[str | None], make_iri: Callable[[str], IRI]) -> IRI | Literal:
    iri, string, language, datatype = groups
    if iri is not None:
        return make_iri(iri)
    return Literal(_unescape(string or ""), make_iri(datatype) if datatype else XSD_STRING, language or "")


def _explain(line: str, number: int) -> LineError:
    at = 0
    for wanted, pattern in _STEPS:
        match = pattern.match(line, at)
        if match is None:
            column = len(line) - len(line[at:].lstrip(" \t")) + 1
            return LineError(f"{wanted} is wanted here", number, column)
        at = match.end()
    return LineError("not a triple", number)


def _iri(text: str) -> IRI:
    return IRI(_unescape(text))


def _unescape(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    four, eight, short = match.groups()
    if short is not None:
        if short not in _SHORT:
            raise ValueError(f"no such escape: {match.group()}")
        return _SHORT[short]
    code = int(four or eight, 16)
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        raise ValueError(f"no such character: {match.group()}")
    return chr(code)
