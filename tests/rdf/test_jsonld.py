"""JSON-LD: one tree for each conflict, each node described once, in the words of the context."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld
from rdf_values import BASE, good_graph, iris, literals, small_graph, triple_sets, written

from kg.rdf.graph import ArticleGraph, NotExpressibleError
from kg.rdf.jsonld import find_places, load_context
from kg.rdf.jsonld_context import Entry, parse_context
from kg.rdf.order import order_nodes
from kg.rdf.terms import CK, EDTF, IRI, RDF, RDF_TYPE, RDFS, XSD, Literal, Triple

CONTEXT = parse_context("""{"@context": {
  "@version": 1.1, "id": "@id", "type": "@type",
  "ck": "https://w3id.org/conflict-kg/ontology#", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  "rdfs": {"@id": "http://www.w3.org/2000/01/rdf-schema#", "@prefix": true}, "xsd": "http://www.w3.org/2001/XMLSchema#",
  "Side": "ck:Side", "killed": "ck:killed",
  "label": {"@id": "rdfs:label", "@container": "@language"}, "number": {"@id": "ck:number", "@type": "xsd:integer"},
  "start": {"@id": "ck:start", "@type": "xsd:date"}, "startYear": {"@id": "ck:start", "@type": "xsd:gYear"},
  "sides": {"@id": "ck:hasSide", "@type": "@id", "@container": "@set"}, "fate": {"@id": "ck:fate", "@type": "@vocab"},
  "cause": {"@id": "ck:cause", "@language": "en"}, "note": "ck:note"
}}""")
A = IRI("http://example.org/a")


@pytest.mark.parametrize(
    ("predicate", "value", "entry"),
    [
        (CK.term("number"), Literal("7", XSD.term("integer")), Entry("number", 7, frozenset())),
        (CK.term("number"), Literal("07", XSD.term("integer")), Entry("number", "07", frozenset())),
        (CK.term("number"), Literal("9" * 16, XSD.term("integer")), Entry("number", "9" * 16, frozenset())),
        (CK.term("number"), Literal("7"), Entry("number", {"@value": "7"}, frozenset())),
        (CK.term("note"), Literal("7", XSD.term("integer")), Entry("note", 7, frozenset())),
        (CK.term("note"), Literal("true", XSD.term("boolean")), Entry("note", True, frozenset())),
        (CK.term("note"), Literal("1", XSD.term("boolean")), Entry("note", {"@value": "1", "type": "xsd:boolean"}, frozenset())),
        (CK.term("note"), Literal("a"), Entry("note", "a", frozenset())),
        (CK.term("note"), Literal("a", language="en"), Entry("note", {"@value": "a", "@language": "en"}, frozenset())),
        (CK.term("cause"), Literal("a", language="en"), Entry("cause", "a", frozenset())),
        (CK.term("cause"), Literal("a"), Entry("cause", {"@value": "a"}, frozenset())),
        (CK.term("cause"), Literal("a", language="de"), Entry("cause", {"@value": "a", "@language": "de"}, frozenset())),
        (CK.term("start"), Literal("1911-05-03", XSD.term("date")), Entry("start", "1911-05-03", frozenset())),
        (CK.term("start"), Literal("1911", XSD.term("gYear")), Entry("startYear", "1911", frozenset())),
        (CK.term("start"), Literal("1911~", EDTF.term("EDTF")), Entry("start", {"@value": "1911~", "type": EDTF.term("EDTF")}, frozenset())),
        (CK.term("hasSide"), A, Entry("sides", A, frozenset({"@set"}))),
        (CK.term("note"), A, Entry("note", {"id": A}, frozenset())),
        (CK.term("fate"), CK.term("killed"), Entry("fate", "killed", frozenset())),
        (CK.term("fate"), CK.term("wounded"), Entry("fate", "ck:wounded", frozenset())),
        (RDFS.term("label"), Literal("a", language="de"), Entry("label", "a", frozenset({"@language"}), "de")),
        (RDFS.term("label"), Literal("a"), Entry("rdfs:label", "a", frozenset())),
        (RDF.term("subject"), A, Entry("rdf:subject", {"id": A}, frozenset())),
        (A, A, Entry(A, {"id": A}, frozenset())),
    ],
)
def test_values_take_their_shortest_form(predicate: IRI, value: IRI | Literal, entry: Entry) -> None:
    assert CONTEXT.entry(predicate, value) == entry


def test_names_that_the_context_would_misread_are_refused() -> None:
    with pytest.raises(NotExpressibleError, match="as a name with the prefix 'rdf'"):
        CONTEXT.shorten("rdf:a", vocabulary=False)
    assert CONTEXT.shorten("rdf://a", vocabulary=False) == "rdf://a"


@pytest.mark.parametrize(
    ("context", "message"),
    [
        ('"https://example.org/c"', "one object is needed"),
        ('{"@base": "http://a/"}', "does not know .'@base'."),
        ('{"a": {"@id": "x:a", "@context": {}}}', "the definition of 'a'"),
        ('{"a": null}', "the definition of 'a'"),
        ('{"a": {"@id": "x:a", "@container": "@list"}}', "the container of 'a'"),
        ('{"a": {"@id": "x:a", "@type": "@json"}}', "the type of 'a'"),
        ('{"a": "b"}', "'b' stands for no IRI"),
        ('{"a": "a:b"}', "'a' is no prefix"),
    ],
)
def test_what_the_writer_does_not_know_is_refused_on_load(context: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_context(f'{{"@context": {context}}}')


def test_names_of_a_vocabulary_and_a_default_language() -> None:
    context = parse_context('{"@context": {"@vocab": "x:v/", "@language": "EN", "id": "@id", "known": "x:other", "plain": {"@language": null}}}')
    assert context.entry(IRI("x:v/a"), Literal("b", language="en")) == Entry("a", "b", frozenset())
    assert context.entry(IRI("x:v/a"), Literal("b")) == Entry("a", {"@value": "b"}, frozenset())
    assert context.entry(IRI("x:v/plain"), Literal("b")) == Entry("plain", "b", frozenset())
    assert [context.entry(IRI(f"x:v/{name}"), Literal("1", XSD.term("integer"))).key for name in ("id", "known", "a:b", "a/b")] == [
        "x:v/id", "x:v/known", "x:v/a:b", "x:v/a/b",
    ]  # fmt: skip


@settings(deadline=None)
@given(st.one_of(iris, st.sampled_from(sorted(IRI(term.iri) for term in load_context().terms.values() if not term.prefix))), literals)
def test_every_entry_of_our_context_expands_to_what_it_was(predicate: IRI, value: Literal) -> None:
    context = load_context()
    entry = context.entry(predicate, value)
    held = {entry.language: entry.value} if entry.language else entry.value
    (expanded,) = jsonld.expand({"@context": context.source, context.keywords["@id"]: "x:a", entry.key: held})
    ((found,),) = [values for key, values in expanded.items() if key != "@id"]
    assert predicate in expanded
    assert found.get("@language", "") == value.language
    assert str(found["@value"]).lower() == value.value.lower()


def node_objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object with an id that says more of its node than that."""
    if isinstance(value, dict):
        if "id" in value and len(value) > 1:
            yield value
        for part in value.values():
            yield from node_objects(part)
    elif isinstance(value, list):
        for part in value:
            yield from node_objects(part)


