"""What a side says beside its articles: which things were made one, links, and what Wikidata says of linked items. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.diff.difference import ADDED, CHANGED, LINK, MERGE, REMOVED, WIKIDATA, Difference, order_causes
from kg.diff.pages import LINKING
from kg.diff.renames import REPLACED_BY, read_replaced
from kg.graph.facts import Node, local_name, plain, spaced
from kg.rdf.terms import CK, IRI, OWL, PROV, RDF_TYPE, RDFS, SCHEMA, WD, Triple

_LINKS = LINKING - {REPLACED_BY}
_SOURCE, _TARGET = OWL.term("annotatedSource"), OWL.term("annotatedTarget")
_OF_AXIOM = frozenset({RDF_TYPE, _SOURCE, _TARGET, OWL.term("annotatedProperty")})


class Link(NamedTuple):
    """A link of a thing to an item: how (exactMatch, closeMatch, sameAs) and the evidence, both in words."""

    thing: str
    item: str
    details: tuple[str, ...]


class Shared(NamedTuple):
    """What one side says beside its articles. ``statements`` are Wikidata's, by subject and property."""

    replaced: dict[str, str]
    items: dict[str, str]
    links: dict[str, dict[str, Link]]
    statements: dict[tuple[str, str], frozenset[Node]]


def read_shared(triples: Iterable[Triple]) -> Shared:
    """Read the graphs of links, merges and Wikidata, or a whole graph that has all in one."""
    known = tuple(triples)
    nodes: dict[str, set[tuple[str, Node]]] = defaultdict(set)
    apart = {t.subject for t in known if t.predicate == RDF_TYPE and t.object in (OWL.term("Axiom"), CK.term("Merge"))}
    for triple in known:
        if triple.subject in apart:
            nodes[triple.subject].add((triple.predicate, triple.object))
    return Shared(read_replaced(known), _read_items(nodes), _read_links(known, nodes), _read_statements(known))


def _read_items(nodes: dict[str, set[tuple[str, Node]]]) -> dict[str, str]:
    """The item because of which a thing was replaced, by the thing."""
    found = {}
    for said in nodes.values():
        values = {name: plain(value) for name, value in said}
        if CK.term("replaced") in values and PROV.term("wasDerivedFrom") in values:
            found[values[CK.term("replaced")]] = values[PROV.term("wasDerivedFrom")]
    return found


def _read_links(known: Iterable[Triple], nodes: dict[str, set[tuple[str, Node]]]) -> dict[str, dict[str, Link]]:
    told: dict[tuple[str, str], set[str]] = defaultdict(set)
    for subject, predicate, value in known:
        if predicate in _LINKS and str(value).startswith(WD):
            told[subject, str(value)].add(spaced(local_name(predicate)))
    for said in nodes.values():
        values = {name: plain(value) for name, value in said}
        if values.get(_SOURCE) and (values[_SOURCE], values.get(_TARGET, "")) in told:
            words = {f"{local_name(name).replace('_', ' ')} {local_name(plain(value)) if isinstance(value, IRI) else plain(value)}"
                     for name, value in said if name not in _OF_AXIOM}  # fmt: skip
            told[values[_SOURCE], values[_TARGET]] |= words
    links: dict[str, dict[str, Link]] = defaultdict(dict)
    for (thing, item), words in told.items():
        links[thing][item] = Link(thing, item, tuple(sorted(words)))
    return links


def _read_statements(known: Iterable[Triple]) -> dict[tuple[str, str], frozenset[Node]]:
    found: dict[tuple[str, str], set[Node]] = defaultdict(set)
    for subject, predicate, value in known:
        if subject.startswith(WD):
            found[subject, predicate].add(value)
        elif (
            predicate == SCHEMA.term("about") and isinstance(value, IRI) and value.startswith(WD) and subject.startswith("http") and _is_page(subject)
        ):
            found[value, predicate].add(IRI(subject))
    return {key: frozenset(values) for key, values in found.items()}


def _is_page(iri: str) -> bool:
    """Whether an IRI is the address of a page of a wiki, not an article version of ours."""
    return ".wikipedia.org/wiki/" in iri


