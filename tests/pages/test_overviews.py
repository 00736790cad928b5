"""Search, the start page's list and chart, answers, and how pages become text."""

from __future__ import annotations

import json
import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_graph import BASE

from kg.pages.answer import read_answer
from kg.pages.catalogue import Catalogue, Entry, Name, fold
from kg.pages.overview.crowds import Area, crowded_areas, draw_crowds, read_area
from kg.pages.overview.histogram import draw_histogram
from kg.pages.overview.search import search_names, search_page, years_of
from kg.pages.overview.start import Chosen, choose_entries
from kg.pages.parts.involved import Involved
from kg.pages.parts.summaries import Summary, gather_summaries
from kg.pages.query import Asked, Trouble, query_page
from kg.pages.render import render_page, script_json
from kg.query.named import NamedQuery
from kg.rdf.terms import IRI


class PlainLinks:
    """Links as a server at the top of its host has them."""

    base = BASE
    land = card = ""

    def href(self, iri: str) -> str:
        return iri.replace(BASE, "/")

    def page(self, iri: str) -> str:
        return f"{self.href(iri)}.html"

    def forms(self, iri: str) -> tuple[tuple[str, str], ...]:
        return ()

    def table(self, iri: str, name: str = "") -> str:
        return f"{self.href(iri)}.csv"

    def citing(self, claim: str, article: str) -> str:
        return f"{claim}#cite"

    def asked(self, query: NamedQuery) -> str:
        return f"/query/{query.name}"

    def period(self, first: int, last: int) -> str:
        return f"/{first}"

    def area(self, code: str) -> str:
        return f"/?area={code}"

    def own(self, name: str) -> str:
        return f"/{name}"

    def static(self, name: str) -> str:
        return f"/static/{name}"


LINKS = PlainLinks()


def name(text: str, kind: str = "Person", label: str = "") -> Name:
    return Name(fold(text), text, label or text, kind, IRI(f"urn:{fold(label or text).replace(' ', '-')}"))


def test_search_finds_all_words_without_case_and_accents() -> None:
    names = (name("Ōta Marel"), name("Marel"), name("Battle of Marel", "Conflict"), name("Amarel"), name("Ota", label="Ōta Marel"))
    catalogue = Catalogue((), names, {})
    assert [found.label for found in search_names(catalogue, "marel")] == ["Marel", "Battle of Marel", "Ōta Marel", "Amarel"]
    assert [found.name for found in search_names(catalogue, "OTA mar")] == ["Ōta Marel"]
    assert [found.name for found in search_names(catalogue, "ota")] == ["Ota"]
    assert search_names(catalogue, "  ") == []
    assert len(search_names(catalogue, "m", 2)) == 2


def test_the_chart_of_years_and_the_list_agree() -> None:
    entries = [Entry(IRI(f"urn:{n}"), str(n), date, "", "", None) for n, date in enumerate(["1701-05", "1709", "1915", "", "-0330"])]
    chart = draw_histogram(entries)
    assert chart is not None
    assert (sum(column.conflicts for column in chart.columns), chart.undated, chart.lines) == (4, 1, ((1, 50.0), (2, 100.0)))
    assert next((column.words, column.label) for column in chart.columns if column.conflicts) == ("401 BC–302 BC", "401 BC")
    for column in chart.columns:
        assert len(choose_entries(entries, Chosen(column.first, column.last, True, 1))) == column.conflicts
    assert [entry.name for entry in choose_entries(entries, Chosen(None, None, True, 1))] == ["4", "0", "1", "2", "3"]
    assert draw_histogram([]) is None


def placed(number: int, longitude: float, latitude: float) -> Entry:
    return Entry(IRI(f"{BASE}conflict/{number}"), f"Battle {number}", "", "", "", (longitude, latitude))


def test_dots_that_crowd_become_one_that_leads_to_their_area() -> None:
    entries = [placed(1, 10.0, 50.0), placed(2, 10.01, 50.01), placed(3, -70.0, -30.0), Entry(IRI("urn:4"), "Nowhere", "", "", "", None)]
    drawn = draw_crowds(entries, LINKS)
    assert drawn is not None
    assert (drawn.placed, drawn.total) == (3, 4)
    lone, crowd = drawn.crowds
    assert (lone.many, lone.label, lone.href, lone.x, lone.y) == (1, "Battle 3", "/conflict/3.html", -70.0, 30.0)
    assert (crowd.many, crowd.label) == (2, "2 conflicts: Battle 1, Battle 2")
    area = read_area(crowd.href.removeprefix("/?area="))
    assert area is not None
    assert [entry.name for entry in choose_entries(entries, Chosen(None, None, False, 1, area))] == ["Battle 1", "Battle 2"]
    lone, large = drawn.narrow
    assert (lone.many, lone.label, lone.href, lone.dot) == (1, "Battle 3", "/conflict/3.html", (-70.0, 30.0))
    assert (large.many, large.label, large.dot) == (2, crowd.label, None)
    around = read_area(large.href.removeprefix("/?area="))
    assert crowded_areas(entries, drawn) == {area: entries[:2], around: entries[:2]}
    assert draw_crowds(entries[3:], LINKS) is None


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=40))
def test_every_crowd_leads_to_as_many_as_it_says(points: list[tuple[float, float]]) -> None:
    entries = [placed(number, *point) for number, point in enumerate(points)]
    drawn = draw_crowds(entries, LINKS)
    assert drawn is not None
    for crowds in (drawn.crowds, drawn.narrow):
        assert sum(crowd.many for crowd in crowds) == len(points)
    for crowd in (*drawn.crowds, *drawn.narrow):
        area = read_area(crowd.href.removeprefix("/?area=")) if crowd.many > 1 else None
        assert area is None or len(choose_entries(entries, Chosen(None, None, False, 1, area))) == crowd.many


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=40))
def test_on_narrow_screens_marks_are_large_and_none_hides_another(points: list[tuple[float, float]]) -> None:
    drawn = draw_crowds([placed(number, *point) for number, point in enumerate(points)], LINKS)
    assert drawn is not None
    pixel = float(drawn.map.box.split()[2]) / (320 - 24)
    assert min(crowd.reach for crowd in drawn.narrow) >= 12 * pixel
    for one, other in combinations(drawn.narrow, 2):
        assert math.hypot(one.x - other.x, one.y - other.y) >= one.reach + other.reach


