"""What graphs tell of each thing that decides whether it may be made one with another. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import field
from typing import NamedTuple

from kg.graph.iris import name_segment
from kg.link.names import normal_title, split_title
from kg.rdf.terms import CK, DCT, IRI, OA, RDF, RDF_TYPE, RDFS, Literal, Triple
from kg.values import dataclass

_KINDS = {CK.term(name): kind for name, kind in (
    ("Conflict", "conflict"), ("Group", "group"), ("Unit", "group"), ("Person", "person"), ("Place", "place"),
)}  # fmt: skip
_MEMBERS = frozenset(CK.term(name) for name in ("belligerent", "supporter", "commander", "unit"))
# What has only a name has it below its article: article/Page/group/Name.
_SCOPE = "article"
_LABEL, _TITLE, _SIDE, _DESCRIBED = RDFS.term("label"), CK.term("wikipediaTitle"), CK.term("hasSide"), CK.term("describedIn")


class Page(NamedTuple):
    """A page of a wiki: ``stem`` is what the IRI of its thing begins with, before the title."""

    stem: str
    title: str


@dataclass(slots=True)
class Survey:
    """What graphs tell of their things, by IRI. Graphs are added one by one, so that not all of them need be held.

    ``kinds`` are conflict, group, person and place; ``units`` are groups that somewhere are formations; ``sides`` have the members of each side,
    ``opposed`` the conflict of each side; ``related`` what a statement relates to a thing; ``told_in`` the article versions that name it.
    """

    kinds: dict[IRI, str] = field(default_factory=dict)
    units: set[IRI] = field(default_factory=set)
    titles: dict[IRI, set[str]] = field(default_factory=lambda: defaultdict(set))
    labels: dict[IRI, set[Literal]] = field(default_factory=lambda: defaultdict(set))
    described: dict[IRI, set[IRI]] = field(default_factory=lambda: defaultdict(set))
    related: dict[IRI, set[IRI]] = field(default_factory=lambda: defaultdict(set))
    sides: dict[IRI, set[IRI]] = field(default_factory=lambda: defaultdict(set))
    told_in: dict[IRI, set[IRI]] = field(default_factory=lambda: defaultdict(set))
    _conflicts: dict[IRI, IRI] = field(default_factory=dict)

    def add(self, triples: Iterable[Triple]) -> None:
        """Note what a graph tells."""
        triples = tuple(triples)
        articles: dict[IRI, str] = {}
        for triple in triples:
            if isinstance(triple.object, Literal):
                self._add_name(triple.subject, triple.predicate, triple.object, articles)
            else:
                self._add_link(triple.subject, triple.predicate, triple.object)
        for subject, predicate, value in triples:
            if predicate == _DESCRIBED and value in articles:
                self.titles[subject].add(articles[IRI(value)])
            elif predicate != RDF_TYPE and subject in self.kinds and value in self.kinds:
                self.related[subject].add(IRI(value))
                self.related[IRI(value)].add(subject)
        self._add_articles(triples)

    def _add_name(self, subject: IRI, predicate: IRI, value: Literal, articles: dict[IRI, str]) -> None:
        if predicate == _LABEL:
            self.labels[subject].add(value)
        elif predicate == _TITLE:
            self.titles[subject].add(value.value)
        elif predicate == DCT.term("title"):
            articles[subject] = value.value

    def _add_link(self, subject: IRI, predicate: IRI, value: IRI) -> None:
        if predicate == RDF_TYPE and value in _KINDS:
            self.kinds[subject] = _KINDS[value]
            if value == CK.term("Unit"):
                self.units.add(subject)
        elif predicate in _MEMBERS:
            self.sides[value].add(subject)
        elif predicate == _SIDE:
            self._conflicts[value] = subject
        elif predicate == _DESCRIBED:
            self.described[subject].add(value)

    def _add_articles(self, triples: Sequence[Triple]) -> None:
        sources = {triple.subject: triple.object for triple in triples if triple.predicate == OA.term("hasSource")}
        claimed = {triple.subject: triple.object for triple in triples if triple.predicate == RDF.term("subject")}
        for claim, predicate, piece in triples:
            if predicate == CK.term("evidence") and claim in claimed and piece in sources:
                self.told_in[IRI(claimed[claim])].add(IRI(sources[piece]))  # type: ignore[arg-type]

    def page_of(self, iri: IRI) -> Page | None:
        """The page that a thing's IRI names, where it is one that articles link to; None for what has only a name."""
        for title in sorted(self.titles.get(iri, ())):
            stem = iri.removesuffix(name_segment(title))
            if stem != iri and stem.endswith("/") and stem.split("/")[-4:-3] != [_SCOPE]:
                return Page(stem, normal_title(title))
        return None

    def label_of(self, iri: IRI) -> Literal | None:
        """The label of a thing: the title of its page without brackets before all others."""
        page = self.page_of(iri)
        wanted = split_title(page.title).name if page else ""
        return min(self.labels.get(iri, ()), key=lambda label: (label.value != wanted, label), default=None)

    def opposed(self, one: Set[IRI], other: Set[IRI]) -> IRI | None:
        """A conflict in which things stand on one side and others on another, none on the same; None without one."""
        here, there = (self._sides_by_conflict(things) for things in (one, other))
        return next((conflict for conflict in sorted(here.keys() & there.keys()) if here[conflict].isdisjoint(there[conflict])), None)

    def _sides_by_conflict(self, things: Set[IRI]) -> dict[IRI, set[IRI]]:
        found: dict[IRI, set[IRI]] = defaultdict(set)
        for side in {side for thing in things for side in self.sides.get(thing, ())}:
            if side in self._conflicts:
                found[self._conflicts[side]].add(side)
        return found
