"""The description of the tables is checked against their rows."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from kg.resources import PACKAGE, read_toml
from kg.tables.schema import load_tables, make_tables


def entries() -> dict[str, Any]:
    return copy.deepcopy(read_toml(PACKAGE / "tables" / "tables.toml"))


def test_every_row_has_a_value_where_the_description_says_so() -> None:
    required = {name: [column.name for column in table.columns if column.required] for name, table in load_tables().items()}
    assert required["sides"] == ["side_iri", "conflict_iri", "conflict", "side", "side_name", "article"]


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        (("table", "facts", "key"), ["address"], "the key address is no column that each row has"),
        (("table", "facts", "title"), None, "has title, words, row and key"),
        (("table", "sides"), None, "has the tables facts, conflicts"),
        (("column", "low"), None, "low, which the table facts has, needs a type and words"),
        (("column", "low", "type"), "text", "low is of type 'text', its field in facts int"),
        (("column", "low", "type"), "number", "low is of type 'number'"),
        (("column", "height"), {"type": "text", "words": "No table has it."}, "a column that no table has: height"),
    ],
)
def test_what_does_not_fit_is_refused(place: tuple[str, ...], value: Any, words: str) -> None:
    data = entries()
    inner = data
    for key in place[:-1]:
        inner = inner[key]
    if value is None:
        del inner[place[-1]]
    else:
        inner[place[-1]] = value
    with pytest.raises(ValueError, match=words):
        make_tables(data)
