"""What one article's graph tells, read once for all pages that it has a part in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from kg.graph.facts import GraphIndex
from kg.pages.article import ArticleFacts, read_article
from kg.pages.parts.statements import Statement, StatementIndex, conflict_of, read_statements
from kg.publish.site.names import SiteNames
from kg.rdf.terms import CK, DCT, GEO, IRI, RDF_TYPE, RDFS, Triple, sort_triples

Further = Callable[[Sequence[str]], Mapping[str, Sequence[Triple]]]
KINDS = {CK.term(name): name for name in ("Conflict", "Group", "Person", "Place")}
_TO_PARTS = frozenset({CK.term("hasSide"), CK.term("strength"), CK.term("losses"), GEO.term("hasGeometry")})
_SUBJECT = itemgetter(0)
_NAMING = frozenset({RDFS.term("label"), RDF_TYPE, CK.term("wikipediaTitle"), CK.term("number"), DCT.term("title"), *_TO_PARTS})


class Record(NamedTuple):
    """What one article tells of a thing that others tell of too: the claims, the triples that these need, and the article's metadata."""

    statements: tuple[Statement, ...]
    triples: tuple[Triple, ...]
    article: ArticleFacts


class Telling:
    """The graph of an article version, whose triples come sorted; ``things`` are the conflicts, groups, people and places of it, sorted."""

    def __init__(self, article: IRI, triples: Iterable[Triple], further: Further) -> None:
        """``further`` gives triples from elsewhere (links to Wikidata) about things, by their subject."""
        self._about = {subject: list(found) for subject, found in groupby(triples, key=_SUBJECT)}
        self.things = tuple(sorted(subject for subject, found in self._about.items() if _is_thing(found)))
        for thing, told in further(self.things).items():
            self._about[thing] = list(sort_triples((*self._about[thing], *told)))
        self.article = article
        self.index = GraphIndex(triple for found in self._about.values() for triple in found)

    @cached_property
    def facts(self) -> ArticleFacts:
        """The metadata of the article version."""
        return read_article(self.index, self.article)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """All claims, in reading order."""
        return read_statements(self.index)

    @cached_property
    def whole(self) -> StatementIndex:
        """All that is said, with all claims."""
        return StatementIndex(self.index, self.statements)

    @cached_property
    def _by_thing(self) -> Mapping[str, list[Statement]]:
        """The claims about each thing, or about a part of it (a side, a figure), in reading order."""
        owners: dict[str, list[str]] = {thing: [thing] for thing in self.things}
        for thing in self.things:
            for part in self._parts(thing):
                owners.setdefault(part, []).append(thing)
        found: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.statements:
            for owner in dict.fromkeys(
                (*owners.get(statement.subject, ()), *owners.get(str(getattr(statement.object, "value", statement.object)), ()))
            ):
                found[owner].append(statement)
        return found

    def _parts(self, thing: str) -> Iterator[str]:
        """Sides, estimates and geometry, at most two steps away."""
        step = [thing]
        for _ in range(2):
            step = [t.object for subject in step for t in self._about.get(subject, ()) if t.predicate in _TO_PARTS and isinstance(t.object, IRI)]
            yield from step

    def about(self, thing: str) -> StatementIndex:
        """What is said about a thing."""
        return StatementIndex(self.index, self._by_thing.get(thing, ()))

    def to_record(self, thing: str) -> Record:
        """What is said about a thing, to be joined with what other articles say."""
        statements = tuple(self._by_thing.get(thing, ()))
        parts = dict.fromkeys((thing, *self._parts(thing)))
        nodes: dict[str, None] = {}
        for statement in statements:
            values = (statement.object, *(value for _, value in statement.qualifiers))
            nodes |= dict.fromkeys((statement.subject, conflict_of(statement.subject), *(value for value in values if isinstance(value, IRI))))
        triples = [triple for part in parts for triple in self._about.get(part, ())]
        triples += [triple for node in nodes if node not in parts for triple in self._about.get(node, ()) if triple.predicate in _NAMING]
        return Record(statements, tuple(triples), self.facts)

    def anchors(self, names: SiteNames) -> dict[str, tuple[str, ...]]:
        """The ids of the things that stand on the page of the article, by the claim that tells of each first."""
        found: dict[str, list[str]] = defaultdict(list)
        page = names.find(self.article)
        for thing, statements in sorted(self._by_thing.items()):
            place = names.find(thing)
            if place and page and place.fragment and place.path == page.path:
                found[statements[0].claim].append(place.fragment)
        return {claim: tuple(ids) for claim, ids in found.items()}


def _is_thing(triples: Iterable[Triple]) -> bool:
    return any(predicate == RDF_TYPE and value in KINDS for _, predicate, value in triples)
