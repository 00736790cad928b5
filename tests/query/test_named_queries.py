"""Every named query against its golden answer, and against the contract's own text where that is at hand."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from table_articles import title_of

pyoxigraph = pytest.importorskip("pyoxigraph", reason="kg query needs the extra serve")

import kg  # noqa: E402
from kg.domain.ontology import is_defined  # noqa: E402
from kg.query.named import NamedQuery, Parameter, ParameterError, find_query, named_queries, near_names, read_query  # noqa: E402
from kg.query.run import Question, run_query  # noqa: E402
from kg.query.scan import named_iris  # noqa: E402
from kg.rdf.ntriples import to_text  # noqa: E402
from kg.rdf.terms import CK  # noqa: E402
from kg.store.embedded import EmbeddedStore, load_files  # noqa: E402

DATA = Path(__file__).resolve().parents[1] / "data" / "queries"
CONTRACT = Path(__file__).resolve().parents[3] / "shared" / "contract" / "queries"
ARTICLES = Path(__file__).resolve().parents[1] / "data" / "tables"
CORPUS = DATA.parent / "answers_on_corpus.tsv"
QUERIES = tuple(named_queries().values())
# Values without which a query has nothing to answer here.
ASKED = {
    "on-a-day": {"day": "1701-08-13"},
    "near": {"latitude": "12.5", "longitude": "44.3", "km": "50"},
    "evidence-of": {"entity": "https://w3id.org/conflict-kg/person/Peder_Loft"},
}


def contract_of(query: NamedQuery) -> Path:
    return CONTRACT / f"{query.name.replace('-', '_')}.rq"


def by_name(query: NamedQuery) -> str:
    return query.name


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> pyoxigraph.Store:
    """A graph written by hand, and that of two invented articles."""
    path = tmp_path_factory.mktemp("ferry") / "ferry.nq"
    built = [outcome.built.graph for article in sorted(ARTICLES.glob("*.wiki")) for outcome in kg.build(article, options=options(article))]
    kg.write(built, path)
    return load_files([str(DATA / "graph.ttl"), str(path)]).graph


def options(article: Path) -> kg.ReadOptions:
    title = title_of(article)
    return kg.ReadOptions(title=title, url=f"https://wiki.example.org/wiki/{title.replace(' ', '_')}", revision="4711")


@pytest.fixture(scope="module")
def dev(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    from click.testing import CliRunner

    from kg.cli import main

    path = tmp_path_factory.mktemp("dev") / "dev.nq"
    articles = sorted(map(str, (corpus / "xml").iterdir()))[::3]  # Enough of them that every query has answers.
    result = CliRunner().invoke(main, ["build", *articles, "-o", str(path), "--quiet", "--no-validation"])
    assert path.is_file(), result.output
    return load_files([str(path)])


def answer_tsv(graph: pyoxigraph.Store, text: str) -> str:
    found: bytes = run_query(graph, Question(text)).serialize(format=pyoxigraph.QueryResultsFormat.TSV)
    return found.decode()


@pytest.mark.parametrize("query", QUERIES, ids=by_name)
def test_golden_answer(query: NamedQuery, graph: pyoxigraph.Store) -> None:
    """To accept a change on purpose: KG_ACCEPT=1 pytest tests/query/test_named_queries.py, and read the difference."""
    path, found = DATA / f"{query.name}.tsv", answer_tsv(graph, query.with_values(ASKED.get(query.name, {})))
    if os.environ.get("KG_ACCEPT"):
        path.write_text(found, encoding="utf-8")
    golden = path.read_text(encoding="utf-8")
    assert found == golden
    assert golden.count("\n") > 1, "a golden answer has rows"


def test_every_golden_answer_has_its_query() -> None:
    assert {path.stem for path in DATA.glob("*.tsv")} == set(named_queries())


@pytest.mark.parametrize("query", QUERIES, ids=by_name)
def test_terms_are_those_of_the_ontology(query: NamedQuery) -> None:
    assert [iri for iri in named_iris(query.text) if iri.startswith(CK) and not is_defined(iri)] == []


def rows(text: str) -> list[tuple[str, ...]]:
    head, *lines = text.splitlines()
    order = sorted(range(len(head.split("\t"))), key=head.split("\t").__getitem__)
    return sorted(tuple(line.split("\t")[place] for place in order) for line in lines)


@pytest.mark.parametrize("query", [query for query in QUERIES if contract_of(query).is_file()], ids=by_name)
def test_our_texts_answer_as_the_contract(query: NamedQuery, graph: pyoxigraph.Store) -> None:
    contract = answer_tsv(graph, contract_of(query).read_text(encoding="utf-8"))
    ours = answer_tsv(graph, query.text)
    assert sorted(ours.partition("\n")[0].split("\t")) == sorted(contract.partition("\n")[0].split("\t"))
    assert sorted(set(rows(ours))) == sorted(set(rows(contract)))


@pytest.mark.parametrize("query", [query for query in QUERIES if contract_of(query).is_file()], ids=by_name)
def test_our_texts_answer_as_the_contract_on_the_corpus(query: NamedQuery, dev: EmbeddedStore) -> None:
    contract = rows(answer_tsv(dev.graph, contract_of(query).read_text(encoding="utf-8")))
    ours = rows(answer_tsv(dev.graph, query.text))
    if "LIMIT" in query.text:
        assert len(set(ours)) == len(set(contract))
    else:
        assert set(ours) == set(contract)


def check_on_the_corpus(name: str, text: str, dev: EmbeddedStore) -> None:
    """How many rows, and a hash of them: the articles' words stay out of the repository. To accept a change on purpose: KG_ACCEPT=1, as above."""
    found = rows(answer_tsv(dev.graph, text))
    # Which rows a limit cuts off among equals is left to the store.
    digest = "" if "LIMIT" in text else hashlib.sha256(repr(found).encode()).hexdigest()[:16]
    golden = dict(line.split("\t", 1) for line in CORPUS.read_text(encoding="utf-8").splitlines()) if CORPUS.is_file() else {}
    if os.environ.get("KG_ACCEPT"):
        golden[name] = f"{len(found)}\t{digest}"
        CORPUS.write_text("".join(f"{name}\t{told}\n" for name, told in sorted(golden.items())), encoding="utf-8")
    assert golden[name] == f"{len(found)}\t{digest}"


