"""Wars, people, groups and places as tables: results, opponents, figures that add up, and the same as CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from page_graph import BASE, GRAPH, iri
from page_walk import WalkLinks

pytest.importorskip("pyoxigraph", reason="a store needs the extra serve")

from kg.graph.facts import GraphIndex
from kg.pages.catalogue import Catalogue, read_catalogue
from kg.pages.conflict import ConflictPage, read_conflict
from kg.pages.parts.glance import read_scores
from kg.pages.parts.sides import nest_parts
from kg.pages.parts.summaries import SideSummary, Sum, Summaries, Summary, make_summaries
from kg.pages.parts.summary_rows import SummaryRows, collect_rows, join_rows, read_rows
from kg.pages.parts.tables import SOURCE_COLUMNS, Dated, Result, Table, result_of, sum_cells, write_table
from kg.pages.thing import ThingPage, read_thing, thing_table
from kg.pages.war import War, alike_battles, read_alike, read_war, war_table
from kg.rdf.formats import find_format
from kg.rdf.reading import parse_graph, read_graph
from kg.rdf.terms import IRI
from kg.store.description import describe
from kg.store.embedded import load_files
from kg.store.store import Store

TARSK, LOMNA, WAR, FALL = (iri(f"conflict/{name}") for name in ("Tarsk_offensive", "Battle_of_Lomna", "Drava_Civil_War", "Fall_of_Lomna"))
# What the invented articles lack: a victor, a place within a place, a part of a part, and figures of which none is the one.
FURTHER = f"""
@prefix ck: <https://w3id.org/conflict-kg/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix schema: <http://schema.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix dct: <http://purl.org/dc/terms/> .
<{FALL}> a ck:Conflict ; rdfs:label "Fall of Lomna"@en ; ck:describedIn <{BASE}article/Fall_of_Lomna/1> ; ck:start "2016-01"^^xsd:gYearMonth ;
  ck:partOf <{LOMNA}> ; ck:place <{BASE}place/Lomna> ;
  ck:resultKind ck:victory ; ck:victor <{FALL}/side/2> ; ck:hasSide <{FALL}/side/1>, <{FALL}/side/2> .
<{FALL}/side/1> a ck:Side ; ck:number 1 ; rdfs:label "Drava"@en ; ck:belligerent <{BASE}group/Drava> ; ck:losses <{FALL}/1>, <{FALL}/2> .
<{FALL}/side/2> a ck:Side ; ck:number 2 ; rdfs:label "Lomna Brigade"@en ; ck:belligerent <{BASE}group/Lomna_Brigade> ; ck:strength <{FALL}/3> .
<{FALL}/1> a ck:Losses ; ck:category ck:killed ; ck:atLeast 5 ; ck:atMost 5 . <{FALL}/2> a ck:Losses ; ck:category ck:killed ; ck:atLeast 7 .
<{FALL}/3> a ck:Strength ; ck:atLeast 90 ; ck:countedKind ck:personnel ; ck:addsUp true .
<{BASE}place/Lomna> schema:containedInPlace <{BASE}place/Drava> .
<{BASE}article/Fall_of_Lomna/1> a ck:Article ; dct:title "Fall of Lomna"@en ; schema:url <https://en.wikipedia.org/wiki/Fall_of_Lomna> ;
  ck:revision "17" .
<{BASE}group/Navy> a ck:Group ; rdfs:label "Navy"@en .
<urn:c:1> a ck:Claim ; rdf:subject <{FALL}/side/2> ; rdf:predicate ck:belligerent ; rdf:object <{BASE}group/Lomna_Brigade> ; ck:certainty ck:Stated .
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    further = tmp_path_factory.mktemp("graphs") / "further.ttl"
    further.write_text(FURTHER, encoding="utf-8")
    return load_files([str(GRAPH), str(further)])


@pytest.fixture(scope="module")
def catalogue(store: Store) -> Catalogue:
    return read_catalogue(store)


def index_of(store: Store, thing: IRI) -> GraphIndex:
    found = describe(store, thing)
    assert found is not None
    return found.index


