"""Names folded, initials, abbreviations and other spellings inside one article."""

from __future__ import annotations

import unicodedata

import pytest
from cells import article_of
from hypothesis import given
from hypothesis import strategies as st
from leads import article, group

from kg.extract.names.aliases import find_aliases
from kg.language.fold import fold_name, name_rules, spell_dropped, spell_initials
from kg.model.article import Article
from kg.model.finding import Finding, Mention, Phrase
from kg.model.text import Span


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The Duchy of Varn", "duchy of varn"),
        ("Varn (duchy)", "varn"),
        ("(Varn)", "varn"),
        (": (Varn)", "varn"),
        ("Đorđe Ødegård-Straße", "dorde odegard strasse"),
        ("Harakat ash-Shams", "harakat al shams"),
        ("Haraka al-Shams", "harakat al shams"),
        ("Jaish Fateh al-Nahr", "jaysh fath al nahr"),
        ("Jaysh al-Fatah an-Nahr", "jaysh al fath al nahr"),
        ("al-Nahr Front", "nahr front"),
        ("Al Nahr Front", "nahr front"),
        ("Hay’at Nahr", "hayat nahr"),
        ("Hay'at Nahr", "hayat nahr"),
        ("Mohammed Dahl", "muhammad dahl"),
        ("First Army", "1st army"),
        ("1st Army (Esk)", "1st army"),
        ("U.S. Navy", "us navy"),
        ("Workers’ Defence Organisation", "workers defense organization"),
        ("Horse & Foot", "horse and foot"),
        ("the", "the"),
        ("The Second World War", "world war ii"),
        ("World War II", "world war ii"),
        ("", ""),
    ],
)
def test_fold_name(name: str, key: str) -> None:
    assert fold_name(name) == key


@given(st.text(max_size=40))
def test_a_folded_name_stays_and_keeps_any_letter(name: str) -> None:
    key = fold_name(name)
    assert key == " ".join(key.split())
    assert key or not any(c.isalnum() and unicodedata.combining(c) == 0 for c in name if c.isascii())


@given(st.text(alphabet="abcdefgh ", max_size=30))
def test_folding_is_done_once(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)


@pytest.mark.parametrize(
    ("letters", "name", "spelt"),
    [
        ("NRA", "Northern River Army", True),
        ("NRAV", "Northern River Army of Varn", True),
        ("NRAOV", "Northern River Army of Varn", True),
        ("AAN", "Ahl al-Nahr", True),
        ("AN", "Ahl al-Nahr", True),
        ("NRA", "Northern Army", False),
        ("N", "Norland", False),
        ("NR", "Northern River Army", False),
        ("", "Northern River Army", False),
    ],
)
def test_initials(letters: str, name: str, spelt: bool) -> None:
    assert spell_initials(letters, name) is spelt


@pytest.mark.parametrize(("letters", "name", "spelt"), [("HTN", "Tahrir al-Nahr", True), ("XTN", "Tahrir al-Nahr", False), ("HT", "Tahrir", False)])
def test_initials_of_a_word_that_is_left_out(letters: str, name: str, spelt: bool) -> None:
    assert spell_dropped(letters, name) is spelt


def alternatives(found: tuple[Finding, ...]) -> set[tuple[str, str, str | None]]:
    return {
        (f.subject.name, f.object.text, f.basis)
        for f in found
        if isinstance(f.subject, Mention) and isinstance(f.object, Phrase) and f.relation == "altLabel"
    }