class Seen:
    """What was seen of linked things in the pages of both sides: whether each side has them, and why pages have them no longer or only now."""

    def __init__(self, things: Iterable[str]) -> None:
        self.wanted = frozenset(things)
        self.names: dict[str, str] = {}
        self.old, self.new = set[str](), set[str]()
        self.reasons: dict[str, set[str]] = defaultdict(set)

    def note(self, old: frozenset[str], new: frozenset[str], causes: frozenset[str]) -> None:
        """Note which of the things each side has in a page, and why it may differ in them."""
        self.old |= old
        self.new |= new
        for thing in old ^ new:
            self.reasons[thing] |= causes

    def why(self, thing: str, replaced: Iterable[str]) -> tuple[str, ...]:
        """Why the links of a thing differ: because one side has no such thing, or it was made one with another; else by decision."""
        if thing in replaced:
            return (MERGE,)
        if (thing in self.old) != (thing in self.new) and self.reasons[thing]:
            return order_causes(self.reasons[thing])
        return (LINK,)


def differing_things(old: Shared, new: Shared) -> set[str]:
    """The things whose links differ."""
    return {thing for thing in {*old.links, *new.links} if old.links.get(thing) != new.links.get(thing)}


def compare_shared(old: Shared, new: Shared, seen: Seen) -> Iterator[Difference]:
    """The differences of merges, links and Wikidata's statements, in this order, each by thing."""
    replaced = {iri for iri, _ in old.replaced.items() ^ new.replaced.items()}
    for thing in sorted(replaced):
        items = [side.items.get(thing) for side in (old, new)]
        details = [(f"by the item {local_name(item)}",) if item else () for item in items]
        yield _row((MERGE,), "merge", thing, "isReplacedBy", old.replaced.get(thing), new.replaced.get(thing), (details[0], details[1]))
    for thing in sorted(differing_things(old, new)):
        yield from _tell_links(thing, old.links.get(thing, {}), new.links.get(thing, {}), seen.why(thing, replaced), seen.names.get(thing))
    linking = {item: seen.why(thing, replaced) for side in (old, new) for thing, links in sorted(side.links.items()) for item in links}
    both = _items(old) & _items(new)
    for subject, name in sorted(key for key in {*old.statements, *new.statements} if old.statements.get(key) != new.statements.get(key)):
        causes = (WIKIDATA,) if subject in both else linking.get(subject, (WIKIDATA,))
        values = [" | ".join(sorted(map(plain, side.statements.get((subject, name), ())))) or None for side in (old, new)]
        yield _row(causes, "wikidata", subject, "label" if name == RDFS.term("label") else local_name(name), values[0], values[1])


def _items(side: Shared) -> set[str]:
    """The items that things are linked to; what is said of others came or went with their links."""
    return {item for links in side.links.values() for item in links}


def _tell_links(thing: str, old: dict[str, Link], new: dict[str, Link], causes: tuple[str, ...], name: str | None) -> Iterator[Difference]:
    """The links of a thing: one item for another is a change."""
    gone, come = (sorted(one.keys() - other.keys()) for one, other in ((old, new), (new, old)))
    if len(gone) == len(come) == 1:
        before, after = old[gone[0]], new[come[0]]
        yield _row(causes, "link", thing, "link", before.item, after.item, (before.details, after.details), name)
        gone, come = [], []
    for item in gone:
        yield _row(causes, "link", thing, "link", item, None, (old[item].details, ()), name)
    for item in come:
        yield _row(causes, "link", thing, "link", None, item, ((), new[item].details), name)
    for item in sorted(old.keys() & new.keys()):
        before, after = old[item], new[item]
        if before != after:
            parted = set(before.details) ^ set(after.details)
            details = tuple(tuple(word for word in link.details if word in parted) for link in (before, after))
            yield _row(causes, "link", thing, "link", item, item, (details[0], details[1]), name)


def _row(
    causes: tuple[str, ...], kind: str, iri: str, name: str, old: str | None, new: str | None,
    details: tuple[tuple[str, ...], tuple[str, ...]] = ((), ()), subject: str | None = None,
) -> Difference:  # fmt: skip
    change = ADDED if old is None else REMOVED if new is None else CHANGED
    aspects = () if change != CHANGED else ("value",) if old != new else ("details",)
    return Difference(
        causes, change, kind, None, None, None, None, None, subject or local_name(iri), iri, name, aspects, old, new, *details, None, None, None, None
    )
