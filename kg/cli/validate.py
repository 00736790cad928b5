"""kg validate: validate graphs against the SHACL shapes."""

from __future__ import annotations

import click

from kg.cli.io.terminal import CONFORMS_NOT, UNREADABLE, complain, say, show_safely


@click.command(epilog="\b\nExample:\n  kg validate out/*.ttl")
@click.argument("graphs", nargs=-1, required=True, metavar="GRAPH...")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing for graphs that conform.")
def validate(graphs: tuple[str, ...], quiet: bool) -> None:
    """Validate GRAPHs (Turtle, JSON-LD, N-Quads, TriG, N-Triples, RDF/XML) against the SHACL shapes.

    Messages quote the evidence of a violating statement, with its position.
    """
    from kg.rdf.reading import GraphReadError, read_graph
    from kg.validation.shapes import validate as check

    broken = unreadable = False
    for path in graphs:
        try:
            report = check(read_graph(path))
        except (GraphReadError, OSError) as error:
            complain(str(error))
            unreadable = True
            continue
        if report.conforms and not quiet:
            say(f"{path}: conforms", colour="green")
        elif not report.conforms:
            broken = True
            say(f"{path}: does not conform, {len(report.results)} results", colour="red")
            for result in report.results:
                click.echo(show_safely(f"  {result.message}\n    at {result.focus}" + (f" · {result.value}" if result.value else "")))
                for words in result.evidence:
                    click.echo(show_safely(f"    words {words.start}–{words.end}: {words.exact}"))
    if unreadable or broken:
        raise SystemExit(UNREADABLE if unreadable else CONFORMS_NOT)