@pytest.fixture(scope="module")
def war(store: Store, catalogue: Catalogue) -> War:
    found = read_war(WAR, read_conflict(index_of(store, WAR), WAR, str).parts, catalogue, WalkLinks(BASE))
    assert found is not None
    return found


def thing(path: str, store: Store, catalogue: Catalogue) -> ThingPage:
    return read_thing(index_of(store, iri(path)), iri(path), catalogue, str)


def rows_of(table: Table | None, conflict: IRI) -> list[dict[str, str]]:
    assert table is not None
    return [row for row in csv.DictReader(io.StringIO(write_table(table))) if row["iri"] == conflict]


# Summaries


def test_a_summary_has_sides_result_and_the_figures_that_add_up(catalogue: Catalogue) -> None:
    found = catalogue.summaries.of(TARSK)
    assert [(side.number, side.victor, side.sums, side.gaps) for side in found.sides] == [
        (1, False, (Sum("", 1200, 1500, False), Sum("killed", 47, 47, False)), frozenset()),
        (2, False, (Sum("", 400, 400, True), Sum("killed", 110, None, False), Sum("captured", 12, 12, False)), frozenset()),
    ]
    assert found.wholes == (WAR,)
    assert result_of(found) == Result((), "victory, side not told", True)
    fallen = catalogue.summaries.of(FALL)
    assert [(side.name, side.victor, side.sums, side.gaps) for side in fallen.sides] == [
        ("Drava", False, (), frozenset({"losses"})), ("Lomna Brigade", True, (Sum("", 90, None, False),), frozenset()),
    ]  # fmt: skip
    assert result_of(fallen) == Result(("Lomna Brigade",), "", True)
    assert catalogue.summaries.of("urn:nothing") == Summary()


def test_rows_of_a_store_and_of_its_triples_are_the_same(store: Store, catalogue: Catalogue) -> None:
    graph = (*read_graph(GRAPH), *parse_graph(FURTHER.encode(), find_format("turtle"), "further"))
    asked, collected = read_rows(store), collect_rows(graph)
    assert [tuple(sorted(rows)) for rows in collected] == [tuple(sorted(rows)) for rows in asked]
    assert make_summaries(collected, catalogue.summaries.names) == catalogue.summaries
    assert join_rows([collect_rows(graph[:50]), SummaryRows()]) == collect_rows(graph[:50])


def test_parts_and_places_are_reached_by_way_of_others_and_circles_end() -> None:
    found = Summaries({}, {"a": ("b", "c"), "b": ("d", "a"), "d": ("c",)}, {}, {"x": ("y",), "y": ("x", "z")}, {}, frozenset())
    assert found.parts_of("a") == {"b": "a", "c": "a", "d": "b"}
    assert found.places_in("x") == {"y": "x", "z": "y"}
    assert found.parts_of("c") == {}


@pytest.mark.parametrize(
    ("results", "victors", "words"),
    [
        (("victory",), (True, False), "victory of North"), (("victory",), (False, False), "victory, side not told"),
        (("indecisive",), (False, False), "indecisive"), (("otherResult",), (), "no one victor named"), ((), (), ""),
        (("victory",), (True, True), "victory of North and South"),
    ],
)  # fmt: skip
def test_results_say_what_the_graph_says(results: tuple[str, ...], victors: tuple[bool, ...], words: str) -> None:
    sides = [SideSummary(name, 1, name, won, (), (), frozenset()) for name, won in zip(("North", "South"), victors, strict=False)]
    assert result_of(Summary(results, tuple(sides))).words == words


# Wars


def test_a_war_has_its_battles_in_order_with_what_is_lacking(war: War) -> None:
    assert [(battle.dated.name, battle.via, battle.strength, battle.losses) for battle in war.battles] == [
        ("Tarsk offensive", None, 1600, 157), ("Battle of Lomna", None, 1150, 0), ("Fall of Lomna", ("Battle of Lomna", LOMNA), 90, 0),
    ]  # fmt: skip
    assert (war.total, war.sides, war.with_strength, war.with_losses, war.dated, war.placed) == (3, 6, 5, 2, 3, 2)
    assert [bool(battle.statements) for battle in war.battles] == [True, True, False]
    assert war.timeline is not None
    assert all(battle.track for battle in war.battles)


