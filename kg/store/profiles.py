"""Graphs in a store are made plain as they are loaded, so that queries and pages find every claim: compact ones are expanded, and the reifiers of
RDF 1.2 become statements.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.profiles.claims import ProfileError
from kg.profiles.compact import COMPACT, to_full
from kg.rdf.reification import REIFIES, ReificationError, Reifiers
from kg.rdf.terms import DCT, IRI
from kg.store.store import StoreError
from kg.store.terms import to_quad, to_triple

if TYPE_CHECKING:
    import pyoxigraph


# So many quads are written at once: each time costs a store on disk a tenth of a second.
_MANY = 100_000


def expand_store(store: pyoxigraph.Store) -> None:
    """Make plain the graphs of a store that say that they, or parts of them, are in the compact profile, and what RDF 1.2 says with reifiers.

    StoreError where something is missing.
    """
    import pyoxigraph

    _state(store)
    says = (pyoxigraph.NamedNode(DCT.term("conformsTo")), pyoxigraph.NamedNode(COMPACT))
    added: list[pyoxigraph.Quad] = []
    for name in {quad.graph_name for quad in store.quads_for_pattern(None, *says, None)}:
        found = ((to_triple(quad), quad) for quad in store.quads_for_pattern(None, None, None, name))
        quads = {triple: quad for triple, quad in found if triple}
        try:
            full = set(to_full(quads))
        except ProfileError as error:
            raise StoreError(f"a graph in the compact profile cannot be expanded: {error}") from error
        for triple in quads.keys() - full:
            store.remove(quads[triple])
        added += [to_quad(triple, name) for triple in full - quads.keys()]
        if len(added) > _MANY:
            store.bulk_extend(added)
            added = []
    store.bulk_extend(added)


def _state(store: pyoxigraph.Store) -> None:
    """Statements instead of the reifiers of a store."""
    import pyoxigraph

    reifiers = Reifiers()
    found = list(store.quads_for_pattern(None, pyoxigraph.NamedNode(REIFIES), None, None))
    plain = {quad: tuple(plain_quads(quad, reifiers)) for quad in found}
    store.bulk_extend(one for quads in plain.values() for one in quads)
    for quad, quads in plain.items():
        if quads != (quad,):
            store.remove(quad)


def plain_quads(quad: pyoxigraph.Quad, reifiers: Reifiers) -> Iterator[pyoxigraph.Quad]:
    """A quad as RDF 1.1 has it: three for a reifier of a triple. StoreError where a reifier has two; what has blank nodes stays as it is."""
    import pyoxigraph

    stated = quad.object
    if not isinstance(stated, pyoxigraph.Triple) or not isinstance(quad.subject, pyoxigraph.NamedNode) or quad.predicate.value != REIFIES:
        yield quad
        return
    name = quad.graph_name
    triple = to_triple(pyoxigraph.Quad(stated.subject, stated.predicate, stated.object, name))
    if triple is None:
        yield quad
        return
    graph = IRI(name.value) if isinstance(name, pyoxigraph.NamedNode) else None
    try:
        yield from (to_quad(part, name) for part in reifiers.read(IRI(quad.subject.value), REIFIES, triple, graph))
    except ReificationError as error:
        raise StoreError(str(error)) from error
