"""kg diff: what two graphs or releases say differently, and why."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from kg.cli.io.graphs import list_shards
from kg.cli.io.progress import watch_files
from kg.cli.io.terminal import UNREADABLE, give_up, require_output, say
from kg.plurals import counted

if TYPE_CHECKING:
    from kg.diff.changes import Changes
    from kg.diff.sides.graphs import GraphSide, Side
    from kg.diff.sides.releases import ReleaseSide

DIFFERENT = 1
_FORMS = ("csv", "jsonl", "html", "md")
_QUADS = (".nq", ".nq.gz")
_FIRST, _COLUMNS = 20, 120

EPILOG = """\b
Examples:
  kg diff old.nq new.nq                          totals by cause, and the first differences
  kg diff old.nq new.nq -o differences.csv       all of them, with differences.csv-metadata.json, which explains the columns
  kg diff release-1/ release-2/ -o changes/      table, page, changelog, added and removed statements
  kg diff old.ttl new.ttl -q --exit-code         exit code 1 where they differ
  kg diff old.nq new.nq -q --added added.nq --removed removed.nq

\b
Exit codes: 0 done, whether they differ or not; 1 they differ, with --exit-code; 2 wrong usage;
3 a side cannot be read or the output cannot be written."""


@click.command(epilog=EPILOG)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "-o", "--output", metavar="OUT", help="A file (.csv .jsonl .html .md, each also .gz), a folder for all forms, or - for standard output."
)
@click.option("--format", "form", type=click.Choice(_FORMS), help="Form of the output, for - (where it is csv unless told) and unknown extensions.")
@click.option("--added", metavar="FILE", help="Also write the statements that only NEW has, as N-Quads (.nq, .nq.gz).")
@click.option("--removed", metavar="FILE", help="Also write the statements that only OLD has, as N-Quads (.nq, .nq.gz).")
@click.option("--exit-code", is_flag=True, help="End with exit code 1 where they differ.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def diff(old: str, new: str, output: str | None, form: str | None, added: str | None, removed: str | None, exit_code: bool, quiet: bool) -> None:
    """Compare OLD and NEW: facts added, removed and changed, each with its cause.

    OLD and NEW are graph files of any syntax (full or compact), folders of them or of kg bulk, or folders of releases. Causes: the article changed,
    the extractor changed, the ontology changed, things were made one, a link was decided otherwise.
    """
    from kg.cli.io.outputs import check_paths
    from kg.diff.changes import collect
    from kg.output.files import PublishError
    from kg.rdf.reading import GraphReadError

    form = _choose_form(output, form)
    for option, path in (("--added", added), ("--removed", removed)):
        if path is not None and not path.endswith(_QUADS):
            raise click.BadParameter("the statements are N-Quads: .nq or .nq.gz", param_hint=option)
    if old == new == "-":
        raise click.UsageError("standard input (-) can be read only once")
    check_paths((old, new), {"--output": output, "--added": added, "--removed": removed})
    try:
        sides = _open(old), _open(new)
        with ExitStack() as stack:
            with watch_files((old, new), "comparing", quiet=quiet):
                changes = stack.enter_context(collect(*sides))
            _write(changes, sides, output, form, added, removed)
            if not quiet:
                _tell(changes, output)
            differ = changes.tally.total > 0
    except (GraphReadError, PublishError) as error:
        give_up(str(error), UNREADABLE)
    if exit_code and differ:
        raise SystemExit(DIFFERENT)


def _open(path: str) -> GraphSide | ReleaseSide:
    """One side of the comparison; a folder of kg bulk stands for its shards."""
    from kg.diff.sides.opening import open_side

    folder = Path(path)
    return open_side(path) if list_shards(folder) is None else open_side(folder / "shards", folder.resolve().name)


def _choose_form(output: str | None, form: str | None) -> str | None:
    """The form of a file or of standard output; None for a folder or nothing. A usage error for a name that tells none."""
    from kg.cli.io.outputs import is_folder

    if output is None or (output != "-" and is_folder(output)):
        if form:
            raise click.UsageError("--format is for a file or standard output: name one with -o" if output is None else "a folder gets all forms")
        return None
    extension = PurePath(output.removesuffix(".gz")).suffix.removeprefix(".")
    if form or output == "-":
        return form or "csv"
    if extension not in _FORMS:
        known = ", ".join(f".{known}" for known in _FORMS)
        raise click.UsageError(f"{output}: the name tells no form ({known}); --format tells it")
    return extension


def _write(changes: Changes, sides: tuple[Side, Side], output: str | None, form: str | None, added: str | None, removed: str | None) -> None:
    from kg.diff.written.forms import FORMS, write_dictionary, write_folder, write_patch_files
    from kg.output.files import open_output

    if output == "-":
        require_output()
    if output and form:
        with open_output(output) as out:
            FORMS[form](changes, out)
        if output != "-" and form in ("csv", "jsonl"):
            with open_output(f"{output}-metadata.json", compress=False) as out:
                write_dictionary(PurePath(output).name, form, out)
    elif output:
        write_folder(changes, *sides, output)
    if added or removed:
        write_patch_files(*sides, added, removed)


def _tell(changes: Changes, output: str | None) -> None:
    """Totals by cause and, where they are written nowhere, the first differences."""
    tally = changes.tally
    if output is not None:
        counts = ", ".join(f"{count:,} {change}" for change, count in tally.changes().items())
        say(f"{counted(tally.total, 'difference')} ({counts}) → {output}", colour="green")
        return
    require_output()
    if not tally.total:
        click.echo("No differences.")
        return
    for line in _totals(changes):
        click.echo(line)
    click.echo()
    for line in _first(changes):
        click.echo(line)


def _totals(changes: Changes) -> list[str]:
    from kg.diff.tally import causes_in_words
    from kg.query.table import to_table

    rows = [[causes_in_words(causes), *(f"{count:,}" for count in counts.values())] for causes, counts in changes.tally.by_causes()]
    rows.append(["all", *(f"{count:,}" for count in changes.tally.changes().values())])
    return list(to_table(["cause", "added", "removed", "changed"], rows, _width()))


def _first(changes: Changes) -> list[str]:
    from itertools import islice

    from kg.diff.difference import describe_what
    from kg.diff.tally import causes_in_words
    from kg.query.table import to_table

    shown = [
        [
            row.change, row.subject, describe_what(row), _value(row.old_value, row.old_details), _value(row.new_value, row.new_details),
            causes_in_words(row.causes),
        ]
        for row in islice(changes, _FIRST)
    ]  # fmt: skip
    lines = list(to_table(["change", "of", "what", "old", "new", "cause"], shown, _width()))
    if changes.tally.total > _FIRST:
        lines.append(f"… and {changes.tally.total - _FIRST:,} more; -o differences.csv lists all")
    return lines


def _value(value: str | None, details: tuple[str, ...]) -> str:
    return "" if value is None else value + (f" ({'; '.join(details)})" if details else "")


def _width() -> int:
    return shutil.get_terminal_size((_COLUMNS, 24)).columns
