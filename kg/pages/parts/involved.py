"""Who was in which conflict, as lists and search results tell it: rows of a graph, asked of a store or collected from triples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from sys import intern
from typing import NamedTuple

from kg.graph.facts import GraphIndex, Node
from kg.pages.parts.statements import conflict_of, plain_iri
from kg.rdf.terms import CK, IRI, PREFIXES, RDF, RDF_TYPE, Triple
from kg.store.store import Store

_PREFIXES = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("ck", "rdf"))
# Ranks and fates are of few claims, and who is in what is said without its claim too: passes over all claims would take many times as long.
_QUALIFIED = "SELECT ?claim ?value ?subject ?object {{ ?claim ck:{} ?value ; rdf:subject ?subject ; rdf:object ?object }}"
_OWNERS = "SELECT ?owner ?thing { { ?owner a ck:Side } UNION { ?owner a ck:Conflict } ?owner ?what ?thing FILTER(isIRI(?thing)) }"
_THINGS = "SELECT ?thing { VALUES ?kind { ck:Person ck:Group } ?thing a ?kind }"
_CONFLICTS = "SELECT ?thing { ?thing a ck:Conflict }"
_OBJECT, _SUBJECT, _RANK, _FATE = RDF.term("object"), RDF.term("subject"), CK.term("rank"), CK.term("fate")
_NAMED = frozenset(CK.term(name) for name in ("Person", "Group"))


class Involved(NamedTuple):
    """A person or group in a conflict: number of the side (0: of none), rank as written, and fate; "" for what no claim gives."""

    thing: str
    conflict: str
    side: int
    rank: str
    fate: str


def read_involved(store: Store) -> tuple[Involved, ...]:
    """Everybody whom a claim of a store puts into a conflict, sorted."""

    def all_of(query: str) -> frozenset[str]:
        return frozenset(plain_iri(thing) for (thing,) in store.select(_PREFIXES + query).rows if thing is not None)

    objects, subjects, told = dict[str, str](), dict[str, str](), {"rank": dict[str, str](), "fate": dict[str, str]()}
    for name, values in told.items():
        for claim, value, subject, thing in sorted(tuple(map(_text, row)) for row in store.select(_PREFIXES + _QUALIFIED.format(name)).rows):
            subjects[claim], objects[claim] = subject, thing
            values.setdefault(claim, value)
    pairs, things = set(zip(subjects.values(), objects.values(), strict=True)), all_of(_THINGS)
    for row in store.select(_PREFIXES + _OWNERS).rows:
        owner, thing = map(_text, row)
        if thing in things and (owner, thing) not in pairs:
            key = f"{owner} {thing}"  # No claim of it needs to be known.
            subjects[key], objects[key] = owner, thing
    return _join(things, all_of(_CONFLICTS), objects, subjects, told["rank"], told["fate"])


def _text(node: Node | None) -> str:
    return "" if node is None else plain_iri(node)


def collect_involved(triples: Iterable[Triple]) -> tuple[Involved, ...]:
    """The same of triples, without a store."""
    index = GraphIndex(triple for triple in triples if triple.predicate in (_OBJECT, _SUBJECT, _RANK, _FATE, RDF_TYPE))
    found: dict[IRI, dict[str, str]] = {name: {} for name in (_OBJECT, _SUBJECT, _RANK, _FATE)}
    things, conflicts = set[str](), set[str]()
    for subject in index.subjects():
        for predicate, nodes in index.said(subject).items():
            if predicate == RDF_TYPE:
                things |= {subject} if _NAMED & set(nodes) else set()
                conflicts |= {subject} if CK.term("Conflict") in nodes else set()
            elif nodes:
                found[IRI(predicate)][subject] = plain_iri(nodes[0])
    return _join(things, conflicts, *found.values())


def _join(
    things: Iterable[str], conflicts: Iterable[str], objects: Mapping[str, str], subjects: Mapping[str, str],
    ranks: Mapping[str, str], fates: Mapping[str, str],
) -> tuple[Involved, ...]:  # fmt: skip
    named, known, found = frozenset(things), frozenset(conflicts), set[Involved]()
    for claim, thing in objects.items():
        subject = subjects.get(claim, "") if thing in named else ""
        conflict = conflict_of(subject) or (subject if subject in known else "")
        if conflict:
            number = subject.rpartition("/")[2] if conflict != subject else ""
            fate = fates.get(claim, "").removeprefix(CK)
            found.add(Involved(thing, conflict, int(number) if number.isdecimal() else 0, ranks.get(claim, ""), fate))
    told = {row[:3] for row in found if row.rank or row.fate}
    return tuple(sorted(row for row in found if row.rank or row.fate or row[:3] not in told))


def share_words(row: Involved) -> Involved:
    """The same row, with words that are in memory once, however many rows have them."""
    thing, conflict, rank, fate = (intern(str(words)) for words in (row.thing, row.conflict, row.rank, row.fate))
    return Involved(thing, conflict, row.side, rank, fate)


def by_thing(rows: Iterable[Involved]) -> Mapping[str, tuple[Involved, ...]]:
    """The rows of each thing, sorted: a set of rows has another order in each process, and pages tell ranks and fates in that of the rows."""
    found: dict[str, list[Involved]] = defaultdict(list)
    for row in sorted(rows):
        found[row.thing].append(row)
    return {thing: tuple(some) for thing, some in found.items()}