@pytest.mark.parametrize("code", ["", "1,2,3", "3,0,1,2", "a,b,c,d", "nan,0,1,1", "0,0,1e9,1", "inf,0,1,1"])
def test_what_is_no_area_is_left_out(code: str) -> None:
    assert read_area(code) is None
    assert read_area("-1.5,0,2,3.25") == Area(-1500, 0, 2000, 3250)


def test_answers_become_tables_charts_and_maps() -> None:
    number = "http://www.w3.org/2001/XMLSchema#integer"
    rows = [
        {
            "thing": {"type": "uri", "value": f"{BASE}group/A_{n}"},
            "where": {"type": "literal", "value": f"POINT({n} {n})", "datatype": "http://www.opengis.net/ont/geosparql#wktLiteral"},
            "count": {"type": "literal", "value": str(n), "datatype": number},
        }
        for n in (1, 4)
    ]
    found = read_answer({"head": {"vars": ["thing", "where", "count", "none"][:3]}, "results": {"bindings": rows}}, LINKS)
    assert [(value.text, value.href, value.numeric) for value in found.rows[0] if value] == [
        ("A 1", "/group/A_1.html", False), ("POINT(1 1)", "", False), ("1", "", True),
    ]  # fmt: skip
    assert [(bar.label.href, bar.number, bar.width) for bar in found.bars] == [("/group/A_1.html", "1", 22.5), ("/group/A_4.html", "4", 90.0)]
    assert found.map is not None
    assert len(found.map.marks) == 2
    assert read_answer({"head": {}, "boolean": False}, LINKS).verdict is False


