"""The answer to a query as a table, chart or map."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from kg.graph.facts import spaced
from kg.graph.points import read_point
from kg.pages.links import Links
from kg.pages.parts.maps import Map, Spot, draw_world
from kg.pages.parts.statements import plain_name
from kg.rdf.terms import PREFIXES

MOST_ROWS = 1000
_MOST_BARS, _MOST_SPOTS = 30, 500
_NUMBERS = frozenset(f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal", "double", "float", "int", "long"))
_DATE = re.compile(r"-?[0-9]{4,}-[0-9]{2}(?:-[0-9]{2}(?:T[0-9:.]+)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?")
# What a variable is called whose values are names.
_NAMING = re.compile(r"(?:.*_)?(?:name|label|title)")


class Value(NamedTuple):
    """A cell of the table: its text, link target, language, and alignment; ``iri`` is what it names, "" for a literal."""

    text: str
    href: str
    language: str
    numeric: bool
    iri: str = ""

    @property
    def whole(self) -> bool:
        """Whether it stands in one line: a date, which hyphens would let be broken."""
        return not self.iri and _DATE.fullmatch(self.text) is not None


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


def read_answer(found: Mapping[str, Any], links: Links, find_name: Callable[[str], str] = plain_name) -> Answer:
    """The table of SPARQL results in JSON, with a chart or a map where its columns fit; ``find_name`` names the things of a chart."""
    if "boolean" in found:
        return Answer(verdict=bool(found["boolean"]))
    columns = tuple(found["head"]["vars"])
    bindings = found["results"]["bindings"]
    rows = tuple(tuple(_value(row.get(name), links) for name in columns) for row in bindings[:MOST_ROWS])
    return Answer(columns, rows, len(bindings), bars=draw_chart(columns, rows, find_name), map=_draw_map(bindings, columns, links))


def _value(term: Mapping[str, str] | None, links: Links) -> Value | None:
    if term is None:
        return None
    if term["type"] == "uri":
        iri = term["value"]
        shown = next((f"{name}:{iri.removeprefix(space)}" for name, space in PREFIXES.items() if iri.startswith(space) and iri != space), "")
        ours = iri.startswith(links.base) and not shown
        return Value(plain_name(iri) if ours else shown or iri, links.page(iri), "", False, iri)
    return Value(term["value"], "", term.get("xml:lang", ""), term.get("datatype", "") in _NUMBERS)


def draw_chart(columns: Sequence[str], rows: Sequence[tuple[Value | None, ...]], find_name: Callable[[str], str] = plain_name) -> tuple[Bar, ...]:
    """Bars where each row has a name and its last column, but for IRIs, a number that is not negative; none where that does not fit."""
    shown = rows[:_MOST_BARS]
    place = next((n for n in reversed(range(len(columns))) if not all(row[n] and row[n].iri for row in shown)), 0)  # type: ignore[union-attr]
    if len(shown) < 2 or not place:
        return ()
    labels = [_label(columns[:place], row[:place], find_name) for row in shown]
    numbers = [_number(row[place]) for row in shown]
    largest = max((number for number in numbers if number is not None), default=0.0)
    if largest <= 0 or any(number is None or number < 0 for number in numbers) or not all(labels):
        return ()
    links = [next((value.href for value in row if value and value.href), "") for row in shown]
    return tuple(
        Bar(label._replace(href=link), value.text if (value := row[place]) else "", round(90 * (number or 0) / largest, 2))
        for label, link, number, row in zip(labels, links, numbers, shown, strict=True)
        if label
    )


def _label(columns: Sequence[str], cells: Sequence[Value | None], find_name: Callable[[str], str]) -> Value | None:
    """What a bar is called: the row's names, or its first words, or the name of what its first IRI stands for; else its first cell."""
    found = [(name, cell) for name, cell in zip(columns, cells, strict=True) if cell]
    words = [(name, cell) for name, cell in found if not cell.iri and not cell.numeric and cell.text]
    names = [cell for name, cell in words if _NAMING.fullmatch(name)] or [cell for _, cell in words[:1]]
    if names:
        return names[0]._replace(text=" · ".join(dict.fromkeys(cell.text for cell in names)))
    thing = next((cell for _, cell in found if cell.iri), None)
    if thing:
        term = next((thing.iri.removeprefix(space) for space in PREFIXES.values() if thing.iri.startswith(space)), "")
        return thing._replace(text=spaced(term) if term else find_name(thing.iri) or thing.text)
    return found[0][1] if found else None


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
