"""The record of merges by linking, in a graph of its own, and its way back. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.graph.iris import digest
from kg.link.merge.plan import Merge
from kg.link.merge.renaming import Renamed
from kg.rdf.graph import ArticleGraph
from kg.rdf.nquads_reading import Quad, parse_quads
from kg.rdf.ntriples import to_lines
from kg.rdf.terms import CK, DCT, IRI, LANG_STRING, PROV, RDF_TYPE, WD, Literal, Triple

_REMOVED, _ADDED = CK.term("removed"), CK.term("added")


def merges_graph_name(base: str) -> IRI:
    """The graph that the record stands in."""
    return IRI(f"{base}graph/merges")


def make_record(merges: Iterable[Merge], renamed: Renamed, base: str) -> ArticleGraph:
    """What was made one with what and by which item, with the statements that each merge removed and added as N-Quads."""
    name = merges_graph_name(base)
    triples = [Triple(name, RDF_TYPE, PROV.term("Entity")), Triple(name, DCT.term("title"), Literal("Things made one", LANG_STRING, "en"))]
    for merge in merges:
        node = IRI(f"{base}merge/{digest(merge.old, merge.new)}")
        triples.append(Triple(merge.old, DCT.term("isReplacedBy"), merge.new))
        triples.append(Triple(node, RDF_TYPE, CK.term("Merge")))
        triples.append(Triple(node, CK.term("replaced"), merge.old))
        triples.append(Triple(node, CK.term("replacement"), merge.new))
        if merge.item is not None:
            triples.append(Triple(node, PROV.term("wasDerivedFrom"), WD.term(f"Q{merge.item}")))
        for predicate, changes in ((_REMOVED, renamed.removed), (_ADDED, renamed.added)):
            triples.append(Triple(node, predicate, Literal("".join(sorted(map(write_quad, changes.get(merge.old, ())))))))
    return ArticleGraph.of(name, triples, "merges")


def write_quad(quad: Quad) -> str:
    """A line of N-Quads in canonical form."""
    [line] = to_lines((quad.triple,), quad.graph)
    return line


def undo(quads: Iterable[Quad], base: str) -> Iterator[Quad]:
    """The statements as they were before all merges that are recorded, without the record. LineError for a record that is none."""
    name, quads = merges_graph_name(base), tuple(quads)
    changes: dict[IRI, set[Quad]] = {_REMOVED: set(), _ADDED: set()}
    for (_, predicate, value), graph in quads:
        if graph == name and predicate in changes and isinstance(value, Literal):
            changes[predicate].update(parse_quads(value.value))
    yield from (quad for quad in quads if quad.graph != name and quad not in changes[_ADDED])
    yield from changes[_REMOVED]
