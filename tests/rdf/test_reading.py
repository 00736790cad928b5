"""Graph files read back; each fault is named with file, line and column."""

from __future__ import annotations

import gzip
import io
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from rdf_values import GOOD, good_graph, triple_sets, written

from kg.rdf import reading
from kg.rdf.canonical import canonical_hash, canonical_text
from kg.rdf.formats import FORMATS, find_format
from kg.rdf.reading import GraphReadError, parse_graph, read_graph
from kg.rdf.terms import IRI, XSD, Literal, Triple, sort_triples

A = IRI("x:a")


@pytest.fixture(params=["pyoxigraph", "rdflib"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Read with pyoxigraph, and as if it were not installed."""
    monkeypatch.setattr(reading, "find_spec", lambda name: object() if name == request.param else None)
    return str(request.param)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("compressed", [False, True], ids=["plain", "gz"])
def test_files_of_every_format(form: str, compressed: bool, engine: str, tmp_path: Path) -> None:
    if engine == "rdflib" and form in ("turtle-rdf12", "trig-rdf12"):
        pytest.skip("rdflib does not know RDF 1.2")
    graph = good_graph()
    data = written([graph], form).encode()
    path = tmp_path / f"graph{FORMATS[form].extension}{'.gz' if compressed else ''}"
    path.write_bytes(gzip.compress(data, mtime=0) if compressed else data)
    assert read_graph(path) == graph.triples


@pytest.mark.parametrize("form", ["trig", "nquads", "jsonld"])
def test_named_graphs_are_put_together(form: str, engine: str) -> None:
    graph = good_graph()
    assert parse_graph(written([graph], form, named=True).encode(), FORMATS[form]) == graph.triples


@settings(deadline=None)
@given(triple_sets)
def test_lines_are_read_as_written(triples: tuple[Triple, ...]) -> None:
    assert parse_graph(canonical_text(triples).encode(), FORMATS["nquads"]) == triples


def test_literals_stay_as_written(engine: str) -> None:
    text = '<x:a> <x:a> "05"^^<http://www.w3.org/2001/XMLSchema#integer>, "-0330"^^<http://www.w3.org/2001/XMLSchema#gYear>, "a"@en-GB .'
    found = parse_graph(text.encode(), FORMATS["turtle"])
    expected = (Literal("05", XSD.term("integer")), Literal("-0330", XSD.term("gYear")), Literal("a", language="en-gb"))
    assert found == sort_triples(Triple(A, A, value) for value in expected)


def test_what_lines_may_look_like() -> None:
    text = '\ufeff# comment\r\n\t<x:a>\t<x:a>"\\u0041\\U0001F6E1\\t\\"\\\\" <x:g>.# end\r<x:a><x:a><x:\\u0061>.\n\n<x:a> <x:a> "a"@EN .'
    assert parse_graph(text.encode(), FORMATS["nquads"]) == sort_triples(
        [Triple(A, A, Literal('A\U0001f6e1\t"\\')), Triple(A, A, A), Triple(A, A, Literal("a", language="en"))]
    )


@pytest.mark.parametrize(
    ("line", "column", "message"),
    [
        ("<x:a> <x:a>", 12, "an object"),
        ("<x:a> <x:a> <x:a>", 18, "a full stop"),
        ("<x:a> <x:a> <x:a> . x", 21, "the end of the line"),
        ("<x:a>", 6, "a predicate"),
        ("nonsense", 1, "a subject"),
        ("  _:b <x:a> <x:a> .", 3, "a subject (an IRI; blank nodes are not read)"),
        ("<x:a> <x:a> _:b .", 13, "an object (an IRI or a literal; blank nodes are not read)"),
        ('<x:a> <x:a> "open .', 13, "an object"),
        ("<x:a> <x:a b> <x:a> .", 7, "a predicate"),
    ],
)
def test_faults_of_lines_have_a_column(line: str, column: int, message: str) -> None:
    with pytest.raises(GraphReadError, match=re.escape(f"g.nq:2:{column}: {message}")) as caught:
        parse_graph(f"<x:a> <x:a> <x:a> .\n{line}\n".encode(), FORMATS["nquads"], "g.nq")
    assert (caught.value.path, caught.value.line, caught.value.column) == ("g.nq", 2, column)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('<x:a> <x:a> "\\x" .', "no such escape: \\x"),
        ('<x:a> <x:a> "\\uD800" .', "no such character: \\uD800"),
        ('<x:a> <x:a> "\\U00110000" .', "no such character"),
        ("<a> <x:a> <x:a> .", "not an absolute IRI: 'a'"),
        ('<x:a> <x:a> "a"@toolonglanguage .', "not a language tag"),
        ("<x:a> <x:a> <x:a> <b> .", "not an absolute IRI: 'b'"),
    ],
)
def test_faults_within_terms_have_a_line(line: str, message: str) -> None:
    with pytest.raises(GraphReadError, match=re.escape(f"g.nq:1: {message}")):
        parse_graph(line.encode(), FORMATS["nquads"], "g.nq")


def test_triples_have_no_graph_names() -> None:
    with pytest.raises(GraphReadError, match=r"g\.nt:1:19: a full stop is wanted; N-Triples have no graph names"):
        parse_graph(b"<x:a> <x:a> <x:a> <x:g> .", FORMATS["ntriples"], "g.nt")


@pytest.mark.parametrize(
    ("form", "text", "line"),
    [
        ("turtle", "<x:a> <x:a> <x:a> .\n<x:a> <x:a> ; .\n<x:a> nope:x 1 .", None),
        ("turtle", '<x:a> <x:é> "ü" .\n<x:a> <x:b> .', 2),
        ("turtle", "<x:a> <x:a> <x:a> .\n<x:a> <x:a> 'a .", None),
        ("trig", "<x:g> {\n <x:a> <x:a> }\n", None),
        ("rdfxml", '<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n<a', None),
        ("jsonld", '{\n"@id": }', 2),
        ("jsonld", "[" * 100_000, None),
        ("turtle", "<x:a> <x:a> _:b .", None),
        ("jsonld", '{"x:a": [{}, {"x:a": 1}]}', None),
        ("turtle", "<x:a> <x:%zz> 1 .", None),
    ],
)
def test_faults_of_other_syntaxes_are_named(form: str, text: str, line: int | None, engine: str) -> None:
    with pytest.raises(GraphReadError, match=r"^g: |^g:[0-9]+") as caught:
        parse_graph(text.encode(), FORMATS[form], "g")
    assert line is None or caught.value.line == line


@pytest.mark.parametrize(
    "context",
    ['"https://example.org/context.jsonld"', '[{}, "https://example.org/context.jsonld"]', '{"@import": "https://example.org/context.jsonld"}'],
)
def test_nothing_is_fetched(context: str, engine: str) -> None:
    text = f'{{"@graph": [{{"@id": "x:a", "@context": {context}}}]}}'
    with pytest.raises(GraphReadError, match="is elsewhere and is not fetched: https://example"):
        parse_graph(text.encode(), FORMATS["jsonld"], "g.jsonld")


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(GraphReadError, match="g:2: not UTF-8: byte 0xFF"):
        parse_graph(b"\n\xff", FORMATS["turtle"], "g")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.ttl", None, "cannot be read: No such file or directory"),
        ("a.txt", b"", "no format for this file name"),
        ("a.nq.gz", b"not gzip", "damaged gzip"),
        ("a.nq.gz", gzip.compress(b"<x:a> <x:a> <x:a> .\n" * 100, mtime=0)[:-9], "damaged gzip"),
    ],
)
def test_files_that_cannot_be_read(name: str, data: bytes | None, message: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(GraphReadError, match=f"^{re.escape(str(path))}: {message}"):
        read_graph(path)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"<x:a> <x:a> 1 .")))
    assert read_graph("-", find_format("turtle")) == (Triple(A, A, Literal("1", XSD.term("integer"))),)


def test_relative_iris_are_relative_to_the_file(engine: str, tmp_path: Path) -> None:
    path = tmp_path / "g.ttl"
    path.write_text("<a> <b> <c> .", encoding="utf-8")
    base = tmp_path.resolve().as_uri()
    assert read_graph(path) == (Triple(IRI(f"{base}/a"), IRI(f"{base}/b"), IRI(f"{base}/c")),)


def test_canonical_hash_is_that_of_rdfc10() -> None:
    """Against pyoxigraph's and PyLD's RDFC-1.0, and sha256sum of the N-Quads file of one article."""
    import hashlib

    import pyoxigraph
    from pyld import jsonld

    graph = good_graph()
    nquads = written([graph], "nquads")
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(nquads, pyoxigraph.RdfFormat.N_QUADS))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    theirs = "".join(sorted(f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in dataset))
    by_pyld = jsonld.normalize(nquads, {"algorithm": "URDNA2015", "inputFormat": "application/n-quads", "format": "application/n-quads"})
    assert canonical_text(graph.triples) == nquads == theirs == by_pyld
    assert canonical_hash(graph.triples) == hashlib.sha256(nquads.encode()).hexdigest()


@settings(deadline=None)
@given(triple_sets)
def test_canonical_text_is_that_of_oxigraph(triples: tuple[Triple, ...]) -> None:
    import pyoxigraph

    quads = pyoxigraph.parse(canonical_text(triples), pyoxigraph.RdfFormat.N_QUADS)
    dataset = pyoxigraph.Dataset(quads)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    assert canonical_text(triples) == "".join(sorted(f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in dataset))


def test_the_good_graph_has_no_blank_nodes_and_is_read_by_both(engine: str) -> None:
    assert len(read_graph(GOOD)) == len(good_graph().triples)
