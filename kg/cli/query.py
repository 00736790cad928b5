"""kg query: SPARQL over graph files, a store or an endpoint."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from kg.cli.io.answers import TABLE, ask_embedded, ask_endpoint
from kg.cli.io.graphs import expand_folders
from kg.cli.io.reading import check_url, require_text
from kg.cli.io.terminal import UNREADABLE, USAGE, give_up, say
from kg.output.visible import show_safely
from kg.plurals import counted

if TYPE_CHECKING:
    from kg.query.named import NamedQuery
    from kg.store.embedded import EmbeddedStore
    from kg.store.endpoint import EndpointStore
    from kg.store.store import Store

EPILOG = """\b
Examples:
  kg query --list                                  the named queries
  kg query commanders graph.nq                     one of them
  kg query battles-of --of "World War II" graph.nq --format csv
  kg query near --latitude 59.4 --longitude 28.2 --km 100 graph.nq
  kg query 'SELECT ?c { ?c a ck:Conflict }' --store ./store --format csv
  kg query question.rq --endpoint http://127.0.0.1:8000/sparql"""

_FORMATS = (TABLE, "json", "xml", "csv", "tsv", "turtle", "ntriples", "jsonld", "rdfxml")


class _QueryCommand(click.Command):
    """Takes the parameters of a named query as options: --of "World War II" is --set of="World War II"."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {option for parameter in self.params for option in parameter.opts} | set(ctx.help_option_names)
        return super().parse_args(ctx, list(_set_parameters(args, own)))


def _set_parameters(args: list[str], own: set[str]) -> Iterator[str]:
    from kg.query.named import find_query

    if not any(arg.startswith("--") and arg.partition("=")[0] not in own for arg in args):
        yield from args
        return
    known = {parameter.name for arg in args if (named := find_query(arg)) for parameter in named.parameters}
    rest = iter(args)
    for arg in rest:
        name, equals, value = arg.removeprefix("--").partition("=")
        if not arg.startswith("--") or arg.partition("=")[0] in own or name.replace("-", "_") not in known:
            yield arg
        else:
            yield f"--set={name.replace('-', '_')}={value if equals else next(rest, '')}"


@click.command(epilog=EPILOG, cls=_QueryCommand)
@click.argument("query", required=False, metavar="QUERY|FILE.rq|NAME")
@click.argument("graphs", nargs=-1, metavar="GRAPH...")
@click.option("--store", "folder", type=click.Path(exists=True, file_okay=False), help="A store made by kg load.")
@click.option("--endpoint", help="URL of a SPARQL endpoint.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default=TABLE, show_default=True, help="Form of the answer.")
@click.option(
    "--set", "values", multiple=True, metavar="NAME=VALUE", help="Value for a parameter of a named query (repeatable); --NAME VALUE does the same."
)
@click.option("--list", "listing", is_flag=True, help="List the named queries.")
@click.option("--explain", is_flag=True, help="Also show the query as run, how often the graph uses each of its terms, and timings.")
def query(
    query: str | None,
    graphs: tuple[str, ...],
    folder: str | None,
    endpoint: str | None,
    form: str,
    values: tuple[str, ...],
    listing: bool,
    explain: bool,
) -> None:
    """Query GRAPHs (files, or folders of kg bulk), a store or an endpoint. QUERY is SPARQL, a file that ends in .rq, or the name of a named query.

    Entities may be given by their names: --of "World War II" finds them by label, further name or page title. The prefixes ck, rdf, rdfs, skos
    and the other vocabularies of the graph need no declaration. The default graph is the union of all graphs.
    """
    if listing:
        _print_list()
        return
    if query is None:
        raise click.UsageError("nothing to ask: name a query, or see --list")
    if sum(map(bool, (graphs, folder, endpoint))) != 1:
        raise click.UsageError("name graph files, or --store, or --endpoint")
    if endpoint:
        check_url(endpoint, "--endpoint")
    from kg.query.errors import QueryError
    from kg.store.store import StoreError

    try:
        _answer(query, graphs, folder, endpoint, form, values, explain)
    except QueryError as error:
        place = f"line {error.line}, column {error.column}: " if error.line else ""
        give_up(f"{place}{error.reason}", USAGE)
    except StoreError as error:
        give_up(str(error), UNREADABLE)


def _answer(query: str, graphs: tuple[str, ...], folder: str | None, endpoint: str | None, form: str, values: tuple[str, ...], explain: bool) -> None:
    from kg.query.named import find_query

    named = find_query(query)
    if values and named is None:
        raise click.UsageError("--set is for named queries; see --list")
    text = "" if named else _find_text(query)
    began = time.perf_counter()
    store = _open(graphs, folder, endpoint, named.text if named else text)
    if named:
        text = _fill_in(named, values, store)
    opened = time.perf_counter()
    rows = ask_endpoint(cast("EndpointStore", store), text, form) if endpoint else ask_embedded(cast("EmbeddedStore", store), text, form)
    answered = time.perf_counter() - opened
    _tell(text, rows)
    if explain and endpoint:
        say(f"answered in {answered:.3f} s by {endpoint}")
    elif explain:
        _explain(text, cast("EmbeddedStore", store), rows or 0, opened - began, answered)


def _print_list() -> None:
    from kg.query.named import grouped_queries

    for number, (group, queries) in enumerate(grouped_queries()):
        click.echo(("\n" if number else "") + click.style(group.capitalize(), underline=True))
        for named in queries:
            click.echo(click.style(named.name, bold=True) + f"  {named.title}\n    {named.description}")
            for parameter in named.parameters:
                click.echo(f"    --{parameter.name} {parameter.kind.upper()}  {parameter.words}")


def _find_text(query: str) -> str:
    """The text of a query that is none of ours."""
    from kg.query.named import near_names

    if query.endswith(".rq"):
        try:
            return Path(query).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            give_up(f"{query}: {getattr(error, 'strerror', None) or error}", UNREADABLE)
    if query.replace("-", "").replace("_", "").isalnum():
        near = near_names(query)
        raise click.UsageError(f"there is no query named {query!r}; " + (f"did you mean {' or '.join(near)}?" if near else "see --list"))
    require_text([query], "QUERY")
    return query


def _open(graphs: tuple[str, ...], folder: str | None, endpoint: str | None, text: str) -> EmbeddedStore | EndpointStore:
    """What is asked; files are one graph, unless the query names graphs."""
    if endpoint:
        from kg.store.endpoint import EndpointStore

        return EndpointStore(endpoint)
    from kg.query.run import names_graphs
    from kg.store.embedded import load_files, open_folder

    if folder:
        return open_folder(folder)
    store = load_files(expand_folders(graphs))
    return store if names_graphs(text) else store.merged()


def _fill_in(named: NamedQuery, given: tuple[str, ...], store: Store) -> str:
    """The text of a named query with its values; entities are found by their names."""
    from kg.query.named import ParameterError
    from kg.store.names import find_values

    require_text(given, "--set")
    words: dict[str, list[str]] = {}
    for name, _, value in (each.partition("=") for each in given):
        words.setdefault(name, []).append(value)
    try:
        values = find_values(named, words, store)
        filled = named.with_values(values)
    except ParameterError as error:
        raise click.BadParameter(show_safely(str(error)), param_hint="--set") from error
    for name, found in values.items():
        if len(found) > len(words[name]):
            say(f"{name} is {len(found)} entities: {', '.join(map(show_safely, found))}")
    return filled


def _tell(text: str, rows: int | None) -> None:
    """What may have gone wrong: terms of ours that there are not, and an answer without rows."""
    from kg.query.hints import hints, unknown_terms

    unknown = unknown_terms(text)
    for words in hints(text) if rows == 0 else unknown:
        say(words, colour="yellow")
    if rows == 0 and not unknown:
        say("0 rows; --explain tells how often the graph uses each term of the query")


def _explain(text: str, store: EmbeddedStore, rows: int, opening: float, answering: float) -> None:
    """What was asked, on standard error: the terms with how often the graph uses them."""
    import pyoxigraph

    from kg.query.rewrite import rewrite_query
    from kg.query.scan import named_iris
    from kg.query.table import shorten

    graph = store.graph
    say("\nquery as it was run:", bold=True)
    say(rewrite_query(text).strip())
    say("\nterms, and the triples that use them:", bold=True)
    for iri in named_iris(text):
        node = pyoxigraph.NamedNode(iri)
        used = (graph.quads_for_pattern(None, node, None), graph.quads_for_pattern(None, None, node), graph.quads_for_pattern(node, None, None))
        total = sum(1 for quads in used for _ in quads)
        say(f"  {total:>9,}  {shorten(iri)}", colour=None if total else "yellow")
    say(f"\n{counted(rows, 'row')}; {opening:.3f} s to open {counted(len(graph), 'triple')}, {answering:.3f} s to answer", bold=True)