@pytest.mark.parametrize("query", QUERIES, ids=by_name)
def test_golden_answer_on_the_corpus(query: NamedQuery, dev: EmbeddedStore) -> None:
    check_on_the_corpus(query.name, query.text, dev)


@pytest.mark.parametrize("path", sorted(CONTRACT.glob("*.rq")), ids=lambda path: path.stem)
def test_golden_answer_of_the_contract_on_the_corpus(path: Path, dev: EmbeddedStore) -> None:
    check_on_the_corpus(f"contract/{path.stem}", path.read_text(encoding="utf-8"), dev)


@pytest.mark.parametrize("path", sorted(CONTRACT.glob("*.rq")), ids=lambda path: path.stem)
def test_the_contract_answers_the_same_as_the_engine_by_itself(path: Path, dev: EmbeddedStore) -> None:
    text = path.read_text(encoding="utf-8")
    by_itself: bytes = dev.graph.query(text, use_default_graph_as_union=True).serialize(format=pyoxigraph.QueryResultsFormat.TSV)
    assert rows(answer_tsv(dev.graph, text)) == rows(by_itself.decode())


OF_CONFLICT = tuple(query for query in QUERIES if "?conflict_iri" in query.text and any(each.name == "of" for each in query.parameters))


@pytest.mark.parametrize("query", OF_CONFLICT, ids=by_name)
def test_a_conflict_has_the_rows_that_it_has_among_all(query: NamedQuery, dev: EmbeddedStore) -> None:
    head, *lines = answer_tsv(dev.graph, query.text).splitlines()
    place = head.split("\t").index("?conflict_iri")
    of_each: dict[str, list[str]] = {}
    for line in lines:
        of_each.setdefault(line.split("\t")[place], []).append(line)
    for conflict, expected in sorted(of_each.items(), key=lambda item: -len(item[1]))[:3]:
        asked = answer_tsv(dev.graph, query.with_values({"of": conflict.strip("<>")})).splitlines()[1:]
        assert sorted(asked) == sorted(expected)
    two = sorted(of_each)[:2]
    asked = answer_tsv(dev.graph, query.with_values({"of": [conflict.strip("<>") for conflict in two]})).splitlines()[1:]
    assert sorted(asked) == sorted(line for conflict in two for line in of_each[conflict])


def test_parameters_take_values(graph: pyoxigraph.Store) -> None:
    text = named_queries()["conflicts-of"].with_values({"entity": "https://w3id.org/conflict-kg/person/Bran_Holt"})
    _, row = answer_tsv(graph, text).splitlines()
    assert [cell.partition("^^")[0] for cell in row.split("\t")[:6]] == [
        '"Bran Holt"@en',
        '"War of Orm"@en',
        '"1871"',
        '"1873-05-02"',
        "2",
        '"commander"',
    ]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"entity": ["a:b", "x> } #"]}, "entity"),
        ({"entity": "relative"}, "not an absolute IRI"),
        ({"other": "a:b"}, "has no parameter 'other'; it has entity"),
    ],
)
def test_wrong_values_are_refused(values: dict[str, str | list[str]], words: str) -> None:
    with pytest.raises(ParameterError, match=words):
        named_queries()["conflicts-of"].with_values(values)


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("entity", "x:y", "<x:y>"),
        ("term", "killed", "<https://w3id.org/conflict-kg/ontology#killed>"),
        ("term", "Died of wounds", "<https://w3id.org/conflict-kg/ontology#diedOfWounds>"),
        ("term", "ck:civilians", "<https://w3id.org/conflict-kg/ontology#civilians>"),
        ("number", "-3.5", '"-3.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("day", "1944-06-06", '"1944-06-06"'),
        ("day", "-0330-01-01", '"-0330-01-01"'),
        ("text", "two words", '"two words"'),
    ],
)
def test_kinds_of_values(kind: str, value: str, shown: str) -> None:
    assert to_text(Parameter("x", kind, "").to_term(value)) == shown


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("term", "woundd", "no such term: 'woundd'; did you mean wounded?"),
        ("term", "belligerent", "no such term"),
        ("number", "ten", "'ten' is not a number"),
        ("number", "1e3", "is not a number"),
        ("day", "6 June 1944", "is not a day"),
        ("entity", "Norway", "not an absolute IRI"),
    ],
)
def test_values_of_another_kind_are_refused(kind: str, value: str, words: str) -> None:
    with pytest.raises(ParameterError, match=re.escape(words)):
        Parameter("x", kind, "").to_term(value)


