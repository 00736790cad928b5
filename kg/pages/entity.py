"""The page of any IRI under the base, by its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from types import MappingProxyType
from typing import Protocol

from kg.citation.citation import Citation, cite_article, cite_fact, permanent_address
from kg.citation.formats import write_bibtex, write_csl, write_text
from kg.graph.facts import GraphIndex, plain
from kg.pages.article import ArticleFacts, conflict_described, gather_article, mark_quotes, mark_text, read_article, statements_of
from kg.pages.catalogue import Catalogue, spots
from kg.pages.conflict import read_conflict
from kg.pages.leads import cut, lead_of_conflict, lead_of_thing
from kg.pages.links import Links
from kg.pages.ontology import ONTOLOGY, ontology_page
from kg.pages.parts.maps import Map, Spot, draw_region, reach_of_region
from kg.pages.parts.schema_org import describe_in_schema
from kg.pages.parts.sentences import ClaimTitles, say_claim
from kg.pages.parts.source_texts import Trouble
from kg.pages.parts.statements import Statement, conflict_of, read_statement
from kg.pages.parts.tables import Table
from kg.pages.render import Page
from kg.pages.thing import read_thing, thing_table
from kg.pages.war import alike_battles, read_alike, read_war, war_table
from kg.rdf.terms import CK, IRI, RDF_TYPE, Triple, sort_triples
from kg.store.description import Description, describe
from kg.store.store import Store
from kg.tables.claims import ClaimIndex
from kg.values import dataclass

_NO_ANCHORS: Mapping[str, tuple[str, ...]] = MappingProxyType({})
# So many neighbours are tried for room on a map.
_MOST_NEAR = 200
_NO_ARTICLES: Mapping[str, ArticleFacts] = MappingProxyType({})


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

    ``catalogue`` has the conflicts and what tables tell of them, ``gather`` all that an article version says, ``sources`` the metadata of article
    versions, ``about`` what is said of things beside the description (needed by the pages of claims alone).
    ``text_of`` gives an article's source text where it is at hand, ``issues_of`` what was not understood in it (None: not known). ``today`` is the
    day, for citations ("": a page that is kept for long knows none).
    """

    links: Links
    catalogue: Callable[[], Catalogue]
    gather: Callable[[IRI], GraphIndex]
    sources: Callable[[Iterable[str]], list[ArticleFacts]]
    about: Callable[[Iterable[IRI]], Iterable[Triple]] = lambda things: ()
    text_of: Callable[[ArticleFacts], str | None] = lambda article: None
    issues_of: Callable[[ArticleFacts], tuple[Trouble, ...]] | None = None
    today: str = ""


def store_context(store: Store, catalogue: Callable[[], Catalogue], links: Links) -> PageContext:
    """What pages need, from a store."""

    def sources(articles: Iterable[str]) -> list[ArticleFacts]:
        return source_articles(store, articles, catalogue().articles)

    return PageContext(links, catalogue, lambda iri: gather_article(store, iri), sources, store.about)


def kind_of(index: GraphIndex, iri: IRI) -> str:
    """The kind of page that a thing has: ontology, claim, article, conflict or thing; a side has none, but stands on that of its conflict."""
    if iri == ONTOLOGY or iri.startswith(CK):
        return "ontology"
    types = {plain(node) for node in index.all(iri, RDF_TYPE)}
    if "Claim" in types:
        return "claim"
    if "Article" in types:
        return "article"
    if "Conflict" in types:
        return "conflict"
    return "side" if conflict_of(iri) else "thing"


def describe_page(store: Store, iri: IRI) -> Description | None:
    """What the page about a thing is made of; None where the store says nothing about it.

    Of an article, whose page gathers its words itself, these are its own triples.
    """
    if CK.term("Article") in (triple.object for triple in store.about([iri], (RDF_TYPE,))):
        return Description(iri, tuple(store.about([iri])))
    return describe(store, iri, for_page=True)


def entity_page(description: Described, context: PageContext, *, whole: bool = False) -> Page:
    """The page about a thing; ``whole`` shows all of an article's text, and all battles of a war.

    NoPageError for a side, and for a claim that says nothing.
    """
    kind = kind_of(description.index, description.iri)
    if kind == "ontology":
        return ontology_page(description.index)
    if kind == "article":
        return article_page(description.iri, context, whole=whole)
    makers: dict[str, Callable[[Described, PageContext], Page]] = {
        "claim": claim_page,
        "conflict": partial(conflict_page, whole=whole),
        "thing": thing_page,
    }
    if kind not in makers:
        raise NoPageError("A side is shown on the page of its conflict.")
    return makers[kind](description, context)


def conflict_page(description: Described, context: PageContext, *, whole: bool = False) -> Page:
    """The page of a conflict; of a war with the first of its battles, or with the ``whole``."""
    index, iri = description.index, description.iri
    found, catalogue = read_conflict(index, iri, context.links.page), context.catalogue()
    war = read_war(iri, found.parts, catalogue, context.links, whole=whole)
    like, more = read_alike(iri, catalogue)
    values = {
        "conflict": found, "war": war, "like": like, "more_alike": more, "index": index,
        "map": _region(found.points, found.name, iri, context), "description": description,
        "empty": catalogue.summaries.empty,
        "articles": context.sources(found.articles or (words.article for s in found.parts for words in s.words)),
    }  # fmt: skip
    tables: dict[str, Callable[[], Table]] = {"": partial(war_table, iri, war.found, catalogue)} if war else {}
    if war and war.alike:
        tables["alike"] = lambda: war_table(iri, (*war.found, *alike_battles(war, catalogue)), catalogue)
    return Page("conflict.html", values, describe_in_schema(index, iri, "Conflict", found.points), tables, lead_of_conflict(found))


