"""The lists of people, groups, places and wars: rows, orders, pages, CSV, and who was in which conflict."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_graph import BASE, GRAPH, iri
from page_walk import WalkLinks

pytest.importorskip("pyoxigraph", reason="a store needs the extra serve")

from kg.pages.catalogue import Catalogue, read_catalogue
from kg.pages.overview.lists import KINDS, ON_A_PAGE, Asked, Listed, list_page, list_table, list_things, order_list
from kg.pages.parts.involved import Involved, by_thing, collect_involved, read_involved
from kg.pages.parts.tables import write_table
from kg.pages.render import render_page
from kg.rdf.reading import read_graph
from kg.store.embedded import load_files
from kg.store.store import Store

TARSK, LOMNA, WAR = (iri(f"conflict/{name}") for name in ("Tarsk_offensive", "Battle_of_Lomna", "Drava_Civil_War"))


@pytest.fixture(scope="module")
def store() -> Store:
    return load_files([str(GRAPH)])


@pytest.fixture(scope="module")
def catalogue(store: Store) -> Catalogue:
    return read_catalogue(store)


def listed(name: str, catalogue: Catalogue) -> list[Listed]:
    things = {found.iri: found.label for found in catalogue.names if found.kind == KINDS[name].kind}
    return list_things(name, things.items(), catalogue, catalogue.involved)


def test_who_is_in_which_conflict_is_the_same_from_a_store_and_from_triples(store: Store) -> None:
    rows = read_involved(store)
    assert collect_involved(read_graph(Path(GRAPH))) == rows
    assert [row for row in rows if row.thing == iri("person/Osk_Marel")] == [
        Involved(iri("person/Osk_Marel"), LOMNA, 1, "", ""), Involved(iri("person/Osk_Marel"), TARSK, 1, "Maj. Gen.", ""),
    ]  # fmt: skip


def test_lists_hold_what_the_counts_count(catalogue: Catalogue) -> None:
    assert {name: len(listed(name, catalogue)) for name in KINDS} == {name: catalogue.counts[name] for name in KINDS}


def test_a_person_has_conflicts_in_order_with_years_and_ranks(catalogue: Catalogue) -> None:
    (marel,) = (one for one in listed("people", catalogue) if one.name == "Osk Marel")
    assert ([one.iri for one in marel.conflicts], marel.total, marel.years, list(marel.ranks)) == (
        [TARSK, LOMNA], 2, "2014–2015", ["Maj. Gen."],
    )  # fmt: skip


def test_a_war_has_its_parts_and_a_place_what_happened_within(catalogue: Catalogue) -> None:
    assert [(one.iri, one.total) for one in listed("wars", catalogue)] == [(WAR, 2)]
    assert {one.name: one.total for one in listed("places", catalogue)}["Drava"] == 2


def person(name: str, *conflicts: str, fate: str = "", date: str = "") -> Listed:
    return Listed(f"urn:{name}", name, (), len(conflicts), fates=(fate,) if fate else (), first=date)


def test_orders_put_last_what_lacks_their_key() -> None:
    people = [person("A", "x"), person("B", "x", "y", date="1701"), person("C", "x", fate="captured"), person("D", fate="killed", date="-0300")]
    assert {order: "".join(one.name for one in order_list(people, order)) for order in ("name", "conflicts", "date", "fate")} == {
        "name": "ABCD", "conflicts": "BACD", "date": "DBAC", "fate": "DCAB",
    }  # fmt: skip


def test_a_long_list_is_cut_into_pages_and_its_csv_is_whole() -> None:
    people, catalogue = [person(f"P{number:04}", fate="killed" if number % 2 else "") for number in range(2 * ON_A_PAGE + 1)], Catalogue((), (), {})
    page = list_page("people", people, Asked(page=99), catalogue, str, "people.csv")
    assert [one.name for one in page.values["rows"]] == [f"P{2 * ON_A_PAGE:04}"]
    assert [number for number, _ in page.values["pages"]] == [1, 2, 3]
    assert list_page("people", people, Asked(fell=True), catalogue, str, "").values["found"] == ON_A_PAGE
    lines = write_table(list_table("people", people)).splitlines()
    assert lines[:2] == ["person,iri,conflicts,first,last,ranks,fates,first_conflicts", "P0000,urn:P0000,0,,,,,"]
    assert len(lines) == 2 * ON_A_PAGE + 2


def test_a_name_with_nothing_behind_it_is_no_link(catalogue: Catalogue) -> None:
    row, summaries = person("Nobody"), catalogue.summaries
    known = Catalogue((), (), {}, type(summaries)({}, {}, {}, {}, {}, frozenset({row.iri})))
    for shown, links in ((catalogue, 1), (known, 0)):
        html = render_page(list_page("people", [row], Asked(), shown, str, "people.csv"), WalkLinks(BASE))
        assert html.count('href="urn:Nobody"') == links


def test_rows_are_found_by_their_thing() -> None:
    first, second = Involved("a", "x", 1, "", ""), Involved("a", "y", 0, "", "")
    assert by_thing([first, second]) == by_thing([second, first]) == {"a": (first, second)}
