"""Live pages over the API of a small local server that answers as MediaWiki does; nothing here leaves this machine."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from email.utils import formatdate
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from kg import __version__
from kg.model.article import Article
from kg.read.error import ReadError
from kg.read.mediawiki.api import ATTEMPTS, Client
from kg.read.mediawiki.live import read_live
from kg.read.mediawiki.web import Reach

NOW = "2026-11-22T12:00:00Z"
BOX = "{{{{Infobox military conflict\n| conflict = {0}\n| date = 4 May 1701\n}}}}\n'''{0}''' was a battle.\n"


def revision(number: int, text: str, **slot: Any) -> dict[str, Any]:
    return {"revid": number, "timestamp": "2026-01-02T03:04:05Z", "slots": {"main": {"contentmodel": "wikitext", "content": text, **slot}}}


PAGES: dict[str, dict[str, Any]] = {
    "Battle of Hollenfurt": {"revisions": [revision(12, BOX.format("Battle of Hollenfurt"))], "pageprops": {"wikibase_item": "Q99999901"}},
    "Søby & Esk": {"revisions": [revision(13, BOX.format("Søby & Esk"))]},
    "Module:X": {"revisions": [revision(14, "return {}", contentmodel="Scribunto")]},
    "Hidden": {"revisions": [{"revid": 15, "timestamp": NOW, "slots": {"main": {"texthidden": True}}}]},
    "Nowhere": {"missing": True},
    "Empty": {},
}
REDIRECTS = {"Hollenfurt 1701": "Battle of Hollenfurt", "Loop": "Loop2", "Loop2": "Loop"}

Answer = tuple[int, dict[str, str], bytes]


def answer_query(query: dict[str, str]) -> dict[str, Any]:
    """What action=query of MediaWiki answers about some titles or revisions."""
    found: dict[str, Any] = {"normalized": [], "redirects": [], "pages": []}
    titles = []
    for title in query.get("titles", "").split("|"):
        name = title[:1].upper() + title[1:]
        if name != title:
            found["normalized"].append({"from": title, "to": name})
        if name in REDIRECTS and query.get("redirects"):
            found["redirects"].append({"from": name, "to": REDIRECTS[name]})
            name = REDIRECTS[name]
        titles.append(name)
    for number in query.get("revids", "").split("|"):
        titles += [title for title, page in PAGES.items() for entry in page.get("revisions", ()) if str(entry["revid"]) == number]
    for title in dict.fromkeys(titles):
        if title:
            page = PAGES.get(title, {"missing": True})
            found["pages"].append({"ns": 0, "title": title, "pagelanguage": "en", "canonicalurl": f"https://en.example.org/wiki/{title}", **page})
    return {"batchcomplete": True, "curtimestamp": NOW, "query": found}


def as_json(value: Any, status: int = 200, **headers: str) -> Answer:
    return status, {name.replace("_", "-"): content for name, content in headers.items()}, json.dumps(value).encode()


class Wiki:
    """A local server; ``script`` holds answers to give before the true ones, ``asked`` the requests that came."""

    def __init__(self) -> None:
        self.script: list[Answer] = []
        self.asked: list[dict[str, str]] = []
        self.agents: list[str | None] = []
        self.answer: Callable[[dict[str, str]], Answer] = lambda query: as_json(answer_query(query))
        wiki = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                assert parts.path == "/w/api.php"
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                wiki.asked.append(query)
                wiki.agents.append(self.headers["User-Agent"])
                status, headers, data = wiki.script.pop(0) if wiki.script else wiki.answer(query)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    def url(self, title: str) -> str:
        return f"{self.address}/wiki/{title}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def wiki() -> Iterator[Wiki]:
    server = Wiki()
    yield server
    server.close()


def summary(found: Article | ReadError) -> tuple[str, ...]:
    if isinstance(found, ReadError):
        return (found.message,)
    return found.source.title, found.source.revision or "", found.boxes[0].title.shown if found.boxes and found.boxes[0].title else ""


def read(wiki: Wiki, *urls: str, waited: list[float] | None = None) -> list[tuple[str, ...]]:
    return [summary(found) for found in read_live([wiki.url(url) for url in urls], pause=(waited if waited is not None else []).append)]


def test_a_page_with_all_that_the_wiki_tells_of_it(wiki: Wiki) -> None:
    (article,) = read_live(wiki.url("Battle_of_Hollenfurt"), contact="ane@example.org")
    assert isinstance(article, Article)
    source, text = article.source, BOX.format("Battle of Hollenfurt")
    assert (source.title, source.text, source.sha256) == ("Battle of Hollenfurt", text, sha256(text.encode()).hexdigest())
    assert (source.form, source.language, source.url) == ("api", "en", "https://en.example.org/wiki/Battle%20of%20Hollenfurt")
    assert (source.revision, source.timestamp, source.retrieved, source.item) == ("12", "2026-01-02T03:04:05Z", NOW, "Q99999901")
    assert source.file == wiki.url("Battle_of_Hollenfurt")
    assert [row.field for row in article.boxes[0].rows] == ["title", "date"]
    assert wiki.agents == [f"conflict-kg/{__version__} (https://w3id.org/conflict-kg/; ane@example.org) python-urllib"]
    assert [query["maxlag"] for query in wiki.asked] == ["5"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("Battle_of_Hollenfurt", ("Battle of Hollenfurt", "12", "Battle of Hollenfurt")),
        ("battle_of_Hollenfurt#Aftermath", ("Battle of Hollenfurt", "12", "Battle of Hollenfurt")),
        ("Hollenfurt_1701", ("Battle of Hollenfurt", "12", "Battle of Hollenfurt")),
        ("S%C3%B8by_%26_Esk", ("Søby & Esk", "13", "Søby & Esk")),
        ("../w/index.php?title=Battle_of_Hollenfurt", ("Battle of Hollenfurt", "12", "Battle of Hollenfurt")),
        ("../w/index.php?title=Battle_of_Hollenfurt&oldid=12", ("Battle of Hollenfurt", "12", "Battle of Hollenfurt")),
        ("../w/index.php?oldid=13", ("Søby & Esk", "13", "Søby & Esk")),
        ("../w/index.php?oldid=99", ("the wiki has no such page",)),
        ("../w/index.php?oldid=x", ("not a page's title or revision",)),
        ("A%7CB", ("not a page's title or revision",)),
        ("Nowhere", ("the wiki has no such page",)),
        ("Loop", ("the wiki has no such page",)),
        ("Empty", ("the wiki gave no text of this page",)),
        ("Hidden", ("the text of this revision was deleted or is hidden",)),
        ("Module:X", ("a page of Scribunto, not of wikitext",)),
        ("", ("not the address of a wiki's page (…/wiki/TITLE)",)),
    ],
)
def test_addresses(wiki: Wiki, path: str, expected: tuple[str, ...]) -> None:
    assert read(wiki, path) == [expected]


@pytest.mark.parametrize("url", ["http://[x/wiki/A", "http:///wiki/A", "https://example.org/page.html"])
def test_what_is_no_address_of_a_page_is_named(url: str) -> None:
    (error,) = read_live(url)
    assert isinstance(error, ReadError)
    assert error.file == url


def test_pages_of_one_wiki_come_in_batches_and_in_the_order_asked_for(wiki: Wiki) -> None:
    titles = ["Nowhere", "S%C3%B8by_%26_Esk", *[f"Gap{number}" for number in range(20)], "Battle_of_Hollenfurt"]
    found = read(wiki, *titles)
    assert [found[1], found[-1]] == [("Søby & Esk", "13", "Søby & Esk"), ("Battle of Hollenfurt", "12", "Battle of Hollenfurt")]
    assert found[0] == found[2] == ("the wiki has no such page",)
    assert [len(query["titles"].split("|")) for query in wiki.asked] == [20, 3]


def test_an_answer_in_parts_is_put_together(wiki: Wiki) -> None:
    full = answer_query({"titles": "Battle of Hollenfurt|Søby & Esk"})
    first, second = json.loads(json.dumps(full)), json.loads(json.dumps(full))
    del first["query"]["pages"][1]["revisions"], second["query"]["pages"][0]["revisions"]
    wiki.script = [as_json({**first, "continue": {"rvcontinue": "13", "continue": "||"}}), as_json(second)]
    assert [found[1] for found in read(wiki, "Battle_of_Hollenfurt", "S%C3%B8by_%26_Esk")] == ["12", "13"]
    assert [query.get("rvcontinue") for query in wiki.asked] == [None, "13"]


def test_a_packed_answer_is_unpacked(wiki: Wiki) -> None:
    status, _, data = as_json(answer_query({"titles": "Battle of Hollenfurt"}))
    wiki.script = [(status, {"Content-Encoding": "gzip"}, gzip.compress(data))]
    assert read(wiki, "Battle_of_Hollenfurt") == [("Battle of Hollenfurt", "12", "Battle of Hollenfurt")]


LAG = {"error": {"code": "maxlag", "info": "Waiting for a database: 6 seconds lagged", "lag": 6}}


@pytest.mark.parametrize(
    ("script", "waited"),
    [
        ([as_json(LAG, Retry_After="5")], [5.0]),
        ([as_json(LAG), as_json(LAG)], [5.0, 10.0]),
        ([(429, {"Retry-After": "7"}, b"slow down")], [7.0]),
        ([(503, {"Retry-After": "3600"}, b"")], [120.0]),
        ([(503, {"Retry-After": "soon"}, b"")], [5.0]),
        ([(502, {}, b""), (500, {}, b""), (504, {}, b"")], [5.0, 10.0, 20.0]),
        ([as_json({"error": {"code": "ratelimited", "info": "too many"}})], [5.0]),
    ],
)
def test_a_busy_server_is_given_the_time_it_asks_for(wiki: Wiki, script: list[Answer], waited: list[float]) -> None:
    wiki.script = script
    times: list[float] = []
    assert read(wiki, "Battle_of_Hollenfurt", waited=times) == [("Battle of Hollenfurt", "12", "Battle of Hollenfurt")]
    assert times == waited


def test_a_date_to_wait_for_is_understood(wiki: Wiki) -> None:
    wiki.script = [(503, {"Retry-After": formatdate(1_000_030, usegmt=True)}, b"")]
    times: list[float] = []
    client = Client(f"{wiki.address}/w/api.php", "test", Reach("127.0.0.1"), times.append, lambda: 1_000_000.0)
    assert client.fetch({"titles": "Nowhere"})["query"]["pages"][0]["title"] == "Nowhere"
    assert times == [30.0]


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ((503, {}, b""), f"the server does not answer after {ATTEMPTS} attempts: HTTP 503 Service Unavailable"),
        (as_json(LAG), f"the server does not answer after {ATTEMPTS} attempts: maxlag: Waiting for a database: 6 seconds lagged"),
        ((403, {}, b""), "HTTP 403 Forbidden"),
        ((200, {}, b"<html>"), "the answer is not JSON, so this is no MediaWiki API (Expecting value: line 1 column 1 (char 0))"),
        ((200, {}, b"[]"), "the answer is not one of a MediaWiki API"),
        (as_json({"error": {"code": "badvalue", "info": "no"}}), "the API refuses: badvalue: no"),
        (as_json({"continue": {"x": "1"}, "query": {}}), "the server continued its answer more than 100 times"),
    ],
)
def test_a_server_that_gives_no_answer_is_told_for_each_page(wiki: Wiki, answer: Answer, message: str) -> None:
    wiki.answer = lambda query: answer
    assert read(wiki, "Battle_of_Hollenfurt", "Nowhere") == [(message,), (message,)]


def test_no_server_at_all() -> None:
    server = Wiki()
    server.close()
    ((message,),) = read(server, "Battle_of_Hollenfurt")
    assert message.startswith(f"the server does not answer after {ATTEMPTS} attempts: ")
