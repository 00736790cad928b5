"""Reconciliation services: a well-behaved client of good ones, and a good end with bad ones."""

import contextlib
import csv
import importlib.util
import json
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from link_graphs import run, write_inputs

from kg.link.decide import decide_links
from kg.link.entities import Entity
from kg.link.index.build import build_index
from kg.link.index.lookup import Index
from kg.link.index.sources import open_source
from kg.link.service import USER_AGENT, AnswerCache, Patience, Service
from kg.rdf.terms import IRI

TABLES = Path(__file__).resolve().parents[3] / "shared" / "wikidata"
PATIENT = Patience(timeout=60, tries=2, pause=0.01, longest=5)
HASTY = Patience(timeout=0.5, tries=2, pause=0.01)
ITEMS = {"Otto Rein": "Q21", "Norland": "Q12", "Varn": "Q14"}


class Fake(ThreadingHTTPServer):
    """A service that behaves as told: ``spoil`` may answer in its stead and returns whether it did."""

    daemon_threads = True

    def __init__(self, versions: tuple[str, ...], spoil: Callable[["Handler"], bool] | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.versions, self.spoil = versions, spoil
        self.agents: set[str] = set()
        self.batches: list[int] = []
        self.paths: set[str] = set()
        self.now = self.most = 0
        self.lock = threading.Lock()
        self.url = f"http://127.0.0.1:{self.server_address[1]}/api"

    def __enter__(self) -> "Fake":
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    server: Fake

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        self.server.agents.add(self.headers["User-Agent"])
        self.answer({"versions": self.server.versions, "name": "fake", "identifierSpace": "http://www.wikidata.org/entity/"})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.paths.add(self.path)
        with self.server.lock:
            self.server.now += 1
            self.server.most = max(self.server.most, self.server.now)
        try:
            answered = bool(self.server.spoil and self.server.spoil(self))
        finally:
            with self.server.lock:  # Before the answer: whoever has it may ask the next question at once.
                self.server.now -= 1
        if not answered:
            self.answer(self.results(body))

    def results(self, body: str) -> Any:
        if self.path.endswith("/match"):
            queries = json.loads(body)["queries"]
            names = [condition["propertyValue"] for query in queries for condition in query["conditions"] if condition["matchType"] == "name"]
            self.server.batches.append(len(names))
            return {"results": [{"candidates": found(name)} for name in names]}
        queries = json.loads(urllib.parse.parse_qs(body)["queries"][0])
        self.server.batches.append(len(queries))
        return {key: {"result": found(query["query"])} for key, query in queries.items()}

    def answer(self, content: Any, code: int = 200, **headers: str) -> None:
        self.send(json.dumps(content).encode(), code, **headers)

    def send(self, data: bytes, code: int = 200, length: int | None = None, **headers: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(data)


def found(name: str) -> list[dict[str, Any]]:
    return (
        [{"id": ITEMS[name], "name": name, "score": 100, "match": True, "type": [{"id": "Q5", "name": "human"}] if " " in name else []}]
        if name in ITEMS
        else []
    )


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[AnswerCache]:
    answers = AnswerCache(str(tmp_path / "cache" / "answers.sqlite"))
    yield answers
    answers.close()


def ask(url: str, cache: AnswerCache, names: tuple[str, ...] = tuple(ITEMS), **more: Any) -> Service:
    service = Service(url, cache, **{"patience": PATIENT, **more})
    service.fetch((name, "person" if " " in name else "group") for name in names)
    return service


def answers(service: Service, names: tuple[str, ...] = tuple(ITEMS)) -> dict[str, list[int]]:
    return {name: [c.item.qid for c in service.by_name(name, "person" if " " in name else "group")] for name in names}


ALL = {"Otto Rein": [21], "Norland": [12], "Varn": [14]}
NONE: dict[str, list[int]] = {name: [] for name in ALL}


@pytest.mark.parametrize(("versions", "path"), [(("0.1", "0.2"), "/api"), (("1.0-draft",), "/api/match"), (("0.2", "1.0-draft"), "/api")])
def test_both_versions_of_the_api(cache: AnswerCache, versions: tuple[str, ...], path: str) -> None:
    with Fake(versions) as server:
        service = ask(server.url, cache)
        assert (answers(service), service.problems, server.paths, server.agents) == (ALL, [], {path}, {USER_AGENT})


def test_batches_at_most_three_at_once(cache: AnswerCache) -> None:
    with Fake(("0.2",), lambda handler: bool(time.sleep(0.05))) as server:
        service = ask(server.url, cache, tuple(f"Name {n}" for n in range(95)))
        assert (sum(server.batches), max(server.batches), server.most <= 3, service.missing) == (95, 10, True, set())


def test_answers_are_kept_and_only_new_names_asked(cache: AnswerCache) -> None:
    with Fake(("0.2",)) as server:
        ask(server.url, cache, ("Varn",))
        assert answers(ask(server.url, cache)) == ALL
        assert server.batches == [1, 2]


def test_offline_opens_no_connection(cache: AnswerCache, monkeypatch: pytest.MonkeyPatch) -> None:
    with Fake(("0.2",)) as server:
        ask(server.url, cache, ("Varn",))

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    service = ask(server.url, cache, offline=True)
    assert answers(service) == {**NONE, "Varn": [14]}
    assert (service.missing, service.problems) == ({("Otto Rein", "person"), ("Norland", "group")}, ["offline: not asked"])


def slow(handler: Handler) -> bool:
    """No answer before the client has gone (but not for ever, should it stay)."""
    handler.connection.settimeout(60)
    return handler.rfile.read(1) == b""


def status(code: int, **headers: str) -> Callable[[Handler], bool]:
    def spoil(handler: Handler) -> bool:
        handler.answer({"error": "x"}, code, **headers)
        return True

    return spoil


def body(data: bytes, length: int | None = None) -> Callable[[Handler], bool]:
    def spoil(handler: Handler) -> bool:
        handler.send(data, length=length)
        handler.close_connection = True
        return True

    return spoil


BAD: list[tuple[Callable[[Handler], bool], str]] = [
    (status(429), "it answered 429"),
    (status(429, Retry_After="3600"), "it answered 429 and asks for 3600 seconds of patience"),
    (status(500), "it answered 500"),
    (status(404), "it answered 404"),
    (body(b"<!DOCTYPE html><title>Sorry</title>"), "its answer is no JSON"),
    (body(b'{"q0": {"result": [', 5000), "half of its answer is missing"),
    (body(b'{"q0": {"resul'), "its answer is no JSON"),
    (body(b'{"q0": {"result": {}}}'), "its answer is not what the API says"),
    (body(b'[1, 2]'), "its answer is not what the API says"),
    (body(b'{}'), "its answer is not what the API says"),
    (slow, "it took too long to answer"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "problem"), BAD, ids=[problem for _, problem in BAD])
def test_bad_answers_are_told_and_harm_nothing(cache: AnswerCache, spoil: Callable[[Handler], bool], problem: str) -> None:
    with Fake(("0.2",), spoil) as server:
        service = ask(server.url, cache, patience=HASTY if spoil is slow else PATIENT)
        assert (answers(service), service.problems, len(service.missing)) == (NONE, [problem], 3)
    with Fake(("0.2",)) as server:
        assert answers(ask(server.url, cache)) == ALL


def test_a_service_that_is_down(cache: AnswerCache) -> None:
    with socket.socket() as held:  # A port that is taken, so that no other server gets it, and at which nobody listens.
        held.bind(("127.0.0.1", 0))
        service = ask(f"http://127.0.0.1:{held.getsockname()[1]}/api", cache)
    assert (answers(service), len(service.missing)) == (NONE, 3)
    assert service.problems[0].startswith("it cannot be reached")


def test_a_service_that_asks_for_time_gets_it(cache: AnswerCache) -> None:
    calls: list[float] = []

    def busy(handler: Handler) -> bool:
        calls.append(time.monotonic())
        if len(calls) == 1:
            handler.answer({}, 429, Retry_After="1")
        return len(calls) == 1

    with Fake(("0.2",), busy) as server:
        assert answers(ask(server.url, cache)) == ALL
    assert calls[1] - calls[0] >= 1


def test_the_command_says_what_is_missing(tmp_path: Path) -> None:
    graph, index = write_inputs(tmp_path)
    with Fake(("0.2",)) as server:
        url = server.url
    result = run("link", graph, "--index", index, "--service", url, "--offline", "--cache", str(tmp_path / "c"), "-o", str(tmp_path / "l.nq"))
    assert (result.exit_code, "offline: not asked" in result.output, "have no answer" in result.output) == (1, True, True)
    assert "exactMatch" in (tmp_path / "l.nq").read_text(encoding="utf-8")


NAMES = (
    ("group", "Hezbollah"), ("group", "Taliban"), ("group", "United Nations"), ("group", "NATO"), ("group", "Ottoman Empire"),
    ("person", "Robert E. Lee"), ("person", "David Petraeus"), ("person", "Yasser Arafat"), ("person", "Vladimir Putin"),
    ("person", "Osama bin Laden"), ("person", "Nobody Of Thatname"), ("conflict", "American Civil War"), ("conflict", "Korean War"),
)  # fmt: skip


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture
def foreign_service(tmp_path: Path) -> Iterator[str]:
    """csv-reconcile, which this project did not write, over the tables."""
    if importlib.util.find_spec("csv_reconcile") is None:
        pytest.skip("csv-reconcile is not installed (the extra service-test)")
    if not TABLES.is_dir():
        pytest.skip("the tables of Wikidata are not there")
    rows: dict[str, str] = {}
    for name, column in (("title-qid.tsv", "title"), ("labels.tsv", "label")):
        with (TABLES / name).open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                if column == "title" or row["kind"] == "person":
                    rows.setdefault(row["qid"], row[column])
    wanted = {name.casefold().split()[0] for _, name in NAMES}
    table = tmp_path / "items.tsv"
    table.write_text("id\tname\n" + "".join(f"{q}\t{n}\n" for q, n in rows.items() if n.casefold().split()[0] in wanted), encoding="utf-8")
    port = free_port()
    code = (
        "from csv_reconcile import create_app, initdb\n"
        f"app = create_app(instance_path={str(tmp_path / 'instance')!r}, scorerOption='dice')\n"
        "with app.app_context():\n"
        f"    initdb.init_db_with_context({str(table)!r}, 'id', 'name')\n"
        f"app.run(port={port})\n"
    )
    log = (tmp_path / "service.log").open("wb")
    process = subprocess.Popen([sys.executable, "-W", "ignore", "-c", code], stdout=subprocess.DEVNULL, stderr=log)
    url = f"http://127.0.0.1:{port}/reconcile"
    try:
        for _ in range(600):
            with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    break
            time.sleep(0.1)
        else:
            pytest.fail(f"csv-reconcile did not start: {(tmp_path / 'service.log').read_text()[-2000:]}")
        yield url
    finally:
        process.terminate()
        process.wait(60)
        log.close()


def test_a_foreign_service_gives_the_same_answers(tmp_path: Path, cache: AnswerCache, foreign_service: str) -> None:
    build_index(str(tmp_path / "x.idx"), (r for name in ("title-qid.tsv", "labels.tsv") for r in open_source(str(TABLES / name))))
    entities = [Entity(IRI(f"https://example.org/{n:02}"), kind, (name,), years=(1990, 2000)) for n, (kind, name) in enumerate(NAMES)]
    entities = [e if e.names[0] != "Ottoman Empire" else Entity(e.iri, e.kind, e.names, years=(1900, 1901)) for e in entities]
    service = Service(foreign_service, cache)
    service.fetch((entity.names[0], entity.kind) for entity in entities)
    assert service.problems == []
    with Index(str(tmp_path / "x.idx")) as index:
        by_index, by_service = (
            {d.entity.names[0]: d.link.item.qid if d.link else None for d in decide_links(entities, way)} for way in (index, service)
        )
    assert by_service == by_index
    assert sum(qid is not None for qid in by_service.values()) >= 10
