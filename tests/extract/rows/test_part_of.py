"""The larger conflicts that a conflict is part of. All names are invented."""

from __future__ import annotations

import pytest
from cells import article_of, context_of, quotes, text_of

from kg.extract.rows.part_of import is_conflict_name, name_conflicts, read_part_of
from kg.language.language import Language, english
from kg.model.finding import CONFLICT, Finding, Mention
from kg.model.text import Span


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "the [[Rein Campaign (1701)|Rein Campaign]] of the [[Varnish War]]",
            [("Rein Campaign", "Rein Campaign (1701)"), ("Varnish War", "Varnish War")],
        ),
        ("[[Operation Heron]], during the [[Varnish War]]", [("Operation Heron", "Operation Heron"), ("Varnish War", "Varnish War")]),
        ("Operation Heron, during the Varnish War", [("Operation Heron", None), ("Varnish War", None)]),
        ("the [[Loft Line]] Offensive during the [[Varnish War]]", [("Loft Line Offensive", "Loft Line"), ("Varnish War", "Varnish War")]),
        ("the [[Eskish theatre of the Varnish War]]", [("Eskish theatre of the Varnish War", "Eskish theatre of the Varnish War")]),
        ("[[Varnish War]]\n[[Eskish War]]", [("Varnish War", "Varnish War"), ("Eskish War", "Eskish War")]),
        ("the [[Rein Campaign]]\nof the [[Varnish War]]", [("Rein Campaign", "Rein Campaign"), ("Varnish War", "Varnish War")]),
        ("the Rein campaign of the Varnish War", [("Rein campaign", None), ("Varnish War", None)]),
        ("the Varnish War (Rein campaign)", [("Varnish War", None), ("Rein campaign", None)]),
        ("the Rein clashes (June 1701–April 1702) (Varnish War)", [("Rein clashes (June 1701–April 1702)", None), ("Varnish War", None)]),
        (
            "Part of the Varnish War, and the\nInter-clan conflict during the Varnish War",
            [("Varnish War", None), ("Inter-clan conflict during the Varnish War", None)],
        ),
        ("the early phase of the Varnish War", [("early phase of the Varnish War", None)]),
        ("the Varnish War and the persecution of Lofters", [("Varnish War", None), ("persecution of Lofters", None)]),
        ("the Rein Offensive and the 1702 Eskish invasion of\nVarn", [("Rein Offensive", None), ("1702 Eskish invasion of Varn", None)]),
        ("War of the Eskish Succession", [("War of the Eskish Succession", None)]),
        ("the Wars of the Three Duchies", [("Wars of the Three Duchies", None)]),
        ("part of the the wider [[Varnish War]]", [("Varnish War", "Varnish War")]),
        ("[[Varnish War]] / [[Eskish War]], and the Loft War", [("Varnish War", "Varnish War"), ("Eskish War", "Eskish War"), ("Loft War", None)]),
        ("the Varnish War and Peace", [("Varnish War and Peace", None)]),
        ("the Battle of Loft during the 1702 Eastern Rein offensive", [("Battle of Loft", None), ("1702 Eastern Rein offensive", None)]),
        ("the Rein conflict of the Varnish Civil War", [("Rein conflict", None), ("Varnish Civil War", None)]),
        ("the War in Loft in the Rein conflict of the Varnish War", [("War in Loft", None), ("Rein conflict", None), ("Varnish War", None)]),
        ("the conflict of the Varnish War", [("conflict of the Varnish War", None)]),
        ("the Siege of Loft in the War of the Eskish Succession", [("Siege of Loft", None), ("War of the Eskish Succession", None)]),
        ("the Battle of the Fords of Varnish War I", [("Battle of the Fords", None), ("Varnish War I", None)]),
        ("the Battle of Loft on the Eastern Front of the Varnish War", [("Battle of Loft", None), ("Eastern Front", None), ("Varnish War", None)]),
        ("the Eastern Front and Rein War", [("Eastern Front", None), ("Rein War", None)]),
        ("the Rein and Loft fronts of the Varnish War", [("Rein front", None), ("Loft front", None), ("Varnish War", None)]),
        (
            "the [[Rein Front|Rein]] and [[Loft Front (Esk)|Loft]] fronts of [[Varnish War]]",
            [("Rein", "Rein Front"), ("Loft", "Loft Front (Esk)"), ("Varnish War", "Varnish War")],
        ),
        ("the Second Siege of [[Loft]]", [("Second Siege of Loft", None)]),
        ("the Battle of the [[Rein]]", [("Battle of the Rein", None)]),
        ("the Rein War of the [[Reckoning]]", [("Rein War", None), ("Reckoning", "Reckoning")]),
        ("in the hills", []),
        ("", []),
    ],
)
def test_larger_conflicts(written: str, expected: list[tuple[str, str | None]]) -> None:
    article = article_of({"part_of": [written]})
    found = read_part_of(article.boxes[0].rows[0], context_of(article))
    assert [(r.object.name, r.object.title) for r in found if isinstance(r, Finding) and isinstance(r.object, Mention)] == expected


def test_evidence_is_the_name_and_notes_are_those_of_its_piece() -> None:
    article = article_of({"part_of": ["the [[Rein Campaign]]{note:a} of the [[Varnish War]]{note:b}"]})
    found = [f for f in read_part_of(article.boxes[0].rows[0], context_of(article)) if isinstance(f, Finding)]
    assert [(f.subject, f.relation, quotes(article, f), f.notes, f.qualifiers) for f in found] == [
        (CONFLICT, "partOf", ("Rein Campaign",), ("a",), ()),
        (CONFLICT, "partOf", ("Varnish War",), ("b",), ()),
    ]


def test_words_that_name_a_conflict() -> None:
    words = ["Varnish War", "skirmish at Loft", "Fall of Esk", "Warsaw", "Norland", ""]
    assert [word for word in words if is_conflict_name(word, english())] == words[:3]


def test_conflicts_of_a_list_with_their_pieces() -> None:
    found = name_conflicts(text_of("the [[Rein Campaign]] (1701), Varnish War"), english())
    assert [(mention, piece.shown) for mention, piece in found] == [
        (Mention("Rein Campaign", "conflict", Span(6, 19), "Rein Campaign"), "Rein Campaign (1701)"),
        (Mention("Varnish War", "conflict", Span(30, 41)), "Varnish War"),
    ]


def test_the_words_come_from_the_pack(lomnish: Language, wordless: Language) -> None:
    written = text_of("del ze lo Varno vojno ta lo Esko bitko ze Reino vojno")
    found = [[mention.name for mention, _ in name_conflicts(written, language)] for language in (lomnish, wordless)]
    assert found == [["Varno vojno", "Esko bitko", "Reino vojno"], [written.shown]]
    words = ["Varno vojno", "rabato", "Varnish War"]
    assert [[is_conflict_name(word, language) for word in words] for language in (lomnish, wordless)] == [[True, True, False], [False] * 3]


def test_links_need_no_words(wordless: Language) -> None:
    article = article_of({"part_of": ["del ze [[Varno vojno]]\n[[Esko vojno|Vojno]]"]})
    found = read_part_of(article.boxes[0].rows[0], context_of(article, language=wordless))
    assert [(f.object.name, f.object.title) for f in found if isinstance(f, Finding) and isinstance(f.object, Mention)] == [
        ("Varno vojno", "Varno vojno"),
        ("Vojno", "Esko vojno"),
    ]
