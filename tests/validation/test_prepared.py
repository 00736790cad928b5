"""The queries of the shapes are parsed once in a process; each graph still gives its own answers."""

from __future__ import annotations

import pytest
from rdflib import Literal
from rdflib.plugins.sparql.parser import parseQuery
from shape_breaks import Break

from kg.validation import prepared
from kg.validation.prepared import PreparingGraph
from kg.validation.shapes import validate_by_reference


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The queries that are parsed, with none kept from before."""
    texts: list[str] = []

    def parse(text: str) -> object:
        texts.append(text)
        return parseQuery(text)

    monkeypatch.setattr("rdflib.plugins.sparql.processor.parseQuery", parse)
    prepared._prepare.cache_clear()
    return texts


def test_a_query_is_parsed_once_and_each_graph_answers_for_itself(parsed: list[str]) -> None:
    query = "PREFIX a: <http://a/> SELECT ?value { a:a ?property ?value FILTER (?value > 1) }"
    graphs = [PreparingGraph().parse(data=f"<http://a/a> <http://a/b> {values} .", format="turtle") for values in ("1, 2", "3")]
    assert [[int(row.value) for row in graph.query(query)] for graph in graphs] == [[2], [3]]
    assert [len(graph.query(query, initBindings={"value": Literal(3)})) for graph in graphs] == [0, 1]
    assert parsed == [query]


def test_pyshacl_has_each_query_of_the_shapes_parsed_once(parsed: list[str]) -> None:
    change = Break("EndNotBeforeStart", "sparql", swap=('"1911-05-20"^^xsd:date', '"1909"^^xsd:gYear'))
    reports = [validate_by_reference(change.graph()) for _ in range(2)]
    assert reports[0] == reports[1]
    assert [result.shape for result in reports[0].results] == ["EndNotBeforeStart"]
    assert len(parsed) == len(set(parsed)) > 10
