"""Borders between columns are found again, or the doubt is kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lost_columns import LABELS, LEAD, PARTIES, WEIGHTS, article, cells

from kg.columns.assign import assign_columns, weigh_sides
from kg.model.article import Article, Cell, Row
from kg.model.text import FLAG
from kg.read.text.article import read_text

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "text"


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("belligerents", "Duchy of Varn Kingdom of Esk", [(1, ["Duchy of Varn"]), (2, ["Kingdom of Esk"])]),
        ("belligerents", "🇫🇷 France 🇪🇸 Spain", [(1, ["France"]), (2, ["Spain"])]),
        ("belligerents", "Ottoman Empire Republic of Venice", [(1, ["Ottoman Empire"]), (2, ["Republic of Venice"])]),
        ("commanders", "Unknown Unknown", [(1, ["Unknown"]), (2, ["Unknown"])]),
        ("commanders", "Otto Maria Rein Unknown", [(1, ["Otto Maria Rein"]), (2, ["Unknown"])]),
        ("units", "1st Varn Division 2nd Esk Brigade", [(1, ["1st Varn Division"]), (2, ["2nd Esk Brigade"])]),
        ("strength", "1,200 900", [(1, ["1,200"]), (2, ["900"])]),
        ("strength", "1,200 men about 900 men", [(1, ["1,200 men"]), (2, ["about 900 men"])]),
        ("strength", "2,500 Unknown", [(1, ["2,500"]), (2, ["Unknown"])]),
        ("casualties", "80 killed 70+ killed", [(1, ["80 killed"]), (2, ["70+ killed"])]),
        ("casualties", "80 killed 70 killed 12 civilians killed", [(1, ["80 killed"]), (2, ["70 killed"]), (0, ["12 civilians killed"])]),
        ("casualties", "80 killed 20 wounded 70 killed 9 wounded", [(1, ["80 killed 20 wounded"]), (2, ["70 killed 9 wounded"])]),
        ("casualties", "Per Varn: 80 killed Per Varn: 300 killed", [(1, ["Per Varn: 80 killed"]), (2, ["Per Varn: 300 killed"])]),
    ],
)
def test_one_line(field: str, value: str, expected: list[tuple[int | None, list[str]]]) -> None:
    assert cells(PARTIES | {field: value}, field) == expected


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("belligerents", "\nDuchy of Varn\nCity of Holm\n\nKingdom of Esk", [(1, ["Duchy of Varn", "City of Holm"]), (2, ["Kingdom of Esk"])]),
        ("belligerents", "\nDuchy of Varn Kingdom of Esk\n* Esk Militia", [(1, ["Duchy of Varn"]), (2, ["Kingdom of Esk", "Esk Militia"])]),
        ("commanders", "\nO. Rein\n(Varn)\n\nK. Hars\n(Kingdom of Esk)", [(1, ["O. Rein", "(Varn)"]), (2, ["K. Hars", "(Kingdom of Esk)"])]),
        ("commanders", "\nUnknown Knud Hars\n(Eskian marshal)", [(1, ["Unknown"]), (2, ["Knud Hars", "(Eskian marshal)"])]),
        ("strength", "\n1,200 men\n40 guns\n\n900 men", [(1, ["1,200 men", "40 guns"]), (2, ["900 men"])]),
        ("casualties", "80 killed 70 killed\n12 civilians killed", [(1, ["80 killed"]), (2, ["70 killed"]), (0, ["12 civilians killed"])]),
    ],
)  # fmt: skip
def test_cells_of_several_lines(field: str, value: str, expected: list[tuple[int | None, list[str]]]) -> None:
    assert cells(PARTIES | {field: value}, field) == expected


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("commanders", "\nOtto Rein\n\nPeder Loft Knud Hars\n\nNils Aker", [(1, ["Otto Rein", "Peder Loft"]), (2, ["Knud Hars", "Nils Aker"])]),
        ("strength", "\n18,000 foot\n\n2,450 horse\n\n400 ships Unknown", [(1, ["18,000 foot", "2,450 horse", "400 ships"]), (2, ["Unknown"])]),
        ("commanders", "\nOtto Rein\n\nPeder Loft\nKnud Hars\n\nNils Aker", [(1, ["Otto Rein", "Peder Loft"]), (2, ["Knud Hars", "Nils Aker"])]),
        ("belligerents", "\nDuchy of Varn \u00a0Kingdom of Esk", [(1, ["Duchy of Varn"]), (2, ["Kingdom of Esk"])]),
    ],
)
def test_double_spaced(field: str, value: str, expected: list[tuple[int | None, list[str]]]) -> None:
    lead = LEAD + " Varn was led by Otto Rein and Peder Loft, Esk by Knud Hars and Nils Aker."
    assert cells(PARTIES | {field: value}, field, lead, double=True) == expected


def test_bullets_after_a_border_in_mid_line() -> None:
    solved = assign_columns(article(PARTIES | {"units": "* 1st Varn Guards *40th Esk Brigade"}))
    row = next(row for row in solved.boxes[0].rows if row.field == "units")
    assert [(cell.column, cell.lines[0].depth, cell.lines[0].text.shown) for cell in row.cells] == [
        (1, 1, "1st Varn Guards"),
        (2, 1, "40th Esk Brigade"),
    ]


THREE = {
    "belligerents": "\nDuchy of Varn\nFree City of Holm\n\nKingdom of Esk\nEsk Militia\n\nBrothers of the Reed",
    "units": "\nVarn Guard\n\n\nHolm Watch\n\nUnknown Unknown",
    "strength": "1,200 men 900 men 300 men",
    "casualties": "80 killed 70 killed 52 killed\n2+ civilians killed",
}


def test_three_sides() -> None:
    lead = LEAD + " The Brothers of the Reed fought as a third belligerent."
    assert {field: cells(THREE, field, lead) for field in THREE} == {
        "belligerents": [(1, ["Duchy of Varn", "Free City of Holm"]), (2, ["Kingdom of Esk", "Esk Militia"]), (3, ["Brothers of the Reed"])],
        "units": [(1, ["Varn Guard", "Holm Watch"]), (2, ["Unknown"]), (3, ["Unknown"])],
        "strength": [(1, ["1,200 men"]), (2, ["900 men"]), (3, ["300 men"])],
        "casualties": [(1, ["80 killed"]), (2, ["70 killed"]), (3, ["52 killed"]), (0, ["2+ civilians killed"])],
    }


def test_a_lead_that_speaks_of_both_sides_tells_of_two() -> None:
    rows = {"belligerents": "\nVarn\nAker\n\nEsk\nTarn\n\nHolm\nLoft\n", "strength": "\n1,200 men\n10 guns\n\n900 men\n12 guns\n"}
    lead = "The Battle of Hollenfurt was fought in May 1701."
    assert cells(rows, "strength", lead) == [(None, ["1,200 men", "10 guns", "900 men", "12 guns"])]
    assert cells(rows, "strength", lead + " Both sides lost many men.") == [(1, ["1,200 men", "10 guns"]), (2, ["900 men", "12 guns"])]


def test_doubt_is_kept() -> None:
    assert cells(PARTIES | {"commanders": "\nOtto Rein"}, "commanders") == [(None, ["Otto Rein"])]
    parties = "\nRed Band\n\nBlue Band\n\nGreen Band\n\nGrey Band"
    found = cells({"belligerents": parties, "strength": "10 20"}, "belligerents", "The battle was fought in May 1701.")
    assert found == [(1, ["Red Band", "Blue Band"]), (None, ["Green Band"]), (2, ["Grey Band"])]


def test_flags_within_a_line_do_not_tell_how_many_sides_there_are() -> None:
    rows = {"belligerents": "Loft 🇫🇷 France 🇪🇸 Spain Reed militants", "casualties": "35 killed 150 killed 300 wounded"}
    assert {column for field in rows for column, _ in cells(rows, field, "The battle was fought in May 1701.")} <= {None, 1, 2}


def test_where_the_border_is_in_doubt_the_lines_beside_it_must_be_surer() -> None:
    parties = "\nUnited Varns\n\nRed Band\n\nBlue Band\n\nGreen Band\n\nNorth Esk"
    found = cells({"belligerents": parties}, "belligerents", "The battle was fought in May 1701.", double=True)
    assert (2, ["Green Band", "North Esk"]) not in found
    assert found[0][0] == 1


def test_inferred_columns_name_their_rule() -> None:
    solved = assign_columns(article(PARTIES | {"strength": "\n1 2\n3", "casualties": "80 killed 70 killed\n2 civilians killed"}))
    bases = {(row.field, cell.column, cell.basis) for row in solved.boxes[0].rows for cell in row.cells if cell.basis}
    assert bases == {
        ("belligerents", 1, "cells-in-one-line"),
        ("belligerents", 2, "cells-in-one-line"),
        ("strength", 1, "column-borders"),
        ("strength", 2, "column-borders"),
        ("casualties", 1, "column-borders"),
        ("casualties", 2, "column-borders"),
        ("casualties", 0, "all-sides"),
    }


def test_columns_that_are_known_stay() -> None:
    given_article = article(PARTIES)
    box = given_article.boxes[0]
    rows = tuple(replace(row, cells=tuple(replace(cell, column=2) for cell in row.cells)) if row.field == "belligerents" else row for row in box.rows)
    fixed = replace(given_article, boxes=(replace(box, rows=rows),))
    assert assign_columns(fixed) == fixed
    assert assign_columns(replace(fixed, boxes=())) == replace(fixed, boxes=())


def text_of(row: Row, source: str) -> str:
    """The words of a row without white space and bullets, those of flags included."""
    shown = ""
    for line in (line for cell in row.cells for line in cell.lines):
        end = 0
        for mark in line.text.marked(FLAG):
            shown += line.text.shown[end : mark.start] + mark.value * (source[mark.source.start : mark.source.end] == mark.value)
            end = mark.start
        shown += line.text.shown[end:]
    return "".join(shown.split()).replace("*", "")


def assert_nothing_lost(before: Article, after: Article) -> None:
    for row, solved in zip((row for box in before.boxes for row in box.rows), (row for box in after.boxes for row in box.rows), strict=True):
        assert text_of(row, before.source.text) == text_of(solved, after.source.text)
        assert replace(solved, cells=()) == replace(row, cells=())
        for line in (line for cell in solved.cells for line in cell.lines):
            span = line.text.span()
            assert row.span.start <= span.start < span.end <= row.span.end


VALUES = st.sampled_from(
    [
        "Otto Rein",
        "Duchy of Varn",
        "Unknown",
        "80 killed",
        "(claim)",
        "* Guard",
        "🇫🇷 France",
        "12 civilians",
        "Total: 9",
        "Supported by:",
        "about 9",
        "\n",
        "\n\n",
        " ",
        "\u00a0",
    ]
)


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.sampled_from(sorted(LABELS)), st.lists(VALUES, min_size=1, max_size=14).map(" ".join), min_size=1), st.booleans())
def test_nothing_is_lost(rows: dict[str, str], double: bool) -> None:
    made = article(rows, double=double)
    assert_nothing_lost(made, assign_columns(made))


def test_long_rows_stay_fast() -> None:
    many = "\n" + "\n".join(f"Band of Reed {number}" for number in range(2000))
    row = next(row for row in assign_columns(article(PARTIES | {"units": many})).boxes[0].rows if row.field == "units")
    assert [(cell.column, len(cell.lines)) for cell in row.cells] == [(None, 2000)]
    wide = "Otto Rein " * 3000
    assert assign_columns(article(PARTIES | {"commanders": wide})).boxes


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real articles is not beside the repository")
def test_corpus() -> None:
    """Nothing is lost, and the column of at most a tenth of all words stays open."""
    shares, whole = [0], [0]
    for file in sorted(CORPUS.glob("*.txt")):
        made = read_text(file.read_bytes(), str(file))
        solved = assign_columns(made)
        assert_nothing_lost(made, solved)
        assert solved == assign_columns(made)
        shares += [len(line.text) for box in solved.boxes for row in box.rows for cell in row.cells if cell.column is None for line in cell.lines]
        whole += [len(line.text) for box in solved.boxes for row in box.rows for cell in row.cells for line in cell.lines]
    assert sum(shares) <= sum(whole) / 10


def test_the_first_input_has_three_sides() -> None:
    file = CORPUS / "idlib-2017.txt"
    if not file.is_file():
        pytest.skip("the corpus of real articles is not beside the repository")
    solved = assign_columns(read_text(file.read_bytes()))
    rows = {row.field: [cell.column for cell in row.cells] for row in solved.boxes[0].rows}
    assert {field: rows[field] for field in ("belligerents", "units", "strength", "casualties")} == {
        "belligerents": [1, 2, 3],
        "units": [1, 2, 3],
        "strength": [1, 2, 3],
        "casualties": [1, 2, 3, 0],
    }


def test_cell_defaults() -> None:
    assert Cell(()).column == 0


def test_other_weights_give_other_columns() -> None:
    nowhere = replace(WEIGHTS, borders=replace(WEIGHTS.borders, least=100.0))
    [row] = [row for row in assign_columns(article(PARTIES), nowhere).boxes[0].rows if row.field == "belligerents"]
    assert [(cell.column, [line.text.shown for line in cell.lines]) for cell in row.cells] == [(None, ["Duchy of Varn", "Kingdom of Esk"])]


def test_without_words_columns_are_found_by_lines_alone() -> None:
    made = article(PARTIES)
    strange = assign_columns(replace(made, source=replace(made.source, language="zz")))
    assert [line.text.shown for row in strange.boxes[0].rows for cell in row.cells for line in cell.lines] == [
        line.text.shown for row in assign_columns(made).boxes[0].rows for cell in row.cells for line in cell.lines
    ]


def test_the_odds_of_sides_stand_on_their_words() -> None:
    made = article(PARTIES | {"casualties": "80 killed 70 killed 12 civilians killed"})
    odds = [(part.field, made.source.text[slice(*part.span)].strip(), part.shares) for part in weigh_sides(made)]
    assert [(field, shown, max(range(3), key=shares.__getitem__)) for field, shown, shares in odds] == [
        ("belligerents", "Duchy of Varn", 1),
        ("belligerents", "Kingdom of Esk", 2),
        ("casualties", "80 killed", 1),
        ("casualties", "70 killed", 2),
        ("casualties", "12 civilians killed", 0),
    ]
    assert all(max(shares) >= 0.6 and sum(shares) == pytest.approx(1) for _, _, shares in odds)
    assert list(weigh_sides(assign_columns(made))) == []
