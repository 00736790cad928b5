"""How a conflict ended, what changed hands, what caused it. All names are invented."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from cells import article_of, context_of, quotes

from kg.extract.context import Context
from kg.extract.rows.outcome import read_cause, read_list, read_notes, read_outcome, read_territory
from kg.language.language import Language
from kg.model.article import Row
from kg.model.finding import Finding, Phrase
from kg.model.issue import Issue

Rule = Callable[[Row, Context], Iterator[Finding | Issue]]


def texts(written: str, rule: Rule, language: Language | None = None) -> list[tuple[str, str]]:
    article = article_of({"row": [written]})
    found = rule(article.boxes[0].rows[0], context_of(article, language=language))
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


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[[Strike|Strikes]], riots, [[civil disobedience|Civil disobedience]]", ["Strikes", "riots", "Civil disobedience"]),
        ("Strikes\nriots; sit-ins", ["Strikes", "riots", "sit-ins"]),
        ("[[Loft, Varn]]", ["Loft, Varn"]),
        (
            "Strikes in Loft, of which many were called by the unions, and riots",
            ["Strikes in Loft, of which many were called by the unions, and riots"],
        ),
    ],
)
def test_a_list_of_short_names_is_parted(written: str, expected: list[str]) -> None:
    assert [text for _, text in texts(written, read_list)] == expected


def test_territory_and_cause_leave_out_headings_and_referrals() -> None:
    written = "After the truce:\n* Esk ceded to Varn\nSee the treaty"
    assert texts(written, read_territory) == [("territorialChange", "Esk ceded to Varn")]
    assert texts("The fleet was recalled.\nSee Aftermath", read_notes) == [("remark", "The fleet was recalled.")]
    assert texts("Raids on Loft\nA broken truce", read_cause) == [("cause", "Raids on Loft"), ("cause", "A broken truce")]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Esk ceded to Varn,\nLoft to Norland", ["Esk ceded to Varn, Loft to Norland"]),
        ("* Esk ceded,\n** Loft kept", ["Esk ceded", "Loft kept"]),
        ("For the losses, see Aftermath", []),
        ("(see Aftermath)", []),
        ("Seen as a draw", ["Seen as a draw"]),
        ("1701", []),
    ],
)
def test_each_line_is_a_statement_unless_it_goes_on(written: str, expected: list[str]) -> None:
    assert texts(written, read_territory) == [("territorialChange", text) for text in expected]


def test_words_that_send_the_reader_elsewhere_come_from_the_pack(lomnish: Language, wordless: Language) -> None:
    written = "Varno pobo\nVid Konek\nSee Aftermath"
    assert texts(written, read_outcome, lomnish) == [("outcome", "Varno pobo"), ("outcome", "See Aftermath")]
    assert texts(written, read_outcome, wordless) == [("outcome", line) for line in written.split("\n")]
