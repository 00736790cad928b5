"""The ontology: every name of the contract is there and told in full, and nothing that we publish uses a name that is not."""

import json
import re
from pathlib import Path

import pytest
import rdflib
from pyld import jsonld
from rdflib.namespace import DCTERMS, FOAF, OWL, PROF, RDF, RDFS, SKOS, VANN

from kg import resources
from kg.domain.mapping import load_mapping
from kg.domain.ontology import concepts, is_defined, terms, version_iri
from kg.rdf.formats import find_format
from kg.rdf.ntriples import to_lines
from kg.rdf.reading import parse_graph, read_graph
from kg.rdf.terms import CK, PREFIXES
from kg.resources import context_text, ontology_text, shapes_text

DATA = Path(__file__).resolve().parents[1] / "data"
ONTOLOGY = rdflib.URIRef("https://w3id.org/conflict-kg/ontology")
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")

CONTRACT = """
    Conflict Side Group Unit Person Place Estimate Strength Losses Claim Article Reference
    partOf start end when place outcome victor resultKind degree territorialChange cause hasSide participant strength losses describedIn
    number belligerent supporter commander unit statedUnknown
    atLeast atMost approximate counts countedKind scope total addsUp category of within accordingTo
    memberOf alliedWith alignedWith renamedTo mergedInto splitInto ledBy dissolved wikipediaTitle
    evidence certainty Stated Inferred rule basis from until asOf rank role affiliation fate note reference
    revision sha256
    killed wounded captured missing casualties executed displaced defected sick destroyed damaged materielCaptured
    surrendered diedOfWounds resigned assassinated arrested suicide relieved diedOfIllness
    personnel civilians aircraft vessels vehicles artillery formations animals otherCounted
"""
FATES = """killed wounded captured executed missing surrendered diedOfWounds resigned defected assassinated arrested suicide relieved
    diedOfIllness"""
RESULTS = "victory indecisive ceasefire ongoing otherResult"
LOSSES = "killed wounded captured missing casualties executed displaced defected sick destroyed damaged materielCaptured"
COUNTED = "personnel civilians aircraft vessels vehicles artillery formations animals otherCounted"


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(data=ontology_text(), format="turtle")


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(data=shapes_text(), format="turtle")


def term(name: str) -> rdflib.URIRef:
    return rdflib.URIRef(CK + name)


def test_terms_are_those_that_a_parser_finds(ontology: rdflib.Graph) -> None:
    assert terms() == {str(subject).removeprefix(CK) for subject in ontology.subjects(RDF.type) if subject.startswith(CK)}
    assert terms() == {str(subject).removeprefix(CK) for subject in ontology.subjects() if subject.startswith(CK)}


def test_the_version_is_that_which_a_parser_finds(ontology: rdflib.Graph) -> None:
    assert [str(version) for version in ontology.objects(ONTOLOGY, OWL.versionIRI)] == [version_iri()]
    assert version_iri() == f"{ONTOLOGY}/{ontology.value(ONTOLOGY, OWL.versionInfo)}"


def test_every_name_of_the_contract_is_defined() -> None:
    assert set(CONTRACT.split()) - terms() == set()


@pytest.mark.parametrize(
    ("scheme", "names"),
    [
        ("fates", FATES),
        ("lossCategories", LOSSES),
        ("countedKinds", COUNTED),
        ("resultKinds", RESULTS),
        ("certainties", "Stated Inferred"),
        ("ranks", ""),
    ],
)
def test_concepts_of_a_scheme(ontology: rdflib.Graph, scheme: str, names: str) -> None:
    assert concepts(scheme) == set(names.split())
    for relation in (SKOS.inScheme, SKOS.topConceptOf):
        assert {str(concept).removeprefix(CK) for concept in ontology.subjects(relation, term(scheme))} == concepts(scheme)


@pytest.mark.parametrize(
    ("iri", "defined"), [(CK + "fate", True), (CK + "fates", True), (CK + "fat", False), ("http://schema.org/fate", False), ("fate", False)]
)
def test_is_defined(iri: str, defined: bool) -> None:
    assert is_defined(iri) is defined


