"""Statements as commands of QuickStatements (version 1) and as Wikibase JSON. Pure.

The syntax of QuickStatements is that of its help and of its parser: columns separated by tabs, qualifiers before sources, a quantity with an
error as ``10~2``, and ``/J`` behind a time for the Julian calendar.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from kg.link.giveback.sources import Source, Title, one_line, snaks_of
from kg.link.giveback.statements import Statement
from kg.link.giveback.values import Place, Quantity, Time, Value

_BLANKS = re.compile(r"\s+")
_PRECISION = 0.0001
_ITEM = "http://www.wikidata.org/entity/"
_GREGORIAN, _JULIAN = f"{_ITEM}Q1985727", f"{_ITEM}Q1985786"
_ADDRESSES = frozenset({"P854", "P1065", "P4656"})
_Any = Value | str | Title


def to_quickstatements(statements: Iterable[Statement]) -> Iterator[str]:
    """Lines for QuickStatements: a line for each statement with its first source, and one for each further source."""
    for statement in statements:
        told = [f"Q{statement.qid}", statement.name, _quick(statement.value)]
        for name, value in statement.qualifiers:
            told += (name, _quick(value))
        for source in statement.sources:
            yield "\t".join((*told, *_quick_source(source))) + "\n"


def to_value(value: _Any) -> tuple[str, dict[str, Any]]:
    """A value as QuickStatements and as Wikibase's JSON have it."""
    return _quick(value), _wikibase(value)


def _quick_source(source: Source) -> Iterator[str]:
    for name, value in snaks_of(source):
        safe = _safe_url(value) if name in _ADDRESSES and isinstance(value, str) else value
        yield from (f"S{name[1:]}", _quick(safe))


def _quick(value: _Any) -> str:
    match value:
        case Time():
            return f"{value.wikidata}/{value.precision}" + ("/J" if value.julian else "")
        case Place():
            return f"@{_decimal(value.latitude)}/{_decimal(value.longitude)}"
        case Quantity():
            return _half(value.doubled[0]) + (f"~{_half(value.doubled[1])}" if value.low != value.high else "")
        case Title():
            return f"{value.language}:{quote_text(value.text)}"
        case str():
            return quote_text(value)
        case _:
            return f"Q{value}"


def _decimal(number: float) -> str:
    return format(Decimal(repr(number)).normalize(), "f")


def _half(number: int) -> str:
    return str(number // 2) if number % 2 == 0 else f"{number // 2}.5"


def quote_text(text: str) -> str:
    """Text in the quotes of QuickStatements, which has no escapes: white space that would end a column or a line becomes a blank.

    Quotes inside stay, as the outermost pair counts; two pipes, which part commands in a batch of one line, are set apart.
    """
    text = one_line(text)
    while "||" in text:
        text = text.replace("||", "| |")
    return f'"{text}"'


def _safe_url(url: str) -> str:
    return _BLANKS.sub("%20", url.strip()).replace("|", "%7C").replace('"', "%22")


def to_wikibase_json(statements: Iterable[Statement]) -> str:
    """The statements in Wikibase's JSON, items with their claims (as wbeditentity takes them)."""
    items: dict[str, dict[str, Any]] = {}
    for statement in statements:
        claims = items.setdefault(f"Q{statement.qid}", {"id": f"Q{statement.qid}", "claims": []})["claims"]
        claims.append(_claim(statement))
    return json.dumps(list(items.values()), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _claim(statement: Statement) -> dict[str, Any]:
    claim: dict[str, Any] = {"mainsnak": _snak(statement.name, statement.value), "type": "statement", "rank": "normal"}
    if statement.qualifiers:
        claim |= _group(statement.qualifiers, "qualifiers")
    return claim | {"references": [_group(snaks_of(source), "snaks") for source in statement.sources]}


def _group(snaks: Iterable[tuple[str, _Any]], name: str) -> dict[str, Any]:
    """Snaks by property, and the order of the properties beside them."""
    grouped: dict[str, list[dict[str, Any]]] = {}
    for property_, value in snaks:
        grouped.setdefault(property_, []).append(_snak(property_, value))
    return {name: grouped, f"{name}-order": list(grouped)}


def _snak(name: str, value: _Any) -> dict[str, Any]:
    return {"snaktype": "value", "property": name, "datavalue": _wikibase(value)}


def _wikibase(value: _Any) -> dict[str, Any]:
    match value:
        case Place():
            point = {"latitude": value.latitude, "longitude": value.longitude, "precision": _PRECISION, "globe": f"{_ITEM}Q2"}
            return {"type": "globecoordinate", "value": point}
        case Time():
            calendar = _JULIAN if value.julian else _GREGORIAN
            time = {"time": value.wikidata, "precision": value.precision, "before": 0, "after": 0, "timezone": 0, "calendarmodel": calendar}
            return {"type": "time", "value": time}
        case Quantity():
            bounds = {} if value.low == value.high else {"lowerBound": f"+{value.low}", "upperBound": f"+{value.high}"}
            return {"type": "quantity", "value": {"amount": f"+{_half(value.doubled[0])}", "unit": "1", **bounds}}
        case Title():
            return {"type": "monolingualtext", "value": {"language": value.language, "text": value.text}}
        case str():
            return {"type": "string", "value": one_line(value)}
        case _:
            return {"type": "wikibase-entityid", "value": {"entity-type": "item", "numeric-id": value, "id": f"Q{value}"}}