def test_the_table_of_a_war_has_a_row_for_each_side_with_its_source(war: War, catalogue: Catalogue) -> None:
    table = war_table(WAR, war.found, catalogue)
    first, second = rows_of(table, TARSK)
    wanted = ("start", "end", "part_of", "how", "result", "victor", "named_victor", "strength_low", "strength_high", "killed_low", "no_one_figure_of")
    assert [first[name] for name in wanted] == ["2014-06-26", "2014-07-21", WAR, "part", "victory", "", "false", "1200", "1500", "47", ""]
    assert [second[name] for name in ("killed_low", "killed_high", "captured_high")] == ["110", "", "12"]
    assert [second[name] for name in SOURCE_COLUMNS] == [
        "Tarsk offensive",
        "",
        "",
        "https://creativecommons.org/licenses/by-sa/",
        "Wikipedia contributors",
    ]
    first, second = rows_of(table, FALL)
    wanted = ("part_of", "how", "victor", "named_victor", "no_one_figure_of")
    assert [first[name] for name in wanted] == [LOMNA, "part of a part", "Lomna Brigade", "false", "losses"]
    assert second["named_victor"] == "true"
    assert [second[name] for name in SOURCE_COLUMNS] == ["Fall of Lomna", "https://en.wikipedia.org/wiki/Fall_of_Lomna", "17", "", ""]


def test_conflicts_of_like_names_are_led_to_and_their_battles_are_in_a_table_of_their_own(store: Store, tmp_path: Path) -> None:
    other = iri("conflict/Drava_civil_war_(2014)")
    further = tmp_path / "alike.ttl"
    further.write_text(
        "".join(line for line in FURTHER.splitlines(keepends=True) if line.startswith("@"))
        + f"""<{other}> a ck:Conflict ; rdfs:label "Drava civil war"@en .
        <{FALL}> a ck:Conflict ; rdfs:label "Fall of Lomna"@en ; ck:partOf <{other}> .""",
        encoding="utf-8",
    )  # fmt: skip
    more = load_files([str(GRAPH), str(further)])
    catalogue = read_catalogue(more)
    found = read_war(WAR, read_conflict(index_of(more, WAR), WAR, str).parts, catalogue, WalkLinks(BASE))
    assert found is not None
    assert [battle.dated.iri for battle in found.found] == [TARSK, LOMNA]
    more_battles = list(alike_battles(found, catalogue))
    assert [(battle.dated.iri, battle.via, battle.how) for battle in more_battles] == [
        (FALL, ("Drava civil war", other), "part of one of a like name"),
    ]
    assert [(like.iri, like.parts) for like in read_alike(WAR, catalogue)[0]] == [(other, 1)]
    (row,) = rows_of(war_table(WAR, (*found.found, *more_battles), catalogue), FALL)
    assert (row["part_of"], row["how"]) == (other, "part of one of a like name")


def test_a_conflict_without_parts_is_no_war(catalogue: Catalogue) -> None:
    assert read_war(TARSK, (), catalogue, WalkLinks(BASE)) is None


# People, groups, places


def test_a_person_has_side_opponents_and_role_of_each_conflict(store: Store, catalogue: Catalogue) -> None:
    page = thing("person/Osk_Marel", store, catalogue)
    assert [(part.dated.iri, part.own, part.opponents, [role for role, _ in part.roles], part.won) for part in page.parts] == [
        (TARSK, "Drava, Drava Army", ("Tarsk Front, Lomna Brigade, الجبهة الحرة",), ["commander"], False),
        (LOMNA, "Drava", ("Lomna Brigade",), ["commander"], False),
    ]
    (row,) = rows_of(thing_table(index_of(store, page.iri), page, catalogue), TARSK)
    assert (row["article"], row["revision"], row["quote"]) == ("Tarsk offensive", "", "{{flagicon|Drava}} Maj. Gen. [[Osk Marel]]")
    assert [row[name] for name in ("role", "rank", "side", "own_side_named_victor", "with")] == [
        "commander",
        "Maj. Gen.",
        "1",
        "",
        "Drava | Drava Army",
    ]


