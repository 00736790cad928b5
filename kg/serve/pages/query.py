"""The query editor: a form that works without scripts, answers as table, chart or map, and errors at their place."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from anyio import from_thread
from starlette.requests import Request
from starlette.responses import Response

from kg.graph.points import read_point
from kg.query.errors import QueryError
from kg.query.formats import GRAPHS, TABLES
from kg.query.named import named_queries
from kg.query.run import Question
from kg.rdf.terms import PREFIXES
from kg.serve.engine.engine import BusyError, Whole
from kg.serve.engine.plan import RefusedError, Wanted
from kg.serve.pages.parts.maps import Map, Spot, draw_world
from kg.serve.pages.parts.statements import plain_name
from kg.serve.pages.render import Pages, render
from kg.store.store import Store, StoreError

_JSON, _TURTLE = "application/sparql-results+json", "text/turtle"
_WANTED = Wanted(f"{_JSON}, {_TURTLE}")
_MOST_ROWS, _MOST_BARS, _MOST_SPOTS = 1000, 30, 500
_MOST_BYTES = 16 << 20
_LONGEST = 60_000
_NUMBERS = frozenset(f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal", "double", "float", "int", "long"))


class Trouble(NamedTuple):
    """The reason for a missing answer, with line and column (from 1) if known. ``excerpt`` is the line, ``before`` its part before the column."""

    words: str
    line: int | None
    column: int | None
    before: str
    after: str


class Value(NamedTuple):
    """A cell of the table: its text, link target, language, and alignment."""

    text: str
    href: str
    language: str
    numeric: bool


class Bar(NamedTuple):
    """A bar of the chart; ``width`` in hundredths."""

    label: Value
    number: str
    width: float


class Answer(NamedTuple):
    """The answer to a query: a table, the text of a graph, or yes or no."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Value | None, ...], ...] = ()
    total: int = 0
    verdict: bool | None = None
    graph: str = ""
    bars: tuple[Bar, ...] = ()
    map: Map | None = None


def show_query(request: Request, store: Store) -> Response:
    """The page; the query in ``?query=`` is run."""
    asked = request.query_params.get("query", "")
    text = asked or _beginning()
    answer, trouble = _run(request, asked) if asked.strip() else (None, None)
    return render(
        request, "query.html", text=text, asked=bool(asked.strip()), answer=answer, trouble=trouble, examples=tuple(named_queries().values()),
        prefixes=" ".join(f"{name}:{iri}" for name, iri in PREFIXES.items()), encode=lambda query: urlencode({"query": query}), most=_MOST_ROWS,
        downloads=_downloads(request, asked, answer) if answer else (),
    )  # fmt: skip


def _beginning() -> str:
    wanted = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("ck", "rdfs"))
    return f"""{wanted}
# Who commanded in most conflicts?
SELECT ?person ?name (COUNT(DISTINCT ?conflict) AS ?conflicts) WHERE {{
  ?conflict ck:hasSide ?side .
  ?side ck:commander ?person .
  ?person rdfs:label ?name .
}}
GROUP BY ?person ?name
ORDER BY DESC(?conflicts) ?name
LIMIT 20
"""


def _run(request: Request, text: str) -> tuple[Answer | None, Trouble | None]:
    """The answer, or the reason why there is none."""
    most = min(_LONGEST, request.app.state.settings.limits.query)
    if len(text.encode()) > most:
        return None, Trouble(f"The query has more than {most:,} bytes, too many for this page.", None, None, "", "")
    try:
        whole: Whole = from_thread.run(request.app.state.engine.ask, Question(text), _WANTED)
    except QueryError as error:
        return None, _place(text, error)
    except RefusedError as error:
        return None, Trouble(error.words, None, None, "", "")
    except (BusyError, StoreError) as error:
        words = str(error)
        return None, Trouble(f"{words[:1].upper()}{words[1:]}.", None, None, "", "")
    if whole.file is not None:
        with whole.file as file:
            data = file.read(_MOST_BYTES + 1)
    else:
        data = whole.data
    if len(data) > _MOST_BYTES:
        return None, Trouble(f"The answer has {whole.size:,} bytes, too much for a page: download it, or add a LIMIT.", None, None, "", "")
    return (Answer(graph=data.decode()) if whole.media_type == _TURTLE else read_answer(json.loads(data), Pages(request.app.state.settings))), None


