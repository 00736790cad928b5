"""Strength and losses: bounds, kinds, what is counted, parts, parties, sources and dates. All names are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cells import article_of, context_of, quotes
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.figures.counts import read_casualties, read_strength
from kg.extract.figures.words import CATEGORIES, find_categories, load_count_words, read_claim
from kg.model.article import Article, Cell, Row
from kg.model.finding import CONFLICT, Date, Estimate, Finding, Side, Term
from kg.model.issue import Issue

PARTIES = (("Varn", None, 1), ("Duchy of Esk", "Duchy of Esk", 1), ("Norland League", None, 2))


def read(written: str, field: str = "casualties", year: int = 1943) -> tuple[Article, list[Finding | Issue]]:
    article = article_of({field: [written]})
    rule = read_casualties if field == "casualties" else read_strength
    return article, list(rule(article.boxes[0].rows[0], context_of(article, PARTIES, year)))


def estimates(written: str, field: str = "casualties", year: int = 1943) -> list[Estimate]:
    return [r.object for r in read(written, field, year)[1] if isinstance(r, Finding) and isinstance(r.object, Estimate)]


def losses(written: str) -> list[tuple[object, ...]]:
    return [(e.category, e.low, e.high, e.counts) for e in estimates(written)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("537 killed, 1,200 wounded", [("killed", 537, 537, "killed"), ("wounded", 1200, 1200, "wounded")]),
        ("300 killed or missing", [("casualties", 300, 300, "killed or missing")]),
        ("180 killed/missing in action", [("casualties", 180, 180, "killed/missing in action")]),
        ("280 sick or wounded", [("casualties", 280, 280, "sick or wounded")]),
        ("2,400 killed, wounded, captured", [("casualties", 2400, 2400, "killed, wounded, captured")]),
        ("266 prisoners dead", [("killed", 266, 266, "prisoners")]),
        ("7 missing, presumed dead", [("missing", 7, 7, "missing")]),
        ("7,000 killed, wounded unknown", [("killed", 7000, 7000, "killed")]),
        ("130", [("casualties", 130, 130, None)]),
        ("1,500 soldiers", [("casualties", 1500, 1500, "soldiers")]),
        ("10 tanks", [("destroyed", 10, 10, "tanks")]),
        ("34 Su-25s", [("destroyed", 34, 34, "su-25s")]),
        ("23 Fw 190", [("destroyed", 23, 23, "fw 190")]),
        ("1 Bv 202 destroyed", [("destroyed", 1, 1, "bv 202")]),
        ("32 guns and anti-tank guns", [("destroyed", 32, 32, "guns and anti-tank guns")]),
        ("22 tanks lost", [("destroyed", 22, 22, "tanks")]),
        ("3,000 lost", [("casualties", 3000, 3000, "lost")]),
        ("12 ships sunk, 4 damaged", [("destroyed", 12, 12, "ships"), ("damaged", 4, 4, "damaged")]),
        ("1 heavy cruiser slightly damaged", [("damaged", 1, 1, "heavy cruiser")]),
        ("3 tanks and 1 armoured car destroyed", [("destroyed", 3, 3, "tanks"), ("destroyed", 1, 1, "armoured car")]),
        ("1 destroyer, 300 killed", [("destroyed", 1, 1, "destroyer"), ("killed", 300, 300, "killed")]),
        ("8 guns captured", [("materielCaptured", 8, 8, "guns")]),
        ("2 captured tanks", [("materielCaptured", 2, 2, "tanks")]),
        ("40 of 60 tanks lost", [("destroyed", 40, 40, "tanks")]),
        ("100+ surrendered", [("captured", 100, None, "surrendered")]),
        ("50 interned", [("captured", 50, 50, "interned")]),
        ("40 WIA", [("wounded", 40, 40, "wia")]),
        ("8,000 deserters", [("defected", 8000, 8000, "deserters")]),
        ("1.2 million displaced", [("displaced", 1200000, 1200000, "displaced")]),
        ("4,000 evacuated", [("displaced", 4000, 4000, "evacuated")]),
        ("188 invalid", [("sick", 188, 188, "invalid")]),
        ("215 executed", [("executed", 215, 215, "executed")]),
        ("108 died from disease", [("killed", 108, 108, "died")]),
        ("2,000 civilian deaths", [("killed", 2000, 2000, "civilian")]),
        ("47 civilians killed and 500 wounded", [("killed", 47, 47, "civilians"), ("wounded", 500, 500, "civilians")]),
        ("10 Varnish and 8 Eskish civilians killed", [("killed", 10, 10, "varnish"), ("killed", 8, 8, "eskish civilians")]),
        ("1 officer and 12 men killed", [("killed", 1, 1, "officer"), ("killed", 12, 12, "men")]),
        ("KIA 400", [("killed", 400, 400, "kia")]),
        ("Killed: 4,610\nCaptured or missing: 785", [("killed", 4610, 4610, "killed"), ("casualties", 785, 785, "captured or missing")]),
        ("Captured: 5 tanks", [("materielCaptured", 5, 5, "tanks")]),
        ("Killed:\n300\n20 tanks", [("killed", 300, 300, None), ("destroyed", 20, 20, "tanks")]),
        ("Civilian casualties:\n2 killed, 10 wounded", [("killed", 2, 2, "civilian"), ("wounded", 10, 10, "civilian")]),
        ("500 killed\n500 escaped to the hills", [("killed", 500, 500, "killed")]),
        ("13 fighters\n11 bombers", [("destroyed", 13, 13, "fighters"), ("destroyed", 11, 11, "bombers")]),
        ("13 fighters", [("casualties", 13, 13, "fighters")]),
        ("Total: 5,600 men", [("casualties", 5600, 5600, "men")]),
        ("<40", [("casualties", None, 40, None)]),
        ("2,546 missing[1]\n(2,000 of them at Esk)", [("missing", 2546, 2546, "missing"), ("missing", 2000, 2000, None)]),
        ("17 killed13 wounded", [("killed", 17, 17, "killed"), ("wounded", 13, 13, "wounded")]),
        ("Heavy", []),
        ("None", []),
        ("hundreds captured", []),
        ("7th Hussars, U-123, 37 mm guns", []),
    ],
)
def test_losses(written: str, expected: list[tuple[object, ...]]) -> None:
    assert losses(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("96,000 troops (70,000 Varnish, 26,000 Eskish)", [(96000, 96000, "troops"), (70000, 70000, "varnish"), (26000, 26000, "eskish")]),
        ("70 tanks initially (585 tanks later)", [(70, 70, "tanks"), (585, 585, "tanks")]),
        ("Garrison of 2,000 to 5,000 infantry and 500 civilians", [(2000, 5000, "infantry"), (500, 500, "civilians")]),
        ("1,000–1,800 troops 4 tanks 2 Mil Mi-24 helicopters", [(1000, 1800, "troops"), (4, 4, "tanks"), (2, 2, "mil mi-24 helicopters")]),
        ("1 Grenadier Division\n2 Hussar Divisions", [(1, 1, "grenadier division"), (2, 2, "hussar divisions")]),
        ("107 B-17s, P-51 Mustangs", [(107, 107, "b-17s")]),
        ("32,718 guns, rocket launchers and mortars", [(32718, 32718, "guns, rocket launchers and mortars")]),
        ("Up to 2,100 militants", [(None, 2100, "militants")]),
        ("50 U.V. Army scouts", [(50, 50, "u.v. army scouts")]),
        ("8,000 infantry1,200 cavalry", [(8000, 8000, "infantry"), (1200, 1200, "cavalry")]),
        ("3 Commando Brigade", []),
        ("[[3 Commando Brigade (Varn)|3 Commando]]", []),
        ("Several thousand fighters", []),
        ("II Corps\n7th Hussars", []),
        ("1795: 68,000 men\n1799: 45,000 men", [(68000, 68000, "men"), (45000, 45000, "men")]),
    ],
)
def test_strength(written: str, expected: list[tuple[object, ...]]) -> None:
    assert [(e.low, e.high, e.counts) for e in estimates(written, "strength", 1795 if "1795" in written else 1943)] == expected


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
    ("written", "notes"),
    [
        ("First assault: 110 killed", ["First assault"]),
        ("38,000 men (initially)", ["initially"]),
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


@pytest.mark.parametrize("written", ["Unknown", "unknown", "?", "Casualties unknown", "Unknown total casualties", "Not known"])
def test_an_explicit_unknown_is_stated(written: str) -> None:
    article, found = read(written)
    assert [(r.subject, r.relation, r.object, quotes(article, r)) for r in found if isinstance(r, Finding)] == [
        (Side(1), "statedUnknown", Term("losses"), (written,))
    ]


@pytest.mark.parametrize("written", ["Unknown number of aircraft", "None", "Heavy", "Unknown, but high losses", "Unknown\n5,000 men"])
def test_other_words_are_no_explicit_unknown(written: str) -> None:
    assert not [r for r in read(written)[1] if isinstance(r, Finding) and r.relation == "statedUnknown"]


@pytest.mark.parametrize(
    ("written", "column", "subject"),
    [("300 killed", 0, CONFLICT), ("300 killed", 2, Side(2)), ("300 civilians killed", None, CONFLICT), ("300 killed on both sides", None, CONFLICT)],
)
def test_joint_rows_belong_to_the_conflict(written: str, column: int | None, subject: Side) -> None:
    article = article_of({"casualties": [written]})
    row = article.boxes[0].rows[0]
    row = replace(row, cells=(replace(row.cells[0], column=column),))
    assert [r.subject for r in read_casualties(row, context_of(article)) if isinstance(r, Finding)] == [subject]


def test_counts_without_a_side_are_an_issue() -> None:
    article = article_of({"casualties": ["300 killed"]})
    row = article.boxes[0].rows[0]
    row = Row(row.field, row.label, (Cell(row.cells[0].lines, None),), row.span)
    assert [r.code for r in read_casualties(row, context_of(article)) if isinstance(r, Issue)] == ["side-unknown"]


@pytest.mark.parametrize("written", ["1,5000 killed", "10^30 men"])
def test_a_malformed_number_is_an_issue(written: str) -> None:
    _, found = read(written)
    assert [r.code if isinstance(r, Issue) else r.relation for r in found] == ["number-malformed"]


def test_evidence_and_notes_are_those_of_the_count() -> None:
    article, found = read("Varn:\n~1,200 killed{note:a}\n20 wounded{note:b}")
    assert [(quotes(article, r), r.notes) for r in found if isinstance(r, Finding)] == [
        (("Varn", "~1,200 killed"), ("a",)),
        (("Varn", "20 wounded"), ("b",)),
    ]


@pytest.mark.parametrize(
    ("shown", "expected"), [("VAA claim", "VAA"), ("per gov.", "gov"), ("other estimates", None), ("during the siege", None), ("by 5 May", None)]
)
def test_read_claim(shown: str, expected: str | None) -> None:
    assert read_claim(shown) == expected


def test_the_vocabulary_fits_the_ontology() -> None:
    words = load_count_words()
    assert set(words.category_of.values()) <= {*CATEGORIES, "lost"}
    assert [word.category for word in find_categories("killed, wounded and missing")] == ["killed", "wounded", "missing"]


WORDS = st.sampled_from(
    [
        "1,200",
        "~40",
        "5–6",
        "killed",
        "wounded",
        "tanks",
        "men",
        "and",
        ",",
        ";",
        ":",
        "(",
        ")",
        "Per Varn:",
        "Unknown",
        "incl.",
        "1943",
        "4 May",
        "\n",
        "* ",
        "lost",
        "+",
    ]
)


@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_no_cell_breaks_the_reader(written: str) -> None:
    for field in ("casualties", "strength"):
        article, found = read(written, field)
        for one in found:
            if isinstance(one, Finding):
                assert all(0 <= span.start < span.end <= len(article.source.text) for span in one.evidence)
                if isinstance(one.object, Estimate):
                    assert one.object.low is not None or one.object.high is not None
                    assert (one.object.category in CATEGORIES) == (field == "casualties")
                    within = one.object.within
                    assert within is None or within.high is None or (one.object.low or 0) <= within.high
