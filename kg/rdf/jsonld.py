"""JSON-LD against our context, inlined so that nothing is fetched: framed as one tree for each conflict, or flat."""

from __future__ import annotations

import json
import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple, TextIO

from kg.patterns import lazy_pattern
from kg.rdf.graph import ArticleGraph
from kg.rdf.jsonld_context import Context, Entry, Json, parse_context
from kg.rdf.order import Node, load_order, order_nodes
from kg.rdf.terms import IRI, RDF_TYPE, Literal
from kg.resources import context_text

_DEEPEST = 30
_WIDTH = 120
_encode = json.JSONEncoder(ensure_ascii=False).encode
# What the encoder does with text, without its way there.
_encode_text: Callable[[str], str] = json.encoder.encode_basestring
# Directional and invisible characters are written as escapes: a reader must see them. In JSON they can stand in strings only.
_ESCAPED = lazy_pattern("[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\U000e0000-\U000e0fff]")


class Place(NamedTuple):
    """Where a node is described: inside ``parent`` as a value of ``predicate``."""

    parent: IRI
    predicate: IRI


@cache
def load_context() -> Context:
    """The context that ships with the package."""
    return parse_context(context_text())


def find_places(nodes: tuple[Node, ...]) -> dict[IRI, Place]:
    """Where each node is described: at its shallowest mention below the first node, then below the first one not yet reached, and so on.

    Nodes without a place are the roots of trees. Breadth first, so that a group stands on its side and not with another group's allies. Some
    properties only refer (kg/data/order.toml): a side is described among the sides, not as the victor, and nothing inside a claim about it, so that
    claims are a list of their own behind the trees.
    """
    uses: defaultdict[IRI, list[tuple[IRI, Place]]] = defaultdict(list)
    referring = {RDF_TYPE, *load_order().referring}
    for node in nodes:
        for predicate, values in node.properties:
            if predicate not in referring:
                uses[node.iri].extend((value, Place(node.iri, predicate)) for value in values if isinstance(value, IRI))
    return _spread(tuple(node.iri for node in nodes), uses)


def _spread(roots: tuple[IRI, ...], uses: dict[IRI, list[tuple[IRI, Place]]]) -> dict[IRI, Place]:
    places: dict[IRI, Place] = {}
    waiting = dict.fromkeys(roots)
    for root in roots:
        queue = deque([(root, 0)] if root in waiting else [])
        waiting.pop(root, None)
        while queue:
            iri, depth = queue.popleft()
            for target, place in uses.get(iri, ()) if depth < _DEEPEST else ():
                if target in waiting:
                    del waiting[target]
                    places[target] = place
                    queue.append((target, depth + 1))
    return places


class _Objects:
    """Makes the node objects of one article, each node inside the one that it has its place in."""

    def __init__(self, nodes: tuple[Node, ...], context: Context, places: dict[IRI, Place]) -> None:
        self.nodes = {node.iri: node for node in nodes}
        self.context, self.places = context, places

    def roots(self) -> Iterator[dict[str, Json]]:
        return (self.make(iri) for iri in self.nodes if iri not in self.places)

    def make(self, iri: IRI) -> dict[str, Json]:
        context, node = self.context, self.nodes[iri]
        made: dict[str, Json] = {context.keywords["@id"]: context.shorten(iri, vocabulary=False)}
        for predicate, values in node.properties:
            if predicate == RDF_TYPE:
                classes = [value for value in values if isinstance(value, IRI)]
                if classes:
                    made[context.keywords["@type"]] = _one_or_list([context.shorten(cls, vocabulary=True) for cls in classes])
                values = tuple(value for value in values if not isinstance(value, IRI))
            for value in values:
                self._add(made, iri, predicate, value)
        return made

    def _add(self, made: dict[str, Json], iri: IRI, predicate: IRI, value: IRI | Literal) -> None:
        entry = self.context.entry(predicate, value)
        if not isinstance(value, Literal) and (place := self.places.get(value)) is not None and place.parent == iri and place.predicate == predicate:
            entry = entry._replace(value=self.make(value))
        _append(made, entry)


