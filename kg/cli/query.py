"""kg query: SPARQL over graph files, a store or an endpoint."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from kg.cli.io.reading import check_url
from kg.cli.io.terminal import CONFORMS_NOT, UNREADABLE, give_up, say

if TYPE_CHECKING:
    import pyoxigraph

    from kg.query.run import Answer

EPILOG = """\b
Examples:
  kg query --list                                  the named queries
  kg query commanders graph.nq                     one of them
  kg query conflicts-of --set entity=https://w3id.org/conflict-kg/group/Norway graph.nq
  kg query 'SELECT ?c { ?c a ck:Conflict }' --store ./store --format csv
  kg query question.rq --endpoint http://127.0.0.1:8000/sparql"""

_TABLE = "table"
_EVERYTHING = 1 << 60
_FORMATS = ("table", "json", "xml", "csv", "tsv", "turtle", "ntriples", "jsonld", "rdfxml")


@click.command(epilog=EPILOG)
@click.argument("query", required=False, metavar="QUERY|FILE.rq|NAME")
@click.argument("graphs", nargs=-1, metavar="GRAPH...")
@click.option("--store", "folder", type=click.Path(exists=True, file_okay=False), help="A store made by kg load.")
@click.option("--endpoint", help="URL of a SPARQL endpoint.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default=_TABLE, show_default=True, help="Form of the answer.")
@click.option("--set", "values", multiple=True, metavar="NAME=VALUE", help="Value for a parameter of a named query (repeatable).")
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

    The prefixes ck, rdf, rdfs, skos and the other vocabularies of the graph need no declaration. The default graph is the union of all graphs.
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

    text = _find_text(query, values)
    try:
        if endpoint:
            _ask_endpoint(endpoint, text, form, explain)
        else:
            _ask_embedded(graphs, folder, text, form, explain)
    except QueryError as error:
        place = f"line {error.line}, column {error.column}: " if error.line else ""
        give_up(f"{place}{error.reason}", 2)
    except StoreError as error:
        give_up(str(error), UNREADABLE)


def _print_list() -> None:
    from kg.query.named import named_queries

    for named in named_queries().values():
        click.echo(click.style(named.name, bold=True) + f"  {named.title}\n    {named.description}")
        for parameter in named.parameters:
            click.echo(f"    --set {parameter.name}={parameter.kind.upper()}  {parameter.words}")


def _find_text(query: str, values: tuple[str, ...]) -> str:
    from kg.query.named import ParameterError, named_queries

    chosen = dict(value.partition("=")[::2] for value in values)
    if query in named_queries():
        try:
            return named_queries()[query].with_values(chosen)
        except ParameterError as error:
            raise click.BadParameter(str(error), param_hint="--set") from error
    if chosen:
        raise click.UsageError("--set is for named queries; see --list")
    if query.endswith(".rq"):
        try:
            return Path(query).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            give_up(f"{query}: {getattr(error, 'strerror', None) or error}", UNREADABLE)
    if query.replace("-", "").replace("_", "").isalnum():
        raise click.UsageError(f"there is no query named {query!r}; see --list")
    try:
        query.encode()
    except UnicodeEncodeError as error:
        raise click.UsageError("the query is not UTF-8") from error
    return query


def _ask_embedded(graphs: tuple[str, ...], folder: str | None, text: str, form: str, explain: bool) -> None:
    from kg.query.run import Question, run_query
    from kg.rdf.terms import PREFIXES
    from kg.store.embedded import load_files, open_folder

    began = time.perf_counter()
    store = open_folder(folder) if folder else load_files(graphs)
    opened = time.perf_counter()
    answer = run_query(store.graph, Question(text), {name: str(iri) for name, iri in PREFIXES.items()})
    rows = _print_answer(answer, form)
    if explain:
        _explain(text, store.graph, rows, opened - began, time.perf_counter() - opened)


def _ask_endpoint(endpoint: str, text: str, form: str, explain: bool) -> None:
    import asyncio
    import io

    import pyoxigraph

    from kg.query.formats import GRAPHS, TABLES, formats_for
    from kg.query.run import Question
    from kg.query.scan import scan_query
    from kg.serve.engine.engine import BusyError, Whole
    from kg.serve.engine.relay import Relay
    from kg.serve.settings import Limits
    from kg.store.endpoint import EndpointStore

    async def ask() -> bytes:
        relay = Relay(EndpointStore(endpoint), Limits(seconds=3600.0, rows=_EVERYTHING, size=1 << 40))
        await relay.start()
        whole: Whole = await relay.ask(Question(_declare(text)), wanted.media_type)
        return b"".join([chunk async for chunk in whole.chunks()])

    offered = formats_for(scan_query(text).form)
    wanted = offered.get(form) or next(iter(offered.values()))
    began = time.perf_counter()
    try:
        data = asyncio.run(ask())
    except BusyError as error:
        give_up(error.words, CONFORMS_NOT)
    if form != _TABLE or wanted.name in GRAPHS:
        _check_format(form, wanted.name in GRAPHS)
        sys.stdout.buffer.write(data)
    else:
        _print_answer(pyoxigraph.parse_query_results(io.BytesIO(data), getattr(pyoxigraph.QueryResultsFormat, TABLES["json"].oxigraph)), form)
    if explain:
        say(f"answered in {time.perf_counter() - began:.3f} s by {endpoint}")


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
    from kg.query.table import shorten, to_table
    from kg.rdf.terms import IRI
    from kg.store.embedded import to_node

    names = [variable.value for variable in answer.variables]
    rows = []
    for row in answer:
        nodes = ["" if row[name] is None else to_node(row[name]) for name in names]
        rows.append([shorten(node) if isinstance(node, IRI) else getattr(node, "value", "") for node in nodes])
    for line in to_table(names, rows, shutil.get_terminal_size((130, 24)).columns):
        click.echo(line)
    return len(rows)


def _explain(text: str, graph: pyoxigraph.Store, rows: int, opening: float, answering: float) -> None:
    """What was asked, on standard error: the terms with how often the graph uses them, so that a name that is misspelt shows."""
    import pyoxigraph

    from kg.domain.ontology import terms
    from kg.query.rewrite import rewrite_query
    from kg.query.scan import named_iris
    from kg.query.table import shorten
    from kg.rdf.terms import CK

    say("\nquery as it was run:", bold=True)
    say(rewrite_query(text).strip())
    say("\nterms, and the triples that use them:", bold=True)
    for iri in named_iris(text):
        node = pyoxigraph.NamedNode(iri)
        used = (graph.quads_for_pattern(None, node, None), graph.quads_for_pattern(None, None, node), graph.quads_for_pattern(node, None, None))
        total = sum(1 for quads in used for _ in quads)
        unknown = iri.startswith(CK) and iri.removeprefix(CK) not in terms()
        say(f"  {total:>9,}  {shorten(iri)}" + ("  (the ontology has no such term)" if unknown else ""), colour=None if total else "yellow")
    say(f"\n{rows:,} rows; {opening:.3f} s to open {len(graph):,} triples, {answering:.3f} s to answer", bold=True)
