"""Rows of one kind of infobox, said of what the page is about. All names are invented."""

from __future__ import annotations

import pytest
from cells import article_of, brief, context_of, quotes, with_column

from kg.domain.fields import Field
from kg.extract.rows.own import READERS, check_rules, read_own
from kg.model.finding import CONFLICT, Estimate, Finding, Mention, Phrase, Subject, Topic
from kg.model.issue import Issue
from kg.model.text import Span

Brief = tuple[str, str, str, dict[str, object]]
GROUP, PERSON = Topic("group"), Topic("person")


def read(written: str, rule: str, subject: Subject = GROUP, **told: object) -> list[Finding | Issue]:
    article = article_of({"x.y": [written]})
    row = with_column(article.boxes[0].rows[0], 0)
    field = Field("x.y", (), (), rule, **told)  # type: ignore[arg-type]
    return list(read_own(row, field, subject, context_of(article)))


def told(results: list[Finding | Issue]) -> list[tuple[object, str, str, dict[str, object]]]:
    findings = [result for result in results if isinstance(result, Finding)]
    return [(f.subject, *words[1:]) for f, words in zip(findings, brief(results), strict=True)]


@pytest.mark.parametrize(
    ("written", "rule", "relation", "expected"),
    [
        ("[[Norland]] (until 1699)", "parties", "allegiance", [("allegiance", "Norland", {"until": "1699"})]),
        ("Gen. Otto Rein", "people", "ledBy", [("ledBy", "Otto Rein", {"rank": "Gen."})]),
        ("[[Orvel]], Varn", "places", "basedIn", [("basedIn", "Orvel", {}), ("basedIn", "Varn", {})]),
        ("4 May 1698", "day", "activeFrom", [("activeFrom", "1698-05-04", {})]),
        ("c. 1660", "day", "birthDate", [("birthDate", "1660~", {"note": "approximate"})]),
        ("1698–1705", "periods", None, [
            ("activeFrom", "1698", {}), ("activeUntil", "1705", {}), ("activeDuring", "Period", {})]),
        ("Take the bridge\nHold it", "text", "objective", [("objective", "Take the bridge", {}), ("objective", "Hold it", {})]),
        ("Old Third", "names", "altLabel", [("altLabel", "Old Third", {})]),
        ("Siege of Krell", "conflicts", "participatedIn", [("participatedIn", "Siege of Krell", {})]),
        ("Third Rifles", "title", None, [("name", "Third Rifles", {})]),
        ("A note", "notes", None, []),
        ("A picture", "ignore", None, []),
    ],
)  # fmt: skip
def test_a_general_rule_reads_and_the_field_tells_the_relation(
    written: str, rule: str, relation: str | None, expected: list[tuple[str, str, dict[str, object]]]
) -> None:
    found = told(read(written, rule, relation=relation))
    assert [(name, "Period" if name == "activeDuring" else words, qualifiers) for _, name, words, qualifiers in found] == expected
    assert all(subject == GROUP for subject, *_ in found)


def test_a_field_may_be_told_the_other_way_round() -> None:
    found = read("[[3rd Rifles]] (1700)", "parties", PERSON, relation="ledBy", object="unit", inverse=True)
    assert [(f.subject, f.relation, f.object) for f in found if isinstance(f, Finding)] == [
        (Mention("3rd Rifles", "unit", Span(2, 12), "3rd Rifles"), "ledBy", PERSON)
    ]


def test_the_role_of_those_whom_a_field_names_is_kept_beside_the_other_qualifiers() -> None:
    (finding,) = (f for f in read("[[Army of Esk]] (1700)", "actors", CONFLICT, relation="participant", role="planner") if isinstance(f, Finding))
    assert [name for name, _ in finding.qualifiers] == ["asOf", "role"]
    assert finding.qualifiers[1] == ("role", Phrase("planner", "en"))
    assert (finding.subject, finding.relation) == (CONFLICT, "participant")


def test_a_role_that_the_row_tells_itself_stands() -> None:
    (finding,) = (f for f in read("Otto Rein (governor)", "people", CONFLICT, relation="participant", role="planner") if isinstance(f, Finding))
    assert finding.qualifiers == (("role", Phrase("governor")),)


@pytest.mark.parametrize(
    ("written", "expected"),
    [("12", [("killed", 12, 12)]), ("12 killed, 5 injured", [("killed", 12, 12), ("wounded", 5, 5)]), ("5+", [("killed", 5, None)])],
)
def test_figures_whose_words_name_no_loss_are_of_the_category_of_the_field(written: str, expected: list[tuple[str, int, int | None]]) -> None:
    found = [f.object for f in read(written, "casualties", CONFLICT, category="killed") if isinstance(f, Finding)]
    assert [(estimate.category, estimate.low, estimate.high) for estimate in found if isinstance(estimate, Estimate)] == expected


def test_words_that_say_the_label_again_are_left_out() -> None:
    article = article_of({"x.y": ["Part of the [[2nd Division]]\npart of Esk Army"]})
    field = Field("x.y", (), (), "parties", relation="memberOf", leading="Part of")
    row = with_column(article.boxes[0].rows[0], 0)
    found = [f for f in read_own(row, field, GROUP, context_of(article)) if isinstance(f, Finding)]
    assert [(f.object.name, quotes(article, f)) for f in found if isinstance(f.object, Mention)] == [
        ("2nd Division", ("[[2nd Division]]",)),
        ("Esk Army", ("Esk Army",)),
    ]


def test_what_is_not_known_is_an_issue_and_no_fact() -> None:
    assert read("Unknown", "parties", relation="opponent") == [Issue("stated-unknown", "x.y: the article says that it is not known", Span(0, 7))]


def test_a_rule_that_there_is_not_is_named() -> None:
    with pytest.raises(ValueError, match=r"fields: \[x.y\] there is no rule 'guess'; there are actors, casualties"):
        read("Esk", "guess")


def test_every_kind_of_infobox_asks_for_rules_that_there_are() -> None:
    check_rules()
    assert {"actors", "conflicts", "names", "periods"} <= READERS.keys()
