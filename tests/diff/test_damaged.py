"""Graphs that do not conform can be compared like any others."""

from __future__ import annotations

import random

import pytest
from diff_sides import ZELL, build, quads

from kg.diff.changes import compare
from kg.diff.sides.graphs import GraphSide
from kg.rdf.nquads_reading import Quad
from kg.rdf.terms import Triple

WHOLE = quads([build("Raid on Zell", ZELL, "1")])


def damage(seed: int) -> list[Quad]:
    """Statements of which some are gone, and some have a term of another."""
    chance, found = random.Random(seed), WHOLE[:]
    for _ in range(chance.choice([1, 5, 40, 200])):
        at, other = chance.randrange(len(found)), chance.choice(WHOLE).triple
        (subject, predicate, value), graph = found[at]
        found[at] = Quad(
            chance.choice(
                [Triple(other.subject, predicate, value), Triple(subject, other.predicate, value), Triple(subject, predicate, other.object)]
            ),
            graph,
        )
        found.pop(chance.randrange(len(found)))
    return found


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_graph_is_compared(seed: int) -> None:
    damaged = damage(seed)
    there, back = (list(compare(GraphSide("a", old), GraphSide("b", new))) for old, new in ((WHOLE, damaged), (damaged, WHOLE)))
    assert len(there) == len(back)
    assert list(compare(GraphSide("a", damaged), GraphSide("b", damaged))) == []
