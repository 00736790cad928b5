"""The statements of a graph, and what belongs to each: its fact with what limits it, and how it came to be. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from kg.profiles.nodes import Properties, gather, only, only_iri, spread
from kg.rdf.terms import CK, IRI, OA, OWL, RDF, RDF_TYPE, Triple
from kg.values import dataclass

_STATING = (RDF.term("subject"), RDF.term("predicate"), RDF.term("object"))
_ANNOTATING = (OWL.term("annotatedSource"), OWL.term("annotatedProperty"), OWL.term("annotatedTarget"))
# What tells how a claim came to be; all else that is said of it limits or explains what it asserts.
_ORIGIN = frozenset(CK.term(name) for name in ("certainty", "rule", "basis", "evidence", "reference"))
_CITED = frozenset(
    {OA.term("SpecificResource"), OA.term("TextPositionSelector"), OA.term("TextQuoteSelector"), CK.term("Passage"), CK.term("Reference")}
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A node that states a triple: a claim, or the annotation of a link, of which all is provenance."""

    node: IRI
    stated: Triple
    linking: bool


class Statements:
    """A graph by its nodes: the statements, and what stands behind them."""

    def __init__(self, triples: tuple[Triple, ...]) -> None:
        self.triples = triples
        self.nodes = gather(triples)
        self.all = tuple(statement for node, said in self.nodes.items() if (statement := _read(node, said)))
        self._asserted = set(triples)
        claimed = {statement.stated for statement in self.all}
        self._unclaimed = gather(triple for triple in triples if triple not in claimed)
        self._stating = {statement.node for statement in self.all}

    def assertion(self, statement: Statement) -> Iterator[Triple]:
        """The fact where the graph asserts it, what limits it, and what is said of its ends and claimed nowhere (class, number, bounds)."""
        if statement.stated in self._asserted:
            yield statement.stated
        if not statement.linking:
            yield from (triple for triple in spread(statement.node, self.nodes[statement.node]) if triple.predicate not in _ORIGIN)
        for end in {statement.stated.subject, statement.stated.object}:
            if isinstance(end, IRI) and end not in self._stating and not _CITED & set(self.nodes.get(end, {}).get(RDF_TYPE, ())):
                yield from spread(end, self._unclaimed.get(end, {}))

    def provenance(self, statement: Statement) -> Iterator[Triple]:
        """How the statement came to be: by which rule, on which words, where they stand, what they cite."""
        said = self.nodes[statement.node]
        own = [triple for triple in spread(statement.node, said) if statement.linking or triple.predicate in _ORIGIN]
        yield from own
        waiting, seen = [triple.object for triple in own], set[IRI]()
        while waiting:
            node = waiting.pop()
            if isinstance(node, IRI) and node not in seen and _CITED & set(self.nodes.get(node, {}).get(RDF_TYPE, ())):
                seen.add(node)
                yield from spread(node, self.nodes[node])
                waiting += (value for values in self.nodes[node].values() for value in values)


def _read(node: IRI, said: Properties) -> Statement | None:
    for linking, names in ((False, _STATING), (True, _ANNOTATING)):
        subject, predicate, value = only_iri(said, names[0]), only_iri(said, names[1]), only(said, names[2])
        if subject is not None and predicate is not None and value is not None:
            return Statement(node, Triple(subject, predicate, value), linking)
    return None
