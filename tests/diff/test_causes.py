"""The cause of every difference between two revisions, two extractors, two ontologies, and of several at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import SHARED
from diff_sides import ARTICLES, BASE, build_all, differences, edited, new_ontology_text, other_ontology, other_words, side, told, write_release

from kg.diff.causes import changed_terms, read_ontology
from kg.diff.changes import compare
from kg.diff.sides.opening import open_side
from kg.domain.ontology import version_iri
from kg.graph.provenance import Provenance
from kg.pipeline.run import Outcome, run
from kg.rdf.formats import find_format
from kg.rdf.graph import ArticleGraph
from kg.rdf.reading import parse_graph
from kg.rdf.terms import CK
from kg.read.registry import ReadOptions
from kg.resources import ontology_text

A, E, N = "article-changed", "extractor", "ontology"
REVISIONS = [
    (A, "changed", "Battle of Orvel", "version", "revision 1", "revision 2"),
    (A, "changed", "Battle of Orvel", "end", "1704-07-09", "1704-07-10"),
    (A, "changed", "Battle of Orvel", "start", "1704-07-09", "1704-07-10"),
    (A, "changed", "Battle of Orvel", "when", "1704-07-09", "1704-07-10"),
    (A, "changed", "Raid on Zell", "version", "revision 1", "revision 2"),
    (A, "changed", "Raid on Zell, side 1", "strength", "3000", "3500"),
    (A, "added", "Raid on Zell, side 2", "commander", None, "Knud Hars"),
    (A, "changed", "Raid on Zell, side 2", "commander", "Ada Storm", "Ada Storm"),
    (A, "removed", "Raid on Zell, side 2", "losses", "12 wounded", None),
    (A, "added", "Knud Hars", "label", None, "Knud Hars"),
    (A, "added", "Knud Hars", "wikipediaTitle", None, "Knud Hars"),
    (A, "changed", "Siege of Lenk", "version", "revision 1", "revision 2"),
    (A, "changed", "Siege of Lenk", "hasSide", "Norland", "Upland"),
    (A, "added", "Siege of Lenk, side 2", "belligerent", None, "Upland"),
    (A, "removed", "Siege of Lenk, side 2", "belligerent", "Norland", None),
    (A, "removed", "Norland", "label", "Norland", None),
    (A, "removed", "Norland", "wikipediaTitle", "Norland", None),
    (A, "added", "Upland", "label", None, "Upland"),
    (A, "added", "Upland", "wikipediaTitle", None, "Upland"),
    (A, "changed", "Siege of Lenk, side 2", "label", "Norland", "Upland"),
]
EXTRACTORS = [
    (E, "changed", "Raid on Zell, side 1", "commander", "Otto Rein", "Otto Rein"),
    (E, "changed", "Raid on Zell, side 2", "commander", "Ada Storm", "Ada Storm"),
    (E, "added", "Otto Rein", "altLabel", None, "Gen. Otto Rein"),
    (E, "changed", "Otto Rein", "label", "Otto Rein", "Otto Rein"),
]
ONTOLOGIES = [
    (N, "changed", "Battle of Orvel, side 1", "ledByCommander", "Mira Dost", "Mira Dost"),
    (N, "changed", "Raid on Zell, side 1", "ledByCommander", "Otto Rein", "Otto Rein"),
    (N, "changed", "Raid on Zell, side 2", "ledByCommander", "Ada Storm", "Ada Storm"),
]


@pytest.mark.parametrize("named", [True, False])
def test_two_revisions_of_three_articles(named: bool) -> None:
    """The same, whether each article has a graph of its own or all stand in one."""
    assert told(differences(build_all(ARTICLES, "1"), build_all(edited(), "2"), named=named)) == REVISIONS


def test_two_extractor_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with other_words(tmp_path, monkeypatch):
        new = build_all(ARTICLES, "1", version="2.0")
    found = differences(build_all(ARTICLES, "1"), new)
    assert told(found) == EXTRACTORS
    assert [(d.aspects, d.old_details, d.new_details) for d in found[:2]] == [
        (("rank",), ("rank Gen.",), ()),
        (("fate", "note"), ("fate captured",), ("fate surrendered", "note captured")),
    ]


def test_two_ontology_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    with other_ontology(monkeypatch):
        new = build_all(ARTICLES, "1")
    found = differences(build_all(ARTICLES, "1"), new)
    assert told(found) == ONTOLOGIES
    assert [(d.aspects, d.old_details, d.new_details) for d in found[:1]] == [(("property",), ("property commander",), ("property ledByCommander",))]


def test_where_several_changed_all_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an article whose bytes did not change, the article is no cause; its words are not either where the article is new."""
    with other_words(tmp_path, monkeypatch), other_ontology(monkeypatch):
        new = build_all({**ARTICLES, "Raid on Zell": edited()["Raid on Zell"], "Fall of Varn": ARTICLES["Siege of Lenk"]}, "2", version="2.0")
    found = differences(build_all({**ARTICLES, "Siege of Orvel": ARTICLES["Siege of Lenk"]}, "1"), new)
    causes = {(d.article, d.property, d.causes) for d in found if d.kind in ("article", "fact")}
    several, unchanged = (A, E, N), (E, N)
    assert {told for told in causes if told[0] in ("Raid on Zell", "Battle of Orvel")} == {
        ("Raid on Zell", "version", (A,)),
        *(("Raid on Zell", name, several) for name in ("strength", "commander", "ledByCommander", "losses")),
        ("Battle of Orvel", "ledByCommander", unchanged),
        ("Battle of Orvel", "revision", (A,)),
    }
    assert {d.causes for d in found if d.article == "Fall of Varn"} == {("article-added",)}
    assert {d.causes for d in found if d.article == "Siege of Orvel"} == {("article-removed",)}


