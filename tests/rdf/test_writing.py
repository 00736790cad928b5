"""Every syntax, read back by parsers of others, holds the very graph that was written."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from rdf_values import (
    AWKWARD_TEXTS,
    BASE,
    CONTROL_TEXTS,
    LOCAL_NAMES,
    PARSERS,
    ROOT,
    TYPED,
    P,
    S,
    good_graph,
    small_graph,
    triple_sets,
    written,
)

from kg.rdf.canonical import canonical_hash
from kg.rdf.formats import FORMATS, Format, UnknownFormatError, find_format, format_of_path
from kg.rdf.graph import ArticleGraph, NotExpressibleError, without_repeats
from kg.rdf.order import make_order, order_nodes
from kg.rdf.rdfxml import split_name
from kg.rdf.terms import CK, IRI, RDF, RDF_TYPE, RDFS, XSD, Literal, Triple, sort_triples
from kg.rdf.turtle import local_name

Parse = Callable[[str, str], tuple[Triple, ...]]
NAME = IRI(f"{BASE}article/A/1#graph")


def graph_of(*triples: Triple) -> ArticleGraph:
    return ArticleGraph.of(NAME, triples)


def awkward_graph(form: str) -> ArticleGraph:
    """All awkward literals and names; control characters only where the syntax can hold them, odd predicates where it can name them."""
    texts = AWKWARD_TEXTS + (() if form == "rdfxml" else CONTROL_TEXTS)
    literals = (
        [Literal(text) for text in texts] + [Literal(text, language="ar-EG") for text in texts] + [Literal(value, XSD.term(n)) for value, n in TYPED]
    )
    iris = [IRI(namespace + name) for namespace in ("http://example.org/x/", f"{BASE}article/A#", "urn:example:") for name in LOCAL_NAMES]
    odd = [] if form == "rdfxml" else [Triple(S, iri, iri) for iri in iris]
    return graph_of(*(Triple(S, P, literal) for literal in literals), *(Triple(iri, RDF_TYPE, iri) for iri in iris), *odd)


@pytest.mark.parametrize(("parse", "form"), PARSERS)
@pytest.mark.parametrize("make", [good_graph, small_graph], ids=["good", "small"])
def test_graph_is_read_back_by_others(parse: Parse, form: str, make: Callable[[], ArticleGraph]) -> None:
    graph = make()
    assert parse(written([graph], form), form) == graph.triples


@pytest.mark.parametrize(("parse", "form"), PARSERS)
def test_awkward_terms_are_read_back_by_others(parse: Parse, form: str) -> None:
    graph = awkward_graph(form)
    assert parse(written([graph], form), form) == graph.triples


@pytest.mark.parametrize(("parse", "form"), PARSERS)
def test_arbitrary_graphs_are_read_back_by_others(parse: Parse, form: str) -> None:
    @settings(max_examples=15 if parse.__name__ == "parse" else 60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(triple_sets)
    def check(triples: tuple[Triple, ...]) -> None:
        if form == "rdfxml":
            triples = tuple(t for t in triples if not isinstance(t.object, Literal) or not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", t.object.value))
        assert parse(written([ArticleGraph(NAME, triples)], form), form) == triples

    check()


@pytest.mark.parametrize(("parse", "form"), [p for p in PARSERS if p.values[1] in ("trig", "nquads", "jsonld") and "rapper" not in p.id])
def test_named_graphs_hold_the_same_triples(parse: Parse, form: str) -> None:
    graphs = [small_graph(), small_graph("Siege of Zell", "999")]
    union = sort_triples(triple for graph in graphs for triple in graph.triples)
    assert sort_triples(parse(written(graphs, form, named=True), form)) == union


def test_named_graphs_have_the_names_of_the_articles() -> None:
    import pyoxigraph

    graphs = [small_graph(), small_graph("Siege of Zell", "999")]
    for form, kind in (("trig", pyoxigraph.RdfFormat.TRIG), ("nquads", pyoxigraph.RdfFormat.N_QUADS), ("jsonld", pyoxigraph.RdfFormat.JSON_LD)):
        quads = list(pyoxigraph.parse(written(graphs, form, named=True), kind))
        assert {quad.graph_name.value for quad in quads} == {graph.name for graph in graphs}
        assert len(quads) == sum(len(graph.triples) for graph in graphs)


@pytest.mark.parametrize("form", [form for form in FORMATS.values() if not form.named], ids=lambda form: form.name)
def test_formats_without_named_graphs_say_so(form: Format) -> None:
    others = "nquads-rdf12, trig-rdf12" if form.name.endswith("-rdf12") else "nquads, trig, jsonld, jsonld-flat"
    with pytest.raises(UnknownFormatError, match=f"{form.name} has no named graphs; these have: {others}$"):
        written([small_graph()], form, named=True)


@pytest.mark.parametrize("form", [form for form in FORMATS if not form.endswith("-rdf12")])
def test_many_articles_hold_each_triple_once(form: str) -> None:
    graphs = [small_graph(), small_graph("Siege of Zell", "999"), small_graph()]
    union = sort_triples(triple for graph in graphs for triple in graph.triples)
    text = written(iter(graphs), form)
    for parse, name in ((p.values[0], p.values[1]) for p in PARSERS if p.id.startswith("pyoxigraph") and p.id.endswith(f"-{form.partition('-')[0]}")):
        assert parse(text, name) == union
    if form in ("nquads", "ntriples"):
        assert len(text.splitlines()) == len(union)


def test_without_repeats_keeps_each_triple_once_and_forgets_a_version_given_twice() -> None:
    first, second = small_graph(), small_graph("Siege of Zell", "999")
    kept = list(without_repeats([first, second, first]))
    assert [graph.title for graph in kept] == [first.title, second.title]
    assert kept[0] == first
    assert set(kept[0].triples) | set(kept[1].triples) == set(first.triples) | set(second.triples)
    assert not set(kept[0].triples) & set(kept[1].triples)


def test_two_versions_of_one_article_hold_each_triple_once() -> None:
    first, second = small_graph(version="abc"), small_graph(version="def")
    kept = list(without_repeats([first, second]))
    assert set(kept[0].triples) | set(kept[1].triples) == set(first.triples) | set(second.triples)
    assert not set(kept[0].triples) & set(kept[1].triples)


def test_one_article_at_a_time_is_held() -> None:
    """A writer takes the next article only when it has written the one before."""
    sizes: list[int] = []

    class Out:
        length = 0

        def write(self, text: str) -> int:
            self.length += len(text)
            return len(text)

        def writelines(self, lines: object) -> None:
            for line in lines:  # type: ignore[attr-defined]
                self.write(line)

    out = Out()

    def articles() -> object:
        for number in range(3):
            sizes.append(out.length)
            yield small_graph(f"Battle {number}", str(number))

    for form in FORMATS.values():
        sizes.clear()
        out.length = 0
        form.write(articles(), out, False)  # type: ignore[arg-type]
        assert sizes[1] > 500, form.name
        assert sizes[2] > sizes[1] + 500, form.name


SAME_BYTES = """
import sys; sys.path[:0] = [{tests!r}, {root!r}]
from rdf_values import good_graph, small_graph, written
from kg.rdf.formats import FORMATS
import hashlib
text = "".join(written([good_graph(), small_graph()], form) for form in FORMATS)
print(hashlib.sha256(text.encode()).hexdigest())
"""


@pytest.mark.slow
def test_same_bytes_whatever_the_surroundings(tmp_path: object) -> None:
    code = SAME_BYTES.format(tests=str(ROOT / "tests"), root=str(ROOT))
    surroundings = [
        {"PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone}
        for seed, locale, zone in zip(
            ["0", "1", "4242", "random"], ["C", "C.UTF-8", "tr_TR.UTF-8", "POSIX"], ["UTC", "Asia/Tokyo", "America/New_York", ""], strict=True
        )
    ]
    runs = [
        subprocess.run([sys.executable, "-c", code], env={**os.environ, **extra}, cwd=str(tmp_path), capture_output=True, text=True, check=True)
        for extra in surroundings
    ]
    assert len({run.stdout for run in runs}) == 1


def test_order_of_triples_given_does_not_matter() -> None:
    triples = small_graph().triples[:4]
    assert len({ArticleGraph.of(NAME, order) for order in permutations(triples)}) == 1


TURTLE = """\
# Battle of Orvel (1911)

