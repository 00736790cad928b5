"""The named queries that ship with the package: a file for each, with title, group, description and parameters in comments at its head."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from kg.domain.ontology import concepts
from kg.rdf.ntriples import to_text
from kg.rdf.terms import CK, IRI, XSD, Literal
from kg.values import dataclass

_HEAD = re.compile(r"# (title|group|description|parameter): (.+)")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_DAY = re.compile(r"-?[0-9]{4,}-[0-9]{2}-[0-9]{2}")
# What queries are grouped by where they are listed, in this order.
GROUPS = ("conflicts", "where and when", "sides and groups", "people", "figures", "words and sources", "the data")
# What a parameter of each kind takes, for messages.
KINDS = {
    "entity": "an IRI", "term": "a term of the ontology such as killed", "text": "words", "number": "a number such as 12 or -3.5",
    "day": "a day such as 1944-06-06",
}  # fmt: skip

Values = Mapping[str, str | Sequence[str]]


class ParameterError(ValueError):
    """A value for a parameter that the query does not have, or that is not of its kind; the message says which."""


def _term_of(value: str) -> IRI:
    """The concept of a local name or its words ("killed", "died of wounds"), with or without ck: before it."""
    wanted = value.removeprefix(CK).removeprefix("ck:").replace(" ", "").casefold()
    known = {name.casefold(): name for scheme in ("lossCategories", "countedKinds", "fates") for name in concepts(scheme)}
    if wanted not in known:
        near = difflib.get_close_matches(wanted, known, 1)
        raise ValueError(f"the ontology has no such term: {value!r}" + (f"; did you mean {known[near[0]]}?" if near else ""))
    return CK.term(known[wanted])


_MAKERS: dict[str, Callable[[str], IRI | Literal]] = {
    "entity": IRI, "term": _term_of, "number": lambda value: Literal(value, str(XSD.term("decimal"))),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable that may be given values: ``kind`` is one of KINDS. An entity may be given by its name where a store is at hand (kg.store.names)."""

    name: str
    kind: str
    words: str

    def to_term(self, value: str) -> IRI | Literal:
        """The term of a value; ParameterError for what is not of the kind."""
        fits = {"number": _NUMBER, "day": _DAY}.get(self.kind)
        try:
            if fits and not fits.fullmatch(value):
                raise ValueError(f"{value!r} is not {KINDS[self.kind]}")
            return _MAKERS.get(self.kind, Literal)(value)
        except ValueError as error:
            raise ParameterError(f"{self.name}: {error}") from error


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of ours; ``text`` runs as it is, with all parameters open or at their defaults."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str
    group: str

    def parameter(self, name: str) -> Parameter:
        """The parameter of a name. ParameterError where there is none."""
        known = {parameter.name: parameter for parameter in self.parameters}
        if name not in known:
            raise ParameterError(f"{self.name} has no parameter {name!r}; it has {', '.join(known) or 'none'}")
        return known[name]

    def with_values(self, values: Values) -> str:
        """The text with one or several values for parameters. ParameterError for a name that it does not have or a value that is not of its kind."""
        text = self.text
        for name, given in values.items():
            parameter = self.parameter(name)
            terms = [to_text(parameter.to_term(value)) for value in ([given] if isinstance(given, str) else given)]
            text = _place_of(name).sub(lambda _, name=name, terms=terms: f"VALUES ?{name} {{ {' '.join(terms)} }}", text)  # type: ignore[misc]
        return text


def _place_of(name: str) -> re.Pattern[str]:
    """Where a query takes the values of a parameter: UNDEF, or its default."""
    return re.compile(rf"VALUES \?{name} \{{ (?:UNDEF|ck:[A-Za-z]+|[0-9]+|\"[^\"]*\") \}}")


@cache
def named_queries() -> dict[str, NamedQuery]:
    """All named queries by name, in order of their names. ValueError where a file's head is not as it must be."""
    folder = files("kg.query") / "queries"
    found = (read_query(path.name.removesuffix(".rq"), path.read_text(encoding="utf-8")) for path in folder.iterdir() if path.name.endswith(".rq"))
    return {query.name: query for query in sorted(found, key=lambda query: query.name)}


@cache
def grouped_queries() -> tuple[tuple[str, tuple[NamedQuery, ...]], ...]:
    """The named queries by group, those of a group in order of their titles."""
    ordered = sorted(named_queries().values(), key=lambda query: query.title)
    return tuple((group, tuple(query for query in ordered if query.group == group)) for group in GROUPS)


def find_query(name: str) -> NamedQuery | None:
    """The named query of a name; an underscore counts as a hyphen."""
    return named_queries().get(name.replace("_", "-").lower())


def near_names(name: str) -> list[str]:
    """The names of queries that look most like a name, the nearest first."""
    return difflib.get_close_matches(name.replace("_", "-").lower(), named_queries(), 3)


def read_query(name: str, text: str) -> NamedQuery:
    """Read a query with its head. ValueError for a head without title, group or description, or a parameter that the text has no place for."""
    told: dict[str, list[str]] = {"title": [], "group": [], "description": [], "parameter": []}
    for line in text.splitlines():
        if match := _HEAD.fullmatch(line):
            told[match[1]].append(match[2])
    if len(told["title"]) != 1 or len(told["description"]) != 1:
        raise ValueError(f"{name}: a named query has one title and one description at its head")
    if len(told["group"]) != 1 or told["group"][0] not in GROUPS:
        raise ValueError(f"{name}: a named query has one group at its head, of {', '.join(GROUPS)}")
    parameters = tuple(_parameter(name, line, text) for line in told["parameter"])
    return NamedQuery(name, told["title"][0], told["description"][0], parameters, text, told["group"][0])


def _parameter(name: str, line: str, text: str) -> Parameter:
    variable, kind, words = line.split(" ", 2)
    if kind not in KINDS or not _place_of(variable).search(text):
        raise ValueError(f"{name}: parameter {variable} needs a kind of {', '.join(KINDS)} and the line VALUES ?{variable} {{ UNDEF }}")
    return Parameter(variable, kind, words)
