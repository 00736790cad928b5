"""Titles of pages that are spellings of one name, and those that only look so."""

import pytest

from kg.language.titles import titles_agree


@pytest.mark.parametrize(
    ("one", "other", "person", "agree"),
    [
        ("Second World War", "World War II", False, True),
        ("2nd Battle of Esk", "Second Battle of Esk", False, True),
        ("Battle of Esk", "Battle of Zell", False, False),
        ("Siege of Zell (1701–02)", "Siege of Zell (1701–1702)", False, True),
        ("Siege of Zell (1701)", "Siege of Zell (1744)", False, False),
        ("Siege of Zell (1701)", "Siege of Zell", False, True),
        ("VDF", "Varnish Defence Forces", False, True),
        ("Varnish Defence Forces", "VDF", False, True),
        ("VD", "Varnish Defence", False, False),
        ("Eastern Front of the Varnish War", "Eastern Front (Varnish War)", False, True),
        ("Eastern Front", "Front", False, False),
        ("1st Army (Varn)", "1st Army (Esk)", False, False),
        ("1st Army (Varn)", "First Army (Varn)", False, True),
        ("1st Army (Varn)", "1st Army", False, False),
        ("First Army (Varn)", "First Army", False, False),
        ("2nd Battle of Esk (1701)", "Second Battle of Esk", False, True),
        ("Ada Storm (officer)", "Ada Storm", True, True),
        ("Battle of Esk", "Esk", False, False),
        ("Free Varn", "Free Varn Navy", False, False),
        ("Zell, Norland", "Zell", False, True),
        ("3rd Battalion, 4th Foot", "3rd Battalion, 5th Foot", False, False),
        ("3rd Battalion, 4th Foot", "3rd Battalion", False, False),
        ("Ada Storm, 1st Viscountess Storm of Zell", "Ada Storm", True, True),
        ("Ada Lore Storm", "Ada Storm, 1st Viscountess Storm of Zell", True, True),
        ("Ada Lore Storm", "Ada Storm", False, False),
        ("Ada Storm", "Eva Storm", True, False),
        ("Ada Storm Jr.", "Ada Storm", True, False),
        ("Storm", "Ada Storm", True, False),
        ("Ada Storm", "Battle of Esk", True, False),
    ],
)
def test_titles_agree(one: str, other: str, person: bool, agree: bool) -> None:
    assert titles_agree(one, other, person=person) is agree
