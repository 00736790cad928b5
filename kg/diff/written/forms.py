"""Differences written: as a table with its dictionary, as a page, as a changelog, and as RDF."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import TextIO

from kg.diff.changes import Changes
from kg.diff.difference import load_table
from kg.diff.patch import compare_lines
from kg.diff.sides.graphs import Side
from kg.diff.written.changelog import write_changelog
from kg.diff.written.page import render_page
from kg.output.files import open_output
from kg.tables.writing import describe_table, write_csv, write_jsonl

TABLE, DICTIONARY, PAGE, CHANGELOG = "differences.csv", "differences.csv-metadata.json", "index.html", "CHANGES.md"
ADDED_QUADS, REMOVED_QUADS = "added.nq.gz", "removed.nq.gz"


def write_table(changes: Changes, out: TextIO) -> None:
    """Write all differences as CSV."""
    write_csv(load_table(), changes, out)


def write_lines(changes: Changes, out: TextIO) -> None:
    """Write all differences as JSON lines."""
    write_jsonl(load_table(), changes, out)


def write_page(changes: Changes, out: TextIO) -> None:
    """Write an HTML page. ModuleNotFoundError without jinja2."""
    out.writelines(render_page(changes, changes.tally, changes.old, changes.new))


def write_markdown(changes: Changes, out: TextIO) -> None:
    """Write the changelog as Markdown."""
    out.writelines(write_changelog(changes, changes.tally, changes.old, changes.new))


FORMS: dict[str, Callable[[Changes, TextIO], None]] = {"csv": write_table, "jsonl": write_lines, "html": write_page, "md": write_markdown}
"""What writes each form; its name is also the extension of its files."""


def write_dictionary(file: str, form: str, out: TextIO) -> None:
    """Write the data dictionary (CSVW) of a table in a file of this name."""
    out.write(describe_table(load_table(), file, {"csv": "text/csv", "jsonl": "application/jsonl"}[form], ()))


def write_patch(old: Side, new: Side, added: TextIO | None, removed: TextIO | None) -> None:
    """Write what only one side says as N-Quads in canonical order; without names of graphs where a side has none.

    OLD without what was removed and with what was added is NEW. GraphReadError, OSError.
    """
    named = old.is_named() and new.is_named()
    for is_new, line in compare_lines(old.lines(named=named), new.lines(named=named)):
        out = added if is_new else removed
        if out:
            out.write(line)


def write_all(changes: Changes, old: Side, new: Side, open_file: Callable[[str], AbstractContextManager[TextIO]]) -> None:
    """Write all forms into files that are opened by their names. PublishError, GraphReadError, OSError."""
    writers = {TABLE: write_table, DICTIONARY: lambda _, out: write_dictionary(TABLE, "csv", out), PAGE: write_page, CHANGELOG: write_markdown}
    for name, write in writers.items():
        with open_file(name) as out:
            write(changes, out)
    with open_file(ADDED_QUADS) as added, open_file(REMOVED_QUADS) as removed:
        write_patch(old, new, added, removed)


def write_folder(changes: Changes, old: Side, new: Side, folder: str | os.PathLike[str]) -> None:
    """Write all forms into a folder, each file whole. PublishError, GraphReadError, OSError."""
    write_all(changes, old, new, lambda name: open_output(Path(folder) / name))


def write_patch_files(old: Side, new: Side, added: str | os.PathLike[str] | None, removed: str | os.PathLike[str] | None) -> None:
    """As `write_patch`, into files. PublishError, GraphReadError, OSError."""
    with ExitStack() as stack:
        outs = [stack.enter_context(open_output(path)) if path else None for path in (added, removed)]
        write_patch(old, new, *outs)
