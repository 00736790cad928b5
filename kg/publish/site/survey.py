"""A first look at every article: which things have pages, what they are called, and what the catalogue of conflicts needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.graph.facts import GraphIndex
from kg.graph.points import read_point
from kg.pages.article import ArticleFacts, read_article
from kg.pages.catalogue import Entry
from kg.pages.parts.involved import Involved, collect_involved
from kg.pages.parts.statements import plain_name
from kg.pages.parts.summaries import Summary, make_summaries
from kg.pages.parts.summary_rows import collect_rows
from kg.publish.site.input import ArticleInput, ReadGraph
from kg.publish.site.summing import PREDICATES, named_in
from kg.publish.site.telling import KINDS
from kg.rdf.terms import CK, GEO, IRI, RDF, RDF_TYPE, RDFS, SKOS, Literal, Triple

_LABEL, _FURTHER, _DESCRIBED_IN = RDFS.term("label"), SKOS.term("altLabel"), CK.term("describedIn")
_CLAIM, _REFERENCE, _GEOMETRY, _WKT = CK.term("Claim"), CK.term("Reference"), GEO.term("hasGeometry"), GEO.term("asWKT")
_OBJECT, _NAMING = RDF.term("object"), frozenset({RDF_TYPE, _LABEL, _FURTHER, CK.term("wikipediaTitle")})
_DATES = tuple(CK.term(name) for name in ("start", "end", "when"))


class Named(NamedTuple):
    """A name of a thing, with the thing's main name."""

    iri: str
    kind: str
    name: str
    label: str


class Survey(NamedTuple):
    """What the site needs to know of an article before any page is made; ``things`` are the IRIs of conflicts, groups, people and places.

    ``summaries`` are what tables tell of conflicts, ``within`` pairs of a place and a larger one, ``labels`` the main names of what these tell of,
    ``told`` the things of which more is told than names, ``involved`` who was in which conflict,
    ``facts`` the metadata of the article.
    """

    article: str
    title: str
    stem: str
    things: tuple[str, ...]
    names: tuple[Named, ...]
    conflicts: tuple[Entry, ...]
    claims: tuple[str, ...]
    references: tuple[str, ...]
    summaries: Mapping[str, Summary]
    within: tuple[tuple[str, str], ...]
    labels: Mapping[str, str]
    told: tuple[str, ...]
    involved: tuple[Involved, ...]
    facts: ArticleFacts


def survey_articles(articles: Sequence[ArticleInput], read: ReadGraph) -> list[Survey]:
    """Survey some articles."""
    return [survey_article(article, read(article.stem)) for article in articles]


def survey_article(article: ArticleInput, triples: Iterable[Triple]) -> Survey:
    """Survey one article."""
    said, kinds = tuple(triples), dict[IRI, str]()
    told: dict[IRI, dict[IRI, list[IRI | Literal]]] = defaultdict(lambda: defaultdict(list))
    claims, references, points = [], [], {}
    wanted = {_LABEL, _FURTHER, _DESCRIBED_IN, _GEOMETRY, *_DATES}
    for subject, predicate, value in said:
        if predicate == RDF_TYPE:
            if value == _CLAIM:
                claims.append(subject.rpartition("/")[2])
            elif value == _REFERENCE:
                references.append(subject.rpartition("/")[2])
            elif value in KINDS:
                kinds.setdefault(subject, KINDS[IRI(value)] if isinstance(value, IRI) else "")
        elif predicate in wanted:
            told[subject][predicate].append(value)
        elif predicate == _WKT and isinstance(value, Literal):
            points[subject] = read_point(value.value)
    names = (name for thing in sorted(kinds) for name in _names(thing, kinds[thing], told[thing]))
    rows = collect_rows(triple for triple in said if triple.predicate in PREDICATES)
    summaries = make_summaries(rows, {}).conflicts
    labels = {iri: _label(IRI(iri), told[IRI(iri)]) for iri in dict.fromkeys(named_in(summaries, rows.within))}
    more = {value for _, predicate, value in said if predicate == _OBJECT} | {subject for subject, predicate, _ in said if predicate not in _NAMING}
    return Survey(
        article.iri, article.title, article.stem, tuple(sorted(kinds)), tuple(names),
        tuple(_entry(thing, told[thing], points) for thing in sorted(kinds) if kinds[thing] == "Conflict" and told[thing][_DESCRIBED_IN]),
        tuple(sorted(claims)), tuple(sorted(references)),
        summaries, rows.within, labels, tuple(thing for thing in sorted(kinds) if thing in more or thing in summaries),
        collect_involved(said), read_article(GraphIndex(triple for triple in said if triple.subject == article.iri), IRI(article.iri)),
    )  # fmt: skip


def _names(thing: IRI, kind: str, told: dict[IRI, list[IRI | Literal]]) -> Iterable[Named]:
    label = _label(thing, told)
    for name in dict.fromkeys((label, *map(_text, told[_LABEL]), *map(_text, told[_FURTHER]))):
        yield Named(thing, kind, name, label)


def _label(thing: IRI, told: dict[IRI, list[IRI | Literal]]) -> str:
    """The main name of a thing."""
    return min(map(_text, told[_LABEL]), default="") or plain_name(thing)


def _entry(thing: IRI, told: dict[IRI, list[IRI | Literal]], points: dict[IRI, tuple[float, float] | None]) -> Entry:
    name, start, end, when = (min(map(_text, told[predicate]), default="") for predicate in (_LABEL, *_DATES))
    where = next((point for node in told[_GEOMETRY] if isinstance(node, IRI) and (point := points.get(node))), None)
    return Entry(thing, name or plain_name(thing), start, end, when, where)


def _text(node: IRI | Literal) -> str:
    return node if isinstance(node, IRI) else node.value
