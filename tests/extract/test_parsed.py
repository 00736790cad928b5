"""Rows that have been read once: their cells in order, whatever the other rows say. All names are invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest
from cells import article_of, context_of

from kg.extract.context import Context
from kg.extract.parsed import Parsed
from kg.extract.rows.belligerents import parse_belligerents
from kg.extract.rows.commanders import parse_commanders
from kg.extract.rows.units import parse_units
from kg.model.article import Row

Parse = Callable[[Row, Context], Parsed[Any]]
PARSERS = [parse_belligerents, parse_commanders, parse_units]
CELLS = ["[[2nd Army]]\nOtto Rein (until 1700)", "", "3rd Army"]


@pytest.mark.parametrize("parse", PARSERS)
def test_a_parsed_row_has_the_row_and_what_stands_in_each_cell(parse: Parse) -> None:
    article = article_of({"units": CELLS})
    (row,) = article.boxes[0].rows
    parsed = parse(row, context_of(article))
    assert parsed.row is row
    assert tuple(cell for cell, _ in parsed.cells) == row.cells
    assert [len(found) for _, found in parsed.cells] == [2, 0, 1]


@pytest.mark.parametrize("parse", PARSERS)
def test_parties_and_formations_of_the_article_change_nothing(parse: Parse) -> None:
    article = article_of({"units": CELLS})
    (row,) = article.boxes[0].rows
    alone, known = Context(article, context_of(article).period), context_of(article, (("2nd Army", None, 1), ("Otto Rein", None, 2)))
    assert parse(row, alone) == parse(row, known)


def test_parsed_rows_are_values() -> None:
    article = article_of({"units": CELLS})
    (row,) = article.boxes[0].rows
    parsed = Parsed(row, tuple((cell, (1, 2)) for cell in row.cells))
    assert replace(parsed) == parsed
    with pytest.raises(FrozenInstanceError):
        parsed.row = row  # type: ignore[misc]
