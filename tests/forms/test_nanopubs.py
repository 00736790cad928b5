"""Graphs as nanopublications and back; others find them valid, and what was changed or is missing is refused."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from link_graphs import run, write_inputs
from rdf_values import good_graph, written
from table_articles import DATA, triples_of

import kg
from kg.forms.nanopub.making import graph_to_nanopubs, to_nanopubs
from kg.forms.nanopub.nanopub import NPX, Nanopub, NanopubError
from kg.forms.nanopub.reading import from_nanopubs, has_nanopubs
from kg.forms.nanopub.writing import write_nanopubs
from kg.rdf.formats import UnknownFormatError, find_format
from kg.rdf.nquads_reading import Quad, parse_quads
from kg.rdf.reading import parse_graph, read_quads
from kg.rdf.reification import statement_triples
from kg.rdf.terms import CC, CK, DCT, IRI, OA, PROV, RDF_TYPE, Literal, Triple, sort_triples

ARTICLES = sorted((DATA / "articles").iterdir())
CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
BASE = "https://example.org/"
ARTICLE = IRI(f"{BASE}article/Battle_of_A/abc")
GRAPH, RUN, WORDS, CLAIM = (IRI(name) for name in (f"{ARTICLE}#graph", f"{ARTICLE}#extraction", f"{ARTICLE}#char-0-2", f"{BASE}claim/1"))
LICENCE, SOFTWARE = IRI("https://creativecommons.org/licenses/by-sa/4.0/"), IRI(f"{BASE}software/1")
SIDE, FIGURE = IRI(f"{BASE}conflict/A/side/1"), IRI(f"{BASE}conflict/A/side/1/losses/1")
FACT = Triple(SIDE, CK.term("losses"), FIGURE)
ASSERTED = (
    FACT, Triple(SIDE, RDF_TYPE, CK.term("Side")), Triple(FIGURE, CK.term("atLeast"), Literal("3")),
    Triple(CLAIM, RDF_TYPE, CK.term("Claim")), *statement_triples(CLAIM, FACT), Triple(CLAIM, CK.term("from"), Literal("2017")),
)  # fmt: skip
ORIGIN = (
    Triple(CLAIM, CK.term("rule"), Literal("count")), Triple(CLAIM, CK.term("evidence"), WORDS),
    Triple(WORDS, RDF_TYPE, OA.term("SpecificResource")), Triple(WORDS, OA.term("hasSource"), ARTICLE),
)  # fmt: skip
CREDITS = (
    Triple(ARTICLE, RDF_TYPE, CK.term("Article")),
    Triple(ARTICLE, DCT.term("license"), LICENCE),
    Triple(ARTICLE, CC.term("attributionName"), Literal("W")),
)
REST = (
    Triple(GRAPH, DCT.term("license"), LICENCE), Triple(RUN, PROV.term("wasAssociatedWith"), SOFTWARE),
    Triple(RUN, PROV.term("endedAtTime"), Literal("2026-01-01T00:00:00Z")),
)  # fmt: skip
AGENT = (Triple(SOFTWARE, RDF_TYPE, PROV.term("SoftwareAgent")),)
WHOLE = sort_triples((*ASSERTED, *ORIGIN, *CREDITS, *REST, *AGENT))


def quads_of(nanopubs: Iterable[Nanopub]) -> list[Quad]:
    return [quad for nanopub in nanopubs for quad in nanopub.quads()]


def text_of(nanopubs: Iterable[Nanopub], syntax: str) -> str:
    out = io.StringIO()
    write_nanopubs(nanopubs, find_format(syntax), out)
    return out.getvalue()


def test_a_claim_is_a_nanopublication() -> None:
    """Whole: what is asserted, how it came to be, under which licence, by whom, when."""
    claim, described, index = graph_to_nanopubs(WHOLE, GRAPH)
    own = {name.partition("#")[2]: name for name, _ in claim.parts}
    assert claim.iri.startswith(f"{BASE}np/RA")
    assert [name.partition("#")[0] for name, _ in claim.parts] == [claim.iri] * 4
    assert {name.partition("#")[2]: triples for name, triples in claim.parts if name != own["Head"]} == {
        "assertion": sort_triples(ASSERTED),
        "provenance": sort_triples(
            (
                *ORIGIN, *CREDITS, Triple(own["assertion"], PROV.term("wasDerivedFrom"), ARTICLE),
                Triple(own["assertion"], PROV.term("wasGeneratedBy"), RUN), Triple(own["assertion"], DCT.term("isPartOf"), GRAPH),
            )
        ),
        "pubinfo": sort_triples(
            (
                *AGENT, Triple(claim.iri, DCT.term("license"), LICENCE), Triple(claim.iri, DCT.term("creator"), SOFTWARE),
                Triple(claim.iri, DCT.term("created"), Literal("2026-01-01T00:00:00Z")), Triple(claim.iri, CC.term("attributionName"), Literal("W")),
                Triple(claim.iri, NPX.term("introduces"), CLAIM),
            )
        ),
    }  # fmt: skip
    assert described.parts[1][1] == sort_triples(REST)
    assert index.parts[1][1] == sort_triples(Triple(index.iri, NPX.term("includesElement"), iri) for iri in (claim.iri, described.iri))


@pytest.mark.parametrize("name", [None, GRAPH], ids=["default graph", "named"])
@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_there_and_back(path: Path, name: IRI | None) -> None:
    full = triples_of(path)
    assert from_nanopubs(quads_of(graph_to_nanopubs(reversed(full), name))) == {name: full}


def test_the_graph_of_every_term_comes_back() -> None:
    graph = good_graph()
    assert from_nanopubs(quads_of(graph_to_nanopubs(graph.triples))) == {None: graph.triples}


@pytest.mark.parametrize("syntax", ["trig", "nquads"])
def test_the_files_hold_the_same(syntax: str) -> None:
    made = list(graph_to_nanopubs(triples_of(ARTICLES[0]), GRAPH))
    text = text_of(made, syntax)
    assert parse_graph(text.encode(), find_format(syntax)) == sort_triples(quad.triple for quad in quads_of(made))
    assert text == text_of(graph_to_nanopubs(reversed(triples_of(ARTICLES[0])), GRAPH), syntax)


def test_each_has_one_licence_and_one_creator() -> None:
    for nanopub in graph_to_nanopubs(triples_of(ARTICLES[0])):
        said = nanopub.parts[3][1]
        assert [triple.object for triple in said if triple[:2] == (nanopub.iri, DCT.term("license"))] == [LICENCE]
        assert len([triple for triple in said if triple[:2] == (nanopub.iri, DCT.term("creator"))]) == 1


def test_what_no_claim_states_is_asserted_by_none() -> None:
    """A claim whose fact the graph does not assert."""
    silent = tuple(triple for triple in WHOLE if triple != FACT)
    made = list(graph_to_nanopubs(silent))
    assert FACT not in {quad.triple for quad in quads_of(made)}
    assert from_nanopubs(quads_of(made)) == {None: silent}


def test_graphs_of_links_and_merges(tmp_path: Path) -> None:
    """Links are CC0; what was made one is under the licence of the articles."""
    graph, index = write_inputs(tmp_path)
    linked = tmp_path / "linked.nq"
    licensed = tmp_path / "licensed.ttl"
    told = f"<{kg_graph(graph)}> <{DCT.term('license')}> <{LICENCE}> ."
    licensed.write_text(Path(graph).read_text(encoding="utf-8") + told, encoding="utf-8")
    assert run("link", str(licensed), "--index", index, "-o", str(linked), "-q").exit_code == 0
    graphs: dict[IRI | None, list[Triple]] = {}
    for triple, name in read_quads(linked):
        graphs.setdefault(name, []).append(triple)
    made = list(to_nanopubs(graphs))
    assert from_nanopubs(quads_of(made)) == {name: sort_triples(triples) for name, triples in graphs.items()}
    licences = {triple.object for nanopub in made for triple in nanopub.parts[3][1] if triple[:2] == (nanopub.iri, DCT.term("license"))}
    assert licences == {LICENCE, IRI("https://creativecommons.org/publicdomain/zero/1.0/")}


def kg_graph(path: str) -> str:
    return next(triple.object for triple, _ in read_quads(path) if triple.predicate == CK.term("describedIn")) + "#graph"


def test_a_long_index_is_a_chain() -> None:
    claims = [IRI(f"{BASE}claim/{number}") for number in range(1001)]
    facts = [Triple(SIDE, CK.term("note"), Literal(str(number))) for number in range(1001)]
    stated = [triple for claim, fact in zip(claims, facts, strict=True) for triple in statement_triples(claim, fact)]
    made = list(graph_to_nanopubs((*stated, *facts, *CREDITS, *REST)))
    first, last = made[-2:]
    assert (len(first.parts[1][1]), len(last.parts[1][1])) == (1000, 3)
    assert Triple(last.iri, NPX.term("appendsIndex"), first.iri) in last.parts[1][1]
    kinds = [{triple.object for triple in one.parts[3][1] if triple.predicate == RDF_TYPE and triple.subject == one.iri} for one in (first, last)]
    assert kinds == [{NPX.term("NanopubIndex"), NPX.term("IncompleteIndex")}, {NPX.term("NanopubIndex")}]


def test_much_that_no_claim_states_is_cut_into_pieces() -> None:
    many = [Triple(IRI(f"{BASE}group/{number}"), RDF_TYPE, CK.term("Group")) for number in range(2500)]
    made = list(graph_to_nanopubs((*many, *CREDITS, *REST)))
    assert max(len(triples) for one in made for _, triples in one.parts) <= 1000
    assert from_nanopubs(quads_of(made)) == {None: sort_triples((*many, *CREDITS, *REST))}


@pytest.mark.parametrize(
    ("triples", "message"),
    [
        ((*ASSERTED, *ORIGIN), f"{CLAIM}: no licence is told for its graph, and a nanopublication has one"),
        (
            (*ASSERTED, Triple(GRAPH, DCT.term("license"), LICENCE), Triple(IRI(f"{BASE}article/B/d#graph"), DCT.term("license"), SIDE)),
            f"{CLAIM}: 2 licences are told for its graph, and a nanopublication has one",
        ),
        ((Triple(IRI("x:a"), RDF_TYPE, IRI("x:b")),), "x:a: no claim, article, link or graph tells the base of the data"),
    ],
    ids=["no licence", "two licences", "no base"],
)
def test_what_cannot_be_published(triples: tuple[Triple, ...], message: str) -> None:
    with pytest.raises(NanopubError) as caught:
        list(graph_to_nanopubs(triples))
    assert str(caught.value) == message


def damage(nanopubs: list[Nanopub], kind: str) -> list[Quad]:
    """Nanopublications with one fault; the first of them is that of the claim."""
    first, second, *_ = nanopubs
    head, assertion, provenance, pubinfo = first.parts
    others = quads_of(nanopubs[1:])
    quads = list(first.quads())
    match kind:
        case "another word":
            return others + [
                quad._replace(triple=quad.triple._replace(object=Literal("2018"))) if quad.triple.object == Literal("2017") else quad
                for quad in quads
            ]
        case "another licence":
            return others + [quad._replace(triple=quad.triple._replace(object=SIDE)) if quad.triple.object == LICENCE else quad for quad in quads]
        case "a triple less":
            return others + quads[:-1]
        case "a nanopublication less":
            return others
        case "no hash":
            return others + [Quad(*(_renamed(quad, first.iri, IRI(f"{BASE}np/mine")))) for quad in quads]
        case "no assertion":
            return others + [quad for quad in quads if quad.graph != assertion[0]]
        case "no head for it":
            return others + [quad for quad in quads if quad.graph != head[0]]
        case "two assertions":
            return others + quads + [Quad(head[1][0]._replace(object=provenance[0]), head[0])]
        case "two in one head":
            return others + quads + [Quad(Triple(second.iri, *head[1][3][1:]), head[0])]
        case "one graph twice":
            return others + [
                quad._replace(triple=quad.triple._replace(object=pubinfo[0])) if quad.triple.object == provenance[0] else quad for quad in quads
            ]
        case "a graph of another":
            return others + quads + [Quad(Triple(SIDE, RDF_TYPE, SIDE), SIDE)]
    return others + quads + [Quad(Triple(SIDE, RDF_TYPE, SIDE))]


def _renamed(quad: Quad, old: IRI, new: IRI) -> tuple[Triple, IRI]:
    def rename(term: Any) -> Any:
        return IRI(term.replace(old, new)) if isinstance(term, IRI) else term

    return Triple(*map(rename, quad.triple)), rename(quad.graph)


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("another word", "NP: the nanopublication was changed: the hash of what it says is RA"),
        ("another licence", "NP: the nanopublication was changed: the hash of what it says is RA"),
        ("a triple less", "NP: the nanopublication was changed: the hash of what it says is RA"),
        ("a nanopublication less", "INDEX: the index lists a nanopublication that is not there: NP"),
        ("no hash", f"{BASE}np/mine: the nanopublication has no hash in its IRI, so nobody can tell whether it was changed"),
        ("no assertion", "NP: its assertion is empty"),
        ("no head for it", "NP#assertion: the graph is of no nanopublication, though there are some in the file"),
        ("two assertions", "NP: its head names 2 graphs for its assertion, and one is wanted"),
        ("two in one head", "NP#Head: 2 nanopublications have one head"),
        ("one graph twice", "NP: its graphs do not have a name each"),
        ("a graph of another", f"{SIDE}: the graph is of no nanopublication, though there are some in the file"),
        ("in the default graph", "the default graph: the graph is of no nanopublication, though there are some in the file"),
    ],
)
def test_what_was_damaged_is_refused(kind: str, message: str) -> None:
    made = list(graph_to_nanopubs(WHOLE))
    with pytest.raises(NanopubError) as caught:
        from_nanopubs(damage(made, kind))
    assert str(caught.value).startswith(message.replace("NP", made[0].iri).replace("INDEX", made[-1].iri))


def test_what_a_nanopublication_is() -> None:
    [claim, *_] = graph_to_nanopubs(WHOLE)
    assert has_nanopubs(claim.quads())
    assert not has_nanopubs(Quad(triple) for triple in WHOLE)
    assert not has_nanopubs(Quad(quad.triple) for quad in claim.quads())


def test_others_find_them_valid() -> None:
    """The library of the nanopublication community: well-formed, and the hash as it computes it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pytest.importorskip("nanopub", reason="nanopub (extra dev) is not installed")
        made = list(graph_to_nanopubs(triples_of(ARTICLES[0]), GRAPH))
        for nanopub in (*made[::20], *made[-2:]):
            assert _find_valid(nanopub, text_of([nanopub], "trig"))
        with pytest.raises(Exception, match="not valid"):
            _find_valid(made[0], text_of([made[0]], "trig").replace("dct:license", "dct:rights", 1))


