"""Which column of which table leads to which, for every form that knows of foreign keys."""

from __future__ import annotations

from typing import NamedTuple

from kg.tables.schema import load_tables


class ForeignKey(NamedTuple):
    """A column whose values, where there are any, are those of a column of another table, which tells its rows apart."""

    table: str
    column: str
    other: str
    other_column: str


# In the order in which tables are filled: those that are led to come first.
ORDER = ("conflicts", "sides", "facts", "people", "figures", "references")
_ALWAYS = (
    ForeignKey("sides", "conflict_iri", "conflicts", "conflict_iri"),
    ForeignKey("facts", "conflict_iri", "conflicts", "conflict_iri"),
    ForeignKey("people", "claim", "facts", "claim"),
    ForeignKey("people", "conflict_iri", "conflicts", "conflict_iri"),
    ForeignKey("figures", "claim", "facts", "claim"),
    ForeignKey("figures", "conflict_iri", "conflicts", "conflict_iri"),
)


def foreign_keys(*, references: bool) -> tuple[ForeignKey, ...]:
    """All that hold. That of references does not where a work is cited for a claim that only names something, which is no row of facts."""
    return (*_ALWAYS, ForeignKey("references", "claim", "facts", "claim")) if references else _ALWAYS


def is_required(key: ForeignKey) -> bool:
    """Whether each row has a value of the column."""
    return any(column.name == key.column and column.required for column in load_tables()[key.table].columns)
