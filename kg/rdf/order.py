"""The order in which people read a graph: conflict, sides, estimates, groups ... claims, evidence, article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from kg.patterns import lazy_pattern
from kg.rdf.terms import CK, IRI, PREFIXES, RDF, RDF_TYPE, Literal, Triple
from kg.resources import PACKAGE, read_toml
from kg.values import dataclass

_DIGITS = lazy_pattern(r"([0-9]+)")
_SUBJECT, _PREDICATE, _OBJECT = RDF.term("subject"), RDF.term("predicate"), RDF.term("object")
_DESCRIBED_IN = CK.term("describedIn")
_ORDERS = ("iri", "mention", "subject")
_Term = IRI | Literal


class Kind(NamedTuple):
    """A kind of node: what it is headed with, and by what its nodes are ordered ("iri", "mention", "subject")."""

    heading: str
    order: str


@dataclass(frozen=True, slots=True)
class ReadingOrder:
    """The kinds of node in order, and which kind a node is of: by class, without one by property, else ``other``.

    ``predicates`` has the place of each predicate; ``referring`` are those whose values are described elsewhere.
    """

    kinds: tuple[Kind, ...]
    by_class: dict[IRI, int]
    by_property: dict[IRI, int]
    other: int
    predicates: dict[IRI, int]
    referring: frozenset[IRI]


class Node(NamedTuple):
    """A subject, its kind (an index of ReadingOrder.kinds), and its properties in order, each with its values in order."""

    iri: IRI
    kind: int
    properties: tuple[tuple[IRI, tuple[_Term, ...]], ...]


def make_order(data: dict[str, Any]) -> ReadingOrder:
    """The order of a file; ValueError where it does not follow the schema of kg/data/order.toml."""
    kinds = tuple(Kind(kind["heading"], kind.get("order", "iri")) for kind in data["kind"])
    others = [index for index, kind in enumerate(data["kind"]) if not kind["classes"]]
    if len(others) != 1:
        raise ValueError("order: exactly one kind, for all other nodes, lists no classes")
    if unknown := {kind.order for kind in kinds}.difference(_ORDERS):
        raise ValueError(f"order: nodes are not ordered by {', '.join(sorted(unknown))} but by one of {', '.join(_ORDERS)}")
    by_class: dict[IRI, int] = {}
    for index, kind in enumerate(data["kind"]):
        for name in kind["classes"]:
            if by_class.setdefault(_expand(name), index) != index:
                raise ValueError(f"order: {name} is listed twice")
    by_property = {_expand(name): index for index, kind in enumerate(data["kind"]) for name in kind.get("without_class", ())}
    predicates = [_expand(name) for name in data["predicates"]["order"]]
    if len(set(predicates)) != len(predicates):
        raise ValueError("order: a predicate is listed twice")
    return ReadingOrder(
        kinds,
        by_class,
        by_property,
        others[0],
        {predicate: index for index, predicate in enumerate(predicates)},
        frozenset(map(_expand, data["predicates"]["referring"])),
    )


def _expand(name: str) -> IRI:
    prefix, _, local = name.partition(":")
    if prefix not in PREFIXES or not local:
        raise ValueError(f"order: not a prefixed name: {name!r}")
    return PREFIXES[prefix].term(local)


@cache
def load_order() -> ReadingOrder:
    """The order that ships with the package."""
    return make_order(read_toml(PACKAGE / "data" / "order.toml"))


def natural_key(text: str) -> list[str | tuple[int, str]]:
    """Sort key that puts side/2 before side/10."""
    parts: list[str | tuple[int, str]] = list(_DIGITS.split(text))
    for index in range(1, len(parts), 2):
        digits = str(parts[index]).lstrip("0")
        parts[index] = len(digits), digits
    return parts


def _term_key(term: _Term) -> tuple[bool, list[str | tuple[int, str]], str, str, str]:
    """Sort key of values: IRIs, then literals, each in natural order."""
    if isinstance(term, Literal):
        return True, natural_key(term.value), term.value, term.datatype, term.language
    return False, natural_key(term), term, "", ""


def order_nodes(triples: tuple[Triple, ...]) -> tuple[Node, ...]:
    """The nodes of sorted triples in reading order; within their kind, conflicts that the article describes come before others."""
    order = load_order()
    by_kind: defaultdict[int, list[Node]] = defaultdict(list)
    for node in _gather(triples, order):
        by_kind[node.kind].append(node)
    described = {triple.subject for triple in triples if triple.predicate == _DESCRIBED_IN}
    ordered: list[Node] = []
    for index in sorted(by_kind):
        match order.kinds[index].order:
            case "mention":
                ordered += _by_mention(by_kind[index], ordered)
            case "subject":
                ordered += _by_subject(by_kind[index], ordered, order)
            case _:
                ordered += sorted(by_kind[index], key=lambda node: (node.iri not in described, natural_key(node.iri), node.iri))
    return tuple(ordered)


def _gather(triples: tuple[Triple, ...], order: ReadingOrder) -> Iterator[Node]:
    """The nodes in the order of their IRIs."""
    properties: dict[IRI, dict[IRI, list[_Term]]] = {}
    for subject, predicate, value in triples:
        properties.setdefault(subject, {}).setdefault(predicate, []).append(value)
    last = len(order.predicates)
    # Most nodes have the same properties as many others, so that these are put in order once.
    known: dict[tuple[IRI, ...], tuple[IRI, ...]] = {}
    for iri, own in properties.items():
        kinds = [order.by_class[cls] for cls in own.get(RDF_TYPE, ()) if isinstance(cls, IRI) and cls in order.by_class]
        if RDF_TYPE not in own:
            kinds += [order.by_property[predicate] for predicate in own if predicate in order.by_property]
        names = tuple(own)
        ordered = known.get(names)
        if ordered is None:  # Sorting is stable: predicates without a place stay in the order of their IRIs.
            ordered = known[names] = tuple(sorted(names, key=lambda name: order.predicates.get(name, last)))
        yield Node(iri, min(kinds, default=order.other), tuple([(name, _in_order(own[name])) for name in ordered]))


def _in_order(values: list[_Term]) -> tuple[_Term, ...]:
    return tuple(values) if len(values) == 1 else tuple(sorted(values, key=_term_key))


def _by_mention(nodes: list[Node], before: list[Node]) -> Iterator[Node]:
    """The nodes in the order of their first mention in those before, each followed by what it mentions itself."""
    waiting = {node.iri: node for node in nodes}

    def follow(node: Node) -> Iterator[Node]:
        stack = [node]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed([waiting.pop(link) for link in _links(node) if link in waiting]))

    for node in before:
        for link in _links(node):
            if link in waiting:
                yield from follow(waiting.pop(link))
    while waiting:
        yield from follow(waiting.pop(next(iter(waiting))))


def _links(node: Node) -> Iterator[IRI]:
    return (value for _, values in node.properties for value in values if not isinstance(value, Literal))


def _by_subject(nodes: list[Node], before: list[Node], order: ReadingOrder) -> list[Node]:
    """Claims in the order of the direct triples that they stand behind."""
    places = {node.iri: place for place, node in enumerate(before)}

    def key(node: Node) -> tuple[object, ...]:
        said = {predicate: values[0] for predicate, values in node.properties if predicate in (_SUBJECT, _PREDICATE, _OBJECT)}
        value = said.get(_OBJECT)
        predicate = str(said.get(_PREDICATE, ""))
        place = places.get(said.get(_SUBJECT), len(places))  # type: ignore[arg-type]
        return place, order.predicates.get(predicate, len(order.predicates)), predicate, _term_key(value) if value else (), node.iri  # type: ignore[call-overload]

    return sorted(nodes, key=key)
