"""Reading values of properties from a store, for many entities at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from kg.graph.facts import GraphIndex, Node, plain, shown_value
from kg.rdf.terms import IRI, RDFS, Literal
from kg.serve.reconcile.index import PROLOGUE, Index, to_text
from kg.serve.reconcile.schema import Property, load_schema
from kg.serve.reconcile.score import Value
from kg.store.store import BLANK, Store

_AT_ONCE = 200


class Found(NamedTuple):
    """A value with its column (None: any), the category of a loss, and its display text."""

    node: Node
    side: int | None
    category: str
    words: str


def read_values(store: Store, index: Index, asked: Property, things: Collection[IRI]) -> dict[IRI, list[Found]]:
    """The values of a property for entities, in order of sides, then of their words; those without a value are left out."""
    rows: dict[IRI, set[tuple[Node, int | None, str]]] = defaultdict(set)
    known = sorted(thing for thing in things if not thing.startswith(BLANK))
    for start in range(0, len(known), _AT_ONCE):
        for thing, node, side, category in store.select(_query(asked, known[start : start + _AT_ONCE])).rows:
            if isinstance(thing, IRI) and node is not None:
                rows[thing].add((node, int(to_text(side)) if side else None, to_text(category)))
    nodes = {node for found in rows.values() for node, _, _ in found if isinstance(node, IRI)}
    words = read_words(store, index, asked, nodes)
    return {thing: sorted((_found(words, *row) for row in found), key=_order) for thing, found in rows.items()}


def _order(found: Found) -> tuple[int, str, str, str]:
    return -1 if found.side is None else found.side, found.words, found.category, plain(found.node)


def _query(asked: Property, things: Iterable[IRI]) -> str:
    named = " ".join(f"<{thing}>" for thing in things)
    parts = " UNION ".join(f"{{ VALUES ?thing {{ {named} }} {pattern} }}" for pattern in asked.patterns)
    return f"{PROLOGUE} SELECT DISTINCT ?thing ?value ?side ?category {{ {parts} }} LIMIT {load_schema().limits.values}"


def _found(words: Mapping[IRI, str], node: Node, side: int | None, category: str) -> Found:
    return Found(node, side, category, words[node] if isinstance(node, IRI) else node.value)


def read_words(store: Store, index: Index, asked: Property, nodes: Iterable[IRI]) -> dict[IRI, str]:
    """Display texts of nodes: the label of an entity, an estimate with its bounds, any other IRI itself."""
    nodes = set(nodes)
    if asked.value != "figure":
        return {node: index.things[node].label if node in index.things else str(node) for node in nodes}
    triples = list(store.about(sorted(nodes)))
    owners = sorted({triple.object for triple in triples if isinstance(triple.object, IRI) and triple.object in index.things})
    graph = GraphIndex([*triples, *(triple for triple in store.about(owners) if triple.predicate == RDFS.term("label"))])
    return {node: shown_value(graph, node) for node in nodes}


def read_things(store: Store, asked: Property, values: Iterable[IRI], texts: Iterable[str]) -> list[IRI]:
    """The entities of which a property has one of these entities, or a literal that begins with one of these texts, as its value."""
    named = " ".join(f"<{value}>" for value in values)
    starts = " || ".join(f"STRSTARTS(STR(?value), {_quote(text)})" for text in texts)
    told = f"VALUES ?value {{ {named} }}" if asked.value == "thing" else ""
    test = f"FILTER ({starts})" if starts and asked.value != "thing" else ""
    if not named and not test:
        return []
    parts = " UNION ".join(f"{{ {told} {pattern} {test} }}" for pattern in asked.patterns)
    found = store.select(f"{PROLOGUE} SELECT DISTINCT ?thing {{ {parts} }} ORDER BY ?thing LIMIT {load_schema().limits.things}")
    return [thing for (thing,) in found.rows if isinstance(thing, IRI)]


def _quote(text: str) -> str:
    from kg.rdf.ntriples import to_text as write

    return write(Literal(text))


def to_value(index: Index, found: Found) -> Value:
    """A value for comparison with queries: an entity by all its names."""
    if isinstance(found.node, IRI) and found.node in index.things:
        return Value(index.things[found.node].names, found.node)
    return Value((found.words,), found.node if isinstance(found.node, IRI) else "")