def test_a_group_has_allies_but_not_itself_and_the_victory_of_its_side(store: Store, catalogue: Catalogue) -> None:
    page = thing("group/Lomna_Brigade", store, catalogue)
    assert [(part.dated.iri, [name for name, _ in part.allies], part.won) for part in page.parts] == [
        (TARSK, ["Tarsk Front", "الجبهة الحرة"], False), (LOMNA, [], False), (FALL, [], True),
    ]  # fmt: skip
    (row,) = rows_of(thing_table(index_of(store, page.iri), page, catalogue), FALL)
    assert (row["result"], row["victor"], row["own_side_named_victor"]) == ("victory", "Lomna Brigade", "true")


def test_a_place_has_what_happened_in_it_and_in_places_within(store: Store, catalogue: Catalogue) -> None:
    page = thing("place/Drava", store, catalogue)
    assert [(part.dated.iri, part.place) for part in page.parts] == [(TARSK, None), (LOMNA, None), (FALL, ("Lomna", iri("place/Lomna")))]
    assert rows_of(thing_table(index_of(store, page.iri), page, catalogue), FALL)[0]["place"] == "Lomna"


def test_only_things_of_which_nothing_is_said_are_no_links(catalogue: Catalogue) -> None:
    assert catalogue.summaries.empty == {iri("group/Navy")}


# Tables as text


def test_cells_that_a_spreadsheet_would_run_are_guarded() -> None:
    assert write_table(Table(("a", "b"), (("=1+1", "x,y"), ("@A", '"')))) == 'a,b\n\'=1+1,"x,y"\n\'@A,""""\n'


def test_the_figures_of_a_side_keep_open_bounds_open() -> None:
    side = SideSummary("", 1, "North", False, (), (Sum("", 5, None, False), Sum("wounded", None, 7, True)), frozenset())
    assert sum_cells(side) == ("5", "", "", "", "", "", "", "7", "", "", "", "")


def test_conflicts_without_a_date_come_last() -> None:
    dated = [Dated("b", "B"), Dated("c", "C", "1701"), Dated("a", "A", "", "", "1700~")]
    assert [one.name for one in sorted(dated, key=lambda one: one.order)] == ["A", "C", "B"]


# A conflict at a glance

PHASES = """
@prefix ck: <https://w3id.org/conflict-kg/ontology#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix : <https://w3id.org/conflict-kg/conflict/X/> . @prefix c: <urn:c:> .
<https://w3id.org/conflict-kg/conflict/X> a ck:Conflict ; rdfs:label "X"@en ; ck:hasSide <https://w3id.org/conflict-kg/conflict/X/side/1> .
<https://w3id.org/conflict-kg/conflict/X/side/1> a ck:Side ; ck:number 1 ; rdfs:label "North"@en .
"""


def phases(more: tuple[tuple[str, str, int], ...] = ()) -> ConflictPage:
    """A side with figures of two phases, a part, and a figure of things; and more."""
    side = "https://w3id.org/conflict-kg/conflict/X/side/1"
    figures = [
        ("a", 'ck:scope "first phase"@en ; ck:counts "men"@en ; ck:countedKind ck:personnel', 500),
        ("b", 'ck:scope "first phase"@en ; ck:counts "guns"@en ; ck:countedKind ck:artillery', 9),
        ("c", 'ck:scope "second phase"@en ; ck:counts "men"@en ; ck:countedKind ck:personnel', 700),
        ("d", 'ck:scope "in reserve"@en ; ck:counts "men"@en ; ck:countedKind ck:personnel', 60),
        ("e", f'ck:scope "second phase"@en ; ck:counts "cavalry"@en ; ck:within <{side}/strength/c>', 80),
        ("f", 'ck:scope "second phase"@en ; ck:counts "guns"@en ; ck:countedKind ck:artillery', 8),
        *more,
    ]
    text = PHASES + "".join(
        f"<{side}/strength/{name}> ck:atLeast {number} ; ck:atMost {number} ; {rest} .\n"
        f"c:{name} a ck:Claim ; rdf:subject <{side}> ; rdf:predicate ck:strength ; rdf:object <{side}/strength/{name}> ; ck:certainty ck:Stated .\n"
        for name, rest, number in figures
    )
    found = GraphIndex(parse_graph(text.encode(), find_format("turtle"), "test"))
    return read_conflict(found, IRI("https://w3id.org/conflict-kg/conflict/X"), str)