@pytest.mark.parametrize(
    ("lead", "names", "expected", "canonical"),
    [
        ("The Northern River Army (NRA) won.", ["Northern River Army"], {("Northern River Army", "NRA", None)}, {"nra": "Northern River Army"}),
        ("The Northern River Army (NRA) won.", ["NRA"], {("NRA", "Northern River Army", None)}, {"northern river army": "NRA"}),
        ("The Northern River Army (NRA) won.", [], set(), {"nra": "Northern River Army", "northern river army": "Northern River Army"}),
        ("The [[Red Hill|Workers of Esk]] (PRE) won.", ["Workers of Esk"], {("Workers of Esk", "PRE", None)}, {"pre": "Workers of Esk"}),
        ("The NRA won.", ["Northern River Army"], {("Northern River Army", "NRA", "initials")}, {"nra": "Northern River Army"}),
        ("The HTN won.", ["Tahrir al-Nahr"], {("Tahrir al-Nahr", "HTN", "initials")}, {"htn": "Tahrir al-Nahr"}),
        ("Ahl al-Nahr and the AAN.", ["Ahl al-Nahr", "Asad al-Nahr"], {("Ahl al-Nahr", "AAN", "initials")}, {"aan": "Ahl al-Nahr"}),
        ("The NRA won.", ["Northern River Army", "NRA"], {("Northern River Army", "NRA", "initials")}, {"nra": "Northern River Army"}),
        ("Fateh Nahr won.", ["Fatah Nahr", "Fateh Nahr"], {("Fatah Nahr", "Fateh Nahr", None)}, {"fath nahr": "Fatah Nahr"}),
        ("He was killed (KIA) in Kroll Iron Arch.", ["Kroll Iron Arch"], set(), {}),
        ("The Army (won).", ["Army"], set(), {}),
        ("It was in AB.", ["Army of Bern"], set(), {}),
    ],
)
def test_aliases(lead: str, names: list[str], expected: set[tuple[str, str, str | None]], canonical: dict[str, str]) -> None:
    found = find_aliases(article(lead), [group(name) for name in names])
    assert alternatives(found.findings) == expected
    assert canonical.items() <= dict(found.canonical).items()
    assert found.issues == ()


def test_two_names_with_the_same_initials_are_an_issue() -> None:
    of = article("The AAN won.")
    found = find_aliases(of, [group("Ahl al-Nahr"), group("Asad al-Nahr")])
    assert (found.findings, [(i.code, i.message, i.span) for i in found.issues]) == (
        (),
        [("ambiguous-abbreviation", "AAN may be Ahl al-Nahr or Asad al-Nahr", Span(4, 7))],
    )


def test_people_are_not_abbreviated() -> None:
    of = article("The NRH came.")
    assert find_aliases(of, [Mention("Nils Rein Hars", "person", Span(0, 1))]).findings == ()


@pytest.mark.parametrize(("cell", "expected"), [("Workers of Esk (WEK)", True), ("Workers of Esk (XYZ)", False)])
def test_in_a_cell_half_of_the_letters_must_fit(cell: str, expected: bool) -> None:
    of: Article = article_of({"belligerents": [cell]})
    assert bool(find_aliases(of, [group("Workers of Esk")]).findings) is expected


def test_names_with_two_pages_stand_for_nothing() -> None:
    found = find_aliases(article("Esk."), [group("1st Army", "1st Army (Esk)"), group("First Army", "Army of the Hills")])
    assert "1st army" not in dict(found.canonical)


def test_names_told_apart_by_brackets_stand_for_nothing() -> None:
    names = [Mention(f"Reds ({part})", "group", Span(0, 1)) for part in ("south", "north")]
    assert dict(find_aliases(article("Esk."), names).canonical) == {}
    assert dict(find_aliases(article("Esk."), names[:1]).canonical) == {"reds": "Reds (south)"}


def test_evidence_is_the_words() -> None:
    of = article("The Northern River Army (NRA) won.")
    finding = find_aliases(of, [group("Northern River Army")]).findings[0]
    assert [of.source.text[a:b] for a, b in finding.evidence] == ["NRA", "Northern River Army"]


def test_rules_are_read_once_and_agree() -> None:
    rules = name_rules()
    assert rules is name_rules()
    assert all(fold_name(word) == rules.same.get(first, first) for word, first in rules.spellings.items() if word not in rules.leading)
