"""Answers to queries on standard output: tables for people, and the forms of SPARQL for programs."""

from __future__ import annotations

import csv
import shutil
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from kg.cli.io.terminal import CONFORMS_NOT, data_output, give_up, say

if TYPE_CHECKING:
    from kg.query.run import Answer
    from kg.store.embedded import EmbeddedStore
    from kg.store.endpoint import EndpointStore

TABLE, CSV = "table", "csv"
_EVERYTHING = 1 << 60


def ask_embedded(store: EmbeddedStore, text: str, form: str) -> int:
    """Answer a query of a store within this process and print the answer; its rows, triples for a graph."""
    from kg.query.errors import QueryError
    from kg.query.run import Question, run_query
    from kg.rdf.terms import PREFIXES

    try:
        return _print_answer(run_query(store.graph, Question(text), {name: str(iri) for name, iri in PREFIXES.items()}), form)
    except RuntimeError as error:  # The engine finds some faults of a query only as it answers.
        raise QueryError(str(error)) from error


def ask_endpoint(store: EndpointStore, text: str, form: str) -> int | None:
    """Have an endpoint answer a query and print the answer; its rows, None where they are not counted."""
    import asyncio
    import io

    import pyoxigraph

    from kg.query.errors import QueryError
    from kg.query.formats import GRAPHS, TABLES, formats_for
    from kg.query.run import Question
    from kg.query.scan import scan_query
    from kg.serve.engine.engine import BusyError, Whole
    from kg.serve.engine.plan import RefusedError, Wanted
    from kg.serve.engine.relay import Relay
    from kg.serve.settings import Limits

    async def ask() -> bytes:
        relay = Relay(store, Limits(seconds=3600.0, rows=_EVERYTHING, size=1 << 40))
        await relay.start()
        whole: Whole = await relay.ask(Question(_declare(text)), Wanted(wanted.media_type))
        return b"".join([chunk async for chunk in whole.chunks()])

    offered = formats_for(scan_query(text).form)
    wanted = offered["json"] if form == CSV and "json" in offered else offered.get(form) or next(iter(offered.values()))
    try:
        data = asyncio.run(ask())
    except RefusedError as error:
        raise QueryError(error.reason, error.line, error.column) from error
    except BusyError as error:
        give_up(error.words, CONFORMS_NOT)
    if form not in (TABLE, CSV) or wanted.name in GRAPHS:
        _check_format(form, wanted.name in GRAPHS)
        data_output().write(data)
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
    if form != TABLE and form not in able:
        raise click.BadParameter(f"this query is answered in: {', '.join(able)}", param_hint="--format")


def _print_answer(answer: Answer, form: str) -> int:
    """Print an answer; the number of its rows, triples for a graph."""
    import pyoxigraph

    from kg.query.formats import GRAPHS, TABLES
    from kg.query.run import write_answer

    is_graph = not isinstance(answer, (pyoxigraph.QuerySolutions, pyoxigraph.QueryBoolean))
    _check_format(form, is_graph)
    if form == TABLE and isinstance(answer, pyoxigraph.QueryBoolean):
        click.echo("yes" if answer else "no")
        return 1
    if form == TABLE and isinstance(answer, pyoxigraph.QuerySolutions):
        return _print_table(answer)
    if form == CSV and isinstance(answer, pyoxigraph.QuerySolutions):
        return _print_csv(answer)
    chosen = GRAPHS["turtle" if form == TABLE else form] if is_graph else TABLES[form]
    out = _Binary(data_output(), chosen.row_mark)
    write_answer(answer, chosen, out, _EVERYTHING, _EVERYTHING)
    out.out.flush()
    return out.rows


def _print_csv(answer: Any) -> int:
    """Print SPARQL's CSV, with text that a spreadsheet would take for a formula guarded as in our tables."""
    from kg.store.cells import csv_cell

    names = [variable.value for variable in answer.variables]
    buffer, rows = data_output(), 0
    writer = csv.writer(_Text(buffer), lineterminator="\r\n")
    writer.writerow(names)
    for row in answer:
        writer.writerow([csv_cell(row[name]) for name in names])
        rows += 1
    buffer.flush()
    return rows


class _Text:
    """Takes text for a stream of bytes."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, text: str) -> int:
        return self._out.write(text.encode())


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
    from kg.store.terms import to_node

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
