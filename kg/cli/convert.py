"""kg convert: graphs in another profile, another form or another format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from kg.cli.io.outputs import check_paths, choose_formats, is_folder
from kg.cli.io.progress import watch_files
from kg.cli.io.terminal import UNREADABLE, give_up, say
from kg.forms import FORMS, NANOPUB, PLAIN, RDF12
from kg.profiles import FACTS, FULL, PROFILES
from kg.rdf.terms import IRI

if TYPE_CHECKING:
    from kg.rdf.formats import Format
    from kg.rdf.terms import Triple

_DEFAULT = IRI("urn:x-arq:DefaultGraph")

EPILOG = """\b
Examples:
  kg convert graph.nq -o compact.nq.gz --profile compact
  kg convert compact.nq.gz -o graph.nq                     the full graph again
  kg convert graph.nq -o facts.jsonld --profile facts      one tree for each conflict, without claims
  kg convert graph.ttl -o graph.jsonld                     the same graph in another format
  kg convert graph.nq -o graph.ttl --form rdf12            claims as reifiers: RDF 1.2
  kg convert graph.nq -o graph.trig.gz --form nanopub      each claim as a nanopublication
  kg convert graph.trig.gz -o graph.nq                     the plain graph again, from either

\b
Exit codes: 0 done, 2 wrong usage, 3 an input cannot be read or converted (a nanopublication that was changed, too), or the output cannot be
written."""


@click.command(epilog=EPILOG)
@click.argument("graphs", nargs=-1, required=True, metavar="GRAPH...")
@click.option(
    "-o", "--output", required=True, metavar="OUT", help="A file (.ttl .jsonld .nq .trig .nt .rdf, each also .gz), or - for standard output."
)
@click.option("--profile", type=click.Choice(PROFILES), help="The profile to convert to; by default full, and facts where the input is that.")
@click.option(
    "--form", "form_name", type=click.Choice(FORMS), default=PLAIN, show_default=True, help="The form to write: RDF 1.2, or nanopublications."
)
@click.option("--format", "format_name", metavar="FORMAT", help="Syntax, for - and for file names without a known extension.")
@click.option("--flat", is_flag=True, help="Write JSON-LD as a flat list of nodes instead of one tree for each conflict.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def convert(graphs: tuple[str, ...], output: str, profile: str | None, form_name: str, format_name: str | None, flat: bool, quiet: bool) -> None:
    """Convert GRAPHs to another profile (full, compact, facts), another form or another format; they become one graph, named graphs stay apart.

    Nothing is lost between full and compact: what is written compact has been expanded again and compared. Nor is it between forms: RDF 1.2 and
    nanopublications are recognised where they are read, and become plain RDF 1.1 again unless --form says otherwise.
    """
    if is_folder(output):
        raise click.UsageError(f"{output}: name a file, or - for standard output")
    if form_name == NANOPUB and profile not in (None, FULL):
        raise click.UsageError(f"nanopublications are made of a full graph: leave --profile {profile} out")
    check_paths(graphs, {"-o": output})
    form = _choose(output, format_name, flat, form_name)
    with watch_files(graphs, "reading", quiet=quiet):
        read = _read(graphs)
    if _named_beside(read) and form.name.partition("-")[0] != "nquads" and form_name != NANOPUB:
        raise click.UsageError("the input has named graphs beside a default graph, which only N-Quads keeps apart: write a .nq file")
    made = {name: _convert(triples, FULL if form_name == NANOPUB else profile) for name, triples in read.items()}
    written = _write(made, form, output, form_name)
    if not quiet:
        before, after = (sum(map(len, all_graphs.values())) for all_graphs in (read, made))
        say(f"{before:,} triples in, {after:,} triples out{written} → {output}", colour="green")


def _choose(output: str, format_name: str | None, flat: bool, form_name: str) -> Format:
    """The syntax to write; a usage error for one that the form does not have."""
    from kg.forms.nanopub.writing import check_format
    from kg.rdf.formats import UnknownFormatError, find_format, to_rdf12

    if form_name == NANOPUB and output == "-" and not format_name:
        return find_format("trig")
    (form,) = choose_formats(output, format_name, flat, named=False)
    try:
        if form_name == NANOPUB:
            check_format(form)
        return to_rdf12(form) if form_name == RDF12 else form
    except UnknownFormatError as error:
        raise click.UsageError(str(error)) from error


def _named_beside(graphs: Mapping[IRI | None, object]) -> bool:
    """Whether there are named graphs beside a default graph."""
    return None in graphs and len(graphs) > 1


def _write(graphs: Mapping[IRI | None, tuple[Triple, ...]], form: Format, output: str, form_name: str) -> str:
    """Write the graphs; what is to be told of it. Ends the command with exit code 3 where that fails."""
    from kg.forms.nanopub.making import to_nanopubs
    from kg.forms.nanopub.nanopub import NanopubError
    from kg.forms.nanopub.writing import write_nanopubs
    from kg.output.files import PublishError, open_output
    from kg.rdf.formats import UnknownFormatError, check_named, write_graphs
    from kg.rdf.graph import ArticleGraph, NotExpressibleError

    named = sorted(name for name in graphs if name is not None)
    try:
        if named:
            check_named(form)
        with open_output(output) as out:
            if form_name == NANOPUB:
                return f" in {write_nanopubs(to_nanopubs(graphs), form, out):,} nanopublications"
            if None in graphs:
                write_graphs([ArticleGraph(_DEFAULT, graphs[None])], form, out)
            if named:
                write_graphs((ArticleGraph(name, graphs[name]) for name in named), form, out, named=True)
    except UnknownFormatError as error:
        raise click.UsageError(str(error)) from error
    except (PublishError, NotExpressibleError, NanopubError) as error:
        give_up(str(error), UNREADABLE)
    return ""


def _read(paths: tuple[str, ...]) -> dict[IRI | None, tuple[Triple, ...]]:
    """The graphs of all files, those of one name together. Ends the command with exit code 3 for what cannot be read."""
    from kg.forms.nanopub.nanopub import NanopubError
    from kg.forms.nanopub.reading import from_nanopubs, has_nanopubs
    from kg.rdf.reading import GraphReadError, read_quads
    from kg.rdf.terms import sort_triples

    found: dict[IRI | None, list[Triple]] = {}
    for path in paths:
        try:
            quads = read_quads(path)
            if has_nanopubs(quads):
                for name, triples in from_nanopubs(quads).items():
                    found.setdefault(name, []).extend(triples)
            else:
                for triple, name in quads:
                    found.setdefault(name, []).append(triple)
        except GraphReadError as error:
            give_up(str(error), UNREADABLE)
        except NanopubError as error:
            give_up(f"{path}: {error}", UNREADABLE)
    return {name: sort_triples(triples) for name, triples in found.items()}


def _convert(triples: tuple[Triple, ...], profile: str | None) -> tuple[Triple, ...]:
    from kg.profiles.claims import ProfileError
    from kg.profiles.convert import convert, profile_of

    wanted = profile or (FACTS if profile_of(triples) == FACTS else FULL)
    try:
        return convert(triples, wanted)
    except ProfileError as error:
        give_up(str(error), UNREADABLE)
