"""Example queries: each answer is what its query gives."""

from __future__ import annotations

import csv
import io
from contextlib import closing
from itertools import zip_longest

from kg.profiles.nodes import gather, only_text
from kg.publish.describe.queries import MOST_ROWS, UNANSWERED
from kg.publish.describe.statements import DCAT, SH
from kg.publish.release import FULL, LINKS
from kg.publish.verify.asking import MOST_IN_MEMORY, Answerer, AskError
from kg.publish.verify.checks.catalogue import find_file
from kg.publish.verify.failure import BrokenError, Failure, Found
from kg.publish.verify.graphs import dumps
from kg.publish.verify.opened import Opened
from kg.rdf.terms import DCT

_LIST = "queries/queries.ttl"
_SHOWN = 100


def check_queries(opened: Opened) -> Found:
    """That each query's answer, over full layer and links, is that of its file, and each answer has its query."""
    layers = [layer for layer in opened.manifest.layers if layer.name in (FULL, LINKS)]
    paths = [opened.folder.root / path for layer in layers for path in dumps(opened, layer.name) if opened.has(path)]
    large = sum(layer.triples for layer in layers) > MOST_IN_MEMORY
    with closing(Answerer(paths, opened.work / "store" if large else None)) as answerer:
        for path in opened.below("queries/", ".rq"):
            try:
                yield from _check_query(opened, path, answerer)
            except BrokenError as error:
                yield error.failure
    for path in opened.below("answers/", ".csv"):
        if not opened.has(_query_of(path)):
            yield Failure(path, f"answers no query: {_query_of(path)} is not there")


def _query_of(answer: str) -> str:
    return f"queries/{answer.removeprefix('answers/').removesuffix('.csv')}.rq"


def _check_query(opened: Opened, path: str, answerer: Answerer) -> Found:
    """An answer of more than MOST_ROWS rows is not published, nor that of a query that lists everything; every other is."""
    name = path.removeprefix("queries/").removesuffix(".rq")
    answer = f"answers/{name}.csv"
    if name in UNANSWERED and not opened.has(answer):
        return
    try:
        names, rows = answerer.ask(opened.read_text(path), MOST_ROWS)
    except AskError as error:
        yield Failure(path, f"has no answer: {error}")
        return
    if len(rows) > MOST_ROWS:
        if opened.has(answer):
            yield Failure(answer, f"answers a query that gives more than {MOST_ROWS:,} rows")
        return
    reader = csv.reader(io.StringIO(opened.read_text(answer), newline=""))
    for here, wanted in zip_longest(reader, [names, *rows]):
        if here != wanted:
            yield Failure(answer, f"has {_show(here)}, where {path} gives {_show(wanted)}", reader.line_num)
            return
    if opened.listed[answer].counted == "rows" and opened.listed[answer].count != len(rows):
        yield Failure(answer, f"has {len(rows):,} rows, not {opened.listed[answer].count:,} as the manifest says")


def _show(row: list[str] | None) -> str:
    return "no row" if row is None else repr(", ".join(row)[:_SHOWN])


def check_list(opened: Opened) -> Found:
    """That the list of queries (sh:SPARQLExecutable) has each with the text of its file."""
    nodes, seen = gather(opened.read_graph(_LIST)), set[str]()
    for said in nodes.values():
        text, name = only_text(said, SH.term("select")), only_text(said, DCT.term("identifier"))
        if text is None:
            continue
        path = f"queries/{name}.rq"
        seen.add(path)
        if not opened.has(path) or opened.read_text(path) != text:
            yield Failure(_LIST, f"has the query {name!r} otherwise than {path}")
        for address in said.get(DCAT.term("downloadURL"), ()):
            if find_file(opened, str(address)) is None:
                yield Failure(_LIST, f"leads to a file that is not there: <{address}>")
    for path in opened.below("queries/", ".rq"):
        if path not in seen:
            yield Failure(_LIST, f"does not list {path}")