def test_good_graph_is_trees_in_which_each_node_is_described_once() -> None:
    graph = good_graph()
    for form in ("jsonld", "jsonld-flat"):
        document = json.loads(written([graph], form))
        described = Counter(load_full(node["id"]) for node in node_objects(document["@graph"]))
        assert described == Counter({triple.subject for triple in graph.triples})


def load_full(name: str) -> str:
    """The IRI of an @id as our writer shortens it."""
    prefix, _, local = name.partition(":")
    term = load_context().terms.get(prefix)
    return name if term is None or local.startswith("//") else term.iri + local


def test_one_tree_for_each_conflict() -> None:
    graphs = [small_graph(), small_graph("Siege of Zell", "999")]
    document = json.loads(written(graphs, "jsonld"))
    assert [(root["id"], root["type"]) for root in document["@graph"] if root["type"] != "Claim"] == [
        (f"{BASE}conflict/Battle_of_Orvel_(1911)", "Conflict"),
        (f"{BASE}conflict/Siege_of_Zell", "Conflict"),
    ]
    tree = document["@graph"][0]
    group = tree["hasSide"][0]["belligerent"][0]
    assert group == {"id": f"{BASE}group/Lowlands", "type": "Group", "label": {"en": "Lowlands"}}
    assert "claim" not in json.dumps(tree["hasSide"])
    (claim,) = [root for root in document["@graph"] if root["type"] == "Claim" and root["subject"] == tree["hasSide"][0]["id"]]
    assert claim["predicate"] == "belligerent"
    assert claim["object"] == group["id"]
    assert claim["evidence"][0]["hasSelector"][0]["startsAt"] == 3
    assert claim["evidence"][0]["hasSource"] == f"{BASE}article/Battle_of_Orvel_(1911)/abc123def456"
    assert tree["describedIn"]["type"] == "Article"


