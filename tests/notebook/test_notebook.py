"""Answers as data frames, conflicts as objects, plots."""

from __future__ import annotations

import datetime
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.notebook.conflict import ConflictNotFoundError, Figure, Party
from kg.notebook.frame import Column, to_columns
from kg.notebook.plot import Bar, Stretch, make_bars, make_stretches
from kg.rdf.formats import find_format
from kg.rdf.reading import parse_graph
from kg.rdf.terms import IRI, XSD, Literal, Triple
from kg.store.store import Solutions

GRAPH = Path(__file__).resolve().parents[1] / "data" / "serve" / "reconcile.ttl"
BASE = "https://w3id.org/conflict-kg/"
HOLLEN = f"{BASE}conflict/Battle_of_Hollen_(1645)"
QUERY = """SELECT ?name ?number ?start {
  ?c a ck:Conflict ; rdfs:label ?name OPTIONAL { ?c ck:start ?start } OPTIONAL { ?c ck:hasSide/ck:number ?number }
} ORDER BY ?name ?start ?number"""


def literal(text: str, kind: str) -> Literal:
    return Literal(text, XSD.term(kind))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([literal("1", "integer"), None, literal("-2", "integer")], Column("x", "int", (1, None, -2))),
        ([literal("1", "integer"), literal("0.5", "double")], Column("x", "float", (1.0, 0.5))),
        ([literal("9" * 20, "integer")], Column("x", "text", ("9" * 20,))),
        ([literal("true", "boolean"), literal("0", "boolean")], Column("x", "bool", (True, False))),
        ([literal("1645-03-06", "date"), None], Column("x", "date", (datetime.date(1645, 3, 6), None))),
        ([literal("1645-03-06", "date"), literal("1645", "gYear")], Column("x", "text", ("1645-03-06", "1645"))),
        ([literal("-0043-03-15", "date")], Column("x", "text", ("-0043-03-15",))),
        ([literal("1900-02-29", "date")], Column("x", "text", ("1900-02-29",))),
        ([Literal("a", language="en"), IRI("https://x.example/")], Column("x", "text", ("a", "https://x.example/"))),
        ([None], Column("x", "text", (None,))),
    ],
)
def test_columns_have_the_type_of_all_their_values(values: list[Any], expected: Column) -> None:
    assert to_columns(Solutions(("x",), tuple((value,) for value in values))) == (expected,)


def test_an_answer_as_a_frame_of_pandas() -> None:
    pandas = pytest.importorskip("pandas", reason="the extra 'frames' is not installed")
    pytest.importorskip("pyoxigraph", reason="the extra 'fast' is not installed")
    found = kg.frame("SELECT ?name ?number ?day { ?c rdfs:label ?name ; ck:hasSide/ck:number ?number ; ck:end ?day } ORDER BY ?number", GRAPH)
    assert {name: str(kind) for name, kind in found.dtypes.items()} == {"name": "string", "number": "Int64", "day": "datetime64[s]"}
    day = pandas.Timestamp("1645-03-08")
    assert found.values.tolist() == [["Battle of Hollen", 1, day], ["Battle of Hollen", 2, day]]
    assert kg.frame("SELECT ?x { ?x a ck:Nothing }", GRAPH).shape == (0, 1)


def test_an_answer_as_a_frame_of_polars() -> None:
    polars = pytest.importorskip("polars", reason="the extra 'polars' is not installed")
    pytest.importorskip("pyoxigraph", reason="the extra 'fast' is not installed")
    found = kg.frame(QUERY, GRAPH, library="polars")
    assert dict(found.schema) == {"name": polars.String, "number": polars.Int64, "start": polars.String}
    assert found.rows() == [
        ("Battle of Hollen", 1, "1645-03-06"), ("Battle of Hollen", 2, "1645-03-06"), ("Battle of Hollen", 1, "1712-05"),
        ("Varnish War", None, "1641"),
    ]  # fmt: skip


