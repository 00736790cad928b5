"""Statements of RDF 1.1 as reifiers of RDF 1.2, there and back; an outside parser sees the triple terms."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given, settings
from rdf_values import BASE, good_graph, small_graph, triple_sets, written

from kg.rdf.formats import FORMATS, UnknownFormatError, find_format, to_rdf12
from kg.rdf.graph import ArticleGraph
from kg.rdf.reading import GraphReadError, parse_graph
from kg.rdf.reification import find_statements, split_statements, statement_triples
from kg.rdf.terms import CK, IRI, RDF, RDF_TYPE, Literal, Triple, sort_triples

SYNTAXES = ("turtle", "trig", "nquads", "ntriples")
OXIGRAPH = {"turtle": "TURTLE", "trig": "TRIG", "nquads": "N_QUADS", "ntriples": "N_TRIPLES"}
REIFIES = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies>"
SIDE, GROUP, CLAIM = (IRI(BASE + name) for name in ("conflict/A/side/1", "group/G(1)", "claim/1"))
FACT = Triple(SIDE, CK.term("belligerent"), GROUP)
WORDS = Triple(SIDE, CK.term("strengthRemark"), Literal('"some"\n', language="en"))


def parse_by_others(text: str, syntax: str) -> set[str]:
    """The triples of a text as pyoxigraph, which knows RDF 1.2, reads them, each in its N-Triples."""
    return {str(quad.triple) for quad in pyoxigraph.parse(text, getattr(pyoxigraph.RdfFormat, OXIGRAPH[syntax]))}


def terms_of(triples: tuple[Triple, ...]) -> set[str]:
    """What an outside parser should see of a graph."""
    plain, stated = split_statements(triples)
    lines = {line.removesuffix(" .") for line in to_lines_of(plain)}
    return lines | {f"<{node}> {REIFIES} <<( {line.removesuffix(' .')} )>>" for node, triple in stated.items() for line in to_lines_of((triple,))}


def to_lines_of(triples: tuple[Triple, ...]) -> list[str]:
    return written([ArticleGraph(IRI("x:g"), triples)], "ntriples").splitlines()


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("make", [good_graph, small_graph], ids=["good", "small"])
def test_an_outside_parser_reads_each_claim_as_a_reifier(make: object, syntax: str) -> None:
    graph: ArticleGraph = make()  # type: ignore[operator]
    found = parse_by_others(written([graph], f"{syntax}-rdf12"), syntax)
    assert found == terms_of(graph.triples)
    assert sum(REIFIES in line for line in found) == len(find_statements(graph.triples)) > 0


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_there_and_back(syntax: str) -> None:
    graph = good_graph()
    form = FORMATS[f"{syntax}-rdf12"]
    assert parse_graph(written([graph], form.name).encode(), form) == graph.triples
    assert parse_graph(written([graph], form.name).encode(), FORMATS[syntax]) == graph.triples


@pytest.mark.parametrize("syntax", ["turtle", "ntriples"])
@settings(max_examples=30)
@given(triples=triple_sets)
def test_any_graph_comes_back(syntax: str, triples: tuple[Triple, ...]) -> None:
    claims = [triple for number, stated in enumerate(triples) for triple in statement_triples(IRI(f"{BASE}claim/{number}"), stated)]
    graph = ArticleGraph.of(IRI("x:g"), (*triples, *claims))
    assert parse_graph(written([graph], f"{syntax}-rdf12").encode(), FORMATS[syntax]) == graph.triples


PARTS = tuple(statement_triples(CLAIM, FACT))
OTHER = Triple(CLAIM, RDF.term("object"), SIDE)


@pytest.mark.parametrize(
    ("triples", "stated"),
    [
        (PARTS, {CLAIM: FACT}),
        (tuple(statement_triples(CLAIM, WORDS)), {CLAIM: WORDS}),
        (PARTS[:2], {}),
        ((*PARTS, OTHER), {}),
        ((Triple(CLAIM, RDF.term("subject"), Literal("a")), *PARTS[1:]), {}),
    ],
    ids=["whole", "literal", "without object", "two objects", "a literal as subject"],
)
def test_what_a_statement_is(triples: tuple[Triple, ...], stated: dict[IRI, Triple]) -> None:
    assert find_statements(triples) == stated
    graph = ArticleGraph.of(IRI("x:g"), triples)
    for syntax in SYNTAXES:
        assert parse_graph(written([graph], f"{syntax}-rdf12").encode(), FORMATS[syntax]) == graph.triples


def test_turtle_begins_a_claim_with_its_triple() -> None:
    graph = ArticleGraph.of(IRI("x:g"), (FACT, *PARTS, Triple(CLAIM, RDF_TYPE, CK.term("Claim")), *statement_triples(IRI(BASE + "claim/2"), WORDS)))
    assert written([graph], "turtle-rdf12").split("# Claims\n\n")[1] == (
        "<< <https://w3id.org/conflict-kg/conflict/A/side/1> ck:belligerent <https://w3id.org/conflict-kg/group/G(1)> ~ claim:1 >> a ck:Claim .\n"
        '\n<< <https://w3id.org/conflict-kg/conflict/A/side/1> ck:strengthRemark "\\"some\\"\\n"@en ~ claim:2 >> .\n'
    )


TURTLE = "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX : <x:> "


@pytest.mark.parametrize(
    "text",
    [
        'VERSION "1.2" :s :p :o ~ :c .',
        "<< :s :p :o ~ :c >> . :s :p :o .",
        ":s :p :o . :c rdf:reifies <<( :s :p :o )>> .",
        ":s :p :o ~ :c {| rdf:subject :s |} .",
    ],
)
def test_every_way_to_write_a_reifier_is_read(text: str) -> None:
    s, p, o, c = (IRI(f"x:{name}") for name in "spoc")
    assert parse_graph((TURTLE + text).encode(), FORMATS["turtle"]) == sort_triples((Triple(s, p, o), *statement_triples(c, Triple(s, p, o))))


@pytest.mark.parametrize(
    ("syntax", "text", "message"),
    [
        (
            "turtle",
            ":c rdf:reifies <<( :s :p :o )>>, <<( :s :p :x )>> .",
            "-: x:c reifies two triples; a statement of RDF 1.1 can only stand for one",
        ),
        ("turtle", ":c :p <<( :s :p :o )>> .", "-: a triple term is read as the object of rdf:reifies only, not of x:p"),
        ("turtle", ":c rdf:reifies <<( :s :p <<( :s :p :o )>> )>> .", "-: only IRIs and literals are read, no blank nodes"),
        ("turtle", ":s :p :o ~ .", "-: only IRIs and literals are read, no blank nodes"),
        ("ntriples", f"<x:c> {REIFIES} <<( <x:s> <x:p> <x:o> )>> .\n<x:c> {REIFIES} <<( <x:s> <x:p> <x:x> )>> .", "-:2: x:c reifies two triples"),
        ("ntriples", "<x:c> <x:p> <<( <x:s> <x:p> <x:o> )>> .", "-:1: a triple term is read as the object of rdf:reifies only, not of x:p"),
        (
            "ntriples",
            f"<x:c> {REIFIES} <<( _:b <x:p> <x:o> )>> .",
            "-:1:60: an object (an IRI or a literal; blank nodes are not read) is wanted here",
        ),
        ("ntriples", f"<x:c> {REIFIES} <<( <x:s> <x:p> <x:o> )>> <x:g> .", "-:1:86: a full stop is wanted; N-Triples have no graph names"),
    ],
)
def test_what_is_no_statement_is_refused(syntax: str, text: str, message: str) -> None:
    with pytest.raises(GraphReadError) as caught:
        parse_graph((TURTLE * (syntax == "turtle") + text).encode(), FORMATS[syntax])
    assert str(caught.value).startswith(message)


def test_a_reifier_may_reify_one_triple_in_each_graph() -> None:
    lines = [f"<x:c> {REIFIES} <<( <x:s> <x:p> <x:{name}> )>> <x:{name}> ." for name in "ab"]
    found = parse_graph(('VERSION "1.2"\n' + "\n".join(lines)).encode(), FORMATS["nquads"])
    assert [str(triple.object) for triple in found if triple.predicate == RDF.term("object")] == ["x:a", "x:b"]


@pytest.mark.parametrize(("name", "found"), [("turtle", "turtle-rdf12"), ("nquads", "nquads-rdf12"), ("trig-rdf12", "trig-rdf12")])
def test_the_syntax_of_rdf12_beside_one(name: str, found: str) -> None:
    assert to_rdf12(find_format(name)).name == found


@pytest.mark.parametrize("name", ["jsonld", "rdfxml"])
def test_syntaxes_without_rdf12(name: str) -> None:
    with pytest.raises(UnknownFormatError, match=f"{name} is not written as RDF 1.2; these are: turtle, nquads, trig, ntriples"):
        to_rdf12(find_format(name))
