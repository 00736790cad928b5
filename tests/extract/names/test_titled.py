"""People with a title beside their linked name. All names are invented."""

from __future__ import annotations

import pytest
from cells import text_of

from kg.extract.names.titled import Titled, split_titled
from kg.language.language import Language, english


def told(written: str, language: Language | None = None) -> tuple[str, str, str | None, str | None]:
    """The name, the rank, the role or the note, and the page."""
    found = split_titled(text_of(written), language or english())
    return found.name.shown, found.rank, found.role.shown if found.role is not None else found.note, found.page


@pytest.mark.parametrize(
    ("written", "name", "rank"),
    [
        ("Sultan [[Amur II]]", "Amur II", "Sultan"),
        ("Grand Vizier [[Paro (vizier)|Paro]]", "Paro", "Grand Vizier"),
        ("Duke of Esk [[Rolf]]", "Rolf", "Duke of Esk"),
        ("King of [[Esk]] [[Otto II]]", "Otto II", "King of Esk"),
        ("[[Viceroy]] [[José Serra|La Serra]]", "La Serra", "Viceroy"),
        ("[[Horka (title)|karka]] [[Bulc]]", "Bulc", "karka"),
        ("[[Ahm Jem|Ahm]] Pasha", "Ahm", "Pasha"),
        ("[[Ahm Pasha|Ahm]] Pasha", "Ahm Pasha", ""),
        ("[[Totil|King Totil]]", "Totil", "King"),
        ("[[Prince Otto of Esk|Prince Otto]]", "Prince Otto", ""),
        ("[[Duke of Esk]]", "Duke of Esk", ""),
        ("[[Karl Berg|Lord Berg]]", "Lord Berg", ""),
        ("Sir [[Karl Berg]]", "Karl Berg", ""),
        ("Major–General [[John Max]]", "John Max", "Major–General"),
        ("Sultan Amur", "Sultan Amur", ""),
        ("Duke of [[Esk]]", "Duke of Esk", ""),
        ("John [[Smith]]", "John Smith", ""),
    ],
)
def test_ranks_of_linked_people(written: str, name: str, rank: str) -> None:
    assert told(written)[:2] == (name, rank)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("acting head [[Karl Berg]]", ("Karl Berg", "", "acting head", None)),
        ("allegedly [[Karl Berg]]", ("Karl Berg", "", "allegedly", None)),
        ("Ostrog [[Karl Berg]]", ("Ostrog Karl Berg", "", None, "Karl Berg")),
        ("Red Army [[Karl Berg]]", ("Red Army Karl Berg", "", None, None)),
        ("[[Otto]] the Great", ("Otto the Great", "", None, "Otto")),
        ("[[Satt]] of [[Mitt]]", ("Satt of Mitt", "", None, "Satt")),
        ("[[Karl (officer)|Karl]], Duke of Varn", ("Karl, Duke of Varn", "", None, "Karl (officer)")),
        ("[[Karl Berg]] Otto Rein", ("Karl Berg Otto Rein", "", None, None)),
    ],
)
def test_roles_and_pages_of_linked_people(written: str, expected: tuple[str, str, str | None, str | None]) -> None:
    assert told(written) == expected


def test_the_words_come_from_the_pack(wordless: Language) -> None:
    words = text_of("Sultan [[Amur]]")
    assert split_titled(words, wordless) == Titled(words)
