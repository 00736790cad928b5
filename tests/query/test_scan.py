"""Looking over queries, negotiating formats, and reading addresses: small things that guard large ones."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.iris import DEFAULT_BASE, name_segment
from kg.query.scan import named_iris, scan_query, shape
from kg.query.table import to_table
from kg.serve.addresses import read_address
from kg.serve.negotiate import choose

ORDER = ("text/html", "text/turtle", "application/ld+json")


@pytest.mark.parametrize(
    ("text", "form", "service", "graphs"),
    [
        ("SELECT * {}", "SELECT", False, False),
        ("# ASK\nBASE <x:> PREFIX select: <x:> describe <a:b>", "DESCRIBE", False, False),
        ("SELECT * FROM <a:b> {}", "SELECT", False, True),
        ("SELECT * { ?from ?p 'FROM' }", "SELECT", False, False),
        ("SELECT * { SERVICE <a:b> {} }", "SELECT", True, False),
        ("SELECT * { service ?x {} }", "SELECT", True, False),
        ("SELECT * { ?s ?p trueSERVICE?x{} }", "SELECT", True, False),
        ("SELECT * { SERVICE:x {} }", "SELECT", True, False),
        ("SELECT * { SERVICESILENT:x {} }", "SELECT", True, False),
        ("SELECT * { \\u0053ERVICE <a:b> {} }", "SELECT", True, False),
        ("SELECT * { ?s ?p '\\u0027 . SERVICE <a:b> {} . ?s ?p \\u0027' }", "SELECT", True, False),
        ("SELECT * { ?s ex:o\\'Neill ?o . SERVICE <a:b> {} #'\n }", "SELECT", True, False),
        ("SELECT * { ?s ?p 'unclosed . SERVICE <a:b> {} }", "SELECT", True, False),
        ("SELECT * { ?a ?b ?c FILTER(?a<?b) SERVICE <a:b> {} FILTER(?c>?b) }", "SELECT", True, False),
        ("SELECT * { ?s ?p <http://service.example/SERVICE> }", "SELECT", False, False),
        ("SELECT ?service { ?service ex:SERVICE \"SERVICE\", '''SERVICE''', 'x'@service # SERVICE\n}", "SELECT", False, False),
        ("DROP ALL", "DROP", False, False),
        ("no query at all", "", False, False),
    ],
)
def test_scan(text: str, form: str, service: bool, graphs: bool) -> None:
    scan = scan_query(text)
    assert (scan.form, scan.service is not None, scan.chooses_graphs) == (form, service, graphs)


@pytest.mark.parametrize("part", ["a.", "a-", "a:", "<", '"', "'''", '"""x', "'\\", "?", "#", "\\u0041", "{", "<a", "a:%", "@a-"])
def test_scanning_takes_time_in_proportion(part: str) -> None:
    began = time.process_time()
    scan_query(part * (400_000 // len(part)))
    assert time.process_time() - began < 3


@given(st.text(alphabet="SERVICE <>{}\"'\\?:#\nx.u0053", max_size=60))
def test_no_text_breaks_the_scan(text: str) -> None:
    scan_query(text)
    shape(text)
    list(named_iris(text))


def test_nesting_tells_its_place() -> None:
    scan = scan_query("ASK\n" + "{" * 101)
    assert scan.nesting is not None
    assert (scan.nesting.line, scan.nesting.column) == (2, 101)
    assert scan_query("ASK" + "{}" * 5000).nesting is None


def test_queries_of_one_shape() -> None:
    assert shape("SELECT * { ?s ?p 'a' FILTER(?s > 12) } # x") == shape('SELECT  *\n{ ?s ?p "b"\nFILTER(?s > 7) }')
    assert shape("SELECT * { ?s ?p ?o }") != shape("SELECT * { ?s ?p ?s }")


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "text/html"),
        ("  ", "text/html"),
        ("*/*", "text/html"),
        ("text/turtle", "text/turtle"),
        ("text/turtle;q=0.3, application/ld+json;q=0.31", "application/ld+json"),
        ("*/*;q=0.1, text/turtle;q=0", "text/html"),
        ("text/*;q=0, */*;q=0.1", "application/ld+json"),
        ('application/ld+json;profile="a,b;q=0";q=0.9, text/html;q=0.1', "application/ld+json"),
        ("text/turtle;q=1.001, text/html;q=0.5", "text/html"),
        ("text/turtle;q=abc", None),
        ("image/png", None),
        ("garbage", None),
        ("*/turtle", None),
        ("," * 10_000, None),
    ],
)
def test_choose(accept: str | None, chosen: str | None) -> None:
    assert choose(accept, ORDER) == chosen


@given(st.text(max_size=120).filter(str.strip))
def test_every_name_is_found_at_the_path_of_its_iri(name: str) -> None:
    from urllib.parse import quote

    iri = f"{DEFAULT_BASE}group/{name_segment(name)}"
    path = quote(iri.removeprefix(DEFAULT_BASE), safe="/%")
    assert read_address(DEFAULT_BASE, f"/{path}")[0].iri == iri
    assert (iri, "text/turtle") in read_address(DEFAULT_BASE, f"/{path}.ttl")


@pytest.mark.parametrize("path", ["/", "//", "/a//b", "/../x", "/a/./b", "/a/%2e%2e/b", "/a/", "/%2e"])
def test_paths_that_stand_for_nothing(path: str) -> None:
    assert read_address(DEFAULT_BASE, path) == ()


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (80, ["name           n", "─────────────  ──", "Battle of Orm  12", "戦い           3"]),
        (12, ["name      n", "────────  ──", "Battle …  12", "戦い      3"]),
    ],
)
def test_tables_fit(width: int, lines: list[str]) -> None:
    assert list(to_table(("name", "n"), (("Battle of\tOrm", "12"), ("戦い", "3")), width)) == lines
