"""Answers to queries as data frames whose columns have types."""

from __future__ import annotations

import datetime
import io
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple, cast

from kg.graph.facts import Node, plain
from kg.notebook.extras import need
from kg.rdf.graph import ArticleGraph
from kg.rdf.terms import IRI, PREFIXES, XSD, Triple
from kg.store.store import Solutions, Store

Library = Literal["pandas", "polars"]
Graph = str | os.PathLike[str] | Iterable[str | os.PathLike[str]] | Iterable[Triple] | Iterable[ArticleGraph] | Store
Kind = Literal["int", "float", "bool", "date", "text"]

_KINDS: dict[str, Kind] = {
    XSD.term("integer"): "int", XSD.term("double"): "float", XSD.term("decimal"): "float", XSD.term("float"): "float",
    XSD.term("boolean"): "bool", XSD.term("date"): "date",
}  # fmt: skip
_DAY = re.compile(r"(?!0000)\d{4}-\d\d-\d\d")
_MOST = 2**63


class Column(NamedTuple):
    """A column: all its values are of one kind, None where a row has none."""

    name: str
    kind: Kind
    values: tuple[Any, ...]


def frame(query: str, graph: Graph, *, library: Library = "pandas", **values: str | Sequence[str]) -> Any:
    """The answer to a SELECT as a data frame of pandas or polars.

    ``query`` is SPARQL, in which our prefixes need not be declared, or the name of a query that ships (``kg query --list``); ``values`` are for
    the parameters of such a one, entities by name or IRI. ``graph`` is one or several graph files, triples, graphs that were built, or a store
    of kg.store. Whole numbers, other numbers, truth values and dates have columns of their type; a column with dates of less than a day's
    precision stays text, as does one of several types. Raises MissingExtraError where the library is not installed,
    kg.store.store.QueryError for what is no SELECT.
    """
    if library not in ("pandas", "polars"):
        raise ValueError(f"frames are of pandas or polars, not {library!r}")
    module = need(library, "frames" if library == "pandas" else "polars")
    store = open_graph(graph)
    text = _find_query(query, values, store)
    columns = to_columns(_as_one(store, text).select(text))
    return _to_pandas(module, columns) if library == "pandas" else _to_polars(module, columns)


def _as_one(store: Store, text: str) -> Store:
    """A store as one graph, where it is in this process and the query asks for no graph by its name."""
    from kg.query.run import names_graphs

    merged = getattr(store, "merged", None)
    return store if merged is None or names_graphs(text) else cast(Store, merged())


def open_graph(graph: Graph) -> Store:
    """A store that holds a graph, whatever it is given as. MissingExtraError without pyoxigraph, StoreError for a file that cannot be read."""
    if hasattr(graph, "select"):
        return cast(Store, graph)
    pyoxigraph = need("pyoxigraph", "fast")
    from kg.store.embedded import EmbeddedStore, load_files

    parts = [graph] if isinstance(graph, str | os.PathLike) else list(cast(Iterable[Any], graph))
    if all(isinstance(part, str | os.PathLike) for part in parts):
        return load_files(os.fspath(part) for part in parts)
    from kg.rdf.formats import find_format, write_graphs

    triples: Iterable[Triple] = (triple for part in parts for triple in (part.triples if isinstance(part, ArticleGraph) else (cast(Triple, part),)))
    text, store = io.StringIO(), pyoxigraph.Store()
    write_graphs([ArticleGraph.of(IRI("urn:kg:frame"), triples)], find_format("ntriples"), text)
    store.bulk_load(text.getvalue().encode(), pyoxigraph.RdfFormat.N_TRIPLES)
    return EmbeddedStore(store, "")


def _find_query(query: str, values: Mapping[str, str | Sequence[str]], store: Store) -> str:
    from kg.query.named import find_query
    from kg.query.rewrite import rewrite_query
    from kg.store.names import find_values

    if named := find_query(query):
        given = {name: [value] if isinstance(value, str) else value for name, value in values.items()}
        return rewrite_query(named.with_values(find_values(named, given, store)))
    if values:
        raise ValueError(f"values are for queries that ship; there is none named {query!r}")
    return "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items()) + rewrite_query(query)


def to_columns(answer: Solutions) -> tuple[Column, ...]:
    """An answer by columns, each with the most special kind that all its values are of."""
    return tuple(_column(name, [row[place] for row in answer.rows]) for place, name in enumerate(answer.variables))


def _column(name: str, nodes: Sequence[Node | None]) -> Column:
    kinds = {_kind(node) for node in nodes if node is not None}
    kind: Kind = "float" if kinds == {"int", "float"} else kinds.pop() if len(kinds) == 1 else "text"
    return Column(
        name, kind, tuple(None if node is None else _value(kind, plain(node) if not isinstance(node, IRI) else str(node)) for node in nodes)
    )


def _kind(node: Node) -> Kind:
    if isinstance(node, IRI):
        return "text"
    kind = _KINDS.get(node.datatype, "text")
    if kind == "date" and not _is_day(node.value):
        return "text"
    if kind == "int" and not -_MOST <= int(node.value) < _MOST:
        return "text"
    return kind


def _is_day(text: str) -> bool:
    """Whether a text is a day that Python's calendar has."""
    try:
        return bool(_DAY.fullmatch(text) and datetime.date.fromisoformat(text))
    except ValueError:
        return False


def _value(kind: Kind, text: str) -> Any:
    if kind == "date":
        return datetime.date.fromisoformat(text)
    if kind == "bool":
        return text in ("true", "1")
    return int(text) if kind == "int" else float(text) if kind == "float" else text


def _to_pandas(pandas: Any, columns: Sequence[Column]) -> Any:
    types = {"int": "Int64", "float": "Float64", "bool": "boolean", "date": "datetime64[s]", "text": "string"}
    return pandas.DataFrame({column.name: pandas.Series(list(column.values), dtype=types[column.kind]) for column in columns})


def _to_polars(polars: Any, columns: Sequence[Column]) -> Any:
    types = {"int": polars.Int64, "float": polars.Float64, "bool": polars.Boolean, "date": polars.Date, "text": polars.String}
    return polars.DataFrame([polars.Series(column.name, list(column.values), dtype=types[column.kind]) for column in columns])