def test_flat_nodes_stand_in_reading_order() -> None:
    graph = small_graph()
    document = json.loads(written([graph], "jsonld-flat"))
    assert [node["id"] for node in document["@graph"]] == [node.iri for node in order_nodes(graph.triples)]


def test_named_graphs_are_objects_of_their_own() -> None:
    document = json.loads(written([small_graph(), small_graph("Siege of Zell", "999")], "jsonld", named=True))
    assert [entry["id"] for entry in document["@graph"]] == [
        f"{BASE}article/Battle_of_Orvel_(1911)/abc123def456#graph",
        f"{BASE}article/Siege_of_Zell/999#graph",
    ]


def test_context_is_inlined() -> None:
    assert json.loads(written([], "jsonld")) == {"@context": load_context().source, "@graph": []}


def test_a_group_stands_on_its_side_and_not_with_an_ally() -> None:
    conflict, side, one, two = (IRI(f"x:{name}") for name in ("conflict", "side", "one", "two"))
    graph = ArticleGraph.of(A, [
        Triple(conflict, RDF_TYPE, CK.term("Conflict")), Triple(conflict, CK.term("hasSide"), side), Triple(side, RDF_TYPE, CK.term("Side")),
        Triple(side, CK.term("belligerent"), one), Triple(side, CK.term("belligerent"), two), Triple(one, CK.term("alliedWith"), two),
        Triple(two, CK.term("alliedWith"), one),
    ])  # fmt: skip
    assert {iri: place.parent for iri, place in find_places(order_nodes(graph.triples)).items()} == {
        side: conflict,
        one: side,
        two: side,
    }


def test_long_chains_and_rings_do_not_nest_without_end() -> None:
    chain = [Triple(IRI(f"x:{number}"), CK.term("memberOf"), IRI(f"x:{(number + 1) % 3000}")) for number in range(3000)]
    graph = ArticleGraph.of(A, chain)
    text = written([graph], "jsonld")
    assert max(len(line) - len(line.lstrip()) for line in text.splitlines()) < 200
    assert Counter(node["id"] for node in node_objects(json.loads(text)["@graph"])) == Counter(f"x:{number}" for number in range(3000))


@settings(deadline=None)
@given(triple_sets)
def test_any_graph_describes_each_node_once(triples: tuple[Triple, ...]) -> None:
    document = json.loads(written([ArticleGraph(A, triples)], "jsonld"))
    described = Counter(load_full(node["id"]) for node in node_objects(document["@graph"]))
    assert set(described.values()) <= {1}
    assert set(described) == {triple.subject for triple in triples}
