"""Looking up the words of claims: what pages show of them is the same, however much is looked up."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_graph import BASE, GRAPH

pytest.importorskip("pyoxigraph", reason="a store needs the extra serve")

from kg.graph.facts import GraphIndex, passage_of, quoted
from kg.pages.parts.statements import read_statements
from kg.rdf.terms import CK, IRI, OA
from kg.store.description import describe
from kg.store.embedded import EmbeddedStore, load_files
from kg.store.evidence import look_up_evidence, look_up_words

ELSEWHERE = """
<urn:e> <http://www.w3.org/ns/oa#hasSource> <urn:a> ; <http://www.w3.org/ns/oa#hasSelector> <urn:q> .
<urn:q> <http://www.w3.org/ns/oa#exact> "other words" ; <http://www.w3.org/ns/oa#start> 3 ; <http://www.w3.org/ns/oa#end> 14 .
<urn:a#char-5-9> <http://www.w3.org/ns/oa#hasSource> <urn:a> ; <http://www.w3.org/ns/oa#hasSelector> <urn:r> .
<urn:r> <http://www.w3.org/ns/oa#exact> "more" ; <http://www.w3.org/ns/oa#start> 5 ; <http://www.w3.org/ns/oa#end> 9 .
"""


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    return load_files([str(GRAPH)])


def test_pages_have_the_words_of_claims_as_the_graph_has_them(store: EmbeddedStore) -> None:
    evidence = [row[0] for row in store.select(f"SELECT DISTINCT ?e {{ ?claim <{CK.term('evidence')}> ?e }}").rows if isinstance(row[0], IRI)]
    whole, brief = GraphIndex.of_any(look_up_evidence(store, evidence)), GraphIndex.of_any(look_up_words(store, evidence))
    assert len(evidence) > 20
    for iri in evidence:
        assert quoted(brief, iri) == quoted(whole, iri)
        assert passage_of(brief, iri) == passage_of(whole, iri)
        assert brief.all(iri, OA.term("hasSource")) == whole.all(iri, OA.term("hasSource"))


@pytest.mark.parametrize("name", ["conflict/Tarsk_offensive", "group/Drava", "person/Osk_Marel", "place/Drava"])
def test_a_description_for_a_page_has_the_same_claims(name: str, store: EmbeddedStore) -> None:
    whole, brief = describe(store, IRI(BASE + name)), describe(store, IRI(BASE + name), for_page=True)
    assert whole
    assert brief
    assert read_statements(brief.index) == read_statements(whole.index)


def test_evidence_whose_iri_tells_nothing_is_looked_up_whole(tmp_path: Path) -> None:
    place = tmp_path / "elsewhere.ttl"
    place.write_text(ELSEWHERE, encoding="utf-8")
    store, evidence = load_files([str(place)]), [IRI("urn:e"), IRI("urn:a#char-5-9")]
    found = GraphIndex.of_any(look_up_words(store, evidence))
    assert [quoted(found, iri).text for iri in evidence] == ["other words", "more"]
    assert [quoted(found, iri).start for iri in evidence] == [3, 5]
