"""Compact graphs in a store are expanded as they are loaded, so that queries and pages find every claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.profiles.claims import ProfileError
from kg.profiles.compact import COMPACT, to_full
from kg.rdf.terms import DCT, IRI, Literal, Triple
from kg.store.store import StoreError

if TYPE_CHECKING:
    import pyoxigraph


# So many quads are written at once: each time costs a store on disk a tenth of a second.
_MANY = 100_000


def expand_store(store: pyoxigraph.Store) -> None:
    """Expand each graph of a store that says that it, or a part of it, is in the compact profile. StoreError where something is missing."""
    import pyoxigraph

    says = (pyoxigraph.NamedNode(DCT.term("conformsTo")), pyoxigraph.NamedNode(COMPACT))
    added: list[pyoxigraph.Quad] = []
    for name in {quad.graph_name for quad in store.quads_for_pattern(None, *says, None)}:
        found = ((_triple(quad), quad) for quad in store.quads_for_pattern(None, None, None, name))
        quads = {triple: quad for triple, quad in found if triple}
        try:
            full = set(to_full(quads))
        except ProfileError as error:
            raise StoreError(f"a graph in the compact profile cannot be expanded: {error}") from error
        for triple in quads.keys() - full:
            store.remove(quads[triple])
        added += [_quad(triple, name) for triple in full - quads.keys()]
        if len(added) > _MANY:
            store.bulk_extend(added)
            added = []
    store.bulk_extend(added)


def _triple(quad: pyoxigraph.Quad) -> Triple | None:
    """A quad as a triple of ours; None for what has a blank node or a triple term, which is of another make and stays as it is."""
    import pyoxigraph

    value = quad.object
    if not isinstance(quad.subject, pyoxigraph.NamedNode) or not isinstance(value, (pyoxigraph.NamedNode, pyoxigraph.Literal)):
        return None
    node = IRI(value.value) if isinstance(value, pyoxigraph.NamedNode) else Literal(value.value, IRI(value.datatype.value), value.language or "")
    return Triple(IRI(quad.subject.value), IRI(quad.predicate.value), node)


def _quad(triple: Triple, name: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.DefaultGraph) -> pyoxigraph.Quad:
    import pyoxigraph

    value = triple.object
    if isinstance(value, Literal):
        datatype = None if value.language else pyoxigraph.NamedNode(value.datatype)
        node: pyoxigraph.NamedNode | pyoxigraph.Literal = pyoxigraph.Literal(value.value, datatype=datatype, language=value.language or None)
    else:
        node = pyoxigraph.NamedNode(value)
    return pyoxigraph.Quad(pyoxigraph.NamedNode(triple.subject), pyoxigraph.NamedNode(triple.predicate), node, name)