@pytest.mark.parametrize("name", sorted(terms()))
def test_every_term_is_told_in_full(ontology: rdflib.Graph, name: str) -> None:
    for told in (RDFS.label, SKOS.definition, SKOS.example):
        values = list(ontology.objects(term(name), told))
        assert [value.language for value in values] == ["en"], told
        assert values[0].strip(), told
    assert str(ontology.value(term(name), SKOS.definition)).endswith(".")
    assert list(ontology.objects(term(name), RDFS.isDefinedBy)) == [ONTOLOGY]
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, SKOS.Concept, SKOS.ConceptScheme, PROF.Profile}
    assert len(kinds & set(ontology.objects(term(name), RDF.type))) == 1


def test_classes_and_properties_are_aligned_with_others(ontology: rdflib.Graph) -> None:
    relations = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch)
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    alone = {
        str(subject).removeprefix(CK)
        for kind in kinds
        for subject in ontology.subjects(RDF.type, kind)
        if not any(not str(other).startswith(CK) for relation in relations for other in ontology.objects(subject, relation))
    }
    assert alone == {
        "Side",
        "Strength",
        "Losses",
        "Size",
        "hasSide",
        "statedUnknown",
        "category",
        "alliedWith",
        "alignedWith",
        "resultKind",
        "degree",
        "countedKind",
        "scope",
        "total",
        "addsUp",
    }


def test_no_domain_or_range_makes_a_strength_a_loss_or_a_side_a_conflict(ontology: rdflib.Graph) -> None:
    """What RDFS concludes from the good graph is no more than the classes that its nodes have, and their superclasses."""
    graph = rdflib.Graph().parse(data="".join(to_lines(read_graph(DATA / "good.ttl"))), format="nt")
    ours = set(ontology.subjects(RDF.type, OWL.Class))
    for relation, column in ((RDFS.domain, 0), (RDFS.range, 2)):
        for predicate, cls in ontology.subject_objects(relation):
            for triple in graph.triples((None, predicate, None)):
                if cls in ours:
                    allowed = {
                        node for kind in graph.objects(triple[column], RDF.type) for node in ontology.transitive_objects(kind, RDFS.subClassOf)
                    }
                    assert cls in allowed, (triple, cls)


@pytest.mark.parametrize(
    "property_",
    [
        DCTERMS.title, DCTERMS.description, DCTERMS.abstract, DCTERMS.license, DCTERMS.rights, DCTERMS.creator, DCTERMS.contributor,
        DCTERMS.publisher, DCTERMS.created, DCTERMS.issued, DCTERMS.modified, DCTERMS.language, DCTERMS.source, DCTERMS.bibliographicCitation,
        OWL.versionIRI, OWL.versionInfo, VANN.preferredNamespacePrefix, VANN.preferredNamespaceUri, FOAF.homepage, FOAF.logo, RDFS.label,
        rdflib.URIRef("http://purl.org/ontology/bibo/status"),
    ],
    ids=lambda iri: re.split("[#/]", iri)[-1],
)  # fmt: skip
def test_the_header_has_what_registries_and_fair_checks_ask_for(ontology: rdflib.Graph, property_: rdflib.URIRef) -> None:
    assert len(list(ontology.objects(ONTOLOGY, property_))) == 1


def test_the_header_says_who_owns_the_namespace(ontology: rdflib.Graph) -> None:
    version = str(ontology.value(ONTOLOGY, OWL.versionInfo))
    assert str(ontology.value(ONTOLOGY, OWL.versionIRI)) == f"{ONTOLOGY}/{version}"
    assert str(ontology.value(ONTOLOGY, VANN.preferredNamespaceUri)) == str(CK)
    assert str(ontology.value(ONTOLOGY, VANN.preferredNamespacePrefix)) == "ck"
    assert ontology.value(ONTOLOGY, DCTERMS.license) == rdflib.URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert version in str(ontology.value(ONTOLOGY, DCTERMS.bibliographicCitation))


def test_shapes_name_defined_terms_only(shapes: rdflib.Graph) -> None:
    named = {str(node) for triple in shapes for node in triple if isinstance(node, rdflib.URIRef) and node.startswith(CK)}
    queried = {CK + name for query in shapes.objects(None, SH.select) for name in re.findall(r"\bck:(\w+)", query)}
    assert {iri for iri in named | queried if not is_defined(iri)} == set()