@prefix ck: <https://w3id.org/conflict-kg/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix : <https://w3id.org/conflict-kg/article/Battle_of_Orvel_(1911)/abc123def456#> .
@prefix side: <https://w3id.org/conflict-kg/conflict/Battle_of_Orvel_(1911)/side/> .

# Conflict

<https://w3id.org/conflict-kg/conflict/Battle_of_Orvel_(1911)> a ck:Conflict ;
    rdfs:label "Battle of Orvel (1911)"@en ;
    ck:start "-0330-10-01"^^xsd:date ;
    ck:place <https://w3id.org/conflict-kg/place/Orvel> ;
    ck:hasSide side:1, side:2 ;
    ck:describedIn <https://w3id.org/conflict-kg/article/Battle_of_Orvel_(1911)/abc123def456> .

# Sides

side:1 a ck:Side ;
    ck:number 1 ;
    ck:belligerent <https://w3id.org/conflict-kg/group/Lowlands> .

side:2 a ck:Side ;
    ck:number 2 .

# Groups and units

<https://w3id.org/conflict-kg/group/Lowlands> a ck:Group ;
    rdfs:label "Lowlands"@en .

# Places

<https://w3id.org/conflict-kg/place/Orvel> a ck:Place ;
    geo:hasGeometry <https://w3id.org/conflict-kg/place/Orvel/geometry/1> .

