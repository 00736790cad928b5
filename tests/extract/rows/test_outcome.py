"""Outcome, territory, cause, titles and larger conflicts. All names are invented."""

from __future__ import annotations

import pytest
from cells import article_of, context_of, quotes

from kg.extract.rows.outcome import read_cause, read_notes, read_outcome, read_territory
from kg.extract.rows.part_of import read_part_of
from kg.extract.rows.title import read_title
from kg.model.finding import Finding, Mention, Phrase


def texts(written: str, rule: object) -> list[tuple[str, str]]:
    article = article_of({"row": [written]})
    found = rule(article.boxes[0].rows[0], context_of(article))  # type: ignore[operator]
    return [(r.relation, r.object.text) for r in found if isinstance(r, Finding) and isinstance(r.object, Phrase)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Varnish victory", ["Varnish victory"]),
        ("Varnish victory:\n* Siege lifted\n* Esk annexed", ["Varnish victory", "Siege lifted", "Esk annexed"]),
        ("Varnish victory;\nEskish retreat from Loft.", ["Varnish victory; Eskish retreat from Loft."]),
        ("* Varnish failure\n** March on Esk delayed", ["Varnish failure", "March on Esk delayed"]),
        ("Inconclusive\nSee Aftermath", ["Inconclusive"]),
        ("See Aftermath section", ["See Aftermath section"]),
        ("Varnish victory\nSee:\nEsk annexed", ["Varnish victory", "Esk annexed"]),
        ("Ongoing\n2\nSiege of Loft lifted", ["Ongoing", "Siege of Loft lifted"]),
        ("Varnish {note:a}victory", ["Varnish victory"]),
        ("", []),
    ],
)
def test_each_statement_of_the_outcome(written: str, expected: list[str]) -> None:
    assert texts(written, read_outcome) == [("outcome", text) for text in expected]


def test_an_outcome_carries_its_words_and_notes() -> None:
    article = article_of({"outcome": ["Varnish victory;\nretreat{note:b}"]})
    (found,) = read_outcome(article.boxes[0].rows[0], context_of(article))
    assert isinstance(found, Finding)
    assert (quotes(article, found), found.notes) == (("Varnish victory;", "retreat"), ("b",))


def test_territory_and_cause_leave_out_headings_and_referrals() -> None:
    written = "After the truce:\n* Esk ceded to Varn\nSee the treaty"
    assert texts(written, read_territory) == [("territorialChange", "Esk ceded to Varn")]
    assert texts("The fleet was recalled.\nSee Aftermath", read_notes) == [("remark", "The fleet was recalled.")]
    assert texts("Raids on Loft\nA broken truce", read_cause) == [("cause", "Raids on Loft"), ("cause", "A broken truce")]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Battle of Esk", [("name", "Battle of Esk")]),
        ("Battle of Esk (1701)", [("name", "Battle of Esk (1701)")]),
        ("Battle of\n[[Esk]]", [("name", "Battle of Esk")]),
        ("Operation Heron\n(Varnish Strategic Operation)", [("name", "Operation Heron"), ("altLabel", "Varnish Strategic Operation")]),
        ("Operation Heron (Siege of Loft)", [("name", "Operation Heron (Siege of Loft)"), ("altLabel", "Siege of Loft")]),
        ("Battle of Esk\nБитва", [("name", "Battle of Esk"), ("altLabel", "Битва")]),
        ("", []),
    ],
)
def test_names_of_the_conflict(written: str, expected: list[tuple[str, str]]) -> None:
    assert texts(written, read_title) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "the [[Rein Campaign (1701)|Rein Campaign]] of the [[Varnish War]]",
            [("Rein Campaign", "Rein Campaign (1701)"), ("Varnish War", "Varnish War")],
        ),
        ("[[Operation Heron]], during the [[Varnish War]]", [("Operation Heron", "Operation Heron"), ("Varnish War", "Varnish War")]),
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
        ("", []),
    ],
)
def test_larger_conflicts(written: str, expected: list[tuple[str, str | None]]) -> None:
    article = article_of({"part_of": [written]})
    found = read_part_of(article.boxes[0].rows[0], context_of(article))
    assert [(r.object.name, r.object.title) for r in found if isinstance(r, Finding) and isinstance(r.object, Mention)] == expected
