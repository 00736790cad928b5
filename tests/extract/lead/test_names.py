"""Other names of the conflict."""

from __future__ import annotations

import pytest
from leads import article, told

from kg.extract.lead.names import read_names
from kg.language.language import Language, english
from kg.model.finding import Phrase


@pytest.mark.parametrize(
    ("lead", "names"),
    [
        ("The '''Battle of Esk''' or '''Battle of Loft''' was a battle.", ["Battle of Loft"]),
        ("The '''Eskslag/Operation Heron''' was a battle.", ["Eskslag", "Operation Heron"]),
        ("The Battle of Esk (also known as the Eskslag or Battle of Maren) was a battle.", ["Eskslag", "Battle of Maren"]),
        ("The Battle of Esk, codenamed Operation Heron, was a battle.", ["Operation Heron"]),
        ('The Battle of Esk (also spelled "Eskh") was a battle.', ["Eskh"]),
        ("The Battle of Esk was part of the Heron Offensive, commonly known as Operation Heron.", []),
        ("The Battle of Esk, known as the defence of the town in Varn, was a battle.", []),
        ("The Battle of Esk or the other one was a battle.", []),
    ],
)
def test_other_names(lead: str, names: list[str]) -> None:
    assert [phrase for _, phrase in told(lead, "altLabel")] == names


@pytest.mark.parametrize(
    ("lead", "names"),
    [
        ("The Battle of Esk (also '''Eskslag''') was a battle.", ["Eskslag"]),
        ("The Battle of Esk, designated “Heron”, was a battle.", ["Heron"]),
        ("The Battle of Esk, designated Heron, was a battle.", []),
        ("The Battle of Esk was a battle, also known as the Eskslag.", []),
        ("", []),
    ],
)
def test_names_of_the_first_sentence(lead: str, names: list[str]) -> None:
    found = read_names(article(lead), (), english())
    assert [finding.object.text for finding in found if isinstance(finding.object, Phrase)] == names


def test_bold_names_need_no_words(empty_pack: Language) -> None:
    found = read_names(article("The '''Eskslag''' (also known as the Heron) was a battle."), (), empty_pack)
    assert [finding.object for finding in found] == [Phrase("Eskslag")]
