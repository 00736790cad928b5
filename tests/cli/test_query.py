"""kg query as a user runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

pytest.importorskip("pyoxigraph", reason="kg query needs the extra serve")

from kg.cli import main
from kg.query.named import named_queries

GRAPH = Path(__file__).resolve().parents[1] / "data" / "queries" / "graph.ttl"
OUTCOME = "SELECT ?text { ?c ck:outcome ?text }"
CONSTRUCT = "CONSTRUCT { ?c rdfs:label ?l } WHERE { ?c ck:outcome ?o ; rdfs:label ?l }"
HOLT = (
    "name,conflict,start,end,side,role,victor,article,address,revision,quote,conflict_iri\r\n"
    "Bran Holt,War of Orm,1871,1873-05-02,2,commander,,War of Orm,,101,Bran Holt †,https://w3id.org/conflict-kg/conflict/War_of_Orm\r\n"
)


def kg_query(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["query", *map(str, arguments)])


@pytest.mark.parametrize(
    ("arguments", "output"),
    [
        ((OUTCOME, GRAPH), "text\n──────────────\nOrmish victory\n"),
        ((OUTCOME, GRAPH, "--format", "csv"), "text\r\nOrmish victory\r\n"),
        ((OUTCOME, GRAPH, "--format", "tsv"), '?text\n"Ormish victory"@en\n'),
        (("ASK { ?c ck:outcome ?text }", GRAPH), "yes\n"),
        (("ASK { ?c ck:cause ?text }", GRAPH), "no\n"),
        (("ASK { ?c ck:cause ?text }", GRAPH, "--format", "json"), '{"head":{},"boolean":false}'),
        (
            (CONSTRUCT, GRAPH, "--format", "ntriples"),
            '<https://w3id.org/conflict-kg/conflict/War_of_Orm> <http://www.w3.org/2000/01/rdf-schema#label> "War of Orm"@en .\n',
        ),
        (("conflicts-by-year", GRAPH, "--format", "csv"), "year,conflicts\r\n1871,1\r\n1873,1\r\n"),
        (
            ("conflicts-of", "--set", "entity=https://w3id.org/conflict-kg/person/Bran_Holt", GRAPH, "--format", "csv"),
            HOLT,
        ),
        (("conflicts-of", "--entity", "Bran Holt", GRAPH, "--format", "csv"), HOLT),
        (("conflicts_of", "--entity=bran holt", GRAPH, "--format", "csv"), HOLT),
    ],
)
def test_answers(arguments: tuple[str | Path, ...], output: str) -> None:
    result = kg_query(*arguments)
    assert (result.exit_code, result.stdout_bytes.decode()) == (0, output)


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.rq"
    path.write_text(OUTCOME)
    assert kg_query(path, GRAPH, "--format", "csv").stdout_bytes == b"text\r\nOrmish victory\r\n"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 2, "nothing to ask"),
        (("SELECT (<x:f>(1) AS ?a) {}", GRAPH), 2, "The custom function <x:f> is not supported"),
        (("SELECT ?o { ?s ?p ?o FILTER(ck:f(?o)) }", GRAPH), 2, "ontology#f> is not supported"),
        (("SELECT ?o { ?s ?p ?o FILTER(ck:f(?o)) }", GRAPH, "--format", "csv"), 2, "ontology#f> is not supported"),
        (("CONSTRUCT { ?s ?p ?a } { ?s ?p ?o BIND(ck:f(?o) AS ?a) }", GRAPH), 2, "ontology#f> is not supported"),
        (("commanders",), 2, "--store"),
        (("comanders", GRAPH), 2, "no query named 'comanders'; did you mean commanders"),
        (("xyzzy", GRAPH), 2, "no query named 'xyzzy'; see --list"),
        (("conflicts-of", "--entity", "Bran Hold", GRAPH), 2, "nothing is named 'Bran Hold' here; did you mean bran holt?"),
        (("conflicts-of", "--person", "Bran Holt", GRAPH), 2, "--person"),
        ((OUTCOME, "--entity", "Bran Holt", GRAPH), 2, "--entity"),
        (("figure-sources", "--category", "kiled", GRAPH), 2, "no such term: 'kiled'; did you mean killed?"),
        (("\udcff", GRAPH), 2, "not UTF-8"),
        (("near", "--km", "far", GRAPH), 2, "'far' is not a number"),
        (("SELECT * {\n ?s ?p }", GRAPH), 2, "line 2, column 9"),
        (("SELECT * { SERVICE <http://127.0.0.1:9/> {} }", GRAPH), 2, "makes no connections"),
        ((OUTCOME, GRAPH, "--format", "turtle"), 2, "answered in: json, xml, csv, tsv"),
        ((CONSTRUCT, GRAPH, "--format", "csv"), 2, "answered in: turtle"),
        ((OUTCOME, GRAPH, "--set", "a=b"), 2, "for named queries"),
        (("conflicts-of", "--set", "entity=relative", GRAPH), 2, "nothing is named 'relative' here"),
        (("conflicts-of", "--set", "entity=a://b> }", GRAPH), 2, "entity: "),
        (("none.rq", GRAPH), 3, "none.rq: No such file"),
        ((OUTCOME, "none.ttl"), 3, "none.ttl: No such file"),
        ((OUTCOME, "graph.docx"), 3, "no format"),
        ((OUTCOME, "--endpoint", "http://127.0.0.1:9/sparql"), 3, "http://127.0.0.1:9/sparql"),
    ],
)
def test_what_is_wrong_is_named(arguments: tuple[str | Path, ...], code: int, words: str) -> None:
    result = kg_query(*arguments)
    assert (result.exit_code, words in result.stderr) == (code, True), result.stderr


def test_list_names_every_query() -> None:
    listed = kg_query("--list").stdout
    for query in named_queries().values():
        assert f"{query.name}  {query.title}\n    {query.description}\n" in listed
        assert all(f"--{parameter.name} {parameter.kind.upper()}  {parameter.words}\n" in listed for parameter in query.parameters)


def test_explain_shows_names_that_are_misspelt() -> None:
    result = kg_query("SELECT ?c { ?c a ck:Conflict ; ck:beligerent ?g }", GRAPH, "--explain")
    assert result.exit_code == 0
    assert "          3  ck:Conflict\n" in result.stderr or "          2  ck:Conflict\n" in result.stderr
    assert "          0  ck:beligerent\n" in result.stderr
    assert "\n0 rows; " in result.stderr


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT ?c { ?c a ck:Conflict ; ck:beligerent ?g }", "the ontology has no term ck:beligerent; did you mean ck:belligerent?\n"),
        ("SELECT ?c { ?c a ck:Conflict ; ck:cause ?g }", "0 rows; --explain tells how often the graph uses each term of the query\n"),
        (OUTCOME, ""),
        ("commanders", "columns that do not fit"),
    ],
)
def test_what_may_have_gone_wrong_is_said(query: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    result = kg_query(query, GRAPH)
    assert (result.exit_code, result.stderr[: len(told)]) == (0, told)
    assert bool(told) == bool(result.stderr)


CELLS = r"""@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<x:a> <x:p> "=1+1", "+1", "-", "@sum(A1)", "\tx", "plain, \"quoted\"\nline", "=x"@en, "-1"^^<x:t> ;
  <x:p> "-3"^^xsd:integer, "-0431-03-14"^^xsd:date, "=1"^^xsd:integer .
<x:b> <x:p> <x:o> .
"""
GUARDED = [
    '"plain, ""quoted""\nline"', "'+1", "'-1", "'=1", "'=1+1", "'=x", "'@sum(A1)", "'\tx", "-", "-0431-03-14", "-3", "x:o",
]  # fmt: skip


def test_csv_is_guarded_against_formulas(tmp_path: Path) -> None:
    path = tmp_path / "cells.ttl"
    path.write_text(CELLS, encoding="utf-8")
    result = kg_query("SELECT ?o ?none { ?s ?p ?o }", path, "--format", "csv")
    head, *lines, end = result.stdout_bytes.decode().split("\r\n")
    assert (result.exit_code, head, sorted(line.removesuffix(",") for line in lines), end) == (0, "o,none", sorted(GUARDED), "")
    assert all(line.endswith(",") for line in lines)
    assert kg_query("SELECT ?o { ?s ?p ?o }", path, "--format", "tsv").stdout.count('"=1+1"') == 1
