"""The answer to a query as a table, chart or map."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

from kg.graph.points import read_point
from kg.pages.links import Links
from kg.pages.parts.maps import Map, Spot, draw_world
from kg.pages.parts.statements import plain_name
from kg.rdf.terms import PREFIXES

MOST_ROWS = 1000
_MOST_BARS, _MOST_SPOTS = 30, 500
_NUMBERS = frozenset(f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal", "double", "float", "int", "long"))


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


def read_answer(found: Mapping[str, Any], links: Links) -> Answer:
    """The table of SPARQL results in JSON, with a chart or a map where its columns fit."""
    if "boolean" in found:
        return Answer(verdict=bool(found["boolean"]))
    columns = tuple(found["head"]["vars"])
    bindings = found["results"]["bindings"]
    rows = tuple(tuple(_value(row.get(name), links) for name in columns) for row in bindings[:MOST_ROWS])
    return Answer(columns, rows, len(bindings), bars=draw_chart(rows), map=_draw_map(bindings, columns, links))


def _value(term: Mapping[str, str] | None, links: Links) -> Value | None:
    if term is None:
        return None
    if term["type"] == "uri":
        iri = term["value"]
        shown = next((f"{name}:{iri.removeprefix(space)}" for name, space in PREFIXES.items() if iri.startswith(space) and iri != space), "")
        ours = iri.startswith(links.base) and not shown
        return Value(plain_name(iri) if ours else shown or iri, links.page(iri), "", False)
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


def _draw_map(bindings: list[Mapping[str, Mapping[str, str]]], columns: tuple[str, ...], links: Links) -> Map | None:
    spots = []
    for row in bindings:
        for name in columns:
            point = read_point(row[name]["value"]) if row.get(name, {}).get("datatype", "").endswith("wktLiteral") else None
            if point:
                label = next((row[c]["value"] for c in columns if c in row and row[c]["type"] == "literal" and c != name), "")
                link = next((links.page(row[c]["value"]) for c in columns if c in row and row[c]["type"] == "uri"), "")
                spots.append(Spot(*point, label, link))
    return draw_world(spots[:_MOST_SPOTS])
