"""Descriptions as triples: the vocabularies they use, and how they are put together and written."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from kg.patterns import lazy_pattern
from kg.rdf.order import Node
from kg.rdf.terms import IRI, LANG_STRING, PREFIXES, RDF_TYPE, XSD, Literal, Namespace, Triple
from kg.rdf.turtle import write_nodes

DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
DQV = Namespace("http://www.w3.org/ns/dqv#")
LDQD = Namespace("http://www.w3.org/2016/05/ldqd#")
ADMS = Namespace("http://www.w3.org/ns/adms#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SH = Namespace("http://www.w3.org/ns/shacl#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
VOID = Namespace("http://rdfs.org/ns/void#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
DESCRIBING = {
    **PREFIXES, "dcat": DCAT, "dcatap": DCATAP, "dqv": DQV, "ldqd": LDQD, "adms": ADMS, "sd": SD, "sh": SH, "spdx": SPDX, "vcard": VCARD,
    "void": VOID, "formats": FORMATS,
}  # fmt: skip

Value = IRI | Literal | None
_DATES = (
    (lazy_pattern(r"-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2})"), "dateTime"),
    (lazy_pattern(r"-?[0-9]{4,}-[0-9]{2}-[0-9]{2}"), "date"),
    (lazy_pattern(r"-?[0-9]{4,}-[0-9]{2}"), "gYearMonth"),
    (lazy_pattern(r"-?[0-9]{4,}"), "gYear"),
)


def state(subject: IRI, *statements: tuple[IRI, Value | Iterable[Value]]) -> Iterator[Triple]:
    """The triples of one subject, in the order given; what is None is not known and left out."""
    for predicate, values in statements:
        for value in (values,) if isinstance(values, str | Literal) or values is None else values:
            if value is not None:
                yield Triple(subject, predicate, value)


def a(*classes: IRI) -> tuple[IRI, tuple[IRI, ...]]:
    """The statement of classes."""
    return RDF_TYPE, classes


def words(text: str) -> Literal | None:
    """English text; None for "" (nobody told)."""
    return Literal(text, LANG_STRING, "en") if text else None


def plain(text: str) -> Literal | None:
    """Text that is in no language, such as a name or a version; None for ""."""
    return Literal(text) if text else None


def typed(value: object, datatype: str) -> Literal:
    """A literal of a datatype of XSD."""
    return Literal(str(value), str(XSD.term(datatype)))


def count(number: int) -> Literal:
    """A number of things."""
    return typed(number, "integer")


def date(text: str) -> Literal | None:
    """A date as precise as it is told: a time, a day, a month or a year (ISO 8601). None for "" and for what is no date."""
    datatype = next((name for pattern, name in _DATES if pattern.fullmatch(text)), None)
    return typed(text, datatype) if datatype else None


def to_turtle(triples: Iterable[Triple]) -> str:
    """Turtle of triples: subjects, predicates and values in the order in which they first come, so that it reads as it was put together."""
    subjects: dict[IRI, dict[IRI, dict[IRI | Literal, None]]] = {}
    for subject, predicate, value in triples:
        subjects.setdefault(subject, {}).setdefault(predicate, {})[value] = None
    nodes = (Node(subject, 0, tuple((name, tuple(values)) for name, values in said.items())) for subject, said in subjects.items())
    out = io.StringIO()
    write_nodes(nodes, {name: str(namespace) for name, namespace in DESCRIBING.items()}, out)
    return out.getvalue()
