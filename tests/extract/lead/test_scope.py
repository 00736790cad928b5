"""What became of each sentence of the lead."""

from __future__ import annotations

from dataclasses import replace

from leads import STATED, article, context

from kg.extract.lead.article import read_lead
from kg.extract.lead.scope import classify_lead, report_unread
from kg.language.language import Language, english
from kg.model.finding import Finding, Mention, Side, Span
from kg.model.issue import Issue


def test_every_sentence_is_accounted_for() -> None:
    of = article(
        "The Battle of Esk was fought. Varn was part of Norland Army. Some men were led by fear. Most men were led by Ada Berg. Some left. It rained."
    )
    findings = [f for f in read_lead(of, context(of, "Varn"), STATED) if isinstance(f, Finding)]
    issue = Issue("partial-relation", "", Span(of.source.text.index("Some left"), of.source.text.index("Some left") + 4))
    uses = classify_lead(of, findings, (issue,), english())
    assert [(sentence.shown, use) for sentence, use in uses] == [
        ("The Battle of Esk was fought.", "ignored"),
        ("Varn was part of Norland Army.", "used"),
        ("Some men were led by fear.", "ignored"),
        ("Most men were led by Ada Berg.", "unread"),
        ("Some left.", "issue"),
        ("It rained.", "ignored"),
    ]
    assert [(i.code, of.source.text[slice(*i.span)]) for i in report_unread(uses) if i.span] == [("lead-unread", "Most men were led by Ada Berg.")]


def test_that_a_known_commander_commanded_is_no_news() -> None:
    of = article("The battle of Esk was the last fight commanded by Berg in Norland. It was led by Bor Lund. The Varn Front split into two.")
    berg = Finding(Side(1), "commander", Mention("Ada Berg", "person", Span(0, 3)), (Span(0, 3),), "commander")
    uses = classify_lead(of, (replace(berg, evidence=(Span(10_000, 10_003),)),), (), english())
    assert [use for _, use in uses] == ["ignored", "unread", "unread"]


def test_without_words_nothing_is_in_scope(empty_pack: Language) -> None:
    of = article("Some men were led by Ada Berg. Some left.")
    assert [use for _, use in classify_lead(of, (), (), empty_pack)] == ["ignored", "ignored"]
