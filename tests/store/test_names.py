"""Entities of a store by their names."""

from __future__ import annotations

import pytest

pytest.importorskip("pyoxigraph", reason="stores need pyoxigraph")

from pathlib import Path

from kg.store.embedded import EmbeddedStore, load_files
from kg.store.names import Found, find_entities

GRAPH = """
@prefix ck: <https://w3id.org/conflict-kg/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix wd: <http://www.wikidata.org/entity/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
<x:war> a ck:Conflict ; rdfs:label "War of Orm–Tol"@en ; skos:altLabel "Valley War"@en ; ck:wikipediaTitle "War of Orm and Tol" ;
  skos:exactMatch wd:Q1 .
<x:other> a ck:Conflict ; rdfs:label "Ormish War"@en ; owl:sameAs wd:Q1 .
<x:tol> a ck:Group ; rdfs:label "Tol"@en . <x:valley> a ck:Place ; rdfs:label "Tol"@en . <x:article> a ck:Article ; rdfs:label "Tol"@en .
<x:krieg> a ck:Conflict ; rdfs:label "Talkrieg"@de .
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    path: Path = tmp_path_factory.mktemp("names") / "graph.ttl"
    path.write_text(GRAPH, encoding="utf-8")
    return load_files([str(path)])


@pytest.mark.parametrize(
    ("name", "entities", "near"),
    [
        ("War of Orm–Tol", ("x:other", "x:war"), ()),
        ("war of orm-tol", ("x:other", "x:war"), ()),
        ("War_of_Orm_and_Tol", ("x:other", "x:war"), ()),
        ("Valley War", ("x:other", "x:war"), ()),
        ("Tol", ("x:tol", "x:valley"), ()),
        ("Talkrieg", ("x:krieg",), ()),
        ("Vally War", (), ("valley war",)),
        ("Zzz", (), ()),
    ],
)
def test_entities_are_found_by_name(name: str, entities: tuple[str, ...], near: tuple[str, ...], store: EmbeddedStore) -> None:
    found = find_entities(store, name)
    assert (tuple(map(str, found.entities)), found.near) == (entities, near)
    assert isinstance(found, Found)
