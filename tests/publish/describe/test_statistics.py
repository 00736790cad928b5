"""Counts of a graph: by hand for small ones; test_judges.py compares those of a release with counts by query."""

from __future__ import annotations

import pytest

from kg.publish.describe.catalogue.statistics import ClassPart, PropertyPart, Statistics, count_graph, distinct_triples

A = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
EMPTY = Statistics(0, 0, 0, 0, (), (), ())
FIRST = sorted(
    [
        f"<http://e/a> {A} <http://e/C> <http://e/g> .\n",
        '<http://e/a> <http://e/p> "x <y> z" <http://e/g> .\n',
        '<http://e/a> <http://e/p> "x <y> z" <http://e/h> .\n',
        '<http://e/a> <http://e/p> "x <y> z"@en <http://e/g> .\n',
        f"<http://f/b> {A} <http://e/C> <http://e/g> .\n",
        f"<http://f/b> {A} <http://e/D> <http://e/g> .\n",
        '<http://f/b> <http://e/p> "x <y> z" <http://e/g> .\n',
    ]
)
LINKS = ["<http://e/a> <http://e/same> <http://www.wikidata.org/entity/Q1> <http://e/l> .\n", f"<http://f/b> {A} <http://e/D> <http://e/l> .\n"]
TYPE = A[1:-1]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ([], EMPTY),
        ([[]], EMPTY),
        (
            [FIRST],
            Statistics(
                6, 1, 2, 4,
                (PropertyPart("http://e/p", 3, 2, 2), PropertyPart(TYPE, 3, 2, 2)),
                (ClassPart("http://e/C", 2, 6), ClassPart("http://e/D", 1, 3)), (),
            ),
        ),
        (
            [FIRST, LINKS],
            Statistics(
                7, 1, 2, 5,
                (PropertyPart("http://e/p", 3, 2, 2), PropertyPart("http://e/same", 1, 1, 1), PropertyPart(TYPE, 3, 2, 2)),
                (ClassPart("http://e/C", 2, 7), ClassPart("http://e/D", 1, 3)), (("http://e/same", 1),),
            ),
        ),
    ],
)  # fmt: skip
def test_graphs_are_counted_as_one(files: list[list[str]], expected: Statistics) -> None:
    assert count_graph([[line.encode() for line in file] for file in files], "http://e/", lambda lines: sorted(set(lines))) == expected


def test_a_triple_of_several_graphs_is_one() -> None:
    triples = distinct_triples(line.encode() for line in FIRST)
    assert [triple.decode().split(" ", 2)[2] for triple in triples] == [
        '"x <y> z"', '"x <y> z"@en', "<http://e/C>", '"x <y> z"', "<http://e/C>", "<http://e/D>",
    ]  # fmt: skip


def test_vocabularies_are_the_namespaces_of_properties_and_classes() -> None:
    counted = count_graph([[line.encode() for line in FIRST]], "http://e/", lambda lines: sorted(set(lines)))
    assert counted.vocabularies == ("http://e/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")