def _find_valid(nanopub: Nanopub, text: str) -> bool:
    import rdflib
    from nanopub import Nanopub as Checked
    from nanopub import NanopubConf
    from nanopub.sign_utils import verify_trusty

    read = rdflib.ConjunctiveGraph()
    read.parse(data=text, format="trig")
    return bool(Checked(rdf=read, conf=NanopubConf()).is_valid and verify_trusty(read, nanopub.iri, rdflib.Namespace(f"{nanopub.iri}#")))


@pytest.mark.parametrize("syntax", ["turtle", "ntriples", "jsonld"])
def test_syntaxes_that_they_are_not_written_in(syntax: str) -> None:
    with pytest.raises(UnknownFormatError, match=f"nanopublications are written as trig or nquads, not as {syntax}"):
        text_of(graph_to_nanopubs(WHOLE), syntax)


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this checkout")
@pytest.mark.parametrize("name", ["text", "text3", "html", "xml", "ages", "now"])
def test_real_articles_come_back(name: str) -> None:
    """Every twentieth article, as nanopublications and as RDF 1.2; docs/forms.md tells what was measured on all."""
    for outcome in kg.build(*sorted((CORPUS / name).iterdir())[::20], check=False):
        if isinstance(outcome, kg.Outcome):
            graph = outcome.built.graph
            text = text_of(graph_to_nanopubs(graph.triples, graph.name), "nquads")
            assert from_nanopubs(parse_quads(text)) == {graph.name: graph.triples}
            assert parse_graph(written([graph], "turtle-rdf12").encode(), find_format("turtle")) == graph.triples
