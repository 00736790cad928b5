"""Who commanded a party, as the lead tells it."""

from __future__ import annotations

import pytest
from cells import brief
from leads import STATED, article, commander, context

from kg.extract.lead.article import read_lead
from kg.extract.lead.commands import read_commands
from kg.language.language import english
from kg.model.finding import CONFLICT, Finding, Mention, Side, Term
from kg.model.text import Span

HERE = Span(0, 4)
SIDES = (
    Finding(Side(1), "belligerent", Mention("Duchy of Varn", "group", HERE), (HERE,), "belligerent"),
    Finding(Side(1), "unit", Mention("Esk Brigade", "unit", HERE), (HERE,), "unit"),
    Finding(Side(2), "belligerent", Mention("Norland", "group", HERE), (HERE,), "belligerent"),
)


def read(lead: str, *more: Finding) -> list[tuple[str, str, dict[str, str]]]:
    """The commanders that a lead states, with their side and what is told of them."""
    of = article(f"The Battle of Esk was a battle. {lead}")
    found = [f for f in read_lead(of, context(of, "Duchy of Varn", "Norland"), (*STATED, *SIDES, *more)) if isinstance(f, Finding)]
    return [(side, name, told) for side, what, name, told in brief([f for f in found if f.rule == "lead-command"]) if what == "commander"]


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("The Norland army, commanded by General [[Ada Berg]], came.", [("side 2", "Ada Berg", {"rank": "General"})]),
        ("The Norland army was commanded by [[Ada Berg]].", [("side 2", "Ada Berg", {})]),
        ("The forces of the Duchy of Varn under General Otto Hars came.", [("side 1", "Otto Hars", {"rank": "General"})]),
        ("Varnish troops under the command of General Otto Hars came.", [("side 1", "Otto Hars", {"rank": "General"})]),
        ("Varnish naval forces led by Admiral Otto Hars came.", [("side 1", "Otto Hars", {"rank": "Admiral"})]),
        ("The Esk Brigade under Colonel Otto Hars came.", [("side 1", "Otto Hars", {"rank": "Colonel"})]),
        (
            "The Duchy of Varn was led by General Otto Hars and General Rein Knud.",
            [("side 1", n, {"rank": "General"}) for n in ("Otto Hars", "Rein Knud")],
        ),
        ("General Ada Berg commanded the Norland forces in the south.", [("side 2", "Ada Berg", {"rank": "General"})]),
        ("The commander of the Norland troops was General Ada Berg.", [("side 2", "Ada Berg", {"rank": "General"})]),
        ("The commander-in-chief was General Ada Berg of the Norland army.", [("side 2", "Ada Berg", {"rank": "General"})]),
    ],
)
def test_commanders_of_a_side_without_any(lead: str, expected: list[tuple[str, str, dict[str, str]]]) -> None:
    assert read(lead) == expected


@pytest.mark.parametrize(
    "lead",
    [
        "The Norland army may have been commanded by General Ada Berg.",
        "The Norland army was not commanded by General Ada Berg.",
        "According to some, the Norland army was led by General Ada Berg.",
        "Allegedly the Norland army was led by General Ada Berg.",
        "Norland planned an army under General Ada Berg.",
        "The Maren army under General Ada Berg stayed away.",
        "The Norland army came under attack by General Ada Berg.",
        "The Norland army was led by armoured cars.",
        "The Norland army under General Ada Berg's brother came.",
        "It rained. It rained. The Norland army under General Ada Berg had come in 1690.",
    ],
)
def test_no_commander(lead: str) -> None:
    assert read(lead) == []


def test_a_commander_of_the_infobox_is_told_once_more() -> None:
    of_infobox = commander("Otto Hars", rank="Marshal")
    lead = "It rained. It rained. It rained. The forces of the Duchy of Varn under General Otto Hars and General Rein Knud came."
    assert set(map(str, read(lead, of_infobox))) == {str(("side 1", "Otto Hars", {"rank": "Marshal"}))}


def test_a_side_whose_commander_is_said_to_be_unknown_gets_none() -> None:
    unknown = Finding(Side(2), "statedUnknown", Term("commander"), (HERE,), "stated-unknown")
    assert read("The Norland army was led by General Ada Berg.", unknown) == []
    assert read("The Norland army was led by General Ada Berg.", Finding(CONFLICT, "statedUnknown", Term("losses"), (HERE,), "test")) != []


def test_without_sentences_nobody_commands() -> None:
    assert list(read_commands((), SIDES, english())) == []
