"""Who won, and what kind of result it was: the words of the row, and the side that they mean. All names are invented but those of real states."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cells import article_of, context_of, quotes

from kg.extract.article import extract
from kg.extract.result.sides import know_sides
from kg.extract.result.victor import read_result
from kg.extract.rows.belligerents import read_belligerents
from kg.language.language import english
from kg.model.finding import CONFLICT, Finding, Mention, Phrase, Side, Term
from kg.model.text import Span

VARN = ["[[Kingdom of Varn]]\nFree Rangers", "[[Zell|Republic of Zell]]\nEsk Rebels"]


def result_of(outcome: str, sides: list[str] | None = None, **rows: list[str]) -> tuple[list[Finding], Finding | None]:
    """The claims of the victor, and that of the kind of result, as the whole article gives them."""
    article = article_of({"belligerents": sides or VARN, **rows, "outcome": [outcome]})
    findings = extract(article).findings
    kind = next((f for f in findings if f.relation == "resultKind"), None)
    return [f for f in findings if f.relation == "victor"], kind


def victor_of(outcome: str, sides: list[str] | None = None, **rows: list[str]) -> int | None:
    victors, _ = result_of(outcome, sides, **rows)
    numbers = {f.object.number for f in victors if isinstance(f.object, Side)}
    assert len(numbers) <= 1
    return next(iter(numbers), None)


@pytest.mark.parametrize(
    ("outcome", "side"),
    [
        ("Varnish victory", 1),
        ("Decisive Varnish victory", 1),
        ("Decisive, crushing Varnish victory", 1),
        ("Varnish tactical victory", 1),
        ("A victory for the Zellian army", 2),
        ("Victory of Zell over Varn", 2),
        ("Victory over the Kingdom of Varn", 2),
        ("Esk Rebels victory", 2),
        ("Rebel victory", 2),
        ("Varn and allies victory", 1),
        ("Varnish victory; Loft annexed", 1),
        ("Varnish victory\n* Loft annexed\n* Treaty of Morn", 1),
        ("* Siege lifted\n* Varnish victory", 1),
        ("Varnish victory as part of the Zellian victory in the Long War", 1),
        ("Varnish failure, Zellian victory", 2),
        ("Varnish victory following Zellian withdrawal", 1),
        ("Zell victorious", 2),
        ("Varnish forces defeated", 2),
        ("Zellian defeat", 1),
        ("Defeat of the Esk Rebels", 1),
        ("Free Rangers/Varnish victory", 1),
        ("Varnish victory\nVarnish victory at sea told elsewhere: no", None),
        # Of a phase, a part or nobody.
        ("Initial Varnish victory", None),
        ("Partial Varnish victory", None),
        ("Varnish victory in 1702", None),
        ("Varnish victory in the north", None),
        ("Varnish victory after the first phase", None),
        ("First phase:\nVarnish victory\nSecond phase:\nVarnish victory", None),
        ("Varnish tactical victory\nZellian strategic victory", None),
        ("Tactical Varnish victory, strategic Zellian victory", None),
        ("Both sides claim victory", None),
        ("Varnish victory claimed", None),
        ("Disputed; Varnish victory claimed by Zell", None),
        ("No clear victory", None),
        ("Failed Varnish offensive", None),
        ("Varnish success", None),
        # Of somebody whom no list names, or several might be.
        ("Morish victory", None),
        ("Victory", None),
        ("Government victory", None),
        ("Varn wins the election of 1703", None),
        ("See Aftermath", None),
        ("Ongoing", None),
    ],
)
def test_the_side_that_the_words_call_victorious(outcome: str, side: int | None) -> None:
    assert victor_of(outcome) == side


@pytest.mark.parametrize(
    ("outcome", "sides", "side"),
    [
        ("British victory", ["[[United Kingdom]]", "[[Esk]]"], 1),
        ("Dutch victory", ["[[Spain]]", "[[Dutch Republic]]"], 2),
        ("U.S. victory", ["[[Esk]]", "[[United States]]"], 2),
        ("Polish victory", ["[[Teutonic Order]]", "[[Kingdom of Poland (1025–1385)|Poland]]"], 2),
        ("Anglo-Dutch victory", ["[[Kingdom of England]]\n[[Dutch Republic]]", "[[France]]"], 1),
        ("French victory", ["[[Vichy France]]", "[[France]]"], 2),
        ("Russian victory", ["[[Russia]]", "[[Russian SFSR]]"], None),
        ("Chinese victory", ["[[Republic of China]]", "[[People's Republic of China]]"], None),
        ("Roman victory", ["[[Romania]]", "[[Esk]]"], None),
        ("Syrian Army victory", ["[[Free Syrian Army]]", "[[Syrian Arab Republic]]"], 2),
        ("Zellian victory", ["[[North Zell]]", "[[South Zell]]"], None),
        ("UN victory", ["{flag:UN} [[United Nations]]", "[[Esk]]"], 1),
    ],
)
def test_peoples_and_their_states(outcome: str, sides: list[str], side: int | None) -> None:
    assert victor_of(outcome, sides) == side


@pytest.mark.parametrize(
    ("date", "outcome", "sides", "side"),
    [
        ("3 May 1942", "Allied victory", ["[[Germany]]", "[[United Kingdom]]"], 2),
        ("3 May 1942", "Axis victory", ["[[Nazi Germany]]\n[[Kingdom of Italy]]", "[[United Kingdom]]"], 1),
        ("3 May 1940", "Allied victory", ["[[Soviet Union]]", "[[Finland]]"], None),
        ("3 May 1702", "Allied victory", ["[[Kingdom of France|France]]", "[[England]]"], None),
        ("3 May 1702", "Allied victory", ["[[Kingdom of France|France]]", "[[Grand Alliance]]\n[[Allies]]"], 2),
        ("3 May 1944", "Allied victory", ["[[France]]\n[[Germany]]", "[[United States]]"], 2),
        ("3 May 1943", "Allied victory", ["[[United Kingdom]]", "[[Poland]]"], None),
        ("3 July 1863", "Union victory", ["[[United States]]", "[[Confederate States of America|Confederate States]]"], 1),
        ("3 July 1863", "Confederate victory", ["[[United States]]", "[[Confederate States of America|Confederate States]]"], 2),
    ],
)
def test_a_coalition_by_its_members_in_its_years(date: str, outcome: str, sides: list[str], side: int | None) -> None:
    assert victor_of(outcome, sides, date=[date]) == side


def test_people_units_and_affiliations_tell_a_side() -> None:
    assert victor_of("Mara victory", commanders=["[[Ada Berg]]", "[[Mara]]"]) == 2
    assert victor_of("7th Division victory", units=["7th Division", "9th Division"]) == 1


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        ("Varnish victory", "victory"),
        ("Partial Varnish victory", "victory"),
        ("Morish victory", "victory"),
        ("Indecisive", "indecisive"),
        ("Military stalemate\nVarn keeps Loft", "indecisive"),
        ("No clear victor", "indecisive"),
        ("Indecisive; Varnish gains", "indecisive"),
        ("Ongoing", "ongoing"),
        ("De facto ceasefire since 3 May", "ceasefire"),
        ("Armistice of Loft", "ceasefire"),
        ("Siege lifted", "otherResult"),
        ("Treaty of Loft", "otherResult"),
        ("See Aftermath", "otherResult"),
        ("Varnish tactical victory\nZellian strategic victory", "otherResult"),
        ("Both sides claim victory", "otherResult"),
        ("Varnish victory\nCeasefire in May", "victory"),
        ("Initial stalemate; Varnish victory", "victory"),
    ],
)
def test_the_kind_of_result(outcome: str, kind: str) -> None:
    _, found = result_of(outcome)
    assert found is not None
    assert found.object == Term(kind)


def test_a_victor_stands_on_its_words_and_carries_the_degree() -> None:
    article = article_of({"belligerents": VARN, "outcome": ["Loft taken; Decisive Varnish tactical victory over Zell, at last"]})
    (victor,) = [f for f in extract(article).findings if f.relation == "victor"]
    assert quotes(article, victor) == ("Decisive Varnish tactical victory over Zell, at last",)
    assert victor.qualifiers == (("degree", Phrase("decisive")), ("degree", Phrase("tactical")))
    assert victor.basis == "victor-state"


def test_a_party_s_own_name_is_stated() -> None:
    (victor,), _ = result_of("Esk Rebels victory")
    assert (victor.object, victor.basis) == (Side(2), None)


def test_no_row_no_result() -> None:
    article = article_of({"belligerents": VARN})
    assert not [f for f in extract(article).findings if f.relation in ("victor", "resultKind")]


def test_a_language_without_words_for_victories_tells_nothing() -> None:
    article = article_of({"outcome": ["Varnish victory"]})
    context = context_of(article, language=replace(english(), code="und"))
    assert list(read_result(article.boxes[0].rows, (), context)) == []


def test_parties_without_a_side_tell_none() -> None:
    article = article_of({"belligerents": VARN})
    context = context_of(article)
    findings = [f for f in read_belligerents(article.boxes[0].rows[0], context) if isinstance(f, Finding)]
    assert know_sides(findings, context).sides == {1, 2}
    alone = Finding(CONFLICT, "participant", Mention("Varn", "group", Span(0, 4)), (Span(0, 4),), "belligerent")
    assert know_sides([alone], context).sides == frozenset()
