"""Things made one, links decided otherwise, and what Wikidata says: each with its cause."""

from __future__ import annotations

from pathlib import Path

import pytest
from diff_sides import ARTICLES, BASE, build_all, quads, side, told
from link_graphs import run

from kg.diff.changes import compare
from kg.diff.sides.graphs import GraphSide
from kg.diff.sides.opening import open_side
from kg.link.index.lookup import Item
from kg.link.sssom import Row
from kg.link.triples import make_links, make_wikidata
from kg.rdf.graph import ArticleGraph
from kg.rdf.ntriples import to_lines
from kg.rdf.terms import IRI, WD

TWO_NAMES = {**ARTICLES, "Siege of Lenk": ARTICLES["Siege of Lenk"].replace("[[Norland]]", "[[Kingdom of Esk]]")}
ESK, VARN, NORLAND, UPLAND = (f"{BASE}group/{name}" for name in ("Esk", "Varn", "Norland", "Upland"))
ZELL, REIN = f"{BASE}conflict/Raid_on_Zell", f"{BASE}person/Otto_Rein"


def write(path: Path, graphs: list[ArticleGraph]) -> str:
    path.write_text("".join(line for graph in graphs for line in to_lines(graph.triples, graph.name)), encoding="utf-8")
    return str(path)


def merged(folder: Path, graphs: list[ArticleGraph]) -> str:
    """A graph in which a redirect from Esk to Kingdom of Esk was followed."""
    (folder / "redirects.tsv").write_text("from\tto\tsame\nEsk\tKingdom of Esk\tyes\n", encoding="utf-8")
    out = str(folder / "merged.nq")
    result = run("merge", write(folder / "plain.nq", graphs), "--redirects", str(folder / "redirects.tsv"), "-o", out, "--base", BASE)
    assert result.exit_code == 0, result.output
    return out


def test_a_redirect_that_was_followed(tmp_path: Path) -> None:
    graphs = build_all(TWO_NAMES, "1")
    old, new = write(tmp_path / "old.nq", graphs), merged(tmp_path, graphs)
    found = list(compare(open_side(old), open_side(new)))
    assert {d.causes for d in found} == {("merge",)}
    assert told(d for d in found if d.kind in ("fact", "merge")) == [
        ("merge", "changed", "Battle of Orvel, side 2", "belligerent", "Esk", "Kingdom of Esk"),
        ("merge", "changed", "Raid on Zell, side 2", "belligerent", "Esk", "Kingdom of Esk"),
        ("merge", "added", "Esk", "isReplacedBy", None, f"{BASE}group/Kingdom_of_Esk"),
    ]
    back = list(compare(open_side(new), open_side(old)))
    assert {d.causes for d in back} == {("merge",)}
    assert len(back) == len(found)


def test_a_redirect_and_another_version_of_the_software(tmp_path: Path) -> None:
    """What differs by the IRI of the thing alone was merged; what else differs may have either cause."""
    changed = {**TWO_NAMES, "Raid on Zell": TWO_NAMES["Raid on Zell"].replace("3,000", "3,100")}
    old = write(tmp_path / "old.nq", build_all(TWO_NAMES, "1"))
    found = list(compare(open_side(old), open_side(merged(tmp_path, build_all(changed, "1", version="2.0")))))
    assert {(d.property, d.causes) for d in found if d.kind == "fact"} == {
        ("belligerent", ("merge",)),
        ("strength", ("article-changed", "extractor")),
    }


def link(thing: str, item: int, confidence: str = "0.9", reviewer: str = "") -> tuple[IRI, int, Row]:
    cells = {"mapping_justification": "semapv:LexicalMatching", "confidence": confidence, "reviewer_label": reviewer}
    return IRI(thing), item, Row(tuple(cells.items()))


def linked(graphs: list[ArticleGraph], *links: tuple[IRI, int, Row], label: str = "Esk", named: bool = True) -> GraphSide:
    """Graphs with links, and the label that Wikidata gives an item."""
    beside = [make_links(links, BASE), make_wikidata([Item(12, label, frozenset())], BASE, "en", labels=True)]
    return GraphSide("linked", quads([*graphs, *beside], named=named))


@pytest.mark.parametrize("named", [True, False])
def test_links_that_were_decided_otherwise(named: bool) -> None:
    graphs = build_all(ARTICLES, "1")
    old = linked(graphs, link(ESK, 12), link(VARN, 14), link(ZELL, 11), named=named)
    new = linked(graphs, link(ESK, 13), link(ZELL, 11, "1.0", "Ann"), link(REIN, 21), named=named)
    found = list(compare(old, new))
    assert told(found) == [
        ("link", "changed", "Raid on Zell", "link", f"{WD}Q11", f"{WD}Q11"),
        ("link", "changed", "Esk", "link", f"{WD}Q12", f"{WD}Q13"),
        ("link", "removed", "Varn", "link", f"{WD}Q14", None),
        ("link", "added", "Otto Rein", "link", None, f"{WD}Q21"),
    ]
    assert (found[0].aspects, found[0].old_details, found[0].new_details) == (
        ("details",), ("confidence 0.9",), ("confidence 1.0", "reviewer label Ann", "same as")
    )  # fmt: skip


def test_a_link_of_a_thing_that_is_gone_went_with_it() -> None:
    """Its article no longer names the thing: nobody decided anything."""
    without = {**ARTICLES, "Siege of Lenk": ARTICLES["Siege of Lenk"].replace("[[Norland]]", "[[Upland]]")}
    found = compare(linked(build_all(ARTICLES, "1"), link(NORLAND, 15), link(ESK, 12)), linked(build_all(without, "2"), link(UPLAND, 16)))
    assert told(d for d in found if d.kind == "link") == [
        ("link", "removed", "Esk", "link", f"{WD}Q12", None),
        ("article-changed", "removed", "Norland", "link", f"{WD}Q15", None),
        ("article-changed", "added", "Upland", "link", None, f"{WD}Q16"),
    ]


def test_what_wikidata_says_otherwise() -> None:
    graphs = build_all(ARTICLES, "1")
    found = compare(linked(graphs, link(ESK, 12)), linked(graphs, link(ESK, 12), label="Kingdom of Esk"))
    assert told(found) == [("wikidata", "changed", "Q12", "label", "Esk", "Kingdom of Esk")]


def test_what_wikidata_says_of_an_item_that_is_linked_only_now_comes_with_the_link() -> None:
    graphs = build_all(ARTICLES, "1")
    found = compare(side(graphs), linked(graphs, link(ESK, 12)))
    assert told(found) == [("link", "added", "Esk", "link", None, f"{WD}Q12"), ("link", "added", "Q12", "label", None, "Esk")]
