"""Pages that only tell of what links to them. All names are invented."""

from __future__ import annotations

import pytest

from kg.extract.names.pages import load_pages, tells_only
from kg.language.language import Language, english
from kg.model.finding import Kind


@pytest.mark.parametrize(
    ("page", "shown", "kind", "expected"),
    [
        ("Military history of Esk during the Great War", "Esk", "group", True),
        ("History of the Esks", "Esks", "group", True),
        ("Enlightenment in Sund", "Sund", "group", True),
        ("Esk protectorate in Sund", "Sund", "group", False),
        ("Popular Front in Sund", "Popular Front", "group", False),
        ("Loyal (Esk Revolution)", "United Esk", "group", True),
        ("Patriot (Esk Revolution)", "Patriots", "group", False),
        ("Ancient Sund", "Other Sund states", "group", True),
        ("Ancient Sund", "Sund", "group", False),
        ("Lund Uprising", "Lund rebels", "group", True),
        ("Lund Uprising", "Lund uprising", "group", False),
        ("Popular Front", "the Front", "group", False),
        ("Kingdom of Esk", "Esk", "group", False),
        ("Republic of Esk (1700–1720)", "Esk", "group", False),
        ("Lomb in the Great War", "Lomb", "place", True),
        ("Naval warfare in the Great War", "Grey Sea", "place", True),
        ("Insurgency in Bur", "Bur", "place", True),
        ("Battle of Bur", "Bur", "place", True),
        ("Bur in Norland", "Bur", "place", False),
        ("Death of Otto Rein", "Otto Rein", "person", True),
        ("Esk Navy", "Otto Rein", "person", True),
        ("Otto Fleet", "Fleet", "person", False),
        ("Esk Navy", "Esk Fleet", "unit", False),
        ("Twelfth Army (Esk)", "3rd Air Division", "unit", True),
        ("Twelfth Army (Esk)", "XII Army", "unit", False),
        ("14th Corps", "14th Division", "unit", True),
        ("24th Division", "3rd Battalion, 24th Division", "unit", False),
    ],
)
def test_what_a_page_is_about(page: str, shown: str, kind: Kind, expected: bool) -> None:
    assert tells_only(page, shown, kind, english()) is expected


def test_the_words_come_from_the_pack(wordless: Language) -> None:
    assert (tells_only("History of Esk", "Esk", "group", wordless), load_pages(wordless).sizes) == (False, frozenset())
