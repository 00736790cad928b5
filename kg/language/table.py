"""Tables of words: the one loader of the data files that a language or a wiki brings, and the checks on what stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from kg.resources import read_toml


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table of a TOML file: its place for messages ("en/losses.toml [categories]") and its entries.

    What a table does not have is empty: a small pack leaves out what it does not know. What has the wrong shape, or a name that nobody asks
    for (``only``), is a ValueError that names file, table and key.
    """

    place: str
    entries: Mapping[str, Any]

    def only(self, *names: str) -> Table:
        """Return the table; ValueError where it has an entry of another name."""
        if strange := sorted(self.entries.keys() - set(names)):
            self.fail(strange[0], f"is not known: expected {', '.join(names)}")
        return self

    def words(self, name: str) -> tuple[str, ...]:
        """A list of words, () where it is missing."""
        return self._words(name, self.entries.get(name, []))

    def word(self, name: str) -> str:
        """One word or pattern, "" where it is missing."""
        found = self.entries.get(name, "")
        return found if isinstance(found, str) else self.fail(name, "must be a string")

    def groups(self) -> dict[str, tuple[str, ...]]:
        """All entries, each a list of words, by name, in order."""
        return {name: self._words(name, found) for name, found in self.entries.items()}

    def names(self) -> dict[str, str]:
        """All entries, each one word, by name, in order."""
        return {name: self.word(name) for name in self.entries}

    def lists(self, name: str) -> tuple[tuple[str, ...], ...]:
        """A list of lists of words, () where it is missing."""
        found = self.entries.get(name, [])
        return tuple(self._words(name, part) for part in (found if isinstance(found, list) else self.fail(name, "must be a list of lists of words")))

    def table(self, name: str) -> Table:
        """A table within this one, empty where it is missing."""
        found = self.entries.get(name, {})
        return Table(f"{self.place} [{name}]", found) if isinstance(found, dict) else self.fail(name, "must be a table")

    def tables(self, name: str) -> tuple[Table, ...]:
        """An array of tables ([[name]]), () where it is missing."""
        found = self.entries.get(name, [])
        if not isinstance(found, list) or not all(isinstance(part, dict) for part in found):
            self.fail(name, "must be an array of tables")
        return tuple(Table(f"{self.place} [[{name}]] {number}", part) for number, part in enumerate(found, 1))

    def fail(self, name: str, reason: str) -> NoReturn:
        """Raise the ValueError that says where in which file what is wrong."""
        raise ValueError(f"{self.place}: {name!r} {reason}")

    def _words(self, name: str, found: object) -> tuple[str, ...]:
        if not isinstance(found, list) or not all(isinstance(word, str) and word for word in found):
            self.fail(name, "must be a list of words")
        return tuple(found)


@cache
def read_table(folder: Path, place: str, name: str) -> Table:
    """Read a file of a folder, an empty table where it is missing. ValueError where it is no TOML."""
    file = folder / f"{name}.toml"
    if not file.is_file():
        return Table(f"{place}/{name}.toml", {})
    try:
        return Table(f"{place}/{name}.toml", read_toml(file))
    except ValueError as error:
        raise ValueError(f"{place}/{name}.toml: {error}") from error
