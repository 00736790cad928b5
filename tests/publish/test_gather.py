"""What a release is made from: one graph for each article, one version of each page, names of files, entries."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import kg
from kg.publish.dataset import ArticleEntry
from kg.publish.gather.entries import articles_of, history_address, make_entry, name_entries, portable_stem
from kg.publish.gather.found import make_found
from kg.publish.gather.gather import Gathering, read_gathered
from kg.publish.gather.graphs import read_article_graphs
from kg.publish.gather.split import SplitError, split_graph
from kg.publish.packed import pack, unpack
from kg.publish.release import ReleaseError
from kg.rdf.graph import ArticleGraph
from kg.rdf.reading import GraphReadError
from kg.rdf.terms import IRI

DATA = Path(__file__).resolve().parents[1] / "data"
BASE = "https://w3id.org/conflict-kg/"


def build(path: Path, **told: str) -> ArticleGraph:
    title = path.stem.replace("-", " ").title()
    options = kg.ReadOptions(**{"title": title, "url": f"https://wiki.example.org/wiki/{path.stem}", "revision": "7", **told})
    [outcome] = kg.build(path, check=False, options=options)
    assert isinstance(outcome, kg.Outcome)
    return outcome.built.graph


@pytest.fixture(scope="module")
def graphs() -> tuple[ArticleGraph, ...]:
    paths = [DATA / "tables" / "ferry-war.wiki", DATA / "tables" / "battle-of-marn.wiki", DATA / "articles" / "otto-rein.wiki"]
    return tuple(sorted(map(build, paths), key=lambda graph: graph.name))


def entry_of(graph: ArticleGraph) -> ArticleEntry:
    return make_entry(graph, articles_of(graph.triples)[0])


def test_graphs_are_packed_without_loss(graphs: tuple[ArticleGraph, ...]) -> None:
    assert tuple(unpack(pack(graph)) for graph in graphs) == graphs


def test_articles_in_one_graph_are_told_apart(graphs: tuple[ArticleGraph, ...]) -> None:
    assert tuple(split_graph({triple for graph in graphs for triple in graph.triples})) == graphs


def test_a_graph_without_an_article_is_refused() -> None:
    with pytest.raises(SplitError, match="no article version"):
        split_graph(())


@pytest.mark.parametrize(
    ("name", "named"), [("all.ttl", False), ("all.nq.gz", True), ("all.trig", True), ("all.jsonld", True), ("all.jsonld", False)]
)
def test_every_syntax_gives_the_same_graphs(name: str, named: bool, graphs: tuple[ArticleGraph, ...], tmp_path: Path) -> None:
    kg.write(graphs, tmp_path / name, named=named)
    assert tuple(read_article_graphs(str(tmp_path / name), BASE)) == graphs


def test_compact_graphs_are_expanded_and_facts_are_refused(graphs: tuple[ArticleGraph, ...], tmp_path: Path) -> None:
    from kg.profiles.convert import convert_graph

    kg.write([convert_graph(graph, "compact") for graph in graphs], tmp_path / "compact.nq", named=True)
    assert tuple(read_article_graphs(str(tmp_path / "compact.nq"), BASE)) == graphs
    kg.write([convert_graph(graphs[0], "facts")], tmp_path / "facts.nq")
    with pytest.raises(GraphReadError, match="the graph is in the facts profile, which has no claims"):
        list(read_article_graphs(str(tmp_path / "facts.nq"), BASE))


def test_an_entry(graphs: tuple[ArticleGraph, ...]) -> None:
    [entry] = name_entries([entry_of(graph) for graph in graphs if graph.title == "Ferry War"])
    address = "https://wiki.example.org/w/index.php?title=ferry-war"
    assert (entry.title, entry.stem, entry.language, entry.revision) == ("Ferry War", "Ferry_War", "en", "7")
    assert (entry.address, entry.permanent, entry.history) == (
        "https://wiki.example.org/wiki/ferry-war", f"{address}&oldid=7", f"{address}&action=history",
    )  # fmt: skip
    assert (entry.licence, entry.graph_licence) == (
        "http://rightsstatements.org/vocab/CNE/1.0/", "http://rightsstatements.org/vocab/CNE/1.0/",
    )  # fmt: skip
    assert entry.conflicts == (f"{BASE}conflict/Ferry_War",)
    assert 0 < entry.facts < entry.claims < entry.triples


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Ferry War", "Ferry_War"), ("Siege of Zell (1703)", "Siege_of_Zell_(1703)"), ("Œuvre", "_uvre~8c5a2a5f"), ("../x", "_x~"), ("-x", "x~"),
        ("Malmö", "Malmo~"), ("A – B", "A_-_B~"), ("A/B", "A_B~"), ("", "_~"), ("con", "con"),
    ],
)  # fmt: skip
def test_names_of_files_are_portable(title: str, stem: str) -> None:
    found = portable_stem(title)
    assert found.startswith(stem.partition("~")[0])
    assert ("~" in found) == ("~" in stem)
    assert found.isascii()
    assert "/" not in found


def test_names_of_files_are_distinct_also_without_case(graphs: tuple[ArticleGraph, ...]) -> None:
    entry = entry_of(graphs[0])
    entries = name_entries(replace(entry, graph=IRI(f"x:{number}"), title=title) for number, title in enumerate(["Zell", "ZELL", "zell", "aux"]))
    assert len({entry.stem.casefold() for entry in entries}) == 4
    assert entries[0].stem == "Zell"
    assert entries[3].stem.startswith("_aux")


@pytest.mark.parametrize("address", ["", "https://example.org/wiki", "ftp://x/wiki/Y"])
def test_other_sites_have_no_known_history(address: str) -> None:
    assert history_address(address) == ""


@pytest.fixture
def gathering(tmp_path: Path) -> Gathering:
    return Gathering(tmp_path)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_versions_of_a_page_the_current_one_is_kept(order: tuple[int, int], tmp_path: Path) -> None:
    source = DATA / "tables" / "ferry-war.wiki"
    newer = tmp_path / "newer.wiki"
    newer.write_text(source.read_text() + "\nMore.\n")
    graphs = (build(source, title="Ferry War", revision="9"), build(newer, title="Ferry War", revision="10"))
    (tmp_path / "work").mkdir()
    gathering = Gathering(tmp_path / "work")
    told = [gathering.add(make_found(graphs[number], f"file {number}", report=None)) for number in order]
    assert [said for said in told if said] == ["file 0: another version of the page of file 1, which is the current one"]
    gathered = gathering.close(0, 0)
    assert ([entry.revision for entry in gathered.articles], gathering.articles) == (["10"], 1)
    assert read_gathered(tmp_path / "work") == gathered


def test_the_same_version_twice(graphs: tuple[ArticleGraph, ...], gathering: Gathering) -> None:
    assert gathering.add(make_found(graphs[0], "one", report=None)) is None
    assert gathering.add(make_found(graphs[0], "two", report=None)) == "two: the same graph as one"
    again = unpack(pack(graphs[0]))  # Of terms that are other objects, so that it is packed to other bytes.
    assert gathering.add(make_found(again, "again", report=None)) == "again: the same graph as one"
    other = ArticleGraph(graphs[0].name, graphs[0].triples[:-1], graphs[0].title)
    with pytest.raises(ReleaseError, match="three and one are two different graphs of one version of a page"):
        gathering.add(make_found(other, "three", report=None))
