"""DCAT, VoID, the service description and PROV of a release."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from published import BASE, BY_SA, CC0, LAYERS, TOLD, make_release

from kg.publish.config import Config
from kg.publish.describe.catalogue.dcat import describe_catalogue
from kg.publish.describe.catalogue.prov import describe_run
from kg.publish.describe.catalogue.service import describe_service
from kg.publish.describe.coverage import Coverage
from kg.publish.describe.release import Release, release_iri
from kg.publish.describe.statements import DCAT, SD, SPDX, to_turtle
from kg.rdf.terms import CK, DCT, IRI, PROV, Literal, Triple

NAME = IRI(f"{BASE}release/2.1.0")


def objects(triples: list[Triple], subject: str, predicate: IRI) -> list[str]:
    return [value.value if isinstance(value, Literal) else value for name, said, value in triples if (name, said) == (subject, predicate)]


def test_a_distribution_tells_size_hash_form_and_licence() -> None:
    told = list(describe_catalogue(make_release()))
    distribution, checksum = f"{NAME}#data/links.nq.gz", f"{NAME}#data/links.nq.gz-sha256"
    found = {predicate.rpartition("/")[2].rpartition("#")[2]: value for subject, predicate, value in told if subject == distribution}
    assert {name: value.value if isinstance(value, Literal) else value for name, value in found.items()} == {
        "type": DCAT.term("Distribution"), "title": "Links to Wikidata (N-Quads, packed with gzip)", "identifier": "data/links.nq.gz", "license": CC0,
        "accessURL": "https://data.example.org/wars/data/links.nq.gz", "downloadURL": "https://data.example.org/wars/data/links.nq.gz",
        "mediaType": "https://www.iana.org/assignments/media-types/application/n-quads",
        "format": "http://publications.europa.eu/resource/authority/file-type/RDF_N_QUADS",
        "compressFormat": "https://www.iana.org/assignments/media-types/application/gzip", "byteSize": "10", "issued": "2026-11-29",
        "checksum": checksum,
    }  # fmt: skip
    assert objects(told, checksum, SPDX.term("checksumValue")) == ["01" * 32]


def test_dataset_version_coverage_and_people() -> None:
    told = list(describe_catalogue(make_release(previous=release_iri(BASE, "2.0.0"))))
    assert objects(told, NAME, DCAT.term("previousVersion")) == [f"{BASE}release/2.0.0"]
    assert objects(told, NAME, DCT.term("creator")) == ["https://orcid.org/0000-0002-1825-0097", f"{NAME}#creator-2"]
    assert objects(told, f"{NAME}#temporal", DCAT.term("startDate")) == ["-0330-10"]
    assert objects(told, f"{NAME}#spatial", DCAT.term("bbox")) == ["POLYGON((1.0 2.0,3.5 2.0,3.5 4.0,1.0 4.0,1.0 2.0))"]


def test_several_licences_are_told_as_rights() -> None:
    layer = replace(LAYERS[0], licence=(BY_SA, "https://www.gnu.org/licenses/fdl-1.3.html"))
    release = make_release()
    told = list(describe_catalogue(Release(release.dataset, release.files, {layer.name: layer}, release.coverage)))
    assert objects(told, NAME, DCT.term("license")) == []
    assert objects(told, NAME, DCT.term("rights")) == [f"{NAME}#rights"]


def test_what_nobody_told_is_left_out() -> None:
    told = list(describe_catalogue(make_release(Config(), Coverage(), issued="", articles=())))
    assert not {DCT.term(name) for name in ("publisher", "creator", "issued", "temporal", "spatial", "language")} & {
        triple.predicate for triple in told
    }
    assert DCAT.term("Catalog") not in {triple.object for triple in told}


def test_prov_names_software_inputs_and_layers() -> None:
    told = list(describe_run(make_release()))
    run = f"{NAME}#publication"
    assert objects(told, run, PROV.term("wasAssociatedWith")) == ["https://w3id.org/conflict-kg/software/conflict-kg/0.2.0"]
    assert objects(told, run, PROV.term("used")) == ["https://w3id.org/conflict-kg/ontology/0.2.0", f"{BASE}article/A/1"]
    assert objects(told, run, PROV.term("generated")) == [NAME, f"{NAME}#full", f"{NAME}#links"]
    assert objects(told, f"{BASE}article/A/1", CK.term("sha256")) == ["ab" * 32]
    assert objects(told, f"{NAME}#full-rdfc10", SPDX.term("checksumValue")) == ["23" * 32]
    assert objects(told, f"{NAME}#links", PROV.term("wasDerivedFrom")) == []


def test_service_names_the_graph_of_each_article() -> None:
    told = list(describe_service(make_release()))
    assert [triple.object for triple in told if triple.predicate == SD.term("name")] == [f"{BASE}article/A/1#graph"]


@pytest.mark.parametrize("describe", [describe_catalogue, describe_run, describe_service])
def test_nothing_is_of_the_moment(describe: object) -> None:
    made = [to_turtle(describe(make_release(TOLD))) for _ in range(2)]  # type: ignore[operator]
    assert made[0] == made[1]


@pytest.mark.parametrize("name", ["dcat", "void", "service", "prov", "quality"])
@pytest.mark.parametrize("which", ["release", "bare"])
def test_descriptions_are_turtle_without_blank_nodes(name: str, which: str, request: pytest.FixtureRequest) -> None:
    store = pyoxigraph.Store()
    store.load(path=request.getfixturevalue(which) / f"metadata/{name}.ttl", format=pyoxigraph.RdfFormat.TURTLE)
    assert not [quad for quad in store if isinstance(quad.subject, pyoxigraph.BlankNode) or isinstance(quad.object, pyoxigraph.BlankNode)]
    assert len(store) > 10


def test_void_names_dumps_and_linksets(release: Path) -> None:
    store = pyoxigraph.Store()
    store.load(path=release / "metadata/void.ttl", format=pyoxigraph.RdfFormat.TURTLE)
    prefix = "PREFIX void: <http://rdfs.org/ns/void#> "
    dumps = [row["d"].value for row in store.query(prefix + "SELECT ?d { ?layer void:dataDump ?d } ORDER BY ?d")]
    site = "https://data.example.org/wars/data/"
    assert dumps == [f"{site}{name}" for name in ("facts.nq.gz", "full.nq.gz", "full.trig.gz", "links.nq.gz")]
    links = [(row["of"].value.rpartition("/")[2], row["n"].value) for row in store.query(prefix + """
        SELECT ?of ?n { ?l a void:Linkset ; void:subjectsTarget ?of ; void:linkPredicate <http://www.w3.org/2004/02/skos/core#exactMatch> ;
                        void:objectsTarget <http://www.wikidata.org/entity/Q2013> ; void:triples ?n } ORDER BY ?of""")]  # fmt: skip
    assert links == [("2.1.0", "1"), ("2.1.0#links", "1")]


@pytest.mark.parametrize(("site", "page"), [(True, "index.html"), (False, "README.md")])
def test_the_page_to_begin_with_is_there(site: bool, page: str) -> None:
    told = list(describe_catalogue(make_release(site=site)))
    assert objects(told, NAME, DCAT.term("landingPage")) == [f"https://data.example.org/wars/{page}"]
