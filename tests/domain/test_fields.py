"""Labels and parameters find their field."""

from pathlib import Path

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
from kg.domain.kinds import about_of_kind, conflict_template, kind_of_labels, load_kinds, parse_kind
from kg.language.language import Language, english, pack_of

ENGLISH, NO_PACK = english(), pack_of("tlh")
CONFLICT = conflict_template(ENGLISH)


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
    assert field_of_parameter(parameter, CONFLICT, ENGLISH) == expected


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
    assert field_of_label(label, CONFLICT, ENGLISH) == expected


def test_every_field_has_a_rule() -> None:
    assert all(field.rule and field.name == name for name, field in load_fields(ENGLISH).items())


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
    assert field_of_parameter(parameter, template, ENGLISH) == expected


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
    assert field_of_label(label, template, ENGLISH) == expected


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
    assert (rule_of_field(name, ENGLISH), is_sided(name, ENGLISH)) == (rule, sided)
    assert (find_field(name, ENGLISH) is None) == (rule == "")


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
    assert kind_of_labels(labels, ENGLISH) == template


def test_every_kind_is_found_by_its_templates_and_its_labels_are_its_rows() -> None:
    for kind in load_kinds(ENGLISH).values():
        assert {about_of_kind(template, ENGLISH) for template in kind.templates} == {kind.about}
        assert all(field.name == name and field.rule for name, field in own_fields(kind.name, ENGLISH).items())
        assert (kind.shared or frozenset()) <= load_fields(ENGLISH).keys()
        assert set(own_fields(kind.name, ENGLISH)) <= {
            field_of_label(label, kind.templates[0], ENGLISH) for label in labels_of_kind(kind.templates[0], ENGLISH)
        } | {name for name, field in own_fields(kind.name, ENGLISH).items() if not field.labels}
    assert about_of_kind("settlement", ENGLISH) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('about = "group"', "has templates and about"),
        ('templates = ["x"]\nabout = "dragon"', "has templates and about"),
        ('templates = ["x"]\nabout = "group"\ncolour = 1', "has templates and about"),
        ('templates = [1]\nabout = "group"', "must be a list of words"),
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


def test_without_a_pack_the_shared_fields_have_their_rules_but_no_words() -> None:
    assert list(load_fields(NO_PACK)) == list(load_fields(ENGLISH))
    assert {(field.parameters, field.labels) for field in load_fields(NO_PACK).values()} == {((), ())}
    assert (rule_of_field("commanders", NO_PACK), is_sided("commanders", NO_PACK)) == ("commanders", True)
    assert (load_kinds(NO_PACK), conflict_template(NO_PACK), labels_of_kind("", NO_PACK)) == ({}, "", ())
    assert (field_of_label("Date", "", NO_PACK), field_of_parameter("date", "", NO_PACK)) == ("", ("", None))


@pytest.mark.parametrize(
    ("wiki", "message"),
    [
        ('[weather]\nlabels = ["Wetter"]', "'weather' is not known"),
        ('[date]\nrule = "date"', "'rule' is not known"),
        ('[date]\nlabels = ["Tag"]\n[place]\nlabels = ["tag:"]', "'tag' stands for both date and place"),
        ('[date]\nlabels = "Tag"', "must be a list of words"),
    ],
)
def test_the_words_of_a_wiki_are_checked_on_load(wiki: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "wiki" / "xx").mkdir(parents=True)
    (tmp_path / "wiki" / "xx" / "fields.toml").write_text(wiki, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        load_fields(Language("xx", tmp_path))
