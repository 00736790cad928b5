"""Graphs, terms and outside parsers that several tests of reading and writing use."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from shutil import which

import pytest
from hypothesis import strategies as st

from kg.rdf.formats import Format, find_format, write_graphs
from kg.rdf.graph import ArticleGraph
from kg.rdf.reading import parse_graph, read_graph
from kg.rdf.terms import CK, DCT, EDTF, GEO, IRI, OA, RDF, RDF_TYPE, RDFS, XSD, Literal, Triple, mend_iri, sort_triples

ROOT = Path(__file__).resolve().parent.parent
GOOD = Path(__file__).parent / "data" / "good.ttl"
BASE = "https://w3id.org/conflict-kg/"
S, P = IRI("http://example.org/s"), IRI("http://example.org/p")

AWKWARD_TEXTS = (
    "", " a  b ", "\t\n\r", "two\nlines\r\n", 'a "quoted" word', '"""', "'''", "\\", "\\u0041", "a\\",
    "é", "e\u0301", "\u061cbidi\u202e marks\u2066\u2069",
    "\u200b\ufeff", "\u2028\u2029\x85", "\x7f\x80", "\U0001f6e1", "\U000e0041", "\U0010fffd", "<&>]]>", "{}|^`", "%41%zz",
    "@prefix : <x> .", "العربية", "中文",
)  # fmt: skip
CONTROL_TEXTS = ("\x01", "a\x0bb", "\x1f", "\f\b")
TYPED = (
    ("0", "integer"), ("-7", "integer"), ("05", "integer"), ("+1", "integer"), ("-0", "integer"), ("1" + "0" * 30, "integer"), ("9" * 15, "integer"),
    ("9" * 16, "integer"), ("true", "boolean"), ("1", "boolean"), ("-0330", "gYear"), ("-0330-10-01", "date"), ("12024-02", "gYearMonth"),
    ("1911-05-03", "date"), ("2024-01-01T00:00:00Z", "dateTime"), ("1.50", "decimal"), ("not a number", "integer"), ("typed string", "token"),
)  # fmt: skip
LOCAL_NAMES = (
    "", "a", "1a", "_a", "-a", ".a", "a.", "a.b", "a-b", "a(b)", "a,b", "a'b", "a%28b", "a:b", "a=12,34", "a!$&*+;", "a~b", "a@b",
    "é", "é\u0301", "\u00b7a", "a\u00b7b", "中文", "a–b", "\U0001f6e1", "a?b=c", "side/1",
)  # fmt: skip

texts = st.one_of(
    st.sampled_from(AWKWARD_TEXTS + CONTROL_TEXTS), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffe\uffff"))
)
local_names = st.one_of(
    st.sampled_from(LOCAL_NAMES),
    st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters='<>"{}|\\^`%#?/[]'), min_size=1).filter(
        lambda name: name.strip(".") != ""
    ),
)
namespaces = st.sampled_from([BASE + "group/", BASE + "article/Battle_(1911)/abc#", "http://example.org/", "urn:example:"])
iris = st.builds(lambda namespace, name: mend_iri(namespace + name), namespaces, local_names)
literals = st.one_of(
    st.builds(Literal, texts),
    st.builds(lambda text, tag: Literal(text, language=tag), texts, st.sampled_from(["en", "en-GB", "zh-hant-tw", "x-other"])),
    st.sampled_from([Literal(value, XSD.term(name)) for value, name in TYPED]),
    st.builds(lambda text: Literal(text, EDTF.term("EDTF")), texts),
    st.builds(lambda number: Literal(str(number), XSD.term("integer")), st.integers()),
)
predicates = st.sampled_from(
    [RDF_TYPE, RDFS.term("label"), CK.term("hasSide"), CK.term("start"), CK.term("atLeast"), RDF.term("object"), RDF.term("subject"), P]
)
triples = st.builds(Triple, iris, predicates, st.one_of(iris, literals))
triple_sets = st.lists(triples, min_size=1, max_size=40).map(sort_triples)


def small_graph(title: str = "Battle of Orvel (1911)", version: str = "abc123def456") -> ArticleGraph:
    """A conflict with two sides, one claim and its evidence, an article, and a group and a place that other articles share."""
    slug = title.replace(" ", "_")
    conflict, article = IRI(f"{BASE}conflict/{slug}"), IRI(f"{BASE}article/{slug}/{version}")
    one, two, group, place = IRI(f"{conflict}/side/1"), IRI(f"{conflict}/side/2"), IRI(f"{BASE}group/Lowlands"), IRI(f"{BASE}place/Orvel")
    claim, evidence, position = IRI(f"{BASE}claim/{version}"), IRI(f"{article}#char=3,11"), IRI(f"{article}#position=3,11")
    label, number = RDFS.term("label"), CK.term("number")
    pairs: dict[IRI, list[tuple[IRI, IRI | Literal]]] = {
        conflict: [(RDF_TYPE, CK.term("Conflict")), (label, Literal(title, language="en")), (CK.term("hasSide"), one), (CK.term("hasSide"), two),
                   (CK.term("place"), place), (CK.term("start"), Literal("-0330-10-01", XSD.term("date"))), (CK.term("describedIn"), article)],
        one: [(RDF_TYPE, CK.term("Side")), (number, Literal("1", XSD.term("integer"))), (CK.term("belligerent"), group)],
        two: [(RDF_TYPE, CK.term("Side")), (number, Literal("2", XSD.term("integer")))],
        group: [(RDF_TYPE, CK.term("Group")), (label, Literal("Lowlands", language="en"))],
        place: [(RDF_TYPE, CK.term("Place")), (GEO.term("hasGeometry"), IRI(f"{place}/geometry/1"))],
        claim: [(RDF_TYPE, CK.term("Claim")), (RDF.term("subject"), one), (RDF.term("predicate"), CK.term("belligerent")),
                (RDF.term("object"), group), (CK.term("evidence"), evidence)],
        evidence: [(RDF_TYPE, OA.term("SpecificResource")), (OA.term("hasSource"), article), (OA.term("hasSelector"), position)],
        position: [(RDF_TYPE, OA.term("TextPositionSelector")), (OA.term("start"), Literal("3", XSD.term("integer")))],
        article: [(RDF_TYPE, CK.term("Article")), (DCT.term("title"), Literal(title, language="en"))],
    }  # fmt: skip
    return ArticleGraph.of(IRI(f"{article}#graph"), (Triple(s, p, o) for s, own in pairs.items() for p, o in own), title)