# Claims

<https://w3id.org/conflict-kg/claim/abc123def456> a ck:Claim ;
    rdf:subject side:1 ;
    rdf:predicate ck:belligerent ;
    rdf:object <https://w3id.org/conflict-kg/group/Lowlands> ;
    ck:evidence :char\\=3\\,11 .

# Evidence

:char\\=3\\,11 a oa:SpecificResource ;
    oa:hasSource <https://w3id.org/conflict-kg/article/Battle_of_Orvel_(1911)/abc123def456> ;
    oa:hasSelector :position\\=3\\,11 .

:position\\=3\\,11 a oa:TextPositionSelector ;
    oa:start 3 .

# Article

<https://w3id.org/conflict-kg/article/Battle_of_Orvel_(1911)/abc123def456> a ck:Article ;
    dct:title "Battle of Orvel (1911)"@en .
"""


def test_turtle_for_people() -> None:
    assert written([small_graph()], "turtle") == TURTLE


def test_trig_indents_named_graphs() -> None:
    text = written([small_graph()], "trig", named=True)
    head, _, body = text.partition("\n:graph {\n")
    assert head == TURTLE.partition("\n# Conflict")[0]
    assert (
        body
        == "".join(f"    {line}" if line.strip() else line for line in ("# Conflict" + TURTLE.partition("# Conflict")[2]).splitlines(True)) + "}\n"
    )


def test_titles_cannot_leave_their_comment() -> None:
    graph = ArticleGraph(NAME, (Triple(S, P, S),), "x\n<a> <b> <c> .\r\u2028\u202edone")
    assert written([graph], "turtle").startswith("# x <a> <b> <c> . done\n\n")


@pytest.mark.parametrize(
    ("name", "written_as"),
    [
        ("", ""), ("a", "a"), ("1a", "1a"), ("-a", "\\-a"), (".a", "\\.a"), ("a.", None), ("a.b", "a.b"), ("a%28b", "a%28b"), ("a%2", None),
        ("a(b)", "a\\(b\\)"), ("a=1,2", "a\\=1\\,2"), ("a/b", "a\\/b"), ("é", "é"), ("\u0301", None), ("a\u0301", "a\u0301"), ("·", None),
        ("a–b", None),         ("中", "中"), (":a", ":a"), (".", None),
    ],
)  # fmt: skip
def test_local_names(name: str, written_as: str | None) -> None:
    assert local_name(name) == written_as


@pytest.mark.parametrize(
    ("literal", "turtle"),
    [
        (Literal("0", XSD.term("integer")), "0"),
        (Literal("-12", XSD.term("integer")), "-12"),
        (Literal("05", XSD.term("integer")), '"05"^^xsd:integer'),
        (Literal("1" + "0" * 30, XSD.term("integer")), f'"1{"0" * 30}"^^xsd:integer'),
        (Literal("true", XSD.term("boolean")), "true"),
        (Literal("1", XSD.term("boolean")), '"1"^^xsd:boolean'),
        (Literal("1.5", XSD.term("decimal")), '"1.5"^^xsd:decimal'),
        (Literal("a\u202eb\n", language="EN-gb"), '"a\\u202Eb\\n"@en-gb'),
    ],
)
def test_literals_in_turtle(literal: Literal, turtle: str) -> None:
    assert f" {turtle} .\n" in written([graph_of(Triple(S, P, literal))], "turtle")


def test_short_values_share_a_line_and_long_ones_do_not() -> None:
    short = written([graph_of(*(Triple(S, P, Literal(c)) for c in "abc"))], "turtle")
    long = written([graph_of(*(Triple(S, P, Literal(c * 80)) for c in "ab"))], "turtle")
    assert short.endswith('<http://example.org/p> "a", "b", "c" .\n')
    assert long.endswith(f'<http://example.org/p>\n        "{"a" * 80}",\n        "{"b" * 80}" .\n')


def test_nodes_stand_in_reading_order() -> None:
    conflicts = [IRI(f"{BASE}conflict/{name}") for name in ("A", "Z")]
    sides = [IRI(f"{BASE}conflict/Z/side/{number}") for number in (2, 10)]
    claims = [IRI(f"{BASE}claim/{name}") for name in "ab"]
    subject, label = RDF.term("subject"), RDFS.term("label")
    graph = graph_of(
        *(Triple(iri, RDF_TYPE, CK.term("Conflict")) for iri in conflicts),
        Triple(conflicts[1], CK.term("describedIn"), S),
        *(Triple(iri, RDF_TYPE, CK.term("Side")) for iri in sides),
        *(Triple(iri, RDF_TYPE, CK.term("Claim")) for iri in claims),
        Triple(claims[0], subject, sides[0]),
        Triple(claims[1], subject, conflicts[0]),
        Triple(S, label, Literal("nothing in particular")),
    )
    assert [node.iri for node in order_nodes(graph.triples)] == [conflicts[1], conflicts[0], *sides, S, claims[1], claims[0]]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[kind]]\nheading = "A"\nclasses = ["ck:A"]\n[predicates]\norder = []', "exactly one kind"),
        ('[[kind]]\nheading = "A"\nclasses = []\n[predicates]\norder = ["rdf:type", "rdf:type"]', "listed twice"),
        ('[[kind]]\nheading = "A"\nclasses = []\n[predicates]\norder = ["nope:x"]', "not a prefixed name"),
        ('[[kind]]\nheading = "A"\nclasses = []\norder = "size"\n[predicates]\norder = []', "not ordered by size but by one of iri, mention"),
        ('[[kind]]\nheading = "A"\nclasses = []\n[[kind]]\nheading = "B"\nclasses = ["ck:A"]\n'
         '[[kind]]\nheading = "C"\nclasses = ["ck:A"]\n[predicates]\norder = []', "ck:A is listed twice"),
    ],
)  # fmt: skip
def test_order_is_checked_on_load(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make_order(tomllib.loads(text))


@pytest.mark.parametrize(
    ("predicate", "parts"),
    [
        ("http://example.org/ns#name", ("http://example.org/ns#", "name")),
        ("http://example.org/name", ("http://example.org/", "name")),
        ("http://example.org/123abc", ("http://example.org/123", "abc")),
        ("http://example.org/größe", ("http://example.org/größ", "e")),
        ("urn:example:a-b", ("urn:example:", "a-b")),
        (RDF.term("_1"), (str(RDF), "_1")),
    ],
)
def test_names_of_elements(predicate: str, parts: tuple[str, str]) -> None:
    assert split_name(IRI(predicate)) == parts


@pytest.mark.parametrize(
    ("triple", "message"),
    [
        (Triple(S, IRI("http://example.org/123"), S), "ends in an XML name, not <http://example.org/123>"),
        (Triple(S, RDF.term("li"), S), "reserves the name"),
        (Triple(S, P, Literal("a\x01b")), "cannot hold the character U\\+0001, which stands in 'a\\\\x01b'"),
        (Triple(S, P, Literal("\uffff")), "cannot hold the character U\\+FFFF"),
    ],
)
def test_what_rdfxml_cannot_say(triple: Triple, message: str) -> None:
    with pytest.raises(NotExpressibleError, match=message):
        written([graph_of(triple)], "rdfxml")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a.ttl", "turtle"), ("a.TTL", "turtle"), ("x/a.b.nq", "nquads"), ("a.trig.gz", "trig"), ("a.jsonld", "jsonld"),
        ("a.nt.GZ", "ntriples"), ("a.rdf", "rdfxml"),
    ],
)  # fmt: skip
def test_format_of_a_path(path: str, name: str) -> None:
    assert format_of_path(path).name == name


@pytest.mark.parametrize("path", ["a", "a.txt", "a.gz", ".ttl", "ttl", ""])
def test_a_path_without_format(path: str) -> None:
    with pytest.raises(UnknownFormatError, match="no format for this file name"):
        format_of_path(path)


@pytest.mark.parametrize(
    ("word", "name"),
    [("turtle", "turtle"), ("TTL", "turtle"), (".nq", "nquads"), ("jsonld", "jsonld"), ("jsonld-flat", "jsonld-flat"), ("rdf", "rdfxml")],
)
def test_format_by_name(word: str, name: str) -> None:
    assert find_format(word).name == name


def test_format_that_is_not_there() -> None:
    with pytest.raises(UnknownFormatError, match="no format 'xlsx'; there are turtle, "):
        find_format("xlsx")


def test_media_types() -> None:
    assert {form.name: form.media_type for form in FORMATS.values()} == {
        "turtle": "text/turtle",
        "nquads": "application/n-quads",
        "trig": "application/trig",
        "jsonld": "application/ld+json",
        "jsonld-flat": 'application/ld+json;profile="http://www.w3.org/ns/json-ld#flattened"',
        "rdfxml": "application/rdf+xml",
        "ntriples": "application/n-triples",
        "turtle-rdf12": "text/turtle;version=1.2",
        "nquads-rdf12": "application/n-quads;version=1.2",
        "trig-rdf12": "application/trig;version=1.2",
        "ntriples-rdf12": "application/n-triples;version=1.2",
    }


def test_json_holds_no_invisible_characters() -> None:
    text = written([graph_of(Triple(S, P, Literal("a\u202e\u2028\ufeff\x85\U000e0041b")))], "jsonld")
    assert "a\\u202e\\u2028\\ufeff\\u0085\\udb40\\udc41b" in text
    assert json.loads(text)["@graph"][0][P] == "a\u202e\u2028\ufeff\x85\U000e0041b"


def test_empty_graph_in_every_format() -> None:
    for form in FORMATS:
        parse = next(p for p in PARSERS if p.id == f"pyoxigraph-{form.partition('-')[0]}")
        assert parse.values[0](written([], form), form.partition("-")[0]) == ()
        assert parse.values[0](written([ArticleGraph(NAME, ())], form), form.partition("-")[0]) == ()


def test_one_hash_whatever_the_format() -> None:
    graph = good_graph()
    hashes = {
        p.id: canonical_hash(p.values[0](written([graph], p.values[1]), p.values[1]))
        for p in PARSERS
        if p.id.startswith(("rdflib", "pyoxigraph", "pyld"))
    }
    assert set(hashes.values()) == {canonical_hash(graph.triples)}
