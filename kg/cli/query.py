"""kg query: SPARQL over graph files, a store or an endpoint."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import click

from kg.cli.io.reading import check_url, require_text
from kg.cli.io.terminal import CONFORMS_NOT, UNREADABLE, give_up, say, show_safely

if TYPE_CHECKING:
    from kg.query.named import NamedQuery
    from kg.query.run import Answer
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

_TABLE = "table"
_EVERYTHING = 1 << 60
_FORMATS = ("table", "json", "xml", "csv", "tsv", "turtle", "ntriples", "jsonld", "rdfxml")


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
@click.option("--format", "form", type=click.Choice(_FORMATS), default=_TABLE, show_default=True, help="Form of the answer.")
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
    """Query GRAPHs, a store or an endpoint. QUERY is SPARQL, a file that ends in .rq, or the name of a named query.

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
    from kg.query.named import find_query
    from kg.store.store import StoreError

    named = find_query(query)
    if values and named is None:
        raise click.UsageError("--set is for named queries; see --list")
    text = "" if named else _find_text(query)
    began = time.perf_counter()
    try:
        store = _open(graphs, folder, endpoint)
        if named:
            text = _fill_in(named, values, store)
        opened = time.perf_counter()
        rows = _ask_endpoint(cast("EndpointStore", store), text, form) if endpoint else _ask_embedded(cast("EmbeddedStore", store), text, form)
    except QueryError as error:
        place = f"line {error.line}, column {error.column}: " if error.line else ""
        give_up(f"{place}{error.reason}", 2)
    except StoreError as error:
        give_up(str(error), UNREADABLE)
    _tell(text, rows)
    answered = time.perf_counter() - opened
    if explain and endpoint:
        say(f"answered in {answered:.3f} s by {endpoint}")
    elif explain:
        _explain(text, cast("EmbeddedStore", store), rows or 0, opened - began, answered)


def _print_list() -> None:
    from kg.query.named import named_queries

    for named in named_queries().values():
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


def _open(graphs: tuple[str, ...], folder: str | None, endpoint: str | None) -> EmbeddedStore | EndpointStore:
    if endpoint:
        from kg.store.endpoint import EndpointStore

        return EndpointStore(endpoint)
    from kg.store.embedded import load_files, open_folder

    return open_folder(folder) if folder else load_files(graphs)


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


def _ask_embedded(store: EmbeddedStore, text: str, form: str) -> int:
    from kg.query.run import Question, run_query
    from kg.rdf.terms import PREFIXES

    return _print_answer(run_query(store.graph, Question(text), {name: str(iri) for name, iri in PREFIXES.items()}), form)


def _ask_endpoint(store: EndpointStore, text: str, form: str) -> int | None:
    """The number of rows; None where it is not counted."""
    import asyncio
    import io

    import pyoxigraph

    from kg.query.formats import GRAPHS, TABLES, formats_for
    from kg.query.run import Question
    from kg.query.scan import scan_query
    from kg.serve.engine.engine import BusyError, Whole
    from kg.serve.engine.relay import Relay
    from kg.serve.settings import Limits

    async def ask() -> bytes:
        relay = Relay(store, Limits(seconds=3600.0, rows=_EVERYTHING, size=1 << 40))
        await relay.start()
        whole: Whole = await relay.ask(Question(_declare(text)), wanted.media_type)
        return b"".join([chunk async for chunk in whole.chunks()])

    offered = formats_for(scan_query(text).form)
    wanted = offered.get(form) or next(iter(offered.values()))
    try:
        data = asyncio.run(ask())
    except BusyError as error:
        give_up(error.words, CONFORMS_NOT)
    if form != _TABLE or wanted.name in GRAPHS:
        _check_format(form, wanted.name in GRAPHS)
        sys.stdout.buffer.write(data)
        return None
    return _print_answer(pyoxigraph.parse_query_results(io.BytesIO(data), getattr(pyoxigraph.QueryResultsFormat, TABLES["json"].oxigraph)), form)


def _declare(text: str) -> str:
    """The query with those of our prefixes that it uses and does not declare."""
    from kg.query.scan import tokens
    from kg.rdf.terms import PREFIXES

    used = [token.text.partition(":")[0] for token in tokens(text) if token.kind == "name"]
    declared = {token.text.rstrip(":") for before, token in zip(tokens(text), tokens(text)[1:], strict=False) if before.text.upper() == "PREFIX"}
    missing = dict.fromkeys(name for name in used if name in PREFIXES and name not in declared)
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in missing) + text


def _check_format(form: str, is_graph: bool) -> None:
    from kg.query.formats import GRAPHS, TABLES

    able = GRAPHS if is_graph else TABLES
    if form != _TABLE and form not in able:
        raise click.BadParameter(f"this query is answered in: {', '.join(able)}", param_hint="--format")


def _print_answer(answer: Answer, form: str) -> int:
    """Print an answer; the number of its rows, triples for a graph."""
    import pyoxigraph

    from kg.query.formats import GRAPHS, TABLES
    from kg.query.run import write_answer

    is_graph = not isinstance(answer, (pyoxigraph.QuerySolutions, pyoxigraph.QueryBoolean))
    _check_format(form, is_graph)
    if form == _TABLE and isinstance(answer, pyoxigraph.QueryBoolean):
        click.echo("yes" if answer else "no")
        return 1
    if form == _TABLE and isinstance(answer, pyoxigraph.QuerySolutions):
        return _print_table(answer)
    chosen = GRAPHS["turtle" if form == _TABLE else form] if is_graph else TABLES[form]
    out = _Binary(sys.stdout.buffer, chosen.row_mark)
    write_answer(answer, chosen, out, _EVERYTHING, _EVERYTHING)
    out.out.flush()
    return out.rows


class _Binary:
    """Standard output, which counts rows as it passes them on."""

    def __init__(self, out: BinaryIO, mark: bytes) -> None:
        self.out, self.mark, self.rows = out, mark or b" .\n", 0

    def write(self, data: bytes) -> int:
        self.rows += data.count(self.mark)
        return self.out.write(data)


def _print_table(answer: Any) -> int:
    from kg.query.table import count_columns, shorten, to_table
    from kg.rdf.terms import IRI
    from kg.store.embedded import to_node

    names = [variable.value for variable in answer.variables]
    rows = []
    for row in answer:
        nodes = ["" if row[name] is None else to_node(row[name]) for name in names]
        rows.append([shorten(node) if isinstance(node, IRI) else getattr(node, "value", "") for node in nodes])
    width = shutil.get_terminal_size((130, 24)).columns
    kept = count_columns(names, rows, width)
    for line in to_table(names[:kept], [row[:kept] for row in rows], width):
        click.echo(line)
    if kept < len(names) and rows:
        say(f"columns that do not fit: {', '.join(names[kept:])}; --format csv has them all")
    return len(rows)


def _tell(text: str, rows: int | None) -> None:
    """What may have gone wrong: terms of ours that there are not, and an answer without rows."""
    from kg.domain.ontology import is_defined, near_terms
    from kg.query.scan import named_iris
    from kg.query.table import shorten
    from kg.rdf.terms import CK

    unknown = [iri for iri in named_iris(text) if iri.startswith(CK) and not is_defined(iri)]
    for iri in unknown:
        near = near_terms(iri)
        say(f"the ontology has no term {shorten(iri)}" + (f"; did you mean {' or '.join(map(shorten, near))}?" if near else ""), colour="yellow")
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
    say(f"\n{rows:,} rows; {opening:.3f} s to open {len(graph):,} triples, {answering:.3f} s to answer", bold=True)
