"""Footnotes of the body are those of losses and parties that the infobox states without one, where the words are the same."""

from __future__ import annotations

import pytest
from wiki_pages import read

from kg.extract.article import extract
from kg.extract.body.cited import cite_body
from kg.extract.context import Context
from kg.model.finding import Estimate, Finding, Mention, Side

PAGE = """{{Infobox military conflict
| conflict = Battle of Esk
| date = 4 May 1701
| combatant1 = [[Varn]]
| combatant2 = [[Umbria]]<br>[[Norland]]
| casualties1 = 45 killed<br>90 wounded<br>3 missing
| casualties2 = 45 killed<br>c. 300 wounded<br>20 guns captured<br>{{flag|Norland}}: 61 killed
}}
The '''Battle of Esk''' was a battle.

== Aftermath ==
%s
"""
LUND = "<ref>{{cite book|last=Lund|title=Fens|year=1950}}</ref>"


def cited(body: str) -> set[tuple[int, str]]:
    """The losses and parties that have a footnote, each with its side."""
    return {
        (finding.subject.number, name(finding))  # type: ignore[union-attr]
        for finding in extract(read(PAGE % body)).findings
        if finding.notes
    }


def name(finding: Finding) -> str:
    value = finding.object
    if isinstance(value, Mention):
        return value.name
    assert isinstance(value, Estimate)
    return f"{value.low} {value.category}"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"The Varnish lost 45 killed and 90 wounded.{LUND}", {(1, "Varn"), (1, "45 killed"), (1, "90 wounded")}),
        (f"Varnish losses were 45 dead, 90 wounded and three missing.{LUND}", {(1, "Varn"), (1, "45 killed"), (1, "90 wounded"), (1, "3 missing")}),
        (f"Forty-five Varnish soldiers were killed and 90 wounded.{LUND}", {(1, "Varn"), (1, "45 killed"), (1, "90 wounded")}),
        # A small number alone may be the same by chance.
        (f"Three Varnish soldiers were missing.{LUND}", set()),
        # Other bounds, another kind of loss: the party took part, its figure is not told.
        (f"Around 45 Varnish soldiers were killed.{LUND}", {(1, "Varn")}),
        (f"Varn lost 45 men.{LUND}", {(1, "Varn")}),
        (f"Over 45 Varnish soldiers were killed.{LUND}", set()),
        # Other numbers say nothing of this battle.
        (f"The Varnish lost 46 killed.{LUND}", set()),
        # Somebody's account is no fact; who took part in it is one.
        (f"The Varnish reported 45 killed and 90 wounded.{LUND}", {(1, "Varn")}),
        (f"The Varnish allegedly lost 45 killed.{LUND}", set()),
        # One party of several is not the side.
        (f"The Umbrians lost 45 killed.{LUND}", {(2, "Umbria")}),
        (f"Norland lost 61 killed.{LUND}", {(2, "Norland"), (2, "61 killed")}),
        # Two sides, a formation, nobody.
        (f"The Varnish killed 45 Umbrians.{LUND}", set()),
        (f"The Varnish killed 45 and wounded 90.{LUND}", set()),
        (f"The 4th Varnish Regiment lost 45 killed.{LUND}", set()),
        (f"There were 45 killed and 90 wounded.{LUND}", set()),
        # The name behind the figure may be of something else.
        (f"There were 45 killed and 90 wounded during the Varnish offensive.{LUND}", set()),
        # Footnotes elsewhere, and such as cite nothing.
        ("The Varnish lost 45 killed and 90 wounded.", set()),
        (f"The Varnish lost 45 killed and 90 wounded. It rained.{LUND}", set()),
        (f"After the rain{LUND} the Varnish had lost 45 killed and 90 wounded.", set()),
        ("The Varnish lost 45 killed and 90 wounded.{{efn|Much.}}", set()),
        (f"The Varnish lost 45 killed,{LUND} and the rest fled.<ref>{{{{cite book|title=Other|last=Oe}}}}</ref>", {(1, "Varn"), (1, "45 killed")}),
        # No prose.
        (f"* The Varnish lost 45 killed and 90 wounded.{LUND}", set()),
    ],
)  # fmt: skip
def test_what_the_body_cites(body: str, expected: set[tuple[int, str]]) -> None:
    assert cited(body) == expected


def test_the_words_and_the_footnote_of_the_body_are_added() -> None:
    body = f"The Varnish lost 45 killed,{LUND} and went home.<ref>{{{{cite book|title=Other|last=Oe}}}}</ref>"
    article = read(PAGE % body)
    killed = next(finding for finding in extract(article).findings if name_of_killed(finding))
    assert [article.source.text[span.start : span.end] for span in killed.evidence] == ["45 killed", "The Varnish lost 45 killed"]
    assert [note.reference.title for note in article.notes if note.reference and note.key in killed.notes] == ["Fens"]


def name_of_killed(finding: Finding) -> bool:
    return isinstance(finding.object, Estimate) and (finding.subject, name(finding)) == (Side(1), "45 killed")


def test_an_article_without_such_prose_stays_as_it_is() -> None:
    article = read(PAGE % "It rained.")
    findings = extract(article).findings
    assert cite_body(findings, article, Context(article)) is findings
