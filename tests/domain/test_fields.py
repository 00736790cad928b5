"""Labels and parameters find their field."""

import pytest

from kg.domain.fields import (
    Field,
    check_field,
    field_of_label,
    field_of_parameter,
    find_field,
    is_sided,
    labels_of_kind,
    load_fields,
    own_fields,
    rule_of_field,
)
from kg.domain.kinds import about_of_kind, kind_of_labels, load_kinds, parse_kind


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


@pytest.mark.parametrize(
    ("parameter", "template", "expected"),
    [
        ("combatant1", "civil conflict", ("belligerents", 1)),
        ("fatalities", "civil conflict", ("civil_conflict.deaths", None)),
        ("fatalities", "military conflict", ("", None)),
        ("type", "civilian attack", ("civilian_attack.type", None)),
        ("type", "military unit", ("military_unit.ignored", None)),
        ("type", "operational plan", ("operational_plan.type", None)),
        ("commander2", "military unit", ("military_unit.commanders", None)),
        ("leader3", "militant organization", ("war_faction.leaders", None)),
        ("battles2", "military person", ("", None)),
        ("combatant1", "military person", ("", None)),
        ("unit", "military person", ("military_person.unit", None)),
        ("unit", "military conflict", ("units", None)),
        ("image", "war faction", ("ignored", None)),
        ("date", "settlement", ("date", None)),
    ],
)
def test_parameter_of_a_kind(parameter: str, template: str, expected: tuple[str, int | None]) -> None:
    assert field_of_parameter(parameter, template) == expected


@pytest.mark.parametrize(
    ("label", "template", "expected"),
    [
        ("Deaths", "civilian attack", "civilian_attack.deaths"),
        ("Deaths", "military conflict", ""),
        ("Size", "war faction", "war_faction.size"),
        ("Battles / wars", "military person", "military_person.battles"),
        ("Belligerents", "military unit", ""),
        ("Lead figures", "civil conflict", "commanders"),
    ],
)
def test_label_of_a_kind(label: str, template: str, expected: str) -> None:
    assert field_of_label(label, template) == expected


@pytest.mark.parametrize(
    ("name", "rule", "sided"),
    [
        ("belligerents", "belligerents", True),
        ("civilian_attack.deaths", "casualties", False),
        ("war_faction.nothing", "", False),
        ("nokind.date", "", False),
        ("", "", False),
    ],
)
def test_field_by_name(name: str, rule: str, sided: bool) -> None:
    assert (rule_of_field(name), is_sided(name)) == (rule, sided)
    assert (find_field(name) is None) == (rule == "")


@pytest.mark.parametrize(
    ("labels", "template"),
    [
        (("Date", "Location", "Belligerents"), "military conflict"),
        (("Date", "Attack type", "Weapons:", "Perpetrators"), "civilian attack"),
        (("Belligerents", "Commanders and leaders", "Methods"), "military conflict"),
        (("Years of\nservice",), "military person"),
        (("Ideology", "Leader"), ""),
        ((), ""),
    ],
)
def test_kind_of_labels(labels: tuple[str, ...], template: str) -> None:
    assert kind_of_labels(labels) == template


def test_every_kind_is_found_by_its_templates_and_its_labels_are_its_rows() -> None:
    for kind in load_kinds().values():
        assert {about_of_kind(template) for template in kind.templates} == {kind.about}
        assert all(field.name == name and field.rule for name, field in own_fields(kind.name).items())
        assert (kind.shared or frozenset()) <= load_fields().keys()
        assert set(own_fields(kind.name)) <= {field_of_label(label, kind.templates[0]) for label in labels_of_kind(kind.templates[0])} | {
            name for name, field in own_fields(kind.name).items() if not field.labels
        }
    assert about_of_kind("settlement") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('about = "group"', "has templates and about"),
        ('templates = ["x"]\nabout = "dragon"', "has templates and about"),
        ('templates = ["x"]\nabout = "group"\ncolour = 1', "has templates and about"),
        ('templates = [1]\nabout = "group"', "lists of words"),
    ],
)
def test_kinds_are_checked_on_load(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_kind("x", text)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (1, "is a table"),
        ({"parameters": [], "labels": []}, "needs parameters"),
        ({"parameters": [], "labels": [], "rule": "text", "colour": 1}, "is a table that may have"),
        ({"parameters": [], "labels": [], "rule": "text", "inverse": 1}, "true or false"),
        ({"parameters": [""], "labels": [], "rule": "text"}, "lists of words"),
    ],
)
def test_fields_are_checked_on_load(entry: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        check_field("x", entry)


def test_a_field_has_what_its_table_says() -> None:
    entry = {"parameters": ["p"], "labels": ["P"], "rule": "people", "relation": "ledBy", "inverse": True, "object": "unit"}
    assert check_field("x", entry) == Field("x", ("p",), ("P",), "people", relation="ledBy", object="unit", inverse=True)
