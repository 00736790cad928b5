"""The 24 checks of FOOPS! (FAIR principles for ontologies) on our ontology, as kg serve serves it: python benchmarks/ontology_score.py.

FOOPS! itself asks the web, where the ontology has to be hosted. Here the server stands in for w3id.org: what is asked of the IRI is asked of it.
Checks that only hosting can pass are told apart.
"""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from kg.resources import ontology_text

IRI = URIRef("https://w3id.org/conflict-kg/ontology")
HOSTED = "needs hosting"
DCT, VANN, BIBO, FOAF = "http://purl.org/dc/terms/", "http://purl.org/vocab/vann/", "http://purl.org/ontology/bibo/", "http://xmlns.com/foaf/0.1/"
MINIMUM = (f"{DCT}title", f"{DCT}description", f"{DCT}license", str(OWL.versionIRI), f"{DCT}creator", f"{VANN}preferredNamespaceUri")
RECOMMENDED = (f"{VANN}preferredNamespacePrefix", str(OWL.versionInfo), f"{DCT}created", f"{DCT}bibliographicCitation", f"{DCT}contributor")
DETAILED = (f"{DCT}publisher", f"{FOAF}logo", f"{BIBO}status", f"{DCT}source", f"{DCT}issued", f"{DCT}modified", str(OWL.priorVersion))

Check = tuple[str, str, Callable[[], bool] | str]


@contextmanager
def serving() -> Iterator[str]:
    """Kg serve over the sample article; its address."""
    with TemporaryDirectory() as folder:
        graph = f"{folder}/sample.nq"
        subprocess.run([sys.executable, "-m", "kg", "build", "--sample", "-q", "-o", graph], check=True)
        server = subprocess.Popen([sys.executable, "-m", "kg", "serve", graph, "--port", "0"], stderr=subprocess.PIPE, text=True)
        try:
            assert server.stderr is not None
            for line in server.stderr:
                if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                    yield found.group()
                    break
        finally:
            server.terminate()
            server.wait(30)


class Ontology:
    """The ontology as the server gives it, and what its graph says."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.graph = Graph().parse(data=ontology_text(), format="turtle")
        own = str(IRI) + "#"
        self.terms = sorted({s for s, _, o in self.graph.triples((None, RDF.type, None)) if str(s).startswith(own) and "Individual" not in str(o)})

    def fetch(self, iri: str, accept: str) -> tuple[str, str]:
        """The media type and the text of an IRI of ours."""
        url = iri.replace("https://w3id.org/conflict-kg/", f"{self.address}/", 1)
        with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept": accept}), timeout=30) as answer:
            return answer.headers.get_content_type(), answer.read().decode()

    def has(self, *properties: str) -> bool:
        """Whether the ontology has a value of each of these properties."""
        return all((IRI, URIRef(name), None) in self.graph for name in properties)

    def each(self, *properties: URIRef) -> bool:
        """Whether each term has one of these properties."""
        return all(any((term, name, None) in self.graph for name in properties) for term in self.terms)

    def parses(self, iri: str) -> bool:
        """Whether an IRI leads to Turtle that names the ontology."""
        kind, text = self.fetch(iri, "text/turtle")
        return kind == "text/turtle" and (IRI, RDF.type, OWL.Ontology) in Graph().parse(data=text, format="turtle")


def checks(ontology: Ontology) -> Iterator[Check]:
    """Name, meaning, and the check or why it cannot be made here."""
    graph = ontology.graph
    version = str(graph.value(IRI, OWL.versionIRI))
    used = {str(o) for p in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, RDFS.range, RDFS.domain) for o in graph.objects(None, p)}
    foreign = {name for name in used if not name.startswith(str(IRI))}
    yield "PURL1", "persistent IRI", lambda: str(IRI).startswith("https://w3id.org/")
    yield "URI1", "the IRI resolves", lambda: ontology.parses(str(IRI))
    yield "URI2", "the IRI is the ontology's own name", lambda: [*graph.subjects(RDF.type, OWL.Ontology)] == [IRI]
    yield "VER1", "version IRI", lambda: version.startswith(f"{IRI}/")
    yield "VER2", "the version IRI resolves", lambda: ontology.parses(version)
    yield "OM1", "minimum metadata", lambda: ontology.has(*MINIMUM)
    yield "FIND1", "prefix declared", lambda: ontology.has(f"{VANN}preferredNamespacePrefix")
    yield "FIND2", "prefix in prefix.cc or LOV", HOSTED
    yield "FIND3", "in a metadata registry", HOSTED
    yield "FIND_3_BIS", "metadata are there even when the ontology is not (a registry)", HOSTED
    yield (
        "CN1",
        "content negotiation",
        lambda: ontology.fetch(str(IRI), "application/ld+json, text/turtle")[0] in ("text/turtle", "application/ld+json"),
    )
    yield "HTTP1", "open protocol", lambda: str(IRI).startswith("https:")
    yield "RDF1", "available in RDF", lambda: ontology.parses(str(IRI))
    yield "VOC1", "metadata by common vocabularies", lambda: ontology.has(f"{DCT}title", f"{DCT}license")
    yield "VOC2", "other vocabularies are used", lambda: len({name.rpartition("#")[0] or name.rpartition("/")[0] for name in foreign}) >= 3
    yield "VOC3", "each term has a label", lambda: ontology.each(RDFS.label)
    yield "VOC4", "each term has a definition", lambda: ontology.each(SKOS.definition, RDFS.comment)
    yield "DOC1", "documentation in HTML", lambda: ontology.fetch(str(IRI), "text/html")[0] == "text/html"
    yield "OM2", "recommended metadata", lambda: ontology.has(*RECOMMENDED)
    yield "OM3", "detailed metadata (its DOI comes with a deposit)", lambda: ontology.has(*DETAILED)
    yield "OM4.1", "licence", lambda: ontology.has(f"{DCT}license")
    licence = str(graph.value(IRI, URIRef(f"{DCT}license")))
    yield "OM4.2", "the licence resolves (one of Creative Commons)", lambda: licence.startswith("https://creativecommons.org/licenses/")
    yield "OM5.1", "basic provenance", lambda: ontology.has(f"{DCT}creator", f"{DCT}created")
    yield "OM5.2", "detailed provenance", lambda: ontology.has(f"{DCT}issued", f"{DCT}publisher", f"{DCT}modified")


def main() -> int:
    """Print each check; 1 where one fails that hosting would not mend."""
    with serving() as address:
        ontology = Ontology(address)
        told = [(name, meaning, check if isinstance(check, str) else "holds" if check() else "FAILS") for name, meaning, check in checks(ontology)]
    for name, meaning, verdict in told:
        print(f"{name:10} {verdict:13} {meaning}")
    print(f"{sum(verdict == 'holds' for *_, verdict in told)} of {len(told)} hold, {sum(verdict == HOSTED for *_, verdict in told)} need hosting")
    return int(any(verdict == "FAILS" for *_, verdict in told))


if __name__ == "__main__":
    raise SystemExit(main())
