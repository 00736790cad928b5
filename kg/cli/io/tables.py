"""Tables on standard output and in files: CSV, JSON lines, Parquet."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

import click

from kg.cli.io.terminal import UNREADABLE, give_up

if TYPE_CHECKING:
    from kg.tables.rows import Row

_PACKED = ".gz"


class TableForm(NamedTuple):
    """A form of a table: its name is also the extension of its files."""

    name: str
    media_type: str


FORMS = {form.name: form for form in (
    TableForm("csv", "text/csv"), TableForm("jsonl", "application/jsonl"), TableForm("parquet", "application/vnd.apache.parquet"),
)}  # fmt: skip


def choose_form(output: str, name: str | None) -> TableForm:
    """The form of an output: as asked for, by its file name, or CSV on standard output. A usage error for a name that tells none."""
    if name or output == "-":
        form = FORMS[name or "csv"]
    else:
        extension = PurePath(output.removesuffix(_PACKED)).suffix.removeprefix(".")
        if extension not in FORMS:
            known = ", ".join(f".{form}" for form in FORMS)
            raise click.UsageError(f"{output}: the name tells no form of a table ({known}); --format tells it")
        form = FORMS[extension]
    if form.name == "parquet" and output.endswith(_PACKED):
        raise click.UsageError(f"{output}: Parquet is packed as it is; leave out {_PACKED}")
    return form


def print_rows(table: str, rows: Iterable[Row], form: str) -> None:
    """Print a table, always in UTF-8, for programs."""
    write_rows(table, rows, "-", FORMS[form])


def write_rows(name: str, rows: Iterable[Row], output: str, form: TableForm) -> None:
    """Write a table into a file, whole or not at all, or to standard output."""
    from kg.output.files import STDOUT, PublishError, open_output
    from kg.tables.schema import load_tables
    from kg.tables.writing import write_csv, write_jsonl, write_parquet

    table = load_tables()[name]
    try:
        with open_output(output) as out:
            if form.name == "parquet":
                write_parquet(table, rows, out.buffer)
            else:
                {"csv": write_csv, "jsonl": write_jsonl}[form.name](table, rows, out)
    except PublishError as error:
        if output == STDOUT:
            raise OSError(error.errno, error.reason) from error
        give_up(str(error), UNREADABLE)


def write_dictionary(name: str, output: str, form: TableForm, licences: Iterable[str]) -> str:
    """Write the data dictionary of a file beside it; its path."""
    from kg.output.files import PublishError, open_output
    from kg.tables.schema import load_tables
    from kg.tables.writing import describe_table

    path = f"{output}-metadata.json"
    try:
        with open_output(path, compress=False) as out:
            out.write(describe_table(load_tables()[name], PurePath(output).name, form.media_type, licences))
    except PublishError as error:
        give_up(str(error), UNREADABLE)
    return path
