"""Remarks on commanders: roles, ranks, where they belong, fates, other names. All names are invented."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from cells import article_of, context_of, text_of

from kg.extract.known import Groups
from kg.extract.names.roles import Told, is_office, is_role, is_role_line, load_roles, read_person_remarks, split_office
from kg.extract.phrases.remarks import read_remark
from kg.language.language import Language, english
from kg.model.finding import Mention
from kg.model.text import Span, Text

GROUPS = Groups([Mention("Northern River Army", "group", Span(0, 1)), Mention("Varn", "group", Span(0, 1), "Duchy of Varn")])


def read(*remarks: str, language: Language | None = None) -> dict[str, object]:
    """What remarks tell, in words."""
    context = context_of(article_of({}), language=language)
    told = read_person_remarks(tuple(read_remark(text_of(words), context) for words in remarks), GROUPS, context.language)
    shown = {name: _show(getattr(told, name)) for name in (field.name for field in fields(Told))}
    return {name: value for name, value in shown.items() if value}


def _show(value: object) -> object:
    if isinstance(value, Text):
        return value.shown
    if isinstance(value, tuple):
        return [_show(part) for part in value]
    return value.name if isinstance(value, Mention) else value


@pytest.mark.parametrize(
    ("remark", "expected"),
    [
        ("KIA", {"fates": ["killed"]}),
        ("killed two days later", {"fates": ["killed"], "notes": ["killed two days later"]}),
        ("“Falcon”", {"also": ["Falcon"]}),
        ("known as 'Falcon'", {"also": ["Falcon"]}),
        ("alias Falcon", {"also": ["Falcon"]}),
        ("born Otto Wend", {"also": ["Otto Wend"]}),
        ("Marshal", {"rank": "Marshal"}),
        ("marshal", {"role": "marshal"}),
        ("Wing Commander", {"role": "Wing Commander"}),
        ("NRA", {"affiliations": ["Northern River Army"]}),
        ("Duchy of Varn", {"affiliations": ["Varn"]}),
        ("commander", {"role": "commander"}),
        ("Second Corps chief of staff", {"role": "chief of staff", "affiliations": ["Second Corps"]}),
        ("top Second Front commander", {"role": "top Second Front commander", "affiliations": ["Second Front"]}),
        ("NRA general commander", {"role": "general commander", "affiliations": ["Northern River Army"]}),
        ("Varn's Loft commander", {"role": "Loft commander", "affiliations": ["Varn"]}),
        ("leader of the Northern River Army", {"role": "leader of the Northern River Army", "affiliations": ["Northern River Army"]}),
        ("commander of the [[9th Brigade (Esk)|Ninth Brigade]]", {
            "role": "commander of the Ninth Brigade", "affiliations": ["Ninth Brigade"]}),
        ("Battalion commander", {"role": "Battalion commander"}),
        ("[[9th Brigade (Esk)|Ninth]]", {"affiliations": ["Ninth"]}),
        ("4th Brigade", {"affiliations": ["4th Brigade"]}),
        ("UTV", {"affiliations": ["UTV"]}),
        ("claimed by Esk", {"notes": ["claimed by Esk"]}),
        ("per Esk commander", {"notes": ["per Esk commander"]}),
        ("Army defector", {"notes": ["Army defector"]}),
        ("of Esk.", {"notes": ["of Esk"]}),
        ("Shah of the Loft Empire", {"role": "Shah of the Loft Empire", "affiliations": ["Loft Empire"]}),
        ("Duke of Loft", {"role": "Duke of Loft"}),
        ("Shah of Varn", {"role": "Shah of Varn", "affiliations": ["Varn"]}),
        ("Commander of the Loft Air Force", {"role": "Commander of the Loft Air Force", "affiliations": ["Loft Air Force"]}),
        ("Governor of Loft Province", {"role": "Governor of Loft Province"}),
        ("Shah", {"role": "Shah"}),
        ("killed per Loft claim", {"notes": ["killed per Loft claim"]}),
        ("captured according to Loft", {"notes": ["captured according to Loft"]}),
    ],
)  # fmt: skip
def test_what_one_remark_tells(remark: str, expected: dict[str, object]) -> None:
    assert read(remark) == expected


@pytest.mark.parametrize(
    ("remarks", "expected"),
    [
        (["commander; KIA"], {"role": "commander", "fates": ["killed"]}),
        (["commander", "NRA"], {"role": "commander", "affiliations": ["Northern River Army"]}),
        (["leader", "governor"], {"role": "leader", "notes": ["governor"]}),
        (["NRA, Varn"], {"affiliations": ["Northern River Army", "Varn"]}),
        (["POW", "executed"], {"fates": ["captured", "executed"]}),
        ([], {}),
    ],
)
def test_of_several_remarks_the_first_role_counts(remarks: list[str], expected: dict[str, object]) -> None:
    assert read(*remarks) == expected


def test_of_several_remarks_the_first_dates_count() -> None:
    context = context_of(article_of({}))
    remarks = tuple(read_remark(text_of(words), context) for words in ("acting; 1699", "1700–1701"))
    told = read_person_remarks(remarks, GROUPS, english())
    assert [(name, date.edtf) for name, date in told.times] == [("asOf", "1699")]


def test_roles() -> None:
    words = ["commander", "Chief of Staff", "IS emir of Loft", "chief planner", "leader in Esk", "Badr Brigade", "per Esk", "Otto Rein", ""]
    assert [word for word in words if is_role(word, english())] == words[:5]


def test_lines_that_can_only_be_the_role_of_somebody_else() -> None:
    words = [
        "Deputy Defence Minister", "Governor of Loft", "President of the Loft Council of Deputies", "Chief of Staff",
        "Deputy Chief of Staff of the Army",
        "3rd Hill Brigade Commander",
        "Commander of the 3rd Army", "Supreme Leader of Loft",
    ]  # fmt: skip
    others = [
        "King of Varn",
        "Prince of Loft",
        "General",
        "Emir",
        "Otto Rein",
        "Otto Rein commander",
        "Prime Minister Otto Rein",
        "Sultan Otto of Loft",
        "",
    ]
    assert [word for word in (*words, *others) if is_role_line(word, english())] == words


@pytest.mark.parametrize(
    ("words", "office", "name"),
    [
        ("Prime Minister Otto Rein", "Prime Minister", "Otto Rein"),
        ("Defence Minister Otto Rein", "Defence Minister", "Otto Rein"),
        ("Overall commander: Otto Rein", "Overall commander", "Otto Rein"),
        ("Red Brigade: Otto Rein", "", "Red Brigade: Otto Rein"),
        ("President of Esk", "", "President of Esk"),
        ("Otto Rein", "", "Otto Rein"),
    ],
)
def test_offices_before_a_name(words: str, office: str, name: str) -> None:
    assert tuple(part.shown for part in split_office(text_of(words), english())) == (office, name)


def test_the_words_come_from_the_pack(lomnish: Language, wordless: Language) -> None:
    remarks = ["vodnik ze stab", "prvi vodnik", "padlo", "zvan Sokol", "4an Brigo", "nikar vodnik", "commander"]
    assert [read(remark, language=lomnish) for remark in remarks] == [
        {"role": "vodnik ze stab"},
        {"role": "prvi vodnik"},
        {"fates": ["killed"]},
        {"also": ["Sokol"]},
        {"affiliations": ["4an Brigo"]},
        {"notes": ["nikar vodnik"]},
        {"notes": ["commander"]},
    ]
    assert [read(remark, language=wordless) for remark in remarks] == [{"notes": [remark]} for remark in remarks]
    offices = [split_office(text_of("Stari Ministro Otto Rein"), language) for language in (lomnish, wordless)]
    assert [(office.shown, name.shown) for office, name in offices] == [("Stari Ministro", "Otto Rein"), ("", "Stari Ministro Otto Rein")]


def test_what_needs_no_words_is_read_in_any_language(wordless: Language) -> None:
    assert [read(remark, language=wordless) for remark in ("“Sokol”", "NRA", "[[Rudi Brigo]]", "UTV")] == [
        {"also": ["Sokol"]},
        {"affiliations": ["Northern River Army"]},
        {"affiliations": ["Rudi Brigo"]},
        {"affiliations": ["UTV"]},
    ]


def test_a_table_that_is_not_known_is_named(tmp_path: Path) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "roles.toml").write_text("[offices]\nnames = []\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"xx/roles\.toml \[offices\]: 'names' is not known"):
        load_roles(Language("xx", tmp_path))


@pytest.mark.parametrize(
    ("shown", "expected"), [("President", True), ("Prime  Minister", True), ("President Wend", False), ("Wend", False), ("", False)]
)
def test_an_office_and_nothing_else(shown: str, expected: bool) -> None:
    assert is_office(shown, english()) is expected
