"""Graph files, folders and releases as sides: the same differences whatever form they come in; what cannot be read is named."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from diff_sides import ARTICLES, BASE, build_all, differences, edited, write_release
from link_graphs import run

import kg.diff.sides.releases
from kg.diff.changes import compare
from kg.diff.sides.graphs import GraphSide
from kg.diff.sides.opening import list_graphs, open_side
from kg.diff.sides.sorting import sort_lines
from kg.link.index.lookup import Item
from kg.link.triples import make_wikidata
from kg.output.files import open_output
from kg.profiles import COMPACT, FACTS
from kg.profiles.convert import convert_graph
from kg.rdf.formats import format_of_path, write_graphs
from kg.rdf.graph import ArticleGraph
from kg.rdf.nquads_reading import Quad
from kg.rdf.reading import GraphReadError
from kg.rdf.terms import IRI

OLD, NEW = build_all(ARTICLES, "1"), build_all(edited(), "2")
EXPECTED = differences(OLD, NEW)


def write(path: Path, graphs: list[ArticleGraph], *, named: bool = False) -> Path:
    path.parent.mkdir(exist_ok=True)
    with open_output(path) as out:
        write_graphs(graphs, format_of_path(path), out, named=named)
    return path


def sides(folder: Path, form: str) -> tuple[Path, Path]:
    """Both sides in one form."""
    if form == "release":
        return write_release(folder / "1", OLD), write_release(folder / "2", NEW, shards=3)
    if form == "folder":
        for name, graphs in (("a", OLD), ("b", NEW)):
            for number, graph in enumerate(graphs):
                write(folder / name / f"{number}.ttl", [graph])
                write(folder / name / f"{number}.jsonld", [graph])
        return folder / "a", folder / "b"
    if form == "compact":
        return tuple(
            write(folder / f"{name}.nq.gz", [convert_graph(g, COMPACT) for g in graphs], named=True) for name, graphs in (("a", OLD), ("b", NEW))
        )  # type: ignore[return-value]
    return write(folder / f"a{form}", OLD, named=form == ".trig"), write(folder / f"b{form}", NEW)


@pytest.mark.parametrize("form", [".ttl", ".nq.gz", ".jsonld", ".trig", "compact", "folder", "release"])
def test_the_form_of_a_side_makes_no_difference(form: str, tmp_path: Path) -> None:
    old, new = sides(tmp_path, form)
    assert list(compare(open_side(old), open_side(new))) == EXPECTED
    assert list(compare(open_side(old), open_side(old))) == []


def test_a_release_and_a_graph_file(tmp_path: Path) -> None:
    release, graph = write_release(tmp_path / "1", OLD), write(tmp_path / "b.ttl", NEW)
    assert list(compare(open_side(release), open_side(graph))) == EXPECTED


def test_nanopublications_and_rdf_12_say_the_same(tmp_path: Path) -> None:
    plain = write(tmp_path / "plain.nq", NEW, named=True)
    for form, name in (("nanopub", "nanopubs.trig"), ("rdf12", "reified.trig")):
        assert run("convert", str(plain), "-o", str(tmp_path / name), "--form", form, "-q").exit_code == 0
        assert list(compare(open_side(plain), open_side(tmp_path / name))) == []
    cut = (tmp_path / "nanopubs.trig").read_text(encoding="utf-8").replace("Knud Hars", "Knud Harz")
    (tmp_path / "cut.trig").write_text(cut, encoding="utf-8")
    with pytest.raises(GraphReadError, match=r"cut\.trig: "):
        open_side(tmp_path / "cut.trig")


def test_graphs_may_have_any_names() -> None:
    """As another program may have named them."""
    sides = (
        GraphSide("other", [Quad(triple, IRI("https://example.org/all")) for graph in graphs for triple in graph.triples]) for graphs in (OLD, NEW)
    )
    assert list(compare(*sides)) == EXPECTED


def test_a_release_is_sorted_by_article_however_little_fits_into_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.diff.sides.releases, "sort_lines", lambda lines: sort_lines(lines, 20_000))
    old, new = sides(tmp_path, "release")
    assert list(compare(open_side(old), open_side(new))) == EXPECTED


def test_a_release_has_its_title_and_version_as_name_and_its_links(tmp_path: Path) -> None:
    links = [make_wikidata([Item(12, "Esk", frozenset())], BASE, "en", labels=True)]
    found = open_side(write_release(tmp_path / "2026-11", OLD, links))
    assert found.name == "Conflicts 2026-11"
    assert [triple.predicate.rpartition("#")[2] for triple in found.shared() if "Q12" in triple.subject] == ["label"]
    lines = list(found.lines(named=True))
    assert lines == sorted(lines)
    assert list(found.lines(named=False)) == sorted(found.lines(named=False))


def test_of_a_graph_in_several_syntaxes_one_is_read(tmp_path: Path) -> None:
    for name in ("b.jsonld", "b.ttl", "a.nq.gz", "a.jsonld.gz", "notes.txt"):
        (tmp_path / name).touch()
    (tmp_path / "c.ttl").mkdir()
    assert [path.name for path in list_graphs(tmp_path)] == ["a.nq.gz", "b.ttl"]


def break_manifest(folder: Path, **changes: object) -> Path:
    release = write_release(folder / "1", OLD)
    read = json.loads((release / "release.json").read_text(encoding="utf-8"))
    (release / "release.json").write_text(json.dumps({**read, **changes}), encoding="utf-8")
    return release


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"layers": {}}, "release.json: the manifest lists no N-Quads of the layer full"),
        (
            {"layers": {"full": {"files": ["../full.nq.gz"]}}},
            "release.json: no manifest of a release: ValueError: ../full.nq.gz is outside of the release",
        ),
        ({"layers": {"full": {"files": ["data/none.nq.gz"]}}}, "data/none.nq.gz: cannot be read: No such file or directory"),
        ({"files": None}, "release.json: no manifest of a release: TypeError"),
    ],
    ids=["no layer", "outside", "missing", "no files"],
)
def test_a_manifest_that_is_none_is_told(changes: dict[str, object], reason: str, tmp_path: Path) -> None:
    release = break_manifest(tmp_path, **changes)
    with pytest.raises(GraphReadError) as error:
        list(compare(open_side(release), open_side(release)))
    assert str(release / reason) in str(error.value)


def test_a_damaged_dump_is_told_with_its_file(tmp_path: Path) -> None:
    release = write_release(tmp_path / "1", OLD)
    path = release / "data" / "full-0001.nq.gz"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(GraphReadError, match=r"full-0001\.nq\.gz: cannot be read: .*the file ends inside of the gzip data"):
        list(compare(open_side(release), open_side(release)))


def test_a_broken_line_is_told_with_its_article(tmp_path: Path) -> None:
    release, other = write_release(tmp_path / "1", OLD), write_release(tmp_path / "2", NEW)
    path = release / "data" / "full-0001.nq.gz"
    lines = gzip.decompress(path.read_bytes()).decode()
    path.write_bytes(gzip.compress(lines.replace('"Raid on Zell"@en', '"Raid on Zell"@?', 1).encode()))
    with pytest.raises(GraphReadError, match=r"Conflicts 1: https://example.org/article/Raid_on_Zell:\d+:\d+: "):
        list(compare(open_side(release), open_side(other)))


@pytest.mark.parametrize(("name", "reason"), [("empty", "has neither a release.json nor graph files"), ("none.ttl", "cannot be read: No such file")])
def test_what_is_no_side_is_told(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(GraphReadError, match=reason):
        open_side(tmp_path / name)


def test_a_graph_in_the_facts_profile_cannot_be_compared(tmp_path: Path) -> None:
    path = write(tmp_path / "a.nq", [convert_graph(graph, FACTS) for graph in OLD], named=True)
    with pytest.raises(GraphReadError, match="the graph is in the facts profile, which has no claims"):
        open_side(path)
