"""The tables as CSV and Parquet: the same rows as ``kg table`` gives, written as they pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from kg.publish.data.sorting import sort_files
from kg.publish.release import File
from kg.publish.tables.rows import PLACES, Place, read_place, read_row
from kg.publish.writing import About, Folder
from kg.tables.rows import Row
from kg.tables.schema import load_tables
from kg.tables.writing import describe_table, open_parquet, write_csv
from kg.values import dataclass

CSV, PARQUET, DICTIONARY = "text/csv", "application/vnd.apache.parquet", "application/csvm+json"
# So many rows are a group of their own in Parquet, and in memory at once.
_BATCH = 50_000


class Lines(NamedTuple):
    """The lines of all tables in scratch files, one for each, and folders for sorting them."""

    scratch: Path

    def add(self, made: dict[str, bytes]) -> None:
        """Add lines to those of their tables."""
        for name, lines in made.items():
            with (self.scratch / f"{name}.lines").open("ab") as out:
                out.write(lines)

    def rows(self, name: str, reader: str) -> Iterator[Row]:
        """The rows of a table in order; ``reader`` names a folder that nobody else sorts in."""
        return (read_row(name, line) for line in self._sorted(name, reader))

    def places(self, reader: str) -> Iterator[Place]:
        """The places in order."""
        return map(read_place, self._sorted(PLACES, reader))

    def _sorted(self, name: str, reader: str) -> Iterator[bytes]:
        path, folder = self.scratch / f"{name}.lines", self.scratch / reader
        folder.mkdir(exist_ok=True)
        return sort_files([path] if path.exists() else [], folder)


class Written(NamedTuple):
    """The files that a form became, and whether all foreign keys hold that may not (kg.publish.tables.keys)."""

    files: tuple[File, ...]
    holds: bool = True


@dataclass(frozen=True, slots=True)
class WriteForms:
    """Writes CSV and Parquet of all tables, and the dictionary of each; called in any process."""

    folder: Folder
    lines: Lines
    licence: tuple[str, ...]

    def __call__(self) -> Written:
        """Write them."""
        return Written(tuple(file for name in load_tables() for file in self._write(name)))

    def _write(self, name: str) -> list[File]:
        table, made = load_tables()[name], list[File]()
        with ExitStack() as stack:
            text = stack.enter_context(self.folder.open_text(About(f"tables/{name}.csv", CSV, self.licence, counted="rows"), made))
            packed = stack.enter_context(self.folder.open_binary(About(f"tables/{name}.parquet", PARQUET, self.licence, counted="rows"), made))
            add = stack.enter_context(open_parquet(table, packed))
            write_csv(table, (), text)
            for batch in _batches(self.lines.rows(name, "forms")):
                write_csv(table, batch, text, head=False)
                add(batch)
                text.count += len(batch)
                packed.count += len(batch)
        for extension, media_type in (("csv", CSV), ("parquet", PARQUET)):
            file = f"{name}.{extension}"
            words = describe_table(table, file, media_type, self.licence)
            made.append(self.folder.write(About(f"tables/{file}-metadata.json", DICTIONARY, self.licence), words.encode()))
        return made


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, _BATCH)):
        yield batch
