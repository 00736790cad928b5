"""What the pages of conflicts, people and articles say."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_graph import ARTICLES, BASE, index, iri

from kg.graph.facts import GraphIndex, spaced
from kg.graph.iris import DEFAULT_BASE
from kg.pages.article import conflict_described, mark_quotes, mark_text, read_article, split_noise, statements_of
from kg.pages.catalogue import Catalogue
from kg.pages.conflict import ConflictPage, read_conflict
from kg.pages.parts.schema_org import describe_in_schema
from kg.pages.parts.source_texts import Trouble
from kg.pages.parts.statements import conflict_of
from kg.pages.render import environment
from kg.pages.thing import read_thing
from kg.rdf.terms import IRI

EMPTY = Catalogue((), (), {})
TARSK, LOMNA = iri("conflict/Tarsk_offensive"), iri("conflict/Battle_of_Lomna")


@pytest.fixture(scope="module")
def tarsk() -> ConflictPage:
    return read_conflict(index(), TARSK, str)


# A conflict


def shown(page: ConflictPage) -> dict[str, list[list[tuple[str, list[str]]]]]:
    return {
        row.heading: [
            [(group.heading, [f"{i.figure.words} {i.figure.unit}".strip() if i.figure else i.name for i in group.items]) for group in cell.groups]
            for band in row.bands
            for cell in (*band.cells, *((band.whole,) if band.whole else ()))
        ]
        for row in page.rows
    }


def test_sides_stand_in_columns_as_in_the_infobox(tarsk: ConflictPage) -> None:
    assert tarsk.name == "Tarsk offensive"
    assert shown(tarsk) == {
        "Belligerents": [
            [("", ["Drava", "Drava Army"]), ("Supported by", ["Norland"])],
            [("", ["Tarsk Front", "Lomna Brigade", "الجبهة الحرة"])],
        ],
        "Commanders and leaders": [[("", ["Osk Marel"])], [("", ["Abu Talin", "Rolf Nagy"])]],
        "Units involved": [[("", ["4th Brigade", "7th Brigade"])], []],
        "Strength": [[("", ["1,200–1,500"])], [("", ["about 400"])]],
        "Casualties and losses": [
            [("", ["47 killed", "3 tanks destroyed"])],
            [("", ["at least 110 killed", "12 captured"])],
            [("", ["8,000 civilians displaced"])],
        ],
    }


def test_the_head_says_when_where_and_how_it_ended(tarsk: ConflictPage) -> None:
    assert {fact.heading: [item.name for item in fact.items] for fact in tarsk.facts} == {
        "Part of": ["Drava Civil War"],
        "When": ["2014-06-26/2014-07-21"],
        "Where": ["Tarsk Governorate", "Drava"],
        "Coordinates": ["POINT(21.31 47.52)"],
        "Result": ["Government victory", "The army takes Upper Tarsk"],
    }
    assert tarsk.points == ((21.31, 47.52),)
    assert tarsk.timeline is not None
    assert [(track.presence.name, track.words) for track in tarsk.timeline.tracks] == [("Lomna Brigade", "until 7 July 2014")]


def test_every_cell_has_its_words(tarsk: ConflictPage) -> None:
    items = [item for row in tarsk.rows for band in row.bands for cell in band.cells for group in cell.groups for item in group.items]
    assert all(statement.words and statement.words[0].quote for item in items for statement in item.statements)


def test_a_person_is_shown_across_all_articles() -> None:
    page = read_thing(index(), iri("person/Osk_Marel"), EMPTY, str)
    assert (page.kind, page.name, page.title) == ("Person", "Osk Marel", "Osk Marel")
    assert {(part.dated.iri, part.side) for part in page.parts} == {(TARSK, 1), (LOMNA, 1)}


@pytest.mark.parametrize(
    ("subject", "conflict"),
    [(f"{TARSK}/side/1", str(TARSK)), (f"{TARSK}/side/1/strength/x", ""), (str(TARSK), ""), (BASE + "group/side/1", "")],
)
def test_a_side_belongs_to_its_conflict(subject: str, conflict: str) -> None:
    assert conflict_of(subject) == conflict


def test_names_of_the_ontology_are_words() -> None:
    assert spaced("diedOfWounds") == "died of wounds"


def test_search_engines_are_told_the_event() -> None:
    found = describe_in_schema(index(), TARSK, "Conflict", ((21.31, 47.52),))
    assert found is not None
    (article,) = found.pop("subjectOf")
    assert (article["@type"], article["name"], article["inLanguage"]) == ("Article", "Tarsk offensive", "en")
    assert found == {
        "@context": "https://schema.org", "@type": "Event", "@id": TARSK, "name": "Tarsk offensive", "startDate": "2014-06-26",
        "endDate": "2014-07-21",
        "location": [
            {"@type": "Place", "@id": iri("place/Drava"), "name": "Drava"}, {"@type": "Place", "@id": iri("place/Tarsk_Governorate"),
            "name": "Tarsk Governorate"},
            {"@type": "Place", "geo": {"@type": "GeoCoordinates", "latitude": 47.52, "longitude": 21.31}},
        ],
        "superEvent": [{"@type": "Event", "@id": iri("conflict/Drava_Civil_War"), "name": "Drava Civil War"}],
    }  # fmt: skip


# Evidence


def article_of(conflict: IRI) -> tuple[str, str]:
    """The article version of a conflict, and its text."""
    article = index().one(conflict, IRI("https://w3id.org/conflict-kg/ontology#describedIn"))
    assert isinstance(article, IRI)
    return article, (ARTICLES / f"{conflict.rpartition('/')[2]}.wiki").read_text(encoding="utf-8")


@pytest.mark.parametrize("conflict", [TARSK, LOMNA])
def test_marked_text_is_the_text_and_marks_every_span(conflict: IRI) -> None:
    article, text = article_of(conflict)
    statements = statements_of(index(), article)
    segments = mark_text(text, statements, article, whole=True)
    assert "".join(segment.text for segment in segments) == text
    wanted = {words.evidence.rpartition("#")[2] for statement in statements for words in statement.words}
    assert {anchor for segment in segments for anchor in segment.anchors} == wanted
    quoted = {anchor for line in mark_quotes(statements, article) for segment in line for anchor in segment.anchors}
    assert quoted == wanted
    at = 0
    for segment in segments:
        for statement in segment.claims:
            assert any(words.start <= at and at + len(segment.text) <= words.end for words in statement.words)
        at += len(segment.text)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("{{flag|Drava}} [[Osk Marel|Marel]]", [("{{flag|", True), ("Drava", False), ("}}", True), (" ", False), ("[[Osk Marel|", True),
        ("Marel", False), ("]]", True)]),
        ("900 men<ref name=a>{{cite book|title=x}}</ref>", [("900 men", False), ("<ref name=a>{{cite book|title=x}}</ref>", True)]),
        ("| result = ''Won''<!-- so -->", [("|", True), (" result = ", False), ("''", True), ("Won", False), ("''", True), ("<!-- so -->", True)]),
        ("47 < 50 {{sfn|A|2004|p=3}}", [("47 < 50 ", False), ("{{sfn|A|2004|p=3}}", True)]),
        ("", []), ("plain", [("plain", False)]),
    ],
)  # fmt: skip
def test_markup_is_told_from_words(text: str, pieces: list[tuple[str, bool]]) -> None:
    assert list(split_noise(text)) == pieces


@given(st.text("{}[]<>|'=&;!-/ref\\nabc ", max_size=80))
def test_no_letter_of_the_source_is_lost(text: str) -> None:
    assert "".join(piece for piece, _ in split_noise(text)) == text


def test_text_far_from_all_marks_is_left_out() -> None:
    segments = mark_text(
        "a" * 5000, (), "urn:article", [Trouble("unread", "?", 4000, 4010), Trouble("none", "?", None, None), Trouble("out", "?", 1, 9999)]
    )
    assert [(segment.text, segment.gap, segment.kind) for segment in segments] == [
        ("3,600 characters without facts", True, ""), ("a" * 400, False, ""), ("a" * 10, False, "issue"), ("a" * 990, False, ""),
    ]  # fmt: skip


def test_an_article_says_where_it_is_from() -> None:
    article, _ = article_of(TARSK)
    facts = read_article(index(), IRI(article))
    assert (facts.title, facts.language, facts.licence, conflict_described(index(), IRI(article))) == (
        "Tarsk offensive", "en", "https://creativecommons.org/licenses/by-sa/", TARSK,
    )  # fmt: skip


def test_what_articles_have_in_common_is_said_once_for_each_licence() -> None:
    facts = read_article(index(), IRI(article_of(TARSK)[0]))
    other = replace(facts, iri=iri("article/Other/1"), title="Other", revision="7", url="")
    free = replace(other, iri=iri("article/Free/1"), title="Free", licence="https://creativecommons.org/publicdomain/zero/1.0/")
    parts = environment().get_template("parts.html").make_module({"href": lambda one: one, "page": lambda one: one})
    words = " ".join(re.sub("<[^>]+>", "", str(parts.sources([facts, other, free]))).split())  # type: ignore[attr-defined]
    assert (words.count("Source: "), words.count("Sources: "), words.count(facts.changes)) == (1, 1, 2)
    assert "Sources: Tarsk offensive; Other (revision 7), by " in words


def test_a_note_on_one_party_stands_beside_it_and_is_no_heading_of_the_next() -> None:
    import kg

    [outcome] = kg.build(Path(kg.__file__).parent / "sample" / "idlib-clashes-2017.txt")
    assert isinstance(outcome, kg.Outcome)
    about = GraphIndex(outcome.built.graph.triples)
    page = read_conflict(about, IRI(f"{DEFAULT_BASE}conflict/Idlib_Governorate_clashes_(January–March_2017)"), str)
    belligerents = next(row for row in page.rows if row.heading == "Belligerents").bands[0].cells[0]
    assert {(group.heading, group.notes) for group in belligerents.groups if any(item.name == "Sham Legion" for item in group.items)} == {("", True)}
    assert {group.heading for group in belligerents.groups} == {""}
