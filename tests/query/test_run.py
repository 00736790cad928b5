"""What kg.query.run tells of queries that are not answered."""

from __future__ import annotations

import pyoxigraph
import pytest

from kg.query.errors import QueryError, read_syntax_error
from kg.query.rewrite import rewrite_query
from kg.query.run import Question, run_query
from kg.store.embedded import load_files


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?x ?p ?y FILTER(?p =\n <http://ex.org/p>\n )\n ?x ?? }",
        "SELECT * { ?x ?p ?y FILTER(?p IN (<http://a/a>, <http://a/b>)) ?x ?? }",
    ],
)
def test_an_error_has_its_place_in_the_text_as_it_was_sent(text: str) -> None:
    assert rewrite_query(text) != text
    with pytest.raises(SyntaxError) as direct:
        pyoxigraph.Store().query(text)
    with pytest.raises(QueryError) as told:
        run_query(pyoxigraph.Store(), Question(text))
    assert (told.value.line, told.value.column) == (read_syntax_error(direct.value).line, read_syntax_error(direct.value).column)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SELECT * { ?c a ck:Conflict }", "the prefix ck: is not declared; begin with PREFIX ck: <https://w3id.org/conflict-kg/ontology#>"),
        ("PREFIX ck: <urn:x:> # a:b\nSELECT * { _:b a ck:Conflict ; oops:name 'ck:y' }", "the prefix oops: is not declared"),
        ("SELECT * { ?c a :Conflict }", "the prefix : is not declared"),
    ],
)
def test_a_prefix_that_is_not_declared_is_named(text: str, words: str) -> None:
    with pytest.raises(QueryError) as told:
        run_query(pyoxigraph.Store(), Question(text))
    assert (told.value.reason, told.value.line) == (words, text.count("\n") + 1)


def test_only_conflicts_are_near() -> None:
    """A place with coordinates is none, though its conflicts are."""
    from pathlib import Path

    from kg.query.named import named_queries

    good = load_files([str(Path(__file__).resolve().parents[1] / "data" / "good.ttl")])
    text = named_queries()["near"].text.replace("{ 50 }", "{ 46.5 }").replace("{ 20 }", "{ 13.25 }")
    rows = good.select(text).rows
    assert rows
    assert all("/conflict/" in str(row[-1]) for row in rows)
