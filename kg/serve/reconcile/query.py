"""Reconciliation queries (https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/): reading, answering, writing."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

from kg.rdf.terms import IRI
from kg.serve.addresses import read_address
from kg.serve.reconcile.index import Index, Thing, open_index
from kg.serve.reconcile.schema import Property, load_schema
from kg.serve.reconcile.score import Value, fit_values, name_score
from kg.serve.reconcile.values import read_things, read_values, to_value
from kg.store.store import Store

STRICT = ("any", "all", "should")


class RequestError(ValueError):
    """A request that violates the API; the message says how."""


class Constraint(NamedTuple):
    """A property, and the values of which it should have one."""

    property: Property
    values: tuple[Value, ...]


class Query(NamedTuple):
    """A query: a name ("": any), types, and property values. ``strict`` is the API's type_strict."""

    text: str
    types: frozenset[str] | None
    strict: str
    limit: int
    constraints: tuple[Constraint, ...]


class Candidate(NamedTuple):
    """An entity with its score (of 100); ``fits`` is the agreement of each property, None without a value."""

    thing: Thing
    name: float
    score: float
    fits: tuple[tuple[str, float | None], ...]


def read_json(text: str) -> Any:
    """JSON from a request. RequestError if it is malformed, or contains invalid Unicode."""
    try:
        found = json.loads(text)
        json.dumps(found, ensure_ascii=False).encode()
        return found
    except (ValueError, RecursionError) as error:
        raise RequestError(f"not JSON: {error}") from error


def entity_id(base: str, iri: str) -> str:
    """The id of an entity: its IRI after the base, or the whole IRI if it is not under the base."""
    return iri.removeprefix(base) if iri.startswith(base) and len(iri) > len(base) else iri


def find_entity(index: Index, base: str, given: str) -> IRI | None:
    """The entity with an id or IRI, percent-encoded or not (clients differ); None if the store has none."""
    if given in index.things:
        return IRI(given)
    addresses = (address for text in (given, unquote(given)) for address in read_address(base, text.removeprefix(base)))
    return next((address.iri for address in addresses if not address.media_type and address.iri in index.things), None)


def read_batch(text: str, index: Index, base: str) -> dict[str, Query]:
    """The queries of a batch by their keys. RequestError if it violates the API."""
    batch, most = read_json(text), load_schema().limits.queries
    if not isinstance(batch, dict) or not all(isinstance(query, dict) for query in batch.values()):
        raise RequestError("queries are an object of objects")
    if len(batch) > most:
        raise RequestError(f"at most {most} queries are answered at once")
    return {key: _read_query(key, query, index, base) for key, query in batch.items()}


def _read_query(key: str, query: Mapping[str, Any], index: Index, base: str) -> Query:
    schema = load_schema()
    text, types, strict, limit = query.get("query", ""), query.get("type"), query.get("type_strict", "any"), query.get("limit")
    properties = query.get("properties") or []
    wanted = [types] if isinstance(types, str) else [] if types is None else types
    if not isinstance(text, str) or not isinstance(wanted, list) or not all(isinstance(kind, str) for kind in wanted):
        raise RequestError(f"{key}: query is a text, type an id or a list of ids")
    if strict not in STRICT or not isinstance(properties, list) or not (limit is None or (isinstance(limit, int | float) and limit > 0)):
        raise RequestError(f"{key}: type_strict is one of {', '.join(STRICT)}, properties a list, limit a number above 0")
    known = [schema.type(kind) for kind in wanted if kind]
    constraints = tuple(found for told in properties if (found := _read_constraint(key, told, index, base)))
    if not text.strip() and not properties:
        raise RequestError(f"{key}: there is neither a query nor a property")
    ids = frozenset(kind.id if kind else "" for kind in known) if known else None
    most = schema.limits.candidates if limit is None else int(max(min(limit, schema.limits.most_candidates), 1))
    return Query(" ".join(text.split())[: schema.limits.characters], ids, strict, most, constraints)


def _read_constraint(key: str, told: Any, index: Index, base: str) -> Constraint | None:
    """A property with its values; None for an unknown property, or without a value."""
    if not isinstance(told, dict) or not isinstance(told.get("pid"), str) or "v" not in told:
        raise RequestError(f"{key}: a property has pid and v")
    given = told["v"] if isinstance(told["v"], list) else [told["v"]]
    values = tuple(value for one in given[: load_schema().limits.queries] if (value := _read_value(key, one, index, base)))
    asked = load_schema().property(told["pid"])
    return Constraint(asked, values) if asked and values else None


def _read_value(key: str, given: Any, index: Index, base: str) -> Value | None:
    if isinstance(given, dict):
        if not isinstance(given.get("id"), str):
            raise RequestError(f"{key}: a value that is an entity has an id")
        return Value((), find_entity(index, base, given["id"]) or given["id"])
    if given is None or not isinstance(given, str | int | float):
        raise RequestError(f"{key}: a value is a text, a number, true or false, or an entity")
    text = " ".join(str(given).lower().split() if isinstance(given, bool) else str(given).split())[: load_schema().limits.characters]
    return Value((text,)) if text else None


