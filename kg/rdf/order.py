"""The order in which people read a graph: conflict, sides, estimates, groups ... claims, evidence, article."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from kg.rdf.terms import IRI, PREFIXES, RDF, RDF_TYPE, Literal, Triple

_DIGITS = re.compile(r"([0-9]+)")
_SUBJECT, _PREDICATE, _OBJECT = RDF.term("subject"), RDF.term("predicate"), RDF.term("object")
_DESCRIBED_IN = PREFIXES["ck"].term("describedIn")
_Term = IRI | Literal


@dataclass(frozen=True, slots=True)
class ReadingOrder:
    """Headings of the kinds of node, the kind of each class, the kind of nodes without one, and the place of each predicate."""

    headings: tuple[str, ...]
    kinds: dict[IRI, int]
    other: int
    predicates: dict[IRI, int]


class Node(NamedTuple):
    """A subject, its kind (an index of ReadingOrder.headings), and its properties in order, each with its values in order."""

    iri: IRI
    kind: int
    properties: tuple[tuple[IRI, tuple[_Term, ...]], ...]


def parse_order(text: str) -> ReadingOrder:
    """Read the order from TOML; ValueError where it does not follow the schema of kg/data/order.toml."""
    data = tomllib.loads(text)
    headings = tuple(kind["heading"] for kind in data["kind"])
    others = [index for index, kind in enumerate(data["kind"]) if not kind["classes"]]
    if len(others) != 1:
        raise ValueError("order: exactly one kind, for all other nodes, lists no classes")
    kinds: dict[IRI, int] = {}
    for index, kind in enumerate(data["kind"]):
        for name in kind["classes"]:
            if kinds.setdefault(_expand(name), index) != index:
                raise ValueError(f"order: {name} is listed twice")
    predicates = [_expand(name) for name in data["predicates"]["order"]]
    if len(set(predicates)) != len(predicates):
        raise ValueError("order: a predicate is listed twice")
    return ReadingOrder(headings, kinds, others[0], {predicate: index for index, predicate in enumerate(predicates)})


def _expand(name: str) -> IRI:
    prefix, _, local = name.partition(":")
    if prefix not in PREFIXES or not local:
        raise ValueError(f"order: not a prefixed name: {name!r}")
    return PREFIXES[prefix].term(local)


@cache
def load_order() -> ReadingOrder:
    """The order that ships with the package."""
    return parse_order(files("kg").joinpath("data/order.toml").read_text(encoding="utf-8"))


def natural_key(text: str) -> tuple[str | tuple[int, str], ...]:
    """Sort key that puts side/2 before side/10."""
    parts = _DIGITS.split(text)
    return tuple((len(part.lstrip("0")), part.lstrip("0")) if index % 2 else part for index, part in enumerate(parts))


def term_key(term: _Term) -> tuple[bool, tuple[str | tuple[int, str], ...], str, str, str]:
    """Sort key of objects: IRIs, then literals, each in natural order."""
    if isinstance(term, Literal):
        return True, natural_key(term.value), term.value, term.datatype, term.language
    return False, natural_key(term), term, "", ""


def order_nodes(triples: tuple[Triple, ...]) -> tuple[Node, ...]:
    """The nodes of sorted triples in reading order; the article's own conflict comes first, claims stand in the order of what they claim."""
    order = load_order()
    nodes = [_node(iri, tuple(own), order) for iri, own in groupby(triples, key=attrgetter("subject"))]
    described = {triple.subject for triple in triples if triple.predicate == _DESCRIBED_IN}
    nodes.sort(key=lambda node: (node.kind, node.iri not in described, natural_key(node.iri), node.iri))
    places = {node.iri: place for place, node in enumerate(nodes)}
    claim = order.kinds.get(PREFIXES["ck"].term("Claim"))
    claims = iter(sorted((node for node in nodes if node.kind == claim), key=lambda node: _claim_key(node, places, order)))
    return tuple(next(claims) if node.kind == claim else node for node in nodes)


def _node(iri: IRI, triples: tuple[Triple, ...], order: ReadingOrder) -> Node:
    properties = [(predicate, tuple(triple.object for triple in same)) for predicate, same in groupby(triples, key=attrgetter("predicate"))]
    last = len(order.predicates)
    properties.sort(key=lambda item: (order.predicates.get(item[0], last), item[0]))
    kind = order.other
    if properties[0][0] == RDF_TYPE:
        kind = min((order.kinds[cls] for cls in properties[0][1] if isinstance(cls, IRI) and cls in order.kinds), default=order.other)
    ordered = ((predicate, values if len(values) == 1 else tuple(sorted(values, key=term_key))) for predicate, values in properties)
    return Node(iri, kind, tuple(ordered))


def _claim_key(node: Node, places: dict[IRI, int], order: ReadingOrder) -> tuple[object, ...]:
    said = {predicate: values[0] for predicate, values in node.properties}
    last = len(places)
    subject, predicate, value = said.get(_SUBJECT), said.get(_PREDICATE), said.get(_OBJECT)
    return (
        places.get(subject, last) if isinstance(subject, IRI) else last,
        order.predicates.get(predicate, len(order.predicates)) if isinstance(predicate, IRI) else -1,
        str(predicate),
        term_key(value) if value is not None else (),
        node.iri,
    )
