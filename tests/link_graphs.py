"""A small graph of an invented article, an index for it, and the items as Wikidata's dump has them."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from kg.cli import main
from kg.link.index.build import build_index
from kg.link.index.sources import open_source

BASE = "https://w3id.org/conflict-kg/"
ARTICLE = f"{BASE}article/Battle_of_Hollen/abc"
TITLES = "title\tqid\nBattle of Hollen\tQ11\nNorland\tQ12\nHollen\tQ13\nVarnish War\tQ14\n"
LABELS = (
    "label\tqid\tkind\nBattle of Hollen\tQ11\tconflict\nNorland\tQ12\tgroup\nHollen\tQ13\tplace\n"
    "Otto Rein\tQ21\tperson\nPeder Loft\tQ22\tperson\nPeder Loft\tQ23\tperson\n"
)
PREFIXES = f"""@prefix ck: <https://w3id.org/conflict-kg/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix schema: <http://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <{BASE}> .
"""
GRAPH = (
    PREFIXES
    + f"""
<conflict/Battle_of_Hollen> a ck:Conflict ; rdfs:label "Battle of Hollen"@en ; ck:describedIn <{ARTICLE}> ;
  ck:start "2017-06-20"^^xsd:date ; ck:end "2017-06-22"^^xsd:date ; ck:partOf <conflict/Varnish_War> ; ck:place <place/Hollen> ;
  ck:hasSide <conflict/Battle_of_Hollen/side/1> .
<conflict/Varnish_War> a ck:Conflict ; rdfs:label "Varnish War"@en ; ck:wikipediaTitle "Varnish War" .
<place/Hollen> a ck:Place ; rdfs:label "Hollen"@en ; ck:wikipediaTitle "Hollen" .
<conflict/Battle_of_Hollen/side/1> a ck:Side ; ck:number 1 ; ck:belligerent <group/Norland> ;
  ck:commander <article/Battle_of_Hollen/person/Otto_Rein>, <article/Battle_of_Hollen/person/Peder_Loft>,
    <article/Battle_of_Hollen/person/Ann_Só%20X> .
<group/Norland> a ck:Group ; rdfs:label "Norland"@en ; ck:wikipediaTitle "Norland" .
<article/Battle_of_Hollen/person/Otto_Rein> a ck:Person ; rdfs:label "Otto Rein"@en .
<article/Battle_of_Hollen/person/Peder_Loft> a ck:Person ; rdfs:label "Peder Loft"@en .
<article/Battle_of_Hollen/person/Ann_Só%20X> a ck:Person ; rdfs:label "Ann Só \\t\\"X\\""@en .
<{ARTICLE}> a ck:Article ; dct:title "Battle of Hollen"@en ; dct:language "en" ; ck:form "mediawiki" ; ck:revision "77" ;
  schema:url <https://en.wikipedia.org/wiki/Battle_of_Hollen> .
<{ARTICLE}#char-0-4> oa:hasSource <{ARTICLE}> .
<{ARTICLE}#reference-1> a ck:Reference ; dct:publisher "Daily" ;
  dct:title "Days|of \\"war\\"\\n||in\\tHollen" ; schema:url "https://news.example.org/a|b?c=\\"d\\"" .
"""
    + "".join(
        f"""<claim/{n}> a ck:Claim ; rdf:subject {s} ; rdf:predicate {p} ; rdf:object {o} ;
  ck:certainty ck:Stated ; ck:evidence <{ARTICLE}#char-0-4> {r} .
"""
        for n, (s, p, o, r) in enumerate(
            [
                ("<conflict/Battle_of_Hollen>", "ck:start", '"2017-06-20"^^xsd:date', f"; ck:reference <{ARTICLE}#reference-1>"),
                ("<conflict/Battle_of_Hollen>", "ck:end", '"2017-06-22"^^xsd:date', ""),
                ("<conflict/Battle_of_Hollen>", "ck:partOf", "<conflict/Varnish_War>", f"; ck:reference <{ARTICLE}#reference-1>"),
                ("<conflict/Battle_of_Hollen>", "ck:place", "<place/Hollen>", f"; ck:reference <{ARTICLE}#reference-1>"),
                ("<conflict/Battle_of_Hollen/side/1>", "ck:belligerent", "<group/Norland>", ""),
            ]
        )
    )
)


def run(*arguments: str, given: str = "") -> Result:
    """Run kg with these arguments."""
    return CliRunner().invoke(main, list(arguments), input=given)


def write_inputs(folder: Path) -> tuple[str, str]:
    """Write the graph and the index into a folder; their paths."""
    graph, index = folder / "graph.ttl", folder / "x.idx"
    graph.write_text(GRAPH, encoding="utf-8")
    for name, text in (("titles.tsv", TITLES), ("labels.tsv", LABELS)):
        (folder / name).write_text(text, encoding="utf-8")
    build_index(str(index), (r for name in ("titles.tsv", "labels.tsv") for r in open_source(str(folder / name))))
    return str(graph), str(index)


def _claim(value: object) -> dict[str, object]:
    return {"mainsnak": {"snaktype": "value", "datavalue": {"value": value}}, "rank": "normal"}


def write_dump(folder: Path, **claims: list[object]) -> str:
    """Write a dump in which the battle has these claims, and the place lies in Norland."""
    entities = [
        {"type": "item", "id": "Q11", "claims": {name: [_claim(value) for value in values] for name, values in claims.items()}},
        {"type": "item", "id": "Q13", "claims": {"P17": [_claim({"id": "Q12"})]}},
        {"type": "item", "id": "Q99"},
    ]
    path = folder / "dump.json"
    path.write_text("[\n" + ",\n".join(map(json.dumps, entities)) + "\n]\n", encoding="utf-8")
    return str(path)
