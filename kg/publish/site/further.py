"""Triples about things that no article tells: links to Wikidata, and which IRI replaced another. On disk, to be asked for a few things at a time."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from kg.rdf.terms import DCT, IRI, OWL, SKOS, Triple

_MATCHES = frozenset({OWL.term("sameAs"), SKOS.term("exactMatch"), SKOS.term("closeMatch")})
REPLACED = DCT.term("isReplacedBy")
_AT_ONCE = 500


def write_further(triples: Iterable[Triple], path: Path) -> None:
    """Keep what pages show of such triples."""
    rows = ((t.subject, t.predicate, t.object) for t in triples if t.predicate in _MATCHES | {REPLACED} and isinstance(t.object, IRI))
    with closing(sqlite3.connect(path)) as store, store:
        store.execute("CREATE TABLE told (subject TEXT, predicate TEXT, object TEXT, PRIMARY KEY (subject, predicate, object)) WITHOUT ROWID")
        store.executemany("INSERT OR IGNORE INTO told VALUES (?, ?, ?)", rows)


def read_further(path: str, subjects: Sequence[str]) -> Mapping[str, Sequence[Triple]]:
    """The triples about some things."""
    found: dict[str, list[Triple]] = defaultdict(list)
    with closing(sqlite3.connect(path)) as store:
        for start in range(0, len(subjects), _AT_ONCE):
            some = subjects[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            wanted = f"SELECT subject, predicate, object FROM told WHERE subject IN ({marks}) AND predicate <> ? ORDER BY 1, 2, 3"
            for row in store.execute(wanted, (*some, REPLACED)):
                found[row[0]].append(Triple(*map(IRI, row)))
    return found


def read_replaced(path: str) -> Iterator[tuple[str, str]]:
    """The IRIs that others replaced, with these."""
    with closing(sqlite3.connect(path)) as store:
        yield from store.execute("SELECT subject, min(object) FROM told WHERE predicate = ? GROUP BY subject ORDER BY subject", (REPLACED,))
