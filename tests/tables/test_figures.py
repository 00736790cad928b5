"""The table of figures says why a figure does not add up."""

from __future__ import annotations

from typing import get_args

from kg.graph.adding import Reason
from kg.tables.schema import load_tables


def test_every_reason_is_explained() -> None:
    [column] = [column for column in load_tables()["figures"].columns if column.name == "why_not"]
    assert [reason for reason in get_args(Reason) if f" {reason} (" not in column.words] == []
