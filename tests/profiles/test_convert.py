"""Between the profiles: nothing is lost between full and compact, facts lose what they say, and a graph that is not what it says is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from shape_breaks import BREAKS, GOOD, Break, ids_of
from table_articles import triples_of

import kg
from kg.domain.ontology import version_iri
from kg.profiles import COMPACT, FACTS, FULL
from kg.profiles.claims import ProfileError, usual_rules
from kg.profiles.convert import convert, expand, profile_of
from kg.profiles.nodes import gather
from kg.rdf.ntriples import to_lines
from kg.rdf.terms import CK, DCT, IRI, OA, RDF, RDF_TYPE, RDFS, SKOS, Literal, Triple, sort_triples
from kg.validation.shapes import validate

DATA = Path(__file__).resolve().parents[1] / "data"
ARTICLES = sorted((DATA / "articles").iterdir())
CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
NAMES = {RDFS.term("label"), SKOS.term("altLabel"), CK.term("wikipediaTitle")}


def facts_that_are_no_names(triples: tuple[Triple, ...]) -> int:
    return sum(triple.predicate == RDF.term("predicate") and triple.object not in NAMES for triple in triples)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_there_and_back(path: Path) -> None:
    full = triples_of(path)
    compact = convert(full, COMPACT)
    assert (profile_of(full), profile_of(compact)) == (FULL, COMPACT)
    assert len(compact) < 0.45 * len(full)
    assert convert(compact, FULL) == full
    assert expand(compact) == full
    assert convert(compact, FACTS) == convert(full, FACTS)


def test_two_articles_that_were_made_compact_apart_come_back_together() -> None:
    both = [triples_of(DATA / "articles" / name) for name in ("tollgate-rising.wiki", "third-lowland-rifles.wiki", "lowland-league.wiki")]
    apart = sort_triples(triple for triples in both for triple in convert(triples, COMPACT))
    assert expand(apart) == sort_triples(triple for triples in both for triple in triples)


def test_a_graph_of_any_make_comes_back() -> None:
    """The good graph of the shapes was written by hand: other rules, selectors and articles than ours."""
    good = sort_triples(GOOD)
    assert convert(convert(good, COMPACT), FULL) == good


@pytest.mark.parametrize("change", BREAKS[::3], ids=ids_of)
def test_a_graph_with_an_error_comes_back_with_it(change: Break) -> None:
    broken = sort_triples(change.graph())
    assert convert(convert(broken, COMPACT), FULL) == broken


def test_the_compact_graph_still_quotes_the_words_of_facts() -> None:
    compact = convert(triples_of(DATA / "articles" / "tollgate-rising.wiki"), COMPACT)
    nodes = gather(compact)
    claims = [said for said in nodes.values() if said.get(RDF.term("predicate")) == [CK.term("belligerent")]]
    quotes = [nodes[IRI(str(piece))][OA.term("exact")] for said in claims for piece in said[CK.term("evidence")]]
    assert claims
    assert all(quotes)
    assert RDF_TYPE not in claims[0]


def test_facts_keep_what_limits_them_in_time() -> None:
    facts = convert(triples_of(DATA / "articles" / "siege-of-hollenfurt.txt"), FACTS)
    nodes = gather(facts)
    limited = [said for said in nodes.values() if said.get(RDF_TYPE) == [RDF.term("Statement")]]
    assert limited
    assert all(said.keys() & {CK.term("from"), CK.term("until"), CK.term("asOf")} for said in limited)
    assert not any(said.keys() & {CK.term("evidence"), CK.term("rule")} or CK.term("Claim") in said.get(RDF_TYPE, ()) for said in nodes.values())


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_each_profile_conforms(path: Path) -> None:
    full = triples_of(path)
    for profile in (COMPACT, FACTS):
        assert validate(convert(full, profile)).results == ()


@pytest.mark.parametrize("profile", [FULL, COMPACT, FACTS])
def test_every_profile_tells_the_version_of_the_ontology(profile: str) -> None:
    made = convert(triples_of(DATA / "articles" / "tollgate-rising.wiki"), profile)
    told = [triple.object for triple in made if triple.predicate == DCT.term("conformsTo")]
    own = {FULL: [], COMPACT: [CK.term("CompactProfile")], FACTS: [CK.term("FactsProfile")]}[profile]
    assert sorted(map(str, told)) == sorted([version_iri(), *own])


def test_facts_are_still_checked() -> None:
    facts = [triple for triple in convert(triples_of(DATA / "articles" / "siege-of-hollenfurt.txt"), FACTS) if triple.predicate != CK.term("number")]
    assert {result.shape for result in validate(facts).results} >= {"Side-number"}


@pytest.mark.parametrize("wanted", [FULL, COMPACT])
def test_facts_cannot_become_more(wanted: str) -> None:
    facts = convert(triples_of(DATA / "articles" / "siege-of-hollenfurt.txt"), FACTS)
    assert convert(facts, FACTS) == facts
    with pytest.raises(ProfileError, match="no claims"):
        convert(facts, wanted)


def without(triples: tuple[Triple, ...], part: str) -> tuple[Triple, ...]:
    return tuple(triple for triple in triples if part not in triple.subject)


@pytest.mark.parametrize(("part", "message"), [("#passage-", "passage"), ("/claim/", "")])
def test_what_is_missing_is_told(part: str, message: str) -> None:
    compact = convert(triples_of(DATA / "articles" / "siege-of-hollenfurt.txt"), COMPACT)
    cut = without(compact, part)
    if message:
        with pytest.raises(ProfileError, match=message):
            expand(cut)
    else:
        assert len(expand(cut)) < len(expand(compact))


def test_a_quote_that_was_changed_is_told() -> None:
    compact = convert(triples_of(DATA / "articles" / "siege-of-hollenfurt.txt"), COMPACT)
    quote = next(triple for triple in compact if "#char-" in triple.subject)
    with pytest.raises(ProfileError, match="no passage in this graph has these words"):
        expand([*(set(compact) - {quote}), quote._replace(object=Literal("something else"))])


def test_a_claim_without_a_rule_of_a_property_without_a_usual_one() -> None:
    said = {"subject": IRI("http://e/s"), "predicate": CK.term("opposes"), "object": IRI("http://e/o")}
    graph = [Triple(IRI("http://e/claim"), RDF.term(name), value) for name, value in said.items()]
    declared = Triple(IRI("http://e/a#graph"), DCT.term("conformsTo"), CK.term("CompactProfile"))
    assert "opposes" not in usual_rules()
    with pytest.raises(ProfileError, match="http://e/claim"):
        expand([*graph, declared])


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this checkout")
@pytest.mark.parametrize("name", ["text/idlib-2017.txt", "xml", "html"])
def test_triples_a_fact_on_real_articles(name: str) -> None:
    """Every twentieth article: the whole corpus is measured by benchmarks/profiles.py."""
    path = CORPUS / name
    files = [path] if path.is_file() else sorted(path.iterdir())[::20]
    full = [outcome.built.graph.triples for outcome in kg.build(*files, check=False) if isinstance(outcome, kg.Outcome)]
    compact, facts = ([convert(triples, profile) for triples in full] for profile in (COMPACT, FACTS))
    assert [expand(triples) for triples in compact] == full
    number = sum(map(facts_that_are_no_names, full))
    told = {profile: sum(map(len, graphs)) / number for profile, graphs in ((COMPACT, compact), (FACTS, facts))}
    assert told[COMPACT] < 14
    assert told[FACTS] < 5


def test_lines_are_the_same_bytes_whatever_the_order() -> None:
    full = triples_of(DATA / "articles" / "tollgate-rising.wiki")
    assert "".join(to_lines(convert(reversed(full), COMPACT))) == "".join(to_lines(convert(full, COMPACT)))


@pytest.mark.parametrize("left_out", ["wasGeneratedBy", "#graph", "#extraction", "/software/", "sha256"])
def test_a_graph_that_lacks_a_part_of_its_provenance_says_that_it_is_compact(left_out: str) -> None:
    full = triples_of(DATA / "articles" / "tollgate-rising.wiki")
    cut = tuple(triple for triple in full if left_out not in triple.predicate and left_out not in triple.subject)
    assert len(cut) < len(full)
    compact = convert(cut, COMPACT)
    assert profile_of(compact) == COMPACT
    assert len(compact) < 0.5 * len(cut)
    assert expand(compact) == cut


def test_facts_and_claims_in_one_graph_are_converted_apart() -> None:
    full, other = (triples_of(DATA / "articles" / name) for name in ("tollgate-rising.wiki", "siege-of-hollenfurt.txt"))
    mixed = [*full, *convert(other, FACTS)]
    for profile in (FULL, COMPACT, FACTS):
        with pytest.raises(ProfileError, match="convert them apart"):
            convert(mixed, profile)
    assert "FactHasClaim" in {result.shape for result in validate(mixed).results}
