"""What RDF 1.2 says with reifiers, as it is loaded into stores and sent to servers: the statements of RDF 1.1 that say the same."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.rdf.reification import Reifiers
from kg.store.profiles import plain_quads
from kg.store.store import StoreError

S, P, V, C, G = (ox.NamedNode(f"x:{name}") for name in "spvcg")
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
REIFIES = ox.NamedNode(f"{RDF}reifies")


def parts_of(claim: ox.NamedNode, *stated: ox.NamedNode | ox.Literal, graph: ox.NamedNode | None = None) -> list[ox.Quad]:
    names = (ox.NamedNode(RDF + name) for name in ("subject", "predicate", "object"))
    return [ox.Quad(claim, name, value, graph) for name, value in zip(names, stated, strict=True)]


WORDS = ox.Literal("a", language="en")


@pytest.mark.parametrize(
    ("quad", "plain"),
    [
        (ox.Quad(S, P, V, G), None),
        (ox.Quad(C, REIFIES, V), None),
        (ox.Quad(C, REIFIES, ox.Triple(S, P, V)), parts_of(C, S, P, V)),
        (ox.Quad(C, REIFIES, ox.Triple(S, P, WORDS), G), parts_of(C, S, P, WORDS, graph=G)),
        (ox.Quad(C, P, ox.Triple(S, P, V)), None),
        (ox.Quad(ox.BlankNode("b"), REIFIES, ox.Triple(S, P, V)), None),
        (ox.Quad(C, REIFIES, ox.Triple(ox.BlankNode("b"), P, V)), None),
        (ox.Quad(C, REIFIES, ox.Triple(S, P, ox.Triple(S, P, V))), None),
    ],
    ids=["no reifier", "reifies an IRI", "a claim", "in a graph", "another property", "blank reifier", "blank subject", "nested"],
)
def test_a_reifier_is_a_statement(quad: ox.Quad, plain: list[ox.Quad] | None) -> None:
    assert list(plain_quads(quad, Reifiers())) == (plain or [quad])


def test_a_reifier_of_two_triples() -> None:
    known = Reifiers()
    list(plain_quads(ox.Quad(C, REIFIES, ox.Triple(S, P, V)), known))
    with pytest.raises(StoreError, match="x:c reifies two triples"):
        list(plain_quads(ox.Quad(C, REIFIES, ox.Triple(S, P, S)), known))
