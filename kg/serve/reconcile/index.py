"""An index of the names of entities, read once for each version of a store, and the search for candidates."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from functools import cached_property, lru_cache
from importlib.util import find_spec
from typing import NamedTuple, cast

from kg.graph.facts import Node, plain
from kg.language.fold import fold_name
from kg.link.names import initials_key, name_key, split_title
from kg.rdf.terms import IRI, PREFIXES
from kg.serve.reconcile.schema import load_schema
from kg.store.store import Store

PROLOGUE = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("ck", "rdf", "rdfs", "skos", "dct", "geo", "owl"))
_NAMES = """SELECT DISTINCT ?thing ?kind ?name ?order { VALUES ?kind { %s } ?thing a ?kind .
{ ?thing rdfs:label ?name BIND (0 AS ?order) } UNION { ?thing ck:wikipediaTitle ?name BIND (1 AS ?order) }
UNION { ?thing ck:describedIn/dct:title ?name BIND (1 AS ?order) } UNION { ?thing skos:altLabel ?name BIND (2 AS ?order) } }"""
_FRESH_SECONDS = 60
_MOST_FUZZY = 50
_LEAST_LETTERS = 3
# Without rapidfuzz only names that share a word are compared, and no more than this.
_MOST_SHARING = 500


class Thing(NamedTuple):
    """An entity: ``type`` is the most specific of its types, ``types`` all; ``label`` its main name, ``title`` its page's title or ""."""

    iri: IRI
    type: str
    types: frozenset[str]
    label: str
    title: str
    names: tuple[str, ...]


class Index:
    """The entities of a store by name."""

    def __init__(self, things: Iterable[Thing]) -> None:
        self.things = {thing.iri: thing for thing in things}
        self._by_key: dict[str, dict[IRI, None]] = defaultdict(dict)
        self._by_folded: dict[str, dict[IRI, None]] = defaultdict(dict)
        self._by_word: dict[str, set[str]] = defaultdict(set)
        for thing in self.things.values():
            for name in thing.names:
                folded = fold_name(name)
                self._by_folded[folded][thing.iri] = None
                for key in (name_key(name), initials_key(name)):
                    if key:
                        self._by_key[key][thing.iri] = None
                for word in folded.split():
                    self._by_word[word].add(folded)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(self._by_folded)

    def find(self, name: str, least: float) -> list[Thing]:
        """Candidates for a name: spelt the same or similarly, transliterated differently, abbreviated to initials, or with additional words.

        ``least`` is the least similarity (of 100) of similar spellings.
        """
        folded = fold_name(name)
        if not folded:
            return []
        found = dict(self._by_folded.get(folded, {}))
        for key in (name_key(name), initials_key(name)):
            found |= self._by_key.get(key or "", {})
        for near in (*self._longer(folded), *self._near(folded, least)):
            found |= self._by_folded[near]
        return [self.things[iri] for iri in found]

    def bearing(self, name: str) -> list[IRI]:
        """The entities with a name, in any spelling of it."""
        return list(self._by_folded.get(fold_name(name), {}))

    def starting(self, prefix: str, types: frozenset[str], most: int) -> list[Thing]:
        """The entities with a name whose words begin with the words of ``prefix``; names that begin with it come first."""
        wanted = fold_name(prefix).split()
        if not wanted:
            return []
        rare = max(wanted, key=len)
        names = {name for word, names in self._by_word.items() if word.startswith(rare) for name in names}
        fits = sorted(names, key=lambda name: (not name.startswith(" ".join(wanted)), len(name), name))
        found: dict[IRI, None] = {}
        for name in fits:
            if all(any(word.startswith(part) for word in name.split()) for part in wanted):
                found |= {iri: None for iri in sorted(self._by_folded[name]) if not types or self.things[iri].types & types}
            if len(found) >= most:
                break
        return [self.things[iri] for iri in list(found)[:most]]

    def _longer(self, folded: str) -> Iterator[str]:
        """Names that contain all the words and more."""
        words = folded.split()
        if sum(map(len, words)) < _LEAST_LETTERS:
            return
        together = set.intersection(*(self._by_word.get(word, set()) for word in words))
        yield from sorted(together - {folded}, key=lambda name: (len(name), name))[:_MOST_FUZZY]

    def _near(self, folded: str, least: float) -> Iterator[str]:
        """Similarly spelt names, in any order of words."""
        if find_spec("rapidfuzz"):
            from rapidfuzz.fuzz import ratio, token_sort_ratio
            from rapidfuzz.process import extract

            for scorer in (ratio, token_sort_ratio) if " " in folded else (ratio,):
                yield from (name for name, _, _ in extract(folded, self._names, scorer=scorer, score_cutoff=least, limit=_MOST_FUZZY))
        else:
            from difflib import get_close_matches

            sharing = sorted({name for word in folded.split() for name in self._by_word.get(word, ())})
            yield from get_close_matches(folded, sharing[:_MOST_SHARING], _MOST_FUZZY, least / 100)


def open_index(store: Store) -> Index:
    """The index of the current version of a store; a store without versions is read again after a minute."""
    with _READING:
        return _read(cast(Hashable, store), store.version or str(time.monotonic() // _FRESH_SECONDS))


_READING = threading.Lock()


@lru_cache(maxsize=1)
def _read(store: Hashable, version: str) -> Index:
    return Index(_read_things(cast(Store, store)))


def _read_things(store: Store) -> Iterator[Thing]:
    order = [kind.id for kind in load_schema().types]
    names: dict[IRI, list[tuple[int, str]]] = defaultdict(list)
    kinds: dict[IRI, set[str]] = defaultdict(set)
    for thing, kind, name, place in store.select(PROLOGUE + _NAMES % " ".join(f"ck:{kind}" for kind in order)).rows:
        if isinstance(thing, IRI) and kind and name and place:
            names[thing].append((int(plain(place)), plain(name)))
            kinds[thing].add(plain(kind))
    for thing in sorted(names):
        told = [name for _, name in sorted(set(names[thing]))]
        title = next((name for place, name in sorted(set(names[thing])) if place == 1), "")
        label = split_title(told[0]).name if told[0] == title else told[0]
        yield Thing(thing, min(kinds[thing], key=order.index), frozenset(kinds[thing]), label, title, tuple(dict.fromkeys(told)))


def to_text(node: Node | None) -> str:
    """A node as text, "" for none."""
    return "" if node is None else plain(node)
