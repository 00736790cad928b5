"""Forms that are known and not read, as data (kg/data/foreign.toml): what they are, and what to do."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from kg.language.table import read_table


@cache
def _forms() -> tuple[tuple[bytes, int, str], ...]:
    entries = read_table(Path(str(files("kg"))) / "data", "data", "foreign").only("form").tables("form")
    forms = []
    for entry in entries:
        entry.only("name", "begins", "at", "remedy")
        at = entry.entries.get("at", 0)
        if not isinstance(at, int):
            entry.fail("at", "must be a number of bytes")
        forms.append((bytes.fromhex(entry.word("begins")), int(at), f"{entry.word('name')}, which is not read: {entry.word('remedy')}"))
    return tuple(forms)


def name_foreign(head: bytes) -> str | None:
    """Say what an input is that begins so and that no reader reads, and what to do; None where it is nothing that is known."""
    return next((says for begins, at, says in _forms() if head[at : at + len(begins)] == begins), None)