@pytest.mark.parametrize(
    ("shape", "scheme"),
    [
        ("Claim-fate", "fates"),
        ("Losses-category", "lossCategories"),
        ("Estimate-countedKind", "countedKinds"),
        ("Claim-certainty", "certainties"),
        ("Conflict-resultKind", "resultKinds"),
    ],
)
def test_shapes_list_the_concepts_of_the_scheme(shapes: rdflib.Graph, shape: str, scheme: str) -> None:
    values = shapes.value(rdflib.URIRef(f"https://w3id.org/conflict-kg/shapes#{shape}"), SH["in"])
    assert {str(value).removeprefix(CK) for value in shapes.items(values)} == concepts(scheme)


def test_the_good_graph_uses_every_class_and_property(ontology: rdflib.Graph) -> None:
    triples = read_graph(DATA / "good.ttl")
    used = {str(term) for triple in triples for term in triple}
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    unused = {str(subject).removeprefix(CK) for kind in kinds for subject in ontology.subjects(RDF.type, kind) if str(subject) not in used}
    assert unused == {"Estimate", "namedAt", "linkedAt"}  # The last two are of the compact profile.
    assert {iri for iri in used if iri.startswith(CK) and not is_defined(iri)} == set()


def test_the_context_names_defined_terms_and_our_prefixes() -> None:
    context = json.loads(context_text())["@context"]
    targets = {
        value if isinstance(value, str) else value.get("@id") or value["@reverse"] for value in context.values() if isinstance(value, (str, dict))
    }
    assert {name for name in targets if name.startswith("ck:") and name.removeprefix("ck:") not in terms()} == set()
    assert context["@vocab"] == str(CK)
    prefixes = {name: value for name, value in context.items() if isinstance(value, str) and value.startswith("http") and not name.startswith("@")}
    assert prefixes == {name: str(PREFIXES[name]) for name in prefixes}


def test_dates_keep_their_types_under_the_context() -> None:
    """A date whose precision varies has a term for each precision; one that is of one kind only has none."""
    context = json.loads(context_text())["@context"]
    for name in ("start", "end", "from", "until", "asOf", "dissolved", "activeFrom", "activeUntil", "birthDate", "deathDate"):
        told = {suffix: context[name + suffix] for suffix in ("", "Month", "Year")}
        assert {suffix: term["@type"] for suffix, term in told.items()} == {"": "xsd:date", "Month": "xsd:gYearMonth", "Year": "xsd:gYear"}
        assert len({term["@id"] for term in told.values()}) == 1
    assert "@type" not in context.get("retrieved", {})


def test_the_context_takes_the_good_graph_there_and_back() -> None:
    triples = read_graph(DATA / "good.ttl")
    document = jsonld.from_rdf("".join(to_lines(triples)), {"useNativeTypes": False})
    compact = jsonld.compact(document, json.loads(context_text()))
    assert parse_graph(jsonld.to_rdf(compact, {"format": "application/n-quads"}).encode(), find_format("nquads")) == triples
    keys = {key for node in compact["@graph"] for key in node}
    assert [key for key in sorted(keys) if ":" in key or key.startswith("@")] == []


@pytest.mark.parametrize("folder", ["ontology", "shapes"])
def test_files_are_read_from_the_package_where_a_wheel_put_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "file").write_text("shipped", encoding="utf-8")
    monkeypatch.setattr("kg.resources.PACKAGE", tmp_path)
    assert resources._read.__wrapped__(folder, "file") == "shipped"


def test_the_shapes_know_all_terms(shapes: rdflib.Graph) -> None:
    [query] = shapes.objects(rdflib.URIRef("https://w3id.org/conflict-kg/shapes#KnownTerms-query"), SH.select)
    assert set(re.findall(r"\bck:(\w+)", query.partition("NOT IN")[2])) == terms()


@pytest.mark.parametrize(
    ("shape", "qualifiers"),
    [
        ("Qualified-person", ("rank", "role", "fate")), ("Qualified-member", ("affiliation",)), ("Qualified-victory", ("degree",)),
        ("Qualified-stretch", ("from", "until")), ("Qualified-time", ("asOf",)),
    ],
)  # fmt: skip
def test_the_shapes_let_qualifiers_stand_where_the_mapping_does(shape: str, qualifiers: tuple[str, ...], shapes: rdflib.Graph) -> None:
    listed = shapes.value(rdflib.URIRef(f"https://w3id.org/conflict-kg/shapes#{shape}"), SH["in"])
    for qualifier in qualifiers:
        mapped = {str(rule.predicate) for rule in load_mapping().relations.values() if qualifier in rule.qualifiers}
        assert {str(value) for value in shapes.items(listed)} == mapped, qualifier