def test_ontologies_at_hand_tell_where_the_ontology_is_no_cause(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Releases bring their ontologies: what uses no term that changed has another cause."""
    old = write_release(tmp_path / "1", build_all(ARTICLES, "1"))
    with other_words(tmp_path, monkeypatch), other_ontology(monkeypatch):
        new = write_release(tmp_path / "2", build_all(ARTICLES, "1", version="2.0"), ontology=new_ontology_text())
    found = list(compare(open_side(old), open_side(new)))
    assert {(d.property, d.causes) for d in found} == {("ledByCommander", (E, N)), ("altLabel", (E,)), ("label", (E,))}


def test_what_the_graphs_do_not_tell_is_unexplained() -> None:
    """Same article, software and ontology: a graph was edited, or built with other options."""
    old = build_all(ARTICLES, "1")
    new = [ArticleGraph(graph.name, tuple(t for t in graph.triples if "strength" not in t.subject + t.predicate + str(t.object))) for graph in old]
    assert {(d.causes, d.change, d.property) for d in differences(old, new) if d.kind == "fact"} == {(("unexplained",), "removed", "strength")}


def test_terms_that_differ() -> None:
    old, new = (parse_graph(text.encode(), find_format("turtle")) for text in (ontology_text(), new_ontology_text()))
    [terms], [version] = read_ontology(old).values(), read_ontology(new)
    assert list(read_ontology(old)) == [version_iri()]
    assert version == "https://w3id.org/conflict-kg/ontology/9.0.0"
    assert changed_terms(terms, read_ontology(new)[version]) == {CK.term("commander"), CK.term("ledByCommander")}


def test_a_graph_does_not_differ_from_itself() -> None:
    graphs = build_all(ARTICLES, "1")
    assert list(compare(side(graphs), side(graphs, named=False))) == []


# Three articles of the corpus: what is replaced in their second revisions, and what so must differ.
CORPUS = {
    "Battle_of_Ancona": (("~50,000", "~55,000"), ("[[Harry Hoppe]]", "[[Harry Hoppe]] {{KIA}}"), ("800 killed", "850 killed")),
    "Battle_of_Clervaux": (("[[Hurley Fuller]]{{POW}}", "[[Hurley Fuller]]"),),
    "Battle_of_Berlin": (("Soviet victory", "Decisive Soviet victory"), ("16 April – 2 May 1945", "16 April – 3 May 1945")),
}


@pytest.mark.slow
def test_two_revisions_of_three_articles_of_the_corpus(tmp_path: Path) -> None:
    corpus = SHARED / "corpus" / "xml"
    if not corpus.is_dir():
        pytest.skip("the corpus is not beside the checkout")
    for folder, edit in (("old", False), ("new", True)):
        (tmp_path / folder).mkdir()
        for name, edits in CORPUS.items():
            text = (corpus / f"{name}.xml").read_text(encoding="utf-8")
            for before, after in edits if edit else ():
                assert before in text
                text = text.replace(before, after, 1)
            (tmp_path / folder / f"{name}.xml").write_text(text, encoding="utf-8")
    found = differences(_build_folder(tmp_path / "old"), _build_folder(tmp_path / "new"))
    assert {d.causes for d in found} == {(A,)}
    assert [(d.change, d.subject, d.property, d.old_value, d.new_value, d.aspects) for d in found if d.kind != "article"] == CORPUS_FACTS


VALUE, WORDS = ("value", "words"), ("words",)
SOVIETS = "Soviet Union, Polish Armed Forces in the East"
CORPUS_FACTS = [
    ("changed", "Battle of Ancona, side 1", "strength", "c. 50000", "c. 55000", VALUE),
    ("changed", "Battle of Ancona, side 2", "commander", "Harry Hoppe", "Harry Hoppe", ("fate", "words")),
    ("changed", "Battle of Ancona, side 2", "losses", "800 killed", "850 killed", VALUE),
    ("changed", "Battle of Berlin", "end", "1945-05-02", "1945-05-03", VALUE),
    ("added", "Battle of Berlin", "outcome", None, "Decisive Soviet victory", ()),
    ("removed", "Battle of Berlin", "outcome", "Soviet victory", None, ()),
    ("changed", "Battle of Berlin", "resultKind", "victory", "victory", WORDS),
    ("changed", "Battle of Berlin", "start", "1945-04-16", "1945-04-16", WORDS),
    ("changed", "Battle of Berlin", "victor", SOVIETS, SOVIETS, ("degree", "words")),
    ("changed", "Battle of Berlin", "when", "1945-04-16/1945-05-02", "1945-04-16/1945-05-03", VALUE),
    ("changed", "Battle of Clervaux, side 2", "commander", "Hurley Fuller", "Hurley Fuller", ("fate", "words")),
]


def _build_folder(folder: Path) -> list[ArticleGraph]:
    outcomes = run([str(folder)], ReadOptions(), Provenance(BASE, "1.0"), check=False)
    return [outcome.built.graph for outcome in outcomes if isinstance(outcome, Outcome)]
