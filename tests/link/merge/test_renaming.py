"""Graphs in which things were made one: claims and evidence stay, names as written stay, nothing is said of what was replaced."""

from collections import Counter

import pytest
from merging import BASE, all_of, article, local

from kg.link.merge.by_redirect import plan_by_redirect
from kg.link.merge.plan import Merge
from kg.link.merge.renaming import rename, rename_triples
from kg.link.merge.survey import Survey
from kg.rdf.nquads_reading import Quad
from kg.rdf.terms import CK, DCT, IRI, RDF, RDF_TYPE, RDFS, SKOS, Literal, Triple
from kg.read.mediawiki.redirects import Redirect
from kg.validation.shapes import validate

REDIRECTS = {
    "en": {
        "Second Varnish War": Redirect("2nd Varnish War"),
        "Ada Lore Storm": Redirect("Ada Storm"),
        "Old Esk": Redirect("Esk", nature="same"),
        "Battle of Old Esk": Redirect("Battle of Esk", nature="same"),
        "Zell (Esk)": Redirect("Zell"),
    }
}
ESK = article(
    "Battle of Old Esk", sides=("[[Varn]]", "[[Old Esk]]"), partof="the [[Second Varnish War|Great War]]", commander1="[[Ada Lore Storm|Storm]]",
    commander2="Otto Rein ([[Old Esk]])", casualties2="'''[[Old Esk]]:''' 200 killed", strength1="300", place="[[Zell (Esk)|Zell]]",
)  # fmt: skip
ZELL = article("Siege of Zell", partof="the [[2nd Varnish War]]", commander1="[[Ada Storm]]")


def merges_of(*graphs: tuple[Triple, ...]) -> dict[IRI, Merge]:
    survey = Survey()
    for graph in graphs:
        survey.add(graph)
    return dict(plan_by_redirect(survey, REDIRECTS, BASE).merges)


MERGES = merges_of(ESK, ZELL)
MERGED = rename_triples(ESK, MERGES)


def about(iri: str, graph: set[Triple]) -> set[tuple[str, str]]:
    return {
        (local(t.predicate.replace(CK, "ck:")), t.object.value if isinstance(t.object, Literal) else local(t.object))
        for t in graph
        if local(t.subject) == iri
    }


def test_things_are_told_of_under_one_iri() -> None:
    assert {local(merge.old): local(merge.new) for merge in MERGES.values()} == {
        "conflict/Second_Varnish_War": "conflict/2nd_Varnish_War",
        "conflict/Battle_of_Old_Esk": "conflict/Battle_of_Esk",
        "group/Old_Esk": "group/Esk",
        "person/Ada_Lore_Storm": "person/Ada_Storm",
        "place/Zell_(Esk)": "place/Zell",
    }
    told = {(t.subject, t.predicate) for t in MERGED if t.subject in MERGES or t.object in MERGES}
    assert {predicate for _, predicate in told} == {DCT.term("isReplacedBy")}
    assert not any(t.subject.startswith(f"{old}/") for t in MERGED for old in MERGES)


def test_the_page_gives_title_and_label_and_names_as_written_stay() -> None:
    assert about("conflict/2nd_Varnish_War", MERGED) == {
        (str(RDF_TYPE), str(CK) + "Conflict"),
        (str(RDFS.term("label")), "2nd Varnish War"),
        (str(SKOS.term("altLabel")), "Second Varnish War"),
        (str(SKOS.term("altLabel")), "Great War"),
        ("ck:wikipediaTitle", "2nd Varnish War"),
    }


def test_an_alternative_name_that_is_the_label_now_is_the_label() -> None:
    graph = article("Battle of Esk", commander1="[[Ada Lore Storm|Ada Storm]]")
    names = about("person/Ada_Storm", rename_triples(graph, merges_of(graph)))
    assert (str(SKOS.term("altLabel")), "Ada Storm") not in names
    assert (str(RDFS.term("label")), "Ada Storm") in names


def test_the_name_in_its_own_infobox_stays_the_label() -> None:
    assert (str(RDFS.term("label")), "Battle of Old Esk") in about("conflict/Battle_of_Esk", MERGED)


def claims(graph: set[Triple] | tuple[Triple, ...]) -> set[IRI]:
    return {t.subject for t in graph if t.predicate == RDF_TYPE and t.object == CK.term("Claim")}


def test_claims_keep_their_iris_and_evidence() -> None:
    assert claims(ESK) < claims(MERGED)
    evidence = {(t.subject, t.object) for t in ESK if t.predicate == CK.term("evidence")}
    assert evidence < {(t.subject, t.object) for t in MERGED if t.predicate == CK.term("evidence")}
    assert {t for t in ESK if "#" in local(t.subject)} == {t for t in MERGED if "#" in local(t.subject)}


def test_claims_tell_how_their_article_names_a_thing() -> None:
    written = {(t.subject, t.object) for t in MERGED if t.predicate == CK.term("writtenAs")}
    otherwise = {old for old, merge in MERGES.items() if merge.written != merge.label}
    told = {t.subject for t in ESK if t.predicate in (RDF.term("subject"), RDF.term("object"), CK.term("affiliation")) and t.object in otherwise}
    figures = {t.subject for t in ESK if t.predicate == CK.term("of") and t.object in otherwise}
    assert otherwise < MERGES.keys()
    assert figures
    told |= {t.subject for t in ESK if t.predicate == RDF.term("object") and t.object in figures}
    assert {claim for claim, _ in written} & claims(ESK) == told
    assert {name.value for _, name in written if isinstance(name, Literal)} == {
        "Second Varnish War", "Ada Lore Storm", "Old Esk", "Battle of Old Esk",
    }  # fmt: skip


def test_what_only_a_redirect_tells_is_inferred() -> None:
    by = Counter(t.object for t in MERGED if t.predicate == CK.term("basis"))
    new = claims(MERGED) - claims(ESK)
    titles = {t.subject for t in ESK if t.predicate == RDF.term("object") and isinstance(t.object, Literal) and t.subject in claims(ESK)}
    assert by[Literal("redirect")] == len(new) + sum(
        Triple(claim, RDF.term("predicate"), CK.term("wikipediaTitle")) in MERGED and Triple(claim, CK.term("basis"), Literal("redirect")) in MERGED
        for claim in titles
    )
    for claim in new:
        assert Triple(claim, CK.term("certainty"), CK.term("Inferred")) in MERGED


def test_the_graph_conforms() -> None:
    assert validate(MERGED).conforms
    assert validate(all_of(MERGED, rename_triples(ZELL, MERGES))).conforms


def test_what_comes_of_two_graphs_is_what_comes_of_both() -> None:
    assert rename_triples(all_of(ESK, ZELL), MERGES) == MERGED | rename_triples(ZELL, MERGES)


def test_graphs_keep_their_names() -> None:
    name = IRI(f"{BASE}graph/x")
    renamed = rename([Quad(triple, name) for triple in ESK], MERGES)
    assert renamed.quads == {Quad(triple, name) for triple in MERGED}


def test_changes_are_all_told() -> None:
    before = [Quad(triple) for triple in ESK]
    renamed = rename(before, MERGES)
    removed, added = ({quad for found in part.values() for quad in found} for part in (renamed.removed, renamed.added))
    assert (renamed.quads - added) | removed == set(before)
    assert removed & added == set()


@pytest.mark.parametrize("graph", [ESK, ZELL])
def test_without_merges_nothing_changes(graph: tuple[Triple, ...]) -> None:
    assert rename_triples(graph, {}) == set(graph)
