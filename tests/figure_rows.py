"""A row of the table of figures for tests to vary."""

from kg.tables.rows import FigureRow

SIDE, WHOLE = "x:c/side/1", "x:c"
PLAIN = FigureRow(
    "", "", "Side", SIDE, "War", WHOLE, 1, "Side", "losses", "killed", "people", 1, 1, False, False, False, None, None, None, None, None, None, None,
    None, None, None, None, (), (), "stated", None, "War", None, None, None, None, "", 0, 0,
)  # fmt: skip
