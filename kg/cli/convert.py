"""kg convert: graphs in another profile or another format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli.io.outputs import check_paths, choose_formats, is_folder
from kg.cli.io.terminal import UNREADABLE, give_up, say
from kg.profiles import FACTS, FULL, PROFILES
from kg.rdf.terms import IRI

if TYPE_CHECKING:
    from kg.rdf.terms import Triple

_DEFAULT = IRI("urn:x-arq:DefaultGraph")

EPILOG = """\b
Examples:
  kg convert graph.nq -o compact.nq.gz --profile compact
  kg convert compact.nq.gz -o graph.nq                     the full graph again
  kg convert graph.nq -o facts.jsonld --profile facts      one tree for each conflict, without claims
  kg convert graph.ttl -o graph.jsonld                     the same graph in another format

\b
Exit codes: 0 done, 2 wrong usage, 3 an input cannot be read or converted, or the output cannot be written."""


@click.command(epilog=EPILOG)
@click.argument("graphs", nargs=-1, required=True, metavar="GRAPH...")
@click.option(
    "-o", "--output", required=True, metavar="OUT", help="A file (.ttl .jsonld .nq .trig .nt .rdf, each also .gz), or - for standard output."
)
@click.option("--profile", type=click.Choice(PROFILES), help="The profile to convert to; by default full, and facts where the input is that.")
@click.option("--format", "format_name", metavar="FORMAT", help="Syntax, for - and for file names without a known extension.")
@click.option("--flat", is_flag=True, help="Write JSON-LD as a flat list of nodes instead of one tree for each conflict.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def convert(graphs: tuple[str, ...], output: str, profile: str | None, format_name: str | None, flat: bool, quiet: bool) -> None:
    """Convert GRAPHs to another profile (full, compact, facts) or another format; they become one graph, named graphs stay apart.

    Nothing is lost between full and compact: what is written compact has been expanded again and compared.
    """
    from kg.output.files import PublishError, open_output
    from kg.rdf.formats import UnknownFormatError, check_named, write_graphs
    from kg.rdf.graph import ArticleGraph, NotExpressibleError

    if is_folder(output):
        raise click.UsageError(f"{output}: name a file, or - for standard output")
    check_paths(graphs, {"-o": output})
    (form,) = choose_formats(output, format_name, flat, named=False)
    read = _read(graphs)
    named = sorted(name for name in read if name is not None)
    if named and None in read and form.name != "nquads":
        raise click.UsageError("the input has named graphs beside a default graph, which only N-Quads keeps apart: write a .nq file")
    made = {name: _convert(triples, profile) for name, triples in read.items()}
    try:
        if named:
            check_named(form)
        with open_output(output) as out:
            if None in made:
                write_graphs([ArticleGraph(_DEFAULT, made[None])], form, out)
            if named:
                write_graphs((ArticleGraph(name, made[name]) for name in named), form, out, named=True)
    except UnknownFormatError as error:
        raise click.UsageError(str(error)) from error
    except (PublishError, NotExpressibleError) as error:
        give_up(str(error), UNREADABLE)
    if not quiet:
        before, after = (sum(map(len, all_graphs.values())) for all_graphs in (read, made))
        say(f"{before:,} triples in, {after:,} triples out → {output}", colour="green")


def _read(paths: tuple[str, ...]) -> dict[IRI | None, tuple[Triple, ...]]:
    """The graphs of all files, those of one name together. Ends the command with exit code 3 for what cannot be read."""
    from kg.rdf.reading import GraphReadError, read_quads
    from kg.rdf.terms import sort_triples

    found: dict[IRI | None, list[Triple]] = {}
    try:
        for path in paths:
            for triple, name in read_quads(path):
                found.setdefault(name, []).append(triple)
    except GraphReadError as error:
        give_up(str(error), UNREADABLE)
    return {name: sort_triples(triples) for name, triples in found.items()}


def _convert(triples: tuple[Triple, ...], profile: str | None) -> tuple[Triple, ...]:
    from kg.profiles.claims import ProfileError
    from kg.profiles.convert import convert, profile_of

    wanted = profile or (FACTS if profile_of(triples) == FACTS else FULL)
    try:
        return convert(triples, wanted)
    except ProfileError as error:
        give_up(str(error), UNREADABLE)
