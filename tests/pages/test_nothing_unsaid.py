"""No page shows a figure or a name that the graph does not have."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_graph import BASE, GRAPH, HOSTILE
from page_walk import Shown, find_faults, find_start_faults, walk

pytest.importorskip("pyoxigraph", reason="a store needs the extra serve")

import kg
from kg.graph.iris import DEFAULT_BASE
from kg.pages.catalogue import Catalogue, Entry, read_catalogue
from kg.rdf.terms import IRI
from kg.store.embedded import load_files
from kg.store.store import Store

SHARED = Path(kg.__file__).parents[2] / "shared" / "corpus" / "xml"
# One of so many pages of a kind, so that the test takes seconds; `python tests/page_walk.py GRAPH` looks at all.
_EVERY = {"Claim": 25, "Person": 4, "Group": 3}


def store_of(folder: Path, *articles: Path) -> Store:
    graph = folder / "graph.nq"
    kg.write([outcome.built.graph for outcome in kg.build(*articles) if isinstance(outcome, kg.Outcome)], graph)
    return load_files([str(graph)])


def test_no_page_of_the_invented_articles_says_more_than_the_graph() -> None:
    pages, faults = walk(load_files([str(GRAPH), str(HOSTILE)]), BASE)
    assert pages > 100
    assert faults == []


def test_no_page_of_the_sample_says_more_than_the_graph(tmp_path: Path) -> None:
    pages, faults = walk(store_of(tmp_path, Path(kg.__file__).parent / "sample" / "idlib-clashes-2017.txt"), DEFAULT_BASE)
    assert pages > 50
    assert faults == []


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus is not beside the checkout")
def test_no_page_of_the_corpus_says_more_than_the_graph(tmp_path: Path) -> None:
    articles = sorted(SHARED.iterdir())[::10]
    pages, faults = walk(store_of(tmp_path, *articles), DEFAULT_BASE, lambda kind: _EVERY.get(kind, 1))
    assert pages > 100
    assert faults == []


def test_the_walk_finds_what_a_page_invents() -> None:
    store = load_files([str(GRAPH)])
    catalogue = read_catalogue(store)
    lomna = IRI(f"{BASE}conflict/Battle_of_Lomna")
    entries = tuple(
        Entry(entry.iri, "Battle of Nowhere", "1815-06-18", "", "1815-06-18", None) if entry.iri == lomna else entry for entry in catalogue.conflicts
    )
    invented = Catalogue(entries, catalogue.names, catalogue.counts, catalogue.summaries)
    found = set(find_faults(store, IRI(f"{BASE}person/Osk_Marel"), invented, BASE))
    assert {("name", "Battle of Nowhere"), ("number", "1815")} <= {(fault.kind, fault.shown) for fault in found}
    assert list(find_faults(store, IRI(f"{BASE}person/Osk_Marel"), catalogue, BASE)) == []


def test_the_walk_finds_what_the_start_page_miscounts() -> None:
    store = load_files([str(GRAPH)])
    catalogue = read_catalogue(store)
    more = Catalogue(catalogue.conflicts, catalogue.names, catalogue.counts | {"claims": 98765}, catalogue.summaries)
    assert [(fault.kind, fault.shown) for fault in find_start_faults(store, more, BASE)] == [("number", "98,765")]
    double = Catalogue((*catalogue.conflicts, *catalogue.conflicts), catalogue.names, catalogue.counts, catalogue.summaries)
    assert "histogram" in {fault.kind for fault in find_start_faults(store, double, BASE)}


def test_names_figures_and_victories_are_read_from_a_page() -> None:
    page = Shown(
        '<main><table class="glance"><tr><td><bdi>North</bdi> <b class="won">victory</b></td></tr></table>'
        '<p><span class="figure"><b>1,200–1,500</b> <bdi>men</bdi></span> <code>77</code> <span class="counted">9</span></p></main>'
        "<p>8 <bdi>x</bdi></p>"
    )
    assert (page.names[:1], page.units, page.numbers, page.victories) == (["North"], ["men"], ["1,200", "1,500"], 1)