def _place(text: str, error: QueryError) -> Trouble:
    lines = text.splitlines() or [""]
    if not error.line or error.line > len(lines):
        return Trouble(error.reason, error.line, error.column, "", "")
    line, column = lines[error.line - 1], max((error.column or 1) - 1, 0)
    return Trouble(error.reason, error.line, error.column, line[:column], line[column:])


def read_answer(found: Mapping[str, Any], pages: Pages) -> Answer:
    """The table of SPARQL results in JSON, with a chart or a map where its columns fit."""
    if "boolean" in found:
        return Answer(verdict=bool(found["boolean"]))
    columns = tuple(found["head"]["vars"])
    bindings = found["results"]["bindings"]
    rows = tuple(tuple(_value(row.get(name), pages) for name in columns) for row in bindings[:_MOST_ROWS])
    return Answer(columns, rows, len(bindings), bars=draw_chart(rows), map=_draw_map(bindings, columns, pages))


def _value(term: Mapping[str, str] | None, pages: Pages) -> Value | None:
    if term is None:
        return None
    if term["type"] == "uri":
        iri = term["value"]
        shown = next((f"{name}:{iri.removeprefix(space)}" for name, space in PREFIXES.items() if iri.startswith(space) and iri != space), "")
        ours = iri.startswith(pages.settings.base) and not shown
        return Value(plain_name(iri) if ours else shown or iri, pages.href(iri), "", False)
    return Value(term["value"], "", term.get("xml:lang", ""), term.get("datatype", "") in _NUMBERS)


def draw_chart(rows: tuple[tuple[Value | None, ...], ...]) -> tuple[Bar, ...]:
    """Bars where each row has a name and its last column a number that is not negative; none where that does not fit."""
    shown = rows[:_MOST_BARS]
    if len(shown) < 2 or len(rows[0]) < 2:
        return ()
    labels = [next((value for value in reversed(row[:-1]) if value and not value.numeric and not value.href), row[0]) for row in shown]
    numbers = [_number(row[-1]) for row in shown]
    largest = max((number for number in numbers if number is not None), default=0.0)
    if largest <= 0 or any(number is None or number < 0 for number in numbers) or not all(labels):
        return ()
    links = [next((value.href for value in row if value and value.href), "") for row in shown]
    return tuple(
        Bar(label._replace(href=link), row[-1].text if row[-1] else "", round(90 * (number or 0) / largest, 2))
        for label, link, number, row in zip(labels, links, numbers, shown, strict=True)
        if label
    )


def _number(value: Value | None) -> float | None:
    if value is None or not value.numeric:
        return None
    try:
        number = float(value.text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _draw_map(bindings: list[Mapping[str, Mapping[str, str]]], columns: tuple[str, ...], pages: Pages) -> Map | None:
    spots = []
    for row in bindings:
        for name in columns:
            point = read_point(row[name]["value"]) if row.get(name, {}).get("datatype", "").endswith("wktLiteral") else None
            if point:
                label = next((row[c]["value"] for c in columns if c in row and row[c]["type"] == "literal" and c != name), "")
                link = next((pages.href(row[c]["value"]) for c in columns if c in row and row[c]["type"] == "uri"), "")
                spots.append(Spot(*point, label, link))
    return draw_world(spots[:_MOST_SPOTS])


def _downloads(request: Request, text: str, answer: Answer) -> tuple[tuple[str, str], ...]:
    """Formats for download, with their URLs."""
    root = request.app.state.settings.root
    formats = TABLES if answer.columns or answer.verdict is not None else GRAPHS
    return tuple((name, f"{root}/sparql?{urlencode({'query': text, 'format': name})}") for name in formats)