def _append(made: dict[str, Json], entry: Entry) -> None:
    """Put a value under its key: alone, in a list once there are several, or in a language map."""
    if entry.language:
        by_language = made.setdefault(entry.key, {})
        assert isinstance(by_language, dict)
        _append(by_language, Entry(entry.language, entry.value, entry.container))
        return
    known = made.get(entry.key)
    if known is None:
        made[entry.key] = [entry.value] if "@set" in entry.container else entry.value
    elif isinstance(known, list):
        known.append(entry.value)
    else:
        made[entry.key] = [known, entry.value]


def _one_or_list(values: list[str]) -> Json:
    return values[0] if len(values) == 1 else list(values)


def _to_json(value: Json, margin: str = "") -> str:
    """JSON text in which what is short stands on one line; ``margin`` is the white space that its lines begin with."""
    if isinstance(value, str):
        return _encode_text(value)
    if not isinstance(value, (dict, list)):
        return _encode(value)
    inner = margin + "  "
    if isinstance(value, dict):
        parts = [f"{_encode_text(key)}: {_encode_text(part) if type(part) is str else _to_json(part, inner)}" for key, part in value.items()]
        start, end = "{", "}"
    else:
        parts = [_encode_text(part) if type(part) is str else _to_json(part, inner) for part in value]
        start, end = "[", "]"
    line = ", ".join(parts)
    if len(line) <= _WIDTH and "\n" not in line:
        return f"{start}{line}{end}"
    separator = ",\n" + inner
    return f"{start}\n{inner}{separator.join(parts)}\n{margin}{end}"


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match.group())[1:-1]


def _context_json(context: Context) -> str:
    """The context with one term on a line."""
    lines = (f"    {json.dumps(name)}: {json.dumps(definition, ensure_ascii=False)}" for name, definition in context.source.items())
    return "{\n" + ",\n".join(lines) + "\n  }"


def _write(graphs: Iterable[tuple[ArticleGraph, tuple[Node, ...]]], out: TextIO, named: bool, framed: bool) -> None:
    context = load_context()
    graph_key = context.keywords["@graph"]
    out.write(f'{{\n  "@context": {_context_json(context)},\n  {json.dumps(graph_key)}: [')
    comma = "\n"
    for graph, nodes in graphs:
        objects: Iterable[Json] = _Objects(nodes, context, find_places(nodes) if framed else {}).roots()
        if named:
            objects = [{context.keywords["@id"]: context.shorten(graph.name, vocabulary=False), graph_key: list(objects)}]
        for value in objects:
            out.write(f"{comma}    {_ESCAPED.sub(_escape, _to_json(value, '    '))}")
            comma = ",\n"
    out.write("\n  ]\n}\n")


def write_jsonld(graphs: Iterable[ArticleGraph], out: TextIO, named: bool = False) -> None:
    """Write JSON-LD framed as a tree for each conflict, then its claims: a node is described once, where it is first met, then referred to by @id.

    ``named`` puts each article into a named graph.
    """
    _write(_ordered(graphs), out, named, framed=True)


def write_flat_jsonld(graphs: Iterable[ArticleGraph], out: TextIO, named: bool = False) -> None:
    """Write JSON-LD as a flat list of nodes in reading order."""
    _write(_ordered(graphs), out, named, framed=False)


def write_tree(graph: ArticleGraph, nodes: tuple[Node, ...], out: TextIO) -> None:
    """Write one graph, whose nodes are in order, as write_jsonld does."""
    _write(((graph, nodes),), out, named=False, framed=True)


def _ordered(graphs: Iterable[ArticleGraph]) -> Iterator[tuple[ArticleGraph, tuple[Node, ...]]]:
    return ((graph, order_nodes(graph.triples)) for graph in graphs)
