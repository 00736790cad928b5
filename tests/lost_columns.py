"""Rows whose columns were lost: invented articles as plain text shows them, and the values that the parts of the column search work on."""

from __future__ import annotations

from cells import read_cell

from kg.columns.assign import assign_columns
from kg.columns.borders import Scoring
from kg.columns.known import Known
from kg.columns.pieces import Piece, cut_pieces
from kg.columns.weights import load_weights
from kg.columns.words import load_column_words
from kg.language.language import english
from kg.model.article import Article, Line
from kg.read.text.article import read_text

WORDS = load_column_words(english())
WEIGHTS = load_weights()
NOTHING = Known(frozenset(), frozenset(), frozenset())
LEAD = "The Battle of Hollenfurt was fought between the Duchy of Varn and the Kingdom of Esk in May 1701."
PARTIES = {"belligerents": "Duchy of Varn Kingdom of Esk"}
LABELS = {
    "belligerents": "Belligerents",
    "commanders": "Commanders and leaders",
    "units": "Units involved",
    "strength": "Strength",
    "casualties": "Casualties and losses",
}


def article(rows: dict[str, str], lead: str = LEAD, double: bool = False) -> Article:
    """An invented article with these rows of its infobox; ``double`` sets a blank line after every line of the frame."""
    end = "\n\n" if double else "\n"
    head = f"Battle of Hollenfurt\n\n{lead}\n\nBattle of Hollenfurt{end}Part of the Holle Wars\n\n"
    frame = f"{head}Date4 May 1701{end}LocationHollenfurt{end}ResultVarnish victory{end}"
    return read_text((frame + "".join(f"{LABELS[field]}\n{value}{end}" for field, value in rows.items())).encode())


def cells(rows: dict[str, str], field: str, lead: str = LEAD, double: bool = False) -> list[tuple[int | None, list[str]]]:
    """The columns that the search gives to a row of such an article, with the lines in each."""
    solved = assign_columns(article(rows, lead, double))
    found = next(row for row in solved.boxes[0].rows if row.field == field)
    return [(cell.column, [line.text.shown for line in cell.lines]) for cell in found.cells]


def lines_of(value: str) -> tuple[Line, ...]:
    """The lines of a cell in the notation of tests/cells.py."""
    return read_cell(value, 0, len(value), None).lines


def scoring_of(field: str, source: str = "", known: Known = NOTHING) -> Scoring:
    """What the borders of a row are scored by."""
    return Scoring(field, known, WORDS, WEIGHTS.borders, source)


def pieces_of(value: str, field: str) -> tuple[Piece, ...]:
    """The pieces of a row in the notation of tests/cells.py."""
    return cut_pieces(lines_of(value), scoring_of(field, value))
