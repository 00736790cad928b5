"""The links of a graph to items of Wikidata, and which of them may be relied on. Pure."""

from __future__ import annotations

from kg.graph.facts import GraphIndex, plain
from kg.link.triples import SEMAPV, SSSOM
from kg.rdf.terms import IRI, OWL, SKOS, WD


class Links:
    """The links of a graph: items by entity; ``trusted`` are those that a human accepted or that pages tell."""

    def __init__(self, index: GraphIndex) -> None:
        self.items: dict[str, int] = {}
        self.trusted: set[str] = set()
        for subject in index.subjects():
            for predicate in (SKOS.term("exactMatch"), OWL.term("sameAs")):
                for node in index.all(subject, predicate):
                    if isinstance(node, IRI) and node.startswith(WD) and node.removeprefix(WD)[1:].isdecimal():
                        self.items[subject] = int(node.removeprefix(WD)[1:])
            if index.all(subject, OWL.term("sameAs")):
                self.trusted.add(subject)
            source = index.one(subject, OWL.term("annotatedSource"))
            if source and SEMAPV.term("BackgroundKnowledgeBasedMatching") in index.all(subject, SSSOM.term("mapping_justification")):
                self.trusted.add(plain(source))
