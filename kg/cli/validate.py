"""kg validate: validate graphs against the SHACL shapes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from kg.cli.io.progress import show_progress
from kg.cli.io.terminal import CONFORMS_NOT, UNREADABLE, complain, require_output, say
from kg.output.visible import show_safely
from kg.plurals import counted

if TYPE_CHECKING:
    from kg.validation.reports import Checked

EPILOG = """\b
Examples:
  kg validate out/*.ttl
  kg validate graph.nq --format json > report.json
  kg validate graph.nq --format turtle > report.ttl        the report in the terms of SHACL"""


@click.command(epilog=EPILOG)
@click.argument("graphs", nargs=-1, required=True, metavar="GRAPH...")
@click.option("--format", "form", type=click.Choice(("table", "json", "turtle")), default="table", show_default=True, help="Form of the report.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing for graphs that conform.")
def validate(graphs: tuple[str, ...], form: str, quiet: bool) -> None:
    """Validate GRAPHs (Turtle, JSON-LD, N-Quads, TriG, N-Triples, RDF/XML) against the SHACL shapes.

    Messages quote the evidence of a violating statement, with its position. A graph in which the shapes meet nothing conforms; a warning says so.
    """
    from kg.profiles.reading import read_expanded
    from kg.rdf.reading import GraphReadError
    from kg.validation.reports import Checked, count_met, sum_up, to_json, to_turtle
    from kg.validation.shapes import validate as check

    require_output()
    checked: list[Checked] = []
    unreadable = False
    for path in show_progress(graphs, "graph", total=len(graphs), quiet=quiet):
        try:
            triples = read_expanded(path)
        except (GraphReadError, OSError) as error:
            complain(str(error))
            unreadable = True
            continue
        checked.append(Checked(path, count_met(triples), check(triples)))
        if not checked[-1].met:
            say(f"{path}: nothing in it is of a class of the ontology, so there was nothing to check", colour="yellow")
        if form == "table":
            _print(checked[-1], quiet)
    if form == "json":
        sys.stdout.write(to_json(checked))
    elif form == "turtle":
        sys.stdout.writelines(to_turtle(checked))
    elif len(graphs) > 1 and not quiet:
        say(sum_up(checked), bold=True)
    if unreadable or not all(one.report.conforms for one in checked):
        raise SystemExit(UNREADABLE if unreadable else CONFORMS_NOT)


def _print(checked: Checked, quiet: bool) -> None:
    path, _, report = checked
    if report.conforms:
        if not quiet:
            say(f"{path}: conforms", colour="green")
        return
    say(f"{path}: does not conform, {counted(len(report.results), 'result')}", colour="red")
    for result in report.results:
        click.echo(show_safely(f"  {result.message}\n    at {result.focus}" + (f" · {result.value}" if result.value else "")))
        for words in result.evidence:
            click.echo(show_safely(f"    words {words.start}–{words.end}: {words.exact}"))