def test_figures_stand_by_phase_and_parts_under_their_whole() -> None:
    (row,) = phases().rows
    assert [
        (
            band.heading,
            [(item.figure.words, item.depth, item.scope) for cell in band.cells for group in cell.groups for item in group.items if item.figure],
        )
        for band in row.bands
    ] == [
        ("", [("60", 0, True)]),
        ("First phase", [("500", 0, False), ("9", 0, False)]),
        ("Second phase", [("700", 0, False), ("80", 1, False), ("8", 0, False)]),
    ]


def test_at_a_glance_are_figures_of_people_of_the_whole_side_and_the_rest_is_counted() -> None:
    (score,) = phases().scores
    assert (score.side.name, [item.figure.words for item in score.strength.items if item.figure], score.strength.more) == (
        "North",
        ["60", "500", "700"],
        3,
    )
    assert score.losses.empty


def test_at_a_glance_a_total_stands_for_its_phase() -> None:
    of_second = 'ck:scope "second phase"@en ; ck:counts "men"@en ; ck:countedKind ck:personnel'
    (score,) = phases((("g", f"{of_second} ; ck:total true", 1200),)).scores
    assert [item.figure.words for item in score.strength.items if item.figure] == ["60", "500", "1,200"]
    assert score.strength.more == 4


def test_where_only_parties_have_figures_these_are_at_a_glance() -> None:
    """A figure of one party does not stand beside those of the whole side, but is better than none."""
    found = phases((("g", 'ck:of <https://w3id.org/conflict-kg/group/Esk> ; ck:counts "men"@en ; ck:countedKind ck:personnel', 50),))
    row = found.rows[0]
    assert [item.figure.words for item in found.scores[0].strength.items if item.figure] == ["60", "500", "700"]
    of_parties = tuple(
        band._replace(cells=tuple(
            cell._replace(groups=tuple(
                group._replace(items=tuple(item for item in group.items if item.figure and item.figure.of)) for group in cell.groups
            )) for cell in band.cells
        )) for band in row.bands
    )  # fmt: skip
    (score,) = read_scores(found.sides, (row._replace(bands=of_parties),))
    assert [(item.figure.words, item.figure.of_name) for item in score.strength.items if item.figure] == [("50", "Esk")]


def test_a_side_that_is_called_by_one_party_has_its_figures() -> None:
    north = (("g", 'ck:of <https://w3id.org/conflict-kg/group/North> ; ck:counts "men"@en ; ck:countedKind ck:personnel', 50),)
    (score,) = phases(north).scores
    assert [(item.figure.words, item.figure.of_name) for item in score.strength.items if item.figure] == [("60", ""), ("50", "North"), ("500", "")]


def test_parts_of_each_other_do_not_go_round_for_ever() -> None:
    (row,) = phases().rows
    items = [item for band in row.bands for cell in band.cells for group in cell.groups for item in group.items if item.figure]
    first, second = (
        item._replace(figure=item.figure._replace(within=whole.iri)) for item, whole in ((items[0], items[1]), (items[1], items[0])) if item.figure
    )
    assert [[(item.iri, item.depth) for item in tree] for tree in nest_parts((first, second))] == [[(first.iri, 0), (second.iri, 1)]]


@pytest.mark.parametrize(
    ("kind", "remark"),
    [
        ("victory", "Which of the sides that was is not told by these words alone."),
        ("indecisive", "Indecisive; the article calls no one side the victor."),
        ("otherResult", "The article calls no one side the victor."),
    ],
)  # fmt: skip
def test_the_page_says_how_far_the_words_tell_the_victor(kind: str, remark: str, store: Store) -> None:
    found = describe(store, TARSK)
    assert found is not None
    victory, other = (IRI(f"https://w3id.org/conflict-kg/ontology#{name}") for name in ("victory", kind))
    index = GraphIndex([triple._replace(object=other) if triple.object == victory else triple for triple in found.triples])
    assert {fact.property: fact.remark for fact in read_conflict(index, TARSK, str).facts}["outcome"] == remark