def test_a_graph_may_be_given_in_many_ways(hollenfurt: Path, tmp_path: Path) -> None:
    pytest.importorskip("polars", reason="the extra 'polars' is not installed")
    pytest.importorskip("pyoxigraph", reason="the extra 'fast' is not installed")
    from kg.store.embedded import load_files

    [outcome] = kg.build(hollenfurt)
    assert isinstance(outcome, kg.Outcome)
    kg.write([outcome.built.graph], tmp_path / "a.nt")
    ways: list[Any] = [
        tmp_path / "a.nt",
        [str(tmp_path / "a.nt")],
        outcome.built.graph.triples,
        [outcome.built.graph],
        load_files([str(tmp_path / "a.nt")]),
    ]
    answers = [kg.frame("commanders", way, library="polars").rows() for way in ways]
    assert len(answers[0]) > 1
    assert answers == [answers[0]] * len(ways)


def test_named_queries_take_values() -> None:
    pytest.importorskip("polars", reason="the extra 'polars' is not installed")
    for group in (f"{BASE}group/Kingdom_of_Esk", "kingdom of esk", ["Kingdom of Esk"]):
        assert kg.frame("opponents", GRAPH, library="polars", group=group)["opponent_name"].to_list() == ["Norland"]
    with pytest.raises(ValueError, match="no parameter 'x'"):
        kg.frame("conflicts-of", GRAPH, library="polars", x="y")
    with pytest.raises(ValueError, match="none named 'SELECT"):
        kg.frame("SELECT * { ?s ?p ?o }", GRAPH, library="polars", x="y")


@pytest.mark.parametrize(
    ("module", "extra", "act"),
    [
        ("pandas", "frames", lambda: kg.frame(QUERY, GRAPH)),
        ("polars", "polars", lambda: kg.frame(QUERY, GRAPH, library="polars")),
        ("matplotlib", "plot", lambda: kg.conflict(GRAPH, HOLLEN).plot()),
        ("matplotlib", "plot", lambda: kg.plot_timeline(kg.conflicts(GRAPH))),
    ],
)
def test_what_is_not_installed_is_named_with_its_extra(module: str, extra: str, act: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Missing:
        def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
            if name == module:
                raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    for name in [name for name in sys.modules if name.partition(".")[0] == module]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    with pytest.raises(kg.MissingExtraError, match=rf"pip install 'conflict-kg\[{extra}\]'"):
        act()


def test_a_conflict_as_an_object() -> None:
    found = kg.conflict(GRAPH, "Battle of Hollen (1712)")
    assert (found.start, found.end, found.dates, str(found)) == ("1712-05", "", "1712-05", "Battle of Hollen (1712-05)")
    battle = kg.conflict(GRAPH)
    assert (battle.iri, battle.name, battle.dates) == (HOLLEN, "Battle of Hollen", "1645-03-06 – 1645-03-08")
    assert (battle.part_of, battle.places) == ((Party("Varnish War", f"{BASE}conflict/Varnish_War"),), (Party("Hollen", f"{BASE}place/Hollen"),))
    assert sorted(battle.outcome) == ["Hollen burnt", "Norish victory"]
    first, second = battle.sides
    assert (first.number, first.name, second.name, battle.whole.name) == (1, "Norland", "Kingdom of Esk", "all")
    assert first.commanders == (Party("Otto Rein", f"{BASE}person/Otto_Rein", "Colonel"),)
    assert str(first.commanders[0]) == "Colonel Otto Rein"
    assert second.supporters[0].name == "Orm"
    assert first.strength == (Figure(12000, 14500, True, "men", "", "", "c. 12000–14500 men"),)
    assert sorted(map(str, first.losses)) == ["160–197 killed", "400 wounded"]
    assert battle.whole.losses == (Figure(1000, None, False, "", "casualties", "", "at least 1000 casualties"),)
    assert [conflict.iri for conflict in kg.conflicts(GRAPH)] == [HOLLEN]


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("Battle of Hollen", "2 conflicts are called 'Battle of Hollen' in the graph, which has: Battle of Hollen"),
        ("Siege of Orm", "no conflicts are called 'Siege of Orm' in the graph, which has: Battle of Hollen, Varnish War"),
    ],
)
def test_a_conflict_that_cannot_be_told(wanted: str, message: str) -> None:
    with pytest.raises(ConflictNotFoundError, match=message):
        kg.conflict(GRAPH, wanted)


