"""Labels and parameters find their field."""

import pytest

from kg.fields import field_of_label, field_of_parameter, load_fields


@pytest.mark.parametrize(
    ("parameter", "expected"),
    [
        ("combatant1", ("belligerents", 1)),
        (" Commander2a ", ("commanders", 2)),
        ("casualties 3", ("casualties", 3)),
        ("strength", ("strength", None)),
        ("partof", ("part_of", None)),
        ("image1", ("ignored", None)),
        ("date2", ("", None)),
        ("1", ("", None)),
        ("", ("", None)),
    ],
)
def test_parameter(parameter: str, expected: tuple[str, int | None]) -> None:
    assert field_of_parameter(parameter) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Date", "date"),
        ("Territorial\nchanges", "territory"),
        ("COMMANDERS AND LEADERS", "commanders"),
        ("Result:", "outcome"),
        ("Weather", ""),
        ("", ""),
    ],
)
def test_label(label: str, expected: str) -> None:
    assert field_of_label(label) == expected


def test_every_field_has_a_rule() -> None:
    assert all(field.rule and field.name == name for name, field in load_fields().items())
