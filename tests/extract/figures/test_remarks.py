"""What stands about the counts of a line: whose figures, of which day, in what case. All names are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from cells import article_of, context_of
from figure_cells import estimates, read
from small_pack import small_pack, speak

from kg.extract.figures.remarks import read_counts
from kg.model.finding import Date, Finding, Phrase
from kg.model.text import Text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Per Varn:\n20 killed\nPer the League:\n30 killed", ["Varn", "the League"]),
        ("400 killed (per VAA)", ["VAA"]),
        ("300 killed (Eskish claim)", ["Eskish"]),
        ("130 captured [Eskish claim]", ["Eskish"]),
        ("4 killed (according to the League)", ["the League"]),
        ("8 killed (acc. to Varn)", ["Varn"]),
        ("650 according to Varnish sources, 780 according to Eskish sources.", ["Varnish sources", "Eskish sources"]),
        ("80 killed (Varnish claim), 66 killed (various claims)", ["Varnish", None]),
        ("43 killed, 10 wounded (Varnish claim) 125 killed (Eskish claim)", ["Varnish", "Varnish", "Eskish"]),
        ("300 killed\n14 vehicles destroyed\n(Varnish claim)", ["Varnish", "Varnish"]),
        ("Per Varn: 12 killed Per Esk: 25 killed", ["Varn", "Esk"]),
        ("66,000 (Varnish claim: 19,000 in Esk)", [None, "Varnish"]),
        ("Varnish sources:\n20 killed\n----\n5 ships sunk", ["Varnish", None]),
    ],
)
def test_who_says_so(written: str, expected: list[str | None]) -> None:
    assert [e.according_to for e in estimates(written)] == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("82 killed (19–24 March)", (("from", Date(1943, 3, 19)), ("until", Date(1943, 3, 24)))),
        ("102,236 (May 20)", (("asOf", Date(1943, 5, 20)),)),
        ("1,900 (1942)", (("asOf", Date(1942)),)),
        ("June 1942:\n118,000 men", (("asOf", Date(1942, 6)),)),
        ("From 11 to 31 May 1943: 15,751 casualties", (("from", Date(1943, 5, 11)), ("until", Date(1943, 5, 31)))),
    ],
)
def test_dates_are_qualifiers_and_no_counts(written: str, expected: object) -> None:
    (found,) = [r for r in read(written)[1] if isinstance(r, Finding)]
    assert found.qualifiers == expected


@pytest.mark.parametrize(
    ("written", "note"),
    [
        ("1 (Wend; died on 19 May 1943 of a fever)", "Wend; died on 19 May 1943 of a fever"),
    ],
)
def test_the_day_of_a_death_is_no_day_of_the_figure(written: str, note: str) -> None:
    (found,) = [r for r in read(written)[1] if isinstance(r, Finding)]
    assert found.qualifiers == (("note", Phrase(note)),)


@pytest.mark.parametrize(
    ("written", "notes"),
    [
        ("First assault: 110 killed", [None]),
        ("38,000 men (initially)", ["initially"]),
        ("3,000 men in eight companies", [None, None]),
        ("3,000 men, for", [None]),
        ("14 ships sunk in harbour, 15 captured", ["in harbour", None]),
        ("2,438 killed (2,414 in Varn, 17 in Esk)", [None, "in Varn", "in Esk"]),
        ("177 aircraft in total", [None]),
        ("216 killed (Norland League)", [None]),
    ],
)
def test_remarks_are_kept_as_notes(written: str, notes: list[str | None]) -> None:
    found = [dict(r.qualifiers) for r in read(written)[1] if isinstance(r, Finding)]
    assert [getattr(qualifiers.get("note"), "text", None) for qualifiers in found] == notes


def test_an_estimate_in_brackets_is_approximate() -> None:
    assert [(e.low, e.high, e.approximate) for e in estimates("8,000 (est.)")] == [(8000, 8000, True)]


def counts(shown: str) -> list[tuple[int | None, str | None, str | None, str | None, bool]]:
    found = read_counts(Text.verbatim(shown, 0, len(shown)), context_of(article_of({}), year=1943))
    return [(c.amount.low, c.claim, c.dates.as_of.edtf if c.dates.as_of else None, c.note, c.amount.approximate) for c in found]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("40 killed in Esk and 20 in Varn", [(40, None, None, "in Esk", False), (20, None, None, "in Varn", False)]),
        ("40 killed (4 May; Varn claim)", [(40, "Varn", "1943-05-04", None, False)]),
        ("40 killed (approx.)", [(40, None, None, None, True)]),
        ("40 killed (total)", [(40, None, None, None, False)]),
        ("40 according to Varn; 50 men per Esk", [(40, "Varn", None, None, False), (50, "Esk", None, None, False)]),
        ("no count", []),
    ],
)
def test_read_counts(shown: str, expected: list[tuple[object, ...]]) -> None:
    assert counts(shown) == expected


def test_claims_and_circumstances_are_words_of_the_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    speak(small_pack(tmp_path), monkeypatch)
    assert counts("40 mortos in Esk, 20 laut Varn") == [(40, None, None, "in Esk", False), (20, "Varn", None, None, False)]
    assert counts("40 killed during May, 20 per Varn") == [(40, None, None, None, False), (20, None, None, None, False)]
