"""Filters that list IRIs become values where both say the same, and only there."""

from __future__ import annotations

import pytest

pyoxigraph = pytest.importorskip("pyoxigraph", reason="kg query needs the extra serve")

from kg.query import run  # noqa: E402
from kg.query.errors import QueryError  # noqa: E402
from kg.query.rewrite import rewrite_query  # noqa: E402
from kg.query.run import Question, run_query  # noqa: E402

GRAPH = """
@prefix x: <http://x.example/> .
x:a x:p x:b ; x:q x:c , "p" ; x:r x:d .
x:b x:p x:c ; x:q x:p .
x:c x:r x:p , 1 ; x:label "c" .
x:p x:label "p" . x:q x:label "q" .
x:n x:s x:a ; x:t x:p ; x:u x:b ; x:note "n" .
x:m x:s x:a ; x:t x:r ; x:u x:d ; x:note "m" .
"""
HEAD = "PREFIX x: <http://x.example/> PREFIX y: <http://x.example/> "
# What is rewritten, with how many VALUES it has afterwards.
REWRITTEN = (
    ("SELECT * { ?s ?p ?o FILTER(?p IN (x:p, x:q)) }", 1),
    ("SELECT * { ?s ?p ?o . filter ( ?p in ( <http://x.example/p> , x:r ) ) ?o x:label ?l }", 1),
    ("SELECT * { ?s ?p ?o FILTER($p IN (x:p)) }", 1),
    ("SELECT * { ?s ?p ?o FILTER(?p = x:q) }", 1),
    ("SELECT * { ?s ?p ?o Filter ( ?p=<http://x.example/p> ) OPTIONAL { ?c x:s ?s ; x:t ?p ; x:u ?o . OPTIONAL { ?c x:note ?n } } }", 2),
    ("SELECT * { ?s ?p ?o ; x:r ?d . FILTER(?o IN (x:b, x:c)) FILTER(?p IN (x:p, x:q)) }", 2),
    ("SELECT * { ?s ?p ?o FILTER(?p IN (x:p, x:r)) OPTIONAL { ?c x:s ?s ; x:t ?p ; x:u ?o . OPTIONAL { ?c x:note ?n } } }", 2),
    ("SELECT * { ?s ?p ?o FILTER(?p IN (x:p, x:r)) MINUS { ?c x:s ?s ; x:t ?p ; x:u ?o } }", 2),
    ("SELECT * { ?s ?p ?o OPTIONAL { ?p x:label ?l } FILTER(?p IN (x:p, x:q)) }", 1),
    ("SELECT * { ?s x:p|x:q ?o . VALUES (?s ?n) { (x:a 1) (x:b 2) } FILTER(?o IN (x:b, x:p)) }", 2),
    ("SELECT * { ?x x:label ?l OPTIONAL { ?s ?p ?x FILTER(?p IN (x:q, x:r)) } }", 1),
    ("SELECT (COUNT(*) AS ?n) { { SELECT ?s ?p { ?s ?p ?o FILTER(?p IN (x:p, x:q)) } } }", 1),
)
KEPT = (
    "SELECT * { ?s ?p ?o FILTER(?o IN (1, 2)) }",  # 1 is equal to 01, which VALUES tells apart.
    "SELECT * { ?s ?p ?o FILTER(?o IN (x:b, 1)) }",
    "SELECT * { ?s ?p ?o FILTER(?p IN (x:p, <http://x.example/p>)) }",  # Named twice, it would answer twice.
    "SELECT * { ?s ?p ?o FILTER(?p IN (x:p, y:p)) }",
    "SELECT * { ?s ?p ?o FILTER(?p NOT IN (x:p, x:q)) }",
    "SELECT * { ?s ?p ?o FILTER(?p IN (x:p, x:q) || ?o = x:d) }",
    "SELECT * { ?s ?p ?o FILTER(?p IN ()) }",
    "SELECT * { ?s ?p ?o FILTER(?p = x:p || ?p = x:q) }",
    "SELECT * { ?s ?p ?o FILTER(?o = 1) }",
    "SELECT * { ?s ?p ?o FILTER(?o = ?s) }",
    "SELECT * { ?s ?p ?o FILTER(?p != x:p) }",
    "SELECT * { ?s ?p ?o FILTER(?o = x:b = true) }",
    "SELECT * { ?s x:p ?o OPTIONAL { ?s ?p ?e } FILTER(?p IN (x:p, x:q)) }",  # ?p may be unbound.
    "SELECT * { ?s x:p ?o FILTER(?t IN (x:p, x:q)) ?s ?t ?e }",  # Bound later: what stands between would see it.
    "SELECT * { { ?s ?p ?o } UNION { ?s x:label ?l } FILTER(?p IN (x:p)) }",
    "SELECT * { { ?s ?p ?o } UNION { ?o ?p ?s } FILTER(?p IN (x:q)) }",  # The engine takes it into the branches, which is sooner.
    "SELECT * { ?s x:p ?o BIND(x:q AS ?p) FILTER(?p IN (x:p, x:q)) }",
    "SELECT * { VALUES ?p { UNDEF } FILTER(?p IN (x:p, x:q)) }",
    "SELECT * { { SELECT ?p { OPTIONAL { ?s ?p x:none } } } FILTER(?p IN (x:p, x:q)) }",
    "SELECT * { ?s x:p ?o FILTER EXISTS { ?s ?p ?e FILTER(?p IN (x:q, x:r)) } }",
    "SELECT * { ?s x:p _:b . _:b ?p ?o FILTER(?p IN (x:p, x:q)) _:b x:q ?e }",  # A blank node stands in one group of triples.
    "SELECT * { ?s ?p ?o FILTER(?p = x:p) }" + " " * 10_000,  # Longer than is looked into.
    "SELECT * { ?s ?p ?o FILTER(STR(?o) = 'FILTER(?p IN (x:p))') }",
)


