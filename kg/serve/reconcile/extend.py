"""Data extension of the reconciliation API: values of properties for entities that were matched."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from kg.rdf.terms import CK, IRI, Literal
from kg.serve.reconcile.index import open_index
from kg.serve.reconcile.query import RequestError, entity_id, find_entity, read_json
from kg.serve.reconcile.schema import Property, load_schema
from kg.serve.reconcile.values import Found, read_values
from kg.store.store import Store

_DAY = re.compile(r"(?!-?0{4})-?(?:[1-9]\d*)?\d{4}-\d\d-\d\d")
_WHOLE = frozenset({"number"})


class Wanted(NamedTuple):
    """A property to fetch: of one side (None: all), of one category of losses ("": all), at most ``limit`` values (0: all)."""

    property: Property
    side: int | None
    category: str
    limit: int


def answer_extension(store: Store, text: str, base: str, service: str) -> dict[str, Any]:
    """The answer to a data extension query; ``service`` is the URL of this service. RequestError if the query violates the API."""
    request, index, limits = read_json(text), open_index(store), load_schema().limits
    ids, properties = (request.get(name) for name in ("ids", "properties")) if isinstance(request, dict) else (None, None)
    if not isinstance(ids, list) or not isinstance(properties, list) or not all(isinstance(given, str) for given in ids):
        raise RequestError("an extension has ids, a list of texts, and properties, a list of objects")
    if len(ids) > limits.things or len(properties) > limits.queries:
        raise RequestError(f"an extension has at most {limits.things} ids and {limits.queries} properties")
    wanted = [_read_wanted(given) for given in properties]
    entities = {given: find_entity(index, base, given) for given in ids}
    known = {entity for entity in entities.values() if entity}
    rows: dict[str, dict[str, list[dict[str, Any]]]] = {given: {} for given in ids}
    for one in wanted:
        values = read_values(store, index, one.property, known)
        for given, entity in entities.items():
            found = _choose(values.get(entity, []), one) if entity else []
            rows[given][one.property.id] = [_write(value, one.property, base) for value in found]
    return {"meta": [_meta(one.property, service) for one in wanted], "rows": rows}


def _meta(asked: Property, service: str) -> dict[str, Any]:
    return {"id": asked.id, "name": asked.name, **({"service": service} if asked.value == "thing" else {})}


def _read_wanted(given: Any) -> Wanted:
    asked = load_schema().property(given["id"]) if isinstance(given, dict) and isinstance(given.get("id"), str) else None
    if asked is None:
        raise RequestError(f"there is no property {given['id'] if isinstance(given, dict) and 'id' in given else given!r}")
    settings: Mapping[str, Any] = given.get("settings") or {}
    if not isinstance(settings, dict):
        raise RequestError(f"{asked.id}: settings are an object")
    side = _whole(asked, settings, "side")
    return Wanted(asked, side, str(settings.get("category") or "").strip().casefold(), _whole(asked, settings, "limit") or 0)


def _whole(asked: Property, settings: Mapping[str, Any], name: str) -> int | None:
    """A setting that is an integer, given as number or text; None if not set."""
    text = str(settings.get(name, "")).strip()
    if not text:
        return None
    if not re.fullmatch(r"\d{1,9}(?:\.0*)?", text):
        raise RequestError(f"{asked.id}: {name} is a whole number")
    return int(text.partition(".")[0])


def _choose(values: list[Found], wanted: Wanted) -> list[Found]:
    """The values selected by the settings, each once."""
    found = [
        v for v in values if wanted.side in (None, v.side) and (not wanted.category or v.category.removeprefix(CK).casefold() == wanted.category)
    ]
    once = list({(value.node, value.words): value for value in found}.values())
    return once[: wanted.limit or None]


def _write(found: Found, asked: Property, base: str) -> dict[str, Any]:
    """A value in the API's format. Only dates with a day are dates there, because OpenRefine has no dates of less precision."""
    if isinstance(found.node, Literal):
        if asked.value in _WHOLE and re.fullmatch(r"-?\d+", found.node.value):
            return {"int": int(found.node.value)}
        if asked.value == "date" and _DAY.fullmatch(found.node.value):
            return {"date": f"{found.node.value}T00:00:00Z"}
        return {"str": found.node.value}
    if asked.value == "thing":
        return {"id": entity_id(base, IRI(found.node)), "name": found.words}
    return {"str": found.words}
