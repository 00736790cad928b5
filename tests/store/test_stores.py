"""Stores on disk, and servers of other makes: the same triples give the same answers everywhere."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner, Result
from servers import run_server

pyoxigraph = pytest.importorskip("pyoxigraph", reason="kg load needs the extra serve")

from kg.cli import main  # noqa: E402
from kg.output.swap import set_aside  # noqa: E402
from kg.query.named import named_queries  # noqa: E402
from kg.query.run import Question, run_query  # noqa: E402
from kg.rdf.terms import IRI  # noqa: E402
from kg.store.description import describe  # noqa: E402
from kg.store.embedded import load_files, open_folder  # noqa: E402
from kg.store.endpoint import EndpointStore  # noqa: E402
from kg.store.store import Store, StoreError  # noqa: E402
from kg.store.upload import Journal, Target, upload_file  # noqa: E402

GRAPH = Path(__file__).resolve().parents[1] / "data" / "queries" / "graph.ttl"
SMALL = Path(__file__).resolve().parents[1] / "data" / "serve" / "small.trig"
WAR = IRI("https://w3id.org/conflict-kg/conflict/War_of_Orm")
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def kg_run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def tsv_of(text: str) -> bytes:
    """The answer of a store in memory."""
    found = run_query(load_files([str(GRAPH)]).graph, Question(text))
    return bytes(found.serialize(format=pyoxigraph.QueryResultsFormat.TSV))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


@contextmanager
def running(command: list[str], probe: str, folder: Path) -> Iterator[None]:
    """Another server, until the block ends."""
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        for _ in range(600):
            try:
                with urllib.request.urlopen(probe, timeout=10):
                    break
            except OSError:
                assert process.poll() is None, (folder / "log").read_text()
                time.sleep(0.1)
        else:
            pytest.fail(f"the server does not answer: {(folder / 'log').read_text()}")
        yield
    finally:
        process.terminate()
        process.wait(60)


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    program = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        pytest.skip("the server oxigraph is not installed (pip install oxigraph)")
    folder, port = tmp_path_factory.mktemp("oxigraph"), free_port()
    command = [program, "serve", "--location", str(folder / "db"), "--bind", f"127.0.0.1:{port}"]
    with running(command, f"http://127.0.0.1:{port}/query?query=ASK%7B%7D", folder):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("Virtuoso is not installed (apt install virtuoso-opensource-7-bin)")
    folder, port = tmp_path_factory.mktemp("virtuoso"), free_port()
    (folder / "virtuoso.ini").write_text(
        "[Database]\nDatabaseFile = v.db\nErrorLogFile = v.log\nLockFile = v.lck\nTransactionFile = v.trx\nxa_persistent_file = v.pxa\n"
        "[TempDatabase]\nDatabaseFile = t.db\nTransactionFile = t.trx\n"
        f"[Parameters]\nServerPort = 127.0.0.1:{free_port()}\nNumberOfBuffers = 5000\nMaxDirtyBuffers = 3000\n"
        f"[HTTPServer]\nServerPort = 127.0.0.1:{port}\nServerThreads = 4\n[SPARQL]\nResultSetMaxRows = 100000\n"
    )
    with running([program, "+foreground", "+configfile", "virtuoso.ini"], f"http://127.0.0.1:{port}/sparql", folder):
        yield f"http://127.0.0.1:{port}"


def test_a_store_on_disk_says_what_its_files_say(tmp_path: Path) -> None:
    result = kg_run("load", GRAPH, "--store", tmp_path / "new" / "store")
    assert (result.exit_code, result.stdout) == (0, "")
    expected = load_files([str(GRAPH)])
    assert set(open_folder(tmp_path / "new" / "store").graph) == set(expected.graph)
    again = kg_run("load", GRAPH, SMALL, "--store", tmp_path / "new" / "store")
    assert again.exit_code == 0
    assert len(open_folder(tmp_path / "new" / "store").graph) == len(load_files([str(GRAPH), str(SMALL)]).graph)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["store"]


def test_what_several_graphs_on_disk_hold_is_said_once(tmp_path: Path) -> None:
    held = [f'<urn:s> <urn:{name}> "{value}" <urn:{graph}> .' for graph in "cab" for name in "pq" for value in (2, 1)]
    (tmp_path / "graph.nq").write_text("\n".join(held) + "\n", encoding="utf-8")
    assert kg_run("load", tmp_path / "graph.nq", "--store", tmp_path / "store").exit_code == 0
    found = [(triple.predicate, str(getattr(triple.object, "value", ""))) for triple in open_folder(tmp_path / "store").about([IRI("urn:s")])]
    assert sorted(found) == [("urn:p", "1"), ("urn:p", "2"), ("urn:q", "1"), ("urn:q", "2")]


def test_a_load_that_fails_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    bad = tmp_path / "bad.nt"
    bad.write_text("<a:s> <a:p> <a:o> .\n<a:s> <a:p> .\n")
    store = tmp_path / "store"
    missing = kg_run("load", bad, "--store", store)
    assert missing.exit_code == 3
    assert f"{bad}:2:" in missing.stderr
    assert not store.exists()
    assert kg_run("load", GRAPH, "--store", store).exit_code == 0
    before = set(open_folder(store).graph)
    assert kg_run("load", SMALL, bad, "--store", store).exit_code == 3
    assert set(open_folder(store).graph) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.nt", "store"]


def test_what_an_interrupted_load_left_is_cleared_away(tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert kg_run("load", GRAPH, "--store", store).exit_code == 0
    store.rename(set_aside(store))
    (tmp_path / "store.old").mkdir()  # A folder that a user calls so is theirs.
    (tmp_path / "store.part-0123abcd").mkdir()
    assert kg_run("load", SMALL, "--store", store).exit_code == 0
    assert len(open_folder(store).graph) == len(load_files([str(GRAPH), str(SMALL)]).graph)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["store", "store.old"]


def test_a_folder_that_is_no_store_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Dear")
    result = kg_run("load", GRAPH, "--store", tmp_path / "mine")
    assert result.exit_code == 3
    assert "no store" in result.stderr
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]
    with pytest.raises(StoreError, match="no store"):
        open_folder(tmp_path / "mine")


def test_a_store_on_disk_is_served(tmp_path: Path) -> None:
    assert kg_run("load", GRAPH, "--store", tmp_path / "store").exit_code == 0
    with run_server("--store", tmp_path / "store", "--seconds", "2", folder=tmp_path) as server:
        for query in named_queries().values():
            answer = server.ask("GET", f"/sparql?query={quote(query.text)}", {"Accept": "text/tab-separated-values"})
            assert answer.body == tsv_of(query.text), query.name
        assert server.ask("GET", f"/sparql?query={quote('SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?i) }')}").status == 503


def answers_alike(other: Store, ours: Store) -> None:
    for query in named_queries().values():
        if "SAMPLE" in query.text:
            continue
        assert sorted(map(repr, set(other.select(query.text).rows))) == sorted(map(repr, set(ours.select(query.text).rows))), query.name
    assert describe(other, WAR) == describe(ours, WAR)


def test_oxigraph_loads_and_answers_alike(oxigraph: str, tmp_path: Path) -> None:
    loaded = kg_run("load", GRAPH, "--to", f"{oxigraph}/store", "--batch", "100", "--journal", tmp_path / "sent.json")
    assert loaded.exit_code == 0, loaded.stderr
    answers_alike(EndpointStore(f"{oxigraph}/query"), load_files([str(GRAPH)]))
    again = kg_run("load", GRAPH, "--to", f"{oxigraph}/store", "--batch", "100", "--journal", tmp_path / "sent.json")
    assert "0 triples" in again.stderr


def test_an_upload_goes_on_where_it_was(oxigraph: str, tmp_path: Path) -> None:
    target = Target(f"{oxigraph}/store", "https://example.org/upload", batch=50)

    def interrupt(sent: int) -> None:
        if sent >= 150:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        upload_file(str(GRAPH), target, Journal(tmp_path / "sent.json", target), interrupt)
    total = len(load_files([str(GRAPH)]).graph)
    assert upload_file(str(GRAPH), target, Journal(tmp_path / "sent.json", target)) == total - 150
    found = EndpointStore(f"{oxigraph}/query").select("SELECT (COUNT(*) AS ?n) { GRAPH <https://example.org/upload> { ?s ?p ?o } }")
    assert [str(getattr(row[0], "value", "")) for row in found.rows] == [str(total)]


def test_named_graphs_are_sent_as_they_are(oxigraph: str, tmp_path: Path) -> None:
    assert kg_run("load", SMALL, "--to", f"{oxigraph}/store", "--journal", tmp_path / "sent.json").exit_code == 0
    found = EndpointStore(f"{oxigraph}/query").select("SELECT ?o { GRAPH <https://example.org/b> { <https://example.org/s> ?p ?o } }")
    assert [getattr(row[0], "value", "") for row in found.rows] == ["in b"]


def test_virtuoso_loads_and_answers_alike(virtuoso: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_PASSWORD", "dba")
    place = ("--to", f"{virtuoso}/sparql-graph-crud-auth", "--graph", "https://example.org/wars", "--user", "dba")
    loaded = kg_run("load", GRAPH, *place, "--batch", "200", "--journal", tmp_path / "sent.json")
    assert loaded.exit_code == 0, loaded.stderr
    other, ours = EndpointStore(f"{virtuoso}/sparql"), load_files([str(GRAPH)])
    assert {row[0] for row in other.select(named_queries()["people-in-several"].text).rows} == {
        row[0] for row in ours.select(named_queries()["people-in-several"].text).rows
    }
    found, expected = describe(other, WAR), describe(ours, WAR)
    assert found is not None
    assert expected is not None
    assert {triple.subject for triple in expected.triples} <= {triple.subject for triple in found.triples}


def test_another_server_behind_ours(oxigraph: str, tmp_path: Path) -> None:
    assert kg_run("load", GRAPH, "--to", f"{oxigraph}/store", "--journal", tmp_path / "sent.json").exit_code == 0
    with run_server("--endpoint", f"{oxigraph}/query", folder=tmp_path) as server:
        answer = server.ask("GET", f"/sparql?query={quote(named_queries()['outcome'].text)}", {"Accept": "text/tab-separated-values"})
        assert answer.body == tsv_of(named_queries()["outcome"].text)
        assert server.ask("GET", f"/sparql?query={quote('SELECT * {')}").status == 400
        assert server.ask("GET", f"/sparql?query={quote('CONSTRUCT WHERE { ?s a ?o }')}", {"Accept": "application/n-triples"}).status == 200
        assert b"Ormish victory" in server.ask("GET", "/conflict/War_of_Orm.ttl").body
        assert server.ask("POST", "/sparql", {"Content-Type": "application/sparql-update"}, b"CLEAR ALL").status == 403


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--store", "x", "--to", "http://127.0.0.1:9/"), "--store or --to"),
        ((), "--store or --to"),
        (("--to", "http://127.0.0.1:9/", "--graph", "relative"), "--graph"),
    ],
)
def test_wrong_usage_of_load(arguments: tuple[str, ...], words: str) -> None:
    result = kg_run("load", GRAPH, *arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_blank_nodes_are_not_sent(tmp_path: Path) -> None:
    path = tmp_path / "blank.nt"
    path.write_text("_:b <a:p> <a:o> .\n")
    target = Target("http://127.0.0.1:9/store")
    with pytest.raises(StoreError, match="blank nodes"):
        upload_file(str(path), target, Journal(tmp_path / "sent.json", target))


def test_csv_of_an_endpoint_is_guarded_against_formulas(tmp_path: Path) -> None:
    graph = tmp_path / "cells.ttl"
    graph.write_text('<x:a> <x:p> "=1+1", "plain" .\n')
    with run_server(graph, folder=tmp_path) as server:
        result = kg_run("query", "SELECT ?o { ?s <x:p> ?o } ORDER BY ?o", "--endpoint", f"{server.url}/sparql", "--format", "csv")
    assert (result.exit_code, result.stdout_bytes) == (0, b"o\r\n'=1+1\r\nplain\r\n")


def test_files_are_asked_as_one_graph_in_which_nothing_stands_twice(tmp_path: Path) -> None:
    triple = "<https://a.example/s> <https://a.example/p> <https://a.example/o>"
    named, count = tmp_path / "named.nq", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    named.write_text(f"{triple} <https://a.example/1> .\n{triple} <https://a.example/2> .\n{triple} .\n", encoding="utf-8")
    assert ask("query", count, str(named), "--format", "csv").stdout.split() == ["n", "1"]
    by_name = ask("query", "SELECT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g", str(named), "--format", "csv")
    assert by_name.stdout.split() == ["g", "https://a.example/1", "https://a.example/2"]
    one = tmp_path / "one.nq"
    one.write_text(f"{triple} <https://a.example/1> .\n", encoding="utf-8")
    store = load_files([str(one)])
    assert store.merged() is store


def ask(*arguments: str) -> Result:
    """Run kg with these arguments."""
    return CliRunner().invoke(main, list(arguments))