@pytest.fixture(scope="module")
def graph() -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load(GRAPH.encode(), pyoxigraph.RdfFormat.TURTLE)
    return store


def rows(graph: pyoxigraph.Store, text: str) -> list[bytes]:
    found: bytes = graph.query(text, use_default_graph_as_union=True).serialize(format=pyoxigraph.QueryResultsFormat.TSV)
    head, *lines = found.split(b"\n")
    return [head, *sorted(lines)]


@pytest.mark.parametrize(("text", "values"), REWRITTEN)
def test_a_filter_that_lists_iris_becomes_values(text: str, values: int, graph: pyoxigraph.Store) -> None:
    changed = rewrite_query(HEAD + text)
    assert changed.count("VALUES") == values
    assert "FILTER" not in changed.upper()
    assert rows(graph, changed) == rows(graph, HEAD + text)
    assert len(rows(graph, changed)) > 2


@pytest.mark.parametrize("text", KEPT, ids=str.strip)
def test_any_other_filter_is_kept(text: str) -> None:
    assert rewrite_query(HEAD + text) == HEAD + text


def test_a_prefix_of_ours_needs_no_declaration_and_an_unknown_one_is_left_to_the_engine() -> None:
    assert "VALUES ?p { ck:start ck:end }" in rewrite_query("SELECT * { ?s ?p ?o FILTER(?p IN (ck:start, ck:end)) }")
    assert "VALUES" not in rewrite_query("SELECT * { ?s ?p ?o FILTER(?p IN (none:start, none:end)) }")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { FILTER(?p IN (x:p",
        "FILTER(?p IN (x:p))",
        "SELECT * { ?s ?p ?o FILTER(?p IN",
        "FILTER(?p =",
        "FILTER(",
        "FILTER",
        "IN (",
        "} FILTER(?p IN (x:p)) {",
    ],
)
def test_broken_texts_are_left_to_the_engine(text: str, graph: pyoxigraph.Store) -> None:
    assert rewrite_query(HEAD + text) == HEAD + text
    with pytest.raises(QueryError):
        run_query(graph, Question(HEAD + text))


def test_a_query_is_looked_over_once(graph: pyoxigraph.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    scan = run.scan_query
    monkeypatch.setattr(run, "scan_query", lambda text: looked.append(text) or scan(text))
    short, long = "ASK { ?looked ?over ?once }", "ASK { ?looked ?over ?once }" + " " * 30_000
    for text in (short, short, long, long):
        assert run_query(graph, Question(text))
    assert looked == [short, long, long]
    for _ in range(2):
        with pytest.raises(QueryError, match="SERVICE"):
            run_query(graph, Question("ASK { SERVICE <http://x.example/> { ?s ?p ?o } }"))
