"""Which things links to one item make one: wrong links must not merge two things, and the way back gives the same bytes."""

from collections.abc import Iterable

import pytest
from merging import BASE, article, local

from kg.link.index.lookup import Item
from kg.link.merge.by_item import plan_by_item
from kg.link.merge.plan import Plan
from kg.link.merge.record import make_record, undo
from kg.link.merge.renaming import rename
from kg.link.merge.survey import Survey
from kg.link.sssom import Row
from kg.link.vocabulary import Kinds
from kg.rdf.nquads_reading import LineError, Quad
from kg.rdf.terms import CK, DCT, IRI, LANG_STRING, Literal, Triple
from kg.validation.shapes import validate

PAGE, NAME, RENAMED = "semapv:BackgroundKnowledgeBasedMatching", "semapv:LexicalMatching", "semapv:LogicalReasoning"
VARN = Item(7, "Varn", Kinds.GROUP, "Varn")
ESK = article("Battle of Esk", sides=("[[Varn]]", "Esk League"))
ZELL = article("Siege of Zell", sides=("Union of Varn", "Zell"))
HILL = article("Battle of Hill 7", sides=("Union of Varn", "Zell"))


def row(justification: str, reviewer: str = "") -> Row:
    return Row((("mapping_justification", justification), ("reviewer_label", reviewer)))


def plan(graphs: Iterable[tuple[Triple, ...]], links: dict[str, Row], item: Item = VARN, names: Iterable[str] = ()) -> Plan:
    survey = Survey()
    for graph in graphs:
        survey.add(graph)
    listed = [(IRI(BASE + local), item.qid, row) for local, row in links.items()]
    return plan_by_item(survey, listed, {item.qid: item}, lambda name, _: name in names, BASE)


def merged(found: Plan) -> dict[str, str]:
    return {local(old): local(merge.new) for old, merge in found.merges.items()}


UNION, UNION_HERE = "article/Siege_of_Zell/group/Union_of_Varn", "article/Battle_of_Hill_7/group/Union_of_Varn"


@pytest.mark.parametrize(
    ("graphs", "links", "item", "names", "expected"),
    [
        ([ESK, ZELL], {"group/Varn": row(PAGE), UNION: row(NAME)}, VARN, (), {UNION: "group/Varn"}),
        ([ZELL, HILL], {UNION: row(NAME), UNION_HERE: row(NAME)}, VARN, (), {UNION: "group/Varn", UNION_HERE: "group/Varn"}),
        ([ZELL, HILL], {UNION: row(NAME), UNION_HERE: row(NAME)}, Item(7, "", Kinds.NONE), (), {UNION_HERE: UNION}),
        ([ESK, ZELL, HILL], {UNION: row(NAME), UNION_HERE: row(NAME)}, VARN, (), {UNION_HERE: UNION}),
        ([ESK, ZELL], {"group/Varn": row(PAGE), UNION: row(PAGE, "Ada")}, VARN, (), {UNION: "group/Varn"}),
        (
            [ESK, article("X", sides=("[[Third Realm]]", "Z"))],
            {"group/Varn": row(PAGE), "group/Third_Realm": row(PAGE)},
            VARN,
            ("Third Realm",),
            {"group/Third_Realm": "group/Varn"},
        ),
        (
            [ESK, article("X", sides=("[[Varn (state)]]", "Z"))],
            {"group/Varn": row(PAGE), "group/Varn_(state)": row(PAGE)},
            VARN,
            (),
            {"group/Varn_(state)": "group/Varn"},
        ),
    ],
    ids=["page and name", "the item's page", "two names", "the page is in use", "reviewed", "alias", "bracket"],
)
def test_things_of_one_item_become_one(
    graphs: list[tuple[Triple, ...]], links: dict[str, Row], item: Item, names: tuple[str, ...], expected: dict[str, str]
) -> None:
    assert merged(plan(graphs, links, item, names)) == expected


TWO_SIDES = article("Battle of Esk", sides=("[[Varn]]", "Union of Varn"))
ONE_ARTICLE = article("Battle of Esk", sides=("[[Varn]]<br>Union of Varn", "Zell"))
OWN = "article/Battle_of_Esk/group/Union_of_Varn"
MEMBER = article("Battle of Esk", sides=("[[Varn]]", "Zell"), partof="the [[Esk War]]")
OFFICERS = article("Battle of Esk", commander1="[[Ada Storm]]", commander2="[[Otto Rein]]")


