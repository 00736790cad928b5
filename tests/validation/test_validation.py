"""Validation: pySHACL decides, and results name the words of the article that they stand on."""

import pytest
from shape_breaks import FALLEN, GOOD, Break

from kg.rdf.terms import IRI, Literal, Triple
from kg.validation.shapes import Report, Result, Words, conforms_by_fast_engine, validate

BASE = "https://w3id.org/conflict-kg/"
CK = BASE + "ontology#"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            Break("Conflict-outcome", "datatype", swap=('"Lowland victory"@en', '"Lowland victory"')),
            Result(
                f"{BASE}conflict/Battle_of_Orvel_Bridge", f"{CK}outcome", "An outcome of a conflict is text with its language.",
                "Violation", "Lowland victory", "DatatypeConstraintComponent", "Conflict-outcome",
                (Words("Lowland victory", 176, 191, "Battle of Orvel Bridge"),),
            ),
        ),
        (
            Break("Estimate-atLeast", "minInclusive", minus=f"{FALLEN} ck:atLeast 2500", plus=f"{FALLEN} ck:atLeast -1"),
            Result(
                f"{BASE}conflict/Battle_of_Orvel_Bridge/side/1/losses/1", f"{CK}atLeast",
                "The lower bound of an estimate is one whole number, not below 0 and not above the upper bound.",
                "Violation", "-1", "MinInclusiveConstraintComponent", "Estimate-atLeast",
                (Words("2,500-3,000 killed or wounded", 420, 449, "Battle of Orvel Bridge"),),
            ),
        ),
        (
            Break("Claim-rank", "datatype", swap=('"Gen."@en', '"Gen."')),
            Result(
                f"{BASE}claim/en-commander", f"{CK}rank", "A rank is text with its language, as the article writes it.",
                "Violation", "Gen.", "DatatypeConstraintComponent", "Claim-rank",
                (Words("Gen. Anton Krell, chief of staff (WIA, captured) (Lowlands)", 320, 379, "Battle of Orvel Bridge"),),
            ),
        ),
        (
            Break("EndNotBeforeStart", "sparql", swap=('"1911-05-20"^^xsd:date', '"1909"^^xsd:gYear')),
            Result(
                f"{BASE}claim/en-belligerent", None, "Nothing ends before it begins: the end, 1909, is before the start, 1910.",
                "Violation", None, "SPARQLConstraintComponent", "EndNotBeforeStart",
                (Words("Lowlands (from 1910, until 20 May 1911)", 248, 287, "Battle of Orvel Bridge"),),
            ),
        ),
    ],
    ids=lambda value: value.shape,
)  # fmt: skip
def test_results_name_the_words_they_stand_on(change: Break, expected: Result) -> None:
    assert validate(change.graph()) == Report(False, (expected,))


def test_a_report_reads_as_text() -> None:
    report = validate(Break("Claim-rank", "datatype", swap=('"Gen."@en', '"Gen."')).graph())
    assert str(report) == (
        "Does not conform: 1 result.\n"
        "A rank is text with its language, as the article writes it.\n"
        "  at https://w3id.org/conflict-kg/claim/en-commander, property https://w3id.org/conflict-kg/ontology#rank, value Gen.\n"
        "  Battle of Orvel Bridge, characters 320 to 379: Gen. Anton Krell, chief of staff (WIA, captured) (Lowlands)"
    )


def test_the_reference_decides_without_the_fast_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.validation.shapes.find_spec", lambda name: None)
    monkeypatch.setattr("kg.validation.shapes.conforms_by_fast_engine", None)
    assert validate(GOOD) == Report(True)


def test_the_reference_judges_what_the_fast_engine_cannot_read() -> None:
    odd = GOOD | {Triple(IRI("http://example.org/a"), IRI("http://example.org/b"), Literal("c", language="abcdefgh-abcdefgh-i"))}
    unread = odd | {Triple(IRI("http://example.org/a"), IRI("http://example.org/b"), Literal("c", language="en-a"))}
    assert [validate(odd), validate(unread)] == [Report(True), Report(True)]
    assert not conforms_by_fast_engine(unread)


def test_the_reference_overrules_the_fast_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.validation.shapes.conforms_by_fast_engine", lambda triples: False)
    assert validate(GOOD) == Report(True)
