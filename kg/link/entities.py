"""The entities of a graph as linking sees them: names, pages linked to, times, and what stands around them. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.graph.facts import GraphIndex, plain
from kg.rdf.terms import CK, DCT, IRI, OA, RDF, RDF_TYPE, RDFS, SCHEMA, SKOS, WD, Triple
from kg.values import dataclass

_KINDS = {CK.term(name): name.casefold() for name in ("Unit", "Person", "Place", "Conflict", "Group")}
_PARTIES = (CK.term("belligerent"), CK.term("supporter"))
_MEMBERS = (*_PARTIES, CK.term("commander"), CK.term("unit"))
_NODES = (RDF.term("subject"), RDF.term("object"), CK.term("affiliation"))
_OF = (CK.term("of"), CK.term("accordingTo"))
# The year of a date; a damaged graph may have others.
_YEAR = re.compile(r"-?[0-9]{4}")
_FORMS_WITHOUT_TITLES = ("text",)

# The last year of what goes on, and how EDTF says so.
STILL, _GOES_ON = 9999, "/.."


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity: ``kind`` is conflict, group, unit, person or place; the first of ``names`` is its label.

    ``titles`` are pages that articles link to for it, or its own; ``pages`` items that its own page names. ``years`` span the conflicts it
    has a part in (its own, where ``own`` says that these are of the conflict itself). ``context`` are names around it (parties of its side,
    places, parents) and ``around`` their IRIs; ``renamed`` are entities that are the same under another name.
    """

    iri: IRI
    kind: str
    names: tuple[str, ...]
    titles: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    years: tuple[int, int] | None = None
    own: bool = False
    context: tuple[str, ...] = ()
    around: tuple[IRI, ...] = ()
    renamed: tuple[IRI, ...] = ()


def read_entities(triples: Iterable[Triple]) -> tuple[Entity, ...]:
    """The entities of a graph by IRI; those without a name are left out."""
    return tuple(_Reader(GraphIndex(triples)).entities())


class _Reader:
    def __init__(self, index: GraphIndex) -> None:
        self.index = index
        self.kinds = {subject: kind for subject in index.subjects() if (kind := self._kind(subject))}
        self.years: dict[str, list[int]] = defaultdict(list)
        self.around: dict[str, dict[str, None]] = defaultdict(dict)
        self.renamed: dict[str, dict[str, None]] = defaultdict(dict)
        for subject in sorted(self.kinds):
            if self.kinds[subject] == "conflict":
                self._look_around(subject)
            for other in self._iris(subject, CK.term("renamedTo")):
                self.renamed[subject][other] = self.renamed[other][subject] = None
        self._date_the_rest()

    def entities(self) -> Iterator[Entity]:
        for iri, kind in sorted(self.kinds.items()):
            names = [name for predicate in (RDFS.term("label"), SKOS.term("altLabel")) for name in self._texts(iri, predicate)]
            articles = self._iris(iri, CK.term("describedIn"))
            titles = [*self._texts(iri, CK.term("wikipediaTitle")), *(t for a in articles for t in self._page_titles(a))]
            pages = [int(q[1:]) for a in articles for item in self._iris(a, SCHEMA.term("about")) if (q := item.removeprefix(WD))[1:].isdecimal()]
            own = self._own_years(iri) if kind == "conflict" else []
            years = own or self.years[iri]
            around = [other for other in self.around[iri] if other != iri]
            context = [name for other in around for name in (*self._texts(other, RDFS.term("label")), *self._texts(other, CK.term("wikipediaTitle")))]
            named = [*dict.fromkeys([*(t for a in articles for t in self._texts(a, DCT.term("title"))), *names])] if articles else names
            if named or titles:
                yield Entity(
                    IRI(iri), kind, tuple(named or titles), tuple(dict.fromkeys(titles)), tuple(dict.fromkeys(pages)),
                    (min(years), max(years)) if years else None, bool(own), tuple(dict.fromkeys(context)), tuple(map(IRI, around)),
                    tuple(map(IRI, self.renamed[iri])),
                )  # fmt: skip

    def _kind(self, subject: str) -> str | None:
        found = {_KINDS[node] for node in self.index.all(subject, RDF_TYPE) if isinstance(node, IRI) and node in _KINDS}
        return next((kind for kind in _KINDS.values() if kind in found), None)

    def _look_around(self, conflict: str) -> None:
        """Note for all that have a part in a conflict when it was, and what stands around them."""
        years = self._own_years(conflict)
        places, parents = self._iris(conflict, CK.term("place")), self._iris(conflict, CK.term("partOf"))
        sides = [(side, [m for p in _MEMBERS for m in self._iris(side, p)]) for side in self._iris(conflict, CK.term("hasSide"))]
        parties = [party for side, _ in sides for predicate in _PARTIES for party in self._iris(side, predicate)]
        members = [member for _, found in sides for member in found]
        everyone = [*places, *parents, *members, *self._iris(conflict, CK.term("participant"))]
        for other in everyone:
            self.years[other] += years
            self.around[other].update(dict.fromkeys((conflict, *parents)))
        for side, found in sides:
            own = [party for predicate in _PARTIES for party in self._iris(side, predicate)]
            for member in found:
                self.around[member].update(dict.fromkeys(own))
        for place in places:
            self.around[place].update(dict.fromkeys((*places, *parties)))
        for event in (conflict, *parents):
            self.around[event].update(dict.fromkeys((*places, *parents, *parties)))

    def _date_the_rest(self) -> None:
        """Give whatever an article names otherwise (in a qualifier, in an estimate) the years of the article's conflict."""
        conflicts = {article: s for s, kind in self.kinds.items() if kind == "conflict" for article in self._iris(s, CK.term("describedIn"))}
        for claim in self.index.claims():
            sources = {source for piece in self._iris(claim, CK.term("evidence")) for source in self._iris(piece, OA.term("hasSource"))}
            years = [year for source in sources if source in conflicts for year in self._own_years(conflicts[source])]
            nodes = [node for predicate in _NODES for node in self._iris(claim, predicate)]
            nodes += [node for whole in nodes for predicate in _OF for node in self._iris(whole, predicate)]
            for node in nodes:
                if node in self.kinds:
                    self.years[node] += years

    def _own_years(self, conflict: str) -> list[int]:
        texts = [text for name in ("start", "end") for text in self._texts(conflict, CK.term(name))]
        goes_on = any(text.endswith(_GOES_ON) for text in self._texts(conflict, CK.term("when")))
        return [int(found[0]) for text in texts if (found := _YEAR.match(text))] + ([STILL] if texts and goes_on else [])

    def _page_titles(self, article: str) -> list[str]:
        """The title of an article's page, where its form tells it (a plain text has only a heading)."""
        form = self.index.text(article, CK.term("form"))
        return [] if form in _FORMS_WITHOUT_TITLES else self._texts(article, DCT.term("title"))

    def _texts(self, subject: str, predicate: IRI) -> list[str]:
        return [plain(node) for node in self.index.all(subject, predicate)]

    def _iris(self, subject: str, predicate: IRI) -> list[str]:
        return [str(node) for node in self.index.all(subject, predicate) if isinstance(node, IRI)]
