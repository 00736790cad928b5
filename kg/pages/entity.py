"""The page of any IRI under the base, by its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from kg.graph.facts import GraphIndex, plain
from kg.pages.article import ArticleFacts, mark_quotes, mark_text, read_article, statements_of
from kg.pages.catalogue import Conflicts, spots
from kg.pages.conflict import read_conflict
from kg.pages.links import Links
from kg.pages.ontology import ONTOLOGY, ontology_page
from kg.pages.parts.maps import Map, Spot, draw_region, reach_of_region
from kg.pages.parts.schema_org import describe_in_schema
from kg.pages.parts.source_texts import Trouble
from kg.pages.parts.statements import conflict_of, read_statement, read_statements
from kg.pages.render import Page
from kg.pages.thing import read_thing
from kg.rdf.terms import CK, IRI, RDF_TYPE
from kg.store.description import Description
from kg.store.store import Store
from kg.values import dataclass

_NO_ANCHORS: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class NoPageError(Exception):
    """A thing that has no page; the message says why."""


class Described(Protocol):
    """What is said about a thing (kg.store.description.Description); ``complete`` is false where there is more than is told."""

    @property
    def iri(self) -> IRI:
        """The thing."""

    @property
    def index(self) -> GraphIndex:
        """What is said."""

    @property
    def complete(self) -> bool:
        """Whether that is all."""


@dataclass(frozen=True, slots=True)
class PageContext:
    """What pages need besides a description, and where their links lead.

    ``conflicts`` gives the conflicts of the catalogue, ``gather`` all that an article version says, ``sources`` the metadata of article versions.
    ``text_of`` gives an article's source text where it is at hand, ``issues_of`` what was not understood in it (None: not known).
    """

    links: Links
    conflicts: Callable[[], Conflicts]
    gather: Callable[[IRI], GraphIndex]
    sources: Callable[[Iterable[str]], list[ArticleFacts]]
    text_of: Callable[[ArticleFacts], str | None] = lambda article: None
    issues_of: Callable[[ArticleFacts], tuple[Trouble, ...]] | None = None


def kind_of(index: GraphIndex, iri: IRI) -> str:
    """The kind of page that a thing has: ontology, claim, article, conflict or thing; a side has none, but stands on that of its conflict."""
    if iri == ONTOLOGY or iri.startswith(CK):
        return "ontology"
    types = {plain(node) for node in index.all(iri, RDF_TYPE)}
    if "Claim" in types:
        return "claim"
    if "Article" in types:
        return "article"
    if "Conflict" in types and (index.all(iri, CK.term("describedIn")) or index.all(iri, CK.term("hasSide"))):
        return "conflict"
    return "side" if conflict_of(iri) else "thing"


def entity_page(description: Described, context: PageContext, *, whole: bool = False) -> Page:
    """The page about a thing; ``whole`` shows all of an article's text. NoPageError for a side, and for a claim that says nothing."""
    kind = kind_of(description.index, description.iri)
    if kind == "ontology":
        return ontology_page(description.index)
    if kind == "article":
        return article_page(description.iri, context, whole=whole)
    makers = {"claim": claim_page, "conflict": conflict_page, "thing": thing_page}
    if kind not in makers:
        raise NoPageError("A side is shown on the page of its conflict.")
    return makers[kind](description, context)


def conflict_page(description: Described, context: PageContext) -> Page:
    """The page of a conflict."""
    index, iri = description.index, description.iri
    found = read_conflict(index, iri, context.links.page)
    values = {
        "conflict": found, "index": index, "map": _region(found.points, found.name, iri, context), "description": description,
        "articles": context.sources(found.articles),
    }  # fmt: skip
    return Page("conflict.html", values, describe_in_schema(index, iri, "Conflict", found.points))


def thing_page(description: Described, context: PageContext) -> Page:
    """The page of a group, unit, person, place or anything else."""
    index, iri = description.index, description.iri
    articles = (words.article for statement in read_statements(index) for words in statement.words)
    found = read_thing(index, iri, context.conflicts().by_iri, context.links.page)
    values = {
        "thing": found, "articles": context.sources(articles), "index": index, "map": _region(found.points, found.name, iri, context),
        "description": description,
    }  # fmt: skip
    return Page("thing.html", values, describe_in_schema(index, iri, found.kind, found.points))


def claim_page(description: Described, context: PageContext) -> Page:
    """The page of a claim. NoPageError where it lacks a part."""
    claim = read_statement(description.index, description.iri)
    if claim is None:
        raise NoPageError("This claim says nothing.")
    sources = context.sources(words.article for words in claim.words)
    return Page("claim.html", {"claim": claim, "index": description.index, "description": description, "articles": sources})


def article_page(iri: IRI, context: PageContext, *, whole: bool = False, anchors: Mapping[str, tuple[str, ...]] = _NO_ANCHORS) -> Page:
    """The page of an article version: its text, or its quotes where the text is not at hand, beside its claims.

    ``anchors`` are further ids by the claim at which they stand.
    """
    index = context.gather(iri)
    facts = read_article(index, iri)
    statements = statements_of(index, iri)
    text, issues = context.text_of(facts), context.issues_of(facts) if context.issues_of else ()
    values = {
        "article": facts, "index": index, "statements": statements, "issues": issues, "issues_known": context.issues_of is not None,
        "segments": mark_text(text, statements, iri, issues, whole=whole) if text is not None else None,
        "quotes": mark_quotes(statements, iri) if text is None else (), "description": Description(iri, ()), "articles": [facts],
        "anchors": anchors,
    }  # fmt: skip
    return Page("article.html", values)


def source_articles(store: Store, articles: Iterable[str]) -> list[ArticleFacts]:
    """The article versions behind a page, with their licences."""
    wanted = sorted({IRI(article) for article in articles})
    index = GraphIndex(store.about(wanted))
    return sorted((read_article(index, iri) for iri in wanted), key=lambda facts: (facts.title, facts.iri))


def _region(points: Sequence[tuple[float, float]], name: str, iri: IRI, context: PageContext) -> Map | None:
    """The map around a thing with its neighbours; None for a thing without a place."""
    if not points:
        return None
    near = context.conflicts().near(points[0], *reach_of_region(points[0][1]))
    return draw_region(Spot(*points[0], name, context.links.page(iri)), spots(near, context.links))
