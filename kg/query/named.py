"""The named queries that ship with the package: a file for each, with title, description and parameters in comments at its head."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from kg.rdf.ntriples import to_text
from kg.rdf.terms import IRI, Literal
from kg.values import dataclass

_HEAD = re.compile(r"# (title|description|parameter): (.+)")
_KINDS = ("iri", "text")


class ParameterError(ValueError):
    """A value for a parameter that the query does not have, or that is not of its kind; the message says which."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable that may be given a value: ``kind`` is "iri" or "text"."""

    name: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of ours; ``text`` runs as it is, with all parameters open."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str

    def with_values(self, values: Mapping[str, str]) -> str:
        """The text with values for parameters. ParameterError for a name it does not have or a value that is no IRI."""
        text, known = self.text, {parameter.name: parameter for parameter in self.parameters}
        for name, value in values.items():
            if name not in known:
                raise ParameterError(f"{self.name} has no parameter {name!r}; it has {', '.join(known) or 'none'}")
            try:
                term = IRI(value) if known[name].kind == "iri" else Literal(value)
            except ValueError as error:
                raise ParameterError(f"{name}: {error}") from error
            text = text.replace(f"VALUES ?{name} {{ UNDEF }}", f"VALUES ?{name} {{ {to_text(term)} }}")
        return text


@cache
def named_queries() -> dict[str, NamedQuery]:
    """All named queries by name, in order of their names. ValueError where a file's head is not as it must be."""
    folder = files("kg.query") / "queries"
    found = (read_query(path.name.removesuffix(".rq"), path.read_text(encoding="utf-8")) for path in folder.iterdir() if path.name.endswith(".rq"))
    return {query.name: query for query in sorted(found, key=lambda query: query.name)}


def read_query(name: str, text: str) -> NamedQuery:
    """Read a query with its head. ValueError for a head without title or description, or a parameter that the text does not leave open."""
    told: dict[str, list[str]] = {"title": [], "description": [], "parameter": []}
    for line in text.splitlines():
        if match := _HEAD.fullmatch(line):
            told[match[1]].append(match[2])
    if len(told["title"]) != 1 or len(told["description"]) != 1:
        raise ValueError(f"{name}: a named query has one title and one description at its head")
    parameters = tuple(_parameter(name, line, text) for line in told["parameter"])
    return NamedQuery(name, told["title"][0], told["description"][0], parameters, text)


def _parameter(name: str, line: str, text: str) -> Parameter:
    variable, kind, words = line.split(" ", 2)
    if kind not in _KINDS or f"VALUES ?{variable} {{ UNDEF }}" not in text:
        raise ValueError(f"{name}: parameter {variable} needs a kind of {_KINDS} and the line VALUES ?{variable} {{ UNDEF }}")
    return Parameter(variable, kind, words)
