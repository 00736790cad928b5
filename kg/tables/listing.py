"""All tables by name: which function lists the rows of which."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kg.graph.facts import GraphIndex
from kg.rdf.terms import Triple
from kg.tables.claims import ClaimIndex
from kg.tables.conflicts import list_conflicts, list_sides
from kg.tables.facts import list_facts, list_people, list_references
from kg.tables.figures import list_figures
from kg.tables.rows import Row

LISTS: dict[str, Callable[[ClaimIndex], Iterator[Row]]] = {
    "facts": list_facts, "conflicts": list_conflicts, "sides": list_sides, "people": list_people, "figures": list_figures,
    "references": list_references,
}  # fmt: skip


def list_rows(name: str, triples: Iterable[Triple]) -> Iterator[Row]:
    """The rows of a table of a graph, always in the same order. KeyError for a table that there is not."""
    return LISTS[name](ClaimIndex(GraphIndex(triples)))
