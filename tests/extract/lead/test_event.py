"""When and where the conflict took place, and what it was part of."""

from __future__ import annotations

import pytest
from cells import brief
from leads import STATED, article, read_stated, told

from kg.extract.context import Context
from kg.extract.lead.event import read_event
from kg.extract.prose.clauses import Sentence
from kg.language.language import Language
from kg.model.finding import CONFLICT, Finding, Mention
from kg.model.issue import Issue
from kg.model.text import Span


@pytest.mark.parametrize(
    ("lead", "start", "end"),
    [
        ("The Battle of Esk (4–9 May 1701) was a battle.", "1701-05-04", "1701-05-09"),
        ("The Battle of Esk (Varnish: Eskslag; 4 May 1701) was a battle.", "1701-05-04", "1701-05-04"),
        ("The Battle of Esk took place in Varn, on 28 and 29 May 1701 between Varn and Norland.", "1701-05-28", "1701-05-29"),
        ("The Battle of Esk took place from 4 May to 9 May 1701.", "1701-05-04", "1701-05-09"),
        ("The Battle of Esk lasted from the spring of 1701 until 1703.", "1701-21", "1703"),
        ("The Battle of Esk lasted from 4 May 1701 until Loft fell.", "1701-05-04", None),
        ("The Battle of Esk of 4 May 1701 was a battle.", "1701-05-04", "1701-05-04"),
        ("On May 4, 1701, clashes took place in Esk.", "1701-05-04", "1701-05-04"),
        ("The Battle of Esk was a battle in May 1701 at Loft.", "1701-05", "1701-05"),
        ("On 4 May 1701 the Battle of Esk began.", "1701-05-04", None),
        ("On 4 May 1701, Norland invaded Esk, which was the Battle of Esk.", "1701-05-04", None),
        ("The Battle of Esk began on 4 May 1701. It ended on 9 May 1701.", "1701-05-04", "1701-05-09"),
        ("The Battle of Esk was an offensive launched on 4 May 1701 by Varn.", "1701-05-04", None),
        ("The Battle of Esk was a battle of the Loft War. The town, which was lost on 4 May 1701, burned.", None, None),
        ("The Battle of Esk was fought after the fall of Loft on 4 May 1701.", None, None),
        ("The Battle of Esk was a battle of the 1701 Loft campaign.", None, None),
        ("The Battle of Esk was fought between Varn and Norland, primarily between 4 and 9 May 1701.", None, None),
        ("The Battle of Esk was fought in 44 BC.", "-0043", "-0043"),
    ],
)
def test_dates_where_the_infobox_has_none(lead: str, start: str | None, end: str | None) -> None:
    found = dict(told(lead, "start", "end"))
    assert (found.get("start"), found.get("end")) == (start, end)


@pytest.mark.parametrize(
    ("lead", "places"),
    [
        (
            "The battles were fought in the Loft Governorate and the western countryside of the Esk Governorate.",
            ["Loft Governorate", "Esk Governorate"],
        ),
        ("The Battle of Esk took place at [[Loft]], [[Norland]].", ["Loft", "Norland"]),
        ("The Battle of Esk was an uprising in six parts of Varn, particularly in the provinces of Loft and Maren.", ["Loft", "Maren"]),
        ("The Raid on Esk was an assault by small craft on Loft Bay, Norland, in 1701.", ["Loft Bay", "Norland"]),
        ("The Battle of Esk was a battle. The king had a house in Loft.", []),
        ("The Battle of Esk was a battle that began when men met in Loft.", []),
    ],
)
def test_places_where_the_infobox_has_none(lead: str, places: list[str]) -> None:
    assert [name for _, name in told(lead, "place")] == places


