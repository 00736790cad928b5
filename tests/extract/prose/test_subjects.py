"""Coreference within and between sentences."""

from __future__ import annotations

import pytest
from cells import context_of
from leads import article, group

from kg.extract.known import Known, Names
from kg.extract.prose.clauses import Prose, mark_names
from kg.extract.prose.matching import Found
from kg.extract.prose.subjects import carry_subjects, name_ahead, named_beside, put_in_front, resolve_pronouns, topic_of
from kg.language.language import Language, english
from kg.model.text import Text

KNOWN = Names({"varn": Known("group"), "red hill front": Known("group")})


def prose_of(shown: str) -> Prose:
    return mark_names(Text.verbatim(shown, 0, len(shown)), context_of(article("Esk.")), KNOWN)


@pytest.mark.parametrize(
    ("shown", "topic"),
    [
        ("Varn fled.", "Varn"),
        ("On 4 May 1701, the Red Hill Front fled.", "Red Hill Front"),
        ("Having lost its land, Varn fled.", None),
        ("With its land lost, Varn fled.", "Varn"),
        ("They met Varn.", None),
    ],
)
def test_topics(shown: str, topic: str | None) -> None:
    found = topic_of(prose_of(shown), english())
    assert (found.name if found else None) == topic


@pytest.mark.parametrize(
    ("shown", "masked", "meant"),
    [
        ("It fled.", "⟪G0⟫ fled.", "Esk Brigade"),
        ("On 4 May 1701 the group fled.", "On ⟪D0⟫ ⟪G1⟫ fled.", "Esk Brigade"),
        ("Varn fled, and it burned.", "⟪G0⟫ fled, and ⟪G1⟫ burned.", "Varn"),
        ("Varn fled; its leader stayed.", "⟪G0⟫ fled; ⟪G1⟫ leader stayed.", "Varn"),
        ("Its former ally fled.", "⟪G0⟫ former ally fled.", "Esk Brigade"),
        ("Its walls burned.", "Its walls burned.", None),
        ("The group of men fled.", "The group of men fled.", None),
    ],
)
def test_pronouns(shown: str, masked: str, meant: str | None) -> None:
    prose = prose_of(shown)
    found = resolve_pronouns(prose, group("Esk Brigade"), topic_of(prose, english()), english())
    assert found.masked == masked
    added = [slot.mention.name for slot in found.slots if slot not in prose.slots and slot.mention]
    assert added == ([meant] if meant else [])


def test_pronouns_stand_for_nothing_without_a_topic() -> None:
    prose = prose_of("It fled.")
    assert resolve_pronouns(prose, None, None, english()) is prose


@pytest.mark.parametrize(("shown", "masked"), [("part of NRA", "⟪G0⟫ part of ⟪G1⟫"), ("Part of NRA", "⟪G0⟫ part of ⟪G1⟫")])
def test_a_party_is_put_in_front(shown: str, masked: str) -> None:
    assert put_in_front(prose_of(shown), group("Varn")).masked == masked


@pytest.mark.parametrize(
    ("shown", "masked"),
    [
        ("Led by brave men, Varn fled.", "⟪G0⟫ led by brave men, ⟪G1⟫ fled."),
        ("After joining them, the Red Hill Front fled.", "After ⟪G0⟫ joining them, the ⟪G1⟫ fled."),
        ("Led by brave men, Varn and others fled.", "Led by brave men, ⟪G0⟫ and others fled."),
        ("As brave men fell, Varn fled.", "As brave men fell, ⟪G0⟫ fled."),
    ],
)
def test_a_clause_before_its_subject(shown: str, masked: str) -> None:
    assert name_ahead(prose_of(shown), english()).masked == masked


@pytest.mark.parametrize(
    ("shown", "masked"),
    [
        ("Varn fled and later returned.", "⟪G0⟫ fled and later ⟪G1⟫ returned."),
        ("Varn fled and it returned.", "⟪G0⟫ fled and it returned."),
        ("Varn fled with joy.", "⟪G0⟫ fled with joy."),
    ],
)
def test_a_further_clause_has_the_subject_of_the_first(shown: str, masked: str) -> None:
    prose = prose_of(shown)
    fled = Found(prose.masked, 0, prose.masked.index("fled") + 4, {"subject": (2, 3)})
    assert carry_subjects(prose, [fled], english()).masked == masked


@pytest.mark.parametrize(
    ("shown", "beside"),
    [("Varn and the Red Hill Front fled.", ["Varn"]), ("They saw Varn and the Red Hill Front.", []), ("The Red Hill Front fled.", [])],
)
def test_parties_listed_before(shown: str, beside: list[str]) -> None:
    prose = prose_of(shown)
    last = prose.masked.rindex("⟪G")
    assert [slot.mention.name for slot in named_beside(prose, last, english()) if slot.mention] == beside


def test_a_pack_without_words_changes_nothing(empty_pack: Language) -> None:
    prose = prose_of("It fled, and led by men, Varn fled.")
    assert resolve_pronouns(prose, group("Varn"), group("Varn"), empty_pack) is prose
    assert (name_ahead(prose, empty_pack), topic_of(prose, empty_pack)) == (prose, None)