def test_a_conflict_is_found_in_any_spelling() -> None:
    assert kg.conflict(GRAPH, "the varnish  wár").name == "Varnish War"
    assert kg.conflict(GRAPH, f"{BASE}conflict/Varnish_War").name == "Varnish War"
    assert kg.conflict(GRAPH, "Hollen fight").iri == HOLLEN


class Text(HTMLParser):
    """The text of a page, and what elements it has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.elements: set[str] = set()
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.elements.add(tag)
        self.open += [tag] if tag != "br" else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_a_conflict_shows_itself_and_nothing_else_runs() -> None:
    text = (
        GRAPH.read_text(encoding="utf-8")
        .replace("Otto Rein", "Otto <script>alert(1)</script>")
        .replace("Norish victory", "<img src=x onerror=y> & so on")
    )
    triples: tuple[Triple, ...] = parse_graph(text.encode(), find_format("turtle"), "test")
    shown = Text(kg.conflict(triples, HOLLEN)._repr_html_())
    assert shown.elements == {"section", "h3", "table", "tr", "th", "td", "bdi", "br"}
    assert shown.open == []
    assert {"Colonel Otto <script>alert(1)</script>", "<img src=x onerror=y> & so on", "160–197 killed", "Conflict as a whole"} <= set(shown.words)
    assert Text(kg.conflict(GRAPH, "Varnish War")._repr_html_()).words == ["Varnish War", "Date", "1641 – 1648"]


def test_figures_become_bars_with_their_bounds() -> None:
    battle = kg.conflict(GRAPH)
    assert set(make_bars(battle, "losses")) == {
        Bar("Norland: killed", 160, 197),
        Bar("Norland: wounded", 400, 400),
        Bar("all: casualties", 1000, None),
    }
    assert make_bars(battle, "losses", "killed") == (Bar("Norland", 160, 197),)
    assert make_bars(battle, "strength") == (Bar("Norland: men", 12000, 14500),)


def test_times_become_stretches() -> None:
    conflicts = [kg.conflict(GRAPH), kg.conflict(GRAPH, "Battle of Hollen (1712)"), kg.conflict(GRAPH, "Varnish War")]
    stretches = make_stretches(conflicts)
    assert [stretch.label for stretch in stretches] == ["Varnish War", "Battle of Hollen", "Battle of Hollen"]
    assert stretches[0] == Stretch("Varnish War", 1641.0, 1649.0)
    assert [(round(s.start, 2), round(s.end, 2)) for s in stretches[1:]] == [(1645.18, 1645.19), (1712.33, 1712.42)]


def test_plots_are_drawn(tmp_path: Path) -> None:
    matplotlib = pytest.importorskip("matplotlib", reason="the extra 'plot' is not installed")
    matplotlib.use("Agg")
    from matplotlib import pyplot

    axes = kg.conflict(GRAPH).plot()
    assert [bar.get_width() for bar in axes.patches] == [bar.low for bar in make_bars(kg.conflict(GRAPH), "losses")]
    assert [label.get_text() for label in axes.get_yticklabels()] == [bar.label for bar in make_bars(kg.conflict(GRAPH), "losses")]
    axes.figure.savefig(tmp_path / "losses.png")
    times = kg.plot_timeline(kg.conflicts(GRAPH))
    assert [label.get_text() for label in times.get_yticklabels()] == ["Battle of Hollen"]
    times.figure.savefig(tmp_path / "times.png")
    pyplot.close("all")
    with pytest.raises(ValueError, match="no figures of captured"):
        kg.conflict(GRAPH).plot(category="captured")
    with pytest.raises(ValueError, match="has a date"):
        kg.plot_timeline([])


DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "notebooks.md").read_text(encoding="utf-8")


def test_the_examples_of_the_documentation_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("pandas", "polars", "matplotlib", "pyoxigraph"):
        pytest.importorskip(module, reason=f"{module}, which the examples use, is not installed")
    import matplotlib
    from matplotlib import pyplot

    matplotlib.use("Agg")
    monkeypatch.chdir(tmp_path)
    sample = Path(kg.__file__).parent / "sample" / "idlib-clashes-2017.txt"
    (tmp_path / "article.txt").write_bytes(sample.read_bytes())
    blocks = re.findall(r"^```python\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)
    names: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, "notebooks.md", "exec"), names)
    pyplot.close("all")
    assert len(blocks) > 4
    assert len(names["commanders"]) > 0