@pytest.mark.parametrize(
    ("lead", "parents"),
    [
        ("The Battle of Esk was part of the Loft campaign.", ["Loft campaign"]),
        ("The Battle of Esk was a battle of the [[Loft campaign]] of the Great Northern War.", ["Loft campaign", "Great Northern War"]),
        ("The Battle of Esk was fought during the Loft campaign.", ["Loft campaign"]),
        ("The Battle of Esk took place on 4 May 1701 during the Great Northern War.", ["Great Northern War"]),
        ("The Battle of Esk was fought on 4 May 1701 in the Great Northern War between Varn and Norland.", ["Great Northern War"]),
        ("The Battle of Esk was fought as part of the Siege of P.", ["Siege of P."]),
        ("The Battle of Esk was a battle of the [[Loft campaign]], part of the Great Northern War.", ["Great Northern War", "Loft campaign"]),
        ("The Battle of Esk was a battle. It formed part of the wider [[Loft campaign]].", ["Loft campaign"]),
        ("The Battle of Esk was the first battle of the [[Loft campaign]].", ["Loft campaign"]),
        ("The Battle of Esk may have been part of the [[Loft campaign]].", []),
        ("The Battle of Esk was not part of the [[Loft campaign]].", []),
        ("The Battle of Esk was, according to some historians, part of the [[Loft campaign]].", []),
        ("The Battle of Esk was planned as part of the [[Loft campaign]].", []),
        ("The Battle of Esk was intended to be the opening of the [[Loft campaign]].", []),
        ("The Battle of Esk was allegedly part of the [[Loft campaign]].", []),
        ("The Battle of Esk was fought after the [[Loft campaign]].", []),
        ("The Battle of Esk led to the [[Loft War]].", []),
        ("The Battle of Esk was meant to undo the gains made by Varn during the Loft campaign.", []),
        ("The Battle of Esk was a battle. Some of the men had fought during the [[Loft campaign]].", []),
        ("The Battle of Esk was fought by veterans, who had served in the [[Loft campaign]].", []),
        ("The Battle of Esk took part of the town.", []),
    ],
)
def test_larger_conflicts_where_the_infobox_has_none(lead: str, parents: list[str]) -> None:
    assert [name for _, name in told(lead, "partOf")] == parents


def test_nothing_is_added_to_what_the_infobox_says() -> None:
    lead = "The Battle of Esk was a battle of the Great War that took place in Norland from 4 to 9 May 1701."
    assert all(found in brief(STATED) for found in brief(read_stated(lead)))


def test_what_the_infobox_says_is_told_once_more() -> None:
    parent = Finding(CONFLICT, "partOf", Mention("Great War", "conflict", Span(0, 3)), (Span(0, 3),), "part-of")
    found = read_stated("The Battle of Esk (4–9 May 1701) was a battle of the Great War.", (*STATED, parent))
    assert [(what, value) for _, what, value, _ in brief(found)] == [("start", "1701-05-04"), ("end", "1701-05-09"), ("partOf", "Great War")]


@pytest.mark.parametrize(
    ("days", "message", "stated"),
    [
        ("2–9 May 1701", "the lead gives 1701-05-02 for the start, the infobox 1701-05-04", {"start": "1701-05-02"}),
        (
            "2–8 May 1701",
            "the lead gives 1701-05-02 for the start, the infobox 1701-05-04; the lead gives 1701-05-08 for the end, the infobox 1701-05-09",
            {"start": "1701-05-02", "end": "1701-05-08"},
        ),
        ("22 April – 9 May 1701", "the lead gives 1701-04-22 for the start, the infobox 1701-05-04", {"start": "1701-04-22"}),
    ],
)
def test_dates_that_contradict_the_infobox_are_told_beside_one_issue(days: str, message: str, stated: dict[str, str]) -> None:
    found = read_stated(f"The Battle of Esk ({days}) was a battle.")
    assert [(i.code, i.message) for i in found if isinstance(i, Issue)] == [("lead-contradicts-infobox", message)]
    assert {relation: date for _, relation, date, _ in brief(found) if date not in ("1701-05-04", "1701-05-09")} == stated


@pytest.mark.parametrize(
    "lead",
    [
        "The Battle of Esk (6 May 1701) was a battle.",
        "The Battle of Esk (May 1701) was a battle.",
        "The Battle of Esk (23–28 April 1701) was a battle.",
        "The Battle of Esk began on 2 May 1701.",
        "The Battle of Esk was a battle. Fighting was fierce on 20 May 1701.",
    ],
)
def test_no_contradiction(lead: str) -> None:
    assert read_stated(lead) == []


def test_a_pack_without_patterns_tells_of_no_event(empty_pack: Language) -> None:
    of = article("The Battle of Esk was fought at Loft on 4 May 1701.")
    told = (Sentence(of.lead[0], Context(of), Context(of).names),)
    assert list(read_event(told, (), frozenset(), empty_pack)) == []
