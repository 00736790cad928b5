"""Entities of a store by name: by label, further name or page title, and with them whatever is linked to the same Wikidata item."""

from __future__ import annotations

import difflib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.graph.facts import plain
from kg.patterns import lazy_pattern
from kg.query.named import NamedQuery, ParameterError
from kg.rdf.ntriples import to_text
from kg.rdf.terms import IRI, LANG_STRING, PREFIXES, Literal
from kg.store.store import Store

_HEAD = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("ck", "rdfs", "skos", "owl"))
_NAMED = "VALUES ?by { rdfs:label skos:altLabel ck:wikipediaTitle } VALUES ?class { ck:Conflict ck:Group ck:Person ck:Place }"
_DASHES = lazy_pattern(r"[\u2010-\u2015\u2212_-]+|\s+")
_NEAR, _LIKE = 3, 0.75


class Found(NamedTuple):
    """The entities of a name; where there are none, ``near`` holds the names that look most like it."""

    entities: tuple[IRI, ...]
    near: tuple[str, ...] = ()


def find_entities(store: Store, name: str) -> Found:
    """The conflicts, groups, people and places of a name: as written, else whatever its case and dashes. StoreError, QueryError of the store."""
    literals = " ".join(to_text(literal) for literal in (Literal(name), Literal(name, LANG_STRING, "en")))
    exact = store.select(f"{_HEAD}SELECT DISTINCT ?entity {{ {_NAMED} VALUES ?name {{ {literals} }} ?entity ?by ?name ; a ?class }}")
    entities = {str(row[0]) for row in exact.rows}
    if not entities:
        known = _all_names(store)
        entities = known.get(_fold(name), set())
        if not entities:
            return Found((), tuple(difflib.get_close_matches(_fold(name), known, _NEAR, _LIKE)))
    return Found(tuple(IRI(entity) for entity in sorted(entities | _linked_alike(store, entities))))


def find_values(query: NamedQuery, given: Mapping[str, Sequence[str]], store: Store) -> dict[str, list[str]]:
    """The values of a query's parameters with entities found by their names. ParameterError for a parameter or a name that there is not."""
    values: dict[str, list[str]] = {}
    for name, words in given.items():
        by_name = query.parameter(name).kind == "entity"
        values[name] = [value for each in words for value in (_find_by_name(each, store) if by_name and "://" not in each else [each])]
    return values


def _find_by_name(name: str, store: Store) -> Sequence[str]:
    found = find_entities(store, name)
    if not found.entities:
        near = f"; did you mean {' or '.join(found.near)}?" if found.near else ""
        raise ParameterError(f"nothing is named {name!r} here{near}")
    return found.entities


def _all_names(store: Store) -> dict[str, set[str]]:
    named: dict[str, set[str]] = defaultdict(set)
    for entity, name in store.select(f"{_HEAD}SELECT DISTINCT ?entity ?name {{ {_NAMED} ?entity ?by ?name ; a ?class }}").rows:
        if entity is not None and name is not None:
            named[_fold(plain(name))].add(str(entity))
    return dict(named)


def _fold(name: str) -> str:
    return _DASHES.sub(" ", unicodedata.normalize("NFC", name)).casefold().strip()


def _linked_alike(store: Store, entities: Iterable[str]) -> set[str]:
    """What is linked to the same items: one thing under two titles."""
    given = " ".join(f"<{entity}>" for entity in sorted(entities))
    same = "skos:exactMatch|owl:sameAs"
    found = store.select(f"{_HEAD}SELECT DISTINCT ?other {{ VALUES ?entity {{ {given} }} ?entity ({same})/^({same}) ?other }}")
    return {str(row[0]) for row in found.rows}