def good_graph() -> ArticleGraph:
    """The graph that uses every term."""
    return ArticleGraph.of(IRI(f"{BASE}graph"), read_graph(GOOD), "Two invented articles")


def written(graphs: Iterable[ArticleGraph], form: str | Format, *, named: bool = False) -> str:
    """The text of graphs in one syntax."""
    out = io.StringIO()
    write_graphs(graphs, find_format(form) if isinstance(form, str) else form, out, named=named)
    return out.getvalue()


def _with_rdflib(text: str, form: str) -> tuple[Triple, ...]:
    from kg.rdf.reading import parse_with_rdflib

    return sort_triples(parse_with_rdflib(text, form, "-"))


def _with_oxigraph(text: str, form: str) -> tuple[Triple, ...]:
    import pyoxigraph

    kinds = pyoxigraph.RdfFormat
    kind = {
        "turtle": kinds.TURTLE,
        "trig": kinds.TRIG,
        "nquads": kinds.N_QUADS,
        "ntriples": kinds.N_TRIPLES,
        "rdfxml": kinds.RDF_XML,
        "jsonld": kinds.JSON_LD,
    }[form]
    return sort_triples(
        Triple(
            IRI(quad.subject.value),
            IRI(quad.predicate.value),
            Literal(quad.object.value, quad.object.datatype.value, quad.object.language or "")
            if isinstance(quad.object, pyoxigraph.Literal)
            else IRI(quad.object.value),
        )
        for quad in pyoxigraph.parse(text, kind)
    )


def _with_pyld(text: str, form: str) -> tuple[Triple, ...]:
    from pyld import jsonld

    return parse_graph(jsonld.to_rdf(json.loads(text), {"format": "application/n-quads"}).encode(), find_format("nquads"))


def _by_command(*command: str) -> Callable[[str, str], tuple[Triple, ...]]:
    def parse(text: str, form: str) -> tuple[Triple, ...]:
        filled = [part.replace("FORMAT", form) for part in command]
        done = subprocess.run(filled, input=text.encode(), capture_output=True, cwd=ROOT, check=False)
        assert (done.returncode, done.stderr.decode()) == (0, ""), filled
        return parse_graph(done.stdout, find_format("nquads"))

    return parse


_JSONLD_JS = """
const jsonld = require('jsonld');
const document = JSON.parse(require('fs').readFileSync(0, 'utf8'));
jsonld.toRDF(document, {format: 'application/n-quads'}).then(quads => process.stdout.write(quads));
"""


def _has_jsonld_js() -> bool:
    return bool(which("node")) and subprocess.run(["node", "-e", "require('jsonld')"], capture_output=True, cwd=ROOT, check=False).returncode == 0


def _parser(name: str, parse: Callable[[str, str], tuple[Triple, ...]], formats: str, there: bool, reason: str) -> list[object]:
    marks = [pytest.mark.skipif(not there, reason=reason)]
    return [pytest.param(parse, form, id=f"{name}-{form}", marks=marks) for form in formats.split()]


PARSERS = [
    *_parser("rdflib", _with_rdflib, "turtle trig rdfxml jsonld", True, ""),
    *_parser("pyoxigraph", _with_oxigraph, "turtle trig nquads ntriples rdfxml jsonld", True, ""),
    *_parser("pyld", _with_pyld, "jsonld", True, ""),
    *_parser("rapper", _by_command("rapper", "-q", "-i", "FORMAT", "-o", "ntriples", "-", "http://example.org/"),
             "turtle trig nquads ntriples rdfxml", bool(which("rapper")), "rapper (Debian: raptor2-utils) is not installed"),
    *_parser("serdi", _by_command("serdi", "-i", "FORMAT", "-o", "nquads", "-"),
             "turtle trig nquads ntriples", bool(which("serdi")), "serdi (Debian: serdi) is not installed"),
    *_parser("jsonld.js", _by_command("node", "-e", _JSONLD_JS),
             "jsonld", _has_jsonld_js(), "node does not find jsonld (npm install jsonld, NODE_PATH)"),
]  # fmt: skip