def thing_page(description: Described, context: PageContext) -> Page:
    """The page of a group, unit, person, place or anything else."""
    index, iri, catalogue = description.index, description.iri, context.catalogue()
    found = read_thing(index, iri, catalogue, context.links.page)
    values = {
        "thing": found, "index": index, "map": _region(found.points, found.name, iri, context), "description": description,
        "empty": catalogue.summaries.empty, "articles": context.sources(found.articles),
    }  # fmt: skip
    tables = {"": partial(thing_table, index, found, catalogue)} if found.parts else {}
    return Page("thing.html", values, describe_in_schema(index, iri, found.kind, found.points), tables, lead_of_thing(found))


def claim_page(description: Described, context: PageContext) -> Page:
    """The page of a claim. NoPageError where it lacks a part."""
    claim = read_statement(description.index, description.iri)
    if claim is None:
        raise NoPageError("This claim says nothing.")
    index = _complete(description.index, claim, context)
    cited = ClaimIndex(index)
    sentence = say_claim(index, claim)
    found = (cite_fact(cited, one) for one in cited.claims if one.iri == claim.claim)
    citations = [replace(one, statement=sentence, consulted=context.today) for one in found if one]
    values = {
        "claim": claim, "index": index, "description": description, "citations": write_citations(citations),
        "articles": context.sources(words.article for words in claim.words), "empty": context.catalogue().summaries.empty,
    }  # fmt: skip
    return Page("claim.html", values, lead=cut(sentence))


def _complete(index: GraphIndex, claim: Statement, context: PageContext) -> GraphIndex:
    """A description of a claim with what its subject, its value and its articles say themselves: figures, whose they are, revisions."""
    nodes = {IRI(words.article) for words in claim.words} | {claim.subject}
    nodes |= {claim.object} if isinstance(claim.object, IRI) else set()
    known = {Triple(IRI(s), IRI(p), node) for s in index.subjects() for p, objects in index.said(s).items() for node in objects}
    found = known | set(context.about(sorted(nodes)))
    related = {t.object for t in found if t.predicate in (CK.term("of"), CK.term("within")) and isinstance(t.object, IRI)}
    return GraphIndex(sort_triples(found | set(context.about(sorted(related)))))


def article_page(iri: IRI, context: PageContext, *, whole: bool = False, anchors: Mapping[str, tuple[str, ...]] = _NO_ANCHORS) -> Page:
    """The page of an article version: its text, or its quotes where the text is not at hand, beside its claims.

    ``anchors`` are further ids by the claim at which they stand.
    """
    index = context.gather(iri)
    facts = read_article(index, iri)
    statements = statements_of(index, iri)
    text, issues = context.text_of(facts), context.issues_of(facts) if context.issues_of else ()
    values = {
        "article": facts, "conflict": conflict_described(index, iri), "titles": ClaimTitles(index), "index": index,
        "statements": statements, "issues": issues, "issues_known": context.issues_of is not None,
        "segments": mark_text(text, statements, iri, issues, whole=whole) if text is not None else None,
        "quotes": mark_quotes(statements, iri) if text is None else (), "description": Description(iri, ()), "articles": [facts],
        "anchors": anchors, "citations": write_citations([replace(cite_article(ClaimIndex(index), iri), record=iri, consulted=context.today)]),
        "address": permanent_address(facts.url, facts.revision) or "", "empty": context.catalogue().summaries.empty,
    }  # fmt: skip
    return Page("article.html", values, lead=cut(f"The words of the article {facts.title!r} behind each fact that was read in it."))


def write_citations(citations: Iterable[Citation]) -> tuple[tuple[str, str], ...]:
    """Citations in each form, by its name."""
    found = tuple(citations)
    forms = (("Text", write_text), ("BibTeX", write_bibtex), ("CSL-JSON", write_csl))
    return tuple((name, "".join(write(found)).strip()) for name, write in forms) if found else ()


def source_articles(store: Store, articles: Iterable[str], known: Mapping[str, ArticleFacts] = _NO_ARTICLES) -> list[ArticleFacts]:
    """The article versions behind a page, with their licences; those that are not ``known`` are looked up."""
    wanted = sorted({IRI(article) for article in articles})
    index = GraphIndex(store.about([iri for iri in wanted if iri not in known]))
    return sorted((known.get(iri) or read_article(index, iri) for iri in wanted), key=lambda facts: (facts.title, facts.iri))


def _region(points: Sequence[tuple[float, float]], name: str, iri: IRI, context: PageContext) -> Map | None:
    """The map around a thing with its neighbours; None for a thing without a place."""
    if not points:
        return None
    near = islice(context.catalogue().found.near(points[0], *reach_of_region(points[0][1])), _MOST_NEAR)
    return draw_region(Spot(*points[0], name, context.links.page(iri)), spots(near, context.links))
