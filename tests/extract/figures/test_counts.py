"""Strength and losses of whole cells: bounds, kinds, what is counted, sides, issues. All names are invented."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from cells import article_of, context_of, quotes
from figure_cells import estimates, read
from hypothesis import given
from hypothesis import strategies as st
from small_pack import small_pack, speak

from kg.extract.figures.counts import load_inline_pattern, read_casualties, subject_of
from kg.extract.figures.vocabulary import CATEGORIES
from kg.language.language import english
from kg.model.article import Cell, Row
from kg.model.finding import CONFLICT, Date, Estimate, Finding, Side, Term
from kg.model.issue import Issue


def losses(written: str) -> list[tuple[object, ...]]:
    return [(e.category, e.low, e.high, e.counts) for e in estimates(written)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("'''1701'''\n1,000+ casualties\n'''1701–1702:'''\n500 killed", [(1000, [("asOf", "1701")]), (500, [("from", "1701"), ("until", "1702")])]),
        ("'''mid-May''':\n230 killed", [(230, [("asOf", "1701-05")])]),
        ("'''1701'''", [(1701, [])]),
        ("1701\n500 killed", [(1701, []), (500, [])]),
        ("'''1942'''\n500 killed", [(1942, []), (500, [])]),
    ],
)
def test_headings_of_time_count_nothing(written: str, expected: list[tuple[int, list[tuple[str, str]]]]) -> None:
    found = [r for r in read(written, year=1701)[1] if isinstance(r, Finding) and isinstance(r.object, Estimate)]
    told = [(r.object.low, [(n, v.edtf) for n, v in r.qualifiers if isinstance(v, Date)]) for r in found if isinstance(r.object, Estimate)]
    assert told == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("537 killed, 1,200 wounded", [("killed", 537, 537, None), ("wounded", 1200, 1200, None)]),
        ("300 killed or missing", [("casualties", 300, 300, "killed or missing")]),
        ("180 killed/missing in action", [("casualties", 180, 180, "killed/missing in action")]),
        ("280 sick or wounded", [("casualties", 280, 280, "sick or wounded")]),
        ("2,400 killed, wounded, captured", [("casualties", 2400, 2400, "killed, wounded, captured")]),
        ("266 prisoners dead", [("killed", 266, 266, "prisoners")]),
        ("7 missing, presumed dead", [("missing", 7, 7, None)]),
        ("7,000 killed, wounded unknown", [("killed", 7000, 7000, None)]),
        ("130", [("casualties", 130, 130, None)]),
        ("1,500 soldiers", [("casualties", 1500, 1500, "soldiers")]),
        ("10 tanks", [("destroyed", 10, 10, "tanks")]),
        ("34 Su-25s", [("destroyed", 34, 34, "Su-25s")]),
        ("23 Fw 190", [("destroyed", 23, 23, "Fw 190")]),
        ("1 Bv 202 destroyed", [("destroyed", 1, 1, "Bv 202")]),
        ("32 guns and anti-tank guns", [("destroyed", 32, 32, "guns and anti-tank guns")]),
        ("22 tanks lost", [("destroyed", 22, 22, "tanks")]),
        ("1,000 fell in the battle", [("killed", 1000, 1000, "fell in the battle")]),
        ("1,000 fell back", []),
        ("c. 100 sepoys and an unknown number of riders", [("casualties", 100, 100, "sepoys")]),
        ("3,000 lost", [("casualties", 3000, 3000, "lost")]),
        ("12 ships sunk, 4 damaged", [("destroyed", 12, 12, "ships"), ("damaged", 4, 4, None)]),
        ("5 ships sunk, 3 captured, 400 killed", [("destroyed", 5, 5, "ships"), ("materielCaptured", 3, 3, None), ("killed", 400, 400, None)]),
        ("14 ships sunk,\n15 captured", [("destroyed", 14, 14, "ships"), ("materielCaptured", 15, 15, None)]),
        ("14 ships sunk\n15 captured", [("destroyed", 14, 14, "ships"), ("captured", 15, 15, None)]),
        ("1 destroyer sunk, 300 captured", [("destroyed", 1, 1, "destroyer"), ("captured", 300, 300, None)]),
        ("3 tanks destroyed, 15 captured", [("destroyed", 3, 3, "tanks"), ("captured", 15, 15, None)]),
        ("1 heavy cruiser slightly damaged", [("damaged", 1, 1, "heavy cruiser")]),
        ("3 tanks and 1 armoured car destroyed", [("destroyed", 3, 3, "tanks"), ("destroyed", 1, 1, "armoured car")]),
        ("1 destroyer, 300 killed", [("destroyed", 1, 1, "destroyer"), ("killed", 300, 300, None)]),
        ("8 guns captured", [("materielCaptured", 8, 8, "guns")]),
        ("2 captured tanks", [("materielCaptured", 2, 2, "tanks")]),
        ("40 of 60 tanks lost", [("destroyed", 40, 40, "tanks")]),
        ("100+ surrendered", [("captured", 100, None, "surrendered")]),
        ("50 interned", [("captured", 50, 50, "interned")]),
        ("40 WIA", [("wounded", 40, 40, None)]),
        ("8,000 deserters", [("defected", 8000, 8000, "deserters")]),
        ("1.2 million displaced", [("displaced", 1200000, 1200000, None)]),
        ("4,000 evacuated", [("displaced", 4000, 4000, "evacuated")]),
        ("188 invalid", [("sick", 188, 188, "invalid")]),
        ("215 executed", [("executed", 215, 215, None)]),
        ("108 died from disease", [("killed", 108, 108, "died")]),
        ("2,000 civilian deaths", [("killed", 2000, 2000, "civilian")]),
        ("47 civilians killed and 500 wounded", [("killed", 47, 47, "civilians"), ("wounded", 500, 500, "civilians")]),
        ("10 Varnish and 8 Eskish civilians killed", [("killed", 10, 10, "Varnish"), ("killed", 8, 8, "Eskish civilians")]),
        ("1 officer and 12 men killed", [("killed", 1, 1, "officer"), ("killed", 12, 12, "men")]),
        ("KIA 400", [("killed", 400, 400, None)]),
        ("Killed: 4,610\nCaptured or missing: 785", [("killed", 4610, 4610, None), ("casualties", 785, 785, "Captured or missing")]),
        ("Captured: 5 tanks", [("materielCaptured", 5, 5, "tanks")]),
        ("Killed:\n300\n20 tanks", [("killed", 300, 300, None), ("destroyed", 20, 20, "tanks")]),
        ("Civilian casualties:\n2 killed, 10 wounded", [("killed", 2, 2, "civilian"), ("wounded", 10, 10, "civilian")]),
        ("500 killed\n500 escaped to the hills", [("killed", 500, 500, None)]),
        ("13 fighters\n11 bombers", [("destroyed", 13, 13, "fighters"), ("destroyed", 11, 11, "bombers")]),
        ("13 fighters", [("destroyed", 13, 13, "fighters")]),
        ("13 fighters killed", [("killed", 13, 13, "fighters")]),
        ("13 Varnish fighters", [("casualties", 13, 13, "Varnish fighters")]),
        ("5 [[Junkers Ju 52]]s", [("destroyed", 5, 5, "Junkers Ju 52s")]),
        ("1 [[Supermarine Spitfire|Mark Nine]]", [("destroyed", 1, 1, "Mark Nine")]),
        ("17 Panzers", [("destroyed", 17, 17, "Panzers")]),
        ("2 Panzer divisions", [("destroyed", 2, 2, "Panzer divisions")]),
        ("20 Panzer crewmen", [("casualties", 20, 20, "Panzer crewmen")]),
        ("71 field-guns captured", [("materielCaptured", 71, 71, "field-guns")]),
        ("3,100 killed (including 145 prisoners of war)", [("killed", 3100, 3100, None), ("killed", 145, 145, "prisoners of war")]),
        ("3,100 casualties (including 145 prisoners of war)", [("casualties", 3100, 3100, None), ("captured", 145, 145, None)]),
        ("250 captured (including 20 executed)", [("captured", 250, 250, None), ("executed", 20, 20, None)]),
        ("22,000 (POW)", [("captured", 22000, 22000, None)]),
        ("22,000 (killed and wounded)", [("casualties", 22000, 22000, "killed and wounded")]),
        ("300 (mostly captured)", [("casualties", 300, 300, None)]),
        ("300 captives", [("captured", 300, 300, None)]),
        ("300 suicides", [("killed", 300, 300, "suicides")]),
        ("11 killed or fatally wounded", [("killed", 11, 11, "killed or fatally wounded")]),
        ("11 killed or wounded", [("casualties", 11, 11, "killed or wounded")]),
        ("7 put to death", [("executed", 7, 7, "put to death")]),
        ("40 evacuees", [("displaced", 40, 40, "evacuees")]),
        ("150 wounded, rest taken prisoner", [("wounded", 150, 150, None)]),
        ("150 wounded and the rest captured", [("wounded", 150, 150, None)]),
        ("All 73 crew killed", [("killed", 73, 73, "crew")]),
        ("{fate:killed}†120", [("casualties", 120, 120, None)]),
        ("1 destroyer possibly damaged", []),
        ("177 aircraft lost\n127 belonged to Fighter Command", [("destroyed", 177, 177, "aircraft")]),
        ("20 killed\n30 were from the 2nd Division\n12 served in the navy", [("killed", 20, 20, None)]),
        ("20 killed\n* ~127 belonging to Esk", [("killed", 20, 20, None)]),
        ("20 killed (12 of them came from Esk)", [("killed", 20, 20, None), ("killed", 12, 12, None)]),
        ("30 were killed", [("killed", 30, 30, None)]),
        ("20 killed, 5 possibly wounded", [("killed", 20, 20, None)]),
        ("3 tanks (probable)", []),
        ("possibly 20 killed", [("killed", 20, 20, None)]),
        ("500 killed (possibly only 20 survivors)", [("killed", 500, 500, None)]),
        ("Aircraft: 12\nShips: 3", [("destroyed", 12, 12, "Aircraft"), ("destroyed", 3, 3, "Ships")]),
        ("Aircraft lost: 12", [("destroyed", 12, 12, "Aircraft")]),
        ("Tanks 12, guns 30", [("destroyed", 12, 12, "Tanks"), ("destroyed", 30, 30, "guns")]),
        ("Tanks:\n12 destroyed\n3 damaged", [("destroyed", 12, 12, "Tanks"), ("damaged", 3, 3, "Tanks")]),
        ("Personnel:\n12 killed\n3", [("killed", 12, 12, None), ("casualties", 3, 3, "Personnel")]),
        (
            "Varnish loss, 100 killed, 250 wounded. Total, 350.",
            [("killed", 100, 100, None), ("wounded", 250, 250, None), ("casualties", 350, 350, None)],
        ),
        (
            "Losses: killed 100, wounded 250, total 350",
            [("killed", 100, 100, None), ("wounded", 250, 250, None), ("casualties", 350, 350, None)],
        ),
        ("killed 100, wounded 250", [("killed", 100, 100, None), ("wounded", 250, 250, None)]),
        ("40 men and 200 horses killed", [("killed", 40, 40, "men"), ("destroyed", 200, 200, "horses")]),
        ("12 tanks killed", [("destroyed", 12, 12, "tanks")]),
        ("12 killed (3 of them civilians)", [("killed", 12, 12, None), ("killed", 3, 3, "civilians")]),
        ("300 killed, including: 20 officers", [("killed", 300, 300, None), ("killed", 20, 20, "officers")]),
        ("3 divisions annihilated", [("destroyed", 3, 3, "divisions")]),
        ("3 ships of the line captured", [("materielCaptured", 3, 3, "ships of the line")]),
        ("1 machine gun battalion", [("destroyed", 1, 1, "machine gun battalion")]),
        ("Civilians 300 killed", [("killed", 300, 300, "civilians")]),
        ("100–400+ dead", [("killed", 100, 400, None)]),
        ("2,300 dead, wounded,\nmissing and captured", [("casualties", 2300, 2300, "dead, wounded, missing and captured")]),
        ("2,300 dead,\n20 guns", [("killed", 2300, 2300, None), ("destroyed", 20, 20, "guns")]),
        ("Total: 5,600 men", [("casualties", 5600, 5600, "men")]),
        ("<40", [("casualties", None, 40, None)]),
        ("2,546 missing[1]\n(2,000 of them at Esk)", [("missing", 2546, 2546, None), ("missing", 2000, 2000, None)]),
        ("17 killed13 wounded", [("killed", 17, 17, None), ("wounded", 13, 13, None)]),
        ("Heavy", []),
        ("None", [("casualties", 0, 0, None)]),
        ("nil.", [("casualties", 0, 0, None)]),
        ("None of 30 tanks", []),
        ("10 tanks destroyed or damaged", [("damaged", 10, 10, "tanks")]),
        ("10 tanks captured or destroyed", [("destroyed", 10, 10, "tanks")]),
        ("10 U-boats", [("destroyed", 10, 10, "U-boats")]),
        ("hundreds captured", []),
        ("7th Hussars, U-123, 37 mm guns", []),
    ],
)
def test_losses(written: str, expected: list[tuple[object, ...]]) -> None:
    assert losses(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("96,000 troops (70,000 Varnish, 26,000 Eskish)", [(96000, 96000, "troops"), (70000, 70000, "Varnish"), (26000, 26000, "Eskish")]),
        ("70 tanks initially (585 tanks later)", [(70, 70, "tanks"), (585, 585, "tanks")]),
        ("Garrison of 2,000 to 5,000 infantry and 500 civilians", [(2000, 5000, "infantry"), (500, 500, "civilians")]),
        ("1,000–1,800 troops 4 tanks 2 Mil Mi-24 helicopters", [(1000, 1800, "troops"), (4, 4, "tanks"), (2, 2, "Mil Mi-24 helicopters")]),
        ("1 Grenadier Division\n2 Hussar Divisions", [(1, 1, "Grenadier Division"), (2, 2, "Hussar Divisions")]),
        ("107 B-17s, P-51 Mustangs", [(107, 107, "B-17s")]),
        ("32,718 guns, rocket launchers and mortars", [(32718, 32718, "guns, rocket launchers and mortars")]),
        ("Up to 2,100 militants", [(None, 2100, "militants")]),
        ("50 U.V. Army scouts", [(50, 50, "U.V. Army scouts")]),
        ("8,000 infantry1,200 cavalry", [(8000, 8000, "infantry"), (1200, 1200, "cavalry")]),
        ("Infantry: 10,000\nCavalry: 2,000", [(10000, 10000, "Infantry"), (2000, 2000, "Cavalry")]),
        ("infantry 10,000, cavalry 2,000", [(10000, 10000, "infantry"), (2000, 2000, "cavalry")]),
        ("Divisions: 12", [(12, 12, "Divisions")]),
        ("1 brigade + 20 tanks", [(1, 1, "brigade"), (20, 20, "tanks")]),
        ("Regular army: 10,000; militia: 5,000", [(10000, 10000, None), (5000, 5000, "militia")]),
        ("Close escort: 6 destroyers", [(6, 6, "destroyers")]),
        ("1 500 men and 12 guns", [(1500, 1500, "men"), (12, 12, "guns")]),
        ("15,000 - 3 legions", [(15000, 15000, None), (3, 3, "legions")]),
        ("1,000 Esk Brigade", [(1000, 1000, "Esk Brigade")]),
        ("3 Commando Brigade", []),
        ("[[3 Commando Brigade (Varn)|3 Commando]]", []),
        ("Several thousand fighters", []),
        ("II Corps\n7th Hussars", []),
        ("1795: 68,000 men\n1799: 45,000 men", [(68000, 68000, "men"), (45000, 45000, "men")]),
    ],
)
def test_strength(written: str, expected: list[tuple[object, ...]]) -> None:
    assert [(e.low, e.high, e.counts) for e in estimates(written, "strength", 1795 if "1795" in written else 1943)] == expected


@pytest.mark.parametrize("written", ["Unknown", "unknown", "?", "Casualties unknown", "Unknown total casualties", "Not known"])
def test_an_explicit_unknown_is_stated(written: str) -> None:
    article, found = read(written)
    assert [(r.subject, r.relation, r.object, quotes(article, r)) for r in found if isinstance(r, Finding)] == [
        (Side(1), "statedUnknown", Term("losses"), (written,))
    ]


@pytest.mark.parametrize("written", ["Unknown number of aircraft", "Heavy", "Unknown, but high losses", "Unknown\n5,000 men"])
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


@pytest.mark.parametrize("written", ["1,5000 killed", "10^30 men", "1 10 killed"])
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
    ("written", "column", "subject"),
    [("40 civilians\nheavy", None, CONFLICT), ("40 civilians\n30 men", None, None), ("heavy", None, None), ("40", 2, Side(2)), ("40", 0, CONFLICT)],
)
def test_subject_of(written: str, column: int | None, subject: Side | None) -> None:
    cell = article_of({"casualties": [written]}).boxes[0].rows[0].cells[0]
    assert subject_of(replace(cell, column=column), english()) == subject


@pytest.mark.parametrize(
    ("shown", "places"),
    [
        ("300 killed and Esk: 40", [(10, 15)]),
        ("300 men 1943: 40", [(7, 8)]),
        ("300 men esk: 40", []),
        ("300 men, esk: 40", [(8, 9)]),
        ("300 men Esk:x", []),
        ("300 men or Esk: 40", [(10, 11)]),
    ],
)
def test_headings_within_a_line(shown: str, places: list[tuple[int, int]]) -> None:
    assert [match.span() for match in load_inline_pattern(english()).finditer(shown)] == places


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1.200 mortos e feros, 3 naves perdos", [("casualties", 1200, 1200, "mortos e feros"), ("destroyed", 3, 3, "naves")]),
        ("2,5 milon omos", [("casualties", 2500000, 2500000, "omos")]),
        ("40 (20 mortos)", [("casualties", 40, 40, None), ("killed", 20, 20, "mortos")]),
        ("300 killed", [("casualties", 300, 300, "killed")]),
        ("3. Fero 1943: 40 mortos", [("killed", 40, 40, "mortos")]),
        ("nekonata", []),
    ],
)
def test_another_language_has_words_of_its_own(
    written: str, expected: list[tuple[object, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak(small_pack(tmp_path), monkeypatch)
    assert losses(written) == expected


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


@pytest.mark.parametrize(
    ("cells", "subject"),
    [
        (["400,000 in total killed\n8 million displaced"], CONFLICT),
        (["Civilians: 300 killed\n40 refugees"], CONFLICT),
        (["400 killed\n300 civilians killed"], Side(1)),
        (["400 killed in total"], Side(1)),
        (["8 million displaced", "40 killed"], Side(1)),
    ],
)
def test_a_lone_cell_that_tells_of_everybody_is_of_the_conflict(cells: list[str], subject: Side) -> None:
    article = article_of({"casualties": cells})
    found = list(read_casualties(article.boxes[0].rows[0], context_of(article)))
    assert found
    assert {r.subject for r in found[:1] if isinstance(r, Finding)} == {subject}
    assert {r.basis for r in found if isinstance(r, Finding)} == ({"all-sides"} if subject == CONFLICT else {None})
