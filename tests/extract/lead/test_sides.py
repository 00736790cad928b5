"""Who fought whom and when."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cells import brief
from leads import AT, STATED, article, context, group, read_stated

from kg.extract.context import Context
from kg.extract.lead.article import read_lead
from kg.extract.lead.sides import read_sides
from kg.extract.prose.clauses import Sentence
from kg.language.language import Language
from kg.model.finding import Date, Finding, Period, Side

SIDED = (
    *STATED,
    Finding(Side(2), "belligerent", group("Norland"), AT, "belligerent"),
    Finding(Side(1), "belligerent", group("Maren"), AT, "belligerent"),
)


def test_a_party_that_becomes_a_side_of_its_own() -> None:
    found = read_stated("After 7 June, the clashes also included Varn as a third belligerent.", parties=("Varn", "Norland"))
    assert brief(found) == [("side 3", "belligerent", "Varn", {"from": "1701-06-07"})]


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("Varn entered the war on 6 May.", [("side 1", "Varn", {"from": "1701-05-06"})]),
        ("On 6 May, Varn joined the conflict.", [("side 1", "Varn", {"from": "1701-05-06"})]),
        ("Varn joined the war on the side of Maren on 6 May.", [("side 1", "Varn", {"from": "1701-05-06"})]),
        ("Varn, which had entered the conflict on 6 May, fled.", [("side 1", "Varn", {"from": "1701-05-06"})]),
        ("Varn fought on the side of Maren from 6 May.", [("side 1", "Varn", {"from": "1701-05-06"})]),
        ("Varn took part in the war since 6 May.", [("side 1", "Varn", {"from": "1701-05-06"})]),
        ("Varn withdrew from the war on 6 May.", [("side 1", "Varn", {"until": "1701-05-06"})]),
        ("On 6 May Varn left the conflict and went home.", [("side 1", "Varn", {"until": "1701-05-06"})]),
        ("Varn pulled out of the war on 6 May.", [("side 1", "Varn", {"until": "1701-05-06"})]),
        ("Varn fought until 6 May.", [("side 1", "Varn", {"until": "1701-05-06"})]),
        ("Varn participated in the war until 6 May.", [("side 1", "Varn", {"until": "1701-05-06"})]),
        ("Varn switched sides on 6 May to join Norland.", [("side 1", "Varn", {"until": "1701-05-06"}), ("side 2", "Varn", {"from": "1701-05-06"})]),
        ("On 6 May, Varn defected to Norland.", [("side 1", "Varn", {"until": "1701-05-06"}), ("side 2", "Varn", {"from": "1701-05-06"})]),
        (
            "Varn changed sides and joined Norland on 6 May.",
            [("side 1", "Varn", {"until": "1701-05-06"}), ("side 2", "Varn", {"from": "1701-05-06"})],
        ),
        ("Varn went over to Norland on 6 May.", [("side 1", "Varn", {"until": "1701-05-06"}), ("side 2", "Varn", {"from": "1701-05-06"})]),
        ("Varn entered the town on 6 May.", []),
        ("Varn entered the war on 6 May 1690.", []),
        ("Varn withdrew from the town on 6 May.", []),
        ("Varn did not enter the war on 6 May.", []),
        ("If Varn entered the war on 6 May, all would be lost.", []),
        ("Some troops of Varn entered the war on 6 May.", []),
        ("The king of Varn entered the war on 6 May.", []),
        ("Varn was rumoured to have switched sides on 6 May.", []),
        ("Varn switched sides on 6 May.", []),
        ("It was feared that Varn went over to Norland on 6 May.", []),
        ("Varn planned to withdraw from the war on 6 May.", []),
        ("Varn went over to Maren on 6 May.", []),
        ("Officers of Varn defected to Norland on 6 May.", []),
    ],
)
def test_when_parties_took_part(lead: str, expected: list[tuple[str, str, dict[str, str]]]) -> None:
    of = article(lead, "Esk War")
    where = replace(context(of, "Varn", "Norland", "Maren"), period=Period(Date(1701, 5, 4), Date(1701, 5, 9)))
    found = [f for f in read_lead(of, where, SIDED) if isinstance(f, Finding) and f.rule == "lead-taking-part"]
    assert [(side, party, told) for side, _, party, told in brief(found)] == expected


def test_the_war_of_a_battle_is_a_larger_one() -> None:
    of = article("Varn entered the war on 6 May.", "Battle of Esk")
    where = replace(context(of, "Varn", "Norland", "Maren"), period=Period(Date(1701, 5, 4), Date(1701, 5, 9)))
    assert brief(list(read_lead(of, where, SIDED))) == []


def test_opposing_sides_where_there_is_no_row() -> None:
    of = article("The Battle of Esk took place between the Duchy of Varn and the Norland Army.")
    found = brief([f for f in read_lead(of, Context(of), STATED[:5]) if isinstance(f, Finding)])
    assert found == [("side 1", "belligerent", "Duchy of Varn", {}), ("side 2", "belligerent", "Norland Army", {})]


def test_a_pack_without_patterns_tells_of_no_sides(empty_pack: Language) -> None:
    of = article("The Battle of Esk took place between the Duchy of Varn and the Norland Army.")
    told = (Sentence(of.lead[0], Context(of), Context(of).names),)
    assert list(read_sides(told, (), Period(None, None), frozenset(), empty_pack)) == []
