"""Linked data over real HTTP: things, documents about them, and what is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from servers import SMALL, Server, run_server

pytest.importorskip("pyoxigraph", reason="kg serve needs the extra serve")
pytest.importorskip("uvicorn", reason="kg serve needs the extra serve")

from kg.resources import context_text, ontology_text, shapes_text

TURTLE, NT, JSONLD, RDFXML, HTML = "text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml", "text/html"
SIEGE = "/conflict/Siege_of_Orm"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with run_server(SMALL, folder=tmp_path_factory.mktemp("serve")) as started:
        yield started


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("proxied")
    graph = folder / "own.ttl"
    orm = "<https://data.example.org/kg/group/Orm>"
    replaced = f"<https://data.example.org/kg/group/Old_Orm> <http://purl.org/dc/terms/isReplacedBy> {orm} ."
    graph.write_text(f'{orm} <http://www.w3.org/2000/01/rdf-schema#label> "Orm" .\n{replaced}')
    with run_server(
        graph, "--base", "https://data.example.org/kg/", "--root", "/kg", "--host-name", "data.example.org", "--origin", "", folder=folder
    ) as started:
        yield started


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        (None, ".html"), ("", ".html"), ("*/*", ".html"), (HTML, ".html"), (TURTLE, ".ttl"), (JSONLD, ".jsonld"), (NT, ".nt"), (RDFXML, ".rdf"),
        ("text/html;q=0.2, text/turtle;q=0.9", ".ttl"), ("application/*", ".jsonld"), ("text/turtle;q=0, text/*", ".html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", ".html"),
    ],
)  # fmt: skip
def test_a_thing_leads_to_the_document_asked_for(accept: str | None, suffix: str, server: Server) -> None:
    answer = server.ask("GET", SIEGE, {} if accept is None else {"Accept": accept})
    assert (answer.status, answer.headers["location"]) == (303, SIEGE + suffix)
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(("suffix", "kind"), [(".html", HTML), (".ttl", TURTLE), (".jsonld", JSONLD), (".nt", NT), (".rdf", RDFXML)])
def test_documents_have_a_tag_and_need_not_be_sent_twice(suffix: str, kind: str, server: Server) -> None:
    answer = server.ask("GET", SIEGE + suffix)
    assert (answer.status, answer.kind) == (200, kind)
    assert b"Siege of Orm" in answer.body
    again = server.ask("GET", SIEGE + suffix, {"If-None-Match": f'"other", {answer.headers["etag"]}'})
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", answer.headers["etag"])
    assert server.ask("GET", SIEGE + suffix, {"If-None-Match": '"other"'}).status == 200
    head = server.ask("HEAD", SIEGE + suffix)
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(answer.body)))


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/conflict/Nothing_of_the_kind", 404, b"Nothing is known here about https://w3id.org/conflict-kg/conflict/Nothing_of_the_kind"),
        ("/article/Siege_of_Orm/ffffffffffff", 410, b"https://w3id.org/conflict-kg/article/Siege_of_Orm/0123456789ab"),
        ("/article/Other/ffffffffffff", 404, b"Nothing"),
        ("/conflict//Siege_of_Orm", 404, b"No IRI of ours"),
        ("/../../../../etc/passwd", 404, b"No IRI of ours"),
        ("/conflict/..%2f..%2f..%2fetc%2fpasswd", 404, b"Nothing"),
        ("/static/../../pyproject.toml", 404, b""),
        ("/static/%2e%2e/%2e%2e/pyproject.toml", 404, b""),
        ("/static/..%2f..%2f..%2fpyproject.toml", 404, b""),
        ("//example.org/evil", 404, b"No IRI of ours"),
        ("/%2f%2fexample.org", 404, b""),
        ("/conflict/%00", 404, b"Nothing"),
        ("/conflict/%FF%FE", 404, b""),
        ("/conflict/x%0d%0aSet-Cookie:%20a=b", 404, b""),
    ],
)
def test_what_is_not_there(path: str, status: int, words: bytes, server: Server) -> None:
    answer = server.ask("GET", path)
    assert answer.status == status
    assert words in answer.body
    assert b"root:" not in answer.body
    assert b"build-system" not in answer.body
    assert "set-cookie" not in answer.headers


def test_nothing_acceptable_names_what_there_is(server: Server) -> None:
    answer = server.ask("GET", SIEGE, {"Accept": "image/png"})
    assert answer.status == 406
    assert b".jsonld" in answer.body


@pytest.mark.parametrize("path", ["/group/Zażółć.ttl", "/group/Za%C5%BC%C3%B3%C5%82%C4%87%2Ettl"])
def test_a_name_that_ends_like_a_suffix_is_a_thing(path: str, server: Server) -> None:
    answer = server.ask("GET", quote(path, safe="/%"))
    assert (answer.status, answer.headers["location"]) == (303, "/group/Za%C5%BC%C3%B3%C5%82%C4%87.ttl.html")
    assert "Zażółć.ttl" in server.ask("GET", answer.headers["location"].replace(".html", ".nt")).body.decode()


def test_names_cannot_become_markup(server: Server) -> None:
    path = "/conflict/Battle_of_%3Cscript%3Ealert(1)%3C%2Fscript%3E"
    for suffix in (".html", ".rdf"):
        assert b"<script>alert" not in server.ask("GET", path + suffix).body
    start = server.ask("GET", "/")
    assert b"<script>alert" not in start.body
    assert "script-src 'self';" in start.headers["content-security-policy"]


def test_the_ontology_and_its_terms(server: Server) -> None:
    assert server.ask("GET", "/ontology", {"Accept": TURTLE}).headers["location"] == "/ontology.ttl"
    answer = server.ask("GET", "/ontology.ttl")
    assert (answer.status, answer.kind) == (200, TURTLE)
    assert b"belligerent" in answer.body
    page = server.ask("GET", "/ontology.html")
    assert (page.status, page.kind) == (200, HTML)


def test_the_files_beside_the_ontology_have_addresses(server: Server) -> None:
    [version] = re.findall(r'owl:versionInfo "(.*?)"', ontology_text())
    assert server.ask("GET", f"/ontology/{version}.ttl").body == server.ask("GET", "/ontology.ttl").body
    assert server.ask("GET", "/ontology/0.0.1.ttl").status == 404
    context, shapes = server.ask("GET", "/ontology/context.jsonld"), server.ask("GET", "/shapes")
    assert (context.status, context.kind, context.body.decode()) == (200, "application/ld+json", context_text())
    assert (shapes.status, shapes.kind, shapes.body.decode()) == (200, TURTLE, shapes_text())


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 404),
        ("localhost:1", 404),
        ("[::1]:80", 404),
        ("LOCALHOST", 404),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("", 421),
    ],
)
def test_a_host_that_we_are_not_is_refused(host: str, status: int, server: Server) -> None:
    assert server.ask("GET", "/nothing", {"Host": host}).status == status


def test_writing_is_refused(server: Server) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert server.ask(method, SIEGE).status == 405


def test_behind_a_proxy_at_another_base(proxied: Server) -> None:
    host = {"Host": "data.example.org"}
    answer = proxied.ask("GET", "/group/Orm", {**host, "Accept": TURTLE})
    assert (answer.status, answer.headers["location"]) == (303, "/kg/group/Orm.ttl")
    assert "access-control-allow-origin" not in answer.headers
    for path in ("/group/Orm.ttl", "/kg/group/Orm.ttl"):
        document = proxied.ask("GET", path, host)
        assert (document.status, b'"Orm"' in document.body) == (200, True)
    assert b"https" not in proxied.ask("GET", "/kg/group/None", host).headers.get("location", "").encode()


@pytest.mark.parametrize(("suffix", "accept"), [("", TURTLE), ("", HTML), (".ttl", HTML), (".html", HTML), (".jsonld", TURTLE)])
def test_what_was_replaced_leads_to_what_stands_for_it(suffix: str, accept: str, proxied: Server) -> None:
    answer = proxied.ask("GET", f"/group/Old_Orm{suffix}", {"Host": "data.example.org", "Accept": accept})
    assert (answer.status, answer.headers["location"]) == (301, f"/kg/group/Orm{suffix}")
