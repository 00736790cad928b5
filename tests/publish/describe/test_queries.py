"""Example queries run as they are, and give the same answers wherever and in whatever order the triples were loaded."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import pyoxigraph
import pytest
from published import publish

from kg.publish.describe.catalogue.statistics import distinct_triples
from kg.publish.describe.queries import UNANSWERED, order_in_full
from kg.query.named import named_queries
from kg.store.cells import csv_cell


@pytest.mark.parametrize(
    ("text", "ordered"),
    [
        ("SELECT ?a { ?a ?b ?c }\nORDER BY ?a\n", "SELECT ?a { ?a ?b ?c }\nORDER BY ?a STR(?a) STR(?b)\n"),
        ("{ ORDER BY ?x\n}\nORDER BY DESC(?a)\nLIMIT 5", "{ ORDER BY ?x\n}\nORDER BY DESC(?a) STR(?a) STR(?b)\nLIMIT 5"),
    ],
)
def test_an_order_has_every_variable(text: str, ordered: str) -> None:
    assert order_in_full(text, ["a", "b"]) == ordered


def test_a_query_without_an_order_is_refused() -> None:
    with pytest.raises(ValueError, match="needs an order"):
        order_in_full("SELECT ?a { ?a ?b ?c }", ["a"])


def read_triples(release: Path) -> list[bytes]:
    packed = [(release / f"data/{name}.nq.gz").read_bytes() for name in ("full", "links")]
    lines = sorted(line for data in packed for line in gzip.decompress(data).splitlines(keepends=True))
    return [triple + b" .\n" for triple in distinct_triples(lines)]


@pytest.mark.parametrize("backwards", [False, True])
def test_answers_are_those_of_the_queries(release: Path, backwards: bool) -> None:
    triples = read_triples(release)
    store = pyoxigraph.Store()
    for triple in reversed(triples) if backwards else triples:
        store.load(triple, pyoxigraph.RdfFormat.N_TRIPLES)
    for name in named_queries().keys() - UNANSWERED:
        solutions = store.query((release / f"queries/{name}.rq").read_text(encoding="utf-8"))
        assert isinstance(solutions, pyoxigraph.QuerySolutions)
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([variable.value for variable in solutions.variables])
        writer.writerows([csv_cell(value) for value in row] for row in solutions)
        assert (release / f"answers/{name}.csv").read_text(encoding="utf-8") == out.getvalue(), name


def test_a_store_on_disk_gives_the_same_answers(release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.publish.describe.answers._MOST_IN_MEMORY", 10)
    publish(release / "data/full.nq.gz", release / "data/links.nq.gz", "-o", tmp_path / "again", "--no-site")
    for answer in (release / "answers").iterdir():
        assert (tmp_path / "again/answers" / answer.name).read_bytes() == answer.read_bytes(), answer.name


def test_long_answers_are_left_out(tmp_path: Path, hollenfurt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.publish.describe.answers.MOST_ROWS", 3)
    publish(hollenfurt, "-o", tmp_path / "short", "--no-site")
    listed = (tmp_path / "short/queries/queries.ttl").read_text(encoding="utf-8")
    assert not (tmp_path / "short/answers/estimates.csv").exists()
    assert "answers/estimates.csv" not in listed
    assert (tmp_path / "short/answers/conflict.csv").exists()
    assert "answers/conflict.csv" in listed


def test_queries_are_listed_as_data(release: Path) -> None:
    store = pyoxigraph.Store()
    store.load(path=release / "queries/queries.ttl", format=pyoxigraph.RdfFormat.TURTLE)
    rows = store.query("""
        PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX dct: <http://purl.org/dc/terms/>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?name ?select ?answer { ?q a sh:SPARQLExecutable ; dct:identifier ?name ; sh:select ?select ; rdfs:seeAlso ?answer } ORDER BY ?name""")
    told = {row["name"].value: (row["select"].value, row["answer"].value) for row in rows}
    site = "https://data.example.org/wars/answers"
    names = named_queries().keys() - UNANSWERED
    assert told == {name: ((release / f"queries/{name}.rq").read_text(encoding="utf-8"), f"{site}/{name}.csv") for name in names}
    assert not any((release / f"answers/{name}.csv").exists() for name in UNANSWERED)