def test_several_values_are_alternatives(graph: pyoxigraph.Store) -> None:
    people = [f"https://w3id.org/conflict-kg/person/{name}" for name in ("Bran_Holt", "Peder_Loft")]
    answer = answer_tsv(graph, named_queries()["conflicts-of"].with_values({"entity": people}))
    assert [row.split("\t")[0] for row in answer.splitlines()[1:]] == ['"Bran Holt"@en', '"Peder Loft"@en', '"Peder Loft"@en']


@pytest.mark.parametrize(("name", "found"), [("part_of", "part-of"), ("Battles-of", "battles-of"), ("battels-of", None)])
def test_names_have_one_spelling_and_are_found_by_others(name: str, found: str | None) -> None:
    query = find_query(name)
    assert (query and query.name) == found
    assert near_names("battels-of")[0] == "battles-of"


def test_text_values_are_escaped(graph: pyoxigraph.Store) -> None:
    text = "# title: T\n# group: people\n# description: D\n# parameter: name text The name.\nSELECT ?s { VALUES ?name { UNDEF } ?s ?p ?name }"
    asked = read_query("by-name", text).with_values({"name": 'a" } { ?s ?p "\\'})
    assert answer_tsv(graph, asked) == "?s\n"


@pytest.mark.parametrize(
    "head",
    [
        "",
        "# title: T",
        "# description: D",
        "# title: T\n# title: T\n# group: people\n# description: D",
        "# title: T\n# description: D",
        "# title: T\n# group: persons\n# description: D",
        "# title: T\n# group: people\n# description: D\n# parameter: x iri Not in it.",
    ],
)
def test_a_head_that_is_wrong_is_refused(head: str) -> None:
    with pytest.raises(ValueError, match="wrong"):
        read_query("wrong", f"{head}\nSELECT * {{}}")


def texts() -> Iterator[tuple[str, bool]]:
    triples = "?c a <x:C> ; <x:s> ?s"
    yield f"SELECT * {{ ?s ?p ?o FILTER NOT EXISTS {{ {triples} }} }}", True
    yield f"SELECT * {{ ?s ?p ?o . FILTER(?o > 1) FILTER NOT EXISTS {{ {triples} }} }}", True
    yield f"SELECT * {{ ?s ?p ?o . FILTER(?o IN (1, 2)) filter not exists {{ {triples} }} }} LIMIT 3", True
    yield "SELECT * { ?s ?p ?o FILTER NOT EXISTS { ?c a <x:C> } }", False  # Nothing is shared: MINUS would keep all.
    yield f"SELECT * {{ ?s ?p ?o FILTER NOT EXISTS {{ {triples} FILTER(?o > 1) }} }}", False  # ?o is seen from within by EXISTS only.
    yield f"SELECT * {{ ?t ?p ?o OPTIONAL {{ ?t ?q ?s }} FILTER NOT EXISTS {{ {triples} }} }}", False  # ?s may be unbound.
    yield f"SELECT * {{ FILTER NOT EXISTS {{ {triples} }} ?s ?p ?o }}", False
    yield f"SELECT * {{ BIND(1 AS ?s) FILTER NOT EXISTS {{ {triples} }} }}", False
    yield f"SELECT * {{ ?s <x:p>* ?o FILTER NOT EXISTS {{ {triples} }} }}", False
    yield f"SELECT * {{ GRAPH ?g {{ ?s ?p ?o FILTER NOT EXISTS {{ {triples} }} }} }}", False
    yield "SELECT * { ?s ?p 'FILTER NOT EXISTS { ?s ?p ?o }' }", False


@pytest.mark.parametrize(("text", "changes"), tuple(texts()))
def test_not_exists_becomes_minus_only_where_both_say_the_same(text: str, changes: bool, graph: pyoxigraph.Store) -> None:
    from kg.query.rewrite import rewrite_query

    assert ("MINUS" in rewrite_query(text)) is changes
    assert rewrite_query(text).replace("MINUS", "FILTER NOT EXISTS").casefold() == text.casefold()
    answers = [graph.query(form).serialize(format=pyoxigraph.QueryResultsFormat.TSV) for form in (text, rewrite_query(text))]
    assert sorted(answers[0].splitlines()) == sorted(answers[1].splitlines())