@pytest.mark.parametrize(
    ("graphs", "links", "item", "reason"),
    [
        ([TWO_SIDES], {"group/Varn": row(PAGE), OWN: row(NAME)}, VARN, "two sides"),
        ([TWO_SIDES], {"group/Varn": row(PAGE), OWN: row(NAME, "Ada")}, VARN, "two sides"),
        ([ONE_ARTICLE], {"group/Varn": row(PAGE), OWN: row(NAME)}, VARN, "its article tells of both"),
        ([ESK, ZELL], {"group/Varn": row(PAGE), UNION: row(RENAMED)}, VARN, "former or later name"),
        ([ESK, article("X", sides=("[[Third Realm]]", "Z"))], {"group/Varn": row(PAGE), "group/Third_Realm": row(PAGE)}, VARN, "nothing tells"),
        ([ESK, ZELL], {"conflict/Battle_of_Esk": row(PAGE), "conflict/Siege_of_Zell": row(PAGE)}, Item(7, "", Kinds.NONE), "an article of their own"),
        ([MEMBER], {"conflict/Battle_of_Esk": row(PAGE), "conflict/Esk_War": row(PAGE, "Ada")}, Item(7, "", Kinds.NONE), "relates one to the other"),
        ([OFFICERS], {"person/Ada_Storm": row(PAGE), "person/Otto_Rein": row(PAGE)}, Item(7, "Siege", Kinds.CONFLICT, "Siege"), "of another kind"),
        ([OFFICERS], {"person/Ada_Storm": row(PAGE), "person/Otto_Rein": row(PAGE)}, Item(7, "", Kinds.NONE, "Siege of Zell"), "nothing tells"),
    ],
)
def test_wrong_links_make_nothing_one(graphs: list[tuple[Triple, ...]], links: dict[str, Row], item: Item, reason: str) -> None:
    found = plan(graphs, links, item)
    assert merged(found) == {}
    assert found.kept
    assert all(reason in kept.reason for kept in found.kept)


def test_a_group_and_a_place_of_one_item_stay_two() -> None:
    graph = article("Battle of Esk", place="[[Varn]]")
    assert plan([graph], {"group/Varn": row(PAGE), "place/Varn": row(PAGE)}).merges == {}


def test_a_state_by_its_name_is_a_place_too() -> None:
    graphs = [article("Battle of Esk", place="[[Spain]]"), article("Siege of Zell", place="Spain")]
    spain = Item(29, "Spain", Kinds.GROUP, "Spain")
    assert merged(plan(graphs, {"place/Spain": row(PAGE), "article/Siege_of_Zell/place/Spain": row(NAME)}, spain)) == {
        "article/Siege_of_Zell/place/Spain": "place/Spain"
    }


LINKS = {"group/Varn": row(PAGE), UNION: row(NAME), UNION_HERE: row(NAME)}
FOREIGN = Quad(Triple(IRI(BASE + UNION), CK.term("note"), Literal('more\n"words"', LANG_STRING, "en")), IRI(f"{BASE}graph/x"))
QUADS = [*(Quad(triple) for graph in (ESK, ZELL, HILL) for triple in graph), FOREIGN]
FOUND = plan([ESK, ZELL, HILL], LINKS)
RENAMED_QUADS = rename(QUADS, FOUND.merges)
RECORD = make_record(FOUND.merges.values(), RENAMED_QUADS, BASE)
MERGED = [*RENAMED_QUADS.quads, *(Quad(triple, RECORD.name) for triple in RECORD.triples)]


def test_the_way_back_gives_every_statement_again() -> None:
    assert len(FOUND.merges) == 2
    assert set(undo(MERGED, BASE)) == set(QUADS)
    assert sorted(undo(QUADS, BASE)) == sorted(QUADS)


def test_what_was_made_one_conforms_with_its_record() -> None:
    assert validate(quad.triple for quad in MERGED if quad.graph != FOREIGN.graph).conforms


def test_the_record_tells_what_was_replaced_by_what() -> None:
    replaced = {(local(t.subject), local(str(t.object))) for t in RECORD.triples if t.predicate == DCT.term("isReplacedBy")}
    assert replaced == {(UNION, "group/Varn"), (UNION_HERE, "group/Varn")}


def test_claims_keep_the_name_as_written() -> None:
    written = {
        (local(str(q.triple.object.value)), q.triple.object.language)
        for q in MERGED
        if q.triple.predicate == CK.term("writtenAs")
        if isinstance(q.triple.object, Literal)
    }
    assert written == {("Union of Varn", "en")}


def test_a_damaged_record_is_told() -> None:
    damaged = [Quad(Triple(RECORD.name, CK.term("removed"), Literal("no line")), RECORD.name)]
    with pytest.raises(LineError):
        list(undo(damaged, BASE))
