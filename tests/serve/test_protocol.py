"""The SPARQL 1.1 Protocol, request by request, over real HTTP."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode

import pytest
from servers import SMALL, Server, run_server

pytest.importorskip("pyoxigraph", reason="kg serve needs the extra serve")
pytest.importorskip("uvicorn", reason="kg serve needs the extra serve")

SELECT = "SELECT ?o { <https://example.org/s> <https://example.org/p> ?o } ORDER BY ?o"
BOTH = "SELECT DISTINCT ?o { <https://example.org/both> ?p ?o }"
CONSTRUCT = "CONSTRUCT { ?s <https://example.org/q> ?o } WHERE { ?s <https://example.org/p> ?o FILTER(ISLITERAL(?o) && ?o = 'in a') }"
A, B, NONE = "https://example.org/a", "https://example.org/b", "https://example.org/none"
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
JSON, XML, CSV, TSV = "application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"
TURTLE, NT, JSONLD, RDFXML = "text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"
PLAIN = "text/plain"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with run_server(SMALL, "--seconds", "3", "--rows", "1000", "--size", "1", folder=tmp_path_factory.mktemp("serve")) as started:
        yield started


class Case(NamedTuple):
    """A request and the answer that the specification wants: status, media type, and bytes that the body holds."""

    name: str
    method: str
    path: str
    status: int
    kind: str
    holds: bytes = b""
    headers: dict[str, str] = {}  # noqa: RUF012 - never changed
    body: bytes | None = None


def get(name: str, query: str, status: int, kind: str, holds: bytes = b"", accept: str | None = None, method: str = "GET", **more: str) -> Case:
    pairs = [("query", query), *((key.replace("_", "-"), value) for key, value in more.items())]
    return Case(name, method, f"/sparql?{urlencode(pairs)}", status, kind, holds, {"Accept": accept} if accept is not None else {})


def post(name: str, body: bytes, status: int, kind: str, holds: bytes = b"", path: str = "/sparql", **headers: str) -> Case:
    return Case(name, "POST", path, status, kind, holds, {key.replace("_", "-"): value for key, value in headers.items()}, body)


def form(*pairs: tuple[str, str]) -> bytes:
    return urlencode(pairs).encode()


CASES = (
    # Operations: GET, both POST forms.
    get("get", SELECT, 200, JSON, b'"in a"'),
    get("get ask", "ASK { ?s ?p ?o }", 200, JSON, b'"boolean":true'),
    get("get construct", CONSTRUCT, 200, TURTLE, b'"in a"'),
    get("get describe", "DESCRIBE <https://w3id.org/conflict-kg/group/Orm>", 200, TURTLE, b"Old"),
    get("head", SELECT, 200, JSON, method="HEAD"),
    post("form", form(("query", SELECT)), 200, JSON, b'"in b"', Content_Type=FORM),
    post("form with charset", form(("query", SELECT)), 200, JSON, b'"in b"', Content_Type=f"{FORM}; charset=UTF-8"),
    post("media type in capitals", form(("query", SELECT)), 200, JSON, b'"in b"', Content_Type=FORM.upper()),
    post("direct", SELECT.encode(), 200, JSON, b'"in b"', Content_Type=QUERY),
    post("direct, quoted charset", SELECT.encode(), 200, JSON, b'"in b"', Content_Type=f'{QUERY}; charset="utf-8"'),
    post("direct with words outside of ASCII", "ASK { ?s ?p 'Zażółć' }".encode(), 200, JSON, b"false", Content_Type=QUERY),
    get("unknown parameters are passed over", SELECT, 200, JSON, b'"in a"', timeout="5", debug="on"),
    Case("options", "OPTIONS", "/sparql", 204, ""),
    Case("service description", "GET", "/sparql", 200, TURTLE, b"UnionDefaultGraph"),
    Case("service description as RDF/XML", "GET", "/sparql", 200, RDFXML, b"sparql-service-description", {"Accept": RDFXML}),
    Case("service description in no syntax", "GET", "/sparql", 406, PLAIN, b"text/turtle", {"Accept": "image/png"}),
    # Datasets.
    get("union by default", BOTH, 200, CSV, b"o\r\n1\r\n", CSV),
    get("one default graph", SELECT, 200, CSV, b"o\r\nin a\r\n", CSV, default_graph_uri=A),
    get("the other", SELECT, 200, CSV, b"o\r\nin b\r\n", CSV, default_graph_uri=B),
    Case("two default graphs", "GET", f"/sparql?query={quote(SELECT)}&default-graph-uri={quote(A)}&default-graph-uri={quote(B)}&format=csv",
         200, CSV, b"o\r\nin a\r\nin b\r\n"),
    get("unknown graph is empty", SELECT, 200, CSV, b"o\r\n", CSV, default_graph_uri=NONE),
    get("named graph", "SELECT ?g { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g", 200, CSV, b"g\r\nhttps://example.org/b\r\n", CSV, named_graph_uri=B),
    get("a named graph leaves the default graph empty", SELECT, 200, CSV, b"o\r\n", CSV, named_graph_uri=B),
    get("FROM", SELECT.replace("{", f"FROM <{A}> {{", 1), 200, CSV, b"o\r\nin a\r\n", CSV),
    get("the protocol goes before FROM", SELECT.replace("{", f"FROM <{A}> {{", 1), 200, CSV, b"o\r\nin b\r\n", CSV, default_graph_uri=B),
    get("FROM a file reads no file", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", 200, CSV, b"o,p,s\r\n", CSV),
    get("graph without scheme", SELECT, 400, PLAIN, b"absolute IRI", default_graph_uri="a"),
    post("graph in the URL of a direct post", SELECT.encode(), 200, CSV, b"o\r\nin b\r\n", f"/sparql?default-graph-uri={quote(B)}",
         Content_Type=QUERY, Accept=CSV),
    post("graph in a form", form(("query", SELECT), ("default-graph-uri", B)), 200, CSV, b"o\r\nin b\r\n", Content_Type=FORM, Accept=CSV),
    # Formats and negotiation.
    get("xml", SELECT, 200, XML, b"<literal>in a</literal>", XML),
    get("csv", SELECT, 200, CSV, b"o\r\nin a\r\nin b\r\n", CSV),
    get("tsv", SELECT, 200, TSV, b'?o\n"in a"\n"in b"\n', TSV),
    get("application/json", SELECT, 200, JSON, b'"in a"', "application/json"),
    get("application/xml", SELECT, 200, XML, b"in a", "application/xml"),
    get("ntriples", CONSTRUCT, 200, NT, b'<https://example.org/s> <https://example.org/q> "in a" .\n', NT),
    get("jsonld", CONSTRUCT, 200, JSONLD, b"in a", JSONLD),
    get("rdfxml", CONSTRUCT, 200, RDFXML, b"in a", RDFXML),
    get("text/plain is N-Triples", CONSTRUCT, 200, NT, b"in a", "text/plain"),
    get("any", SELECT, 200, JSON, b"", "*/*"),
    get("any text", SELECT, 200, CSV, b"", "text/*"),
    get("empty Accept", SELECT, 200, JSON, b"", ""),
    get("q decides", SELECT, 200, CSV, b"", f"{JSON};q=0.5, {CSV};q=0.9"),
    get("q=0 refuses", SELECT, 200, XML, b"", f"{JSON};q=0, {CSV};q=0, {TSV};q=0, application/json;q=0, */*"),
    get("the more precise range decides", SELECT, 200, CSV, b"", f"text/*;q=1, {TSV};q=0.1, */*;q=0.5"),
    get("blanks and capitals", SELECT, 200, TSV, b"", "TEXT/Tab-Separated-Values ; Q=0.8 , image/png"),
    get("q that is none is passed over", SELECT, 200, CSV, b"", f"{JSON};q=2, {CSV};q=0.1"),
    get("a browser gets JSON", SELECT, 200, XML, b"", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    get("a graph in no table format", CONSTRUCT, 406, PLAIN, TURTLE.encode(), CSV),
    get("a table in no graph format", SELECT, 406, PLAIN, JSON.encode(), TURTLE),
    get("nothing acceptable", SELECT, 406, PLAIN, b"", "image/png"),
    get("everything refused", SELECT, 406, PLAIN, b"", "*/*;q=0"),
    get("format in the URL", SELECT, 200, TSV, b"in a", "*/*", format="tsv"),
    get("unknown format in the URL", SELECT, 406, PLAIN, b"tsv", format="docx"),
    # Errors.
    get("syntax error with its place", "SELECT * {\n ?s ?p }", 400, PLAIN, b"line 2, column 9"),
    get("undeclared prefix", "SELECT * { ?s nowhere:p ?o }", 400, PLAIN, b"line 1"),
    get("empty query", "", 400, PLAIN),
    get("no query but a graph", "", 400, PLAIN, default_graph_uri=A),
    Case("graph without query", "GET", f"/sparql?default-graph-uri={quote(A)}", 400, PLAIN, b"no query"),
    Case("two queries", "GET", f"/sparql?query={quote(SELECT)}&query={quote(SELECT)}", 400, PLAIN, b"more than one"),
    post("a query in the URL and in the body", SELECT.encode(), 400, PLAIN, b"more than one", f"/sparql?query={quote(SELECT)}", Content_Type=QUERY),
    Case("not UTF-8 in the URL", "GET", "/sparql?query=%FF%FE", 400, PLAIN, b"UTF-8"),
    post("not UTF-8 in the body", b"SELECT \xff", 400, PLAIN, b"UTF-8", Content_Type=QUERY),
    post("form without query", form(("a", "b")), 400, PLAIN, b"no query", Content_Type=FORM),
    post("empty form", b"", 400, PLAIN, b"no query", Content_Type=FORM),
    post("other charset", SELECT.encode("utf-16"), 415, PLAIN, b"UTF-8", Content_Type=f"{QUERY}; charset=utf-16"),
    post("no media type", SELECT.encode(), 415, PLAIN, QUERY.encode()),
    post("multipart", b"--x--", 415, PLAIN, QUERY.encode(), Content_Type="multipart/form-data; boundary=x"),
    post("json", b"{}", 415, PLAIN, b"", Content_Type="application/json"),
    post("gzip", gzip.compress(SELECT.encode()), 200, JSON, b"in a", Content_Type=QUERY, Content_Encoding="gzip"),
    post("deflate", zlib.compress(SELECT.encode()), 200, JSON, b"in a", Content_Type=QUERY, Content_Encoding="deflate"),
    post("gzip that is none", b"SELECT", 400, PLAIN, b"gzip", Content_Type=QUERY, Content_Encoding="gzip"),
    post("gzip cut short", gzip.compress(SELECT.encode())[:-9], 400, PLAIN, b"too soon", Content_Type=QUERY, Content_Encoding="gzip"),
    post("gzip bomb", gzip.compress(b" " * 50_000_000), 413, PLAIN, b"", Content_Type=QUERY, Content_Encoding="gzip"),
    post("unknown coding", b"x", 415, PLAIN, b"gzip", Content_Type=QUERY, Content_Encoding="zstd"),
    post("10 MB", b" " * 10_000_000, 413, PLAIN, b"65,536", Content_Type=QUERY),
    # Updates and what would make connections.
    post("update as a form", form(("update", "CLEAR ALL")), 403, PLAIN, b"read-only", Content_Type=FORM),
    post("update direct", b"CLEAR ALL", 403, PLAIN, b"read-only", Content_Type="application/sparql-update"),
    Case("update by get", "GET", f"/sparql?update={quote('CLEAR ALL')}", 403, PLAIN, b"read-only"),
    get("update as a query", "INSERT DATA { <a:b> <a:c> 1 }", 403, PLAIN, b"read-only"),
    get("load", "LOAD <file:///etc/passwd>", 403, PLAIN, b"read-only"),
    get("drop behind a comment", "# SELECT\nDROP ALL", 403, PLAIN, b"read-only"),
    get("service", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403, PLAIN, b"line 1, column 12"),
    get("service written with code points", "SELECT * { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403, PLAIN, b"SERVICE"),
    get("service as a word is fine", "ASK { ?service ?p 'SERVICE' }", 200, JSON, b"false"),
    get("1,000 nested braces", "SELECT * " + "{" * 1000 + "}" * 1000, 400, PLAIN, b"column 110"),
    get("1,000 nested brackets", "SELECT * { ?s ?p ?o FILTER" + "(" * 1000 + "1" + ")" * 1000 + " }", 400, PLAIN, b"nested"),
    # Methods and limits.
    Case("put", "PUT", "/sparql", 405, PLAIN, b"GET"),
    Case("delete", "DELETE", "/sparql", 405, PLAIN, b"GET"),
    Case("patch", "PATCH", "/sparql", 405, PLAIN, b"GET"),
    get("too many bytes", "SELECT (REPLACE('" + "a" * 1000 + "', 'a', '" + "b" * 2000 + "') AS ?x) {}", 503, PLAIN, b"more than 1,048,576 bytes"),
    get("regular expression bomb", 'SELECT (REGEX("' + "a" * 5000 + '!", "(a+)+$") AS ?x) {}', 200, JSON, b"false"),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_request(case: Case, server: Server) -> None:
    answer = server.ask(case.method, case.path, case.headers, case.body)
    assert (answer.status, answer.kind) == (case.status, case.kind), answer.body
    assert case.holds in answer.body
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "unsafe-inline" not in answer.headers["content-security-policy"]
    assert answer.headers["access-control-allow-origin"] == "*"
    if case.status not in (204,):
        assert answer.headers["vary"].startswith("Accept")
    if case.status == 503:
        assert int(answer.headers["retry-after"]) > 0


def test_the_table_is_long_enough() -> None:
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)


def test_head_is_get_without_body(server: Server) -> None:
    path = f"/sparql?query={quote(SELECT)}"
    get_answer, head_answer = server.ask("GET", path), server.ask("HEAD", path)
    assert head_answer.body == b""
    assert head_answer.headers["content-length"] == str(len(get_answer.body))


def test_options_tell_what_browsers_ask(server: Server) -> None:
    answer = server.ask("OPTIONS", "/sparql", {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"})
    assert answer.headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert "Content-Type" in answer.headers["access-control-allow-headers"]


@pytest.mark.parametrize("accept", [JSON, XML, CSV, TSV])
def test_row_limit(accept: str, server: Server) -> None:
    query = f"SELECT * {{ VALUES ?n {{ {' '.join(map(str, range(1001)))} }} }}"
    assert server.ask("GET", f"/sparql?query={quote(query)}", {"Accept": accept}).status == 503
    assert server.ask("GET", f"/sparql?query={quote(query)}+LIMIT+1000", {"Accept": accept}).status == 200


def test_row_limit_of_graphs(server: Server) -> None:
    query = f"CONSTRUCT {{ <a:s> <a:p> ?n }} {{ VALUES ?n {{ {' '.join(map(str, range(1001)))} }} }}"
    assert server.ask("GET", f"/sparql?query={quote(query)}").status == 503
    assert server.ask("GET", f"/sparql?query={quote(query)}+LIMIT+1000").status == 200


def test_sparqlwrapper_works_unchanged(server: Server) -> None:
    sparqlwrapper = pytest.importorskip("SPARQLWrapper", reason="SPARQLWrapper is a client of another make")
    for method in ("GET", "POST"):
        client = sparqlwrapper.SPARQLWrapper(f"{server.url}/sparql")
        client.setMethod(method)
        client.setQuery(SELECT)
        client.setReturnFormat(sparqlwrapper.JSON)
        found = client.query().convert()["results"]["bindings"]
        assert [row["o"]["value"] for row in found] == ["in a", "in b"]
    client.setRequestMethod(sparqlwrapper.POSTDIRECTLY)
    client.setReturnFormat(sparqlwrapper.XML)
    assert "in a" in client.query().convert().toxml()
    client.setQuery(CONSTRUCT)
    client.setReturnFormat(sparqlwrapper.TURTLE)
    assert b"in a" in client.query().convert()
    client.setQuery("SELECT * {")
    client.setReturnFormat(sparqlwrapper.JSON)
    with pytest.raises(sparqlwrapper.SPARQLExceptions.QueryBadFormed):
        client.query()


def test_rdflib_works_unchanged(server: Server) -> None:
    from rdflib import Graph, URIRef
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    for method in ("GET", "POST", "POST_FORM"):
        graph = Graph(SPARQLStore(f"{server.url}/sparql", method=method))
        assert [str(row.o) for row in graph.query(SELECT)] == ["in a", "in b"]
        assert sorted(map(str, graph.objects(URIRef("https://example.org/s"), URIRef("https://example.org/p")))) == ["in a", "in b"]
        assert bool(graph.query("ASK { ?s ?p ?o }"))


def test_the_small_file_is_what_the_table_says() -> None:
    assert Path(SMALL).read_text(encoding="utf-8").count("in a") == 1
