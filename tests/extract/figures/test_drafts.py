"""Estimates made of the counts of a line: parts and wholes, of whom, and whose figure. All names are invented."""

from __future__ import annotations

import pytest
from cells import article_of, context_of, read_cell
from figure_cells import PARTIES, estimates

from kg.extract.figures.drafts import Draft, Reader, Setting, claim_draft, draft_line
from kg.extract.figures.headings import Caption
from kg.extract.figures.remarks import read_counts
from kg.extract.figures.words import CategoryWord
from kg.model.finding import Phrase
from kg.model.text import Span


def draft(written: str, scope: Caption | None = None, losses: bool = True) -> list[Draft]:
    """The drafts of a cell of one line under one heading."""
    context = context_of(article_of({"casualties": [written]}), PARTIES)
    line = read_cell(written, 0, len(written)).lines[0]
    headings = (scope,) if scope else ()
    return draft_line(Setting(line, 0, 0, headings), read_counts(line.text, context), (), Reader(context, context.groups, losses, False))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("250 captured (160–197 executed)", [None, 250]),
        ("90,000 (17,000 in Esk", [None, 90000]),
        ("15,751 casualties (3,700 killed, 10,874 wounded)", [None, 15751, 15751]),
        ("2,000 casualties,\n(including 169 killed,\n752 missing)", [None, 2000, 2000]),
        ("9,128 captured\nincl. 1,600 from Esk", [None, 9128]),
        ("200 killed or captured including:\n44 killed\n45 missing", [None, 200, 200]),
        ("237 ships including eight destroyers", [None, 237]),
        ("200 men\n* 150 killed\n* 50 wounded", [None, 200, 200]),
        ("70 tanks (585 tanks later)", [None, None]),
        ("6 destroyers\n* 300 killed", [None, None]),
        ("825 killed\n1,067 captured\n(24 killed, 534 captured at Esk)", [None, None, 825, 1067]),
        ("Varn:\n300 killed\nNorland League:\n* 20 wounded", [None, None]),
    ],
)
def test_parts_lie_within_their_whole(written: str, expected: list[int | None]) -> None:
    found = estimates(written)
    assert [e.within.low if e.within else None for e in found] == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Varn:\n36 killed\nNorland League:\n825 killed", ["Varn", "Norland League"]),
        ("Varn: 36 killed", ["Varn"]),
        ("216 killed (Norland League)", ["Norland League"]),
        ("{flag:Varn}25,000\n{flag:Duchy of Esk}5,500\nTotal:\n30,500", ["Varn", "Duchy of Esk", None]),
        ("[[2nd Hussar Division (Varn)|2nd Hussar Division]]: 20,000 men", ["2nd Hussar Division"]),
        ("[[2nd Hussar Division (Varn)|2nd Hussar Division]] (500 men)", ["2nd Hussar Division"]),
        ("Encircled forces:\n1,200", [None]),
    ],
)
def test_of_whom(written: str, expected: list[str | None]) -> None:
    assert [e.of.name if e.of else None for e in estimates(written, "strength")] == expected


KILLED = Caption(categories=(CategoryWord("killed", 0, 6),), claim="Varn", note="first assault", span=Span(90, 96))


@pytest.mark.parametrize(
    ("written", "scope", "expected"),
    [
        ("40 men", None, [("casualties", "men", None, ())]),
        ("40 men", KILLED, [("killed", "men", "Varn", (("note", Phrase("first assault")),))]),
        ("40 wounded (Eskish claim)", KILLED, [("wounded", "wounded", "Eskish", (("note", Phrase("first assault")),))]),
        ("3 tanks", KILLED, [("destroyed", "tanks", "Varn", (("note", Phrase("first assault")),))]),
        ("40 escaped", None, []),
    ],
)
def test_a_line_under_a_heading(written: str, scope: Caption | None, expected: list[tuple[object, ...]]) -> None:
    found = [(d.estimate.category, d.estimate.counts, d.estimate.according_to, d.qualifiers) for d in draft(written, scope)]
    assert found == expected


def test_strength_has_no_kind_of_loss() -> None:
    assert [(d.estimate.category, d.estimate.counts) for d in draft("40 escaped", losses=False)] == [(None, None)]


def test_a_claim_is_added_only_where_there_is_none() -> None:
    (bare,), (claimed,) = draft("40 killed"), draft("40 killed (Varn claim)")
    added = claim_draft(bare, "Esk", Span(50, 53))
    assert (added.estimate.according_to, added.spans) == ("Esk", (*bare.spans, Span(50, 53)))
    assert claim_draft(claimed, "Esk", Span(50, 53)) == claimed
