"""Things that were made one with another, or apart again, between two sides: under which IRI both sides are compared. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.graph.facts import Node
from kg.rdf.terms import DCT, IRI, Triple

REPLACED_BY = DCT.term("isReplacedBy")


def read_replaced(triples: Iterable[Triple]) -> dict[str, str]:
    """What was replaced by what, as a side states it (dct:isReplacedBy)."""
    return {triple.subject: str(triple.object) for triple in triples if triple.predicate == REPLACED_BY and isinstance(triple.object, IRI)}


class Renames:
    """The replacements of both sides; those of the new one count where they disagree."""

    def __init__(self, old: Mapping[str, str], new: Mapping[str, str]) -> None:
        self._all = {**old, **new}
        differing = old.items() ^ new.items()
        self._touched = frozenset(iri for pair in differing for iri in pair)

    @property
    def differ(self) -> bool:
        """Whether one side made things one that the other did not."""
        return bool(self._touched)

    def final(self, iri: str) -> str:
        """The IRI that a thing, or what it stands below, has in the end."""
        seen = set[str]()
        while (above := self._above(iri, self._all)) and above not in seen:
            seen.add(above)
            iri = self._all[above] + iri[len(above) :]
        return iri

    def node(self, node: Node) -> Node | str:
        """A value with its final IRI."""
        return self.final(node) if isinstance(node, IRI) else node

    def touches(self, *nodes: Node) -> bool:
        """Whether one of these is, or stands below, something that only one side made one with another."""
        return bool(self._touched) and any(isinstance(node, IRI) and bool(self._above(node, self._touched)) for node in nodes)

    @staticmethod
    def _above(iri: str, known: Mapping[str, str] | frozenset[str]) -> str:
        """The first of the known things that an IRI is or stands below; "" for none."""
        while known and iri and iri not in known:
            iri = iri.rpartition("/")[0]
        return iri if known else ""