def answer_batch(store: Store, queries: Mapping[str, Query], base: str) -> dict[str, Any]:
    """The answer to a batch, in the API's format."""
    index = open_index(store)
    found = {key: _candidates(store, index, query) for key, query in queries.items()}
    asked: dict[Property, set[IRI]] = defaultdict(set)
    for key, query in queries.items():
        for constraint in query.constraints:
            asked[constraint.property].update(thing.iri for thing, _ in found[key])
    values = {
        (prop.id, iri): [to_value(index, value) for value in known]
        for prop, things in asked.items()
        for iri, known in read_values(store, index, prop, things).items()
    }
    ranked = {key: _rank(query, found[key], values) for key, query in queries.items()}
    told = describe_things(store, index, [candidate.thing for candidates in ranked.values() for candidate in candidates])
    return {key: {"result": _write(candidates, told, base)[: queries[key].limit]} for key, candidates in ranked.items()}


def _candidates(store: Store, index: Index, query: Query) -> list[tuple[Thing, float]]:
    """The candidate entities with the scores of their names; without a name, by properties alone."""
    score, most = load_schema().score, load_schema().limits
    if query.text:
        scored = [(thing, name_score(query.text, thing)) for thing in index.find(query.text, score.least) if _has_type(query, thing)]
        fitting = [pair for pair in scored if pair[1] >= score.least]
        return sorted(fitting, key=lambda pair: (-pair[1], pair[0].iri))[: most.most_candidates * 2]
    things: set[IRI] = set()
    for constraint in query.constraints[:1]:
        named = [iri for value in constraint.values for iri in (_entity_of(value, index) if constraint.property.value == "thing" else ())]
        things.update(read_things(store, constraint.property, named, [text for value in constraint.values for text in value.texts]))
    return [(index.things[iri], 100.0) for iri in sorted(things) if iri in index.things and _has_type(query, index.things[iri])]


def _entity_of(value: Value, index: Index) -> list[IRI]:
    if value.iri:
        return [IRI(value.iri)] if value.iri in index.things else []
    return [iri for text in value.texts for iri in index.bearing(text)]


def _has_type(query: Query, thing: Thing) -> bool:
    if query.types is None or query.strict == "should":
        return True
    return query.types <= thing.types if query.strict == "all" else bool(query.types & thing.types)


def _rank(query: Query, found: list[tuple[Thing, float]], values: Mapping[tuple[str, IRI], list[Value]]) -> list[Candidate]:
    score = load_schema().score
    candidates = []
    for thing, name in found:
        fits = tuple((c.property.id, fit_values(c.property.compare, c.values, values.get((c.property.id, thing.iri), ()))) for c in query.constraints)
        total = name
        if fits:
            mean = sum(score.unknown if fit is None else fit for _, fit in fits) / len(fits)
            total = (score.name_share * name + (1 - score.name_share) * 100 * mean) if query.text else 100 * mean
        total -= score.scoped if "/article/" in thing.iri else 0
        if query.types and not query.types & thing.types:
            total, fits = total - score.other_type, (*fits, ("type", 0.0))
        candidates.append(Candidate(thing, name, round(max(total, 0.0), 2), fits))
    return sorted(candidates, key=lambda c: (-c.score, c.thing.label, c.thing.iri))[: query.limit + 1]


def _is_match(best: Candidate, rest: list[Candidate]) -> bool:
    """Whether the best candidate is a match: the name agrees, no property contradicts, and no other candidate scores close to it."""
    score = load_schema().score
    agreed = all(fit is None or fit >= score.agree for _, fit in best.fits)
    known = not best.fits or any(fit is not None for _, fit in best.fits)
    enough = best.name - (score.scoped if "/article/" in best.thing.iri else 0) >= score.match
    return agreed and known and enough and (not rest or best.score - rest[0].score >= score.margin)


def _write(candidates: list[Candidate], told: Mapping[IRI, str], base: str) -> list[dict[str, Any]]:
    """Candidates in the API's format; one more than requested was ranked, to compare a match with the next candidate."""
    schema = load_schema()
    match = bool(candidates) and _is_match(candidates[0], candidates[1:])
    return [
        {
            "id": entity_id(base, candidate.thing.iri),
            "name": candidate.thing.label,
            **({"description": told[candidate.thing.iri]} if told.get(candidate.thing.iri) else {}),
            "score": candidate.score,
            "match": match and place == 0,
            "type": [{"id": kind.id, "name": kind.name} for kind in schema.types if kind.id in candidate.thing.types],
            "features": [
                {"id": "name", "value": round(candidate.name, 2)},
                *({"id": pid, "value": fit} for pid, fit in candidate.fits if fit is not None),
            ],
        }
        for place, candidate in enumerate(candidates)
    ]


def describe_things(store: Store, index: Index, things: list[Thing]) -> dict[IRI, str]:
    """Short descriptions to distinguish homonyms: the dates of a conflict, the conflicts that others took part in."""
    schema = load_schema()
    told: dict[IRI, list[str]] = {}
    for asked, kinds in (("start", {"Conflict"}), ("end", {"Conflict"}), ("conflict", {"Unit", "Group", "Person", "Place"})):
        found = schema.property(asked)
        assert found is not None
        for iri, values in read_values(store, index, found, {thing.iri for thing in things if thing.type in kinds}).items():
            words = list(dict.fromkeys(value.words for value in values))
            told.setdefault(iri, []).append(words[0] if asked != "conflict" else _few(words))
    return {iri: " to ".join(dict.fromkeys(words)) for iri, words in told.items()}


def _few(words: list[str]) -> str:
    return ", ".join(words[:2]) + (f" and {len(words) - 2} more" if len(words) > 2 else "")