@given(st.recursive(st.text() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_json_in_a_page_says_the_same_and_cannot_end_the_script(value: object) -> None:
    text = script_json(value)
    assert json.loads(text) == value
    assert not set("<>&\u2028\u2029") & set(text)


def literal(text: str, kind: str = "") -> dict[str, str]:
    return {"type": "literal", "value": text} | ({"datatype": f"http://www.w3.org/2001/XMLSchema#{kind}"} if kind else {})


def uri(name: str) -> dict[str, str]:
    return {"type": "uri", "value": f"{BASE}{name}"}


@pytest.mark.parametrize(
    ("columns", "row", "label"),
    [
        ("person name conflicts", [uri("person/Osk"), literal("Osk Marel"), literal("2", "integer")], "Osk Marel"),
        ("group_name ally_name n group ally", [literal("A"), literal("B"), literal("2", "integer"), uri("g/A"), uri("g/B")], "A · B"),
        ("article version revision n", [literal("Tarsk"), uri("article/T"), literal("471"), literal("2", "integer")], "Tarsk"),
        ("side n", [uri("conflict/Tarsk/side/1"), literal("2", "integer")], "the name of conflict/Tarsk/side/1"),
        ("property n", [uri("ontology#hasSide"), literal("2", "integer")], "has side"),
        ("property n", [{"type": "uri", "value": "http://www.w3.org/2004/02/skos/core#altLabel"}, literal("2", "integer")], "alt label"),
        ("year n", [literal("1944", "integer"), literal("2", "integer")], "1944"),
    ],
)
def test_bars_are_called_by_names(columns: str, row: list[dict[str, str]], label: str) -> None:
    names = columns.split()
    rows = [dict(zip(names, row, strict=True))] * 2
    found = read_answer({"head": {"vars": names}, "results": {"bindings": rows}}, LINKS, lambda iri: f"the name of {iri.removeprefix(BASE)}")
    assert [(bar.label.text, bar.number) for bar in found.bars] == [(label, "2")] * 2


@pytest.mark.parametrize(
    ("words", "whole"),
    [("1943-07-05", True), ("-0043-03", True), ("1943-07-05T12:00:00Z", True), ("1943", False), ("a-b", False), ("1943-07-05 or so", False)],
)
def test_dates_stand_in_one_line(words: str, whole: bool) -> None:
    found = read_answer({"head": {"vars": ["a"]}, "results": {"bindings": [{"a": literal(words)}]}}, LINKS)
    assert [value.whole for value in found.rows[0] if value] == [whole]


def test_an_answer_too_large_for_the_page_can_be_downloaded_from_there() -> None:
    trouble = Trouble("The answer has 99 bytes, too much for a page.")
    page = render_page(query_page("SELECT * {}", Asked(trouble=trouble, downloads=(("csv", "/sparql?a=b&format=csv"),))), LINKS)
    assert trouble.words in page
    assert '<a href="/sparql?a=b&amp;format=csv" download="results.csv">CSV</a>' in page


@pytest.fixture
def narva() -> Catalogue:
    """Conflicts, of which one has no date of its own, a place, and a person."""
    dates = {"Battle of Narva": "1700-11", "Narva offensive": "1944-02/1944-08", "Siege of Esk": "1944", "Narva line": "", "Old Narva": "-0330"}
    iris = {label: IRI(f"{BASE}conflict/{label.replace(' ', '_')}") for label in (*dates, "Narva campaign 1944")}
    entries = tuple(Entry(iris[label], label, *(*date.partition("/")[::2], ""), None) for label, date in dates.items())
    place, person = IRI(f"{BASE}place/Narva"), IRI(f"{BASE}person/Carl_Narva")
    names = [Name(fold(label), label, label, "Conflict", iri) for label, iri in iris.items()]
    names += [Name("narva", "Narva", "Narva", "Place", place), Name("carl narva", "Carl Narva", "Carl Narva", "Person", person)]
    told = {
        iris["Narva offensive"]: Summary(wholes=(iris["Narva line"],), places=(place,)),
        iris["Battle of Narva"]: Summary(places=(place,)), iris["Siege of Esk"]: Summary(),
    }  # fmt: skip
    involved = {person: (Involved(person, iris["Battle of Narva"], 1, "", ""),)}
    return Catalogue(entries, tuple(names), {}, gather_summaries(told, (), {}), involved)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("narva 1944", ["Narva", "Narva line", "Narva offensive", "Narva campaign 1944"]),
        ("Narva 1700", ["Narva", "Battle of Narva", "Carl Narva"]),
        ("1699–1700 Narva", ["Narva", "Battle of Narva", "Carl Narva"]), ("narva 1699-00", []),
        ("narva 1943-45", ["Narva", "Narva line", "Narva offensive"]),
        ("narva 331 BC", ["Old Narva"]), ("narva 340–330 b.c.", ["Old Narva"]), ("narva 1800", []), ("esk 1700", []),
        ("1944", ["Siege of Esk", "Narva offensive", "Narva campaign 1944", "Narva line"]), ("1700 1944", []),
    ],
)  # fmt: skip
def test_years_find_what_was_then_and_what_has_them_in_its_name(words: str, found: list[str], narva: Catalogue) -> None:
    assert [name.label for name in search_names(narva, words)] == found


def test_a_place_covers_the_years_of_its_conflicts_and_a_war_those_of_its_parts(narva: Catalogue) -> None:
    assert years_of(f"{BASE}place/Narva", "Place", narva) == ((1700, 1700), (1944, 1944))
    assert years_of(f"{BASE}conflict/Narva_line", "Conflict", narva) == ((1944, 1944),)
    assert years_of(f"{BASE}conflict/Nowhere", "Conflict", narva) == ()


def test_a_war_without_a_date_tells_what_is_in_it(narva: Catalogue) -> None:
    assert {name.label: note for name, note in search_page(narva, "narva line", 9).values["found"]} == {"Narva line": "1 conflict in it, 1944"}


def test_results_of_one_name_are_told_apart() -> None:
    first, second, war = (IRI(f"{BASE}conflict/{name}") for name in ("Siege_of_Esk", "Siege_of_Esk_(1801)", "Loft_War"))
    local, known = IRI(f"{BASE}article/Siege_of_Esk/person/Ada_Storm"), IRI(f"{BASE}person/Ada_Storm")
    entries = (Entry(first, "Siege of Esk", "1701-05", "1701-06", "1701-05/1701-06", None), Entry(second, "Siege of Esk", "", "", "1801", None))
    names = tuple(Name("ada storm", "Ada Storm", "Ada Storm", "Person", iri) for iri in (local, known))
    names += tuple(Name("siege of esk", "Siege of Esk", "Siege of Esk", "Conflict", iri) for iri in (first, second))
    summaries = gather_summaries({first: Summary(wholes=(war,))}, (), {war: "Loft War"})
    involved = {known: (Involved(known, second, 1, "", ""),)}
    catalogue = Catalogue(entries, names, {}, summaries, involved)
    found = {name.iri: note for word in ("esk", "storm") for name, note in search_page(catalogue, word, 9).values["found"]}
    assert found == {
        first: "May 1701 – June 1701; part of Loft War", second: "1801",
        local: "named in the article Siege of Esk", known: "in Siege of Esk (1801)",
    }  # fmt: skip
