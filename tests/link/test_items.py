"""kg items: the ids of a linked graph, a query for them, and the items themselves from a real server on the loopback address."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from link_graphs import run, write_inputs

from kg.link.items import construct_query, fetch_items, to_lines
from kg.link.service import AnswerCache
from kg.read.error import ReadError
from kg.read.mediawiki.api import Client
from kg.read.mediawiki.web import Reach


class Wikibase(ThreadingHTTPServer):
    """A Wikibase that knows every item but Q404, lags as often as told, and breaks after so many answers."""

    daemon_threads = True

    def __init__(self, *, lags: int = 0, breaks_after: int = 10**6) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.lags, self.breaks_after = lags, breaks_after
        self.asked: list[dict[str, list[str]]] = []
        self.agents: set[str] = set()
        self.url = f"http://127.0.0.1:{self.server_address[1]}/w/api.php"


class Handler(BaseHTTPRequestHandler):
    server: Wikibase

    def do_GET(self) -> None:
        server = self.server
        server.agents.add(self.headers["User-Agent"])
        if server.lags:
            server.lags -= 1
            self.answer({"error": {"code": "maxlag", "info": "waiting"}}, {"Retry-After": "7"})
            return
        if len(server.asked) >= server.breaks_after:
            self.answer({}, {}, 404)
            return
        query = parse_qs(urlsplit(self.path).query)
        server.asked.append(query)
        self.answer({"entities": {name: item(name) for name in query["ids"][0].split("|")}}, {})

    def answer(self, body: object, headers: dict[str, str], code: int = 200) -> None:
        data = json.dumps(body).encode()
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def item(name: str) -> dict[str, object]:
    return {"id": name, "missing": ""} if name == "Q404" else {"type": "item", "id": name, "claims": {}}


@contextmanager
def serve(server: Wikibase) -> Iterator[Wikibase]:
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def linked(folder: Path) -> str:
    graph, index = write_inputs(folder)
    run("link", graph, "--index", index, "-o", str(folder / "linked.nq"), "-q")
    return str(folder / "linked.nq")


def test_ids(tmp_path: Path) -> None:
    assert run("items", linked(tmp_path)).stdout == "Q11\nQ12\nQ13\nQ14\nQ21\n"


def test_items_are_fetched_and_kept(tmp_path: Path) -> None:
    graph, out, cache = linked(tmp_path), tmp_path / "items.json", str(tmp_path / "cache.sqlite")
    with serve(Wikibase()) as server:
        command = ("items", graph, "--fetch", "--api", server.url, "--contact", "ada@example.org", "--cache", cache, "-o", str(out))
        assert run(*command).exit_code == 0
        first = out.read_text(encoding="utf-8")
        assert run(*command).exit_code == 0
        assert [(query["action"], query["ids"], query["maxlag"]) for query in server.asked] == [(["wbgetentities"], ["Q11|Q12|Q13|Q14|Q21"], ["5"])]
        assert all("ada@example.org" in agent for agent in server.agents)
    assert out.read_text(encoding="utf-8") == first
    assert [one["id"] for one in json.loads(first)] == ["Q11", "Q12", "Q13", "Q14", "Q21"]
    assert run("give-back", graph, "--wikidata", str(out), "-q").stdout.startswith("Q11\tP276\tQ13")


def test_batches_of_fifty_go_on_where_they_ended(tmp_path: Path) -> None:
    wanted = [*range(1, 121), 404]
    cache = AnswerCache(str(tmp_path / "c.sqlite"))
    with serve(Wikibase(breaks_after=2)) as server:
        with pytest.raises(ReadError, match="HTTP 404"):
            list(fetch_items(wanted, Client(server.url, "test", Reach("127.0.0.1")), cache))
        server.breaks_after = 9
        found = list(fetch_items(wanted, Client(server.url, "test", Reach("127.0.0.1")), cache))
        assert [len(query["ids"][0].split("|")) for query in server.asked] == [50, 50, 21]
    assert [one["id"] for one in found] == [f"Q{number}" for number in range(1, 121)]
    cache.close()


def test_a_lagging_server_is_given_way(tmp_path: Path) -> None:
    cache, waits = AnswerCache(str(tmp_path / "c.sqlite")), list[float]()
    with serve(Wikibase(lags=2)) as server:
        assert len(list(fetch_items([1], Client(server.url, "test", Reach("127.0.0.1"), waits.append), cache))) == 1
    assert waits == [7, 7]
    cache.close()


def test_no_answer_ends_with_an_error(tmp_path: Path) -> None:
    graph = linked(tmp_path)
    with serve(Wikibase(breaks_after=0)) as server:
        result = run("items", graph, "--fetch", "--api", server.url, "--cache", str(tmp_path / "c"), "-o", str(tmp_path / "out.json"))
    assert (result.exit_code, (tmp_path / "out.json").exists()) == (3, False)
    assert "HTTP 404" in result.output
    assert "run again to go on" in result.output


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--fetch", "--sparql"], 2, "two ways"),
        (["--fetch", "--api", "nowhere"], 2, "http"),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: list[str], code: int, message: str) -> None:
    result = run("items", linked(tmp_path), *arguments)
    assert result.exit_code == code
    assert message in result.output


def test_a_graph_without_links(tmp_path: Path) -> None:
    graph, _ = write_inputs(tmp_path)
    result = run("items", graph)
    assert (result.exit_code, "kg link" in result.output) == (3, True)


def test_the_query_is_sparql(tmp_path: Path) -> None:
    from rdflib.plugins.sparql import prepareQuery

    query = run("items", linked(tmp_path), "--sparql").stdout
    assert prepareQuery(query).algebra.name == "ConstructQuery"
    assert "wd:Q11 wd:Q12 wd:Q13 wd:Q14 wd:Q21" in query
    assert "p:P710" in query
    assert construct_query([2, 1], ["P9", "P10"]).count("wd:Q1 wd:Q2") == 1


def test_lines() -> None:
    assert "".join(to_lines([])) == "[\n]\n"
    assert json.loads("".join(to_lines([{"id": "Q1"}, {"id": "Q2"}]))) == [{"id": "Q1"}, {"id": "Q2"}]
