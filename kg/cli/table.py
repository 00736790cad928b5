"""kg table: facts, conflicts, sides, people, figures or references as a table with a data dictionary."""

from __future__ import annotations

from typing import Any

import click

from kg.cli.io.progress import watch_files
from kg.cli.io.reading import reading_options
from kg.cli.io.tables import FORMS
from kg.cli.io.terminal import require_output, say
from kg.plurals import counted

TABLES = ("facts", "conflicts", "sides", "people", "figures", "references")
EPILOG = """\b
Examples:
  kg table figures graph.nq -o figures.csv        with figures.csv-metadata.json, which explains its columns
  kg table conflicts graph.nq -o conflicts.parquet
  kg table sides article.txt | head               CSV on standard output
  kg table --columns figures                      the columns of a table, and what they mean"""


@click.command(epilog=EPILOG)
@click.argument("name", type=click.Choice(TABLES), metavar="|".join(TABLES))
@click.argument("sources", nargs=-1, metavar="GRAPH|ARTICLE...")
@click.option(
    "-o", "--output", default="-", show_default=True, help="A file (.csv .jsonl .parquet, the first two also .gz), or - for standard output."
)
@click.option("--format", "form_name", type=click.Choice(tuple(FORMS)), help="Form of the table, where the name of the file does not tell it.")
@click.option("--columns", is_flag=True, help="List the columns of the table instead.")
@reading_options
def table(name: str, sources: tuple[str, ...], output: str, form_name: str | None, columns: bool, sample: bool, **options: Any) -> None:
    """Write a table of GRAPHs or ARTICLEs, and beside its file a data dictionary (CSV on the Web) in FILE-metadata.json.

    Which figures may be added up is told in the column adds_up of the table figures. Parquet needs the extra parquet.
    """
    if columns:
        _print_columns(name)
        return
    if not sources and not sample:
        raise click.UsageError("nothing to read: name a graph or an article, or give --sample")
    from kg.cli.io.extras import require_library
    from kg.cli.io.graphs import load_triples
    from kg.cli.io.outputs import check_paths
    from kg.cli.io.tables import choose_form, write_dictionary, write_rows
    from kg.tables.listing import list_rows

    form = choose_form(output, form_name)
    check_paths(sources, {"--output": output})
    if output == "-":
        require_output()
    if form.name == "parquet":
        require_library("pyarrow")  # Before anything is read.
    with watch_files(sources, "reading", quiet=not sources):
        triples = load_triples(sources, sample, **options)
    rows = tuple(list_rows(name, triples))
    write_rows(name, rows, output, form)
    if output != "-":
        path = write_dictionary(name, output, form, sorted({row.licence for row in rows if row.licence}))
        say(f"{counted(len(rows), 'row')} → {output}; its columns are explained in {path}")


def _print_columns(name: str) -> None:
    from kg.tables.schema import load_tables

    described = load_tables()[name]
    click.echo(f"{described.words}\n{described.row}\n")
    for column in described.columns:
        click.echo(click.style(column.name, bold=True) + f"  {column.type}\n    {column.words}")
