"""Running a query on a pyoxigraph store, with limits on what its answer may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import IO, TYPE_CHECKING, NamedTuple, Protocol, cast

from kg.query.errors import QueryError, read_syntax_error
from kg.query.formats import ResultFormat
from kg.query.rewrite import rewrite_query
from kg.query.scan import Refusal, scan_query, undeclared_prefix
from kg.rdf.terms import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph

_LONGEST_KEPT = 20_000
# How Oxigraph says that a prefix is not declared, where nothing else could stand and elsewhere.
_NO_PREFIX = ("Prefix not found", "<unreported>")
_GRAPHS = re.compile(r"\b(?:GRAPH|FROM)\b", re.IGNORECASE)


class Question(NamedTuple):
    """A query and the dataset that its request chooses: without any, the default graph is the union of all graphs."""

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


class _Prepared(NamedTuple):
    text: str
    chooses_graphs: bool
    refusal: Refusal | None


@lru_cache(maxsize=64)
def _prepare(text: str) -> _Prepared:
    """A query as it is run. Kept, because looking over a long one takes as long as many an answer."""
    scan = scan_query(text)
    refusal = scan.nesting or scan.service
    return _Prepared(text if refusal else rewrite_query(text), scan.chooses_graphs, refusal)


def names_graphs(text: str) -> bool:
    """Whether a query may ask for graphs by their names: it has the word GRAPH or FROM, be it in a comment or a name."""
    return _GRAPHS.search(text) is not None


class OverLimitError(Exception):
    """An answer that is larger than allowed; ``limit`` is "rows" or "size"."""

    def __init__(self, limit: str, most: int) -> None:
        super().__init__(f"the answer has more than {most:,} {'rows' if limit == 'rows' else 'bytes'}")
        self.limit = limit


class Output(Protocol):
    """What an answer is written to."""

    def write(self, data: bytes, /) -> int:
        """Take bytes."""


def run_query(graph: pyoxigraph.Store, question: Question, prefixes: dict[str, str] | None = None) -> Answer:
    """Begin to answer a query; the answer is found as it is read. QueryError for what is no SPARQL, or not to be run."""
    prepared = _prepare(question.text) if len(question.text) <= _LONGEST_KEPT else _prepare.__wrapped__(question.text)
    if prepared.refusal:
        raise QueryError(prepared.refusal.words, prepared.refusal.line, prepared.refusal.column)
    try:
        return _ask(graph, prepared.text, question, prepared, prefixes)
    except SyntaxError as error:
        if prepared.text == question.text:
            raise _read_error(error, question.text) from error
    try:  # The place of the error is that in the text as it was sent.
        return _ask(graph, question.text, question, prepared, prefixes)
    except SyntaxError as error:
        raise _read_error(error, question.text) from error


def _read_error(error: SyntaxError, text: str) -> QueryError:
    """What is wrong with a query, and where; a prefix that it does not declare is named, with how to declare it if it is one of ours."""
    found = read_syntax_error(error)
    prefix = undeclared_prefix(text) if any(words in found.reason for words in _NO_PREFIX) else None
    if prefix is None:
        return found
    ours = f"; begin with PREFIX {prefix}: <{PREFIXES[prefix]}>" if prefix in PREFIXES else ""
    return QueryError(f"the prefix {prefix}: is not declared{ours}", found.line, found.column)


def _ask(graph: pyoxigraph.Store, text: str, question: Question, prepared: _Prepared, prefixes: dict[str, str] | None) -> Answer:
    import pyoxigraph

    chosen = bool(question.default_graphs or question.named_graphs)
    try:
        return graph.query(
            text,
            prefixes=prefixes,
            use_default_graph_as_union=not chosen and not prepared.chooses_graphs,
            default_graph=[pyoxigraph.NamedNode(iri) for iri in question.default_graphs] if chosen else None,
            named_graphs=[pyoxigraph.NamedNode(iri) for iri in question.named_graphs] if chosen else None,
        )
    except RuntimeError as error:  # Of a function that there is not, for example.
        raise QueryError(str(error)) from error


def write_answer(answer: Answer, form: ResultFormat, out: Output, rows: int, size: int) -> None:
    """Write an answer in a format that its kind has. OverLimitError where it has more rows or bytes than allowed."""
    import pyoxigraph

    counted = cast(IO[bytes], _Counter(out, form, rows, size))
    if not isinstance(answer, (pyoxigraph.QuerySolutions, pyoxigraph.QueryBoolean)):
        syntax = getattr(pyoxigraph.RdfFormat, form.oxigraph)
        named = {name: str(iri) for name, iri in PREFIXES.items()}
        pyoxigraph.serialize(_at_most(answer, rows), counted, syntax, prefixes=named)
    else:
        answer.serialize(counted, getattr(pyoxigraph.QueryResultsFormat, form.oxigraph))


def _at_most(triples: Iterable[pyoxigraph.Triple], rows: int) -> Iterator[pyoxigraph.Triple]:
    for number, triple in enumerate(triples):
        if number == rows:
            raise OverLimitError("rows", rows)
        yield triple


class _Counter:
    """Passes on what is written and counts bytes and rows. Rows are counted by their mark, which no term can hold: all four formats escape it."""

    def __init__(self, out: Output, form: ResultFormat, rows: int, size: int) -> None:
        self.out, self.mark, self.rows, self.size = out, form.row_mark, rows - form.more, size
        self.most = rows
        self.seen_rows = self.seen_bytes = 0
        self.tail = b""

    def write(self, data: bytes) -> int:
        self.seen_bytes += len(data)
        if self.seen_bytes > self.size:
            raise OverLimitError("size", self.size)
        if self.mark:
            joined = self.tail + data
            self.seen_rows += joined.count(self.mark)
            self.tail = joined[len(joined) - len(self.mark) + 1 :] if len(self.mark) > 1 else b""
            if self.seen_rows > self.rows:
                raise OverLimitError("rows", self.most)
        return self.out.write(data)

    def flush(self) -> None:
        """Nothing is kept back."""


if TYPE_CHECKING:
    Answer = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | Iterable[pyoxigraph.Triple]
